"""Lists of muscles with bare grades that no word for strength tells: by themselves, or beside others."""

from itertools import pairwise

from clinote.expressions import expression
from clinote.extract.strength import tokens
from clinote.extract.strength.grades import Grade
from clinote.extract.strength.headings import Context
from clinote.extract.strength.tokens import SMALL, Token, vocabulary
from clinote.patterns import worded
from clinote.reading import Reading

_LONG = 400
"""The longest sentence that may be a list."""
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
    return _names(reading, start) or (beside and _names(reading, start, limbs=True)) or _has_limbs(reading, start)


def is_list(reading: Reading, index: int, context: Context, beside: bool) -> bool:
    """Whether a sentence lists muscles with grades though no word says so; `beside` graded ones one item will do."""
    row = _before_other(_after_time(tokens.read(reading, *reading.layout.sentences[index], strength=True)))
    if not _is_plain(row):
        return False
    return (beside and _goes_on(row)) or _of_limbs(row) or _lists(row, 2 if context.order else 3)


def _has_limbs(reading: Reading, at: int) -> bool:
    """Whether the sentence that begins at `at` may grade limbs each with its side."""
    return sum(hit.pattern.data.get("side") is not None for hit in reading.around(at, "site")) >= _LIMBS


def _of_limbs(row: list[Token]) -> bool:
    """Whether each of several limbs with its side has a number, and one of them the five that no pulse or edema has."""
    graded = [b.grade for a, b in pairwise(row) if a.kind == "site" and a.data.get("side") and b.form == "bare"]
    return len(graded) >= _LIMBS and any(grade and grade.high == FULL for grade in graded)


_LIMBS, FULL = 3, 5


def _names(reading: Reading, at: int, limbs: bool = False) -> bool:
    """Whether a number follows a muscle, or else a limb or an extent, in the sentence that begins at `at`."""
    for hit in [*reading.around(at, "site"), *(reading.around(at, "extent") if limbs else ())]:
        region = hit.pattern.data.get("what", "region") == "region"
        if (limbs or not region) and (_THEN if region else _GRADED).match(reading.norm, hit.end):
            return True
    return False


def _lists(row: list[Token], least: int) -> bool:
    """Whether bare grades of muscles count for at least so much, and half the muscles are graded as no reflex is.

    At least one must have no reflex of its own, or a minus, which no reflex has. A grade with a sign counts for two,
    or for three where it has a side or is a word or a letter.
    """
    count = 0
    named: list[tuple[Token, Grade]] = []
    for i, token in enumerate(row):
        if token.grade and token.form in ("bare", "pair", "words"):
            site = next((t for t in reversed(row[max(0, i - 5) : i]) if t.kind not in SMALL), None)
            if site is None or not (_muscle(site) or (site.kind == "grade" and named)):
                continue
            if site.kind == "site":
                named.append((site, token.grade))
            signed = token.grade.low % 1 > 0 and (token.grade.low > 2.4 or token.form == "words")
            sided = any(t.kind == "side" for t in (row[i - 1], *row[i + 1 : i + 3]))
            count += 1 + signed + (signed and (sided or token.form == "words"))
    plain = sum(_no_reflex(*pair) for pair in named)
    return (
        count >= least
        and 2 * plain >= len(named)
        and not all(site.data.get("reflex") and not _is_signed(grade) for site, grade in named)
    )


def _goes_on(row: list[Token]) -> bool:
    """Whether tokens beside a list of grades go on with it: "biceps 4+", "distal 5"."""
    for k, (name, token) in enumerate(pairwise([t for t in row if t.kind not in ("glue", "side")])):
        told = (_muscle(name) and _no_reflex(name, token.grade)) if token.grade else False
        if told or (token.grade and not k and name.kind == "extent"):
            return True
    return False


def _no_reflex(site: Token, grade: Grade) -> bool:
    """Whether the number behind a muscle is no grade of its reflex: there is none, or none is graded 4 or 5."""
    return not site.data.get("reflex") or grade.high >= 4 or _is_signed(grade)


def _is_signed(grade: Grade) -> bool:
    """Whether no reflex is graded so: with a minus, or in a letter or a word between trace and normal."""
    return grade.high % 1 > 0.5 or (grade.form == "words" and 1 < grade.high < 5)


def _is_plain(row: list[Token]) -> bool:
    """Whether few words, and none of another scale, stand among the tokens; "after 20 reps" is no scale."""
    other = any(
        t.kind == "other" and not (t.data.get("unit") and before.kind == "word")
        for before, t in zip([*row[:1], *row], row, strict=False)
    )
    return not other and sum(t.kind == "word" for t in row) < 6


def _after_time(row: list[Token]) -> list[Token]:
    """The tokens after the time that leads a list: "On day 9: shoulder abduction 4/4"."""
    colon = next((k for k, t in enumerate(row[:8]) if t.data.get("word") == ":"), None)
    lead = row[:colon] if colon else []
    timed = any(t.data.get("unit") or t.data.get("word") in vocabulary("times") for t in lead)
    plain = all(t.kind in ("word", "weak", "glue", "grade") or t.data.get("unit") for t in lead)
    return row[colon + 1 :] if colon and timed and plain else row


def _before_other(row: list[Token]) -> list[Token]:
    """The tokens without the statements of other scales round them: "deltoids 4, biceps 4 bilat. Reflexes 2+"."""
    told = [k for k, t in enumerate(row[:_FEW]) if t.kind == "other" and tokens.has_value(row, k)]
    if told and not any(t.kind == "site" for t in row[: told[-1]]):
        row = row[told[-1] + 1 :]  # "hearing normal deltoids 4+ bilaterally"
    other = next((k for k, t in enumerate(row) if t.kind == "other" and not t.data.get("unit")), 0)
    stop = next((k for k in range(other, 0, -1) if row[k].kind == "strong" or row[k].data.get("word") == ","), 0)
    if not stop and other and row[other - 1].kind in ("side", "extent"):
        stop = other  # "quads 4- bilaterally ankle jerks absent"
    return row[: stop or len(row)]


def _muscle(token: Token) -> bool:
    return token.kind == "site" and token.data["what"] != "region"
