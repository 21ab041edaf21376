"""What must hold of every verdict, whatever the facts: tried on thousands of generated combinations of facts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from clinote import coding
from clinote.coding import codeset, policy
from clinote.facts import (
    CK,
    Context,
    Cue,
    Diagnosis,
    Distribution,
    Emg,
    Fact,
    Finding,
    Lab,
    Potassium,
    StrengthGrade,
    Weakness,
    WrittenCode,
)  # fmt: skip
from clinote.reading import Reading

HEADERS = {
    "HPI": "hpi", "ROS": "ros", "Exam": "exam", "Labs": "labs", "PMH": "past_history", "Assessment": "assessment",
    "Plan": "plan", "CC": "chief_complaint", "Hospital course": "hospital_course", "FH": "family_history",
}  # fmt: skip
CONCEPTS = [
    "weakness", "muscle_weakness", "fatigue", "malaise", "debility", "frailty", "sarcopenia", "facial_weakness",
    "hemiparesis", "functional_quadriplegia",
]  # fmt: skip
DIAGNOSES = {
    "hypokalemia": "E87.6", "hyperkalemia": "E87.5", "anemia": "D64.9", "polymyositis": "M33.20",
    "statin-myopathy": "G72.0", "alcoholic-myopathy": "G72.1", "periodic-paralysis": "G72.3", "mg": "G70.00",
    "myositis": "M60.9", "myopathy": "G72.9", "cim": "G72.81", "rhabdo": "M62.82", "gbs": "G61.0",
    "stroke": "I63.9", "ich": "I61.9", "bell": "G51.0", "dehydration": "E86.0", "hypothyroidism": "E03.9",
    "hypothyroid-myopathy": "G73.7", "recurrent-depression": "F33.9", "cancer-fatigue": "R53.0",
    "cancer": "C80.1", "quadriparesis": "G82.50", "icu-weakness": None, "stiff-person": "G25.82",
    "postviral-fatigue": "G93.31", "heat-exhaustion": "T67.5XXA", "hyperckemia": "R74.8", "post-covid": "U09.9",
}  # fmt: skip
JOINTS = [". ", " due to ", " from ", ", likely from ", " with ", " causing ", ", residual of ", "\n2. ", " and "]
CODES = ["R53.1", "M62.81", "E87.5", "E87.6", "G72.4", "G81.90", "R54", "I10", "Q99.99"]


def weakness(concept):
    return st.just((concept.replace("_", " "), Weakness(concept)))


SITES = ["hip flexors", "deltoids", "grip", None]
FACTS = st.one_of(
    st.sampled_from(CONCEPTS).flatmap(weakness),
    st.sampled_from(sorted(DIAGNOSES)).map(lambda d: (d, Diagnosis(d, DIAGNOSES[d]))),
    st.builds(
        lambda grade, side, site: (f"{grade}/5", StrengthGrade(grade, grade, side, site)),
        st.sampled_from([0.0, 3.0, 4.0, 4.67, 5.0]), st.sampled_from(["left", "right", "bilateral", None]),
        st.sampled_from(SITES),
    ),
    st.builds(
        lambda pattern, side: (f"{side or ''} {pattern}", Distribution(pattern, side)),
        st.sampled_from(["generalized", "proximal", "focal", "hemi", "lower", "facial"]),
        st.sampled_from(["left", "right", "bilateral", None]),
    ),
    st.sampled_from([1.9, 3.1, 4.2, 6.3]).map(lambda v: (str(v), Potassium(v, "mmol/L"))),
    st.sampled_from([90.0, 1800.0]).map(lambda v: (str(v), CK(v, "U/L"))),
    st.sampled_from([9.1, 14.0]).map(lambda v: (str(v), Lab(v, "g/dL", analyte="hemoglobin"))),
    st.sampled_from(["myopathic", "nmj", "normal"]).map(lambda f: (f, Emg(f))),
    st.sampled_from(["myalgia", "cramps", "atrophy", "functional_impact", "focal_deficit"]).map(
        lambda c: (c, Finding(c))
    ),
    st.sampled_from(["icu_stay", "handedness"]).map(lambda c: ("left-handed", Context(c, "left"))),
    st.sampled_from(CODES).map(lambda c: (c, WrittenCode(c, codeset.billable(c)))),
)  # fmt: skip
FLAGS = st.sampled_from([None, None, None, "negated", "uncertain", "historical", "hypothetical", "family"])
LINES = st.lists(
    st.tuples(
        st.sampled_from([*HEADERS, "Assessment", "Assessment", "Exam"]),
        st.lists(st.tuples(FACTS, FLAGS, st.sampled_from(JOINTS)), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=6,
)


def build(lines):
    """The note and its facts."""
    text, planned = "", []
    for header, parts in lines:
        text += f"{header}: "
        for (words, says), flag, joint in parts:
            planned.append((len(text), words, says, flag))
            text += words + joint
        text += "\n"
    reading = Reading(text, "2026-03-01")
    facts = []
    for number, (start, words, says, flag) in enumerate(planned, start=1):
        rule = f"diagnosis.{words}" if isinstance(says, Diagnosis) else "test"
        fact = reading.fact(says, start, start + len(words), rule)
        fact.id = f"f{number}"
        if flag:
            setattr(fact, flag, True)
            fact.cues[flag] = Cue(start, start, "probable" if flag == "uncertain" else flag, "test")
        facts.append(fact)
    return reading, facts


def settled(verdict):
    return [code for code in verdict["codes"] if code["role"] != "alternative"]


@settings(max_examples=600)
@given(LINES, st.sampled_from(["outpatient", "inpatient"]))
def test_every_verdict(lines, setting):
    reading, facts = build(lines)
    verdict = coding.decide(reading, facts, setting)
    by_id = {fact.id: fact for fact in facts}
    codes = {code["code"] for code in settled(verdict)}

    assert not {"R53.1", "M62.81"} <= codes
    for code in verdict["codes"]:
        assert code["billable"]
        assert codeset.billable(code["code"])
        assert code["evidence"]
        assert all(entry["fact"] in by_id for entry in code["evidence"])
        assert any(entry["stance"] == "supports" for entry in code["evidence"])
        if code["code"] in ("E87.6", "E87.5", "R74.8", "D64.9") and code["role"] != "alternative":
            named = [by_id[entry["fact"]] for entry in code["evidence"]]
            assert any(f.label == "DIAGNOSIS" and not (f.negated or f.family or f.hypothetical) for f in named)
    assert len({code["code"] for code in verdict["codes"]}) == len(verdict["codes"])

    decision = verdict["decision"]
    roles = {code["role"] for code in verdict["codes"]}
    assert (decision["code"] in ("R53.1", "M62.81")) == ("decision" in roles)
    assert (decision["code"] == "other") == ("instead" in roles)
    assert decision["rules"]
    assert decision["rationale"]
    assert all(policy.explain(rule) for rule in decision["rules"])
    for one in codes:
        for other in codes:
            assert one == other or not codeset.excludes1(one, other), (one, other)

    known = {rule.id for rule in policy.rules() if rule.kind == "alert"}
    assert {alert["id"] for alert in verdict["alerts"]} <= known
    assert all(fact in by_id for alert in verdict["alerts"] for fact in alert["evidence"])
    assert {query["alert"] for query in verdict["queries"]} <= {alert["id"] for alert in verdict["alerts"]}
    assert coding.decide(*build(lines), setting) == verdict


def test_fact_without_cue_is_set_aside_all_the_same():
    reading = Reading("Assessment: weakness")
    fact = Fact("WEAKNESS", 12, 20, "weakness", "test", Weakness("weakness"), "assessment", uncertain=True, id="f1")
    assert coding.decide(reading, [fact], "outpatient")["decision"]["code"] == "none"
