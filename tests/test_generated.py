"""What must hold of the report on any note, and of any bytes given as an export: tried on many made up at random."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinote import engine
from clinote.batch.formats import Format
from clinote.batch.record import REPORT_IT, Bad, Found
from clinote.batch.source import ReadOptions, Source
from clinote.errors import ClinoteError
from clinote.report import Report


def apart(words: str) -> list[str]:
    return words.split()


WORDS = apart(
    """
    weak weakness Weakness. generalized proximal left right bilateral leg arms hip flexors deltoids grip strength
    no denies without not possible likely if mother due to from since x for and or but except improved resolved residual
    of stroke myopathy hypokalemia polymyositis fatigue frail MG pain numbness EMG myopathic normal CK K+ potassium TSH
    Hgb 4/5 3+/5 5-/5 4/4 0/5 4 5 /5 3.1 <20 >1,500 (3.5-5.0) mmol/L U/L H L % R53.1 M62.81 G72.9 I10. Areflexic. 3
    weeks days yesterday 2026-02-30 03/04/2026 today year-old F M Dr. pt c/o s/p h/o w/ w/o
    ? ! , ; : -- -> = + ( ) [ ] " '
    """
)
LEADS = ["", "", "- ", "* ", "1. ", "2) ", "• ", "[x] ", "[ ] ", "☐ ", "☒ ", "> ", "   ", "\t", "# ", "o ", "(a) "]
HEADERS = apart(
    """
    HPI: ROS: EXAM: Exam Assessment: A/P: Plan: PMH: FH: Labs: Neuro: Motor: MOTOR Strength: CC: Impression:
    Subjective Medications: Addendum: Attestation: ==== ---- ## Yes/No:
    """
)
HEADERS += ["Family history:", "Review of Systems", "Reason for visit:", "Physical exam:", "Hospital Course:"]
TAGS = [
    "<p>", "</p>", "<b>", "</b>", "<br>", "<br/>", "<table><tr><td>", "</td><td>", "</td></tr></table>", "<li>",
    "</ul>", "&nbsp;", "&lt;", "&amp;", "&#8203;", "&bogus;", "<s>", "<", "</", "<!-- ", " -->", "**", "__", "~~",
    "`", "|",
    "\u200b", "\u00ad", "\ufeff", "\u00a0", "\u2028", "\x0c", "\x00", "\r", "İ", "ß", "ﬁ", "½", "é", "e\u0301", "😐",
    "\ud83d", "⅘", "µ", "₂",
]  # fmt: skip
NOISE = st.text(st.characters(codec=None), max_size=8)
PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(TAGS), NOISE)
PROSE = st.builds(
    lambda lead, words, gap: lead + gap.join(words),
    st.sampled_from(LEADS), st.lists(PIECES, max_size=12), st.sampled_from([" ", " ", " ", "", "  ", " . ", "\t"]),
)  # fmt: skip
ROW = st.builds(
    lambda cells, gap, edge: edge + gap.join(cells) + edge,
    st.lists(st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join), min_size=1, max_size=6),
    st.sampled_from([" | ", "\t", "    ", "|", ", ", ":  "]), st.sampled_from(["", "", "|", " "]),
)  # fmt: skip
LABELLED = st.builds(lambda label, rest: f"{label} {rest}", st.sampled_from(HEADERS), PROSE)
BLANK = st.sampled_from(["", "", " ", "  \t", "-----", "| --- | --- |", "===="])
LINES = st.one_of(PROSE, PROSE, ROW, LABELLED, st.sampled_from(HEADERS), BLANK)
NOTES = st.builds(
    lambda lines, end: end.join(lines),
    st.lists(LINES, max_size=14),
    st.sampled_from(["\n", "\n", "\r\n", "\n\n", "\n  "]),
)


def holds(text: str, setting: str | None) -> None:
    note = engine.Note(text, setting=setting, date="2026-03-01")
    report = engine.report(note)
    for fact in report["facts"]:
        assert text[fact["start"] : fact["end"]] == fact["text"], fact["label"]
        assert fact["text"]
        for cue in fact["cues"].values():
            assert text[cue["start"] : cue["end"]] == cue["text"], cue["rule"]
    starts = [fact["start"] for fact in report["facts"]]
    assert starts == sorted(starts)
    ids = [fact["id"] for fact in report["facts"]]
    assert len(set(ids)) == len(ids)
    for said in (*report["codes"], *report["alerts"]):
        named = [entry["fact"] if isinstance(entry, dict) else entry for entry in said["evidence"]]
        assert set(named) <= set(ids)
    Report.model_validate(report)
    assert engine.report(note) == report


@pytest.mark.parametrize(
    "text",
    [
        "EMG normal.",
        "Weak, \ud83d denies numbness.",
        "Strength: x\n:  :  :\n",
        "fatigue|\n\tstrength\tg\u2028o\t5",  # a table without a column of grades
    ],
)
def test_what_was_once_unsound(text):
    holds(text, None)


SETTINGS = st.sampled_from([None, "outpatient", "inpatient"])


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(NOTES, SETTINGS)
def test_any_note_gives_a_sound_report(text, setting):
    holds(text, setting)


@pytest.mark.long
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(NOTES, SETTINGS)
def test_twenty_thousand_notes_give_a_sound_report(text, setting):
    holds(text, setting)


def made(chance: random.Random) -> str:
    """A note of the same pieces, many times faster than hypothesis makes one, and not made smaller when it fails."""
    lines = []
    for _ in range(chance.randint(1, 14)):
        words = chance.choices([*WORDS, *WORDS, *TAGS], k=chance.randint(0, 12))
        kind, gap = chance.randrange(6), chance.choice([" ", " ", " ", "", "  ", ": ", "\t"])
        if kind == 0:
            lines.append(chance.choice([" | ", "\t", "    ", ", "]).join(words))
        elif kind == 1:
            lines.append(f"{chance.choice(HEADERS)} {gap.join(words)}")
        elif kind == 2:
            lines.append(chance.choice([*HEADERS, "", "", "  \t", "-----", "| --- | --- |"]))
        else:
            lines.append(chance.choice(LEADS) + gap.join(words))
    return chance.choice(["\n", "\n", "\r\n", "\n\n", "\n  "]).join(lines)


def raises_nothing(notes: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(notes):
        text = made(chance)
        note = engine.Note(text, setting=chance.choice([None, "outpatient", "inpatient"]), date="2026-03-01")
        try:
            report = engine.report(note)
        except Exception as error:
            raise AssertionError(f"seed {seed}, note {number}: {text!r}") from error
        places = [(fact["start"], fact["end"], fact["text"]) for fact in report["facts"]]
        assert all(text[start:end] == words for start, end, words in places), (seed, number)
        assert [start for start, _, _ in places] == sorted(start for start, _, _ in places), (seed, number)


def test_many_notes_raise_nothing():
    raises_nothing(500, seed=0)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 11))
def test_a_hundred_thousand_notes_raise_nothing(seed):
    raises_nothing(10_000, seed)


HEADS = {  # the beginning of a file of each format, so that what follows reaches its reader
    Format.jsonl: b'{"note_id": "1", "text": "Weak.", "date": ',
    Format.csv: b'note_id,text,note_date\n1,"Weak',
    Format.hl7: b"MSH|^~\\&|A|B|C|D|2026||ORU^R01|1|P|2.5\rPID|1||7\rOBR|1\rOBX|1|FT|a||Weak",
    Format.fhir: b'{"resourceType": "DocumentReference", "id": "a", "content": [{"attachment": {"data": ',
    Format.ccda: b'<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody>',
    Format.rtf: b"{\\rtf1\\ansi Weak ",
    Format.html: b"<html><body><p>Weak",
    Format.text: b"",
}
BITS = apart(
    r"""
    \par | \u-10179? { } {{ "} \'e4 , "" "," null 1e999 [ ] [[ : \X0A\ \.br\ ^ ~ & &#0; &lt; <td> </td> <text> </text>
    <section> <![CDATA[ ]]> "dGV4dA==" "contentType" OBX|2|ED|a||^text^^Base64^ NTE|1||x 2026-13-45
    """
)
BREAKS = [b"\r", b"\n", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"\x1c\r", b"\x0b"]
JUNK = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(BITS).map(str.encode),
        st.sampled_from(BREAKS),
    ),
    max_size=20,
).map(b"".join)


def reads(path, format: Format | None, content: bytes) -> None:
    path.write_bytes(content)
    try:
        for record in Source([str(path)], ReadOptions(format=format)).records():
            assert isinstance(record, Found | Bad)
            assert not (isinstance(record, Bad) and record.remedy == REPORT_IT), record
    except ClinoteError:
        pass  # documented: a file that cannot be read


FORMATS = st.sampled_from(sorted(HEADS))
READ = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(READ, max_examples=300)
@given(FORMATS, st.booleans(), st.booleans(), JUNK)
def test_any_bytes_are_read_or_refused(tmp_path, format, told, begun, junk):
    reads(tmp_path / "export", format if told else None, (HEADS[format] if begun else b"") + junk)


@pytest.mark.long
@settings(READ, max_examples=20_000)
@given(FORMATS, st.booleans(), st.booleans(), JUNK)
def test_any_of_many_bytes_are_read_or_refused(tmp_path, format, told, begun, junk):
    reads(tmp_path / "export", format if told else None, (HEADS[format] if begun else b"") + junk)
