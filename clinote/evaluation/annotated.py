"""Gold from annotation tools: brat's folders, and CAS files as INCEpTION and other UIMA tools export them.

An annotation counts when its type, or its feature `label` or `value`, is a label of clinote; its other features or
attributes of the name of a field or a flag are the fact's, in any case of letters. The labels annotated are those that
the whole export uses. A feature `decision` (with `status`, `setting`, `date`) of a document-level annotation is the
note's; brat has no place for one.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from clinote.batch import extras
from clinote.errors import InputError
from clinote.evaluation.gold import Plain
from clinote.facts import FLAGS, LABELS, names

_FIELDS = {name.lower(): name for label in LABELS for name in names(label)}
_NOTE = ("setting", "date", "patient_id")
_TYPES = "TypeSystem.xml"
"""The file beside an XMI file that says what its types are."""


def is_export(path: Path) -> bool:
    """Whether this is a folder or a file of an annotation tool."""
    return path.is_dir() or path.suffix in _READERS


def read(path: Path) -> list[Plain]:
    """The gold notes of a folder, or of one file of it; InputError where a file is none that can be read."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    notes: list[Plain] = []
    for file in files:
        if reader := _READERS.get(file.suffix):
            try:
                notes += reader(file)
            except (OSError, zipfile.BadZipFile, *_DEFECTS) as error:
                raise InputError(f"{file} cannot be read as an export ({type(error).__name__}).") from None
    if not notes:
        raise InputError(f"{path} holds no annotated notes: no .ann beside its .txt, no .xmi beside its {_TYPES}.")
    labels = [label for label in LABELS if any(f["label"] == label for note in notes for f in note["gold"]["facts"])]
    for note in notes:
        note["gold"]["labels"] = labels
    return notes


_DEFECTS = (AssertionError, ValueError, SyntaxError, LookupError, AttributeError, TypeError)
"""What the readers raise on a file that is damaged."""


def _brat(file: Path) -> Iterator[Plain]:
    brat = extras.load("bioc.brat", "A brat folder")
    with file.with_suffix(".txt").open(encoding="utf-8", newline="") as text:
        note: Plain = {"id": file.stem, "text": text.read(), "gold": {"facts": []}}
    document = brat.loads_ann(file.read_text(encoding="utf-8"))
    said: dict[str, Plain] = {}
    for attribute in document.attributes:  # 'A1 Negated T1' or 'A2 Concept T1 weakness'
        values = sorted(attribute.attributes)
        said.setdefault(attribute.refid, {})[attribute.type] = values[0] if values else True
    for remark in document.notes:  # as clinote writes them: the fields as JSON
        with suppress(ValueError):
            fields = json.loads(remark.text)
            said.setdefault(remark.refid, {}).update(fields if isinstance(fields, dict) else {})
    for entity in document.entities:
        start, end = entity.total_span
        _add(note, entity.type, start, end, said.get(entity.id, {}))
    yield note


def _xmi(file: Path) -> Iterator[Plain]:
    yield _cas(file.stem, file.read_bytes(), (file.parent / _TYPES).read_bytes())


def _zip(file: Path) -> Iterator[Plain]:
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        for name in names:
            if name.endswith(".xmi"):
                types = str(Path(name).parent / _TYPES)
                held = archive.read(types if types in names else _TYPES)
                yield _cas(file.stem if sum(n.endswith(".xmi") for n in names) == 1 else name, archive.read(name), held)


def _cas(id: str, content: bytes, types: bytes) -> Plain:
    cassis = extras.load("cassis", "A UIMA CAS file")
    cas = cassis.load_cas_from_xmi(BytesIO(content), cassis.load_typesystem(BytesIO(types)))
    note: Plain = {"id": id, "text": cas.sofa_string, "gold": {"facts": []}}
    for found in cas.select_all_fs():
        features = {feature.name: getattr(found, feature.name, None) for feature in found.type.all_features}
        said = {key: value for key, value in features.items() if isinstance(value, str | int | float)}
        if said.get("decision"):
            note["gold"] |= {key: said[key] for key in ("decision", "status") if said.get(key)}
            note |= {key: said[key] for key in _NOTE if said.get(key)}
        elif "begin" in said and "end" in said:
            begin, end = said.pop("begin"), said.pop("end")
            named = next((key for key in ("label", "value") if _label(str(said.get(key, "")))), None)
            name = said.pop(named) if named else found.type.name.rpartition(".")[2]
            _add(note, str(name), int(begin), int(end), said)
    return note


def _label(name: str) -> str | None:
    return name.upper() if name.upper() in LABELS else None


def _add(note: Plain, name: str, start: int, end: int, said: Plain) -> None:
    """A fact of the note, where its label is one."""
    label = _label(name)
    if label is None:
        return
    fact: Plain = {"label": label, "start": start, "end": end, "text": note["text"][start:end]}
    for key, value in said.items():
        if key.lower() in (*FLAGS, "optional"):
            fact[key.lower()] = value if isinstance(value, bool) else str(value).lower() in ("true", "1", "yes")
        elif (field := _FIELDS.get(key.lower())) in names(label):
            fact[str(field)] = _value(value)
    note["gold"]["facts"].append(fact)


def _value(value: Any) -> Any:
    """Numbers and `null` as such, whatever a tool keeps them as."""
    with suppress(ValueError, TypeError):
        return json.loads(value) if isinstance(value, str) else value
    return value


_READERS: dict[str, Callable[[Path], Iterator[Plain]]] = {".ann": _brat, ".xmi": _xmi, ".zip": _zip}
