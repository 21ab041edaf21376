#!/usr/bin/env bash
# bioc 2.1 turns brat's annotations into BioC without the names of their attributes: only the values are written.
# A brat attribute without a value (`A1 Negated T1`) says all it says by its name. A comment costs more: its kind is
# written over the type of the annotation that it stands on.
# Expected: a negated mention can be told from an uncertain one after `brat2bioc`, and a sign remains a sign.
# Seen:     both have empty `attributes`, and the sign with a comment is of type AnnotatorNotes. Nothing warns of it.
. "$(dirname "$0")/environment.sh" bioc==2.1

"$python" - <<'END'
from bioc import brat
from bioc.tools.brat2bioc import brat2bioc_doc

TEXT = "Tremor: none. Ataxia: perhaps. Ptosis on the left."
STANDOFF = [
    "T1\tSign 0 6\tTremor",
    "T2\tSign 14 20\tAtaxia",
    "T3\tSign 31 37\tPtosis",
    "A1\tNegated T1",
    "A2\tUncertain T2",
    "#1\tAnnotatorNotes T3\tsame as last year",
]

document = brat2bioc_doc(brat.loads(TEXT, "\n".join(STANDOFF)))
tremor, ataxia, ptosis = [annotation.infons for annotation in document.annotations]
print(*STANDOFF, "->", *document.annotations, sep="\n    ")
assert tremor["attributes"] == ataxia["attributes"] == "", "changed: no name was written before"
assert not any("Negated" in str(value) for value in tremor.values()), "changed: the name was nowhere before"
assert (tremor["type"], ptosis["type"]) == ("Sign", "AnnotatorNotes"), "changed: the comment took the type before"
END
