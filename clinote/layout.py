"""The layout of a clinical note: its lines, sentences and sections, read in one pass over the text."""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from clinote import resources


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the note, from its header to the next one; `body` is where its text begins."""

    start: int
    end: int
    body: int
    category: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Half-open character ranges of one note, in text order."""

    lines: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    sections: list[Section]

    def line_number(self, at: int) -> int:
        """The line that holds offset `at`, counted from 1."""
        return bisect_right(self.lines, (at, 1 << 60))

    def sentence_index(self, at: int) -> int:
        return max(0, bisect_right(self.sentences, (at, 1 << 60)) - 1)

    def sentence(self, at: int) -> tuple[int, int]:
        return self.sentences[self.sentence_index(at)]

    def section(self, at: int) -> Section:
        found = self.sections[0]
        for section in self.sections:
            if section.start > at:
                break
            found = section
        return found


@cache
def _headers() -> tuple[dict[str, tuple[str, tuple[str, ...]]], int]:
    """Header text to (category, parents whose category it keeps), and the longest header's length."""
    raw = tomllib.loads(resources.path("patterns", "sections.toml").read_text(encoding="utf-8"))
    headers: dict[str, tuple[str, tuple[str, ...]]] = {}
    for record in raw["section"]:
        parents = tuple(record["parents"]) if record.get("inherits") else ()
        for header in record["headers"]:
            headers.setdefault(header, (record["category"], parents))
    return headers, max(map(len, headers))


_LEAD = " \t\r*#>_-–—•·▪●◦=~"
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|[a-zA-Z][.)]|\[[ xX]\])\s+")
_SUFFIX = re.compile(
    r"\s*(?:\([^()\n]{0,40}\)|\[[^\]\n]{0,40}\]|(?:of |on |at |from )?\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    r"|last \w+|today|this (?:morning|visit)|\d{1,2}:\d{2}|,.{0,30}|\d{1,2} \w{3,9}(?: \d{4})?)*\s*$"
)
_BULLET = re.compile(r"\s*(?:[-–—*•·▪●◦#>|+]|\(?\d{1,2}[.)](?!\d)|\[[ xX]\]|[a-zA-Z][.)]\s)")
_LABEL = re.compile(r"\s*[*_]*[A-Z][A-Za-z/&' ()-]{0,30}[*_]*:")
_STOP = re.compile(r"[.!?][\"')\]*]*(?=[ \t]+[\"'(\[*•-]*[A-Z0-9+<>])|[.!?][\"')\]]*(?=[ \t]+[a-z]{4})")
_NOT_STOP = frozenset(
    "dr mr mrs ms prof st vs no approx ca dept inc e.g i.e eg ie etc cf fig pt resp max min vol b.i.d t.i.d q.d q.i.d"
    " p.o p.r.n a.m p.m q.h.s h.s i.v i.m o.d o.s o.u ref sl esp incl hosp jan feb mar apr jun jul aug sep sept oct"
    " nov dec mt ft jr sr rt lt bilat neg pos temp wt ht".split()
)


def header(label: str) -> tuple[str, tuple[str, ...]] | None:
    """The category of a header's words, and the parents it would rather keep."""
    headers, longest = _headers()
    words = " ".join(label.strip(_LEAD + ':"').lower().split())
    if not words or len(words) > longest + 45:
        return None
    if words in headers:
        return headers[words]
    if not words[-1].isalpha() or "," in words or " at " in words or " on " in words:
        bare = _SUFFIX.sub("", words)
        if bare != words:
            return headers.get(bare.strip(_LEAD))
    return None


def read(text: str) -> Layout:
    """Lines, sentences and sections of `text`."""
    lines = _lines(text)
    sections = _sections(text, lines)
    return Layout(lines, _sentences(text, lines, {s.start for s in sections}), sections)


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    while (end := text.find("\n", start)) >= 0:
        lines.append((start, end))
        start = end + 1
    lines.append((start, len(text)))
    return lines


def _sections(text: str, lines: list[tuple[int, int]]) -> list[Section]:
    starts: list[tuple[int, int, str | None, str]] = []
    current: str | None = None

    def open_section(start: int, body: int, found: tuple[str, tuple[str, ...]], title: str) -> None:
        nonlocal current
        category, parents = found
        if current not in parents:
            current = category
        starts.append((start, body, current, title.strip(_LEAD + ':"')))

    for start, end in lines:
        line = text[start:end]
        stripped = line.strip()
        if not stripped:
            continue
        colon = line.find(":")
        if colon < 0:
            if len(stripped) <= 60 and (found := _bare(stripped, line)):
                open_section(start, end, found, stripped)
            elif (dash := re.match(r"\s*(O/E|S|O|A|P|A/P|Imp)\s+(?:-\s|(?=[a-z]))", line)) and (
                found := header(dash[1])
            ):
                open_section(start, start + dash.end(), found, dash[1])
            continue
        before = 0
        while colon >= 0:
            label_from = before
            label = line[before:colon]
            for mark in (". ", "; ", "| ", "- ", "* ", "   "):
                cut = label.rfind(mark)
                if cut >= 0:
                    label_from = max(label_from, before + cut + len(mark))
            label = line[label_from:colon]
            if number := _NUMBER.match(label.lstrip(_LEAD)):
                label = label.lstrip(_LEAD)[number.end() :]
            at_line_start = not line[:label_from].strip(_LEAD + "|")
            if (found := header(label)) and (at_line_start or _inline(label)):
                if not (found[1] and current not in found[1] and not at_line_start and not label.isupper()):
                    open_section(start + label_from, start + colon + 1, found, label)
            before = colon + 1
            colon = line.find(":", before)
    if not starts or text[: starts[0][0]].strip():
        starts.insert(0, (0, 0, None, ""))
    ends = [s[0] for s in starts[1:]] + [len(text)]
    return [Section(s, e, b, c, t) for (s, b, c, t), e in zip(starts, ends, strict=True)]


def _bare(stripped: str, line: str) -> tuple[str, tuple[str, ...]] | None:
    """A header on a line of its own without a colon; a lone letter counts only so."""
    if stripped.endswith((".", ",", ";")) or (line[0].isspace() and not stripped[0].isupper()):
        return None
    if not (stripped[0].isupper() or stripped[0] in _LEAD):
        return None
    found = header(stripped)
    if found and found[1] and not stripped.isupper() and len(stripped.split()) < 2:
        return found
    return found


def _inline(label: str) -> bool:
    """Whether a label within a line looks like a header: it begins with a capital."""
    bare = label.strip(_LEAD + '"')
    return bool(bare) and bare[0].isupper()


def _sentences(text: str, lines: list[tuple[int, int]], heads: set[int]) -> list[tuple[int, int]]:
    """Sentences end at a full stop, at a line break that is no wrap, and at an inline header."""
    width = _wrap_width(text, lines)
    sentences: list[tuple[int, int]] = []
    begin = 0
    inner_heads = sorted(heads)
    for number, (start, end) in enumerate(lines):
        cuts = [
            m.end()
            for m in _STOP.finditer(text, start, end)
            if not _abbreviated(text, start, m.start())
        ]
        low = bisect_right(inner_heads, start)
        while low < len(inner_heads) and inner_heads[low] < end:
            cuts.append(inner_heads[low])
            low += 1
        for cut in sorted(cuts):
            if text[begin:cut].strip():
                sentences.append((begin, cut))
                begin = cut
        wraps = number + 1 < len(lines) and _wraps(text, (start, end), lines[number + 1], width, heads)
        if not wraps:
            if text[begin:end].strip():
                sentences.append((begin, end))
            begin = end + 1
    return sentences or [(0, len(text))]


def _abbreviated(text: str, line_start: int, stop: int) -> bool:
    if text[stop] != ".":
        return False
    begin = stop
    while begin > line_start and not text[begin - 1].isspace():
        begin -= 1
    word = text[begin:stop].lstrip("(\"'[")
    if word.lower() in _NOT_STOP:
        return True
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    # a list number at the start of a line ("1. Weakness") is no sentence
    return word.isdigit() and len(word) < 3 and not text[line_start:begin].strip(_LEAD + "(")


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width at which the note was hard-wrapped, or 0."""
    lengths = [end - start for start, end in lines if end > start]
    long = [n for n in lengths if n > 50]
    if len(long) < 4 or max(lengths) > 132:
        return 0
    widest = max(lengths)
    return widest if sum(n > widest - 18 for n in long) >= max(3, len(long) // 2) else 0


def _wraps(text: str, line: tuple[int, int], after: tuple[int, int], width: int, heads: set[int]) -> bool:
    """Whether a sentence goes on from one line to the next."""
    this, next_ = text[line[0] : line[1]].rstrip(), text[after[0] : after[1]]
    follow = next_.strip()
    if not this.strip() or not follow or after[0] in heads:
        return False
    if "|" in this or "|" in next_ or _BULLET.match(next_) or _LABEL.match(next_):
        return False
    if len(re.findall(r"\S {3,}\S", this)) or len(re.findall(r"\S {3,}\S", next_)):
        return False
    last = this[-1]
    if last in ".!?:":
        return False
    if follow[0].islower():
        return True
    if last == "," or this.rsplit(None, 1)[-1].lower() in ("and", "or", "with", "of", "the", "a", "to", "in", "no"):
        return True
    return bool(width) and len(this) > width - 18 and last not in ";"
