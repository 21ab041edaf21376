"""The note's own words round a fact: whole words, with the cue that sets it aside; for a query without any code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from clinote.analytes import analytes
from clinote.coding import labs
from clinote.coding.case import Case
from clinote.expressions import end_of, expression
from clinote.facts import Fact, Measured, StrengthGrade
from clinote.reading import Reading
from clinote.text.marks import EMPTY, TICKED

_CODE = expression(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4}|\d)\b", re.I)
_IDENTIFIER = expression(r"\b(?:\d{7,}|\d{3}[-. ]\d{2,3}[-. ]\d{4})\b")  # of a record or a person; a telephone
_SIDE = expression(r"\b(?:left|right|bilateral\w*|both|each|all|throughout|[lrb](?:[ul]e)?)\b")
_NUMBER = expression(r"\d[\d,]*(?:\.\d+)?")
_CUED = 60
"""Characters from a cue to what it sets aside."""
_MORE = 30
"""Characters round what stands first and last in a quote of several facts."""
_CLAUSE = 2
"""Words of a clause that says something by itself; a single one is quoted with its neighbours."""
_TITLE = 30
"""Characters of a section's title."""
_OWN = 8
"""Characters of a fact that a quote is recognised by."""
_LINES = 12
"""Lines above a fact among which a label that no section is made of is looked for."""
_SHOUTED = expression(r"\s*(?:\d+[.)]\s*)?(?P<title>[A-Z][A-Z /&'-]{3,40}?(?: \d{1,2})?)(?::|\s*$)")
_EDGE = " \t|-–—*•#>)];:,("
_MARGIN = expression(r"[\s\d.)*•#>-]*")
_BOX = expression(f"{TICKED}|{EMPTY}")
_REST = expression(r"\w*")
"""What is left of a word."""
_LEADER = expression(r"[ \t]*[.\u2026_]{3,}[ \t]*\w")
"""Dots between a question and its answer."""
_VERB = expression(r"\s*(?:is|are|was|were|remains?)\b", re.I)
_BULLET = expression(r"(?:\d{1,2}[.)]|[-*•#>]|\[[ x]?\])\s+")


def where(case: Case, fact: Fact, *, whole: bool = False) -> str:
    """'A/P, line 7': the section's title, or as much of it as names the place, and the line of the note as given."""
    title = " ".join(_titled(case, fact.start).split()).rstrip(":")
    title = title if whole else shorten(title, _TITLE)
    line = f"line {case.reading.line_number(fact.start)}"
    return f"{title}, {line}" if title else line


def _titled(case: Case, at: int) -> str:
    """The title of the section, or of what a label in capitals parts from it."""
    layout, text = case.reading.layout, case.reading.text
    section = layout.section(at)
    number = layout.line_number(at)
    for start, end in reversed(layout.lines[max(0, number - _LINES) : number]):
        if start <= section.start:
            break
        if label := _SHOUTED.match(text, start, end):
            return label["title"]
    return section.title


def shorten(words: str, most: int) -> str:
    """The first words that fit into `most` characters."""
    if len(words) <= most:
        return words
    cut = words.rfind(" ", 0, most - 1)
    return f"{words[: cut if cut > 0 else most - 2].rstrip(' ,;:(')} …"


def listed(case: Case, facts: Iterable[Fact], most: int, length: int = 80, *, bare: bool = False) -> list[str]:
    """Up to `most` quotes, each with its place; what stands in one phrase, or in one row of a table, is quoted once."""
    told: dict[tuple[str, str], list[str]] = {}
    for fact, *others in _together(case, facts, length):
        head, said = quote(case, fact, length, others, bare=bare)
        place = where(case, fact)
        own = " ".join(fact.text.split())
        beside = [words for (_, at), quoted in told.items() if at == place for words in quoted]
        if not head and any(said.strip('"') in words or (len(own) > _OWN and own in words) for words in beside):
            continue
        if (head, place) in told and head:
            told[head, place] += [said] if said not in told[head, place] else []
        elif len(told) == most:
            break
        else:
            told[head or said, place] = [said]
    return [
        f"{'' if head in quoted else f'{head}: '}{', '.join(quoted)} ({place})"
        for (head, place), quoted in told.items()
    ]


def _together(case: Case, facts: Iterable[Fact], length: int) -> Iterator[list[Fact]]:
    """The facts that one quote of twice `length` may show, being of one sentence and told by its words."""
    groups: list[list[Fact]] = []
    open_: dict[tuple[int, int], list[Fact]] = {}
    for fact in facts:
        stretch = _stretch(case, fact)
        group = None if isinstance(fact.says, Measured | StrengthGrade) else open_.get(stretch)
        if group and max(fact.end, *(f.end for f in group)) - min(fact.start, *(f.start for f in group)) <= 2 * length:
            group.append(fact)
            continue
        groups.append([fact])
        if not isinstance(fact.says, Measured | StrengthGrade):
            open_[stretch] = groups[-1]
    yield from (sorted(group, key=lambda fact: fact.start) for group in groups)


def quote(
    case: Case, fact: Fact, length: int = 80, others: Sequence[Fact] = (), *, bare: bool = False
) -> tuple[str, str]:
    """A fact in the note's words, with `others` behind it; and the row of its table ('' where it is in none).

    A value comes with its analyte, a grade in a table with its muscle and side, everything else in its phrase.
    """
    if isinstance(fact.says, Measured) and fact.says.value is not None:
        return "", _measured(fact, fact.says, fact.says.value)
    said = phrase(case, fact, length, others, bare=bare)
    if isinstance(fact.says, StrengthGrade):
        side, site = fact.says.side, fact.says.site
        beside = said.lower()
        if (side and not _SIDE.search(beside)) or (site and site.lower() not in beside):
            grade = " ".join(fact.text.split())
            return (site, f'{side} "{grade}"' if side else f'"{grade}"') if site else ("", f'{side} "{grade}"')
    return "", f'"{said}"'


def _measured(fact: Fact, says: Measured, value: float) -> str:
    name = labs.analyte(says)
    analyte = analytes().get(name)
    written = [number for number in _NUMBER.findall(fact.text) if float(number.replace(",", "")) == value]
    shown = f"{says.comparator or ''}{written[0] if written else format(value, 'g')}"
    parts = [analyte.title if analyte else name, shown, *filter(None, [says.unit])]
    low, high = says.reference_low, says.reference_high
    if low is not None and high is not None:
        parts.append(f"[reference {low:g} to {high:g}]")
    return " ".join(parts)


def phrase(case: Case, fact: Fact, length: int = 80, others: Sequence[Fact] = (), *, bare: bool = False) -> str:
    """The words round a fact on its line, as far as `length` allows: whole words, its clause rather than less.

    With `others` of its sentence the words from the first to the last are quoted, however far that is.

    It goes as far as the next number of a record or a telephone on each side; `bare`: as the next code, too.
    """
    text = case.reading.text
    low, high = _stretch(case, fact)
    start, end = _core(fact, low, high, length)
    end = max([end, *(other.end for other in others)])
    length = max(length, end - start + _MORE) if others else length
    for kept in chain(_IDENTIFIER.finditer(text, low, high), _CODE.finditer(text, low, high) if bare else ()):
        if kept.end() <= start:
            low = max(low, kept.end())
        elif kept.start() >= end:
            high = min(high, kept.start())
    if high - low > length:
        clause = _clause(text, low, high, start, end)
        low, high = clause if len(text[slice(*clause)].split()) >= _CLAUSE else (low, high)
    low = _behind_title(case, fact, low, start)
    before, after = "", ""
    if high - low > length:
        first, last = _words(text, low, high, start, end, length)
        before, after = "… " * (first > low), " …" * (last < high)
        low, high = first, last
    said = " ".join(text[low:high].split()).replace('"', "'")
    return f"{before}{_tidy(said, ' '.join(text[start:end].split()).replace(chr(34), chr(39)))}{after}"


def _behind_title(case: Case, fact: Fact, low: int, start: int) -> int:
    """Where the words begin behind the section's own title, which the place names."""
    title = _titled(case, fact.start)
    margin = _MARGIN.match(case.reading.text, low, start)
    behind = (margin.end() if margin else low) + len(title)
    if not title or behind >= start or not case.reading.text.startswith(title, behind - len(title)):
        return low
    runs_on = case.reading.text[behind].isalnum()  # 'Started' behind the title 'S'
    return low if runs_on or _VERB.match(case.reading.text, behind) else behind


def cued(case: Case, fact: Fact) -> str:
    """A fact with the cue that sets it aside, and its place: '"Possible myositis" (A/P, line 4)'."""
    start, end = _core(fact, *_stretch(case, fact), _CUED)
    return f'"{" ".join(case.reading.text[start:end].split())}" ({where(case, fact)})'


def _tidy(said: str, core: str) -> str:
    """Without a bullet before it and the punctuation that parts it from its neighbours; the fact itself is kept."""
    at = said.find(core)
    if at < 0:
        return said.strip(_EDGE)
    before, after = said[:at], said[at + len(core) :]
    before = before.lstrip(_EDGE)
    if bullet := _BULLET.match(before):
        before = before[bullet.end() :]
    whole = f"{before}{core}{after.rstrip(' ,;:.|-–([')}"
    return whole + ")" * (whole.count("(") - whole.count(")") == 1)


def _stretch(case: Case, fact: Fact) -> tuple[int, int]:
    """The fact's sentence, as far as it stands on the fact's line."""
    text = case.reading.text
    low, high = case.reading.sentence(fact.start)
    low = max(low, case.reading.layout.line(fact.start)[0])
    line_end = case.reading.layout.line(fact.end)[1]
    if _LEADER.match(text, max(fact.end, low + len(text[low:high].rstrip(" \t.\u2026_")))):
        high = line_end
    return _item(case.reading, fact, low, max(fact.end, min(high, line_end)))


def _item(reading: Reading, fact: Fact, low: int, high: int) -> tuple[int, int]:
    """Of a row of boxes that stand before their items, the fact's item with its box."""
    boxes = reading.boxes(low, high, _BOX)
    if len(boxes) < 2 or not reading.text[boxes[-1].end() : high].strip():
        return low, high
    before = [box.start() for box in boxes if box.end() <= fact.start]
    after = [box.start() for box in boxes if box.start() >= fact.end]
    return (before[-1], min([high, *after])) if before else (low, high)


def _core(fact: Fact, low: int, high: int, length: int) -> tuple[int, int]:
    """The fact, with its cues where they stand near."""
    start, end = fact.start, fact.end
    for cue in fact.cues.values():
        first, last = min(start, cue.start), max(end, cue.end)
        if first >= low and last <= high and last - first <= length:
            start, end = first, last
    return start, end


def _clause(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """The part between commas, semicolons and bars in which the words stand."""
    before = max(text.rfind(mark, low, start) for mark in ",;|")
    stops = [at for mark in ",;|" if (at := text.find(mark, end, high)) >= 0]
    return (before + 1 if before >= 0 else low), min([high, *stops])


def _words(text: str, low: int, high: int, start: int, end: int, length: int) -> tuple[int, int]:
    """As many whole words on each side as fit."""
    room = max(0, length - (end - start))
    left = min(start - low, room // 2)
    right = min(high - end, room - left)
    first, last = start - left, end + right
    if first > low and not text[first - 1].isspace():
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else start
    if last < high and not text[last].isspace():
        blank = text.rfind(" ", end, last)
        last = blank if blank >= 0 else end_of(_REST, text, end, high)
    return first, last
