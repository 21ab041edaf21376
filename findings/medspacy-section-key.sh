#!/usr/bin/env bash
# medspaCy 1.3.1, once imported, takes every dictionary with a key "section" that msgpack reads back for its own Section.
# It registers decoders with srsly for the whole process, and they look at the key alone.
# Expected: `Doc.from_bytes` gives back the user data that `to_bytes` took, whatever else is imported.
# Seen:     it does before the import; after it, TypeError.
. "$(dirname "$0")/environment.sh" medspacy==1.3.1 spacy==3.7.5 srsly==2.5.6 numpy==1.26.4

"$python" - <<'END'
import spacy
from spacy.tokens import Doc

nlp = spacy.blank("en")
document = nlp("Grip is firm.")
document.user_data["mine"] = {"section": "Exam", "page": 2}
data = document.to_bytes()

before = Doc(nlp.vocab).from_bytes(data).user_data
print("before the import:", before)
assert before == document.user_data

import medspacy.section_detection  # noqa: E402, F401

try:
    after = Doc(nlp.vocab).from_bytes(data).user_data
except TypeError as error:
    print("after the import: TypeError:", error)
else:
    raise SystemExit(f"changed: it now gives {after}")
END
