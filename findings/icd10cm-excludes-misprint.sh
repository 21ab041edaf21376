#!/usr/bin/env bash
# The ICD-10-CM table (as simple-icd-10-cm 1.5.0 carries it) sends rheumatoid myopathy to a code for another disease.
# Expected: each code in an Excludes note is that of the condition named beside it, so it can be followed by machine.
# Seen:     the note under M60-M63 names myopathy in rheumatoid arthritis and prints M05.32, rheumatoid heart disease of
#           the elbow; rheumatoid myopathy is M05.4. A check of Excludes by codes alone misses the conflict.
. "$(dirname "$0")/environment.sh" simple-icd-10-cm==1.5.0

"$python" - <<'END'
import simple_icd_10_cm as icd

notes = [*icd.get_excludes1("M60-M63"), *icd.get_excludes2("M60-M63")]
(note,) = [note for note in notes if "rheumatoid arthritis" in note]
print("under M60-M63:", note)
for code in ("M05.32", "M05.4"):
    print(f"    {code}: {icd.get_description(code)}")
assert "(M05.32)" in note, "changed: M05.32 was printed before"
assert "heart" in icd.get_description("M05.32")
assert "myopathy" in icd.get_description("M05.4")
END
