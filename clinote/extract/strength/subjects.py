"""What a grade is said of, whatever stands between the two: 'the deltoids, guarded as they are, are 4/5'."""

from itertools import pairwise, takewhile

from clinote.extract.strength.grades import FULL, Grade
from clinote.extract.strength.qualities import Quality
from clinote.extract.strength.tokens import Token
from clinote.patterns import phrases, worded

_NAMING = frozenset(("site", "side", "extent"))
_AGAINST = worded(r"\b{distribution.against}\b")


def plain(norm: str, tokens: list[Token]) -> list[Token]:
    """The tokens of a sentence without what is put in behind a subject; what is done against gravity is graded."""
    _held(tokens)
    _compared(norm, tokens)
    _pointed_out(tokens)
    _against_gravity(tokens)
    return _set_aside(_excepted(tokens))


def _held(tokens: list[Token]) -> None:
    """The hand that holds a device is not what is graded: 'cane in the right hand, strength 4/5 in the legs'."""
    for k, token in enumerate(tokens):
        if token.word in phrases("function", "devices") and k + 1 < len(tokens):
            for held in tokens[k + 1 : k + _HELD] if tokens[k + 1].word in _HOLDS else ():
                if held.kind not in ("glue", "side", "site"):
                    break
                held.become("glue")


_HOLDS, _HELD = ("in", "on", "with"), 6
"""What leads from a device to the hand that holds it, and how many tokens that may be."""


def _compared(norm: str, tokens: list[Token]) -> None:
    """What has no grade is only what another place is set against: 'R vs L deltoid 3/5', 'left quads 3/5 cf right'."""
    if not tokens or not _AGAINST.search(norm, tokens[0].start, tokens[-1].end):
        return
    if any(one.grade and two.grade for one, two in pairwise(t for t in tokens if t.kind not in ("weak", "glue"))):
        return  # 'R vs L deltoid 3/5, 5/5'
    for k, token in enumerate(tokens):
        first, _, other = token.data.get("side", "").partition("-") if token.kind == "side" else ("", "", "")
        if other and _AGAINST.search(norm, token.start, token.end):
            token.data = {"side": first, "id": f"side.{first}"}
        elif token.word in phrases("distribution", "against"):
            rest = [*takewhile(lambda t: t.kind in ("glue", *_NAMING) or t.word == "with", tokens[k + 1 :])]
            if not any(t.grade for t in tokens[:k]):
                rest = rest[: next((n + 1 for n, t in enumerate(rest) if t.kind == "side" == tokens[k - 1].kind), 0)]
            elif any(t.grade for t in tokens[k + 1 + len(rest) :][:1]):
                continue
            for other_side in rest:
                other_side.become("glue")


def _pointed_out(tokens: list[Token]) -> None:
    """'On that side' is the one side told before, 'the other leg' its opposite; 'each hip', 'neither leg' are both."""
    told: set[str] = set()
    for word, site in pairwise(tokens):
        limb = site.data.get("limb") if site.kind == "site" and not site.data.get("several") else None
        other = word.word in phrases("strength", "other_side") and (site.grade or limb in ("half", "upper", "lower"))
        if told in ({"left"}, {"right"}) and (other or (word.word in ("that", "this", "same") and limb == "half")):
            side = next(iter({"left", "right"} - told if other else told))
            word.become("side", side=side, id=f"side.{side}")
            site.kind = "glue" if limb == "half" else site.kind
        elif limb and word.word in phrases("strength", "singly"):
            word.become("side", side="bilateral", id="side.each")
        if not other and word.data.get("side"):
            told.add(word.data["side"])


def _excepted(tokens: list[Token]) -> list[Token]:
    """The tokens, a place that a full strength is not told of being weak: '5/5 throughout except the left hip'."""
    full = False
    for k, token in enumerate(tokens):
        reduced = token.kind == "quality" and token.data["quality"].reduced
        full = token.grade.low == FULL and not reduced if token.grade else full and token.kind != "other"
        if full and token.word in phrases("strength", "excepting"):
            rest = [*takewhile(lambda t: t.kind in _PLACES or t.word in _JOINTS, tokens[k + 1 :])]
            beyond = tokens[k + 1 + len(rest) : k + 2 + len(rest)]
            if any(t.kind in ("site", "side") for t in rest) and all(t.kind in ("strong", "other") for t in beyond):
                said = Quality(token.start, max(t.end for t in rest if t.kind != "weak"), token.start, token.end, True)
                grade = Grade(token.start, token.end, FULL, FULL, "quality")
                mark = Token("quality", token.start, token.end, {"quality": said, "excepted": True}, grade)
                return [*tokens[: k + 1], mark, *tokens[k + 1 :]]
    return tokens


_PLACES, _JOINTS = ("glue", *_NAMING), ("and", "or", ",", "&", "/", "(", ")")


def _against_gravity(tokens: list[Token]) -> None:
    """Between a limb and what it moves against its movement is told: 'both arms can be held up against gravity'."""
    for k, head in enumerate(tokens):
        if not head.data.get("resisted"):
            continue
        for token in reversed(tokens[:k]):
            if token.kind in ("site", "strong", "grade"):
                break
            if token.kind == "word":
                token.kind = "glue"


def _set_aside(tokens: list[Token]) -> list[Token]:
    """The tokens without what is put in behind a subject, but for what limits it or names the scale."""
    first = 0
    for k, token in enumerate(tokens):
        if token.kind in ("strong", "grade"):
            first = k + 1
        elif token.word in (",", "(") and _is_subject(tokens[first:k]) and (end := _closed(tokens, k)):
            kept = [t for t in tokens[k:end] if t.data.get("limit") or (t.kind == "head" and "weak" not in t.data)]
            return tokens[:k] + kept + _set_aside(tokens[end + 1 :])
    return tokens


def _is_subject(tokens: list[Token]) -> bool:
    """Whether the tokens name what is graded and nothing else."""
    named = all(t.kind in _NAMING or t.kind in ("glue", "weak", "head") for t in tokens)
    return named and any(t.kind == "site" for t in tokens)


def _closed(tokens: list[Token], opens: int) -> int:
    """What closes the bracket, or the comma before a verb, that token `opens` opens; 0 where nothing is put in."""
    held = tokens[opens + 1 :]
    bracket = tokens[opens].word == "("
    names = held and (held[0].kind in _NAMING or held[0].word in ("and", "or"))
    if not held or (names and not bracket):
        return 0
    for k, (token, after) in enumerate(pairwise(held), start=opens + 1):
        word = token.word
        if token.kind == "grade" or word in (";", ".", "?", "!", "|"):
            break
        if bracket and word == ")":
            aside = any(t.kind in ("word", "other") for t in tokens[opens:k]) or held[0].data.get("what") == "root"
            return k if aside or not names else 0
        if not bracket and word == "," and after.word in phrases("words", "copulas"):
            return k
    return 0
