"""Damaged files of every format: whatever is in them, a reader gives records, good or bad, and in time."""

import gzip
import json
import random
import time
from pathlib import Path

import pytest
from exports import NOTES, as_csv, as_fhir, as_jsonl, as_parquet, document_reference
from test_documents import CCDA, HEADER, MSH, b64, document, message, section, table

from clinote.batch import work
from clinote.batch.record import Found, Malformed
from clinote.batch.source import ReadOptions, Source

LIMIT = 10.0
"""Seconds for one small file, on a machine that is busy."""

_RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Wingdings;}}{\*\generator x;}\f0 Legs "
    r"{\v not }weak\par\trowd\clvmgf\cellx9\cellx18\pard\intbl Quads\cell 3/5{\super +}\cell\row"
    r"\pard{\upr{a}{\*\ud{\u228 ?}}}"
    r"{\shp{\*\shpinst{\shptxt Box}}}{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1}}}} caf\'e9\u-3928?}"
)
_HL7 = "".join((
    message("PV1|1|I", "OBX|1|TX|PMH^HISTORY||Legs weak.\\.br\\Gait.", "OBX|2|NM|2157-6^CK||1200|U/L|30-200|H",
     "NTE|1||x"),
    message("OBR|1||F1|||20260101", "OBX|1|FT|||4/", "ADD|5", "OBR|2||F2|||20250101", "OBX|1|SN|a||>^1", "DSC|7|F"),
    message(f"OBX|1|ED|||^text^html^Base64^{b64('<p>Weak</p>')}", head=f"{MSH}||7|||8859/1"),
))  # fmt: skip


def seeds(root: Path) -> dict[str, bytes]:
    """A small file of every kind."""
    as_parquet(root / "seed.parquet")
    rows = "NOTE_CSN_ID,LINE,NOTE_TEXT,SETTING,DATE\n7,1,Legs,ED,1/2/2026\n7,2,weak.,SNF,NULL\n"
    cells = section(table("<td rowspan='2'>Quads</td><td colspan='2'>3/5<sup>1</sup></td>", "<td>4/5</td>"))
    bundle = {"resourceType": "Bundle", "entry": [{"fullUrl": "a", "resource": document_reference(NOTES[0])}]}
    return {
        "a.jsonl": as_jsonl(), "a.csv": as_csv(), "b.tsv": as_csv(delimiter="\t"), "rows.txt": rows.encode(),
        "a.ndjson": as_fhir(), "bundle.json": json.dumps(bundle, indent=1).encode(), "a.rtf": _RTF.encode(),
        "a.hl7": _HL7.encode(), "a.xml": document(f"<structuredBody>{cells}</structuredBody>", HEADER).encode(),
        "b.xml": CCDA.encode("utf-16"), "a.html": b"<html><body><p>Legs weak &amp; sore</p></body></html>",
        "a.txt": NOTES[0].text.encode(), "a.parquet": (root / "seed.parquet").read_bytes(),
        "c.jsonl.gz": gzip.compress(as_jsonl(), mtime=0), "d.jsonl": json.dumps({"text": _RTF}).encode(),
    }  # fmt: skip


_SPICE = (
    b"\0", b"\xff", b"\\itap99999999", b"\\uc99999", b"colspan='9999'",
    b"\xed\xa0\x80", b'"', b"'", b"\\", b"{", b"}", b"[", b"<", b">", b"&", b"|", b"^", b"~", b"\r",
    b"\n", b"\x0b", b"\x1c", b"99999999999999999999", b"-1", b"null", b"{\\rtf1", b"\\bin9999999", b"\\'", b"\\u",
    b"&#x110000;", b"<!ENTITY a 'b'>", b"rowspan='9999'", b"MSH|", b"OBX|", b"\xef\xbb\xbf", b"\xff\xfe", b"base64",
    b"==", b"\xc3\xa9",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """`content` with some bytes changed, cut, doubled, moved or put in."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(made) + 1)
        to = min(len(made), at + chance.choice((1, 1, 4, 64)))
        match chance.randrange(6):
            case 0:
                made[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
            case 1:
                del made[at:to]
            case 2:
                made[at:at] = made[at:to] * chance.choice((1, 2, 50))
            case 3:
                made[at:at] = chance.choice(_SPICE) * chance.choice((1, 1, 200))
            case 4:
                del made[at:]
            case _:
                made[at:at] = bytes(made[: to - at])
    return bytes(made)


def read_mutations(root: Path, count: int, seed: int) -> dict[str, int]:
    """Read `count` damaged files, and count what they gave."""
    known = seeds(root)
    names = list(known)
    chance = random.Random(seed)
    given = {"good": 0, "bad": 0}
    folder = root / "in"
    folder.mkdir()
    for number in range(count):
        name = names[number % len(names)]
        path = folder / name
        path.write_bytes(mutated(known[name], chance))
        began = time.perf_counter()
        for record in Source([str(folder)], ReadOptions()).records():
            if isinstance(record, Found):
                given["good"] += 1
                try:
                    work.plain(record.note.text)
                except Malformed:
                    given["bad"] += 1
            else:
                given["bad"] += 1
                assert record.reason
                assert record.remedy.endswith(".")
                internal = record.remedy.startswith("Report it")
                assert not internal, f"seed {seed}, file {number}, {name}: {record.reason}"
        assert time.perf_counter() - began < LIMIT, f"seed {seed}, file {number}, {name}"
        path.unlink()
    return given


def test_damaged_files_end_no_run(tmp_path: Path) -> None:
    given = read_mutations(tmp_path, 1500, seed=1)
    assert min(given.values()) > 300


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_damaged_files_end_no_run(seed: int, tmp_path: Path) -> None:
    given = read_mutations(tmp_path, 10_000, seed)
    assert min(given.values()) > 2000
