"""What an activity takes, is done with, or by whom: 'sit to stand (needs three attempts)', 'cooked (by her son)'."""

from clinote.extract.activity import ended, first, lists, vocabulary

_ASIDE = frozenset(("on", "off", "upper", "lower", "body", "ub", "lb"))
"""What may stand behind the name of a challenge: 'dressing upper body (hard)'."""


def means(words: list[str], at: int = 0) -> int | None:
    """'(On) the third attempt', '(needs) both hands', '(takes) over an hour': what an activity takes."""
    said, end = lists(), None
    for index in range(at, min(at + 8, len(words))):
        word = words[index]
        if word in said.means or (word in said.counts and ended(words, index + 1)):
            end = index
        elif word not in said.modifiers and not word[0].isdigit():
            break
    return end


def joined(words: list[str], what: str) -> bool:
    """'(Rises) with the (rail)', '(got up) on the third (attempt)': whether `what` is a means."""
    by = words[len(led(words)) :][:1]
    if what in lists().people and words[-1:] and words[-1] not in lists().counts:
        return False
    if what in lists().goes:
        return by in (["on"], ["at"], ["after"], ["in"]) and not {"first", "1st"} & set(words[-3:])
    return by in (["with"], ["w"], ["using"], ["via"], ["behind"], ["w/"])


def bound(words: list[str]) -> int | None:
    """'(Possible only with) support', '(only possible by) holding on'."""
    if words and words[0].endswith("ing") and words[0] in vocabulary().acts:
        return 1 if words[1:2] in (["on"], ["up"], ["off"]) else 0
    return means(words)


def led(words: list[str]) -> list[str]:
    """`words` without those that lead to a means: 'rises (with the help of a)', 'got up (on the third)'."""
    for index in range(len(words) - 1, max(-1, len(words) - 7), -1):
        if words[index] in ("with", "w", "w/", "using", "via", "behind", "on", "at", "after", "in"):
            return words[:index]
        if words[index] not in lists().modifiers and not words[index][0].isdigit():
            break
    return words


def agent(before: list[str], words: list[str]) -> int | None:
    """'(Fed) by (nurses)', '(cooking is done) by (her son)': the last word of who does it."""
    said = lists()
    place = first(words, said.people, 4)
    if place is None or any(word in vocabulary().breaks or word == "," for word in words[:place]):
        return None
    before = _plain(before)
    return place if undone(before) != before or cared(before) is not None else None


def cared(words: list[str]) -> int | None:
    """'(Turned every two hours) by (staff)': how many words back what is done to the patient begins; not to a wound."""
    said, known = lists(), vocabulary()
    place = len(_plain(words)) - 1
    while place > 0 and words[place] not in said.tended and (known.known(words[place]) or words[place] in said.ways):
        place -= 1
    if place < 0 or words[place] not in said.tended:
        return None
    who = [word for word in words[max(0, place - 4) : place] if word not in said.joining and word not in said.adverbs]
    return len(words) - place if not who or who[-1] in said.whom else None


def undone(words: list[str]) -> list[str]:
    """`words` without those that say that it is done: 'cooking (is now done)', 'stairs (are managed)'."""
    words = _plain(words)
    for count in (2, 1):
        if " ".join(words[-count:]) in lists().handled:
            return words[:-count]
    return words


def _plain(words: list[str]) -> list[str]:
    """`words` without the adverbs at their end."""
    said = lists()
    while words and words[-1] in said.adverbs and words[-1] not in said.tended:
        words = words[:-1]
    return words


def subject(words: list[str]) -> bool:
    """Whether the words end with an activity that something is said of: 'sit to stand (now needs)'."""
    said, known = lists(), vocabulary()
    while words and (words[-1] in said.copulas or words[-1] in said.adverbs or words[-1].lstrip("x").isdigit()):
        words = words[:-1]
    gerund = bool(words) and words[0].endswith("ing") and known.done(words[0])
    return gerund or (bool(words) and known.known(words[-1]))


def pause(words: list[str]) -> int | None:
    """'(Goes halfway up and has to) sit down'."""
    if words and words[0] in lists().stops:
        end = 1 if words[1:2] == ["down"] else 0
        return end if ended(words, end + 1) else None
    return None


def far(words: list[str]) -> int | None:
    """'(40 ft) with a walker': how many words back a distance begins, the way that somebody went."""
    if words and words[-1].endswith("'") and words[-1][0].isdigit():
        return 1
    return 2 if len(words) > 1 and words[-1] in lists().lengths and words[-2][0].isdigit() else None


def paused(words: list[str], last: int) -> bool:
    """Whether a rest is one of many that an activity takes: '(needs) rest breaks after 20 m', not '(needs) rest'."""
    often = words[last].endswith("s") and (last > 0 or not ended(words, last + 1))
    return often and (ended(words, last + 1) or words[last + 1] in lists().whens | {"between"})


def wanting(words: list[str], alone: bool) -> int | None:
    """'(A walker) is needed', '(two people) are required': words back to its start; `alone`: no activity follows."""
    said = lists()
    if not words or not (words[-1] in said.devices or (not alone and words[-1] in said.means)):
        return None
    back = 1
    while words[-back - 1 : -back] and words[-back - 1] in said.modifiers:
        back += 1
    return None if words[-back - 1 : -back] == ["no"] else back


def touches(words: list[str], things: bool) -> bool:
    """Whether the words end with the name of a challenge or, with `things`, of an object: '(stairs) hard'."""
    known = vocabulary()
    named = next((word for word in reversed(words) if word not in _ASIDE), "")
    gerunds = (word for word in words[-9:] if word.endswith("ing"))
    doing = "ability" in words or any(word in known.acts or word in known.soft for word in gerunds)
    if named in lists().no_challenge:
        return doing and named in known.things
    if named in known.core or (named in known.things and (things or doing)):
        return True
    return named in known.acts and words[-2:-1] in (["getting"], ["to"])
