"""Lists of muscles with bare grades that no word for strength tells: by themselves, in a run, or beside others."""

from itertools import pairwise

from clinote.expressions import expression
from clinote.extract.strength import tokens
from clinote.extract.strength.grades import FULL, Grade
from clinote.extract.strength.headings import Context
from clinote.extract.strength.tokens import SMALL, Token, vocabulary
from clinote.patterns import worded
from clinote.reading import Reading

_LONG, _SHORT, _RUN = 400, 90, 4
"""The longest sentence that may be a list, the longest of a run, and how far a run is followed, in sentences."""
_FEW = 12
"""In how many tokens other findings may lead a list."""
_NUMBER = r"[^\d;]{0,40}(?<![a-z])[0-5](?!\.?\d|%)"
_LED = r"[ :=\t|-]{1,4}(?:[rl] )?"
_THEN = expression(_NUMBER)
_GRADED = worded(rf"{_NUMBER}|{_LED}(?:[ngfpt][+-](?![\w+-])|(?:{{strength.lesser}}|normal)(?!\w))")


def may_be(reading: Reading, index: int, beside: bool) -> bool:
    """Whether a sentence is short enough to be a list and sets a number behind a muscle: a quick look."""
    start, end = reading.layout.sentences[index]
    if end - start > _LONG:
        return False
    if _names(reading, start) or (beside and _names(reading, start, limbs=True)):
        return True
    return sum(hit.pattern.data.get("side") is not None for hit in reading.around(start, "site")) >= _LIMBS


def is_list(reading: Reading, index: int, context: Context, beside: bool) -> bool:
    """Whether a sentence lists muscles with grades though no word says so; `beside` graded ones one item will do."""
    row = _read(reading, *reading.layout.sentences[index])
    if (beside and _goes_on(row)) or _of_limbs(row):
        return True
    count, plain, named = total = _items(row)
    alone = count >= (2 if context.order else 3) and plain > 0 and 2 * plain >= named
    return alone or (count > 0 and _in_run(reading, index, total))


def _read(reading: Reading, start: int, end: int) -> list[Token]:
    """What may be a list in a sentence, without the time that leads it and other scales; nothing among many words."""
    row = _before_other(_after_time(tokens.read(reading, start, end, strength=True)))
    return row if _is_plain(row) else []


def _of_limbs(row: list[Token]) -> bool:
    """Whether each of several limbs with its side has a number, and one of them the five that no pulse or edema has."""
    graded = [b.grade for a, b in pairwise(row) if a.kind == "site" and a.data.get("side") and b.form == "bare"]
    return len(graded) >= _LIMBS and any(grade and grade.high == FULL for grade in graded)


_LIMBS = 3


def _names(reading: Reading, at: int, limbs: bool = False) -> bool:
    """Whether a number follows a muscle, or else a limb or an extent, in the sentence that begins at `at`."""
    for hit in [*reading.around(at, "site"), *(reading.around(at, "extent") if limbs else ())]:
        region = hit.pattern.data.get("what", "region") == "region"
        if (limbs or not region) and (_THEN if region else _GRADED).match(reading.norm, hit.end):
            return True
    return False


def _in_run(reading: Reading, index: int, total: tuple[int, int, int]) -> bool:
    """Whether a sentence is one of a run of short ones that together are a list: "Delts 4. Hip flexors 4-. TA 5"."""
    for step in (-1, 1):
        for near in range(index + step, index + step * _RUN, step):
            found = _near(reading, near)
            if not found[0]:
                break
            total = total[0] + found[0], total[1] + found[1], total[2] + found[2]
    count, plain, named = total
    return count > 2 and plain > 1 and 2 * plain >= named


def _near(reading: Reading, index: int) -> tuple[int, int, int]:
    """What a short sentence lists."""
    start, end = reading.layout.sentences[index] if 0 <= index < len(reading.layout.sentences) else (0, 0)
    if not 0 < end - start <= _SHORT or not _names(reading, start):
        return 0, 0, 0
    return _items(_read(reading, start, end))


def _items(row: list[Token]) -> tuple[int, int, int]:
    """How much speaks for a list of muscles with bare grades, how many muscles it grades as no reflex is, of how many.

    At least one must have no reflex of its own, or a minus, which no reflex has. A grade with a sign counts
    for three where it has a side or is a word or a letter.
    """
    count = 0
    named: list[tuple[Token, Grade]] = []
    for i, token in enumerate(row):
        if token.grade and token.form in ("bare", "pair", "words"):
            site = next((t for t in reversed(row[max(0, i - 5) : i]) if t.kind not in SMALL), None)
            if site is None or site.kind not in ("site", "grade") or (site.kind == "site" and not _muscle(site)):
                continue
            if site.kind == "site":
                named.append((site, token.grade))
            elif not named:
                continue
            signed = token.grade.low % 1 > 0 and (token.grade.low > 2.4 or token.form == "words")
            sided = any(t.kind == "side" for t in (row[i - 1], *row[i + 1 : i + 3]))
            count += 1 + signed + (signed and (sided or token.form == "words"))
    sure = any(not site.data.get("reflex") or _is_signed(grade) for site, grade in named)
    return count, sum(_no_reflex(*pair) for pair in named) if sure else 0, len(named)


def _goes_on(row: list[Token]) -> bool:
    """Whether tokens beside a list of grades go on with it: "biceps 4+", "distal 5"."""
    for k, (name, token) in enumerate(pairwise([t for t in row if t.kind not in ("glue", "side")])):
        grade = token.grade
        if grade and _muscle(name):
            if _no_reflex(name, grade):
                return True
        elif grade and not k and (name.kind == "extent" or (name.kind == "site" and _sided(row))):
            return True
    return False


def _no_reflex(site: Token, grade: Grade) -> bool:
    """Whether the number behind a muscle is no grade of its reflex: there is none, or none is graded 4-, 4 or 5."""
    return not site.data.get("reflex") or grade.high >= 4 or _is_signed(grade)


def _is_signed(grade: Grade) -> bool:
    """Whether no reflex is graded so: with a minus, or in a letter or a word between trace and normal."""
    return grade.high % 1 > 0.5 or (grade.form == "words" and 1 < grade.high < 5)


def _is_plain(row: list[Token]) -> bool:
    """Whether few words, and none of another scale, stand among the tokens; "after 20 reps" is no scale."""
    others = [(before, t) for before, t in zip([*row[:1], *row], row, strict=False) if t.kind == "other"]
    other = any(not (t.data.get("unit") and before.kind == "word") for before, t in others)
    last = max((k for k, t in enumerate(row) if t.kind == "grade"), default=0)
    words = [k for k, t in enumerate(row) if t.kind == "word" and not _is_time(t)]
    return not other and len(words) < 6 and sum(k < last for k in words) < 3


def _after_time(row: list[Token]) -> list[Token]:
    """The tokens after the time that leads a list: "On day 9: shoulder abduction 4/4"."""
    colon = next((k for k, t in enumerate(row[:8]) if t.word == ":"), None)
    lead = row[:colon] if colon else []
    timed = any(t.data.get("unit") or _is_time(t) for t in lead)
    plain = all(t.kind in ("word", "weak", "glue", "grade") or t.data.get("unit") for t in lead)
    return row[colon + 1 :] if colon and timed and plain else row


def _is_time(token: Token) -> bool:
    """Whether a word tells when the grades of a list were taken: "12/9/25", "at the last re-eval"."""
    return token.word in vocabulary("times") | vocabulary("earlier") or "/" in token.word[1:]


def _before_other(row: list[Token]) -> list[Token]:
    """The tokens without the statements of other scales round them: "deltoids 4, biceps 4 bilat. Reflexes 2+"."""
    told = [k for k, t in enumerate(row[:_FEW]) if t.kind == "other" and tokens.has_value(row, k)]
    if told and not any(t.kind == "site" for t in row[: told[-1]]):
        row = row[told[-1] + 1 :]  # "hearing normal deltoids 4+ bilaterally"
    other = next((k for k, t in enumerate(row) if t.kind == "other" and not t.data.get("unit")), 0)
    stop = next((k for k in range(other, 0, -1) if row[k].kind == "strong" or row[k].word == ","), 0)
    if not stop and other and row[other - 1].kind in ("side", "extent"):
        stop = other  # "quads 4- bilaterally ankle jerks absent"
    return row[: stop or len(row)]


def _sided(row: list[Token]) -> bool:
    """Whether a limb with its side is all that is graded: "LUE 5", "Right leg 4 throughout"."""
    told = any(t.kind in ("side", "site") and t.data.get("side", "-").isalpha() for t in row[:2])
    return told and not any(t.kind in ("word", "other") for t in row)


def _muscle(token: Token) -> bool:
    return token.kind == "site" and token.data["what"] != "region"
