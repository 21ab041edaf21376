"""Grades in running text: which numbers are grades of strength."""

import re
from itertools import takewhile
from typing import cast

from clinote import anatomy
from clinote.expressions import expression
from clinote.extract.strength.binding import bind
from clinote.extract.strength.grades import FULL
from clinote.extract.strength.headings import Context
from clinote.extract.strength.pairs import Item
from clinote.extract.strength.qualities import Quality
from clinote.extract.strength.tokens import SMALL, Token, has_number, has_value, vocabulary
from clinote.facts import Fact, Side, StrengthGrade
from clinote.patterns import worded
from clinote.reading import Reading

_FAR = 160
"""How many tokens back a word for strength or for another scale still owns a number."""
_DATED = worded(r"\b(?:{strength.dated}|(?<!last )(?<!this )(?<!prior )visit)\s*$")
_NAME = expression(r"[a-z]-$")
"""Before the number of a test's name: "BOT-2 strength"."""
_SHORT_OF = worded(r"(?<![a-z]){strength.short_of}\s*$")
"""What says of a full grade that it is not reached: "less than 5/5"."""
_LED = worded(r",?(?: (?:{copulas}|{strength.grading})){1,2}[ :]+")
"""What leads from a strength in words to its number."""
_UNIT = expression(r"[ \t]*(?:\"|'|°|%|(?![rlb]/(?:[rl]\b|[0-5]))[a-z]{1,5}/[a-z0-9]|(?:x|s(?!/)|st|nd|rd|th)\b)")


def read(reading: Reading, tokens: list[Token], context: Context) -> list[Fact[StrengthGrade]]:
    """The grades among the tokens of a sentence; in an account of strength (`context`) bare numbers count."""
    written = [i for i, token in enumerate(tokens) if token.kind == "grade" and not _is_date(reading, tokens, i)]
    kept = {i for i in written if _is_grade(reading, tokens, i, context.strength)}
    if kept and len(kept) < len(written):
        ordered = context.order is not None or any(t.kind == "side" and "-" in t.data["side"] for t in tokens)
        for i in written:
            if i not in kept and _goes_along(reading, tokens, i, kept, ordered):
                kept.add(i)
    numbers = [tokens[i] for i in kept]
    said = [(i, t.data) for i, t in enumerate(tokens) if t.kind == "quality"]
    kept |= {i for i, data in said if data.get("excepted") or not _told(reading, data["quality"], numbers)}
    if all(tokens[i].form == "blank" for i in kept):
        return []
    facts = []
    for item in bind(reading, tokens, sorted(kept), context):
        if item.grade.form == "blank":
            continue
        facts.append(_fact(reading, tokens, item))
        if cue := _changed(tokens, item.at):
            facts[-1].flag("historical", reading.cue(cue.start, cue.end, "strength.earlier"))
    return facts


def _changed(tokens: list[Token], i: int) -> Token | None:
    """What says that a grade is that from which strength has come: "improved from 3/5 to 4/5", "3 -> 4"."""
    for k, token in enumerate(tokens[i + 1 : i + _CHANGE], start=i + 1):  # "3/5 on admission, now 4/5"
        if token.word == "->":
            return token if [t.kind for t in tokens[k + 1 : k + 3] if t.kind != "glue"][:1] == ["grade"] else None
        if token.kind in ("site", "side", "grade", "strong", "other"):
            break
        if token.word in vocabulary("present"):
            leads = [t.kind for t in tokens[k + 1 : k + 3] if t.word != ":"]  # not "4/5 today, 3/5 in May"
            return token if leads[:1] != ["weak"] and "grade" in leads else None
        if token.word in vocabulary("earlier") and _now(tokens, k):
            return token
    lead = next((k for k in range(i - 1, 0, -1) if tokens[k].kind != "grade" and tokens[k].word != ","), 0)
    if lead and tokens[lead].word in vocabulary("earlier"):  # "5/5 (initial 4/5)", "5/5, was 4/5"
        mark = tokens[lead - 1].word
        told = lead - 2
        if told > 0 and tokens[told].word in vocabulary("present"):  # "4/5 now, was 3/5"
            told -= 1
        behind = mark in (",", ";") and lead > 1 and (tokens[told].kind == "grade" or _opened(tokens, lead - 1))
        if mark == "(" or behind or tokens[lead - 1].kind == "grade":  # "4/5 was 3/5"
            return tokens[lead]
    if i and tokens[i - 1].word == "from":
        for token in reversed(tokens[max(0, i - _CHANGE) : i - 1]):
            if token.kind == "strong" or token.word == ",":
                break
            if token.word in vocabulary("changes"):
                return token
    return None


def _now(tokens: list[Token], k: int) -> bool:
    """Whether the grade of today follows the word at `k` for an earlier time: "3/5 at admission, 4/5 now"."""
    following = [t for t in tokens[k + 1 : k + 4] if t.word != ","][:2]
    return [t.kind for t in following[:1]] == ["grade"] and following[-1].word in vocabulary("present")


def _opened(tokens: list[Token], k: int) -> bool:
    """Whether a bracket stands open before token `k`: "4, 4 (R, L; was 3, 3)"."""
    marks = (t.word for t in reversed(tokens[max(0, k - _CHANGE) : k]) if t.word in ("(", ")"))
    return next(marks, None) == "("


_CHANGE = 8
"""How many tokens back the verb of a change may stand."""


def _told(reading: Reading, quality: Quality, numbers: list[Token]) -> bool:
    """Whether a number beside a statement in words tells it already: "5/5 full strength", "normal power of 5/5"."""
    led = _LED.match(reading.norm, quality.end)
    reach = led.end() + 1 if led else quality.end + 3
    return any(t.start < reach and quality.start - 3 < t.end for t in numbers)


def _is_grade(reading: Reading, tokens: list[Token], i: int, strength: bool) -> bool:
    """Whether a number with the shape of a grade is one: by its owner, its neighbours and how it is written."""
    grade = tokens[i].grade
    assert grade is not None
    if grade.form == "pair" and grade.place == 1 and i + 2 < len(tokens) and tokens[i + 2].grade is not None:
        return _is_grade(reading, tokens, i + 2, strength)
    if grade.form in ("stroke", "blank"):
        return True
    if i > 1 and tokens[i - 1].word == "=" and tokens[i - 2].kind == "word" and not _named(tokens, i - 1):
        return False  # "low activity Y = 5/5" is a sum
    if grade.form == "bare" and i:
        word = tokens[i - 1].word or reading.norm[tokens[i - 1].start : tokens[i - 1].end]
        if word in vocabulary("counted") or tokens[i - 1].kind == "other":
            return False  # "NIHSS 4 motor 3/5"
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following and reading.norm[grade.end : following.start].strip() == "":
        headed = i > 0 and tokens[i - 1].kind == "head" and "weak" not in tokens[i - 1].data
        headed = headed or has_value(tokens, i + 1) or has_number(tokens, i + 1)
        if (following.kind == "other" and not headed) or following.word == "scale":
            return False  # "2/5 reflexes", but "power 5/5 reflexes 2+"
        if following.kind == "head":
            return grade.form != "bare" or not _NAME.search(reading.norm, max(0, grade.start - 2), grade.start)
    if grade.form == "pair":
        i -= 2
    owner = _owner(tokens, i)
    if owner == "other":
        return False
    beside = _beside(tokens, i)
    if grade.form == "over" or "/" in reading.norm[grade.start : grade.end]:
        if _dated(reading, tokens, i, i):
            return False
        return strength or owner == "head" or beside or _is_item(tokens, i)
    ordered = any(t.kind == "side" and "-" in t.data["side"] for t in tokens[max(0, i - 3) : i])
    if grade.form == "pair" and ordered and beside:
        return True
    if not (strength or owner == "head"):
        return _graded(tokens, i)
    unit = _UNIT.match(reading.norm, grade.end) is not None
    if not unit and (grade.form == "words" or _named(tokens, i)):
        return True
    if unit or (following and following.kind == "other"):
        return False
    if grade.form == "pair" or re.search(r"[+-]|plus|minus", reading.norm[grade.start : grade.end]):
        return beside or owner == "head" or strength
    closed = following is None or following.kind != "word"
    return closed and _adjacent(tokens, i)


def _is_date(reading: Reading, tokens: list[Token], i: int) -> bool:
    """Whether a pair is a date: "strength today vs 3/1: hip flexors 4", "deltoids 4/5 on 3/1"."""
    grade = tokens[i].grade
    if grade is None or not grade.place:
        return False
    first = i if grade.place == 1 else i - 2
    heads = first + 3 < len(tokens) and tokens[first + 3].word == ":"
    return heads or _dated(reading, tokens, first, first + 2)


def _goes_along(reading: Reading, tokens: list[Token], i: int, kept: set[int], ordered: bool) -> bool:
    """Whether a number is a grade because others of its sentence are; pairs may be `ordered` by the right and left."""
    if _owner(tokens, i) == "other" or _dated(reading, tokens, i, i) or _UNIT.match(reading.norm, tokens[i].end):
        return False
    if tokens[i].form == "bare":
        graded = any(tokens[k].form == "bare" and (_named(tokens, k) or _closes(tokens, k)) for k in kept)
        counts = i + 1 < len(tokens) and tokens[i + 1].kind in ("word", "other")
        earlier = not counts and _changed(tokens, i) is not None and _opened(tokens, i)
        along = earlier or _reached(tokens, i) or _of_muscle(tokens, i) or _follows(tokens, i, kept, ordered)
        return along or (graded and _leads(tokens, i))
    return tokens[i].form in ("over", "words") or (tokens[i].form == "pair" and _beside(tokens, i))


def _reached(tokens: list[Token], i: int) -> bool:
    """Whether a number is what a grade came to, or that of the rest: "fatigues to 4-", "all else 5"."""
    words = [token.word for token in tokens[max(0, i - 2) : i]]
    fallen = words[1:] == ["to"] and words[0] in vocabulary("changes") and words[0] != "up"  # 'lifts up to 4 lb'
    return fallen or (bool(words) and words[-1] in vocabulary("rest"))


def _leads(tokens: list[Token], i: int) -> bool:
    """Whether a bare number is that of what follows it, or of the rest: "and 4 in hip flexion, 5 elsewhere"."""
    near = next((t for t in tokens[i + 1 : i + 5] if t.kind != "glue" or t.word in vocabulary("rest")), None)
    before = {t.word for t in tokens[max(0, i - 2) : i]}
    rest = vocabulary("rest")
    return not rest.isdisjoint(before) or (near is not None and (near.kind in ("site", "extent") or near.word in rest))


def _follows(tokens: list[Token], i: int, kept: set[int], ordered: bool) -> bool:
    """Whether only small words part a bare number from a grade: "4+ R, 4+ L", in order of right and left "4, 4-"."""
    previous = next((k for k in reversed(range(i)) if tokens[k].kind not in SMALL), -1)
    return previous in kept and (ordered or any(t.kind == "side" for t in tokens[previous + 1 : i + 2]))


def _of_muscle(tokens: list[Token], i: int) -> bool:
    """Whether a bare number directly follows a muscle or a movement, and nothing that it could count follows it.

    Or, without a sign, as a reflex may have it, a region that is an item of the list: 'triceps 4/5, feet 5'.
    """
    at = next((k for k in reversed(range(max(0, i - 4), i)) if tokens[k].kind not in ("glue", "side")), 0)
    listed = at > 0 and tokens[at - 1].word in (",", "and") and tokens[i].end == tokens[i].start + 1
    named = tokens[at].kind == "site" and (tokens[at].data["what"] != "region" or listed)
    return named and (i + 1 == len(tokens) or tokens[i + 1].kind not in ("word", "other"))


def _dated(reading: Reading, tokens: list[Token], first: int, last: int) -> bool:
    """Whether tokens `first` to `last` are a day: "seen on 4/5", "strength on 4/5 was 3/5", "strength 4/5 on 3/2"."""
    dated = _DATED.search(reading.norm, max(0, tokens[first].start - 14), tokens[first].start)
    if not dated or re.search("[+-]", reading.norm[tokens[first].start : tokens[last].end]):
        return False
    led = [t.word or t.data.get("what") for t in tokens[last + 1 : last + 4] if t.word != "the"]
    if dated[0].startswith("visit") and led[:1] == ["in"] and led[1:2] in (["muscle"], ["movement"]):
        return False  # "at the May visit 3/5 in the hip flexors"
    graded = next((t for t in reversed(tokens[:first]) if t.kind in ("grade", "head", "strong")), None)
    if _owner(tokens, first) != "head" or (graded is not None and graded.kind == "grade"):
        return True
    verb = last + 1 < len(tokens) and tokens[last + 1].word in ("was", "is", "were", "showed", ":")
    return verb and any(t.kind == "grade" for t in tokens[last + 2 : last + 1 + _FAR])


def _owner(tokens: list[Token], i: int) -> str | None:
    """Whose number it is, by the nearest word to the left that owns numbers: "head", "other" or nobody's."""
    site: Token | None = None
    named = parted = False
    bracketed = False
    for k in range(i - 1, max(-1, i - _FAR - 1), -1):
        token = tokens[k]
        named = named or token.kind == "site"
        parted = parted or token.word == ","
        # read backwards: what stands in brackets that close before the grade owns nothing
        bracketed = token.word == ")" or (bracketed and token.word != "(")
        if token.kind == "head" or token.data.get("strength"):
            return "head"
        if token.kind == "site" and site is None and token.data["what"] != "region":
            site = token
        elif token.kind == "other" and not token.data.get("unit") and not bracketed:
            plain = site is not None and not site.data.get("reflex")
            over = named and tokens[i].form == "over"
            if (has_value(tokens, k) and (plain or over)) or (over and has_number(tokens, k)):
                continue
            if parted and tokens[i].form == "over" and _is_told(tokens, k):
                continue
            if token.data.get("reflex"):
                return None if plain else "other"
            return None if site is not None and tokens[i].form == "over" else "other"
        elif token.kind == "strong" and token.word in (";", "|") and site is not None:
            return None
    following = next((t for t in tokens[i + 1 : i + 5] if t.kind != "glue"), None)
    headed = named or (following is not None and following.kind in ("head", "site"))
    return "head" if headed and _closes(tokens, i) else None


def _is_told(tokens: list[Token], k: int) -> bool:
    """Whether what the word of another scale at `k` is said to be stands beside it: "normal tone", "no drift".

    Reflexes have a number, unless the word stands right before them: "brisk reflexes there, and 5/5 on the right".
    """
    if tokens[k].data.get("reflex"):
        return k > 0 and tokens[k - 1].word in vocabulary("values")
    before = (t.word for t in reversed(tokens[max(0, k - _BESIDE) : k]))
    words = takewhile(lambda word: word not in ("", ",", ":", "."), before)
    return has_value(tokens, k) or any(word in ("no", "without") or word in vocabulary("values") for word in words)


def _is_item(tokens: list[Token], i: int) -> bool:
    """Whether a grade is an item of its own under the label of a limb: "Arms: no wasting, 4/5"."""
    colon = next((k for k, t in enumerate(tokens[:_BESIDE]) if t.word == ":"), 0)
    limb = any(t.kind == "site" for t in tokens[:colon]) and all(t.kind != "word" for t in tokens[:colon])
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    closed = following is None or following.kind in ("weak", "strong", "side", "extent")
    return limb and closed and tokens[i - 1].word in (",", "p")  # "arms: T N, P 4/5"


_BESIDE = 6
"""How many tokens a label may have, and how far before a word of another scale its value may stand."""


def _closes(tokens: list[Token], i: int) -> bool:
    """Whether a word for strength closes the list that a number stands in: "deltoids 4/4, IP 3/3 (MRC)"."""
    for token in tokens[i + 1 : i + _FAR]:
        if token.kind == "head":
            return "weak" not in token.data
        if token.kind in ("word", "other", "strong"):
            break
    return False


def _beside(tokens: list[Token], i: int) -> bool:
    """Whether a site or an extent of strength stands beside the grade, nothing but small words between."""
    for row in (reversed(tokens[max(0, i - _FAR) : i]), iter(tokens[i + 1 : i + _FAR])):
        for token in row:
            if token.kind in ("site", "extent", "head") or token.data.get("half"):
                return True
            word = token.word
            if word in vocabulary("rest") and word != "rest":  # which may be none: "short of breath 3/5 at rest"
                return True  # "4/5: left deltoid. 5/5: all others"
            if token.kind in ("word", "strong", "other"):
                break
    return False


def _adjacent(tokens: list[Token], i: int) -> bool:
    """Whether a bare number directly follows a site, side or grade, or directly precedes a site."""
    for token in reversed(_unbracketed(tokens[max(0, i - 12) : i])):
        if token.kind in ("site", "side", "extent", "grade", "head", "quality"):
            return True
        if token.kind == "glue" or (token.kind == "weak" and token.word in _JOINTS):
            continue
        break
    following = next((t for t in tokens[i + 1 : i + 5] if t.kind != "glue"), None)
    return following is not None and following.kind in ("site", "head")


_JOINTS = (":", "=", "and", ",", "(", "/", "->")


def _unbracketed(tokens: list[Token]) -> list[Token]:
    """The tokens without what the brackets that end them hold: "finger flexors (FDP) 3"."""
    if tokens and tokens[-1].word == ")":
        opening = next((k for k in range(len(tokens) - 1, -1, -1) if tokens[k].word == "("), 0)
        if not any(t.kind in ("grade", "other") for t in tokens[opening:]):
            return tokens[:opening]
    return tokens


def _graded(tokens: list[Token], i: int) -> bool:
    """Whether a number called a grade is a muscle's, or with a sign any place's; "grade 2 quad strain" is none."""
    if not _named(tokens, i) or not _adjacent(tokens, i):
        return False
    near = tokens[max(0, i - 6) : i + 7]
    grade = tokens[i].grade
    signed = grade is not None and not (grade.low.is_integer() and grade.high.is_integer())
    following = next((t for t in tokens[i + 1 : i + 12] if t.kind not in ("glue", "side", "site")), None)
    muscle = any(t.kind == "site" and (signed or t.data["what"] != "region") for t in near)
    return muscle and (following is None or following.kind not in ("word", "other"))


def _named(tokens: list[Token], i: int) -> bool:
    """Whether it is called a grade: "grade 4", "MRC 4"."""
    before = tokens[i - 1] if i else None
    if before is None or before.data.get("weak"):
        return False
    return before.kind == "head" or before.word in ("grade", "graded", "mrc")


def _fact(reading: Reading, tokens: list[Token], item: Item) -> Fact[StrengthGrade]:
    grade = item.grade
    low: float | None = grade.low
    high: float | None = grade.high
    if grade.form == "bare" and reading.norm[grade.start : grade.end] in ("0-5", "1-5", "2-5"):
        high = low  # "0-5 strength" is a dash for a slash
    site = reading.text[slice(*item.site)] if item.site else None
    named = [t for t in tokens if t.kind == "site" and item.site and item.site[0] <= t.start < item.site[1]]
    side, quality = item.side, item.token.data.get("quality")
    paired = any(t.data.get("several") and t.data.get("limb") in ("upper", "lower", "all") for t in named)  # "legs"
    if paired and not any(t.data.get("side") for t in (*item.before, *item.after)):
        side = side or "bilateral"
    short = None if quality or low != FULL else _SHORT_OF.search(reading.norm, max(0, grade.start - _FAR), grade.start)
    told = quality is not None or short is not None
    if short or (quality and quality.reduced):
        low = high = None
    where = quality or grade
    rule = grade.form if not told else "full" if low else "excepted" if item.token.data.get("excepted") else "reduced"
    says = StrengthGrade(low, high, cast("Side | None", side), site, told)
    fact = reading.fact(says, short.start() if short else where.start, where.end, f"strength.{rule}")
    named += [t for t in (*item.before, *item.after) if t.kind == "extent"]
    fact.places = tuple(anatomy.place(t.data, side) for t in named)
    fact.limited = item.limited
    return fact
