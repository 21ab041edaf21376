"""A site's own patterns and rules, in a folder outside the package, laid over the shipped ones."""

import json
from functools import partial

import program
import pytest

clinote = partial(program.clinote, loaded=False)
python = partial(program.python, loaded=False)

NOTE = "Generalized weakness. Lactate 5.1 mmol/L. Trismus since Monday. Zip for numbness."

SITE = {
    "labs.toml": """
        [analytes.lactate]
        units = [{ unit = "mmol/L", factor = 1, low = 0.2, high = 30 }]
        range = [0.5, 2.2]
        high = ["Hyperlactatemia"]

        [[pattern]]
        id = "site.lactate"
        label = "LAB"
        analyte = "lactate"
        terms = ["[serum |venous ]lactate"]
        source = "Range of the hospital laboratory"
        examples = ["<LAB analyte=lactate value=4.1 unit=mmol/L flag=H>Lactate 4.1</LAB>."]
    """,
    "records.toml": '[finding]\nconcept = ["...", "trismus"]\n',
    "findings.toml": """
        off = ["finding.numbness"]

        [[pattern]]
        id = "site.trismus"
        concept = "trismus"
        terms = ["trismus"]
        source = "Oral surgery clinic"
        examples = ["<FINDING concept=trismus>Trismus</FINDING> since Monday."]
    """,
    "negation.toml": """
        [[pattern]]
        id = "site.zip-for"
        terms = ["zip for"]
        class = "determiner"
        source = "Shorthand of the walk-in clinic"
        examples = ["Zip for <ENTITY negated>vasculitis</ENTITY>."]
    """,
    "coding/alerts.toml": 'off = ["gap.workup"]\n',
}


def written(folder, files):
    """A folder of these files, the margin of their lines taken away."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(line.strip() for line in content.splitlines()))
    return folder


@pytest.fixture
def site(tmp_path):
    return written(tmp_path / "site", SITE)


def told(report):
    """What the site's records make of the note."""
    facts = {fact["text"]: fact for fact in report["facts"]}
    return {
        "lactate": facts.get("Lactate 5.1 mmol/L", {}).get("flag"),
        "trismus": facts.get("Trismus", {}).get("concept"),
        "numbness": "numbness" in facts,
        "workup": "gap.workup" in {alert["id"] for alert in report["alerts"]},
    }


WITH = {"lactate": "H", "trismus": "trismus", "numbness": False, "workup": False}
WITHOUT = {"lactate": None, "trismus": None, "numbness": True, "workup": True}


def test_as_shipped():
    assert told(json.loads(clinote("suggest", "-", "-f", "json", text=NOTE).stdout)) == WITHOUT


def test_suggest(site):
    assert told(json.loads(clinote("suggest", "-", "-f", "json", "--patterns", site, text=NOTE).stdout)) == WITH


def test_new_cue(site):
    written(site, {"findings.toml": "off = []"})
    report = json.loads(clinote("suggest", "-", "-f", "json", CLINOTE_PATTERNS=str(site), text=NOTE).stdout)
    numbness = next(fact for fact in report["facts"] if fact["text"] == "numbness")
    assert numbness["cues"]["negated"]["rule"] == "site.zip-for"


def test_python_with_models_and_workers(site):
    code = (
        "import sys, json, clinote\n"
        "from clinote import layers\n"
        "layers.use(sys.argv[1])\n"
        "for report in clinote.pipe([sys.argv[2]] * 2, workers=2): print(report.to_json())\n"
    )
    done = python(code, site, NOTE)
    assert [told(json.loads(line)) for line in done.stdout.splitlines()] == [WITH, WITH], done.stderr


def test_spacy(site):
    code = (
        "import sys, json, clinote\n"
        "nlp = clinote.load(patterns=sys.argv[1])\n"
        "print(json.dumps(nlp(sys.argv[2])._.clinote))\n"
        "try: clinote.load(patterns='.')\n"
        "except clinote.ClinoteError as error: print(error)\n"
    )
    first, second = python(code, site, NOTE).stdout.splitlines()
    assert told(json.loads(first)) == WITH
    assert second.startswith(f"The patterns are already in use with {site}.")


def test_batch_names_the_folder_and_does_not_go_on_with_another(site, tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": NOTE}) + "\n" + json.dumps({"text": 5}) + "\n")
    command = ("batch", "in.jsonl", "-o", "out.jsonl", "--patterns", site)
    assert clinote(*command, cwd=tmp_path).returncode == 3
    assert told(json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])) == WITH
    manifest = json.loads((tmp_path / "out.jsonl.manifest.json").read_text())
    assert manifest["patterns"]["site"] == str(site)
    code = (
        "import sys\nfrom clinote import layers\nlayers.use(sys.argv[1])\n"
        "from clinote.batch.run import Job, _fingerprint\nfrom clinote.batch.outputs import Outputs\n"
        "print(_fingerprint(Job(['x'], Outputs(None)), {})['patterns'])\n"
    )
    before = python(code, site).stdout
    (site / "negation.toml").unlink()
    assert before.strip() == manifest["patterns"]["sha256"]
    assert python(code, site).stdout != before


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        (
            "lab.toml",
            "off = []",
            "lab.toml: clinote has no data file lab.toml that it could be laid over. Its name has to be "
            "one of these, the nearest first: labs.toml, ",
        ),
        (
            "findings.toml",
            "[[patern]]\nid = 'x'",
            "line 1: 'patern' is unknown (did you mean 'pattern'?).",
        ),
        ("findings.toml", "[[pattern]]\nterms = ['x']", "findings.toml, line 1: the pattern 1 has no id."),
        (
            "findings.toml",
            "off = ['finding.numbnes']",
            "line 1: there is no record 'finding.numbnes' to switch off",
        ),
        ("findings.toml", "viscera = 'gut'", "findings.toml, line 1: viscera is a text and has to be a list."),
        ("findings.toml", "[[pattern]]\nid = 5", "findings.toml, line 2: the id 5 has to be a text."),
        ("findings.toml", "[pattern]\nid = 'x'", "line 1: [pattern] is a single table; write it [[pattern]]."),
        ("records.toml", "[findng]\nconcept = ['x']", "line 1: 'findng' is unknown (did you mean 'finding'?)."),
        ("records.toml", "[finding]\nconcpt = ['x']", "line 2: 'concpt' is unknown (did you mean 'concept'?)."),
        ("quantities.toml", "[units]\n'ug/dL' = 'ug/dl'", "line 2: ug/dL is a text and has to be a list."),
        ("quantities.toml", "[units]\n'ug/dL' = [5]", "line 2: ug/dL holds 5 and has to hold texts."),
        (
            "findings.toml",
            "[[pattern]]\nid = 'x'\nterms = [5]\nsource = 's'\nexamples = ['x']",
            "pattern x, line 2: terms is [5] and has to be a list of texts.",
        ),
        ("findings.toml", "x = [", "findings.toml: Invalid value (at end of document)."),
        (
            "findings.toml",
            "\n[[pattern]]\nid = 'x'\nterms = ['x']\nsource = 's'\nexamples = ['x']\nconcept = 'trismuss'",
            "findings.toml, pattern x, line 3: the concept 'trismuss' is unknown; records.toml, ours and yours, lists",
        ),
        (
            "findings.toml",
            "[[pattern]]\nid = 'x'\nterms = ['x']\nsource = 's'\nexamples = ['x']\nconcpt = 'rash'",
            "line 2: 'concpt' is unknown; records.toml lists the keys of a finding (did you mean 'concept'?).",
        ),
        (
            "findings.toml",
            "[[pattern]]\nid = 'weakness.weakness'\nterms = ['x']\nsource = 's'\nexamples = ['x']\nconcept = 'rash'",
            "the id weakness.weakness is taken by ",
        ),
        (
            "records.toml",
            "[finding]\nconcept = ['trismus']",
            'line 2: concept leaves out names that our records use; begin its list with "...".',
        ),
        (
            "coding/alerts.toml",
            "[[alert]]\nid = 'r531.weakness'\nseverity = 'info'\nmessage = 'm'\nthen = 't'\nsource = 's'\n"
            "examples = ['x']\nwhen = []",
            "alerts.toml, line 1: alert r531.weakness: the id is taken by patterns/coding/rules.toml, line ",
        ),
        (
            "coding/queries.toml",
            "[[query]]\nid = 'site.q'\nopening = 'o'\nquestion = 'q'\nknown_by = ['q']\nsource = 's'\n"
            "examples = ['x']\noptions = [{ text = 't', wen = ['weakness documented'] }]",
            "queries.toml, line 8: query site.q has options: {'text': 't', 'wen': ['weakness documented']} has the "
            "unknown key 'wen' (did you mean 'when'?).",
        ),
        (
            "labs.toml",
            "[[pattern]]\nid = 'x'\nterms = ['x']\nsource = 's'\nexamples = ['x']\nanalyte = 'lactat'",
            "labs.toml, pattern x, line 2: the analyte 'lactat' is unknown; labs.toml lists them under [analytes]",
        ),
        ("coding/rules.toml", "\n[[rule]]\nid = 'x'", "rules.toml, line 2: rule x has no 'source'."),
        (
            "coding/rules.toml",
            "[[rule]]\nid='x'\nbefore = 'r531.weaknes'",
            "rules.toml, line 3: there is no rule 'r531.weaknes' to stand before (did you mean 'r531.weakness'?).",
        ),
    ],
)
def test_faults_are_told_with_file_and_line(tmp_path, name, content, fault):
    done = clinote("suggest", "-", "--patterns", written(tmp_path, {name: content}), text="Weak.")
    assert done.returncode == 5
    assert fault in done.stderr
    assert str(tmp_path) in done.stderr


UNIT = '{ unit = "umol/L", factor = 1, low = 5, high = 900 }'


@pytest.mark.parametrize(
    ("keys", "line", "fault"),
    [
        (f'units = [{UNIT}]\nrange = "11-32"', 3, "range is '11-32' and has to be two numbers, the lower first"),
        (f"units = [{UNIT}]\nrange = [11]", 3, "range is [11] and has to be two numbers"),
        (f"range = [32, 11]\nunits = [{UNIT}]", 2, "range is [32, 11] and has to be two numbers, the lower first"),
        (f"units = [{UNIT}]\nrang = [11, 32]", 3, "'rang' is unknown (did you mean 'range'?)"),
        (f"units = [{UNIT}]", 1, "'range' is missing"),
        (f"range = [11, 32]\nhigh = 5\nunits = [{UNIT}]", 3, "high is 5 and has to be a list of texts"),
        ("range = [11, 32]\nunits = ['umol/L']", 3, "units holds 'umol/L' and has to hold tables like { unit = "),
        (f"range = [11, 32]\nunits = [{UNIT.replace('factor', 'facter')}]", 3, "(did you mean 'factor'?)"),
        (
            f"range = [11, 32]\nunits = [{UNIT.replace('= 1', '= 0')}]",
            3,
            "umol/L has to have a factor above 0",
        ),
        (f"range = [11, 32]\nunits = [{UNIT.replace('= 5', '= 905')}]", 3, "and a low below the high"),
    ],
)
def test_a_faulty_analyte_is_refused_with_what_is_wanted(tmp_path, keys, line, fault):
    written(tmp_path, {"labs.toml": f"[analytes.ammonia]\n{keys}"})
    said = clinote("patterns", "check", tmp_path)
    assert said.returncode == 4
    assert f"{tmp_path}/labs.toml, line {line}: the analyte ammonia: " in said.stdout
    assert fault in said.stdout


@pytest.mark.parametrize("name", ["histroy.toml", "coding/history.toml"])
def test_check_names_the_file_that_a_misnamed_one_may_mean(tmp_path, name):
    said = clinote("patterns", "check", written(tmp_path, {name: "off = []"})).stdout
    assert said.startswith(f"{tmp_path}/{name}: clinote has no data file {name} ")
    assert "the nearest first: history.toml, " in said
    assert "Reinstall" not in said


def test_one_name_stands_for_a_list(tmp_path):
    labs = SITE["labs.toml"].replace('["Hyperlactatemia"]', '"Hyperlactatemia"')
    written(tmp_path, {"labs.toml": labs})
    report = json.loads(clinote("suggest", "-", "-f", "json", "--patterns", tmp_path, text="Lactate 5.1. Weak.").stdout)
    offered = next(query["text"] for query in report["queries"] if "lactate" in query["text"])
    assert next(line for line in offered.splitlines() if line.startswith("[ ]")) == "[ ] Hyperlactatemia"


def test_no_folder(tmp_path):
    done = clinote("suggest", "-", "--patterns", tmp_path / "none", text="Weak.")
    assert (done.returncode, str(tmp_path / "none") in done.stderr) == (2, True)


def test_check_is_content(site):
    done = clinote("patterns", "check", site)
    assert done.returncode == 0
    holds, sizes = done.stdout.splitlines()
    assert holds == "Every record holds together, and every example is as it says."
    assert sizes.startswith("Words and phrases to look for: 5 of yours among ")


def test_check_tells_every_example_that_fails_and_what_is_said_twice(tmp_path):
    record = "[[pattern]]\nid = '{}'\nconcept = 'ptosis'\nterms = ['{}']\nsource = 's'\nexamples = ['{}']\n"
    written(
        tmp_path,
        {
            "findings.toml": record.format(
                "site.a", "curtained lids", "No <FINDING concept=ptosis>curtained lids</FINDING>."
            )
            + record.format("site.b", "lids at half mast", "<FINDING>Lids at half</FINDING>.")
            + record.format("site.c", "ptosis", "<FINDING concept=ptosis>Ptosis</FINDING>."),
            "coding/alerts.toml": """
                [[alert]]
                id = "site.thin"
                severity = "info"
                then = "Then."
                message = "A message."
                when = ["decided none"]
                source = "s"
                examples = ["A: Gout.", "A: Weakness."]
                unlike = ["A: Flu."]
            """,
        },
    )
    done = clinote("patterns", "check", tmp_path)
    assert done.returncode == 4
    said = [line.removeprefix(str(tmp_path)) for line in done.stdout.splitlines()]
    assert [line for line in said if line.startswith("/coding")] == [
        "/coding/alerts.toml, line 2: alert site.thin: does not speak for: A: Weakness.",
        "/coding/alerts.toml, line 2: alert site.thin: speaks for: A: Flu.",
    ]
    assert said[0].startswith("/findings.toml, line 2: site.a: 'curtained lids' is negated, in: No <FINDING concept=")
    assert said[1].startswith("/findings.toml, line 8: site.b: found nothing where FINDING 'Lids at half' is marked")
    assert said[2] == "/findings.toml, line 14: site.c: 'ptosis' is found already, by finding.ptosis"


def test_check_tells_what_is_wrong_in_each_file(tmp_path):
    written(tmp_path, {"findings.toml": "off = ['x']", "labs.toml": "[analytes]\nlactate = 5\n[labels]\n"})
    done = clinote("patterns", "check", tmp_path)
    assert done.returncode == 4
    assert f"{tmp_path}/findings.toml, line 1: there is no record 'x' to switch off." in done.stdout
    assert f"{tmp_path}/labs.toml, line 2: lactate is a number and has to be a table." in done.stdout


def test_check_tells_what_can_never_be_found(tmp_path):
    record = "[[pattern]]\nid = 'site.a'\nconcept = 'dyspnea'\nterms = ['atemnot', \"can’t breathe\"]\nsource = 's'\n"
    written(tmp_path, {"findings.toml": record + "examples = ['<FINDING concept=dyspnea>Atemnot</FINDING>.']\n"})
    said = clinote("patterns", "check", tmp_path).stdout
    assert said == f"{tmp_path}/findings.toml, line 2: site.a: 'can’t breathe' can never be found\n"


def test_a_report_names_the_sites_records(site):
    report = json.loads(clinote("suggest", "-", "-f", "json", "--patterns", site, text=NOTE).stdout)
    assert report["site"] == {"folder": "site", "records": ["site.lactate", "site.trismus"]}
    shown = clinote("suggest", "-", "--full", "--patterns", site, text=NOTE).stdout
    assert "of site: site.lactate, site.trismus" in shown
    assert json.loads(clinote("suggest", "-", "-f", "json", text=NOTE).stdout)["site"] is None


def test_the_service_and_a_data_frame(site):
    code = (
        "import sys, json, clinote, pandas\n"
        "from starlette.testclient import TestClient\n"
        "from clinote import serve\n"
        "page = TestClient(serve.application(serve.Door(serve.LOOPBACK, None)), base_url='http://localhost')\n"
        "print(page.post('/suggest', json={'text': sys.argv[1]}).text)\n"
        "print(clinote.annotate(pandas.DataFrame({'text': [sys.argv[1]]})).clinote_report[0])\n"
    )
    done = python(code, NOTE, CLINOTE_PATTERNS=str(site))
    assert [told(json.loads(line)) for line in done.stdout.splitlines()] == [WITH, WITH], done.stderr


@pytest.mark.long
@pytest.mark.spark
def test_spark(site, tmp_path):
    code = (
        "import sys\n"
        "from clinote import spark\n"
        "df = spark.session().createDataFrame([(sys.argv[1],)], 'text string')\n"
        "print(spark.annotate(df, text='text').collect()[0].report)\n"
    )
    done = python(code, NOTE, CLINOTE_PATTERNS=str(site))
    assert told(json.loads(done.stdout.splitlines()[-1])) == WITH, done.stderr


def test_try_shows_facts_with_their_rules_and_cues(site):
    done = clinote("patterns", "try", "Weakness. Zip for trismus. CK-MB 4.", "--patterns", site)
    assert done.stdout.splitlines() == [
        "WEAKNESS «Weakness» concept=weakness  [weakness.weakness]",
        f"FINDING «trismus» concept=trismus  [site.trismus, {site}/findings.toml]",
        f"  negated by «Zip for»  [site.zip-for, {site}/negation.toml]",
        f"known words «Zip for»  [site.zip-for, {site}/negation.toml] cue",
        "known words «CK-MB»  [lab.ck.not] lab",
        "known words «CK»  [workup.other] workup",
        "decision R53.1: r531.weakness, note.workup-under-way",
        "nearly other.frailty: it lacks only «frailty stated»",
        "nearly other.focal: it lacks only «weakness focal»",
        "nearly other.muscle-disease: it lacks only «muscle disease stated»",
        "nearly other.cause-confirmed: it lacks only «weakness linked to a definite cause»",
        "nearly m6281.confirmed-by-exam: it lacks only «objective muscle finding»",
    ]


def test_a_record_of_the_site_counts_before_ours_of_another_file(tmp_path):
    cue = "[[pattern]]\nid = 'site.denies'\nterms = ['denies']\nclass = 'determiner'\nsource = 's'\nexamples = ['x']\n"
    done = clinote(
        "patterns", "try", "Denies cramps.", "--patterns", written(tmp_path, {"uncertainty.toml": cue}),
    )  # fmt: skip
    assert "  uncertain by «Denies»  [site.denies," in done.stdout
    assert "negated" not in done.stdout


RULE = """
    [[rule]]
    id = "site.wasting"
    when = ["weakness documented", "muscle work-up abnormal"]
    decide = "R53.1"
    then = "R53.1."
    because = ["Weakness is documented: {words}."]
    source = "Our policy"
    examples = ["A: Generalized weakness. CK 900 U/L."]
"""
CRAMPS = """
    [[pattern]]
    id = "finding.cramps"
    concept = "cramps"
    terms = ["calf knots"]
    source = "Our clinic"
    examples = ["<FINDING concept=cramps>Calf knots</FINDING> at night."]
"""


def test_check_says_what_gives_way_to_the_sites_records(tmp_path):
    done = clinote("patterns", "check", written(tmp_path, {"coding/rules.toml": RULE, "findings.toml": CRAMPS}))
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:3] == [
        f"Note: {tmp_path}/findings.toml, line 3: finding.cramps takes the place of ours.",
        f"Note: {tmp_path}/coding/rules.toml, line 3: the rule site.wasting has no 'before': it is tried before every "
        "rule of ours.",
    ]
    written(tmp_path, {"coding/rules.toml": RULE.replace("when =", 'before = "r531.weakness"\nwhen =')})
    assert clinote("patterns", "check", tmp_path).stdout.count("Note: ") == 1


AMMONIA = """
    [analytes.ammonia]
    units = [
        { unit = "umol/L", factor = 1, low = 5, high = 900 },
        { unit = "ug/dL", factor = 0.587, low = 8, high = 1500 },
    ]
    range = [11, 32]

    [[pattern]]
    id = "site.ammonia"
    analyte = "ammonia"
    terms = ["ammonia"]
    source = "Our laboratory"
    examples = ["<LAB analyte=ammonia value=50 unit=umol/L flag=H>Ammonia 50 umol/L</LAB>."]
"""


def test_check_refuses_a_unit_that_is_read_nowhere(tmp_path):
    said = clinote("patterns", "check", written(tmp_path, {"labs.toml": AMMONIA})).stdout
    assert said.startswith(f"{tmp_path}/labs.toml, line 3: the analyte ammonia: the unit ug/dL is read nowhere; ")
    spelled = '[units]\n"ug/dL" = ["ug/dl", "mcg/dL"]\n'
    said = clinote("patterns", "check", written(tmp_path, {"quantities.toml": spelled})).stdout
    assert said == (
        f"{tmp_path}/quantities.toml, line 2: 'mcg/dL' is read nowhere; spell it 'mcg/dl', in small letters\n"
    )
    written(tmp_path, {"quantities.toml": spelled.replace("mcg/dL", "mcg/dl")})
    assert clinote("patterns", "check", tmp_path).returncode == 0


def test_a_word_list_of_the_site_is_ours_with_more_or_named_by_a_term(tmp_path):
    written(tmp_path, {"labs.toml": '[words]\nspoiled = ["curdled"]\n'})
    said = clinote("patterns", "check", tmp_path).stdout
    assert said == f"{tmp_path}/labs.toml, line 2: no term names the list 'spoiled' (did you mean 'spoilt'?)\n"
    note = "Labs:\nTest  3/1  3/2  3/3\nK  4.1  curdled  2.9\n"
    written(tmp_path, {"labs.toml": '[words]\nspoilt = ["...", "curdled"]\n'})
    found = [json.loads(clinote("suggest", "-", "-f", "json", *site, text=note).stdout)["facts"]
             for site in ((), ("--patterns", tmp_path))]  # fmt: skip
    assert list(map(len, found)) == [1, 2]


QUERY = """
    [[query]]
    id = "site.wasting"
    opening = "The note records:"
    {indicators}
    question = "{question}"
    options = ["A disorder of muscle (type and cause, if known): ____"]
    known_by = ["what explains the wasting"]
    source = "Our policy"
    examples = ["Exam: atrophy of both thighs.\\nA: Weakness. Strength 5/5. CK 900 U/L."]
"""
ALERT = """
    [[alert]]
    id = "site.wasting-unexplained"
    severity = "warn"
    when = ["weakness documented", "muscle work-up abnormal"]
    query = ["site.wasting"]
    message = "m"
    then = "t"
    source = "Our policy"
    examples = ["A: Weakness. Strength 5/5. CK 900 U/L."]
"""


def test_a_query_of_the_site(tmp_path):
    faulty = QUERY.format(indicators="", question="Is it M62.81?")
    written(tmp_path, {"coding/queries.toml": faulty, "coding/alerts.toml": ALERT})
    first, second = clinote("patterns", "check", tmp_path).stdout.splitlines()
    assert "queries.toml, line 2: query site.wasting: it has no indicators, so it quotes nothing of the note" in first
    assert second.endswith("a query names no code, and this one names M62.81")
    sound = QUERY.format(indicators='indicators = ["weakness", "findings"]', question="What explains the wasting?")
    written(tmp_path, {"coding/queries.toml": sound})
    assert clinote("patterns", "check", tmp_path).returncode == 0
    note = "Exam: atrophy of both thighs.\nA: Weakness. Strength 5/5. CK 900 U/L."
    report = json.loads(clinote("suggest", "-", "-f", "json", "--patterns", tmp_path, text=note).stdout)
    text = next(query["text"] for query in report["queries"] if query["alert"] == "site.wasting-unexplained")
    assert '"atrophy of both thighs" (Exam, line 1)' in text or '"atrophy" (Exam, line 1)' in text
    shown = clinote("rules", "site.wasting", "--patterns", tmp_path).stdout
    assert "The note records:" in shown
    assert "What explains the wasting?" in shown
    assert "A disorder of muscle (type and cause, if known): ____" in shown


def test_check_tells_of_a_cue_without_class_and_of_an_unknown_flag(tmp_path):
    cue = '[[pattern]]\nid = "site.once"\nterms = ["back when"]\nsource = "s"\n{}examples = ["{}"]\n'
    written(tmp_path, {"history.toml": cue.format("", "Back when <ENTITY past>cramps</ENTITY> came.")})
    said = clinote("patterns", "check", tmp_path).stdout
    assert "site.once: it has no class, so it governs nothing" in said
    assert "no flag is called 'past' (there are negated, " in said


def test_check_tells_of_an_unknown_label(tmp_path):
    text = CRAMPS.replace("FINDING", "FINDNG").replace("finding.cramps", "site.knots")
    said = clinote("patterns", "check", written(tmp_path, {"findings.toml": text})).stdout
    assert "site.knots: no label is called 'FINDNG' (did you mean 'FINDING'?)" in said


def test_rules_explains_a_condition():
    said = clinote("rules", "strength examined").stdout
    assert said.startswith("strength examined\n\nA condition of rules and alerts.\nMeans\n  ")
    assert "gap.objective-exam" in said
