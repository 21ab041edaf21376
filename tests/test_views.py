"""What the text view, the page and the dashboard show, and that neither can be led astray by a note."""

import copy
import csv
import io
import re
from html.parser import HTMLParser

import desk
import pytest
from rich.text import Text

from clinote import engine
from clinote.note import Note
from clinote.report import Report
from clinote.views import dashboard, html, marks, words
from clinote.views.brief import Brief
from clinote.views.case import Case, size
from clinote.views.text import _ended, console, show


def text_of(case: Case, color: str = "auto", **how: bool) -> str:
    out = io.StringIO()
    show(case, console(out, color), **({"full": True} | how))
    return out.getvalue()


@pytest.fixture
def case() -> Case:
    return Case(desk.NOTE, desk.REPORT)


def but(**changes) -> dict:
    report = copy.deepcopy(desk.REPORT)
    for name, value in changes.items():
        report[name] = report[name] | value if isinstance(value, dict) else value
    return report


def test_the_made_up_report_is_one():
    report = Report.model_validate(desk.REPORT).to_dict()
    assert [desk.NOTE[fact["start"] : fact["end"]] for fact in report["facts"]] == [f["text"] for f in report["facts"]]


# The text view


def test_the_verdict_comes_first(case):
    assert text_of(case).splitlines()[:2] == [
        "M62.81 Muscle weakness (generalized) - SUPPORTED BY THE NOTE",
        "outpatient rules (assumed: no setting was given) | ICD-10-CM FY2026 April 1, in force from 2026-04-01"
        " | 388 characters, 10 lines",
    ]


def test_the_parts_come_in_the_order_in_which_a_coder_looks(case):
    heads = [line for line in text_of(case, verbose=True).splitlines() if re.match(r"[A-Z]\w+.*[^.:]$", line)]
    assert [head.split()[0] for head in heads if not head.startswith(("M62", "The note", "Is there"))] == [
        "Codes", "Why", "Evidence", "Evidence", "Set", "Missing", "Query", "All",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "  M62.81   Muscle weakness (generalized)  the suggestion",
        "  + supports  line 6, exam: Strength «4/5» in both hip flexors and «4+/5» in both deltoids, 5/5 distally.",
        "  - opposes   line 6, exam: … both hip flexors and 4+/5 in both deltoids, «5/5» distally.",
        "  line 2, hpi: [N] negated: “numbness” by “Denies”; “diplopia” by “Denies” (negspacy reads it as affirmed)",
        "  line 3, hpi: [F] family: “myasthenia gravis” by “mother”",
        "  W  gap.lab-significance         An abnormal potassium that no diagnosis names.",
        "[ ] Unable to determine",
    ],
)
def test_the_text_view_shows(case, line):
    assert line in text_of(case).splitlines()


@pytest.mark.parametrize(
    ("decision", "first"),
    [
        ({"code": "none"}, "Neither R53.1 nor M62.81: no current weakness of this patient is documented - "),
        ({"code": "other"}, "Neither R53.1 nor M62.81, but M62.81 Muscle weakness"),
        ({"status": "query"}, "M62.81 Muscle weakness (generalized) - QUERY THE PROVIDER FIRST"),
    ],
)
def test_the_verdict_of_other_decisions(decision, first):
    assert text_of(Case(desk.NOTE, but(decision=decision))).startswith(first)


def test_what_the_words_alone_would_give_is_said():
    shown = text_of(Case(desk.NOTE, but(decision={"as_documented": "R53.1"})))
    assert "As the words stand, without a query: R53.1.\n" in shown


def test_no_text_shows_no_word_of_the_note(case):
    for shown in (text_of(case, quotes=False, verbose=True), html.page(case, quotes=False)):
        for word in ("numbness", "diplopia", "4+/5", "myasthenia", "Denies", "mother", "3.1", "stairs"):
            assert word not in shown


def test_colour_only_when_asked_for(case, monkeypatch):
    assert "\x1b" not in text_of(case)
    assert "\x1b" not in text_of(case, "never")
    assert "\x1b[1;32mSUPPORTED" in text_of(case, "always")


def test_marks_and_letters_stay_without_colour(case):
    plain = re.sub(r"\x1b\[[\d;]*m", "", text_of(case, "always"))
    assert plain == text_of(case)


def test_a_note_cannot_steer_the_terminal():
    hostile = desk.NOTE.replace("hip flexors and", "hip\x1b[2Jfl\u202e \x07 and")
    shown = text_of(Case(hostile, desk.REPORT), verbose=True)
    assert not set(shown) & {"\x1b", "\x07", "\u202e"}
    assert "hip␛[2Jfl[RLO] ␇ and" in shown


def test_much_evidence_is_cut_short_and_counted(case):
    fact = desk.FACTS[0]
    note = "muscle weakness\n" * 40
    facts = [
        fact | {"id": f"f{n}", "line": n + 1, "start": 16 * n, "end": 16 * n + 15, "section": None} for n in range(40)
    ]
    evidence = [{"fact": f["id"], "stance": "supports", "rule": "r"} for f in facts]
    report = but(facts=facts, codes=[desk.REPORT["codes"][1] | {"evidence": evidence}])
    assert "and 28 more; see them with --verbose" in text_of(Case(note, report))
    assert text_of(Case(note, report), verbose=True).count("+ supports") == 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "1 character, 1 line"),
        ("a\nb\n", "4 characters, 2 lines"),
        ("x" * 20_000 + "\n\nb", "20,003 characters, 3 lines"),
    ],
)
def test_size_counts_what_was_read(text, said):
    assert size(text) == said


@pytest.mark.parametrize(
    ("value", "written"), [(4.33, "4+"), (3.67, "4-"), (5.0, "5"), (0.0, "0"), (2.67, "3-"), (4.0, "4")]
)
def test_grades_read_as_at_the_bedside(value, written):
    assert words.grade(value) == written


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (6, "grade 4, bilateral hip flexors"),
        (9, "CK 640 U/L high (reference at least 30)"),
        (10, "potassium 3.1 mmol/L"),
        (2, "61 days"),
        (5, "myasthenia gravis, G70.00"),
        (3, "sensory loss"),
    ],
)
def test_facts_in_words(case, number, read):
    assert words.describe(case.facts[f"f{number}"]) == read


# The short answer


def brief_of(report: dict) -> list[str]:
    return text_of(Case(desk.NOTE, report), full=False).splitlines()


def test_the_short_answer_has_its_parts_in_order(case):
    lines = brief_of(desk.REPORT)
    assert lines[0] == "M62.81 Muscle weakness (generalized) - SUPPORTED BY THE NOTE"
    assert [line.split()[0] for line in lines[1:-1] if line[0] != " "] == ["Why", "Codes", "Next"]
    assert "Next     Bill as listed, beside the note's other diagnoses." in lines
    assert "         A question for which the bill does not wait: “Is there a diagnosis for this value?”" in lines
    assert lines[-1] == "m6281.stated, outpatient rules (assumed), 388 characters, 10 lines; more: --full --query"


def test_codes_come_in_the_order_in_which_they_are_entered():
    roles = ("additional", "first", "decision", "alternative")
    codes = [desk.REPORT["codes"][1] | {"code": f"A{n}.0", "role": role} for n, role in enumerate(roles)]
    report = but(codes=codes, decision={"as_documented": None})
    shown = [line[9:] for line in brief_of(report) if line[9:11] in ("A0", "A1", "A2")]
    assert [line.split()[0] for line in shown] == ["A1.0", "A2.0", "A0.0"]
    assert "Only on the provider's word: A3.0" in "\n".join(brief_of(report))


def test_a_query_that_is_open_is_what_comes_next():
    lines = brief_of(but(decision={"status": "query", "as_documented": "R53.1"}))
    assert "Codes    M62.81   Muscle weakness (generalized) (hold; enter it if the provider says so)" in lines
    assert "         R53.1 (hold; enter it if the answer does not confirm muscle weakness)" in lines
    assert (
        "Next     An abnormal potassium that no diagnosis names. Ask the provider before billing: “Is there a" in lines
    )


def test_a_weakness_that_is_part_of_its_disease_is_not_entered_beside_it():
    text = "Exam: hip flexors 4/5 bilaterally.\nA: Myasthenia gravis with proximal muscle weakness."
    lines = text_of(Case(text, engine.report(Note(text))), full=False).splitlines()
    assert lines[0] == "G70.00; M62.81 is part of it - SUPPORTED BY THE NOTE"
    codes = [line[9:].split("(")[0] for line in lines if line[9:10] in "GL" and line[:5] in ("Codes", "     ")]
    assert codes == [
        "G70.00   Myasthenia gravis without ",
        "Left out, as what is entered covers it: M62.81 Muscle weakness ",
    ]


def test_a_decision_on_one_mention_or_on_disputed_words_says_so():
    for line in ("ROS: + fatigue.", "Questionnaire: feeling tired or having little energy ....... Several days"):
        text = f"{line}\nAssessment: Hypothyroidism, TSH 2.8."
        made = engine.report(Note(text))
        assert "This hangs on one mention" in text_of(Case(text, made), full=False)
    disputed = "A: Without new events, generalized weakness continues."  # the other engines take it for denied
    assert "hangs on words that a second reader" in text_of(Case(disputed, engine.report(Note(disputed))), full=False)
    text = "HPI: tired.\nAssessment: Fatigue."
    assert "hangs" not in text_of(Case(text, engine.report(Note(text))), full=False)


def test_the_short_answer_stays_short_and_cuts_between_words():
    long = {"why": ["Because of many long words " * 40], "cautions": ["Doubtful for long reasons. " * 20]}
    stop = {"id": "s", "severity": "block", "evidence": [], "message": "This stops the bill for good reasons. " * 12}
    for report, most in ((but(decision=long), 12), (but(decision=long, alerts=[stop]), 14)):
        lines = brief_of(report)
        assert len(lines) <= most
        assert max(map(len, lines)) <= 100
        said = {word for line in lines for word in line.split()}
        for word in ("Beca", "lon", "reaso"):
            assert word not in said


def test_without_quotes_the_short_answer_names_the_rule(case):
    shown = text_of(case, full=False, quotes=False)
    assert "Why      Rule m6281.stated." in shown
    assert "Muscle weakness is stated" not in shown


# The page


class Page(HTMLParser):
    """What a browser would make of the page: tags with their attributes, and the text of the note."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.note, self._in_note = "", False
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in_note |= dict(attrs).get("id") == "note"

    def handle_endtag(self, tag):
        self._in_note &= tag != "pre"

    def handle_data(self, data):
        self.note += data if self._in_note else ""

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_holds_the_note_whole(case):
    assert Page(html.page(case)).note == desk.NOTE


def test_every_fact_is_marked_with_its_stance(case):
    stances = {}
    for link in Page(html.page(case)).all("a"):
        for fact in (link.get("data-facts") or "").split():
            stances.setdefault(fact, link["data-stance"])
    assert stances == {
        "f1": "supports", "f2": "context", "f3": "context", "f4": "context", "f5": "context", "f6": "supports",
        "f7": "supports", "f8": "opposes", "f9": "context", "f10": "context", "f11": "supports", "f12": "supports",
        "f13": "context",
    }  # fmt: skip


def test_every_link_leads_somewhere(case):
    page = Page(html.page(case))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.all("a")} <= set(ids)


def test_set_aside_facts_and_their_cues_are_marked(case):
    page = Page(html.page(case))
    assert [link["href"] for link in page.all("a") if "aside" in (link.get("class") or "").split()] == [
        "#row-f3", "#row-f4", "#row-f5", "#row-f13",
    ]  # fmt: skip
    cues = [span["title"] for span in page.all("span") if span.get("class") == "cue" and "title" in span]
    assert cues == ["cue: negated", "cue: family", "cue: hypothetical"]


def test_the_page_needs_nothing_from_elsewhere(case):
    source = html.page(case)
    page = Page(source)
    assert [a for _, a in page.tags for name in a if name in ("src", "srcset", "action", "data", "poster")] == []
    assert [name for tag, _ in page.tags for name in (tag,) if name in ("link", "iframe", "object", "base")] == []
    assert "http" not in source.replace("http-equiv", "")
    assert "@import" not in source
    assert "url(" not in source


def test_the_policy_names_the_script_and_the_style_that_are_there(case):
    from base64 import b64encode
    from hashlib import sha256

    source = html.page(case)
    for tag in ("script", "style"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", source, re.S)[1]
        assert b64encode(sha256(content.encode()).digest()).decode() in html.policy("'none'")
    assert "unsafe" not in html.policy("'none'")
    assert [name for _, attributes in Page(source).tags for name in attributes if name.startswith("on")] == []


HOSTILE = "<script>alert(1)</script> \"' & </pre></style> \u202e\u2066 \x00\x1b {{ 7*7 }} \ud800"


def test_a_hostile_note_is_text():
    note = f"{HOSTILE}\n{desk.NOTE}"
    moved = len(HOSTILE) + 1
    facts = [f | {"start": f["start"] + moved, "end": f["end"] + moved, "cues": {}} for f in desk.REPORT["facts"]]
    facts = [*facts, facts[0] | {"id": "f99", "start": 0, "end": len(HOSTILE), "text": HOSTILE, "rule": "<script>"}]
    queries = [{"alert": "<script>", "text": HOSTILE}]
    alerts = [{"id": "<script>", "severity": "warn", "message": HOSTILE, "evidence": []}]
    report = but(facts=facts, queries=queries, alerts=alerts, decision={"rationale": [HOSTILE], "rules": ["<script>"]})
    source = html.page(Case(note, report))
    assert len(re.findall("<script", source)) == 1
    assert not set(source) & {"\x00", "\x1b", "\u202e", "\u2066", "\ud800"}
    assert Page(source).note == words.safe(note)


def test_overlapping_facts_are_cut_where_they_begin_and_end():
    note = "generalized muscle weakness"
    facts = [
        desk.FACTS[0] | {"id": i, "start": start, "end": end, "cues": {}}
        for i, start, end in (("a", 0, 27), ("b", 0, 11), ("c", 5, 18))
    ]
    lines = list(marks.lines(Case(note, but(facts=facts))))
    cut = [(segment.text, [fact["id"] for fact in segment.facts]) for segment in lines[0]]
    assert cut == [("gener", ["a", "b"]), ("alized", ["a", "b", "c"]), (" muscle", ["a", "c"]), (" weakness", ["a"])]


def test_a_fact_over_a_line_break_is_marked_on_both_lines():
    fact = desk.FACTS[0] | {"start": 0, "end": 16, "cues": {}}
    lines = list(marks.lines(Case("muscle\r\nweakness\n", but(facts=[fact]))))
    assert [[(s.text, len(s.begin), len(s.end)) for s in line] for line in lines] == [
        [("muscle", 1, 0)],
        [("weakness", 0, 1)],
    ]


# The dashboard


def _reports(*changes: dict) -> list[dict]:
    return [but(**change) for change in changes]


def test_the_summary_counts():
    summary = dashboard.summarize(
        _reports({}, {"decision": {"code": "none"}, "queries": []}, {"decision": {"code": "R53.1", "status": "query"}})
    )
    assert (summary.notes, summary.need_query, summary.asked_besides, summary.assumed) == (3, 1, 1, 3)
    assert {bar.name: dict(bar.parts) for bar in summary.decision_bars} == {
        "M62.81": {"supported": 1, "query": 0},
        "R53.1": {"supported": 0, "query": 1},
        "other": {"supported": 0, "query": 0},
        "none": {"supported": 1, "query": 0},
    }
    assert [(bar.name, bar.total) for bar in summary.alert_bars] == [
        ("W gap.lab-significance", 3),
        ("I gap.functional-impact", 3),
    ]


def _named(name: str, *severities: str) -> dict:
    alerts = [{"id": f"a{n}", "severity": s, "message": "", "evidence": []} for n, s in enumerate(severities)]
    return {"note": {"id": name}, "alerts": alerts}


def test_the_worst_documentation_comes_first_and_the_list_is_bounded():
    summary = dashboard.summarize(
        _reports(_named("c", "info"), _named("a", "block"), _named("d"), _named("b", "warn", "warn")), kept=3
    )
    assert [row.id for row in summary.worst] == ["a", "b", "c"]
    assert summary.notes == 4


def test_the_dashboard_escapes_and_needs_nothing():
    source = html.dashboard(dashboard.summarize(_reports({"note": {"id": "<script>x", "date": "2026-01-02"}})))
    assert r"\u003cscript\u003ex" in source
    assert len(re.findall("<script", source)) == 3
    assert "http" not in source.replace("http-equiv", "")
    assert "2026-01" in source


def test_the_list_is_a_table_for_a_spreadsheet():
    named = {"note": {"id": "=1+1", "author": "Rao, S", "date": "2026-01-02"}}
    table = dashboard.as_csv(dashboard.summarize(_reports(named, {"note": {"id": "n2"}})))
    assert [row[:5] for row in csv.reader(table.splitlines())] == [
        ["note", "patient", "date", "setting", "author"],
        ["'=1+1", "", "2026-01-02", "outpatient", "Rao, S"],
        ["n2", "", "", "outpatient", ""],
    ]


def test_the_answer_counts_drafts_and_an_alert_links_each_line_once():
    text = "HPI: weak.\nExam: deltoids 4/5 bilaterally, hip flexors 4/5 bilaterally. CK 1,340. K 2.9.\nA/P: weakness."
    made = Case(text, engine.report(Note(text)))
    assert len(made.report["queries"]) == 2
    assert next(part.lines[0] for part in Brief(made).parts if part.name == "Next").endswith("and 1 more")
    links = re.findall(r'class="id">gap\.muscle-term</span>(.*?)</li>', html.page(made))
    assert [link.count("line 2<") for link in links] == [1]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (["The legs are weak (line 3). The cause is", "sought (line 4), as the EMG says that"], "line 4) …"),
        (["The legs are weak (line 3). The cause is", "sought where nobody looked"], "(line 3). …"),
        (["Named are “legs” (line 3); “arms” (line 4,", "Exam) and others"], "“legs” (line 3) …"),
        (["The legs are weak and the arms are weak", "for so many"], "for so …"),
        (['Stated: "Weak (3/5), tired. Rest and fluids,', "see him in May"], 'see him in …"'),
        (['Known. Stated: "Weak, tired. Rest and fluids,', "see him in May"], "Known. …"),
    ],
)
def test_what_is_cut_ends_with_a_sentence_or_an_item(said, kept):
    label = "Why      "
    lines = [Text(line) for line in (label + said[0], " " * len(label) + said[1])]
    assert _ended(lines)[-1].plain.endswith(kept)
