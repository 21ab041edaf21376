"""STRENGTH_GRADE: every grade of strength a note writes, with its side and site."""

from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from clinote import anatomy
from clinote.expressions import expression
from clinote.extract import headed
from clinote.extract.places import parted, side_of
from clinote.extract.strength import boxes, grades, lists, prose, qualities, subjects, tables, tokens
from clinote.extract.strength.grades import FULL
from clinote.extract.strength.headings import REACH, Context, Headings, is_strength, order
from clinote.facts import Fact, Side, StrengthGrade
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading

_NUMBER = expression(
    r"[0-5](?<=[ \t:=(/|,].)(?:([+-]|\([+-]\)|[ -](?:plus|minus)\b)(?=[\s,.;)/|]|$)|(?=[ \t]*[,.;)/|\n]"
    r"|[ \t]+[a-z(]|[ \t]{2,8}[0-5]|$))"
)
_SIDE = worded(
    r"\W*(?:(?:on\s+)?the\s+)?(?:{left}|{right}|{strength.other_side}),?"
    r"(?:\s+(?:{strength.limbs}|{copulas}|all|both|of|these|the same))*"
    r"\s*[:=]?\s*(?:{strength.grades}[a-z +-]*\()?[0-5]\s?[+-]?\s?(?:/\s?5|[.,;]|\s*$)"
)
"""A sentence that begins with a side and its grade, behind one with grades: '... ankle 4-/5. Left 5/5.'"""
_FAILS = worded(r"\b{strength.failing}\b")
_OPEN = frozenset(("exam", "hpi", "assessment", "hospital_course", None))
"""Sections in which a list of muscles and numbers may be one of strength though nothing says so."""


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The grades in tables, in running text and in words."""
    roles = [(hit.start, hit.pattern.data["role"]) for hit in reading.hits("strength")]
    heads = [start for start, role in roles if role not in ("none", "grip")]
    headings = Headings(reading, heads)
    grips = {reading.layout.sentence_index(start) for start, role in roles if role == "grip"}
    wanted = _wanted(reading, heads, headings) | grips
    numbered = _listed(reading)
    listed = numbered - wanted
    if not wanted and not listed:
        return []
    layout = reading.layout
    whole, reading = reading, boxes.settle(reading, (layout.sentences[index] for index in sorted(wanted | listed)))
    queue = sorted(wanted | listed)
    found, rows = tables.read(reading, sorted({layout.line_number(layout.sentences[i][0]) - 1 for i in queue}))
    weak = {fact.start for fact in facts if fact.label == "WEAKNESS"}  # "loss of strength"
    done: set[int] = set()
    graded: dict[int, list[Fact[StrengthGrade]]] = {}
    beside: set[int] = set()
    orders: dict[int, str | None] = {}
    for index in queue:
        if index in done or _within(rows, layout.sentences[index]):
            continue
        if index not in wanted and not lists.may_be(reading, index, beside=index in beside):
            continue
        context = headings.of(_begin(reading, index))
        if index not in wanted:
            if context.other or not lists.is_list(reading, index, context, beside=index in beside):
                continue
            context.strength = True
        last = next((n for n in (index - 1, index - 2) if n in orders), index)  # the one between may be read later
        if not (context.order or reading.parted(layout.sentences[last][0], layout.sentences[index][0])):
            context.order = orders.get(last)
        done.add(index)
        other_side = _SIDE.match(reading.norm, *layout.sentences[index]) if index - 1 in graded else None
        context.strength = context.strength or other_side is not None
        new = _sentence(reading, index, context)
        alone = not new and index in numbered and not context.other and lists.may_be(reading, index, beside=False)
        if alone and lists.is_list(reading, index, context, beside=False):  # of pairs, one of them "5-/5-"
            context.strength = True
            new = _sentence(reading, index, context)
        if other_side:
            _go_on(new, graded[index - 1])
        _told(whole, index, new, weak)
        found += (fact for fact in new if fact.start not in weak)
        if any(not fact.says.qualitative for fact in new):
            graded[index] = new
            more = [n for n in (index - 1, index + 1) if 0 <= n < len(layout.sentences) and n not in wanted]
            queue += [n for n in more if n not in beside]
            beside.update(more)
        start, end = layout.sentences[index]
        orders[index] = context.order or order(reading.norm[start : new[0].start if new else end], told=True)
    return [fact for fact in found if not reading.instrument(fact.start)]


def _go_on(found: list[Fact[StrengthGrade]], above: list[Fact[StrengthGrade]]) -> None:
    """Let the other side's grades have the site of those above: "Left hip abductors 3/5. Right 4/5."."""
    if len({fact.says.site for fact in above}) == 1:
        for fact in found:
            if fact.says.site is None:
                fact.says = replace(fact.says, site=above[0].says.site)
                fact.places = tuple(place._replace(side=fact.says.side) for place in above[0].places)


def _told(reading: Reading, index: int, found: list[Fact[StrengthGrade]], weak: set[int]) -> None:
    """Give grades the limb or joint that is examined, and reduced ones the one side that was said to be weak before.

    'L knee: hot. Power 4/5'; 'Drags the left leg. Hip flexion 3/5.'
    """
    bare = [f for f in found if not (f.says.side and f.says.site) and all(p.what != "extent" for p in f.places)]
    if not bare:
        return
    row = headed.labelled(reading, bare[0].start)
    row = row if any(map(side_of, row)) or (row and row[0].start >= reading.layout.sentences[index][0]) else []
    low, high = reading.layout.sentences[index - 1]
    failing = any(low <= at < high for at in weak) or _FAILS.search(reading.norm, low, high)
    if not row and index and failing and not reading.parted(low, bare[0].start):
        before = parted(reading, index - 1)
        row = before if {*map(side_of, before)} - {None} in ({"left"}, {"right"}) else []
        bare = [f for f in bare if f.says.site and (f.says.grade_high or FULL) < FULL and f.places]
    sites = [part for part in row if part.kind == "site" and part.data]
    named = tuple(anatomy.place(part.data) for part in sites if part.data)
    both: Side | None = "bilateral" if any(anatomy.several(part.data or {}, part.word) for part in sites) else None
    side: Side | None = next(filter(None, map(side_of, row)), both)
    for fact in bare if sites else ():
        if anatomy.limbs(fact.places) <= anatomy.limbs(named):
            site = fact.says.site or reading.text[sites[0].start : sites[-1].end]
            fact.says = replace(fact.says, side=fact.says.side or side, site=site)
            fact.places = tuple(place._replace(side=fact.says.side) for place in fact.places or named)


def _wanted(reading: Reading, heads: list[int], headings: Headings) -> set[int]:
    """The sentences that may hold a grade: by what it is out of, a word for strength, or what heads them."""
    norm, layout = reading.norm, reading.layout
    wanted = {layout.sentence_index(at) for at in heads}
    for sign in _SCALES:
        at = norm.find(sign)
        while at >= 0:
            if _SCALED.match(norm, at):
                wanted.add(layout.sentence_index(at))
            at = norm.find(sign, at + 1)
    for section in layout.sections:
        if is_strength(section.title, section.category):
            first = layout.sentence_index(section.start)
            last = layout.sentence_index(max(section.start, section.end - 1))
            wanted.update(range(first, min(last, first + 40) + 1))
    for line in {layout.line_number(head) - 1 for head in heads}:
        if headings.heads(line):
            wanted.update(_below(reading, line))
    return wanted


_SCALES = ("/", " of 5", " of five", "grade ")
_SCALED = expression(r"(?:(?<=[0-5vis+)-])|(?<=[0-5vis+)-] ))(?:/\s{0,2}[5v]| of (?:5|five)\b)|\bgrade [0-5](?![\d.])")
"""The scale behind a grade, be it 4, iv, '4 plus' or '4(-)'; or the word before it."""


def _below(reading: Reading, line: int) -> set[int]:
    """The sentences of the list below a heading, up to a blank line; one may stand right below the heading."""
    norm, layout = reading.norm, reading.layout
    colon = norm[slice(*layout.lines[line])].rstrip().endswith(":")
    found: set[int] = set()
    for start, end in layout.lines[line + 1 : line + 1 + REACH]:
        if norm[start:end].strip():
            if not colon and not _DIGIT.search(norm, start, end):
                break
            found.add(layout.sentence_index(start))
        elif found:
            break
    return found


_DIGIT = expression(r"(?<!\d)[0-5](?!\d)")


def _listed(reading: Reading) -> set[int]:
    """Sentences that may list muscles with bare grades: "deltoids 4+, biceps 5-", "delt 3, FDI 1", "quads F+"."""
    layout, norm = reading.layout, reading.norm
    counts: Counter[int] = Counter()
    for section in layout.sections:
        if section.category in _OPEN:
            for m in _NUMBER.finditer(norm, section.body, section.end):
                counts[layout.sentence_index(m.start())] += 2 if m[1] else 1
            for m in grades.SIGNED_LETTER.finditer(reading.text, section.body, section.end):
                counts[layout.sentence_index(m.start())] += 2
            for m in grades.LESS.finditer(norm, section.body, section.end):
                if not norm[m.start() - 1 : m.start()].isalnum():
                    counts[layout.sentence_index(m.start())] += 2 if m[1] else 1
    return {i for i, count in list(counts.items()) if count > 1 or count + counts[i - 1] + counts[i + 1] > 2}


def _begin(reading: Reading, index: int) -> int:
    """Where the words of a sentence begin."""
    start, end = reading.layout.sentences[index]
    return end - max(1, len(reading.norm[start:end].lstrip()))


def _within(rows: list[tuple[int, int]], sentence: tuple[int, int]) -> bool:
    """Whether a sentence lies in a table that has been read."""
    k = bisect_left(rows, (sentence[1],))
    return k > 0 and sentence[0] < rows[k - 1][1]


def _of_nerve(reading: Reading, quality: qualities.Quality) -> bool:
    """Whether "motor" names the fibers of a nerve that stands right before it: "ulnar sensory, motor: normal"."""
    if not reading.norm.startswith("motor", quality.start):
        return False
    near = starting(reading.around(quality.start, "site"), quality.start - _NEAR, quality.start)
    return any(hit.pattern.data["what"] == "nerve" for hit in near)


_NEAR = 20
"""How far (characters) before the word its nerve may begin."""


def _sentence(reading: Reading, index: int, context: Context) -> list[Fact[StrengthGrade]]:
    start, end = reading.layout.sentences[index]
    section = reading.layout.section(_begin(reading, index))
    headed = is_strength(section.title, section.category) and not reading.norm[section.body : start].strip()
    title = min(start, section.start) if headed else start
    found = qualities.find(reading, start, end, title, context.strength)
    said = [quality for quality in found if not _of_nerve(reading, quality)]
    words = context.strength or bool(starting(reading.hits("strength"), start, end))
    if not said and not grades.may_hold(reading.norm, start, end, words):
        return []
    row = tokens.read(reading, start, end, context.strength, said)
    return prose.read(reading, subjects.plain(reading.norm, row), context)
