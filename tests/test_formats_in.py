"""Exports of every format, well-formed and not."""

import base64
import gzip
import io
import json
from pathlib import Path

import pytest
from exports import FIELDS, NOTES, as_csv, as_jsonl, bad, directory, document_reference, good, read, reports, write_all

from clinote.batch.fields import Columns
from clinote.batch.record import Bad
from clinote.batch.work import plain
from clinote.engine import Note
from clinote.errors import InputError

FORMATS = ("jsonl", "csv", "tsv", "jsonl.gz", "csv.gz", "fhir.ndjson", "parquet")


# The same notes in every format


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_notes(name: str, tmp_path: Path) -> None:
    records = read(write_all(tmp_path)[name])
    assert bad(records) == []
    assert good(records) == list(NOTES)


@pytest.mark.parametrize("name", FORMATS[1:])
def test_every_format_gives_the_same_reports(name: str, tmp_path: Path) -> None:
    paths = write_all(tmp_path)
    expected = reports(paths["jsonl"], to=tmp_path / "expected.jsonl")
    assert reports(paths[name], to=tmp_path / "out.jsonl") == expected


def test_a_directory_of_texts_gives_the_same_facts(tmp_path: Path) -> None:
    bare = tuple(Note(note.text, note.id) for note in NOTES)
    (tmp_path / "bare.jsonl").write_bytes(as_jsonl(bare))
    expected = reports(tmp_path / "bare.jsonl", to=tmp_path / "expected.jsonl")
    assert reports(directory(tmp_path), to=tmp_path / "out.jsonl") == expected


def test_several_inputs_follow_each_other(tmp_path: Path) -> None:
    paths = write_all(tmp_path)
    assert good(read(paths["csv"], paths["parquet"])) == [*NOTES, *NOTES]


@pytest.mark.parametrize(
    "content",
    [as_jsonl(), as_csv(), gzip.compress(as_jsonl()), b"\xef\xbb\xbf" + as_csv()],
    ids=["jsonl", "csv", "gzip", "BOM"],  # the bytes of gzip hold the second, which differs between processes
)
def test_standard_input_is_recognised(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert good(read("-", columns=Columns({"text": "text"}))) == list(NOTES)


# Tables


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("|", "a.csv"), ("\t", "a.csv"), ("\t", "a.tsv")]
)
def test_the_delimiter_is_told_by_the_header(delimiter: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(as_csv(delimiter=delimiter))
    assert good(read(tmp_path / name)) == list(NOTES)


def test_an_unusual_delimiter_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(delimiter="~"))
    assert good(read(tmp_path / "a.csv", delimiter="~")) == list(NOTES)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
def test_declared_encodings(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(encoding=encoding))
    assert good(read(tmp_path / "a.csv", encoding=encoding)) == list(NOTES)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_needs_no_declaration(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(encoding=encoding))
    assert good(read(tmp_path / "a.csv")) == list(NOTES)


def test_fields_of_megabytes(tmp_path: Path) -> None:
    long = Note('Weak, "very".\n' * 300_000, "long", "outpatient", None, None)
    (tmp_path / "a.csv").write_bytes(as_csv((long, NOTES[0])))
    assert good(read(tmp_path / "a.csv")) == [long, NOTES[0]]


def test_line_ends_of_windows_stay_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'id,text\r\n1,"a\r\nb"\r\n2,c\r\n')
    assert [note.text for note in good(read(tmp_path / "a.csv"))] == ["a\r\nb", "c"]


@pytest.mark.parametrize(
    "header",
    ["NOTE_ID,NOTE_TEXT,PAT_ID", "Note ID,Note Text,Patient ID", "noteId,text,personId", "id,report_text,subject_id"],
)
def test_columns_are_guessed(header: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{header}\n7,Legs weak.,p\n", "utf-8")
    assert good(read(tmp_path / "a.csv")) == [Note("Legs weak.", "7", None, None, "p")]


def test_columns_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text,key,Words\n1,no,2,yes\n", "utf-8")
    records = read(tmp_path / "a.csv", columns=Columns({"text": "words", "id": "key"}))
    assert good(records) == [Note("yes", "2")]


def test_a_column_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text,setting\n1,a,who knows\n", "utf-8")
    assert good(read(tmp_path / "a.csv", columns=Columns({"setting": ""}))) == [Note("a", "1")]


@pytest.mark.parametrize(
    ("written", "pattern", "expected"),
    [
        ("2026-04-01", None, "2026-04-01"),
        ("2026-04-01T23:10:00Z", None, "2026-04-01"),
        ("2026-04-01 08:00", None, "2026-04-01"),
        ("20260401", None, "2026-04-01"),
        ("202604010830", None, "2026-04-01"),
        ("", None, None),
        ("4/1/2026", "%m/%d/%Y", "2026-04-01"),
        ("01.04.26", "%d.%m.%y", "2026-04-01"),
    ],
)
def test_dates(written: str, pattern: str | None, expected: str | None, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"text,date\na,{written}\n", "utf-8")
    (note,) = good(read(tmp_path / "a.csv", columns=Columns(date_format=pattern)))
    assert note.date == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Inpatient", "inpatient"), ("I", "inpatient"), ("IMP", "inpatient"), ("ED", "outpatient"), ("amb", "outpatient")],
)
def test_settings(written: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"text,setting\na,{written}\n", "utf-8")
    (note,) = good(read(tmp_path / "a.csv"))
    assert note.setting == expected


def test_a_setting_for_notes_without_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,setting\na,\nb,outpatient\n", "utf-8")
    found = good(read(tmp_path / "a.csv", columns=Columns(setting="inpatient")))
    assert [note.setting for note in found] == ["inpatient", "outpatient"]


# Notes spread over rows

ROWS = [("b", 2, "second"), ("a", 10, "ten"), ("b", 1, "first"), ("a", 9, "nine"), ("a", 11, "")]


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.parquet"])
def test_rows_of_a_note_are_put_together(name: str, tmp_path: Path) -> None:
    if name.endswith("csv"):
        content = "NOTE_ID,LINE,NOTE_TEXT\n" + "".join(f"{note},{line},{text}\n" for note, line, text in ROWS)
        (tmp_path / name).write_text(content, "utf-8")
    else:
        rows = [{"NOTE_ID": note, "LINE": line, "NOTE_TEXT": text} for note, line, text in ROWS]
        if name.endswith("jsonl"):
            (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        else:
            import pyarrow as pa
            from pyarrow import parquet

            parquet.write_table(pa.Table.from_pylist(rows), tmp_path / name)
    found = good(read(tmp_path / name, group_by="NOTE_ID", order_by="LINE"))
    assert found == [Note("first\nsecond", "b"), Note("nine\nten\n", "a")]


def test_rows_keep_their_order_without_a_column_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,a\n2,x\n1,b\n", "utf-8")
    assert good(read(tmp_path / "a.csv", group_by="id", join_with=" ")) == [Note("a b", "1"), Note("x", "2")]


def test_a_bad_row_takes_its_note_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,text\n1,a\n2,x\n1,\xff\n1,\x00\n,y\n")
    records = read(tmp_path / "a.csv", group_by="id")
    assert good(records) == [Note("x", "2")]
    assert [(record.line, record.id) for record in bad(records)] == [(4, None), (6, None), (5, "1")]


# Documents


def test_rich_text(tmp_path: Path) -> None:
    (tmp_path / "n.rtf").write_text(r"{\rtf1\ansi Strength {\b 4/5}\par in caf\'e9 \u8212- hips}", "utf-8")
    (note,) = good(read(tmp_path / "n.rtf"))
    assert (plain(note.text), note.id) == ("Strength 4/5\nin café — hips", "n")


def test_rich_text_in_a_column(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": r"{\rtf1 Legs\par weak}"}) + "\n", "utf-8")
    assert [plain(note.text) for note in good(read(tmp_path / "a.jsonl"))] == ["Legs\nweak"]


MDM = (
    r"MSH|^~\&|A|B|C|D|20260401101500||MDM^T02|M1|P|2.5"
    "\r"
    r"PID|1||P7^^^HOSP||DOE^J"
    "\r"
    r"PV1|1|I"
    "\r"
    r"TXA|1|PN|TX|20260331|||||77^Rao^Sunita|||D9"
    "\r"
)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (r"plain", "plain"),
        (r"a~b", "a\nb"),
        (r"a\.br\b", "a\nb"),
        (r"a\.sp2\b", "a\n\nb"),
        (r"\F\ \S\ \T\ \R\ \E\.", "| ^ & ~ \\."),
        (r"\X41\\X0A\\XC3A9\\XE9\x", "A\néé" + "x"),
        (r"\H\bold\N\ face", "bold face"),
        (r"\.in+4\item", "    item"),
        (r"kept \Zlocal\ as is", r"kept \Zlocal\ as is"),
        (r"C:\path\to", r"C:\path\to"),
    ],
)
def test_hl7_escapes(field: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "m.hl7").write_text(f"{MDM}OBX|1|TX|||{field}\r", "utf-8", newline="")
    assert [note.text for note in good(read(tmp_path / "m.hl7"))] == [expected]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_hl7_documents(end: str, tmp_path: Path) -> None:
    observations = "OBX|1|TX|||Legs weak.\rOBX|2|NM|||7\rOBX|3|FT|||K 4.1\r"
    oru = "MSH|^~\\&|A|B|C|D|20260402||ORU^R01|M2|P|2.5\rPID|1||P8\rOBR|1|||X|||20260401\rOBX|1|ST|||short\r"
    content = f"\x0b{MDM}{observations}\x1c\r{oru}".replace("\r", end)
    (tmp_path / "m.hl7").write_text(content, "utf-8", newline="")
    assert good(read(tmp_path / "m.hl7")) == [
        Note("Legs weak.\n7\nK 4.1", "D9", "inpatient", "2026-03-31", "P7", "Rao, Sunita"),
        Note("short", "M2", None, "2026-04-01", "P8"),
    ]


def test_hl7_enclosed_documents(tmp_path: Path) -> None:
    data = base64.b64encode(b"Legs weak.").decode()
    pdf = f"{MDM}OBX|1|ED|||^application^pdf^Base64^{data}\r"
    (tmp_path / "m.hl7").write_text(f"{MDM}OBX|1|ED|||^TEXT^plain^Base64^{data}\r{pdf}", "utf-8", newline="")
    records = read(tmp_path / "m.hl7")
    assert [note.text for note in good(records)] == ["Legs weak."]
    assert [record.reason for record in bad(records)] == ["the document is no text but PDF"]


CCDA = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2" extension="D1"/><effectiveTime value="20260401101500+0000"/>
<recordTarget><patientRole><id root="1.3" extension="P1"/></patientRole></recordTarget>
<author><assignedAuthor><assignedPerson><name><given>Sunita</given> <family>Rao</family></name></assignedPerson>
</assignedAuthor></author>
<componentOf><encompassingEncounter><code code="IMP"/></encompassingEncounter></componentOf>
<component><structuredBody>
<component><section><title>Physical  Exam</title><text>
  <paragraph>Strength <content styleCode="Bold">4/5</content>
    in both hips.</paragraph>
  <list><item>Gait<br/>slow</item><item>No rash</item></list>
  <table><thead><tr><th>Muscle</th><th>MRC</th></tr></thead><tbody><tr><td>Deltoid</td><td>4+/5</td></tr></tbody></table>
</text><component><section><title>Neuro:</title><text>Reflexes 2+ &amp; equal</text></section></component>
</section></component></structuredBody></component></ClinicalDocument>
"""


def test_ccda_narrative(tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_text(CCDA, "utf-8")
    text = (
        "Physical Exam:\nStrength 4/5 in both hips.\n- Gait\nslow\n- No rash\nMuscle | MRC\nDeltoid | 4+/5\n\n"
        "Neuro:\nReflexes 2+ & equal\n"
    )
    assert good(read(tmp_path / "d.xml")) == [Note(text, "D1", "inpatient", "2026-04-01", "P1", "Sunita Rao")]


def test_xml_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    document = CCDA.replace("<ClinicalDocument", f"{bomb}<ClinicalDocument").replace("slow", "&b;")
    (tmp_path / "d.xml").write_text(document, "utf-8")
    with pytest.raises(InputError, match="XML with entities"):
        read(tmp_path / "d.xml")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"content": []}, "the DocumentReference has no attachment"),
        ({"content": [{"attachment": {"url": "Binary/1"}}]}, "the attachment is only a link"),
        ({"content": [{"attachment": {}}]}, "the attachment is empty"),
        (
            {"content": [{"attachment": {"contentType": "application/pdf", "data": "JVBERg=="}}]},
            "the document is no text but PDF",
        ),
        (
            {"content": [{"attachment": {"contentType": "text/plain", "data": "%%%"}}]},
            "the document is no valid base64",
        ),
        (
            {"content": [{"attachment": {"contentType": "text/plain", "data": "/w=="}}]},
            "the document is not UTF-8",
        ),
        ({"content": "x"}, "the DocumentReference is not built as FHIR R4 says"),
        ({"resourceType": "Patient"}, "a resource of type Patient holds no note"),
        (
            {"resourceType": "Doe, Jane"},
            "a resource of a type that clinote does not know holds no note",
        ),
        ({"status": "entered-in-error"}, "the DocumentReference is entered-in-error"),
        ({"status": "superseded"}, "the DocumentReference is superseded"),
        ({"content": [{"attachment": {"data": "né=="}}]}, "the document is no valid base64"),
    ],
)
def test_fhir_without_a_note(change: dict[str, object], reason: str, tmp_path: Path) -> None:
    resource = document_reference(NOTES[0]) | change
    (tmp_path / "a.ndjson").write_text(json.dumps(resource) + "\n", "utf-8")
    (record,) = bad(read(tmp_path / "a.ndjson"))
    assert (record.reason, record.id, record.line) == (reason, "n-1", 1)


def test_fhir_charset_and_patient_identifier(tmp_path: Path) -> None:
    data = base64.b64encode("née".encode("latin-1")).decode()
    resource = document_reference(NOTES[0]) | {
        "content": [{"attachment": {"contentType": "text/plain;charset=iso-8859-1", "data": data}}],
        "subject": {"identifier": {"value": "MRN 7"}},
        "context": {"period": {"start": "2026-01-31T22:00:00Z"}},
    }
    (tmp_path / "a.ndjson").write_text(json.dumps(resource) + "\n", "utf-8")
    assert good(read(tmp_path / "a.ndjson")) == [Note("née", "n-1", "outpatient", "2026-01-31", "MRN 7", "Rao, S")]


# What is wrong is told, and the rest comes out

MALFORMED_JSONL: list[tuple[bytes, str]] = [
    (b"{not json", "no valid JSON at column 2"),
    (b'{"id": "x", "text": "a"', "no valid JSON"),
    (b'{"id": "x", "text": "a"} {"id": "y", "text": "b"}', "no valid JSON"),
    (b'["id", "text"]', "a JSON array, not an object"),
    (b'"text"', "a JSON string, not an object"),
    (b"null", "a JSON null, not an object"),
    (b"17", "a JSON number, not an object"),
    (b'{"id": "x"}', "no field holds the text"),
    (b'{"id": "x", "text": null}', "the text is missing"),
    (b'{"id": "x", "text": ""}', "the note is empty"),
    (b'{"id": "x", "text": " \\n\\t"}', "the note is empty"),
    (b'{"id": "x", "text": 12}', "the text is not a string"),
    (b'{"id": "x", "text": ["a"]}', "the text is not a string"),
    (b'{"id": "x", "text": "a\\u0000b"}', "the text holds a NUL character, as binary data do"),
    (b'{"id": "x", "text": "a \\ud800 b"}', "the text holds half a surrogate pair"),
    (b'{"id": "x", "text": "caf\xe9"}', "bytes that are not in the encoding the file was read in"),
    (b'{"id": {"a": 1}, "text": "a"}', "the id is neither a string nor a number"),
    (b'{"resourceType": "Patient", "id": "x"}', "a resource of type Patient holds no note"),
    (b'{"id": 1' + b"0" * 5000 + b', "text": "a"}', "JSON with a number that cannot be read"),
    (b"[" * 100_000, "JSON that is nested too deep"),
]

MALFORMED_CSV: list[tuple[bytes, str]] = [
    (b"x,outpatient,2026-01-01,a,b", "5 fields where the header has 4"),
    (b"x,outpatient,2026-01-01", "3 fields where the header has 4"),
    (b"x", "1 fields where the header has 4"),
    (b"x,,,", "the note is empty"),
    (b'x,,,"  "', "the note is empty"),
    (b"x,,,caf\xe9", "bytes that are not in the encoding the file was read in"),
    (b"x,,,a\x00b", "the text holds a NUL character, as binary data do"),
    (b'x,,,"said "ouch" and left"', "a quotation mark that is never closed, or text after a closed one"),
    (b'x,,,"never closed', "a quotation mark that is never closed, or text after a closed one"),
    (b'x,,,"never closed\nover two lines, as it were', "a quotation mark that is never closed"),
    (b'"x,,,opens too early', "a quotation mark that is never closed"),
]


def between(lines: list[bytes], good_line: bytes) -> tuple[bytes, list[int]]:
    """A good line after each bad one; and the numbers of the lines the bad ones start at, in a file with a header."""
    content, starts, number = b"", [], 2
    for line in lines:
        starts.append(number)
        content += line + b"\n" + good_line + b"\n"
        number += 2 + line.count(b"\n")
    return content, starts


def test_malformed_json_lines(tmp_path: Path) -> None:
    content, lines = between([line for line, _ in MALFORMED_JSONL], b'{"id": "good", "text": "Legs weak."}')
    (tmp_path / "a.jsonl").write_bytes(b"\n" + content)
    records = read(tmp_path / "a.jsonl")
    assert good(records) == [Note("Legs weak.", "good")] * len(MALFORMED_JSONL)
    check(bad(records), lines, [reason for _, reason in MALFORMED_JSONL])


@pytest.mark.parametrize("good_line", [b"good,,,Legs weak.", b'good,,,"Legs weak."'])
def test_malformed_rows(good_line: bytes, tmp_path: Path) -> None:
    content, lines = between([line for line, _ in MALFORMED_CSV], good_line)
    (tmp_path / "a.csv").write_bytes(b"id,setting,date,text\n" + good_line + b"\n" + content)
    records = read(tmp_path / "a.csv")
    assert good(records) == [Note("Legs weak.", "good")] * (len(MALFORMED_CSV) + 1)
    check(bad(records), [line + 1 for line in lines], [reason for _, reason in MALFORMED_CSV])


def check(found: list[Bad], lines: list[int], reasons: list[str]) -> None:
    assert [record.line for record in found] == lines
    for record, reason in zip(found, reasons, strict=True):
        assert record.reason.startswith(reason)
        assert record.remedy.endswith(".")


def test_lines_passed_over_are_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"good"\n2,"open\nand\nmore\n3,"good"\n', "utf-8")
    records = read(tmp_path / "a.csv")
    assert [note.id for note in good(records)] == ["1", "3"]
    assert bad(records)[0].reason.endswith("; lines 3 to 5 are passed over")


def test_quotation_marks_can_be_plain_characters(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text('id\ttext\n1\t"weak" legs\n2\tsix feet 2"\n', "utf-8")
    assert [note.text for note in good(read(tmp_path / "a.tsv", quote=""))] == ['"weak" legs', 'six feet 2"']


def test_malformed_parquet_rows(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({"id": ["1", "2", "3"], "text": pa.array([b"fine", b"\xff", None], pa.binary())})
    parquet.write_table(table, tmp_path / "a.parquet")
    records = read(tmp_path / "a.parquet")
    assert good(records) == [Note("fine", "1")]
    assert [(record.line, record.id, record.reason) for record in bad(records)] == [
        (2, "2", "the text is binary, not UTF-8"),
        (3, "3", "the text is missing"),
    ]


def test_malformed_hl7_messages(tmp_path: Path) -> None:
    broken = [
        "PID|1||stray\r",
        "MSH|^~\\&|A|B|C|D|20260401||MDM^T02|M1|P|2.5\rPID|1||P\r",
        f"{MDM}wrapped to a second line\rOBX|1|TX|||text\r",
        f"{MDM}OBX|1|NM|||\r",
        f"{MDM}OBX|1|TX|||\r",
    ]
    fine = f"{MDM}OBX|1|TX|||Legs weak.\r"
    (tmp_path / "m.hl7").write_text(fine.join([*broken, ""]), "utf-8", newline="")
    records = read(tmp_path / "m.hl7", format="hl7")
    assert [note.text for note in good(records)] == ["Legs weak."] * 5
    assert [record.reason for record in bad(records)] == [
        "segments before the first MSH",
        "the message has no OBX segment",
        "a line that is no segment",
        "no OBX segment holds text",
        "no OBX segment holds text",
    ]


def test_gzip_that_breaks_off(tmp_path: Path) -> None:
    packed = gzip.compress(as_jsonl(NOTES * 2000), mtime=0)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    records = read(tmp_path / "a.jsonl.gz")
    assert good(records)[:4] == list(NOTES)
    assert bad(records)[-1].reason == "the gzip data break off or are damaged"


def test_files_of_a_directory_that_cannot_be_read(tmp_path: Path) -> None:
    folder = directory(tmp_path)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    (folder / "empty.txt").write_bytes(b"")
    (folder / ".hidden").write_text("no")
    records = read(folder)
    assert {note.id for note in good(records)} == {note.id for note in NOTES}
    assert [(record.file, record.reason) for record in bad(records)] == [
        ("empty.txt", "the file is empty"),
        ("scan.pdf", "it is a PDF"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b"", "the file is empty"),
        ("a.csv", b"%PDF-1.7", "it is a PDF"),
        ("a.docx", b"PK\x03\x04", "zip archive"),
        ("a.xlsx", b"plain", "its format is not recognised"),
        ("a.json", b'[{"text": "a"}]', "one JSON array"),
        ("a.csv", b"id,words\n1,a\n", "no column holds the text by its name. It has 2 columns, among them id"),
        ("a.csv", b"id,text,text\n1,a,b\n", "two columns have the same name, text is the first"),
        ("a.parquet", b"PAR1 but no more", "no Parquet file"),
        ("a.xml", b"<note><body>x</body></note>", "no C-CDA document"),
        ("a.xml", CCDA.encode()[:-30], "no well-formed XML at line"),
    ],
)
def test_files_that_cannot_be_read_at_all(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        read(tmp_path / name)


def test_a_header_that_may_be_a_note_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('1,"Mrs. Doe, 81 years; feels weak since Tuesday."\n', "utf-8")
    with pytest.raises(InputError) as error:
        read(tmp_path / "a.csv")
    assert "Doe" not in str(error.value)


def test_fields_of_a_note_are_those_of_the_engine() -> None:
    assert set(FIELDS) == set(Note.__dataclass_fields__)
