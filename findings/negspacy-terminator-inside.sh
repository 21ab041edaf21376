#!/usr/bin/env bash
# negspacy 1.1.0 never negates an entity that holds one of its terminating phrases ("involving", "secondary to").
# It cuts the sentence at each of them, inside an entity too, and then looks only at the entities whole within a piece.
# Expected: such a phrase ends the reach of the negation before it; an entity that began before the phrase is reached.
# Seen:     "Denies weakness of the left arm" is negated, "Denies weakness involving the left arm" is not, whether the
#           entity is of `doc.ents` or of a span group, and whether the negation stands before or after it.
. "$(dirname "$0")/environment.sh" negspacy==1.1.0 spacy==3.8.18

"$python" - <<'END'
import spacy
from negspacy.negation import Negex  # noqa: F401

ENTITIES = ["weakness of the left arm", "weakness involving the left arm", "pallor secondary to fright"]
NEGATED = {  # by negspacy; each sentence denies what is named in it
    "Denies weakness of the left arm.": True,
    "Denies weakness involving the left arm.": False,
    "Weakness involving the left arm was ruled out.": False,
    "No pallor secondary to fright.": False,
}

nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
ruler = nlp.add_pipe("span_ruler", config={"phrase_matcher_attr": "LOWER", "annotate_ents": True})
ruler.add_patterns([{"label": "SIGN", "pattern": entity} for entity in ENTITIES])
nlp.add_pipe("negex")
nlp.add_pipe("negex", name="of_spans", config={"span_keys": ["ruler"], "extension_name": "negated"})
for sentence, negated in NEGATED.items():
    document = nlp(sentence)
    (entity,) = document.ents
    (span,) = document.spans["ruler"]
    print(f"{sentence}\n    -> {entity.text!r} negated: {entity._.negex}; as a span: {span._.negated}")
    assert entity._.negex == span._.negated == negated, f"changed: {negated} before"
END
