"""The reasons for a decision in plain sentences about this note, from the templates of the rules that fired.

Templates are data (`because` in patterns/coding/*.toml, and rationale.toml); what fills them are short quotes of
facts with section and line, and code titles.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from clinote import codeset
from clinote.coding import policy, quotes
from clinote.coding.alerts import Alert
from clinote.coding.case import Case
from clinote.coding.chart import ASIDE, WEAK
from clinote.expressions import expression
from clinote.facts import FLAGS, Fact, StrengthGrade, Weakness

_MOST = 4
"""Places that a sentence quotes at most."""
_LONGEST = 60
"""Characters of a quote."""
_PHRASE = 70
"""Characters of a phrase in the short answer."""
_SAYS = frozenset({"WEAKNESS", "DIAGNOSIS", "DISTRIBUTION", "FINDING"})
_SHOWS = frozenset({"STRENGTH_GRADE", "EMG", "CK", "POTASSIUM", "LAB"})
_FIRST = frozenset({"WEAKNESS", "DIAGNOSIS", "STRENGTH_GRADE"})
"""What a short answer quotes before all else."""
_FIELD = expression(r"\{(\w+)\}")

Codes = Sequence[dict[str, Any]]
Fields = dict[str, Callable[[], str]]
"""What may stand between the braces of a template, worked out when a template asks for it."""


def sentences(
    case: Case, rule: policy.Deciding, codes: Codes, reasons: list[str], alerts: list[Alert], assumed: bool
) -> list[str]:
    """Why this decision, why each further code, what the status waits for, and what was assumed.

    `reasons` are why the rules themselves ask; `assumed` when the setting is not given.
    """
    templates = policy.data("rationale")
    fields = _fields(case, rule, codes)
    told = [text for template in rule.because if (text := _fill(template, fields))]
    told[-1] += f" [{rule.id}]"
    told[1:1] = _hangs(case, rule, codes, templates["hangs"])
    shown = {field for template in rule.because for field in _named(template)}
    if shown.isdisjoint(("findings", "exam")):
        told.append(_fill(templates["findings"], fields))
    told.append(_fill(templates["against"], fields))
    told += _further(case, rule, codes)
    told += _settings(case, assumed, templates["setting"])
    told += _code_set(case, templates["code_set"])
    if rule.decide != "none" or reasons or alerts:
        asked = (f"{alert.message[0].lower()}{alert.message[1:].rstrip('.')} ({alert.id})" for alert in alerts)
        waits = "; ".join((*reasons, *asked))
        status = templates["status"]
        told.append(status["query"].format(reasons=waits) if waits else status["supported"])
    return [sentence for sentence in told if sentence]


def brief(case: Case, rule: policy.Deciding, codes: Codes) -> list[str]:
    """Why, in one or two sentences that quote the decisive words with what stands round them."""
    fields = _fields(case, rule, codes, brief=True)
    templates = [template for template in rule.because if "{codes}" not in template]
    if not any("{findings}" in template or "{exam}" in template for template in templates):
        templates.append(policy.data("rationale")["findings"])
    return [text for template in templates if (text := _fill(template, fields))][:2]


def cautions(case: Case, rule: policy.Deciding, codes: Codes, missing: list[str], assumed: bool) -> list[str]:
    """What could be wrong with the answer, the gravest first; `missing` are codes that the release does not have."""
    templates = policy.data("rationale")
    told = []
    if missing:
        gone = templates["code_set"]["gone"]
        told.append(gone.format(codes=", ".join(missing), release=codeset.current().release))
    told += _code_set(case, templates["code_set"], "short") + _hangs(case, rule, codes, templates["hangs"], brief=True)
    if rule.decide in ("M62.81", "R53.1"):
        told.append(_fill(templates["against"], _fields(case, rule, codes, brief=True)))
    if assumed:
        told += _settings(case, False, templates["setting"], brief=True)
    return [sentence for sentence in told if sentence]


def _hangs(
    case: Case, rule: policy.Deciding, codes: Codes, templates: dict[str, str], brief: bool = False
) -> list[str]:
    """That the decision hangs on one mention in a template, or on words that another reader takes otherwise."""
    if rule.decide == "none":
        return []
    deciding = [code for code in codes if code["role"] in ("decision", "instead")]
    said = [f for f in _evidence(case, deciding, "supports") if f.label in ("WEAKNESS", "DIAGNOSIS")]
    told = []
    alone = len({case.reading.line_number(fact.start) for fact in said}) == 1
    if alone and all(fact.section == "ros" for fact in said):
        told.append("one_mention")
    elif alone and case.assessed and not any(map(case.is_stated, said)):
        told.append("not_assessed")
    if said and all(any(o["negated"] or o.get("flags") for o in fact.opinions) for fact in said):
        told.append("disputed")
    if brief:  # the reason has quoted them
        return [templates[name].partition(": {")[0] + "." for name in told]
    return [templates[name].format(facts=_listed(case, said)) for name in told]


def _code_set(case: Case, templates: dict[str, str], name: str = "other_day") -> list[str]:
    """That the codes are those of another day, where they are."""
    stated = codeset.code_set(case.reading.date)
    return [templates[name].format(**stated)] if stated["fits"] is False else []


_QUOTED = frozenset(("words", "findings", "against", "exam", "codes", "aside", "documented"))


def unknown(template: str) -> list[str]:
    """What a template asks for between braces that no sentence can quote."""
    return [name for name in _named(template) if name not in _QUOTED]


@cache
def _named(template: str) -> tuple[str, ...]:
    """What a template asks for between braces."""
    return tuple(_FIELD.findall(template))


def _fill(template: str, fields: Fields) -> str:
    """The sentence, or nothing when something between its braces is empty."""
    filled = {name: fields[name]() for name in _named(template)}
    return template.format_map(filled) if all(filled.values()) else ""


def _fields(case: Case, rule: policy.Deciding, codes: Codes, brief: bool = False) -> Fields:
    deciding = [code for code in codes if code["role"] in ("decision", "instead")]
    supporting, opposing = _evidence(case, deciding, "supports"), _evidence(case, deciding, "opposes")
    listed = _short if brief else _listed
    put = [code for code in codes if code["role"] == "instead" and _rule_of(code) == rule.id]
    return {
        "words": lambda: listed(case, (f for f in supporting if f.label in _SAYS)),
        "findings": lambda: listed(case, (f for f in supporting if f.label in _SHOWS)),
        "against": lambda: listed(case, opposing),
        "exam": lambda: listed(case, case.latest_exam.grades),
        "codes": lambda: ", ".join(f"{code['code']} ({code['description']})" for code in put),
        "aside": lambda: _aside(case, listed, 2 if brief else None),
        "documented": lambda: rule.documented or "" if case.named(*WEAK) else "",
    }


def _evidence(case: Case, codes: Iterable[dict[str, Any]], stance: str) -> Sequence[Fact]:
    """The facts that stand for or against these codes, in text order, each once."""
    ids = {entry["fact"] for code in codes for entry in code["evidence"] if entry["stance"] == stance}
    return [fact for fact in case.facts if fact.id in ids] if ids else []


def _rule_of(code: dict[str, Any]) -> str:
    return str(code["evidence"][0]["rule"])


@cache
def _why(rule: str, role: str) -> str:
    """Why a rule, in its own words, lists a code in a role."""
    for further in policy.records(policy.Further):
        if further.id == rule:
            return further.because
    deciding = next(record for record in policy.records(policy.Deciding) if record.id == rule)
    return (deciding.because_other or {}).get(role, "")


def _further(case: Case, rule: policy.Deciding, codes: Codes) -> list[str]:
    """A sentence for each code beside those of the decision."""
    told = []
    for code in codes:
        by = _rule_of(code)
        if code["role"] == "decision" or (code["role"] == "instead" and by == rule.id):
            continue
        why = _why(by, code["role"]) or "it is stated, and Excludes1 bars it beside the first"
        template = policy.data("rationale")["role"][code["role"]]
        facts = _listed(case, _evidence(case, [code], "supports"))
        told.append(template.format(code=code["code"], title=code["description"], why=why, rule=by, facts=facts))
    return told


def _settings(case: Case, assumed: bool, templates: dict[str, str], brief: bool = False) -> list[str]:
    """What the setting decided: uncertain diseases of muscle or nerve coded, or not."""
    uncertain = [f for f in case.uncertain_diseases if case.is_stated(f)]
    told = [templates["assumed"]] if assumed else []
    definite = [f for f in uncertain if case.is_definite(f)]
    for name, facts in (("as_if_existing", definite), ("uncertain_outpatient", [] if case.inpatient else uncertain)):
        if facts:
            listed = ", ".join(quotes.cued(case, fact) for fact in facts[:2]) if brief else _listed(case, facts)
            told.append(templates[name].format(facts=listed))
    return told


def _aside(case: Case, listed: Callable[[Case, Iterable[Fact]], str], most: int | None) -> str:
    """Mentions of weakness that do not count, a few of them, each with why."""
    words, counted = policy.data("rationale")["aside"], frozenset(case.mentions)
    by: dict[str, list[Fact]] = {}
    for fact in case.of(Weakness):
        flag = next((flag for flag in FLAGS if getattr(fact, flag)), "other")
        if flag == "other" and fact in counted:
            flag = "over" if fact.section not in ASIDE and fact.start <= max(case.over) else "section"
        by.setdefault(words[flag], []).append(fact)
    return "; ".join(f"{why} {listed(case, facts)}" for why, facts in list(by.items())[:most])


def _short(case: Case, facts: Iterable[Fact]) -> str:
    """One or two quotes with what stands round them, what the assessment says before the rest."""
    ranked = sorted(facts, key=lambda fact: (fact.label not in _FIRST, fact.section != "assessment"))
    said = [next((f for f in ranked if f.label == label), None) for label in ("WEAKNESS", "DIAGNOSIS")]
    return "; ".join(quotes.listed(case, [fact for fact in said if fact] or ranked, most=2, length=_PHRASE))


def _listed(case: Case, facts: Iterable[Fact]) -> str:
    """Quotes with section and line, those of one line together: '"weakness", "legs" (Impression, line 9)'."""
    lines: dict[str, dict[str, None]] = {}
    for fact in facts:
        lines.setdefault(quotes.where(case, fact, whole=True), {})[_quote(fact)] = None
        if len(lines) > _MOST:
            break
    told = [f"{', '.join(said)} ({where})" for where, said in list(lines.items())[:_MOST]]
    return ", ".join(told) + (" and more" if len(lines) > _MOST else "")


def _quote(fact: Fact) -> str:
    """The words of a fact; of a grade, also where it was found."""
    words = " ".join(fact.text.split())
    short = quotes.shorten(words, _LONGEST)
    place = (fact.says.side, fact.says.site) if isinstance(fact.says, StrengthGrade) else ()
    return " ".join([f'"{short}"', *filter(None, place)])
