"""Compile the slice of ICD-10-CM that clinote reads, and say what changed since the last one.

    python .ci/compile_codeset.py

Reads the official tables through simple-icd-10-cm (the `codeset` extra), which ships one release at a time:
to move to a new release, install the version of that library that carries it and run this script. It writes
`models/icd10cm.json` (the codes that `patterns/` name, with their ancestors and notes) and
`models/icd10cm-billable.txt.gz` (every billable code, for codes that a note writes).
"""

import gzip
import importlib.metadata
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import simple_icd_10_cm as tables

ROOT = Path(__file__).resolve().parent.parent
SLICE = ROOT / "models" / "icd10cm.json"
BILLABLE = ROOT / "models" / "icd10cm-billable.txt.gz"
SETTINGS = ROOT / "patterns" / "coding" / "codeset.toml"

_CODE = re.compile(r"\b[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?\b")
_ITEM = re.compile(
    r"(?P<stem>[A-Z]\d[\dA-Z])\. with final characters -(?P<final>\d+)"
    r"|(?P<low>[A-Z]\d[\dA-Z](?:\.[\dA-Z]+)?)\.?-\s?(?P<high>[A-Z]\d[\dA-Z](?:\.[\dA-Z]+)?)"
    r"|(?P<code>[A-Z]\d[\dA-Z](?:\.[\dA-Z]+)?)"
)


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


def node(code: str, settings: dict[str, Any]) -> dict[str, Any]:
    """What the tables say of one code, block or chapter."""

    def notes(texts: list[str]) -> list[dict[str, Any]]:
        return [{"note": text, "codes": excluded(text, settings["corrections"])} for text in texts]

    found = {
        "description": tables.get_description(code),
        # a block of one category bears the category's own name
        "parent": next((above for above in tables.get_ancestors(code) if above != code), None),
        "billable": tables.is_leaf(code),
        "excludes1": notes(tables.get_excludes1(code)),
        "excludes2": notes(tables.get_excludes2(code)),
        "includes": tables.get_includes(code) + tables.get_inclusion_term(code),
        "notes": tables.get_notes(code),
        "code_first": tables.get_code_first(code),
        "use_additional_code": tables.get_use_additional_code(code),
        "code_also": tables.get_code_also(code),
    }
    return {key: value for key, value in found.items() if value not in ([], "", None)}


def wanted(settings: dict[str, Any]) -> list[str]:
    """The codes that the pattern files name, all codes of the listed families, and every ancestor."""
    codes: set[str] = set()
    for file in (ROOT / "patterns" / "diagnosis.toml", *sorted((ROOT / "patterns" / "coding").glob("*.toml"))):
        codes |= {code for code in _CODE.findall(file.read_text(encoding="utf-8")) if tables.is_valid_item(code)}
    for family in settings["families"]:
        codes |= {family, *tables.get_descendants(family)}
    for code in list(codes):
        codes |= set(tables.get_ancestors(code))
    return sorted(codes)


def compiled() -> dict[str, Any]:
    """The slice as it should be."""
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    return {
        "release": settings["release"],
        "effective": settings["effective"],
        "until": settings["until"],
        "next": settings["next"],
        "source": f"{settings['table']}, through simple-icd-10-cm {importlib.metadata.version('simple-icd-10-cm')}",
        "codes": {code: node(code, settings) for code in wanted(settings)},
    }


def billable() -> list[str]:
    """Every billable code."""
    return sorted({code for code in tables.get_all_codes(with_dots=True) if tables.is_leaf(code)})


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs between two slices, one line a difference."""
    lines = [f"{key}: {old.get(key)} -> {new[key]}" for key in ("release", "source") if old.get(key) != new[key]]
    before, after = old.get("codes", {}), new["codes"]
    lines += [f"{code}: gone" for code in before.keys() - after.keys()]
    lines += [f"{code}: new, {after[code]['description']}" for code in after.keys() - before.keys()]
    for code in sorted(before.keys() & after.keys()):
        for key in sorted(before[code].keys() | after[code].keys()):
            if before[code].get(key) != after[code].get(key):
                lines.append(f"{code}, {key}: {before[code].get(key)} -> {after[code].get(key)}")
    return lines


def main() -> None:
    """Write both files and print what changed."""
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    if not (Path(tables.__file__).parent / "data" / settings["table"]).exists():
        sys.exit(
            f"simple-icd-10-cm {importlib.metadata.version('simple-icd-10-cm')} does not carry {settings['table']}. "
            f"State its release, dates and table in {SETTINGS.relative_to(ROOT)}, then run this again."
        )
    old = json.loads(SLICE.read_text(encoding="utf-8")) if SLICE.exists() else {}
    new = compiled()
    SLICE.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    packed = gzip.compress("\n".join(billable()).encode("ascii"), mtime=0)
    same = BILLABLE.exists() and gzip.decompress(BILLABLE.read_bytes()) == gzip.decompress(packed)
    if not same:
        BILLABLE.write_bytes(packed)
    for line in changes(old, new) or ["No code of ours changed."]:
        print(line)
    print("The list of billable codes", "is the same." if same else "changed.")


if __name__ == "__main__":
    main()
