#!/usr/bin/env bash
# striprtf 0.0.35 puts a superscript beside the number before it, with nothing between them.
# Expected: "x 10^9/L", "x 10⁹/L" or at least "x 10 9/L": the exponent apart from its base.
# Seen:     "x 109/L". A count in units of 10^9/L becomes one in units of 109/L, and a footnote mark a digit of the value.
. "$(dirname "$0")/environment.sh" striprtf==0.0.35

"$python" - <<'END'
from striprtf.striprtf import rtf_to_text

DOCUMENTS = {  # what the RTF holds, and what is seen
    r"{\rtf1\ansi Platelets 210 x 10{\super 9}/L\par}": "Platelets 210 x 109/L",
    r"{\rtf1\ansi Sodium 13{\super 2} g\par}": "Sodium 132 g",  # 13, and a reference to footnote 2
}
for document, seen in DOCUMENTS.items():
    text = rtf_to_text(document).strip()
    print(f"{document}\n    -> {text!r}")
    assert text == seen, f"changed: {seen!r} was seen before"
END
