"""Amounts of time: number x unit, ranges and sums of them: '3-4 months', '1 yr 6 mo', '2/52', 'a year and a half'."""

from dataclasses import dataclass, replace

from clinote import patterns
from clinote.spans import count
from clinote.spans.vocabulary import is_short, vocabulary

_JOINTS = frozenset(("-", "to", "or", "and", "/"))
_GUESSED = frozenset(("maybe", "perhaps", "possibly", "probably"))
"""Before the second of two numbers that are guessed at: '2, maybe 3 weeks'."""
_BOUNDS = frozenset(("less", "more"))


@dataclass(frozen=True, slots=True)
class Amount:
    """So many days, up to word `end`: `low` and `high` None where vague, `least` what a vague one is at the least.

    `kind` is how it is written: "counted", "vague" ('several weeks'), "article" ('a week'), "singular" ('week'),
    "plural" ('weeks'), "between" (bounded on both sides), "fraction" ('3/12', which may be a date), or "sure" ('3/52').
    """

    end: int
    low: float | None
    high: float | None
    kind: str
    least: float = 0.0


def read(words: list[str], i: int, counted: count.Counted | None) -> Amount | None:
    """The amount that begins at word `i`, and with the number `counted` if there is one."""
    return _fraction(words, i) or _measure(words, i, counted)


def nth(words: list[str], i: int) -> tuple[int, Amount] | None:
    """'In its third week', two to three weeks, of which word `i` is the number; with the word where it begins."""
    known = vocabulary()
    classes, begin = known.into.before(words, i, frozenset(("into",)))
    if not classes:
        return None
    written = words[i].isdecimal() and words[i + 1] in patterns.phrases("time", "endings")
    which, at = (int(words[i]), i + 2) if written else (known.ordinals.get(words[i], 0), i + 1)
    days = known.unit(words, at) if which else None
    if days is None or words[at + 1] == "of":
        return None
    return begin, Amount(at + 1, (which - 1) * days, which * days, "counted", (which - 1) * days)


def _fraction(words: list[str], i: int) -> Amount | None:
    """'3/52', '2-3/12', '2/52-3/52': days over 7, weeks over 52, months over 12."""
    known = vocabulary()
    if not words[i].isdecimal() or _second(words, i):
        return None
    low, high, j = float(words[i]), float(words[i]), i + 1
    if words[j] in ("-", "to") and words[j + 1].isdecimal() and words[j + 2] == "/":
        high, j = float(words[j + 1]), j + 2
    days = known.fractions.get(words[j + 1]) if words[j] == "/" else None
    weeks = words[j + 1] == "52"  # 'weak 2/52 HR 80'
    if days is None or words[j + 2] == "/" or (known.unit(words, j + 2) and not weeks):
        return None
    sure = high > low or weeks
    j += 2
    if words[j] == "-" and words[j + 1].isdecimal():
        wider = _fraction(words, j + 1)
        if not (wider and wider.high):
            return None  # a date
        return Amount(wider.end, low * days, wider.high, "sure", low * days)
    return Amount(j, low * days, high * days, "sure" if sure else "fraction", low * days)


def _measure(words: list[str], i: int, counted: count.Counted | None) -> Amount | None:
    """A number of units, vague or counted, with what is added to it; a unit without a number."""
    known = vocabulary()
    stretch, end = known.stretches.at(words, i)
    if stretch:
        return Amount(end, None, None, "vague" if "lifelong" in stretch else "plural")
    vague, j = known.vague.at(words, i)
    if vague:
        at = filled(words, j)
        days = known.unit(words, at)
        return _continued(words, Amount(_behind(words, at), None, None, "vague", 2 * days), days) if days else None
    if counted is None:
        return _uncounted(words, i)
    low, j = counted
    high = low
    article = words[i] in ("a", "an") and j == i + 1
    guess = j + 1 if words[j] in (",", "or") and words[j + 1] in _GUESSED else j
    other = count.read(words, guess + 1) if not article and (guess > j or words[j] in _JOINTS) else None
    if other and known.unit(words, filled(words, other[1])):
        grades = words[j] == "/" and not (low < other[0] and low.is_integer())
        if not grades and (words[j] != "and" or (i and words[i - 1] == "between")):
            high, j = other
    plus = words[j] == "+"
    at = filled(words, j + plus)
    days = known.unit(words, at)
    if days is None or _second(words, i):
        return None
    kind = "article" if article else "counted"
    end = _behind(words, at)
    return _continued(words, Amount(end, low * days, None if plus else high * days, kind, low * days), days)


def _behind(words: list[str], at: int) -> int:
    """The word behind the unit `at`, and behind the stop of a short one: '3 wks. of pain'."""
    return at + 2 if words[at + 1] == "." and words[at + 2] and is_short(words[at]) else at + 1


def _uncounted(words: list[str], i: int) -> Amount | None:
    """'Months', 'the past week', 'the past year and a half', 'a month or two' without its number."""
    word = words[i]
    days = vocabulary().unit(words, i) if len(word) > 1 and word not in vocabulary().abbreviated else None
    if days is None:
        return None
    if word.endswith("s"):
        return _continued(words, Amount(i + 1, None, None, "plural", 2 * days), days)
    return _continued(words, Amount(i + 1, days, days, "singular", days), days)


def _continued(words: list[str], amount: Amount, days: float) -> Amount:
    """The amount with what is added: 'and a half', 'or two', 'to 3 weeks', '6 mo' more, 'but less than 2 weeks'."""
    known, j = vocabulary(), amount.end
    joint = words[j]
    if words[j : j + 3] == ["and", "a", "half"] and amount.low and amount.high:
        return replace(amount, end=j + 3, low=amount.low + days / 2, high=amount.high + days / 2)
    if joint in ("but", "and") and (bound := known.before.at(words, j + 1)) and not bound[0].isdisjoint(_BOUNDS):
        if (other := _measure(words, bound[1], count.read(words, bound[1]))) is None:
            return amount
        low, high = (amount.low, other.high) if "less" in bound[0] else (other.low, amount.high)
        return replace(amount, end=other.end, low=low, high=high, kind="between", least=low or amount.least)
    if (more := count.read(words, j + (joint in ("or", "to", "-", "and")))) is None:
        longer = known.unit(words, j + 1) if joint in ("or", "to", "-") else None
        return replace(amount, end=j + 2, high=None) if longer and longer > days else amount
    at = filled(words, more[1])
    unit = known.unit(words, at)
    if unit is None and days == known.units["year"] and words[at] in patterns.phrases("time", "lists.beside_years"):
        unit = known.units["month"]
    if joint in ("or", "to", "-"):
        if unit and unit >= days and (wider := _measure(words, j + 1, more)):
            return replace(amount, end=wider.end, high=wider.high)
        if unit is None and joint == "or" and more[0] > 1:
            return replace(amount, end=more[1], high=more[0] * days, kind="counted")
    elif unit and unit < days and amount.low and amount.low == amount.high:
        total = amount.low + more[0] * unit
        return Amount(at + 1, total, total, "counted", total)
    return amount


def _second(words: list[str], i: int) -> bool:
    """Whether word `i` is the second number of a fraction or a date."""
    return i > 1 and words[i - 1] in ("/", ".") and words[i - 2].isdecimal()


def filled(words: list[str], j: int) -> int:
    """The word at which a unit may stand behind a number that ends at `j`."""
    while words[j] == "-" or words[j] in vocabulary().filling:
        j += 1
    return j
