#!/usr/bin/env bash
# striprtf 0.0.35 gives back words that the document marks as deleted (tracked changes) or hidden.
# Expected: the text as a word processor shows it with changes accepted; `\deleted` and `\v` runs left out.
# Seen:     both stand in the text like any other, so a sentence can come out as the opposite of what its author left.
. "$(dirname "$0")/environment.sh" striprtf==0.0.35

"$python" - <<'END'
from striprtf.striprtf import rtf_to_text

DOCUMENTS = {
    r"{\rtf1\ansi{\*\revtbl{Author;}}Tremor is {\deleted\revauthdel0 not }{\revised\revauth0 now }seen.}":
        "Tremor is not now seen.",
    r"{\rtf1\ansi Gait is {\v not }steady.}": "Gait is not steady.",
}
for document, seen in DOCUMENTS.items():
    text = rtf_to_text(document).strip()
    print(f"{document}\n    -> {text!r}")
    assert text == seen, f"changed: {seen!r} was seen before"
END
