"""From the official tables to a release that clinote reads: the codes it names with their notes, all billable ones.

The tables are the tabular XML and the order file (or list of codes) that CMS and NCHS publish for each release; they
are read by simple-icd-10-cm (extra `codeset`), which also carries those of its own release.
"""

import gzip
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from clinote import layers
from clinote.codeset import settings
from clinote.codeset.tables import FORMAT
from clinote.errors import InputError, UsageError
from clinote.expressions import expression

_CATEGORY = r"[A-Z](?:\d[\dA-Z]|[A-Z]\d)"
"""The first three characters of a code; two letters since FY2026: QA0."""
_ANY = rf"{_CATEGORY}(?:\.[\dA-Z]+)?"
_CODE = expression(rf"\b{_CATEGORY}(?:\.[\dA-Z]{{1,4}})?\b")
_ITEM = expression(
    rf"(?<!\w)(?:(?P<stem>{_CATEGORY})\. with final characters -(?P<final>\d+)"
    rf"|(?P<low>{_ANY})\.?-\s?(?P<high>{_ANY})|(?P<code>{_ANY}))"
)
_ORDER = expression(rf"\d{{5}} (?P<code>{_CATEGORY}[\dA-Z]{{0,4}}) *[01] ")
_BARE = expression(rf"(?P<code>{_CATEGORY}\.?[\dA-Z]{{0,4}})(?:\s|$)")
_NO_CODE = expression(rf"\d{{1,2}}|{_CATEGORY}-{_CATEGORY}")
"""A chapter or a block, as a list of codes may hold them."""


def tables() -> ModuleType:
    """The library that reads the tables."""
    try:
        import simple_icd_10_cm
    except ImportError:
        raise UsageError(
            "Reading the official tables needs simple-icd-10-cm, which is not installed: pip install 'clinote[codeset]'"
        ) from None
    library: ModuleType = simple_icd_10_cm
    return library


def open_tables(tabular: Path, codes: Path) -> ModuleType:
    """The library, with the tables of another release: its tabular XML and its order file or list of codes."""
    written = _written(codes)  # before the library, which takes two seconds to load
    library = tables()
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "codes.txt"
        listed.write_text("\n".join(written) + "\n", encoding="ascii")
        try:
            library.change_version(str(listed), str(tabular), True)
        except OSError as error:
            raise InputError(f"{tabular} cannot be read ({error.strerror}).") from None
        except Exception as error:
            raise InputError(
                f"{tabular} is no tabular list of ICD-10-CM as XML ({type(error).__name__}). Give the file of the "
                "release, for example icd10cm-tabular-2027.xml."
            ) from None
    return library


def _written(file: Path) -> list[str]:
    """The codes of an order file ("00001 A00     0 Cholera ...") or of a plain list, one a line."""
    try:
        lines = file.read_text(encoding="latin-1").splitlines()
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}).") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = _ORDER.match(line) or _BARE.match(line.strip())
        if match:
            found.append(match["code"].replace(".", ""))
        elif not _NO_CODE.fullmatch(line.strip()):
            raise InputError(f"{file}, line {number}: no code of ICD-10-CM. Give the order file of the release.")
    if not found:
        raise InputError(
            f"{file} lists no code. Give the order file of the release, for example icd10cm-order-2027.txt."
        )
    return found


def excluded(note: str, corrections: dict[str, str]) -> list[str]:
    """The codes that an Excludes note names: `M33` (with all below it), `G71-G72`, `I69*92` (final characters)."""
    found = []
    for group in re.findall(r"\(([^()]*)\)", note):
        for item in _ITEM.finditer(group):
            if item["stem"]:
                found.append(f"{item['stem']}*{item['final']}")
            elif item["low"]:
                found.append(f"{item['low']}-{item['high']}")
            else:
                found.append(corrections.get(item["code"], item["code"]))
    return found


def node(library: ModuleType, code: str) -> dict[str, Any]:
    """What the tables say of one code, block or chapter."""

    def notes(texts: list[str]) -> list[dict[str, Any]]:
        return [{"note": text, "codes": excluded(text, settings()["corrections"])} for text in texts]

    found = {
        "description": library.get_description(code),
        # a block of one category bears the category's own name
        "parent": next((above for above in library.get_ancestors(code) if above != code), None),
        "billable": library.is_leaf(code),
        "excludes1": notes(library.get_excludes1(code)),
        "excludes2": notes(library.get_excludes2(code)),
        "includes": library.get_includes(code) + library.get_inclusion_term(code),
        "notes": library.get_notes(code),
        "code_first": library.get_code_first(code),
        "use_additional_code": library.get_use_additional_code(code),
        "code_also": library.get_code_also(code),
    }
    return {key: value for key, value in found.items() if value not in ([], "", None)}


def wanted(library: ModuleType) -> list[str]:
    """The codes that the pattern files name or named before a change, all codes of the families, every ancestor."""
    codes: set[str] = set()
    naming = (file for name, file in layers.files() if name.endswith("/diagnosis.toml") or "/coding/" in name)
    for file in naming:
        codes |= {code for code in _CODE.findall(file.read_text(encoding="utf-8")) if library.is_valid_item(code)}
    for family in settings()["families"]:
        if library.is_valid_item(family):
            codes |= {family, *library.get_descendants(family)}
    for code in list(codes):
        codes |= set(library.get_ancestors(code))
    return sorted(codes)


def compiled(library: ModuleType, release: str, effective: str, until: str, source: str) -> dict[str, Any]:
    """A release, from the tables that `library` has open."""
    every = sorted({code for code in library.get_all_codes(with_dots=True) if library.is_leaf(code)})
    return {
        "format": FORMAT,
        "release": release,
        "effective": effective,
        "until": until,
        "source": source,
        "codes": {code: node(library, code) for code in wanted(library)},
        "billable": " ".join(every),
    }


def write(content: dict[str, Any], folder: Path) -> Path:
    """Write a release, the same bytes for the same content."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{content['effective']}_{content['until']}.json.gz"  # its first and last day
    packed = gzip.compress(json.dumps(content, ensure_ascii=False, sort_keys=True).encode(), mtime=0)
    file.write_bytes(packed)
    return file


def differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What differs between two releases in the codes that clinote names, one line a difference."""
    before, after = old.get("codes", {}), new["codes"]
    for code in sorted(before.keys() - after.keys()):
        yield f"{code}: gone, {before[code]['description']}"
    for code in sorted(after.keys() - before.keys()):
        yield f"{code}: new, {after[code]['description']}"
    for code in sorted(before.keys() & after.keys()):
        for key in sorted(before[code].keys() | after[code].keys()):
            if before[code].get(key) != after[code].get(key):
                yield f"{code}, {key}: {_short(before[code].get(key))} -> {_short(after[code].get(key))}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(str(item["note"] if isinstance(item, dict) else item) for item in value)
    return "none" if value is None else str(value)
