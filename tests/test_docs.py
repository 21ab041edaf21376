"""docs/patterns.md works: its exercises are one folder that holds together and does what the page says."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import program
import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "patterns.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE, re.S)


def clinote(*args, cwd, text=""):
    return program.clinote(*args, text=text, cwd=cwd, loaded=False).stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    for name, content in BLOCKS:
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return folder


def test_every_block_is_a_file():
    assert len(BLOCKS) == PAGE.count("```toml") == len({name for name, _ in BLOCKS}) == 8


def test_the_exercises_hold_together(folder):
    assert clinote("patterns", "check", "site", cwd=folder).startswith("Every record holds together")


def test_an_editor_is_told_of_them(folder):
    said = re.search(r"\$ clinote patterns schema --write site\n(.*?)```", PAGE, re.S)[1]
    assert clinote("patterns", "schema", "--write", "site", cwd=folder) == said
    for name, content in BLOCKS:
        schema = json.loads((folder / "site" / ".schema" / name).with_suffix(".json").read_text())
        jsonschema.validate(tomllib.loads(content), schema)


def test_the_exercises_are_in_a_report(folder):
    note = "HPI: Nary a cramp. Trismus.\nLactate 5.1.\nStrength 5/5. CK 900 U/L.\nA: Generalized weakness, long COVID."
    report = json.loads(clinote("suggest", "-", "-f", "json", "--patterns", "site", cwd=folder, text=note))
    facts = {fact["text"]: fact for fact in report["facts"]}
    assert (facts["Lactate 5.1"]["flag"], facts["Trismus"]["concept"], facts["cramp"]["negated"]) == (
        "H",
        "trismus",
        True,
    )
    assert (report["decision"]["rules"][0], report["decision"]["status"]) == ("site.post-covid", "query")
    alerts = {alert["id"] for alert in report["alerts"]}
    assert ("site.muscle-tests" in alerts, "gap.distribution" in alerts) == (True, False)
    assert any("Hyperlactatemia" in query["text"] for query in report["queries"])
    schema = json.loads(clinote("schema", "--patterns", "site", cwd=folder))
    jsonschema.validate(report, schema)


def test_the_query_of_the_page_is_drafted_until_it_is_answered(folder):
    def of(note):
        report = json.loads(clinote("suggest", "-", "-f", "json", "--patterns", "site", cwd=folder, text=note))
        asked = [query["text"] for query in report["queries"] if query["alert"] == "site.post-covid-open"]
        return report["decision"], asked

    note = "Exam: strength 5/5.\nA: Generalized weakness, long COVID."
    decision, (draft,) = of(note)
    assert decision["status"] == "query"
    assert "long COVID" in draft.split("How does")[0]
    box = "[ ] The weakness is part of the post-COVID condition"
    assert box in draft
    decision, asked = of(f"{note}\n\nQuery:\n{draft.replace(box, box.replace('[ ]', '[x]'))}")
    assert (decision["rules"][0], decision["status"], asked) == ("site.post-covid", "supported", [])


def test_the_shown_answer_is_the_one_printed(folder):
    text, said = re.search(r'\$ clinote patterns try "(.*?)" --patterns site\n(.*?)```', PAGE, re.S).groups()
    printed = clinote("patterns", "try", text, "--patterns", "site", cwd=folder)
    assert printed.replace(f"{folder}/", "") == said


def test_the_policy_page_names_every_rule_that_decides_and_every_alert():
    from clinote.coding import policy

    page = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:none|other|m6281|r531|gap|conflict|risk)\.[\w-]+)`", page))
    assert named == {r.id for kind in (policy.Deciding, policy.Warning) for r in policy.records(kind)}


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]), ids=lambda p: p.name)
def test_links_and_named_places_exist(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", text))
    assert [link for link in links if not (page.parent / link).exists()] == []
    places = set(re.findall(r"`((?:clinote|tests|patterns|models|\.ci|docs)/[\w./-]*\w/?)`", text))
    assert [place for place in places if not (ROOT / place).exists()] == []


def _policy():
    return (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")


def _records():
    from clinote.coding import policy

    return list(policy.every())


def test_the_policy_page_shows_the_source_of_every_rule():
    table = _policy().split("## Every rule with its source")[1].split("|---|---|---|")[1]
    shown = dict(re.findall(r"^\| (\S+) \| [a-z ]+ \| (.+) \|$", table, re.M))
    assert shown == {record.id: record.source for record in _records()}, "python .ci/update_policy.py"


@pytest.mark.parametrize("record", _records(), ids=lambda record: record.id)
def test_every_source_of_a_rule_can_be_followed(record):
    from clinote import codeset

    page = _policy()
    sections = set(
        re.findall(r"[IV]+\.[A-Z](?:\.\d+)?(?:\.[a-z0-9]+)*", page.split("## Sections of the Guidelines")[1])
    )
    for part in record.source.split("; "):
        sign, _, cited = part.partition(" ")
        if sign == "T":
            codes = re.findall(r"[A-Z]\d[\dA-Z](?:\.[\dA-Z]+)?", cited)
            assert all(codeset.exists(code) for code in codes), part
            assert codes or cited == "Excludes1"
        elif sign == "G":
            assert set(cited.split(", ")) <= sections, part
        else:
            assert sign.startswith("docs/") or sign.rstrip(",") in ("X", "CC", "S1", "S2", "AHIMA/ACDIS"), part


def _sections(page):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]), ids=lambda p: p.name)
def test_sections_that_are_linked_exist(page):
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8"))
    named = [(page.parent / file if file else page, section) for file, section in links]
    assert [(file.name, section) for file, section in named if section not in _sections(file)] == []


def _sources():
    """The source of every shipped record, by its file and id."""
    for file in sorted((ROOT / "patterns").rglob("*.toml")):
        for table in tomllib.loads(file.read_text(encoding="utf-8")).values():
            for record in table if isinstance(table, list) else [table]:
                if isinstance(record, dict) and "source" in record:
                    yield f"{file.stem}: {record.get('id')}", record["source"]


def test_every_source_can_be_traced():
    sections = {page.name: _sections(page) for page in (ROOT / "docs").glob("*.md")}
    works = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8").split("## Works that records cite")[1]
    works = re.findall(r"^\| (?!cited as)([A-Za-z][^|]+?) \|", works, re.M)
    signs = [sign for work in works for sign in work.split(", ")]
    known = re.compile(rf"({'|'.join(map(re.escape, signs))}|HL7 v2 table 0004|AHIMA/ACDIS|docs/)\b")
    used = ""
    for where, source in _sources():
        assert known.match(source), (where, source)
        for page, section in re.findall(r"docs/([\w.]+)(?:#([\w-]+))?", source):
            assert section in sections[page], (where, source)
        used += f"{source}\n"
    assert [sign for sign in signs if not re.search(rf"\b{re.escape(sign)}\b", used)] == []


def test_the_policy_page_shows_the_default_ranges():
    page = _policy().split("## Laboratory values")[1].split("\n## ")[0]
    shown = dict(re.findall(r"^\| ([\w ]+) \| ([\d.]+-[\d.]+) ", page, re.M))
    data = tomllib.loads((ROOT / "patterns" / "labs.toml").read_text(encoding="utf-8"))["analytes"]
    assert shown == {
        analyte.get("title", name): "-".join(f"{end:g}" for end in analyte["range"]) for name, analyte in data.items()
    }
