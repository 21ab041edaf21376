"""Results in words round a name or a list of names: 'elevated CK', 'low K and Mg', 'labs normal (CK, TSH)'."""

from itertools import pairwise

from clinote.expressions import expression
from clinote.extract.labs.grammar import before, token_at
from clinote.extract.labs.names import Name
from clinote.extract.labs.values import Measure
from clinote.extract.said import Token
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.classes import classes

FLAGS = {"high": "H", "low": "L", "normal": "N", "risen": "H", "fallen": "L", "negative": "neg"}
_RISK = worded(r"{labs.risks}(?![a-z])")
_LISTED = expression(r"\s*(?:,?\s*(?:and|or|&|/|plus)|/|&)\s*")
_LONGEST = 160
_OPENS = expression(r"[(:]|includ")
"""What opens a list behind a statement that is of all its members."""
_LIST = frozenset(("word", "away", "be", "degree", "joint", "filler", "function", "step"))


def flag_before(reading: Reading, name: Name) -> str | None:
    """The flag of an adjective right before a name: 'low K'."""
    if not reading.norm[max(0, name.start - 2) : name.start].strip()[-1:].isalnum():
        return None
    found = _adjective(before(reading, name.start, 40), reading)
    return found[1] if found and found[1] != "N" else None


def denied_before(reading: Reading, name: Name) -> Token | None:
    """The 'no' or 'without' right before a name: 'no CK elevation'."""
    tokens = before(reading, name.start, 40)
    while tokens and tokens[-1].kind != "not" and _same(reading, tokens[-1]):
        tokens.pop()
    return tokens[-1] if tokens and tokens[-1].kind == "not" else None


def _same(reading: Reading, token: Token) -> bool:
    """Whether a word before a name leaves it the same test: 'serum', 'her'."""
    same = classes("labs", "before").at(reading.norm, token.start, token.end)
    return same == ("same", token.end)


def statements(
    reading: Reading, chain: list[Name], flag: str | None, begin: int, end: int
) -> list[tuple[Name, Measure]]:
    """What is said in words of the analytes of a chain; `flag` is what stands behind it, up to `end`."""
    start, stop = reading.sentence(chain[0].start)
    if _RISK.search(reading.norm, start, stop):
        return []
    whole: Name | None = None
    own = len(chain) == 1 and flag_before(reading, chain[0])  # "a low TSH, all others were normal"
    if flag is None and not own and (found := _list_end(reading, chain[-1].end, stop)):
        flag, begin, end = found[0], chain[-1].start, found[1]
    if flag is not None:
        kinds = {token.kind for token in before(reading, chain[0].start, 70)}
        if "wish" in kinds or ("todo" in kinds and len(chain) > 1):
            return []
    elif ahead := _flag_before_chain(reading, chain):
        begin, end, flag, whole = ahead
    else:
        return []
    told = []
    if flag == "neg":  # said of CK alone
        chain, flag = [name for name in chain if name.analyte and name.analyte.name == "ck"], "N"
    for name in chain:
        if name.analyte is None or "diagnosis" in name.pattern.data or (name is not whole and whole is not None):
            continue
        alone = len(chain) == 1 or name is (chain[-1] if end > name.start else chain[0])
        a, b = (min(begin, name.start), max(end, name.end)) if alone else (name.start, name.end)
        told.append((name, Measure(a, b, flag=flag, after=b)))
    return told


def _adjective(tokens: list[Token], reading: Reading) -> tuple[int, str] | None:
    """The place among `tokens` of the adjective that the last of them hand on to the name, and its flag."""
    norm = reading.norm
    for index in range(len(tokens) - 1, max(-1, len(tokens) - 6), -1):
        token = tokens[index]
        arrow = token.kind == "flag" and norm[token.start] in "↑↓"
        if arrow or token.kind in (FLAGS.keys() | {"rise"}) - {"negative"}:
            behind = tokens[index + 1].start if index + 1 < len(tokens) else len(norm)
            of_food = token.kind in ("high", "low") and norm.startswith("in", behind)  # "foods high in potassium"
            if of_food or norm.startswith("up", token.start):  # "follow-up potassium"
                return None
            flag = FLAGS.get(token.kind) or ("L" if norm[token.start] == "↓" else "H")
            denied = index and tokens[index - 1].kind == "not"
            return index, "N" if denied and flag == "H" else flag
        if token.kind not in "(:-" and not _same(reading, token):
            return None
    return None


def _flag_before_chain(reading: Reading, chain: list[Name]) -> tuple[int, int, str, Name | None] | None:
    """'elevated CK', 'no rise in CK', 'labs normal (CK, TSH)': where it begins and ends, its flag, and whose it is."""
    first, norm = chain[0], reading.norm
    behind = (token_at(reading, name.end, len(norm)) for name in (first, chain[-1]))
    if any(after and after.kind in ("away", "open") for after in behind):
        return None
    tokens = before(reading, first.start, 40)
    if found := _adjective(tokens, reading):
        index, flag = found
        if any(token.kind == "wish" for token in tokens[:index]):
            return None
        denied = index and tokens[index - 1].kind == "not" and flag == "N"
        begin = tokens[index - 1 if denied else index].start
        listed = len(chain) == 1 or flag == "N"
        listed = listed or any(_LISTED.fullmatch(norm, a.end, b.start) for a, b in pairwise(chain))
        return begin, first.end, flag, None if listed else first
    return _list_head(reading, chain)


def _list_head(reading: Reading, chain: list[Name]) -> tuple[int, int, str, Name | None] | None:
    """A statement over the list in which the chain stands: 'tests were within normal limits (CBC, CK, TSH'."""
    if not _OPENS.search(reading.norm, reading.sentence(chain[0].start)[0], chain[0].start):
        return None
    tokens = before(reading, chain[0].start, _LONGEST)
    for index in range(len(tokens) - 1, 0, -1):
        token, last = tokens[index], tokens[index - 1]
        opens = token.kind in "(:" or reading.norm[token.start : token.end].startswith("includ")
        said = index < 2 or tokens[index - 2].kind in ("be", "degree", "word", "all")
        if opens and said and last.kind in ("normal", "high", "low"):
            return last.start, chain[0].end, FLAGS[last.kind], None
        if opens or token.kind in ("number", ")", "be", "wish", "todo", "not"):
            return None
    return None


def _list_end(reading: Reading, at: int, stop: int) -> tuple[str, int] | None:
    """A statement at the end of the list that a chain begins: 'CK, lyme titer and ESR were all normal'."""
    listed = plural = False
    furthest = at + _LONGEST
    while at < furthest and (token := token_at(reading, at, stop)):
        if token.kind in ("normal", "high", "low", "negative"):
            return (FLAGS[token.kind], token.end) if listed and plural else None
        word = reading.norm[token.start : token.end]
        plural = word in ("were", "are", "all", "both") or (plural and token.kind in ("degree", "be"))
        listed = listed or token.kind in ",/"
        part = token.kind == "number" and reading.norm[token.start - 1].isalpha()  # "vitamin B12"
        if not part and token.kind not in _LIST and token.kind not in ",/&+-'":
            return None
        at = token.end
    return None
