#!/usr/bin/env bash
# medspacy-quickumls 3.2 asks a server for nltk's stop words when its spaCy component is made, over an index that lies on
# the disk, unless they are in a folder of nltk's already; it says nothing of it, and without an answer it cannot be made.
# Expected: a component with a path to its index reads that index and nothing else.
# Seen:     one request for 'stopwords', and a LookupError where that is refused; none with the list in place.
. "$(dirname "$0")/environment.sh" medspacy-quickumls==3.2 medspacy-unqlite==0.9.8 pysimstring==1.3.0 nltk==3.10.4 \
    spacy==3.7.5 numpy==1.26.4 unidecode==1.4.0 six==1.17.0

"$python" - <<'END'
import pathlib
import tempfile

import nltk
import spacy
from quickumls.install import parse_and_encode_ngrams
from quickumls.spacy_component import SpacyQuickUMLS

folder = pathlib.Path(tempfile.mkdtemp())
index = folder / "index"
index.mkdir()
for flag, said in (("lowercase", ""), ("language", "ENG"), ("database_backend", "unqlite")):
    (index / f"{flag}.flag").write_text(said)
databases = [str(index / name) for name in ("umls-simstring.db", "cui-semtypes.db")]
parse_and_encode_ngrams([("gout", "C0018099", ["T047"], 1)], *databases, "unqlite")

nltk.data.path[:] = [str(folder / "nltk")]
asked = []
nltk.download = lambda *args, **kwargs: asked.append(args)  # refuses, as a machine without a network does
try:
    SpacyQuickUMLS(spacy.blank("en"), quickumls_fp=str(index))
except LookupError:
    print("without the list: asked for", asked, "and raised LookupError")
else:
    raise SystemExit("changed: it is made without the list")
assert asked == [("stopwords",)], asked

words = folder / "nltk" / "corpora" / "stopwords"
words.mkdir(parents=True)
(words / "english").write_text("a\nof\nthe\n")
asked.clear()
nlp = spacy.blank("en")
nlp.add_pipe("medspacy_quickumls", config={"quickumls_fp": str(index)})
print("with it: asked for", asked, "and found", [(ent.text, ent.label_) for ent in nlp("He has gout.").ents])
assert not asked
END
