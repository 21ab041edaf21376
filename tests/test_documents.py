"""Documents and messages: C-CDA, HL7 v2, FHIR; what they say in the note's own order, and what they withdraw."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from exports import NOTES, bad, document_reference, good, read

from clinote.batch.read import ccda
from clinote.batch.record import Found, Record
from clinote.batch.work import plain
from clinote.engine import Note, report


def b64(text: str | bytes) -> str:
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


def texts(records: list[Record]) -> list[str]:
    return [plain(note.text) for note in good(records)]


# C-CDA


def document(body: str, header: str = "", namespace: str = ' xmlns="urn:hl7-org:v3"') -> str:
    return f"<ClinicalDocument{namespace}><id extension='D1'/>{header}<component>{body}</component></ClinicalDocument>"


def section(text: str, title: str = "<title>Exam</title>", code: str = "") -> str:
    return f"<component><section>{code}{title}<text>{text}</text></section></component>"


RTF = r"{\rtf1 Weak}"
CCDA = document(f"<structuredBody>{section('Weak')}</structuredBody>")


def narrative(text: str) -> list[str]:
    """The lines of a section's narrative."""
    body = f"<structuredBody>{section(text)}</structuredBody>"
    heading, *lines = ccda.text(ccda.parse(document(body).encode())).splitlines()
    assert heading == "Exam:"
    return [line for line in lines if line]


def table(*rows: str) -> str:
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (table("<td><paragraph>Deltoid</paragraph></td><td><paragraph>4/5</paragraph></td>"), ["Deltoid | 4/5"]),
        (table("<td>Hips</td><td><list><item>Weak</item><item>Stiff</item></list></td>"), ["Hips | Weak; Stiff"]),
        (table("<td>Gait</td><td>Slow<br/>and wide<br/>No falls</td>"), ["Gait | Slow and wide; No falls"]),
        (table("<td>Gait</td><td/><td>Slow</td>"), ["Gait |  | Slow"]),
        (table("<td rowspan='2'>Quads</td><td>R 3/5</td>", "<td>L 4/5</td>", "<td>Deltoid</td><td>5/5</td>"),
         ["Quads | R 3/5", "Quads | L 4/5", "Deltoid | 5/5"]),
        (table("<th>Muscle</th><th colspan='2'>MRC</th>", "<td>Quads</td><td>3/5</td><td>4/5</td>"),
         ["Muscle | MRC | MRC", "Quads | 3/5 | 4/5"]),
        (table("<td colspan='3'>Weakness of both legs</td>", "<td>a</td><td>b</td><td>c</td>"),
         ["Weakness of both legs", "a | b | c"]),
        (table(f"<td>Lab</td><td>{table('<td>K</td><td>3.1</td>')}</td>"), ["Lab", "K | 3.1"]),
        (table("<td><paragraph>A frame.</paragraph><paragraph>Of text.</paragraph></td>"), ["A frame.", "Of text."]),
        ("K 3.1<sup>1</sup> mmol/L, 210 x 10<sup>9</sup>/L", ["K 3.1^1 mmol/L, 210 x 10^9/L"]),
        ("the 3<sup>rd</sup> week, 4<sup>+</sup>/5, CO<sub>2</sub>, <sup>2</sup>5", ["the 3rd week, 4+/5, CO2, 2 5"]),
        ("Legs <content revised='delete'>strong</content><content revised='insert'>weak</content>.", ["Legs weak."]),
        (table("<td>K</td><td revised='delete'>2.1</td><td>3.1</td>"), ["K | 3.1"]),
        ("<list listType='ordered'><item>Weakness</item><item><paragraph>Falls</paragraph></item></list>",
         ["1. Weakness", "2. Falls"]),
        ("Seen.<!-- not said --><?also not?> Weak.", ["Seen. Weak."]),
    ],
)  # fmt: skip
def test_a_row_stays_a_row_and_a_number_itself(text: str, expected: list[str]) -> None:
    assert narrative(text) == expected


@pytest.mark.parametrize(
    ("title", "code", "expected"),
    [
        ("", "<code code='10157-6'/>", "Family History:"),
        ("<title/>", "<code code='48765-2' displayName='x'/>", "Allergies:"),
        ("", "<code code='11450-4'/>", "Problem List:"),
        ("", "<code code='00000-0' displayName='Gait Laboratory'/>", "Gait Laboratory:"),
        ("<title>Kin</title>", "<code code='10157-6'/>", "Kin:"),
    ],
)
def test_a_section_without_a_title_has_the_name_of_its_code(title: str, code: str, expected: str) -> None:
    body = f"<structuredBody>{section('Mother: muscle weakness.', title, code)}</structuredBody>"
    assert ccda.text(ccda.parse(document(body).encode())).splitlines()[0] == expected


def test_the_relatives_of_a_code_decide_nothing() -> None:
    code = "<code code='10157-6'/>"
    body = f"<structuredBody>{section('Muscle weakness: mother.', '', code)}</structuredBody>"
    made = report(Note(ccda.text(ccda.parse(document(body).encode()))))
    assert made["decision"]["code"] == "none"


HEADER = """<effectiveTime value="20260415"/><recordTarget><patientRole>
<id root="2.16.840.1.113883.4.1" extension="078-05-1120"/><id root="1.2.3"/><id root="1.2.3" extension="P7"/>
</patientRole></recordTarget><componentOf><encompassingEncounter><code code="99213" displayName="Office Visit"/>
<effectiveTime><low value="202604011000"/></effectiveTime></encompassingEncounter></componentOf>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("namespace", ["", ' xmlns="urn:hl7-org:v3"'])
def test_the_visit_the_patient_and_the_place(encoding: str, namespace: str, tmp_path: Path) -> None:
    body = f"<structuredBody>{section('Naïve.')}</structuredBody>"
    late = f"<!-- {'long ' * 5000} -->\n{document(body, HEADER, namespace)}"
    (tmp_path / "d.xml").write_bytes(late.encode(encoding))
    assert good(read(tmp_path / "d.xml")) == [Note("Exam:\nNaïve.\n", "D1", "outpatient", "2026-04-01", "P7")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text mediaType='text/plain'>Legs\nweak.</text>", "Legs\nweak."),
        (f"<text mediaType='text/plain' representation='B64'>{b64('Legs weak.')}</text>", "Legs weak."),
        (f"<text mediaType='application/rtf' representation='B64'>{b64(RTF)}</text>", "Weak"),
        (f"<text mediaType='text/html' representation='B64'>{b64('<p>Weak</p>')}</text>", "<p>Weak</p>"),
        ("<text mediaType='application/pdf' representation='B64'>JVBERi0=</text>", "the document is no text but PDF"),
        ("<text mediaType='text/plain'><reference value='a.txt'/></text>", "the body of the document is only a link"),
    ],
)  # fmt: skip
def test_bodies_that_are_no_xml(body: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_text(document(f"<nonXMLBody>{body}</nonXMLBody>"), "utf-8")
    records = read(tmp_path / "d.xml")
    assert [*texts(records), *(record.reason for record in bad(records))] == [expected]
    assert [record.line for record in records] == [1]


# HL7 v2

MSH = "MSH|^~\\&|A|B|C|D|20260401101500||ORU^R01|M1|P|2.5"


def message(*segments: str, head: str = MSH) -> str:
    return "\r".join([head, "PID|1||P7", *segments]) + "\r"


def hl7(tmp_path: Path, content: str | bytes) -> list[Record]:
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "m.hl7").write_bytes(raw)
    return read(tmp_path / "m.hl7")


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (["OBX|1|TX|PMH^PAST MEDICAL HISTORY||Weakness.", "OBX|2|TX|PMH^PAST MEDICAL HISTORY||Falls.",
          "OBX|3|TX|A^ASSESSMENT||Cough."], "PAST MEDICAL HISTORY:\nWeakness.\nFalls.\nASSESSMENT:\nCough."),
        (["OBX|1|TX|10157-6^^LN||Mother weak."], "Family History:\nMother weak."),
        (["OBX|1|TX|FAMILY_HISTORY||Mother weak."], "FAMILY HISTORY:\nMother weak."),
        (["OBX|1|TX|1||Weak.", "OBX|2|TX|||Tired."], "Weak.\nTired."),
        (["OBX|1|FT|||Weak.", "OBX|2|NM|2157-6^CK||1200|U/L|30-200|H", "OBX|3|ST|GAIT^Gait||slow",
          "NTE|1||Hemolyzed.", "OBX|4|NM|||"], "Weak.\nCK: 1200 U/L (30-200) H\nGait: slow\nHemolyzed."),
        (["OBX|1|TX|^FAMILY HISTORY||None.", "OBX|2|NM|2157-6^CK||1200|U/L", "OBX|3|TX|^FAMILY HISTORY||Tall."],
         "FAMILY HISTORY:\nNone.\nResults:\nCK: 1200 U/L\nFAMILY HISTORY:\nTall."),
        (["OBX|1|NM|2823-3^Potassium [Moles/volume] in Serum or Plasma^LN||3.1|mmol/L|3.5-5.1|L"],
         "Potassium: 3.1 mmol/L (3.5-5.1) L"),
        (["OBX|1|SN|2157-6||>^1000|U/L", "OBX|2|SN|ANA^ANA||^1^:^80", "OBX|3|CWE|AB^Antibody||N^not found^L"],
         "CK: > 1000 U/L\nANA: 1:80\nAntibody: not found"),
        (["OBX|1|TX|||Weak.||||||F", "OBX|2|TX|||Strong.||||||D", "OBX|3|TX|||Stiff.||||||W"], "Weak."),
        (["OBX|1|NM|2157-6^CK||12000|U/L|||||F", "OBX|2|NM|2157-6^CK||120|U/L|||||C"], "CK: 120 U/L"),
        (["OBX|1|TX|A^EXAM||4/5.||||||F", "OBX|2|TX|A^EXAM||Arms.||||||F", "OBX|1|TX|A^EXAM||5/5.||||||C"],
         "EXAM:\n5/5.\nArms."),
        (["OBX|1|TX|A^EXAM|1|4/5.||||||F", "OBX|2|TX|A^EXAM|2|Arms.||||||F", "OBX|9|TX|A^EXAM|2|Legs.||||||C"],
         "EXAM:\n4/5.\nLegs."),  # the sub-id tells which row is corrected
        (["OBX|1|NM|2157-6^CK||90|U/L|||||F", "OBX|2|NM|2823-3^K||3|mmol/L|||||F", "OBX|9|NM|2157-6^CK||95|U/L|||||C"],
         "CK: 95 U/L\nPotassium: 3 mmol/L"),
        (["OBX|1|FT|||Strength 4/", "ADD|5 in both legs.\\.br\\Gait slow.||||||F"],
         "Strength 4/5 in both legs.\nGait slow."),
        (["OBX|1|TX|||Legs\nweak.\n\nGait slow.||||||F", "OBX|2|TX|||Plan"], "Legs\nweak.\n\nGait slow.\nPlan"),
        (["OBX|1|TX|||DTR\\S 2+\\.br\\strength 4\\5, C:\\a \\T\\ more"], "DTR\\S 2+\nstrength 4\\5, C:\\a & more"),
        ([f"OBX|1|ED|||^text^html^Base64^{b64('<p>Weak</p>')}"], "<p>Weak</p>"),
        ([f"OBX|1|ED|||^application^rtf^Base64^{b64(RTF)}"], "Weak"),
        ([f"OBX|1|ED|||^multipart^xml^Base64^{b64(CCDA)}"], "Exam:\nWeak\n"),
        ([f"OBX|1|ED|||^text^plain^Base64^{b64(gzip.compress(b'Weak'))}"], "Weak"),
        (["OBX|1|TX|||Weak.", "OBX|2|ED|||^application^pdf^Base64^JVBERi0="], "Weak."),
        (["OBX|1|ED|||^text^plain^Base64^n\u00e9=="], "the document is no valid base64"),
        (["TXA|1|PN||||||||||D9|||||DO||OB", "OBX|1|TX|||Weak."], "the document is deleted or obsolete (TXA-19)"),
        (["TXA|1|PN||||||||||D9|||||DO||AV", "OBX|1|TX|||Weak."], "Weak."),
        (["OBX|1|TX|||Weak.", "DSC|77|F"], "the message goes on in one that is not there"),
    ],
)  # fmt: skip
def test_what_a_message_says(segments: list[str], expected: str, tmp_path: Path) -> None:
    records = hl7(tmp_path, message(*segments))
    assert [*texts(records), *(record.reason for record in bad(records))] == [expected]


def test_a_heading_keeps_what_is_under_it_from_deciding() -> None:
    for heading, expected in (("FAMILY HISTORY", "none"), ("ASSESSMENT", "M62.81")):
        assert report(Note(f"{heading}:\nMuscle weakness."))["decision"]["code"] == expected


def test_a_message_that_goes_on_in_another(tmp_path: Path) -> None:
    begun = message("OBX|1|FT|||Strength 4/", "DSC|77|F")
    other = message("OBX|1|TX|||Cough.", head=MSH.replace("|M1|", "|M2|"))
    goes_on = "\r".join([MSH + "||77", "ADD|5.||||||F", "OBX|2|TX|||Gait slow.||||||F"]) + "\r"
    records = hl7(tmp_path, begun + other + goes_on)
    assert bad(records) == []
    assert [(note.id, note.text) for note in good(records)] == [("M2", "Cough."), ("M1", "Strength 4/5.\nGait slow.")]


def test_requests_of_several_days_are_several_notes(tmp_path: Path) -> None:
    requests = [
        "OBR|1||F1|CBC|||20260301", "OBX|1|TX|||Weak.",
        "OBR|2||F2|CMP|||20260301", "OBX|1|NM|2823-3^K||3.1|mmol/L",
        "OBR|3||F3|MRI|||20250710", "OBX|1|TX|||Normal.",
    ]  # fmt: skip
    found = [(note.id, note.date, note.text) for note in good(hl7(tmp_path, message(*requests)))]
    assert found == [("F1", "2026-03-01", "Weak.\nPotassium: 3.1 mmol/L"), ("F3", "2025-07-10", "Normal.")]


@pytest.mark.parametrize(
    ("charset", "codec"), [("8859/1", "latin-1"), ("UNICODE UTF-8", "utf-8"), ("8859/5", "iso8859_5"), ("", "utf-8")]
)
def test_the_character_set_is_the_one_declared(charset: str, codec: str, tmp_path: Path) -> None:
    word = "née" if codec in ("latin-1", "utf-8") else "слаб"
    content = message(f"OBX|1|TX|||{word}", head=f"{MSH}||||||{charset}")
    assert texts(hl7(tmp_path, content.encode(codec))) == [word]


def test_a_character_set_of_no_name_leaves_the_text_as_it_is(tmp_path: Path) -> None:
    content = message("OBX|1|TX|||Née, weak", head=f"{MSH}||||||8859/$\x00e64")
    assert texts(hl7(tmp_path, content.encode())) == ["Née, weak"]


def test_the_patient_is_not_a_social_security_number(tmp_path: Path) -> None:
    content = message("OBX|1|TX|||Weak.").replace("|P7", "|078051120^^^^SS~A9^^^^AN~M5^^^^MR")
    assert [note.patient_id for note in good(hl7(tmp_path, content))] == ["M5"]


# FHIR


def fhir(tmp_path: Path, *resources: dict[str, Any], indent: int | None = None) -> list[Record]:
    (tmp_path / "r.ndjson").write_text("".join(json.dumps(resource, indent=indent) + "\n" for resource in resources))
    return read(tmp_path / "r.ndjson")


def attachment(kind: str, data: str | bytes) -> dict[str, str]:
    return {"contentType": kind, "data": b64(data)}


PDF = attachment("application/pdf", "%PDF-1.7")


@pytest.mark.parametrize(
    ("attachments", "expected"),
    [
        ([PDF, attachment("text/plain", "Weak.")], "Weak."),
        ([attachment("text/html", "<p>Weak &amp; tired</p>")], "<p>Weak &amp; tired</p>"),
        ([attachment("application/xhtml+xml", "<div>Weak</div>")], "<div>Weak</div>"),
        ([attachment("text/rtf", r"{\rtf1 Weak{\v not}}")], "Weak"),
        ([attachment("text/plain", gzip.compress(b"Weak."))], "Weak."),
        ([attachment("text/plain; charset=UTF-16", "né".encode("utf-16"))], "né"),
        ([attachment("application/xml", CCDA)], "Exam:\nWeak\n"),
        ([PDF], "the document is no text but PDF"),
        ([attachment("text/plain", gzip.compress(b"Weak.")[:-9])], "the document is gzip data that are damaged"),
    ],
)  # fmt: skip
def test_the_first_attachment_that_is_a_text(attachments: list[dict[str, str]], expected: str, tmp_path: Path) -> None:
    resource = document_reference(NOTES[0]) | {"content": [{"attachment": given} for given in attachments]}
    records = fhir(tmp_path, resource)
    assert [*texts(records), *(record.reason for record in bad(records))] == [expected]


def test_reports_and_compositions(tmp_path: Path) -> None:
    subject = {"subject": {"reference": "Patient/p7"}}
    presented = {
        "resourceType": "DiagnosticReport", "id": "a", "status": "final", "effectiveDateTime": "2026-04-01T10:00:00Z",
        "presentedForm": [PDF, attachment("text/plain", "Myopathic units.")], **subject,
    }  # fmt: skip
    concluded = {"resourceType": "DiagnosticReport", "id": "b", "code": {"text": "EMG"}, "conclusion": "Myopathic."}
    rows = "<table><tr><td>Quads</td><td>3/5</td></tr></table>"
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{rows}</div>'
    sections = [
        {"title": "Exam", "text": {"div": div}},
        {"code": {"coding": [{"code": "10157-6"}]}, "text": {"div": div}},
    ]
    composed = {"resourceType": "Composition", "id": "c", "status": "final", "date": "2026-04-02", "section": sections}
    binary = {"resourceType": "Binary", "id": "d", "contentType": "text/plain", "data": b64("Weak.")}
    withdrawn = {**composed, "id": "e", "status": "entered-in-error"}
    records = fhir(tmp_path, presented, concluded, composed, binary, withdrawn)
    assert [(note.id, note.text, note.date) for note in good(records)] == [
        ("a", "Myopathic units.", "2026-04-01"),
        ("b", "EMG:\nMyopathic.", None),
        ("c", "Exam:\nQuads | 3/5\n\nFamily History:\nQuads | 3/5\n", "2026-04-02"),
        ("d", "Weak.", None),
    ]
    assert [(record.id, record.reason) for record in bad(records)] == [("e", "the Composition is entered-in-error")]
    found = [record.resources for record in records if isinstance(record, Found)]
    assert found == [("DiagnosticReport", "Patient"), ("DiagnosticReport",), ("Composition",), ("Binary",)]


@pytest.mark.parametrize("indent", [None, 2])
def test_every_note_of_a_bundle(indent: int | None, tmp_path: Path) -> None:
    linked = document_reference(NOTES[0]) | {
        "content": [{"attachment": {"url": "Binary/b1", "contentType": "text/plain"}}],
        "context": {"encounter": [{"reference": "urn:uuid:e1"}]}, "contained": [],
    }  # fmt: skip
    entries = [
        ("urn:uuid:e1", {"resourceType": "Encounter", "id": "e1", "class": [{"coding": [{"code": "IMP"}]}]}),
        ("urn:uuid:n1", linked),
        ("urn:uuid:b1", {"resourceType": "Binary", "id": "b1", "contentType": "text/plain", "data": b64("Legs weak.")}),
        ("urn:uuid:l1", {"resourceType": "DiagnosticReport", "id": "l1", "status": "final"}),
        ("urn:uuid:n2", document_reference(NOTES[1])),
    ]
    bundle = {"resourceType": "Bundle", "entry": [{"fullUrl": url, "resource": inner} for url, inner in entries]}
    records = fhir(tmp_path, bundle, {"resourceType": "Bundle", "id": "none", "entry": []}, indent=indent)
    assert [(note.id, note.text, note.setting) for note in good(records)] == [
        ("n-1", "Legs weak.", "inpatient"),
        ("n-2", NOTES[1].text, "inpatient"),
    ]
    assert [(record.id, record.reason) for record in bad(records)] == [("none", "the Bundle holds no note")]


# Markup inside a note


def test_markup_is_read_alike_wherever_it_stands(tmp_path: Path) -> None:
    page = "<p>Denies cramps</p><p><b>Assessment:</b></p><ul><li>Muscle weakness &#40;generalized)</li></ul>"
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{page}"\n')
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "a.txt").write_text(page)
    found = [
        *good(read(tmp_path / "a.csv", tmp_path / "a.html", tmp_path / "a.txt")),
        *good(hl7(tmp_path, message(f"OBX|1|TX|||{page}"))),
        *good(hl7(tmp_path, message(f"OBX|1|ED|||^text^html^Base64^{b64(page)}"))),
        *good(
            fhir(tmp_path, document_reference(NOTES[0]) | {"content": [{"attachment": attachment("text/html", page)}]})
        ),
    ]
    assert [note.text for note in found] == [page] * 6
    made = report(found[0])
    assert made["decision"]["code"] == "M62.81"
    for fact in made["facts"]:
        assert page[fact["start"] : fact["end"]] == fact["text"]


def test_rich_text_under_a_heading(tmp_path: Path) -> None:
    content = message(f"OBX|1|ED|^HISTORY||^application^rtf^Base64^{b64(RTF)}", "OBX|2|TX|^PLAN||Rest.")
    assert texts(hl7(tmp_path, content)) == ["HISTORY:\nWeak\nPLAN:\nRest."]
