"""Times: amounts ('for 3-4 months', '2/52', 'a year and a half ago'), points ('since 15 January', 'in 2019'), ages.

A time is an amount or a point with the words before and behind it that say how it is meant. The words are in
patterns/time.toml, each with what it says; how they compose is here, in amount.py, point.py, dates.py and count.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from clinote.expressions import expression
from clinote.lexicon import Scan
from clinote.spans import amount, count, point
from clinote.spans.amount import Amount
from clinote.spans.point import Point
from clinote.spans.vocabulary import LETTERS, vocabulary
from clinote.spans.words import Words

LASTED = frozenset(("of", "alone", "past", "for", "since", "until", "bare", "ago"))
"""The forms of a time that may say how long something has lasted, or when it began."""
YEAR = 365.25
"""Days in a year."""
_OF_DATES = r"[/-]\d|(?:(?<=1)9|(?<=2)0)\d\d|0s\b"
_DATE = expression(rf"\d(?:{_OF_DATES})")
_FIGURE = expression(rf"\d(?:{_OF_DATES}|[a-z]|(?<=[a-z].))")
"""A figure of a date, or one that touches a letter: '3wks'."""
_BEYOND = expression(r"[^\x00-\x7f]")
_SINCE = frozenset(("since", "ever"))
_SAME = 4
"""How close (characters) behind a time a vague one only says when that was."""
_AGAIN = frozenset(("", "so", "or", "now", "that is", "i.e.", "it's", "it is"))
"""What stands between a vague time and the amount that says it again: 'since Easter, about ten months'."""
_EVENT, _REASON = 5, 4
"""At most so many words name what happened then ('since the fall in her kitchen'); so early comes a reason's verb."""
_WHEN = frozenset(("ago", "at", "bare", "for"))
"""The forms of a time behind the event that say when it was: 'since the flu, six weeks now'."""
_OPEN = frozenset(("in", "of", "at", "on", "to", "the", "a", "an"))
"""After these what happened then is not named yet: 'since a fall in the (shower)'."""
_OF_SOMEBODY = frozenset(("the", "his", "her", "my", "their"))
"""Behind a doing, what it is done to: 'since starting (the new pill)'."""
_CLAUSE_ENDS = frozenset((".", ",", ";", ")", ""))
_APART = frozenset(("this", "these", "over", "throughout"))
_LABELLED = frozenset((":", "-", "("))
_RECKONED = frozenset(("now", "already", "by", "per"))
"""Behind an amount of which somebody says that it is over so much: 'tired, over 3 months (by his count)'."""
_ENDLESS = frozenset(("most", "some", "more"))
_OF_AMOUNTS = frozenset(
    ("lasting", "past", "more", "less", "near", "filling", "of", "since", "until", "each", "ahead", "by", "label")
)
_WITH_LASTING = frozenset(("lasting", "of", "filling", "label"))
_BEHIND = (["after"], ["following"])
_BEGAN = frozenset(("began",))
_LINK = frozenset(("link",))
_OF_POINTS = frozenset(("since", "began", "at", "link", "manner", "near", "early", "mid", "late", "until"))


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a note: `low` and `high` days before the note, or that it lasted; None where open or unknown.

    `form`: "of" ('3 weeks of', '3-week history of'), "alone" ('a 3-week history.'), "ago", "past" ('over the past
    3 weeks'), "for", "since", "until" ('well until 3 weeks ago'), "bare" ('3 weeks'); "at" ('in 2019'; `over` where
    that is surely past), "life" ('at age 12', 'as a child'), "age" ('56 years old'), "each" ('every 3 weeks'), "before"
    ('3 weeks before his fall'), "fraction" ('3/12', which may be a date), or "other" ('in 3 weeks', '3 weeks later').
    `least` is the number of days that it is or was at the least ('several weeks': 14), `core` where it begins without
    'since' or 'began', `through` where 'history of' behind it ends (0 where there is none), `last` the last day that a
    date with a year may be.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    form: str
    least: float = 0.0
    core: int = 0
    over: bool = False
    through: int = 0
    last: date | None = None


def may_stand(scan: Scan, start: int, end: int) -> bool:
    """Whether `start:end` of a text holds a word or a figure of time: `find` finds nothing elsewhere."""
    words = scan.within(start, end)
    return (
        not vocabulary().stopped_anchors.isdisjoint(words)
        or _FIGURE.search(scan.text, start, end) is not None
        or not (scan.text.isascii() or _BEYOND.search(scan.text, start, end) is None)  # a word may end there
    )


def find(norm: str, start: int, end: int, today: Callable[[], str | None]) -> list[Time]:
    """The times in `start:end` of a note's plain text, in text order; `today` gives the note's ISO date when asked."""
    if vocabulary().anchors.isdisjoint(LETTERS.findall(norm, start, end)) and not _DATE.search(norm, start, end):
        return []
    return _Finder(Words(norm, start, end), lambda: _iso(today())).times()


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


class _Finder:
    """The times among the words of one sentence."""

    def __init__(self, text: Words, today: point.Today) -> None:
        self._text = text
        self._words = text.words
        self._today = today
        self._known = vocabulary()
        starters = self._known.starters
        self._begins = [
            word[:1].isdecimal() or (word in starters and ("" in starters[word] or after in starters[word]))
            for word, after in pairwise(self._words)
        ]

    def times(self) -> list[Time]:
        found: list[Time] = []
        reached = 0
        for i, (word, begins) in enumerate(zip(self._words, self._begins, strict=False)):
            if i >= reached and (made := self._since(i) if word in _SINCE else self._time(i) if begins else None):
                time, reached = made
                _add(found, time, self._text.norm)
        return found

    def _time(self, i: int) -> tuple[Time, int] | None:
        """The time of which the number, unit, date or name begins at word `i`, and the word to go on from."""
        words = self._words
        if not self._begins[i]:
            return None
        counted = count.read(words, i)
        if counted and (aged := point.age(words, counted)):
            return self._placed(i, aged), aged.end
        found = amount.read(words, i, counted)
        framed = self._framed(i, found) if found else None
        if framed or (found and found.kind != "fraction"):
            return framed
        if nth := amount.nth(words, i):
            return self._made(nth[0], nth[1].end, nth[1], "for", nth[0]), nth[1].end
        if named := point.read(words, i, self._today):
            time = self._placed(i, named)
            led = time.start < self._text.start(i)
            if not named.needs or (led and (named.needs == "word" or time.form != "at")):
                return time, named.end
        return None

    # ---- amounts

    def _made(self, begin: int, end: int, found: Amount, form: str, core: int) -> Time:
        low, high = (None if side is None else round(side, 4) for side in (found.low, found.high))
        text = self._text
        return Time(text.start(begin), text.end(end), low, high, form, found.least, text.start(core))

    def _framed(self, i: int, found: Amount) -> tuple[Time, int] | None:
        """The amount with the words before and behind it; None where it is no time at all."""
        if found.kind == "fraction" and "/52" in self._text.norm:
            found = replace(found, kind="sure")  # a note that counts in this way
        words = self._words
        roles, said, begin = self._said_before(i)
        tail, end, after = self._said_behind(found.end)
        labelled = begin and words[begin - 1] in _LABELLED and words[end] in _CLAUSE_ENDS
        if found.kind == "plural" and labelled:
            found = replace(found, kind="vague")  # 'weakness: months'
        if found.kind == "article" and words[max(0, i - 2) : i] in (["like", "this"], ["like", "that"]):
            found = replace(found, kind="counted")  # 'it has been like this a month'
        if not _counts(found, roles, said, tail):
            if found.kind != "fraction" or roles or tail or words[i - 1 : i] in (["on"], ["to"]):
                return None
            on_a_day = self._known.before.before(words, i, _BEGAN)[0]  # '(it began) 3/12' is a date
            return None if on_a_day else (self._made(i, end, found, "fraction", i), after)
        if said[-1:] == ["the"] and words[found.end] == "since":
            roles.add("past")  # 'in the 3 weeks since her fall'
        if found.kind != "between" and found.low is not None:
            apart = begin and words[begin - 1] in (*_LABELLED, ",")  # 'weak, over a year now'
            beyond = "ago" in tail or (apart and words[end] in _RECKONED)
            if "more" in roles or "more" in tail or (beyond and said == ["over"]):
                found = replace(found, high=None)
            elif "less" in roles:
                found = replace(found, low=None, least=0.0)
        form = _form(roles, said, tail)
        bare = form in ("age", "life") or "since" in roles
        time = self._made(i if form == "age" or said in _BEHIND else begin, end, found, form, i if bare else begin)
        return replace(time, through=self._text.end(after) if "history" in tail else 0), after

    def _said_before(self, i: int) -> tuple[set[str], list[str], int]:
        """What the words before an amount say, these words, and the first of them that belongs to the time."""
        roles: set[str] = set()
        k = i
        while k:
            quoted = k == i and self._words[k - 1] == '"'  # 'for "a few weeks"'
            classes, at = self._known.before.before(self._words, k - quoted, _OF_AMOUNTS)
            at = at if classes else k
            apart = self._words[at] in _APART and ("lasting" in roles or self._words[at - 1] == "like")
            if apart or ("lasting" in roles and classes.isdisjoint(_WITH_LASTING)):
                break  # '(every day) for 3 weeks', 'like (this) for 3 weeks', 'weak all (over) x 3 weeks'
            if self._words[at:k] == ["times"]:  # 'three times', but 'weak times 3 weeks'
                before = self._words[at - 1] if at else ""
                counted = before.isdecimal() or before in count.values() or before in self._known.many
                classes -= {"lasting" if counted else "each"}
            roles |= classes
            if not classes or "label" in classes:
                break
            if k == i and self._words[at:k] == ["over"] and at and self._words[at - 1] in self._known.exceeded:
                roles.add("more")
            k = at
        return roles, self._words[k:i], k + (self._words[k] == "of" and k < i)

    def _said_behind(self, j: int) -> tuple[set[str], int, int]:
        """What the words behind an amount say, where the time ends, and the word to go on from."""
        words, known = self._words, self._known
        said: set[str] = set()
        end = j
        if words[j] == "'":
            j += 1 + (words[j + 1] == "s")
            if words[j].isalpha():
                said.add("own")
        while True:
            at = j + (words[j] == "-")
            classes, after = known.behind.at(words, at)
            if "before" in classes:
                return said | {self._before_what(after)}, at + 1, at + 1
            if "per" in classes:
                classes = frozenset(("each",)) if known.unit(words, after) else frozenset()
            said |= classes
            if "history" in classes:
                said.add("alone" if words[after] in _CLAUSE_ENDS else "of")
                return said, end, after + (words[after] in ("of", "with"))
            if classes & {"ago", "lasting", "more", "filling"}:
                end = after
            if not classes & {"more", "filling"}:
                if not classes and words[j].isalpha() and not words[j - 1].endswith("s"):
                    said |= known.behind.at(words, j + 1)[0] & {"ahead"}  # 'a 5 day hospital stay'
                return said, end, max(end, j)
            j = after

    def _before_what(self, after: int) -> str:
        """'(3 weeks) before admission' is before the note; '(3 weeks) before her fall' is not known to be."""
        words = self._words
        k = after
        while words[k] in self._known.subjects or words[k] == "to":
            k += 1
        return "ago" if words[k] in self._known.coming or not words[after].isalpha() else "before"

    # ---- points

    def _placed(self, i: int, named: Point) -> Time:
        """The point with the words before it, which say whether something began then or has lasted since."""
        words, text, form = self._words, self._text, named.form
        k = begin = core = i
        linked = named.form == "age"
        while k:
            classes, at = self._known.before.before(words, k, _OF_POINTS)
            if self._dates_by(k):
                classes, at = _LINK, k - 3
            if not classes:
                break
            k = at
            linked = linked or not classes.isdisjoint(("link", "manner"))
            if "since" in classes or ("until" in classes and not linked):
                form, begin = "since" if "since" in classes else "until", k  # 'well until last Friday'
                break
            if words[k] == "from" and (named.form == "life" or words[named.end] in ("onward", "onwards", "forward")):
                form, begin = "since", k  # 'from age 50', 'from childhood', 'from May onwards'
                break
            if "began" in classes:
                form, begin = "ago", k
            elif not linked and form == named.form:
                begin = core = k
        least = self._known.units["year"] if named.form == "life" else named.low or 0.0
        return Time(
            text.start(begin), text.end(named.end), named.low, named.high, form, least, text.start(core), named.over,
            last=named.last,
        )  # fmt: skip

    def _dates_by(self, k: int) -> bool:
        """Whether the words before `k` date by what follows them: 'the week of', 'the night before'."""
        words = self._words
        if k < 3 or words[k - 1] not in self._known.near_date or words[k - 3] != "the":
            return False
        return words[k - 2] == "weekend" or self._known.unit(words, k - 2) is not None

    # ---- since

    def _since(self, i: int) -> tuple[Time, int] | None:
        """'Since' with what it points to: a date, an amount, or what happened then; None where it gives a reason."""
        words = self._words
        j = i + 1 + (words[i] == "ever")
        if words[j - 1] != "since":
            return None
        k = j
        while True:
            made = self._time(k)
            if made and made[0].start <= self._text.start(i):
                return made
            classes, after = self._known.before.at(words, k)
            if not classes & (_OF_POINTS | _OF_AMOUNTS):
                return self._event(i, j)
            k = after

    def _event(self, i: int, j: int) -> tuple[Time, int] | None:
        """'Since the flu', 'since his stroke 3 months ago'; None for a reason, or the visit that is compared."""
        words, text, known = self._words, self._text, self._known
        vague = Time(text.start(i), text.end(j), None, None, "since", 0.0, text.start(i))
        near, after = known.before.at(words, j)
        if "near" in near:
            j = after  # 'since about (the second dose)'
        classes, end = known.points.at(words, j)
        if "deictic" in classes:
            return replace(vague, end=text.end(end)), end
        end = j
        while (end < j + _EVENT or words[end - 1] in _OPEN) and (
            words[end].isalnum() or words[end] in ("'", "-") or (words[end] == "/" and words[end + 1].isalpha())
        ):
            named = words[end - 1] in _OPEN or (words[end - 1].endswith("ing") and words[end] in _OF_SOMEBODY)
            if end > j and not named and (words[end] in known.subjects or words[end] in known.beyond):
                break
            if j < end < j + _REASON and words[end] in known.reasons:
                return None
            if "compared" in known.points.at(words, end)[0]:
                return None
            made = self._time(end)
            then = made[0] if made and made[0].form in _WHEN else None
            if made and then and (then.high is not None or then.over or then.last):
                of = vague if words[j].endswith("ing") else then  # what began then lasts: 'since starting it in 2014'
                span = replace(of, start=vague.start, end=then.end, form="since")
                return replace(span, low=then.low, high=then.high, least=then.least), made[1]
            if end > j and words[end + 1] == "/" and words[end + 2] != "5":  # 'since discharge 2/27'
                day = point.read(words, end, self._today)
                if day and day.high is not None:
                    return replace(vague, end=text.end(day.end), low=day.low, high=day.high, least=day.high), day.end
            if end > j and words[end].isdigit() and words[end + 1] in ("/", "+", "-"):
                break  # 'since surgery 4+/5'
            end += 1
        return replace(vague, end=text.end(end)), end


def _counts(found: Amount, roles: set[str], said: list[str], tail: set[str]) -> bool:
    """Whether a number of units is a stretch of time, and not a date, a rate or an article."""
    match found.kind:
        case "fraction":
            told = roles & {"lasting", "past", "more", "less", "near", "ahead", "label", "of"}
            return bool(told or tail & {"ago", "history", "of", "lasting"})
        case "article":
            return bool(roles or tail & {"of", "ago", "history", "lasting", "own", "before", "filling", "ahead"})
        case "plural":
            return bool(roles - {"filling"} or tail & {"of", "ago", "before"}) and _ENDLESS.isdisjoint(said)
        case "singular":
            long = "lasting" in tail and said[-1:] not in (["all"], ["whole"])
            long = long or ("ago" in tail and "lasting" in roles and said[-1:] == ["the"])  # 'for the week before this'
            stretch = found.low == vocabulary().units["fortnight"] or not vocabulary().stretch.isdisjoint(said)
            return long or ("past" in roles and stretch)  # no calendar has a 'last fortnight'
        case _:
            return True


def _form(roles: set[str], said: list[str], tail: set[str]) -> str:
    """How the words before and behind an amount say that it is meant."""
    if "age" in tail:
        return "life" if said[:1] == ["at"] else "age"
    if "each" in roles or "each" in tail:
        return "each"
    if "until" in roles:
        return "until" if "ago" in tail else "other"
    if "ahead" in tail or ("after" in tail and "lasting" not in roles):
        return "other"
    if "ahead" in roles and "past" not in roles and "ago" not in tail and not (said in _BEHIND and "of" in tail):
        return "other"
    if "by" in roles and "of" not in tail:
        return "other"
    lasting = "lasting" in roles and said != ["over"]  # 'for 3 weeks before admission'
    for form in ("since", "past"):
        if form in roles:
            return form
    for form in ("alone", "of", "ago", "before"):
        if form in tail and not (lasting and form == "ago"):
            return form
    return "for" if lasting or roles & {"lasting", "of", "label"} or "lasting" in tail else "bare"


def _add(found: list[Time], time: Time, norm: str) -> None:
    """Add a time to those found, unless it says again what the one before it says."""
    last = found[-1] if found else None
    if last is None:
        found.append(time)
        return
    vague = last.low is last.high is None and last.form in ("since", "ago")
    if vague and time.form in ("bare", "ago", "for") and norm[last.end : time.start].strip(" ,(-") in _AGAIN:
        found[-1] = replace(last, end=time.end, low=time.low, high=time.high, least=time.least)
    elif time.form == "since" and time.low is time.high is None and last.form in LASTED:
        if time.start - last.end >= _SAME:  # else 'for nine days, ever since the fall'
            found.append(time)
    elif time.start >= last.end:
        found.append(time)
