#!/usr/bin/env bash
# python-hl7 0.4.5 writes the text of a field to the log when it unescapes a sequence that is not of the standard's own.
# A sender may define such sequences (\Z..\); a reader that does not know one is to leave it out, which it does.
# Expected: the field without the sequence, and no word of the field anywhere else.
# Seen:     an ERROR record with the whole field, which with Python's defaults goes to stderr.
. "$(dirname "$0")/environment.sh" hl7==0.4.5

"$python" - <<'END'
import contextlib
import io

import hl7

MESSAGE = "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5\rOBX|1|FT|a||Grew \\Z12\\marigolds\\.br\\in May"

message = hl7.parse(MESSAGE)
said = io.StringIO()
with contextlib.redirect_stderr(said):
    text = message.unescape(str(message.segment("OBX")[5]))
print("text:  ", repr(text))
print("stderr:", *said.getvalue().splitlines()[:1])
assert text == "Grew marigolds\rin May", "changed: the sequence was left out before"
assert "marigolds" in said.getvalue(), "changed: the field was logged before"
END
