#!/usr/bin/env bash
# medspaCy 1.3.1 declares its component medspacy_doc_consumer with a default for `dtype_attrs` that is none of its type:
# None, where the signature says Dict. spaCy checks the defaults of a factory when it is added, and newer releases mind.
# Expected: medspaCy's own component can be added as its README adds it.
# Seen:     with spaCy 3.8.18 and confection 1.3.4 it cannot be; an explicit dictionary can.
PYTHON=${PYTHON:-python3.12}  # on 3.11 the two exclude each other
. "$(dirname "$0")/environment.sh" medspacy==1.3.1 spacy==3.8.18 confection==1.3.4 numpy==1.26.4

"$python" - <<'END'
import medspacy
from confection import ConfigValidationError

try:
    medspacy.load(medspacy_enable=["medspacy_target_matcher"]).add_pipe("medspacy_doc_consumer")
except ConfigValidationError as error:
    print("by default:", " ".join(str(error).split()))
    assert "dtype_attrs" in str(error)
else:
    raise SystemExit("changed: it can be added")

nlp = medspacy.load(medspacy_enable=["medspacy_target_matcher"])
nlp.add_pipe("medspacy_doc_consumer", config={"dtype_attrs": {"ents": ["text", "label_"]}})
print("with a dictionary:", nlp.pipe_names)
END
