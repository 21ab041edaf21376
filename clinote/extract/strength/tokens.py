"""A sentence of a motor examination as a row of tokens: grades, sites, sides, and what stands between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from clinote import anatomy, patterns
from clinote.expressions import end_of, expression
from clinote.extract.strength import beside, grades
from clinote.extract.strength.grades import Grade
from clinote.extract.strength.headings import ORDER, order
from clinote.extract.strength.qualities import Quality
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading


@dataclass(slots=True)
class Token:
    """A piece of the sentence at `start:end`.

    `kind` is "grade", "site", "side", "extent", "head" (a word for strength), "other" (another scale's word),
    "strong" (";", "but", "except": a new statement), "weak" (",", "and": a new item), "glue" or "word".
    """

    kind: str
    start: int
    end: int
    data: dict[str, Any]
    grade: Grade | None = None
    word: str = ""

    def become(self, kind: str, **data: Any) -> None:
        """Make it a token of another kind, and no word."""
        self.kind, self.data, self.word = kind, data, ""

    @property
    def form(self) -> str:
        """How a grade is written; empty for any other token."""
        return self.grade.form if self.grade else ""


_BETWEEN = expression(r"\d{1,2}/\d{1,2}/\d{2,4}|[;.?!|]|[-=]>|→|>>|[,:()\[\]/&=]|\w[\w'+-]*")
SMALL = ("glue", "side", "weak")
"""The kinds of tokens that may stand between a grade and what it grades."""
_WEAKNESS = worded(r"\b{strength.weak}\b")
_CAUSED = (
    r"{strength.limit_links} (?:[a-z]+ ){0,2}{strength.limit_causes}|{strength.limit_causes}[ -]{strength.limit_forms}"
)
_LIMITS = worded(rf"\b(?<!no )(?<!without )(?:{_CAUSED}|{{strength.limit_words}})\b|\({{strength.limit_causes}}\)")
"""Words that make a grade no objective finding: "limited by pain", "pain-limited", "give-way"."""


_PART = expression(r"[^.,;]*")
"""The rest of what is said of a strength: "grip reduced vs L due to pain"."""


vocabulary = partial(patterns.listed, "strength")
"""The words of a list of strength.toml."""


def read(reading: Reading, start: int, end: int, strength: bool = False, said: Sequence[Quality] = ()) -> list[Token]:
    """The tokens of a sentence and what it has `said` in words; in an account of `strength`, words are grades too."""
    norm = reading.norm
    numbers = grades.find(norm, start, end)
    blanks = (Grade(*m.span(), 0.0, 0.0, "blank") for m in grades.LEFT_BLANK.finditer(norm, start, end))
    found = [Token("grade", g.start, g.end, {}, g) for g in (*numbers, *blanks)]
    found += [Token("glue", *word, {}, word=norm[slice(*word)]) for word in beside.glosses(norm, numbers)]
    for quality in said:
        grade = Grade(quality.at, quality.stop, 5.0, 5.0, "quality")
        part = end_of(_PART, norm, quality.end, end)
        limited = _LIMITS.search(norm, quality.start, part) is not None  # "give-way strength"
        found.append(Token("quality", *grade[:2], {"quality": quality, "limit": limited}, grade))
    for kind in ("other_scale", "extent", "site", "side"):
        for hit in reading.around(start, kind):
            data = {**hit.pattern.data, "id": hit.pattern.id, "b": norm[hit.start : hit.end] == "b"}
            if kind == "side":
                data["all"] = _ALL.match(norm, hit.start) is not None
            if kind == "site":
                owns = norm.startswith("'s", hit.end)
                data["several"] = owns or anatomy.several(data, norm[hit.start : hit.end])
            begin = hit.start
            if data.get("limbs"):
                begin -= 2 * norm.endswith(" b ", start, begin)
                data |= {"side": "bilateral"} if _PAIRED.match(norm, begin) else {}
            if start <= begin and hit.end <= end and _stands(reading, hit.start, hit.end, data):
                found.append(Token(kind.removesuffix("_scale"), begin, hit.end, data))
    each = norm.find("respectively", start, end) > 0 or _TWO_EACH.search(norm, start, end)
    for m in ORDER.finditer(norm, start, end):
        if each or (norm[m.start() - 1] == "(" and norm[m.end() : m.end() + 1] in (")", ";", ",")):
            found.insert(0, Token("side", *m.span(), {"side": order(m[0]), "id": f"side.{order(m[0])}"}))
    heads = _heads(reading, start, end)
    for token in found if heads else ():
        if token.kind == "site" and any(token.start <= head[0] and head[1] <= token.end for head in heads):
            token.data["strength"] = True  # "grip strength"
    sites = [(t.start, t.end) for t in found if t.kind == "site"]
    listed = beside.strokes(norm, start, end, sites)
    if strength or heads or any(t.form == "over" for t in found):
        sides = [(t.start, t.end) for t in found if t.kind == "side"]
        graded = any(t.form == "over" for t in found)
        muscles = frozenset(t.end for t in found if graded and t.kind == "site" and t.data["what"] != "region")
        listed += beside.words(reading, start, end, sites, sides, [head[:2] for head in heads], strength, muscles)
    found += [Token("grade", g.start, g.end, {}, g) for g in listed]
    found += [Token("head", head, stop, {"resisted": True} if told else {}) for head, stop, told in heads]
    first = min((t.start for t in found if t.grade), default=end)
    for m in _LIMITS.finditer(norm, start, end):
        if first < m.start() or not norm.startswith("with ", m.start()):  # "with knee pain and strength 4/5"
            found.append(Token("glue", m.start(), m.end(), {"limit": True}))
    for m in _WEAKNESS.finditer(norm, start, end):
        found.append(Token("head", m.start(), m.end(), {"weak": True}))
    tokens = _members(_items(_fill(norm, start, end, _whole(_disjoint(found)))))
    return _alike(_both(_movements(tokens) if _MOVING.search(norm, start, end) else tokens))


_CUT_SHORT = worded(r"\b{cut_short}\.\Z")
"""A word whose stop ends nothing: "hip flexors bilat. 4/5"."""
_ALL = expression(r"sym|equal|[rl] ?=")
"""How words begin that say that both sides are alike: they close the whole of an examination."""
_PAIRED = expression(r"b(?:oth|ue|le)?\b")
"""How words for the arms and the legs begin that say both sides."""
_TWO_EACH = expression(r"[0-5][+-]?(?:/5)?(?: and|,| &) [0-5][+-]?(?:/5)?(?= ?(?:[,;)\n]|\.(?!\d)|$))")
"""Two grades that end an item: they are of the sides named before, 'right and left: grip 4/5 and 5/5'."""


def _both(tokens: list[Token]) -> list[Token]:
    """B beside a grade is both sides: "hip flexion 4/5 B"; "both" behind two muscles of one side counts these."""
    for side, one, joint, two, both in zip(*(tokens[k:] for k in range(5)), strict=False):
        counted = (one.kind, joint.word, two.kind, both.data.get("id")) == ("site", "and", "site", "side.both")
        if counted and side.data.get("side") in ("left", "right"):
            both.become("glue")
    listed = False
    edge = Token("edge", 0, 0, {})
    for before, token, after in zip([edge, *tokens], tokens, [*tokens[1:], edge], strict=False):
        closes = before.kind == "grade" and after.kind in ("edge", "weak", "strong")
        muscle = before.kind == "site" and before.data["what"] != "region" and after.kind == "grade"
        named = (after.kind == "site" and not after.data.get("abbreviated")) or after.data.get("limbs", False)
        heads = after.word in (":", ")")
        again = listed and after.kind == "site"  # "B hip flexion 4/5, B DF 4/5"
        if (closes or muscle or named or heads or again) and token.kind == "site" and token.data.get("b"):
            token.become("side", side="bilateral", id="side.both")
            listed = listed or named
    return tokens


def _items(tokens: list[Token]) -> list[Token]:
    """A stroke apart from the words about it ends an item of a list: "deltoids 4+ / biceps 5 / distal 5"."""
    graded = False
    for before, stroke, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        graded = before.kind == "grade" or (graded and before.kind != "strong")
        apart = stroke.word == "/" and before.end < stroke.start and stroke.end < after.start
        if apart and graded and before.kind != "site" and after.kind in ("site", "extent"):
            stroke.kind = "strong"
            graded = False
    return tokens


def _members(tokens: list[Token]) -> list[Token]:
    """What a list of muscles with strokes abbreviates otherwise is one of them too: "EHL/TA/GSC 5/5"."""
    for muscle, stroke, word in zip(tokens, tokens[1:], tokens[2:], strict=False):
        listed = muscle.kind == "site" and muscle.data["what"] != "region" and stroke.word == "/"
        if listed and word.kind == "word" and word.end - word.start <= _ABBREVIATED:
            word.become("site", **muscle.data)
    return tokens


def _movements(tokens: list[Token]) -> list[Token]:
    """The short name of a movement right before its grade is that of the joint named before: "hip flex 4, abd 4+"."""
    joint = None
    for word, grade in pairwise(tokens):
        if word.kind == "site" and word.data.get("limb") in ("upper", "lower", "trunk"):
            joint = word
        elif joint and grade.kind == "grade" and _MOVING.fullmatch(word.word):
            word.become("site", what="movement", limb=joint.data["limb"], id="site.movement")
    return tokens


_MOVING = worded(r"\b(?:{sites.flex}|{sites.ext}|{sites.abd}|{sites.add})\b")
"""The short names of movements, which alone mean other things as well."""
_ABBREVIATED = 4
"""How many letters an abbreviated muscle may have."""


def _alike(tokens: list[Token]) -> list[Token]:
    """Sides compared are one token, so that the grade before is of both: "left same as right", "R and L alike"."""
    k = 0
    while k < len(tokens):
        as_as = k > 1 and tokens[k].word == tokens[k - 2].word == "as"  # "as strong as"
        if (as_as or _is(tokens[k], "alike")) and (span := _compared(tokens, k)):
            first, last = tokens[span[0]], tokens[span[1]]
            data = {"side": "bilateral", "id": "side.both", "all": True, "alike": True}
            tokens[span[0] : span[1] + 1] = [Token("side", first.start, last.end, data)]
            k = span[0]
        k += 1
    return tokens


_NEAR = 5
"""How many tokens part a side from the word that compares it."""


def _compared(tokens: list[Token], k: int) -> tuple[int, int] | None:
    """The first and the last of the tokens that a word at `k` makes one of both sides; None where it makes none."""
    before = next((n for n in range(k - 1, max(-1, k - _NEAR), -1) if tokens[n].kind in _CONTENT), None)
    after = next((n for n in range(k + 1, min(len(tokens), k + _NEAR)) if tokens[n].kind in _CONTENT), None)
    left = before is not None and tokens[before].kind == "side"
    right = after is not None and tokens[after].kind == "side"
    closed = k + 1 == len(tokens) or tokens[k + 1].kind in ("strong", "weak")
    beyond = tokens[after + 1].kind if after is not None and after + 1 < len(tokens) else "strong"
    if after is not None and right and beyond not in ("grade", "site", "quality", "word"):
        told = before if before is not None and left else None
        if told is None or {tokens[told].data["side"], tokens[after].data["side"]} == {"left", "right"}:
            return k if told is None else told, after
    if before is not None and left and closed:
        opens = before > 0 and _is(tokens[before - 1], "weak")
        if opens and all(t.kind in SMALL for t in tokens[before:k]):
            return before, k
    return None


_CONTENT = ("site", "side", "grade", "quality", "strong")


def has_number(tokens: list[Token], k: int) -> bool:
    """Whether the word of another scale at `k` has a number of its own, not out of five: "NIHSS 6", "pain score 3"."""
    number = next((t for t in tokens[k + 1 : k + 9] if t.kind not in SMALL and t.kind != "other"), None)
    return number is not None and (number.form in ("bare", "pair") or number.word.isdigit())


def has_value(tokens: list[Token], k: int) -> bool:
    """Whether the word of another scale at `k` has a value of its own in words: "sensation normal"."""
    copulas = patterns.phrases("words", "copulas")
    value = next((t for t in tokens[k + 1 : k + 4] if t.word not in (*copulas, ":")), None)
    return value is not None and _is(value, "values")


def _is(token: Token, name: str) -> bool:
    """Whether a token is a word of a list of patterns/strength.toml."""
    return token.word in vocabulary(name)


def _heads(reading: Reading, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The words for strength in a sentence, and whether they tell of a movement against gravity."""
    near = [(hit, hit.pattern.data["role"]) for hit in starting(reading.hits("strength"), start, end)]
    return [(hit.start, hit.end, role == "resisted") for hit, role in near if role in _HEADS and hit.end <= end]


_HEADS = ("head", "resisted")


def _stands(reading: Reading, start: int, end: int, data: dict[str, Any]) -> bool:
    """One-letter sides and abbreviated muscles count only as capitals, apart from possessives and contractions."""
    if data.get("table") and _TIRES.match(reading.norm, start):
        return False
    if data.get("counted") and _THEN.search(reading.norm, max(0, start - 10), start):
        return False
    small = data.get("capital") and _LOWER.match(reading.norm, max(0, start - 1), end)
    if small and reading.text[slice(*reading.sentence(start))].islower():  # "r" and "l" beside a grade are sides
        ahead = _GRADED.match(reading.norm, end) or _LIMB_GRADED.match(reading.norm, end)
        return bool(ahead or _GRADE_ENDS.search(reading.norm, max(0, start - 8), start))
    if data.get("capital") and _SIGNS.match(reading.norm, end):
        return False  # "P 4/5, R ++": the reflexes
    if data.get("capital") or data.get("abbreviated"):
        written = reading.text[start:end]
        capitals = written.isupper() or len(written) > 2 or (len(written) == 2 and _GRADED.match(reading.norm, end))
        return bool(capitals) and reading.text[start - 1 : start] != "'"
    return True


_ROUND = {"[": "(", "]": ")"} | dict.fromkeys(("=>", "→", ">>"), "->")
_LOWER = expression(r"[\s(]?[rl]")
_GRADE_ENDS = expression(r"[0-5][+-]?(?:/5)?[ \t(]*$")
_THEN = worded(r"\b(?:this|{strength.earlier}|{time.months}) $")
"""What makes a visit the time of a grade rather than what it counts."""
_SIGNS = expression(r" ?\+(?!\d)")
_TIRES = expression(r"fatigue to [0-5]")
_LIMB_GRADED = expression(r" (?:[a-z]{2,14} ){1,2}[0-5][+-]?/5(?!\d)")
_GRADED = expression(r"[ \t]*[:=]?[ \t]*[0-5](?![\d.%:])")


def _disjoint(found: list[Token]) -> list[Token]:
    """The longest token where some overlap; a grade yields to "x4 extremities" and the like."""
    order = ("quality", "glue", "extent", "grade", "site", "head", "other", "side")
    found.sort(key=lambda t: (t.start, t.form != "stroke", -t.end, order.index(t.kind)))
    kept: list[Token] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
        elif token.end - token.start > kept[-1].end - kept[-1].start and (len(kept) < 2 or token.start >= kept[-2].end):
            kept[-1] = token
    return kept


def _whole(found: list[Token]) -> list[Token]:
    """The tokens without a half of a pair whose other half is part of another one: "4/4 extremities" is no pair."""
    halves = [t.grade.place if t.grade else 0 for t in found]
    ahead, behind = [*halves[1:], 0], [0, *halves]
    return [
        t for t, place, after, before in zip(found, halves, ahead, behind, strict=False)
        if not place or (after == 2 if place == 1 else before == 1)
    ]  # fmt: skip


def _fill(norm: str, start: int, end: int, found: list[Token]) -> list[Token]:
    tokens: list[Token] = []
    at, depth = start, 0
    strong, weak, glue = vocabulary("strong"), vocabulary("weak"), vocabulary("glue") | vocabulary("changes")
    for token in [*found, Token("end", end, end, {})]:
        listed = bool(tokens) and token.form == tokens[-1].form == "stroke"
        for m in _BETWEEN.finditer(norm, at, at if listed else token.start):
            if m[0] == "." and _CUT_SHORT.search(norm, start, m.end()):
                continue
            word = _ROUND.get(m[0], m[0])
            depth = max(0, depth + (word == "(") - (word == ")"))
            parts = word in strong and not (depth and word == ";")  # 'deltoid (R 5/5; L 4/5)'
            kind = "strong" if parts else "weak" if word in weak or word == ";" else "glue" if word in glue else "word"
            tokens.append(Token(kind, m.start(), m.end(), {}, word=word))
        if token.kind != "end":
            tokens.append(token)
        at = max(at, token.end)
    return tokens
