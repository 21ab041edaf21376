"""Which of the words between the grades of a sentence belong to which grade, and the site that each one names."""

from clinote.extract.strength.pairs import Item, sided
from clinote.extract.strength.tokens import Token, vocabulary

CONTENT = ("site", "side", "extent")
"""The kinds of tokens that say what is graded."""


def share(tokens: list[Token], items: list[Item]) -> None:
    """Give each grade the tokens that belong to it: what stands between two grades is parted between them."""
    items[0].before = _near(tokens[: items[0].at])
    ways = _ways(tokens, items)
    leads = sided(items[0].before)
    for k, item in enumerate(items):
        following = items[k + 1] if k + 1 < len(items) else None
        if item.grade.place == 2:
            item.before = items[k - 1].before
        if said := item.token.data.get("quality"):
            first = next(n for n, t in enumerate(tokens) if t.start >= said.start)
            first -= first > 0 and tokens[first - 1].kind == "side" and tokens[first].kind == "site"  # "right grip ↓"
            inside = tokens[first : item.at]
            apart = any(t.word in (",", "and") for t in tokens[:first][-1:])
            item.before = inside if apart or any(t.kind == "site" for t in inside) else item.before or inside
        item.behind, _, limb = ways[k]
        item.side = limb
        gap = tokens[item.at + 1 : following.at if following else len(tokens)]
        strong = next((n for n, t in enumerate(gap) if t.kind == "strong"), None)
        if _heads(item, gap):
            cut = 0
        else:
            cut = len(gap) if following is None else _cut(item, gap, *ways[k][:2], leads)
            cut = cut if strong is None else strong
        item.after = [t for t in gap[:cut] if not said or t.kind not in ("word", "other")]
        if following:
            following.before = _near(gap[cut:])
            following.opens = strong is not None
            if following.opens or any(t.kind == "site" for t in following.before):
                leads = sided(following.before)
    for item in items:
        _place(item)


def _ways(tokens: list[Token], items: list[Item]) -> list[tuple[bool | None, bool, str | None]]:
    """Whether the sites of each grade's clause stand behind the grades, whether a side closes it, the limb's it has.

    A site before the first grade of a clause and none behind the last, or the other way round, tells it for all; None
    where its two ends do not tell. A limb with its side heads what is graded of it: "LLE 4/5 hip, 2/5 ankle".
    """
    found: list[tuple[bool | None, bool, str | None]] = []
    first = 0
    for k, item in enumerate(items):
        end = items[k + 1].at if k + 1 < len(items) else len(tokens)
        stop = next((n for n in range(item.at + 1, end) if tokens[n].kind == "strong"), None)
        if stop is None and _heads(item, tokens[item.at + 1 : end]):
            stop = item.at + 1
        if stop is None and k + 1 < len(items):
            continue
        start = items[first - 1].at + 1 if first else 0
        start = next((n + 1 for n in range(items[first].at - 1, start - 1, -1) if tokens[n].kind == "strong"), start)
        lead = any(t.kind == "site" for t in _headed(tokens[start : items[first].at]))
        last = tokens[item.at + 1 : end if stop is None else stop]
        trail = any(t.kind == "site" for t in last)
        near = next((t.kind for t in last if t.kind != "glue"), "")
        heads = lead and near == "site"  # "LLE 4/5 hip, 2/5 ankle", not "shoulder 4/5, elbow normal"
        side = _limb(tokens[start : items[first].at], tokens[items[first].at : item.at] + last) if heads else None
        behind = True if side else trail if lead != trail else None
        found += [(behind, sided(last), side)] * (k + 1 - first)
        first = k + 1
    return found


def _heads(item: Item, gap: list[Token]) -> bool:
    """Whether strength is told in words, and behind a colon or a dash by its parts: "power reduced - hips 3/5"."""
    sites = [t.kind for t in gap if t.kind in ("site", "grade", "strong")]
    if not gap or {*sites} != {"site"} or item.token.data.get("quality") is None:
        return False
    told = next(n for n, t in enumerate(gap) if t.kind != "extent")
    end = gap[told - 1].end if told else item.token.end  # "power reduced proximally - hips 3/5"
    return gap[told].word == ":" or gap[told].start - end >= len(" - ")  # a dash is no token


def _limb(lead: list[Token], rest: list[Token]) -> str | None:
    """The side of the one limb that heads a clause in which only parts of it, without a side, are named."""
    names = [t for t in lead if t.kind in CONTENT]
    if not names or names[-1].kind != "site" or not is_region(names[-1]) or sided(rest):
        return None
    limb, side = names[-1].data.get("limb"), names[0].data.get("side")
    parts = [t for t in rest if t.kind == "site"]
    alone = len(names) == 1 or [t.kind for t in names] == ["side", "site"]
    alike = all(t.data.get("limb") == limb and not t.data.get("side") for t in parts)
    return side if side in ("left", "right") and alone and alike else None


def _headed(lead: list[Token]) -> list[Token]:
    """What leads a clause without the limb that heads it: "RUE: 4/5 deltoid, 5/5 biceps"."""
    colon = next((k for k in range(len(lead), 0, -1) if lead[k - 1].word == ":"), 0)
    return lead[colon:] if all(is_region(t) for t in lead[:colon] if t.kind == "site") else lead


def _cut(item: Item, gap: list[Token], behind: bool | None, closed: bool, leads: bool) -> int:
    """Where the tokens between two grades of a clause cease to belong to the first of them.

    They part at a comma or a joining word; without one, they stand on the hand where the clause has its sites, and
    its sides: before the grade where the group began with one (`leads`), "knee flexion L 2/5 R 4/5", behind it where
    one closes the clause, "delt 4 R tri 5 L".
    """
    content = [k for k, t in enumerate(gap) if t.kind in CONTENT]
    if not content:
        return len(gap)
    if alike := [k for k in content if gap[k].data.get("alike")]:
        return alike[-1] + 1
    told = any(t.kind == "site" for t in item.before)
    only_side = all(gap[k].kind == "side" for k in content)
    start = 0
    opening = next((k for k, t in enumerate(gap) if t.kind not in ("side", "glue")), len(gap))
    if opening < len(gap) and gap[opening].word == "(":  # "4/5 bilat (pain-limited), knee 5/5"
        start = next((k + 1 for k, t in enumerate(gap) if t.word == ")"), 0)
    parting, words = vocabulary("parting"), [t.word for t in gap]
    parts = [k for k, word in enumerate(words) if k >= start and word in parting and content[-1] > k]
    parts += [k for k, word in enumerate(words) if word == "with" and content[0] < k < content[-1] and not parts]
    if behind is None:
        behind = not told
    if behind and any(word in parting for word in words[content[-1] + 1 :]):
        return len(gap)  # "4/5 biceps and triceps, 3/5 grip"
    if parts:
        return parts[-1] if behind else parts[0]
    if any(word in parting for word in words[start:]) or words[0] in vocabulary("leading"):
        return len(gap)
    if only_side:
        return 0 if leads else len(gap)
    first = next(k for k in content if gap[k].kind != "side")
    return len(gap) if behind else first if closed and not leads else 0


def _near(before: list[Token]) -> list[Token]:
    """The tail of the tokens before a grade that speaks of what is graded."""
    for k in range(len(before) - 1, -1, -1):
        if before[k].kind in ("word", "other", "strong"):
            return before[k + 1 :]
        if before[k].kind == "grade":  # another scale's number and what it grades: "pain 4/5 in the knee, strength ..."
            own = k if before[k].form == "bare" else len(before) - 1  # but "pain score 3 right arm 4/5"
            return before[next((j for j in range(k + 1, len(before)) if before[j].kind == "weak"), own) + 1 :]
    return before


def is_region(token: Token) -> bool:
    return bool(token.data["what"] == "region")


_AND = ("and", "&", "or")


def _place(item: Item) -> None:
    """Find the site in the note's words: before the grade (the whole list it closes), else after it.

    After it first where the clause has its sites there, or "in" leads to one behind a comma: "arms weak, 2/5 in legs".
    """
    hands = [(item.before, -1), (item.after, 1)]
    led = item.after[:1] and item.after[0].word in ("in", "at", "of", "for")
    if item.behind or (led and any(t.word == "," for t in item.before[-2:])):
        hands.reverse()
    for tokens, step in hands:
        named = ((k, t) for k, t in enumerate(tokens) if t.kind == "site")
        sites = [k for k, t in named if t.data.get("limb") or not is_region(t)]
        if not sites or (step > 0 and any(t.kind in ("word", "other") for t in tokens[: sites[0]])):
            continue
        first = last = sites[-1] if step < 0 else sites[0]
        joined = ""
        k = first + step
        while 0 <= k < len(tokens):
            token = tokens[k]
            alike = token.kind == "site" and is_region(token) == is_region(tokens[first])
            if token.kind == "site" and (joined in _AND or (joined and alike)):
                first, last, joined = min(first, k), max(last, k), ""
            elif token.kind == "weak" and token.word in (",", "/", *_AND):
                joined = token.word
            elif token.kind not in ("side", "glue"):
                break
            k += step
        item.site = tokens[first].start, tokens[last].end
        if {t.data.get("side") for t in tokens[first : last + 1]} >= {"left", "right"}:  # "RUE/LUE"
            item.side = "bilateral"
        item.several = all(t.data.get("several") for t in tokens[first : last + 1] if t.kind == "site")
        item.axial = tokens[first].data.get("limb") in ("trunk", "face")
        return
