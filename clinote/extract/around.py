"""The places round a weakness that are its own: its modifier or subject, its complement, what a pronoun stands for."""

from clinote.expressions import expression
from clinote.extract.places import DASH, Part, clause, closing, is_counted, several, side_of, timed, words
from clinote.patterns import worded

_TIME = worded(r"\b(?:(?:x?\d*)?{time.units}s?\b|x?\d+ ?[wmy]\b|{distribution.when})")
_CODE = expression(r"[a-z]\d[\da-z]|\d{1,3}[a-z]?")
_INSERTED = 6
"""How many words may be put in between a place and what is said of it."""
_JOINED = ("and", "or")
_ASIDE = 8
"""How many words may stand in brackets right behind a weakness."""
_DESCRIBED = 2
"""How many words may tell which limb it is: "of the recently operated leg"."""
_UNDESCRIBING = ("links", "joints", "companions", "others", "organs", "copulas")
"""The lists of words that tell no limb from others."""


def modifier(before: list[Part]) -> list[Part]:
    """The places before a weakness: "left arm weakness", "proximal and bulbar weakness", "my legs are weak"."""
    row: list[Part] = []
    skipped = 0
    joined = subject = relative = denied = shared = False
    resumes = len(before)
    for k, part in zip(range(len(before) - 1, -1, -1), reversed(before), strict=True):
        if k >= resumes:
            continue
        resumes = len(before)
        if part.word == "," and subject and not row and (opens := _inserted(before[:k])) is not None:
            resumes = opens
        elif part.kind != "word":
            if row and before[k + 1].word == "," and part.kind == "side":
                break  # "on the right, leg weakness"
            if joined or (subject and not row and part.kind == "side" and not _ends_in_site(before[:k])):
                break  # "pain in the leg and weakness": the leg is the pain's
            if shared and not row and part.get("limb") == "trunk":
                break  # "back pain and weakness"
            row.insert(0, part)
        elif row:
            placed = part.word == "on" and row[0].kind == "side" and _ends_in_site(before[:k])
            if not (placed or _joins(part) or _goes_on(before[: k + 1])):
                if part.word in words("states") and row[-1].kind != "site":
                    return [p for p in row if p.kind != "site"]  # "painful left shoulder and generalized weakness"
                break
        elif part.word == ")":
            skipped += 1  # "generalized (arms and legs) weakness"
        elif part.word in (",", "and", "or", "/", "+"):
            if denied:
                break  # "no neck pain, no weakness"
            joined = not relative
        elif part.word in ("which", "that") or (subject and part.word in words("resumed")):
            relative, subject = True, True
        elif part.word in words("companions") or part.word in words("manners"):
            joined, skipped, denied = False, skipped + 1, part.word in ("no", "any")
            shared = shared or part.word in words("companions")
        elif denied and part.word == "with":
            break  # "full throughout with no weakness"
        elif part.word in words("copulas") and (not joined or part.word in words("states")):
            joined, subject, skipped = False, True, skipped + 1
        else:
            break
        if skipped > 6:
            return []
    return row


def _inserted(before: list[Part]) -> int | None:
    """Where an insertion begins that ends at a comma: "legs, especially the thighs, are weak", "legs, he says,"."""
    for k in range(len(before) - 1, max(-1, len(before) - _INSERTED - 2), -1):
        if before[k].word == ",":
            first = before[k + 1].word if k + 1 < len(before) else ""
            said = any(part.word in words("said") for part in before[k + 1 :])
            return k if first in words("comparing") or said else None
    return None


def _ends_in_site(parts: list[Part]) -> bool:
    """Whether a place stands right before its side: "the legs bilaterally", "the hand on the left"."""
    site = next((part for part in reversed(parts) if not (_joins(part) or part.word in words("leading"))), None)
    return site is not None and site.kind == "site"


def _joins(part: Part) -> bool:
    """Whether a word joins the places of a list, or stands before one."""
    return part.word in words("joints") or part.word in words("determiners")


def _goes_on(parts: list[Part]) -> bool:
    """Whether the words that end `parts` only part a place from its side, or from another place of the list.

    "Right lower facial weakness", "left mild arm weakness", "slight right and marked left arm weakness".
    """
    k, manners = len(parts) - 1, words("manners")
    while k > 0:
        joins = is_counted(parts[k - 1]) and parts[k].word in words("joints")  # "ring and little finger"
        joins = joins or parts[k].word in manners or (parts[k].word == "to" and parts[k - 1].word in manners)
        if not (joins or is_counted(parts[k]) or parts[k].word in words("positions")):
            break
        k -= 1
    if 0 <= k < len(parts) - 1 and parts[k].kind == "side":
        return True
    k = len(parts) - 1
    while k >= 0 and parts[k].word in manners:
        k -= 1
    kinds = ("side",) if parts[k].word == "," else ("side", "site")  # "a high palate, mild facial weakness"
    return 0 < k < len(parts) - 1 and parts[k].word in words("joints") and parts[k - 1].kind in kinds


def antecedent(before: list[Part], earlier: list[Part]) -> list[Part]:
    """The place last named, else in the sentence before, `earlier`, that a pronoun stands for: "it is his legs"."""
    for k, part in zip(range(len(before) - 1, -1, -1), reversed(before), strict=True):
        if part.word == "which":
            return _last(before[:k])
        if part.kind != "word" and part.word != "both":
            return []
        plural = part.word in words("they")
        if plural or part.word in words("it"):
            row = _last(before[:k]) or _last(earlier)
            return row if several(row) == plural else []
        if not any(part.word in words(name) for name in ("copulas", "manners", "said", "asides")):
            return []
    return []


def _last(parts: list[Part]) -> list[Part]:
    """The last limbs named in a sentence; none where they are those of a reflex or of an operation."""
    last = next((k for k in range(len(parts) - 1, -1, -1) if parts[k].kind == "site"), None)
    if last is None or any(part.word in words("others") for part in parts):
        return []
    return modifier(parts[: last + 1])


def shown(before: list[Part]) -> list[Part]:
    """The place, before a weakness, of what is inferred from it: "right cuff tear possible given weakness"."""
    small = words("manners") | words("determiners")
    k = next((k for k in range(len(before) - 1, -1, -1) if before[k].word not in small), 0)
    if not before or before[k].word not in words("evidence"):
        return []
    first = next((n + 1 for n in range(k - 1, -1, -1) if before[n].word in (",", ";", ":")), 0)
    last = next((n + 1 for n in range(k - 1, first - 1, -1) if before[n].kind == "site"), first)
    return modifier(before[first:last])


def compared(after: list[Part]) -> list[Part]:
    """The place with which a weakness is compared: "RLE weakness > LLE", "left leg weakness worse than right"."""
    k = 0
    while k < len(after) and after[k].word in words("comparing"):
        k += 1
    more = k > 1 and after[k - 1].word == "than"  # "weaker than the left" is of one side
    told = k < len(after) and after[k].kind in ("site", "side") and (more or (k == 1 and after[0].word == ">"))
    return after[k : k + 1] if told else []


def graver(after: list[Part], row: list[Part]) -> bool:
    """Whether the places `row` after a weakness are the side on which it is worse: "worse on the left side"."""
    sides = all(p.kind == "side" or p.get("limb") == "half" for p in row)
    return bool(row) and sides and any(p.word in words("graver") for p in after if p.start < row[0].start)


def against(after: list[Part]) -> Part | None:
    """The side with which a weakness is compared that is on the other: "weak vs R", "weaker than the other side"."""
    if not after or after[0].word not in words("against"):
        return None
    passed = words("towards") | words("selecting")
    k = next((k for k, part in enumerate(after[1:_INSERTED], 1) if part.word not in passed), 0)
    if not k or after[k].kind == "word":
        return None
    limb = after[k].get("limb") == "half" and after[k].get("one")
    return after[k] if limb or side_of(after[k]) in ("left", "right") else None


def unbracketed(after: list[Part]) -> list[Part]:
    """What follows a weakness without the code, grade or time right behind it: "weakness (M62.81), proximal"."""
    if after[:1] and after[0].word == ",":
        closes = next((k for k, part in enumerate(after[1 : _INSERTED + 1], 1) if part.word == ","), 0)
        if any(part.word in words("said") for part in after[1:closes]):
            return after[closes + 1 :]  # "this weakness, he says, is in his arms"
    for n, part in enumerate(after[:_ASIDE]):
        if part.kind != "word" or not (after[0].word == "(" or _CODE.fullmatch(part.word)):
            return after if n < 2 or after[0].word == "(" else after[n:]
        if part.word == ")":
            return after[n + 1 :]
        if after[0].word != "(" and part.word in (",", ";"):
            return after[n:]
    return after


def _aside(after: list[Part], k: int) -> int:
    """Where words end that are put in between places at `k`: "the arms (mild) and legs", "and, less so, the legs"."""
    opens, before = after[k].word, after[k - 1]
    if not (opens == "(" and before.kind != "word") and not (opens == "," and before.word in _JOINED):
        return 0
    shuts = ")" if opens == "(" else ","
    end = next((j for j, part in enumerate(after[k + 1 : k + 1 + _INSERTED], k + 1) if part.word == shuts), 0)
    told = any(part.kind != "word" for part in after[k:end])
    goes_on = shuts == "," or any(part.word in _JOINED for part in after[end + 1 : end + 2])
    return end if goes_on and not told else 0


def enclosed(after: list[Part]) -> list[Part]:
    """The places that fill the brackets right behind a weakness, or stand behind its colon: "weakness (legs)"."""
    if not after or after[0].word not in ("(", ":"):
        return []
    return alone(after[1 : next((k for k, part in enumerate(after) if part.word == ")"), len(after))])


def alone(parts: list[Part]) -> list[Part]:
    """Places among which nothing else is told; none where something is."""
    told = any(part.kind in ("site", "extent", "distribution") for part in parts)
    only = all(part.kind != "word" or _joins(part) or part.word in words("comparing") for part in parts)
    return parts if told and only else []


def complement(after: list[Part], adjective: bool) -> list[Part]:
    """The places after a weakness, right before which an `adjective` may stand: "weak all over", "a weak left leg"."""
    if row := enclosed(after):
        return row
    linked = joined = led = counted = False
    resumes = 0
    for k, part in enumerate(after):
        if k < resumes:
            continue
        if row and (aside := _aside(after, k)):
            resumes = aside + 1
            continue
        if part.kind == "side" and part.word.endswith("ly") and not row:
            continue  # "weak bilaterally in the legs"
        then = after[k + 1 : k + 5]
        apart = not linked or (k > 0 and after[k - 1].word in (",", ":"))  # "is mild, deltoids 4/5"
        if part.kind == "site" and apart and then and then[0].word[0].isdigit() and not timed(then):
            return row  # "weakness - hip flexors 4/5": the name of what is graded
        if part.kind != "word":
            if adjective and not row and next((p.word for p in then[:3] if p.kind == "word"), "") == ":":
                return []  # "LUE: weak RLE: strong"
            site = part.kind in ("site", "side") and not row
            named = adjective and k == 0 and len(after) > 1 and after[1].kind == "site"
            if site and not linked and not named and (part.kind == "side" or joined):
                return closing(after[k:], joined)
            if part.kind == "site" and row and row[-1].kind == "side" and after[k - 1].word == ",":
                break  # "on the right, leg weakness on the left"
            before = next((p.word for p in reversed(after[:k]) if p.word not in words("determiners")), "")
            told = part.kind == "side" and before == "," and any(map(side_of, row))
            if told and not _named(after[k + 1 : k + 3]):
                break  # "weakness of the left side, right gaze preference", "of the left leg, his right is fine"
            row.append(part)
        elif row:
            if part.start - after[k - 1].end >= DASH:
                break  # "weak left leg -> MRI spine"
            if part.word == "of" and after[k - 1] is row[-1] and _named(after[k + 1 : k + 4]):
                whole = next(p for p in after[k + 1 :] if p.kind == "site")
                if row[-1].get("limb") == "half" and whole.get("limb") != "all":
                    row.pop()  # "the left side of the face": of the face
                while row and row[-1].get("what") == "region" and (len(row) < 2 or row[-2].kind != "side"):
                    row.pop()  # "the first two fingers of the right hand": of that hand
            if part.word == "," and row[-1].kind == "side" and any(p.kind == "side" for p in row[:-1]):
                row.pop()  # "the right hand, then the left, now both legs"
            anew = part.word in words("joining") and after[k + 1 : k + 2] and after[k + 1].word not in words("leading")
            if not (_joins(part) or part.word in words("between") or anew):
                if part.word in words("organs") and row[-1].kind == "side":
                    return []  # "weakness of the right eye": not of the right side
                other, beside = part.word in words("others"), after[k - 1] is row[-1]
                own = other or part.word in words("companions")
                small = words("determiners")
                joint = next((p for p in reversed(after[:k]) if p.kind == "word" and p.word not in small), part)
                if led and beside and (own or row[-1].word == "facial") and joint.word in words("joints"):
                    return [p for p in row if p.start < joint.start]  # "weakness of the arm and neck pain"
                if (other and beside) or (own and not led):
                    return []  # "leg weakness, back pain", "in the knee replacement": the back is the pain's
                break
        elif (
            part.word in words("links")
            or (part.word in words("fields") and after[k + 1 : k + 2] and after[k + 1].word == ":")
            or (linked and part.word in words("positions"))
            or (part.word in words("powers") and not joined)
        ):
            if part.word in words("directed") and _named(after[k + 1 : k + 3]):
                return []  # "no weakness, still moving the fingers"
            linked, led = True, led or part.word in words("leading")
        elif part.word.isdigit() and any(p.kind == "site" and not p.get("one") for p in after[k + 1 : k + 2]):
            return []  # "no weakness on 20 arm raises"
        elif is_counted(part):
            joined, counted = joined and not counted, True  # "weak ring and little fingers"
        elif linked and (resumes := _described(after, k)):
            continue  # "weakness of the operated leg"
        elif adjective and part.word in words("selecting") and not joined:
            linked = True  # "a weak dominant hand"
        elif part.word in words("exertions") or (k + 1 < len(after) and after[k + 1].word in words("exertions")):
            continue  # "weakness with exertion in both thighs"
        elif part.word in ("and", "or", "/", ",", "(", ":", "+"):
            joined = True
        elif part.word.endswith("ing") and after[k + 1 : k + 2] and after[k + 1].kind == "site":
            return []  # "weakness and aching feet": the feet ache
        elif part.word in words("companions") and linked and after[k - 1].word == "as":
            return []  # "weakness that began as tingling in the toes"
        elif part.word in words("companions") or part.word.isdigit():
            joined = False
        else:
            return _later(after[k:])
    return row


def _named(after: list[Part]) -> bool:
    """Whether a site stands there, behind an article or a side at most."""
    passed = words("determiners")
    return next((p.kind == "site" for p in after if p.word not in passed and p.kind != "side"), False)


def _described(after: list[Part], k: int) -> int:
    """Where the limb stands that the words at `k`, behind its article, describe; 0 where they do not."""
    if not k or after[k - 1].word not in words("singling"):
        return 0
    for n in range(k, min(k + _DESCRIBED + 1, len(after))):
        if after[n].kind != "word":
            return n if _named(after[n : n + 2]) else 0
        if not after[n].word.isalpha() or any(after[n].word in words(name) for name in _UNDESCRIBING):
            return 0
    return 0


def _later(after: list[Part]) -> list[Part]:
    """A place set off by a comma after the time or the manner: "weak for six days now, all limbs"."""
    for k, part in enumerate(after[:-1]):
        if part.word in (";", ",", "(", ":", "-"):
            told = after[:k]
            timed = bool(_TIME.search(" ".join(p.word for p in told)))
            if any(p.kind != "word" for p in told):
                return []
            said = any(p.word in words("said") for p in told)
            if not timed and not said and not (told and all(p.word in words("manners") for p in told)):
                if part.word == "," and k + 1 < len(after) and after[k + 1].word in words("manners"):
                    continue
                return []
            row = clause(after[k + 1 :])
            if row or not timed:
                return row
    return []


def second(after: list[Part]) -> list[Part]:
    """The place to which a weakness came later, or that is set off: "of the hand and, for a month now, of the legs"."""
    joined: int | None = None
    for k, part in enumerate(after):
        spread = part.word in words("spreading")
        if part.word in words("joining") or (spread and joined is None):
            joined = k if joined is None else joined
        elif joined is not None and part.word in words("arriving") and any(p.kind != "word" for p in after[:joined]):
            return complement(after[k:], adjective=False)
        elif part.word in words("comparing") and k and after[k - 1].word == ",":
            return complement(after[k:], adjective=False)  # "weakness, diffuse, mostly of the legs"
        elif joined is not None and not (
            spread or part.word in words("meanwhile") or part.word.isdigit() or _TIME.match(part.word)
        ):
            joined = None
        elif part.word in (";", ":"):
            return []
    return []
