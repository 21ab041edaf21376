"""Diagnoses that the note states, with the ICD-10-CM code that their words settle: patterns/diagnosis.toml."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from clinote import codeset, drugs, patterns
from clinote.expressions import expression
from clinote.extract.places import parted, side_of
from clinote.facts import Diagnosis, Fact, is_of
from clinote.grouping import grouped
from clinote.lexicon import Hit, Scan, lexicon, starting
from clinote.patterns import Pattern, worded
from clinote.reading import Reading

_REACH = 60
"""How far after a diagnosis, in characters of its sentence, words may settle another code."""


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """One DIAGNOSIS a mention; `code` is null where neither its words settle one nor `share_codes` does."""
    found: list[Fact] = []
    hits = reading.hits("diagnosis")
    long = (hit for hit in hits if hit.end - hit.start > _SHORT)
    spelled = {hit.pattern.id for hit in long if _is_clear(reading, hit.start, hit.end, hit.pattern.data)}
    typed = 0
    for hit in hits:
        if hit.start < typed:
            continue
        data = hit.pattern.data
        place = _place(reading, hit.start, hit.end, hit.pattern.id) if "places" in data else None
        start, end, said = place or (hit.start, hit.end, None)
        if not place and reading.norm[start:end] in data.get("placed", ()):
            continue
        if _other_sense(reading, start, end, hit.pattern, spelled):
            continue
        said = said or refinement(reading, end, data) or kind_of(reading, start, end, data)
        code = said.get("code")
        if sides := said.get("sides"):
            reach = 0 if place else _OWN_REACH if data.get("crosses") else _SIDE_REACH
            code = sides.get(side(reading, start, end, reach), code)
        code = code and codeset.as_of(code)
        name = said["name"] if place else data["name"]
        found.append(reading.fact(Diagnosis(name, code), start, end, hit.pattern))
        if ("covers" in data or "vague" in data) and (kind := _typed(reading, start, end, data)):
            says = Diagnosis(kind.pattern.data["name"], codeset.as_of(kind.pattern.data["code"]))
            found.append(reading.fact(says, kind.start, kind.end, kind.pattern))
            typed = kind.end
    return found


_BLANKS = expression(r"\s+")
_TYPED = expression(r"(?:,| ?[-–:(])\s*(?P<words>(?:[a-z][\w'-]*\s+){0,4}?[a-z][\w'-]*)(?=\s*(?:[.,;)\n]|$))")


_LED = expression(r"(?:on|by|for|(?<!due )(?<!secondary )to|(?<!, )(?<!: )(?<!\()from)\b")
"""What leads to a treatment rather than to the kind of a disease: 'myopathy, better on'."""


def _typed(reading: Reading, start: int, end: int, data: dict[str, Any]) -> Hit | None:
    """The kind of a disease that is set behind its name, of those that it covers: 'anemia, probably iron deficiency'.

    A vague name is that of any disease of its group: 'myopathy, inflammatory'. What is a disease by itself is a kind
    only behind words of doubt: 'anemia, cancer' are two.
    """
    said = _TYPED.match(reading.norm, end, reading.sentence(start)[1])
    noun = reading.norm[start:end].split()[-1]
    at, stop = said.span("words") if said else (end, end)
    while at < stop and not _LED.match(reading.norm, at):
        words = reading.norm[at:stop]
        hits = _diseases(f"{words} {noun}")
        if hits and hits[0].end > len(words) and hits[0].start == 0 and _is_kind(hits[0].pattern, data):
            alone = said and at == said.start("words") and "deficien" not in words and _diseases(words)
            return None if alone else Hit(at, stop, hits[0].pattern)
        at = next((at + gap.end() for gap in _BLANKS.finditer(words)), stop)
    return None


def _is_kind(pattern: Pattern, data: dict[str, Any]) -> bool:
    if "covers" in data:
        return pattern.id.partition(".")[2] in data["covers"]
    return pattern.data != data and pattern.data["group"] == data["group"]


def _diseases(words: str) -> Sequence[Hit]:
    return lexicon("note").find(Scan(words)).get("diagnosis", ())


def _place(reading: Reading, start: int, end: int, rule: str) -> tuple[int, int, dict[str, Any]] | None:
    """What the record's `places` say of the disease at `start:end`, and where it stands with its place."""
    before, behind, entries = _places(rule)
    low, high = reading.sentence(start)
    found = before.search(reading.norm, max(low, start - _REACH), start) or behind.match(reading.norm, end, high)
    if found is None:
        return None
    words = " ".join(found["place"].replace("-", " ").split()).replace(" of the ", " of ")
    return min(start, found.start()), max(end, found.end()), entries[words]


@cache
def _places(rule: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, dict[str, Any]]]:
    """What finds a place before and behind a disease, and the entries by the words of the place."""
    data = records()[rule]
    name = data["name"].removesuffix(", unspecified")
    entries = {
        word.replace("-", " "): {"name": f"{name} of {entry['words'][0]}", **entry}
        for entry in data["places"]
        for word in entry["words"]
    }

    def either(words: Iterable[str]) -> str:
        longest = sorted(words, key=len, reverse=True)
        return "|".join(word.replace(" of ", r"\s+of(?:\s+the)?\s+").replace(" ", r"[\s-]+") for word in longest)

    place, beside = f"(?P<place>{either(entries)})", f"(?:{either(data['beside'])})"
    part = r"(?:lobe|third|half|side|quadrant|part|wall)\s+of"
    return (
        worded(rf"(?<![a-z-])(?:{beside}[\s-]+)*{place}(?:[\s-]+{beside})*[\s-]+\Z"),
        worded(
            r"\s+(?:(?:of|in|at|involving)\s+)?"
            rf"(?:(?:{beside}|{part}|{{articles}}|{{possessives}})\s+)*{place}(?![a-z-])"
        ),
        entries,
    )


def share_codes(facts: list[Fact]) -> None:
    """Give what mentions of a disease, or of one that it covers, say more without doubt to those that say no more."""
    diagnoses = [fact for fact in facts if is_of(fact, Diagnosis)]
    mentions = grouped([(fact.rule, fact) for fact in diagnoses if fact.rule in records()])
    for rule, named in mentions.items():
        code = records()[rule].get("code")
        plain = code and codeset.as_of(code)
        more = {fact.says.code for fact in named if _is_said(fact)} - {plain}
        if len(more) == 1:
            (code,) = more
            for fact in named:
                if fact.says.code == plain and not (fact.negated or fact.family):
                    fact.says = replace(fact.says, code=code)
    for rule, named in mentions.items():
        members = (mentions.get(f"diagnosis.{member}", ()) for member in records()[rule].get("covers", ()))
        codes = {fact.says.code for member in members for fact in member if _is_said(fact)}
        if len(codes) == 1:
            (code,) = codes
            for fact in filter(_is_said, named):
                fact.says = replace(fact.says, code=code)


def _is_said(fact: Fact) -> bool:
    """Whether a disease is stated without doubt, of the patient."""
    return not any(getattr(fact, flag) for flag in ("negated", "uncertain", "hypothetical", "family"))


@cache
def records() -> dict[str, dict[str, Any]]:
    """The fields of each pattern record, by its id."""
    return {pattern.id: pattern.data for pattern in patterns.load()["diagnosis"].patterns}


_INSTITUTION = worded(r"[\s/-]{institutions}\b")
_AMOUNT_BEFORE = expression(r"(?<!\n)(?<!\n )(?:\d[.,])?\d\s?\Z")
_AMOUNT_BEHIND = expression(r"\s*[:=]?\s*(?:\d{1,2}\.\d|\d+\s*%|\d+\s*m?g\b)")
_NUMBER_REACH = 8
_BESIDE = 32
"""How far (characters) words behind a diagnosis may make it something else."""
_FLANK = expression(r"[^,.;\n]{0,40}\b(?:flank|tend(?:er|\b(?! to\b))|ttp\b|percuss)")
"""Of the angle of the ribs and the spine: 'no CVA or spinal tenderness', 'CVA located near her flank'."""
_VACCINE_BEFORE = worded(
    r"\b{diagnosis.vaccines}(?:[ x×\d(]*(?:doses?\W*)?(?:for|against|to)|(?: (?!and\b)[a-z]+){0,2}"
    r"(?:\s?\(| incl(?:uding|\.)?| for| against| to|:(?:(?!\b{diagnosis.ill}\b)[^.;\n]){0,48}))?\s?"
    r"(?:(?:{diagnosis.inoculated})\s?(?:[/+,&]|and|or)\s?)*\Z"
)
_VACCINE_BEHIND = worded(
    r"(?!(?:,\s?[a-z\d-]+)+\s{diagnosis.vaccines}\b(?<!s))"
    r"(?:\s?(?:[/+,&±]|and|or)\s?(?!{diagnosis.ill}\b)[a-z\d-]+){0,3}\s{diagnosis.vaccines}\b"
)
"""What makes the name of a disease that of its vaccine: 'vax (flu, COVID)', 'COVID/flu vax'."""
_OF = expression(r"of (?:the )?(?:(?:left|right) )?")
"""Between a diagnosis and what makes it another: 'stenosis of the left renal artery'."""
_LISTED, _AND = expression(r",? ?(?:and|[/&+,]) ?"), expression(r" ?(?:and|[/&+]) ?")
"""What stands between analytes of a list: before the next one, and before the last."""
_DASH = expression(r"\s+[-–—]\s")
"""What parts a diagnosis from what is said of it: 'Polymyositis - tested for, negative'."""


def _other_sense(reading: Reading, start: int, end: int, pattern: Pattern, spelled: set[str]) -> bool:
    """Whether the letters are no abbreviation as they are written, or words beside them make them another thing.

    `spelled` are the diseases that the note names in full.
    """
    data = pattern.data
    cased = data.get("cased", ())
    written, norm = reading.text[start:end], reading.norm
    if cased and written.upper() in {short.upper() for short in cased}:
        if (reading.cased and written not in cased) or (data.get("unit") and _is_measured(reading, start, end)):
            return True
        if (kin := data.get("kin")) and pattern.id not in spelled and not _has_kin(reading, start, kin):
            return True
        if not reading.cased and (named := data.get("named")) and not reading.holds(_expression("|".join(named))):
            return True
    kin_spelled = (full for full in spelled if records()[full]["code"][:3] == data["code"][:3])
    if not _is_clear(reading, start, end, data) and not any(kin_spelled):
        return True
    after = "" if _DASH.match(norm, end) else norm[end : end + _BESIDE].lstrip(" -/")
    before = norm[max(0, start - 24) : start].rstrip(" -/")
    settings = patterns.settings("diagnosis")
    elsewhere = *settings["not_before"], *data.get("not_before", ())
    like = norm.startswith("-like", end) or before.endswith("pseudo")  # 'a stroke-like episode'
    scored = reading.instrument(start)  # 'NIHSS: facial palsy 1'
    if (
        like
        or (scored and scored.asks(start))
        or after.startswith(elsewhere)
        or _INSTITUTION.match(norm, end, reading.sentence(start)[1])
    ):
        return True
    if "tenderness" in data.get("not_before", ()) and _FLANK.match(norm, end):
        return True
    vaccine = pattern.id.removeprefix("diagnosis.") in settings["vaccinated"]
    if vaccine and (_VACCINE_BEHIND.match(norm, end) or _VACCINE_BEFORE.search(norm, max(0, start - 64), start)):
        return True
    of = _OF.match(after)
    what = after[of.end() :] if of else ""
    for kind in data.get("not_after", ()):
        if what.startswith(kind) and not what[len(kind) :][:1].isalpha():
            return True
        if before.endswith(kind) and not before[: -len(kind)][-1:].isalpha():
            return True
    return False


def _is_clear(reading: Reading, start: int, end: int, data: dict[str, Any]) -> bool:
    """Whether the mention shows by itself what it is: written out, or beside words of its kind."""
    return reading.norm[start:end] not in data.get("bare", ()) or _has_kin(reading, start, data["kin"])


def _is_measured(reading: Reading, start: int, end: int) -> bool:
    """Whether letters are a unit or an analyte: '10 MG', 'MG 1.5'; listed behind another: 'BMP, MG'; 'MG and K'."""
    norm, labs = reading.norm, reading.hits("lab")
    if _AMOUNT_BEFORE.search(norm, max(0, start - _NUMBER_REACH), start) or _AMOUNT_BEHIND.match(norm, end):
        return True
    listed = any(_LISTED.fullmatch(norm, hit.end, start) for hit in starting(labs, start - _BESIDE, start)[-1:])
    return listed or any(_AND.fullmatch(norm, end, hit.start) for hit in starting(labs, end, end + _BESIDE)[:1])


def _has_kin(reading: Reading, start: int, kin: list[str]) -> bool:
    """Whether a word that goes with the disease stands in the sentence or the next."""
    low, high = reading.sentence(start)
    return _beginning(tuple(kin)).search(reading.norm, low, high + _REACH) is not None


@cache
def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    """A word that begins with one of `words`, or is one that is written with a blank behind it."""
    begun = "|".join(re.escape(word.rstrip()) + r"(?![a-z])" * word.endswith(" ") for word in words)
    return re.compile(rf"(?<![a-z\d])(?:{begun})")


_SHORT = 5
"""Letters of the longest short form."""
_SIDE_REACH, _OWN_REACH = 40, 8
"""How far (characters) from a diagnosis its side may stand, and that of one with signs on the other side."""


def side(reading: Reading, start: int, end: int, reach: int = _SIDE_REACH) -> str | None:
    """The side of what stands at `start:end`: the nearest word for one, before it or else behind it in its sentence."""
    if not any(reading.around(start, kind) for kind in ("side", "distribution", "extent")):
        return None
    parts = parted(reading, reading.layout.sentence_index(start))
    found = [part for part in starting(parts, start - reach, end + reach) if part.kind != "site" and side_of(part)]
    before = [part for part in found if part.start < end]
    return side_of(before[-1] if before else found[0]) if found else None


def kind_of(reading: Reading, start: int, end: int, data: dict[str, Any]) -> dict[str, Any]:
    """The first entry of `kinds` in a record whose words stand within the diagnosis at `start:end`, or the record."""
    said = " ".join(reading.norm[start:end].replace("-", " ").split())
    return next((kind for kind in data.get("kinds", ()) if _expression(kind["words"]).search(said)), data)


def refinement(reading: Reading, end: int, data: dict[str, Any]) -> dict[str, Any] | None:
    """The first entry of `refined` in a record whose words follow the diagnosis that ends at `end`, affirmed."""
    for refined in data.get("refined", ()):
        said = refined["words"]
        if _follows(reading, end, said) or (refined.get("anywhere") and reading.holds(_expression(said))):
            return dict(refined)
    return None


@cache
def _expression(words: str) -> re.Pattern[str]:
    """The words of a refinement or a kind; `{drug}` stands for the name of any drug."""
    return worded(words.replace("{drug}", drugs.name()))


def _follows(reading: Reading, end: int, words: str) -> bool:
    stop = min(reading.sentence(end - 1)[1], end + _REACH)
    found = _expression(words).search(reading.norm, end, stop)
    if found is None:
        return False
    before = reading.norm[max(end, found.start() - 20) : found.start()]
    return not any(no in before for no in (*patterns.settings("diagnosis")["helped"], *patterns.shorthand("without")))
