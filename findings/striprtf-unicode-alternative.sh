#!/usr/bin/env bash
# striprtf 0.0.35 loses both halves of `\upr`, the pair of an ANSI and a Unicode spelling of the same words.
# Expected: one of the two: the Unicode one behind `\*\ud`, or the ANSI one as a reader that knows neither word would.
# Seen:     neither. The words are gone, without an error.
. "$(dirname "$0")/environment.sh" striprtf==0.0.35

"$python" - <<'END'
from striprtf.striprtf import rtf_to_text

document = r"{\rtf1\ansi Seen by {\upr{Dr. Muller}{\*\ud{Dr. M\u252?ller}}} today.}"
text = rtf_to_text(document)
print(f"{document}\n    -> {text!r}")
assert text.split() == ["Seen", "by", "today."], "changed: the name was lost before"
END
