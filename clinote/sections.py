"""The sections of a clinical note: its headers, and how far each reaches."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from clinote import layers, resources
from clinote.expressions import expression
from clinote.patterns import worded
from clinote.spelling import SHORTEST, any_of, misread, slips

Lines = list[tuple[int, int]]


class Section(NamedTuple):
    """A section of the note, from its header to the next one; `body` is where its text begins."""

    start: int
    end: int
    body: int
    category: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a header opens: a category, or the section it stands in when that is one of `parents`.

    `reach` is how far a header within running text holds before the section around it goes on: "sentence",
    "line", or None for good; a "field" holds its line wherever it stands, an "aside" within running text or a problem.
    Behind an examination or a study it opens what it is `late`: a summary there is the assessment.
    """

    category: str
    parents: frozenset[str] = frozenset()
    reach: str | None = None
    late: str | None = None


class _Composed(NamedTuple):
    """A heading made of words: one of `head`, one of `beside` where there are any, the others of `known`."""

    header: Header
    head: frozenset[str]
    beside: frozenset[str]
    known: frozenset[str]


class _Known(NamedTuple):
    headers: dict[str, Header]
    firsts: frozenset[str]
    lasts: frozenset[str]
    composed: tuple[_Composed, ...]
    words: frozenset[str]
    spoken: dict[str, Header]
    speech: re.Pattern[str]
    about: dict[str, re.Pattern[str]]


@cache
def _known() -> _Known:
    """The headers of the pattern file, and the words they begin and end with: a cheap first look at a label."""
    raw = layers.toml("sections.toml")
    headers: dict[str, Header] = {}
    for record in raw["section"]:
        header = Header(
            record["category"], frozenset(record.get("parents", ())), record.get("reach"), record.get("late")
        )
        for words in record["headers"]:
            headers.setdefault(words, header)
    split = [words.split() for words in headers]
    qualifiers = frozenset(raw["qualifiers"])
    composed = []
    for record in raw["composed"]:
        header = Header(record["category"], frozenset(record.get("parents", ())), record.get("reach"))
        head, beside = frozenset(record["head"]), frozenset(record.get("beside", ()))
        composed.append(_Composed(header, head, beside, head | beside | qualifiers | frozenset(record["with"])))
    words = frozenset().union(*(record.known for record in composed))
    firsts, lasts = frozenset(w[0] for w in split), frozenset(w[-1] for w in split)
    spoken = {words: Header(record["category"]) for record in raw["spoken"] for words in record["headings"]}
    about = {
        category: re.compile(rf"\b(?:{'|'.join(record['words'])})\b", re.I)
        for record in raw["about"] for category in record["categories"]
    }  # fmt: skip
    return _Known(headers, firsts | words, lasts | words, tuple(composed), words, spoken, _speech(raw, spoken), about)


def _speech(raw: dict[str, Any], spoken: Iterable[str]) -> re.Pattern[str]:
    """A heading that is spoken, or the number of an item that is: 'number two'."""
    apart = "".join(f"(?<!\\b{word} )" for word in raw["spoken_apart"]["not_after"])
    named = any_of(spoken)
    return re.compile(
        rf"\b{apart}(?:(?P<heading>{named})|(?P<item>number (?:{'|'.join(raw['spoken_apart']['numbers'])})))\b"
    )


def _compose(label: str) -> Header | None:
    """The header that a label is by the words it is made of."""
    number = _NUMBER.match(label)
    words = _LETTERS.findall(label, number.end() if number else 0)
    if not words or len(words) > _MOST_WORDS or not _known().words.issuperset(words):
        return None
    for record in _known().composed:
        if not record.known.issuperset(words):
            continue
        heads = [i for i, word in enumerate(words) if word in record.head]
        besides = [i for i, word in enumerate(words) if word in record.beside]
        if heads and (not record.beside or any(i != j for i in heads for j in besides)):
            return record.header
    return None


BULLETS = "-–—−*•·‣⁃∙⦁▪▫▸▹▷►▶➢➤➔→⇒»›◆◇❖★●◦"
LEAD = " \t\r#>_=~\xa0" + BULLETS
"""Marks that may stand before a header, or before an item of a list."""

_COLUMNS = expression(r"\s*[|\t]\s*|\s{2,}")
_LABEL_EDGE = LEAD + ':"|'
_WORDS, _SOLID = expression(rf"[^\n{re.escape(_LABEL_EDGE)}]"), expression(r"\S")
_NUMBER = expression(r"(?:\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+(?= [A-Z])|[a-zA-Z][.)]|\[[ xX]\])\s+")
_DECIMAL = expression(r"\s*(?:\d{1,2}(?:\.\d{1,2})+\.?\s+|\d{3,5}-\d[\s^]+)(?=[A-Z])")
"""The number of a part of a document: '2.1 Past Medical History', '10164-2 HPI'."""
_CAMEL = expression(r"(?<=[a-z])(?=[A-Z])")
"""Where words that are written as one begin: 'FamilyHistory'."""
_INITIALS = expression(r"(?:[a-z]\.[/&]?){2,5}")
_BEFORE = worded("(?:{sections.about_header.before} )+")
_BEHIND = worded(
    r"(?:\s*(?:\([^()\n]{0,80}\)|\[[^\]\n]{0,40}\]"
    r"|(?:{sections.about_header.prepositions} )?\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    r"|\b(?:{sections.about_header.prepositions} )?(?:{sections.about_header.times}|last \w+|day \d+)"
    r"|\b{sections.about_header.clauses}\b.*|\b{sections.about_header.remarks}\b"
    r"|\d{1,2}:\d{2}|\^\w{1,6}|,.{0,30}|\d{1,2} \w{3,9}(?: \d{4})?|:))*\s*$"
)
_WORD = expression(r"[^\s,()\[\]:]+")
_JOINT = expression(r"\s*(?:[/&]|\band\b)\s*")
_TOLD_TOGETHER = ("assessment", "hpi", "chief_complaint")
"""Categories whose headings stand side by side, with the first of them as that of both."""
_LETTERS = expression(r"[a-z]+(?:'[a-z]+)?")
_NOT_LETTERS = expression(r"[^a-z&/' -]")
_MARKS = expression(r"[.,;:!?()](?!\d)")
_FEWEST, _LONG, _SPARSE = 4, 25, 25
"""Dictation: a line of at least so many words (the first, where it is all there is), at most one mark for so many."""
_LONGEST = 200
"""Characters of a line or a label that may be a header: whole paragraphs are not even looked at."""
_MOST_WORDS = 9
_SEPARATOR = expression(r"[.;?!]\s+|\.(?=[A-Z])(?<=[a-z]{2}\.)|[|\t]|(?:^|\s)[-*]\s|\s{3,}|\"\s+")
_DASH = "[-\u2013\u2014]"
_DASHED = expression(rf"([A-Za-z][A-Za-z&/ ]{{0,40}}?)(?:\s+{_DASH}+\s+|{_DASH}\s+(?<=[A-Z]..))(?=\S)")
_APART = expression(r"([A-Za-z][A-Za-z/&() ]{1,40}?)(?:\s*\||\t|\s{2,})(?=\s*\S)")


def _short(kind: str) -> str:
    """Short forms that are headers, in the letters that they have."""
    return any_of(layers.toml("sections.toml")["short_headers"][kind])


_DOTTED = r"((?-i:[A-Z][A-Z/& ]{1,40})(?=\.\s+[a-z])|[A-Z][A-Za-z/& ]{1,40}(?=\.\s+[A-Z0-9\"]))\.\s+"
_SIGNED = expression(lambda: rf"({_short('parts')})\s?(?://|>{{1,2}}|=)\s*(?=\S)")
_FORMS = (expression(lambda: rf"({_short('parts')})\s+(?=[a-z])"), _SIGNED, _DASHED, expression(_DOTTED))
_ANY_CASE = (
    expression(lambda: rf"({_short('in_any_case')})\s+(?=[a-z])", re.I),
    expression(lambda: _SIGNED.pattern, re.I), _DASHED, expression(_DOTTED, re.I),
)  # fmt: skip
"""The same where letters of either size tell nothing."""
_LETTERED = expression(r"^[ \t]*[SOP](?:[:. \t-]|$)", re.M)
"""A line that a single letter heads, as 'A' does beside it."""
_HISTORY = expression(lambda: rf"({_short('histories')})\s+(?=[A-Za-z0-9])(?!is\b|was\b|as\b)")
"""Short forms that head their line as they stand: 'PMH stroke, weakness since polio'."""
_NEXT = expression(lambda: rf"(?<=[.;])\s+(?=(?:{_short('next')})\b)")
"""Where what follows on such a line is another part of the note."""
_EXAMINED = worded(r"(?:(?<=\n)|(?<=[.:] )|\A)((?:On|Upon) (?:{sections.examined.kinds} )*exam(?:ination)?)\b", re.I)
_FIRST = expression(r"\W*([^\W\d_])")
_OPENING = expression(r"(?:\A|\n[ \t]*\n|[.!?]\s)\W*([^\W\d_])")
"""The first letter of the text, of a paragraph or behind a stop."""
_SMALL = expression(r"[a-z]{2}")
_ANSWERED = worded(r"[ \t]*(?:{sections.answered.who} )?(?:{sections.answered.words}|[+(-])", re.I)
_NONE = worded(
    r"[ \t]*(?:(?:{forms.answers.no}|{sections.answered.none})(?: {sections.answered.added})*"
    r"|no known (?:[a-z]+ ){0,2}allergies)[ \t]*(?:[.;]|(?=\n)|\Z)",
    re.I,
)
"""How the value of a header says that there is nothing to list."""
_TOLD = worded(r"[^.]*\b{sections.told.what}\b[^.]*\b(?:[a-z]{3,}ed|given)\b[^.]*\.", re.I)
"""A statement of what was said, and no heading: 'Risks explained. Patient weak.'"""
_REACTS = expression(r"[:(]| [-–—] ")
"""What parts a drug from what it does, in a list of allergies."""
_COPIED = worded(r"[ \t]*{sections.copied.to}\b", re.I)
_BULLETED = expression(r"[ \t]*[-–—*•·]")
_LEADS_ON = expression(r"(?::|\bif|\bfor|\bwith|\bincluding)\s*$", re.I)
_LAST_WORD = 24
"""Characters of a line's end among which its last word begins."""
"""What ends an item whose own items may stand beside it: '- Return if'."""
_FIGURES = expression(r"(?<![A-Za-z]{3}):\d")
_GAP = expression(r"\S {3,}\S|\t|\|")
_STOP = expression(r"(?<=[\w)%][.;])(?=\s+[A-Z])")
_PROBLEM = expression(r"[ \t]*[#(]?(\d{1,2})(?:[.):]|(?=\s))\s*(?=[A-Za-z])")
"""The number of a problem in a plan: '2. Anemia', '#2 Anemia'."""
_HASHED = expression(r"[ \t]*(#+)[ \t]*[A-Za-z]", re.M)
"""A heading that a sign makes one, whatever its words: '# Fatigue'."""
_PLANNED = frozenset(("assessment", "plan"))
_CLOSED = frozenset(("past_history", "family_history", "allergies", "medications", "instructions"))
"""Categories that end with their line where it says that there is nothing in them."""
_PERSONAL = frozenset(("family_history", "social_history", "allergies", "chief_complaint"))
_STUDIES = frozenset(("electrodiagnostics", "imaging", "labs"))
_READ = _STUDIES - {"labs"}
"""Studies that somebody reads, with an impression of their own."""
_FOUND = _STUDIES | {"exam"}
_LEFT = _PERSONAL | _READ | {"past_history", "medications"}
"""Categories that end before a heading of other words in capitals: 'HOW SHE IS NOW'."""
_RESUMED = frozenset(("hpi", "exam", "hospital_course", "assessment", "plan", "procedure")) | _STUDIES
"""Categories that go on after a test's label within their text."""


def header(label: str, exact: bool = False) -> Header | None:
    """The header that these words are; unless `exact`, dates, brackets and qualifiers about them aside."""
    return _header(label, exact) if len(label) <= _LONGEST else None


@lru_cache(4096)
def _header(label: str, exact: bool) -> Header | None:
    if found := _as_written(label, exact):
        return found
    words = _mend(label)
    return _as_written(words, exact) if words else None


@cache
def _misspelt() -> dict[str, str]:
    """The words of headings, by what a slip of the pen or of a scanner makes of one of them and of no other.

    They are kept, as making them would take a twentieth of a cold start.
    """
    return resources.kept("headings", [*_SOURCES, *(file for _, file in layers.files())], _slipped)


def _slipped() -> dict[str, str]:
    words = {word for heading in _known().headers for word in _LETTERS.findall(heading)} | _known().words
    found: dict[str, str] = {}
    for word in sorted(words):
        for form in {*slips(word), *misread(word)} if len(word) >= SHORTEST else ():
            if form.removesuffix("s") != word.removesuffix("s") and form not in words:
                found[form] = "" if found.get(form, word) != word else word
    return found


_SOURCES = [Path(__file__), Path(__file__).with_name("spelling.py")]
"""What they are made by."""


def _mend(label: str) -> str | None:
    """A label whose words are written as those of headings are: 'Asessment', 'Assess ment'; None where they were."""
    words = label.strip(_LABEL_EDGE).lower().split()
    if len(words) > _MOST_WORDS:
        return None
    known, wrong = _known().words, _misspelt()
    mended = [wrong.get(word) or word for word in words]
    for k in range(len(words) - 1, 0, -1):
        if len(whole := words[k - 1] + words[k]) > SHORTEST and whole in known and not {*words[k - 1 : k + 1]} <= known:
            mended[k - 1 : k + 1] = [whole]
    return " ".join(mended) if mended != words else None


def _as_written(label: str, exact: bool) -> Header | None:
    known = _known()
    headers, lasts = known.headers, known.lasts
    label = label.strip(_LABEL_EDGE)
    if label[:1].isdigit() and (number := _DECIMAL.match(label)):
        label = label[number.end() :]
    words = " ".join(label.lower().replace(" / ", "/").replace(" | ", " ").split())
    if words.endswith(".") and _INITIALS.fullmatch(words):
        words = words.replace(".", "")
    if found := headers.get(words):
        return found
    if " " not in label and (apart := _CAMEL.sub(" ", label)) != label:
        return _as_written(apart, exact)
    if len(words) > 90 or (lasts.isdisjoint(_WORD.findall(words)) and lasts.isdisjoint(_LETTERS.findall(words))):
        return None
    if exact:
        return _compose(words) if _NOT_LETTERS.search(words) is None else None
    bare = _BEHIND.sub("", words).strip(_LABEL_EDGE)
    if bare != words and (over := _compose(words)) and over.category == "past_history":
        return over  # 'Problems, inactive'
    if found := headers.get(bare):
        return found
    if (prefix := _BEFORE.match(bare)) and (found := headers.get(bare[prefix.end() :])):
        return found
    return _compose(bare) or _compose(words) or _join(words)


def _join(words: str) -> Header | None:
    """The header that several make: a diagnosis with what somebody came for or tells is an assessment."""
    labels = _JOINT.split(words)
    parts = [header(label) for label in labels] if len(labels) > 1 else [None]
    categories = [part.category if part else "" for part in parts]
    if not set(categories) <= set(_TOLD_TOGETHER):
        return None
    return Header(min(categories, key=_TOLD_TOGETHER.index))


def _heads_columns(line: str) -> bool:
    """Whether a line is the head of a table's columns: 'Problem     Relation'."""
    if "  " not in line and "\t" not in line and "|" not in line:
        return False
    cells = _COLUMNS.split(line.strip().lower())
    return len(cells) > 1 and all(cell in _column_heads() for cell in cells)


@cache
def _column_heads() -> frozenset[str]:
    return frozenset(layers.toml("forms.toml")["headers"]["words"])


class _Reader:
    """Reads headers from top to bottom; `until` is where a label within running text ends and `around` goes on.

    In a note that is not `cased` letters of either size tell nothing: a header may begin with a small one.
    """

    def __init__(self, text: str, cased: bool, indent: Callable[[int], int]) -> None:
        self.text = text
        self.cased = cased
        self.indent = indent
        self.opened: list[tuple[int, int, str | None, str]] = []
        self.category: str | None = None
        self.until: int | None = None
        self.field = False
        self.margin = -1
        self.around: tuple[str | None, str] = (None, "")
        self.problem: tuple[int, str, str] | None = None

    def open(self, start: int, body: int, category: str | None, title: str) -> None:
        self.category, self.until, self.field, self.margin = category, None, False, -1
        self.opened.append((start, body, category, title))
        if category not in _PLANNED and category != "instructions":
            self.problem = None

    def header(self, start: int, body: int, end: int, found: Header, label: str, inline: bool) -> None:
        """Open the section of a header at `start:body` in a line that ends at `end`."""
        self.pass_by(start)
        around = self.around if self.until is not None else (self.category, self.opened[-1][3] if self.opened else "")
        category: str | None = self.category if self.category in found.parents else self._opens(found, body)
        if inline and category == "assessment" and self.category in _READ:
            category = self.category  # the conclusion of that study, not of the note
        self.open(start, body, category, label.strip(_LABEL_EDGE))
        if category is None:
            return
        if category == "chief_complaint":
            self.around, self.until = ("hpi", ""), end if self._goes_on(body, end) else None
        elif (
            category in _CLOSED
            and (none := _NONE.match(self.text, body, end))
            and not ((about := _known().about.get(category)) and about.search(self.text, none.end(), end))
        ):
            self.field = True
            written_out = self.cased and _shouted(label) and " " in label.strip()  # 'FAMILY HISTORY: None. Gout.'
            self.around = (None, "") if around[0] in _CLOSED else around
            self.until = end if written_out else none.end()
        elif category == "allergies" and self._goes_on(body, end):
            self.around, self.until = (None, "") if around[0] in _CLOSED else around, end
        elif found.reach == "field" or (found.reach == "aside" and self._is_aside(start, end, inline)):
            self.field = self._goes_on(body, end)
            self.around, self.until = around, end if self.field else None
        elif category == "instructions" and (level := self._level(start)) is not None and self._goes_on(body, end):
            self.around, self.until = around, end  # one item of a plan: '- Safety net: ...'
            leads = end < len(self.text) and _LEADS_ON.search(self.text, max(body, end - _LAST_WORD), end)
            beside = leads and self.indent(end + 1) <= level
            self.margin = level - 1 if beside else level
        elif found.reach and (around[0] in _RESUMED or (inline and around[0] is None)):
            stop = _STOP.search(self.text, body, end) if inline and found.reach == "sentence" else None
            if inline or found.reach == "sentence" or (around[0] == "hospital_course" and self._holds(body, end)):
                self.around, self.until = around, stop.start() if stop else end

    def _is_aside(self, start: int, end: int, inline: bool) -> bool:
        """Whether a label stands within its line, or below a numbered problem, and leads on to no list."""
        beside = inline or (self.problem is not None and not self.text.endswith("\n\n", 0, start))
        return beside and not self.text.endswith(":", start, end)

    def _goes_on(self, body: int, end: int) -> bool:
        """Whether words stand behind a header on its line."""
        return _WORDS.search(self.text, body, end) is not None

    def _holds(self, start: int, end: int) -> bool:
        """Whether anything but white space stands between two offsets."""
        return _SOLID.search(self.text, start, end) is not None

    def _level(self, at: int) -> int | None:
        """How far the item that holds offset `at` is indented, a number standing above bullets; None for no item."""
        line = self.text.rfind("\n", 0, at) + 1
        if _NUMBER.match(self.text, line):
            return -1
        return self.indent(line) if _BULLETED.match(self.text, line) else None

    def _opens(self, found: Header, body: int) -> str | None:
        """What a header opens here: a body system a review of systems where its words are a patient's answers."""
        if found.late and any(category in _FOUND for _, _, category, _ in self.opened):
            return found.late
        if found.category == "chief_complaint" and _COPIED.match(self.text, body):
            return None  # 'cc: Dr. Roe'
        if "ros" in found.parents and self.category in (None, "hpi", "past_history", "social_history"):
            return "ros" if _ANSWERED.match(self.text, body) else found.category
        return found.category

    def pass_by(self, at: int) -> None:
        """Let the section around a label go on, when the label ended before `at`."""
        if self.until is not None and self.until < at and self._holds(self.until, at):
            self.open(self.until, self.until, *self.around)

    def line(self, start: int, end: int, first: bool) -> None:
        """Read one line that is not blank; the first may be the note's title."""
        line = self.text[start:end]
        self._narrative(start, end)
        if not _heads_columns(line) and (
            (":" in line and self._labels(start, end, line))
            or self._alone(start, end, line, exact=first)
            or self._marked(start, end, line, exact=first)
        ):
            self.pass_by(end)
        else:
            self._plain(start, end, line)
        self._spoken(start, end, line)

    def _spoken(self, start: int, end: int, line: str) -> None:
        """Headings that are spoken in a line of dictation, which is no item of a list.

        Below a written assessment 'exam' speaks of what was found.
        """
        words = line.count(" ") + 1
        if words < _FEWEST or (words < _LONG and line != self.text.strip()):
            return
        if (line.count(", ") + line.count(". ")) * _SPARSE > words or len(_MARKS.findall(line)) * _SPARSE > words:
            return
        if line != self.text.strip() and (_PROBLEM.match(line) or _BULLETED.match(line)):
            return
        concluded = self.category in _PLANNED and self.opened[-1][0] < start
        for heading in _known().speech.finditer(line.lower()):
            at = start + heading.start()
            if heading["item"]:
                self.open(at, at, self.category, self.opened[-1][3] if self.opened else "")
            elif at >= (self.opened[-1][1] if self.opened else 0):
                found = _known().spoken[heading["heading"]]
                if not (concluded and found.category == "exam"):
                    self.header(at, start + heading.end(), end, found, heading[0], inline=True)

    def blank(self, start: int) -> None:
        """A blank line ends a complaint that stands below its header."""
        if self.category == "chief_complaint" and self.until is None and self._holds(self.opened[-1][1], start):
            self.until = start

    def _labels(self, start: int, end: int, line: str) -> bool:
        """Labels that end in a colon, at the start of the line or of a sentence in it."""
        any_, before, colon = False, 0, -1
        lead = len(line) - len(line.lstrip(LEAD + "|"))
        if number := _NUMBER.match(line, lead):
            before = lead = number.end()
        while (colon := line.find(":", colon + 1)) >= 0:
            label_from = max(before, colon - 90)
            in_brackets = line.rfind("(", label_from, colon) > line.rfind(")", label_from, colon)
            if in_brackets or _FIGURES.match(line, colon):  # "EXAM (by video: limited)", "14:20", "P:84"
                continue
            label = line[label_from:colon]
            if not label.replace(" ", "").isalpha() or "   " in label:
                for cut in _SEPARATOR.finditer(line, label_from, colon):
                    if line.find(")", cut.end(), colon) < 0 or line.rfind("(", label_from, cut.start()) < 0:
                        label_from = cut.end()  # not 'Plan (J. Roe, MD):'
                label = line[label_from:colon]
            leads = label_from <= lead
            if not leads and before <= lead and not number:
                any_ = self._marked(start, end, line, exact=False)
            found = header(label)
            if (
                found
                and (leads or self._capital(label))
                and not self._part(found, label, leads, leads and number is not None)
            ):
                self.header(start + label_from, start + colon + 1, end, found, label, not leads)
                any_ = True
            elif leads and not found and self.category in _PERSONAL and self.cased and _shouted(label):
                self.open(start, start, None, "")
                any_ = True
            before = colon + 1
        return any_

    def _capital(self, label: str) -> bool:
        bare = label.strip(_LABEL_EDGE)
        return bool(bare) and (bare[0].isupper() or not self.cased)

    def _part(self, found: Header, label: str, leads: bool, numbered: bool) -> bool:
        """Whether a label only names a part of the section it stands in: "1. Neuro: ..." of a plan."""
        if not found.parents or (leads and not numbered):
            return False
        if numbered:
            return self.category in ("assessment", "plan", "hospital_course")
        return self.category not in found.parents and not (self.cased and label.strip(_LABEL_EDGE).isupper())

    def _alone(self, start: int, end: int, line: str, exact: bool) -> bool:
        """A header on a line of its own without a colon."""
        words = line.strip()
        if len(words) > 90 or words[-1] in ",;" or (words[-1] == "." and not words.isupper()):
            return False
        small = self.cased and not (words[0].isupper() or words[0] in LEAD)
        found = header(words, exact or small) or (header(words[:-1], exact=True) if words[-1] == "." else None)
        if not found or (small and found.parents):
            return False
        self.header(start, end, end, found, words, inline=False)
        return True

    def _marked(self, start: int, end: int, line: str, exact: bool) -> bool:
        """Headers set off by a dash, a full stop, a gap: "Plan - rest", "Exam. Alert", "O/E looks well"."""
        lead = len(line) - len(line.lstrip(LEAD + "|"))
        first = _WORD.match(line, lead)
        if first is None or first[0].rstrip(".|-/>=").lower() not in _known().firsts:
            return False
        for form in _FORMS if self.cased else _ANY_CASE:
            if (mark := form.match(line, lead)) and (found := header(mark[1], exact)):
                if found.parents and self.category not in found.parents:
                    continue
                if found.category == "instructions" and _TOLD.match(mark[0]):
                    continue
                if mark[0].rstrip() in ("A", "a") and not _LETTERED.search(self.text):
                    continue  # 'A man of forty'
                self.header(start + lead, start + mark.end(), end, found, mark[1], inline=False)
                return True
        if (mark := _HISTORY.match(line, lead)) and (found := header(mark[1], exact=True)):
            self.header(start + lead, start + mark.end(), end, replace(found, reach="field"), mark[1], inline=False)
            self.until = stop.start() if (stop := _NEXT.search(self.text, start, end)) else end
            return True
        return self._apart(start, end, line, lead)

    def _apart(self, start: int, end: int, line: str, lead: int) -> bool:
        """A header before a table's bar or a gap: "ROS  | Const: ...", "| MMT | R | L |"."""
        mark = _APART.match(line, lead)
        if (
            not mark
            or len(mark[1]) < 2
            or not (found := header(mark[1]))
            or found.parents
            or found.reach not in (None, "aside")
        ):
            return False
        self.header(start + lead, start + mark.end(1), end, found, mark[1], inline=False)
        return True

    def _plain(self, start: int, end: int, line: str) -> None:
        """A line without a header: does the section go on?"""
        self._numbered(start, end)
        self._hashed(start, end)
        if self.category in _LEFT and self.cased and " " in line.strip() and _shouted(line) and self._parted(start):
            self.open(start, start, None, "")
        elif self.until is not None and self.until <= start:
            reacts = self.category == "allergies" and not self.field and _REACTS.search(line)
            if self.field or (self._prose(line.strip()) and not reacts) or self._follows(start):
                self.open(start, start, *self.around)
            else:
                self.until = end
        elif about := _known().about.get(self.category or ""):
            words = line.strip()  # a paragraph of running text behind a list of relatives or drugs
            if self._prose(words) and self._parted(start) and not about.search(words[:200]):
                self.open(start, start, None, "")

    def _numbered(self, start: int, end: int) -> None:
        """The next problem of a plan comes back to it from the instructions that stand below the one before."""
        if not (found := _PROBLEM.match(self.text, start, end)):
            return
        number = int(found[1])
        if self.category in _PLANNED:
            title = self.opened[-1][3]
            around = self.problem[1:] if self.problem and number == self.problem[0] + 1 else (self.category, title)
            if around[1] != title and (listed := header(title)) and listed.reach == "aside":
                self.open(start, start, *around)  # '1. Weak. DDx: / - GBS / 2. Gout'
            self.problem = (number, self.category, self.opened[-1][3])
        elif self.category == "instructions" and self.until is None and self.problem:
            if number == self.problem[0] + 1:
                self.open(start, start, *self.problem[1:])
                self._numbered(start, end)
            else:
                self.problem = None  # their own items are numbered

    def _hashed(self, start: int, end: int) -> None:
        """A problem's heading ends the instructions above it, unless it heads a part of them or an item."""
        if self.category != "instructions" or self.until is not None:
            return
        if not (found := _HASHED.match(self.text, start, end)):
            return
        begin, body, _, _ = self.opened[-1]
        own = _HASHED.match(self.text, self.text.rfind("\n", 0, begin) + 1, body)
        listed = any(len(m[1]) <= len(found[1]) for m in _HASHED.finditer(self.text, body, start))
        if listed or not self._goes_on(body, start):
            return
        if own is None or len(own[1]) >= len(found[1]):
            around = next((past for past in reversed(self.opened) if past[2] != "instructions"), None)
            planned = around is not None and around[2] in _PLANNED
            self.open(start, start, *(around[2:] if around and planned else (None, "")))

    def _follows(self, start: int) -> bool:
        """Whether a line is an item beside the one that such a label heads, or above it."""
        level = self._level(start) if self.category == "instructions" else None
        return level is not None and level <= self.margin

    def _parted(self, start: int) -> bool:
        """Whether a blank line parts what begins at `start` from the section's text before it."""
        body = self.opened[-1][1]
        return self.text.endswith("\n\n", body, start) and self._goes_on(body, start)

    def _prose(self, words: str) -> bool:
        """Whether a line begins like running text, and is no item of a list and no row of a table."""
        begins = words[0].isupper() or words[0].isdigit() or words[0] in "\"'(" or not self.cased
        return begins and not _NUMBER.match(words) and not _GAP.search(words)

    def _narrative(self, start: int, end: int) -> None:
        """In a letter without headers, "On examination ..." opens the examination, up to the paragraph's end."""
        end_of_search = min(end, start + 2000)
        if self.category is not None or " exam" not in self.text[start:end_of_search].lower():
            return
        if found := _EXAMINED.search(self.text, start, end_of_search):
            self.open(found.start(1), found.start(1), "exam", found[1])
            self.around, self.until = (None, ""), end


def _shouted(label: str) -> bool:
    words = label.strip(_LABEL_EDGE)
    return words.isupper() and len(words) > 3 and len(words.split()) < 6


def is_cased(text: str) -> bool:
    """Whether letters of both sizes are in use: lines begin with capitals, and not everything is one."""
    if _SMALL.search(text) is None:
        return False
    begins = [m[1] for m in map(_FIRST.match, text.split("\n")) if m]
    if sum(map(str.isupper, begins)) * 5 > len(begins):
        return True
    begins = _OPENING.findall(text)  # in narrow lines few begin a sentence
    return sum(map(str.isupper, begins)) * 2 > len(begins)


def find(text: str, lines: Lines, cased: bool, indent: Callable[[int], int]) -> list[Section]:
    """The sections of `text`, in order and without gaps; what stands before any header has no category.

    `indent` tells how far the line at an offset was indented in the note as given.
    """
    reader = _Reader(text, cased, indent)
    first = True
    for start, end in lines:
        if text[start:end].strip():
            reader.line(start, end, first)
            first = False
        else:
            reader.blank(start)
    opened = reader.opened
    if not opened or text[: opened[0][0]].strip():
        opened.insert(0, (0, 0, None, ""))
    ends = [begin for begin, *_ in opened[1:]] + [len(text)]
    return [Section(s, e, b, c, t) for (s, b, c, t), e in zip(opened, ends, strict=True)]
