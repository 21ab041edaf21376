"""Notes with their expected facts marked in the text: `Denies <FINDING concept=falls negated>falls</FINDING>.`

A tag is a label, then attributes: `key=value`, or a bare flag (`negated`) for true, `key=null` for none. Tags nest.
`<ENTITY negated>...</ENTITY>` marks any concept at all, to be asserted where it stands. Any other `<` is text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clinote import assertion, engine
from clinote.errors import meant
from clinote.expressions import expression
from clinote.facts import FLAGS, LABELS, Fact, Says
from clinote.reading import Reading

_TAG = expression(rf"<(/?)({'|'.join(LABELS)}|ENTITY)((?: [a-z0-9_]+(?:=(?:\"[^\"]*\"|[^\s>\"]+))?)*)>")
_ATTRIBUTE = expression(r"([a-z0-9_]+)(?:=(\"[^\"]*\"|[^\s>\"]+))?")


@dataclass
class Marked:
    """An expected fact."""

    label: str
    start: int
    end: int = -1
    attributes: dict[str, Any] = field(default_factory=dict)


def parse(marked: str) -> tuple[str, list[Marked]]:
    """The plain text and the expected facts; `ValueError` where tags are not closed, or crossed."""
    text, at = "", 0
    open_: list[Marked] = []
    done: list[Marked] = []
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        closing, label, attributes = tag.groups()
        if closing:
            if not open_ or open_[-1].label != label:
                raise ValueError(f"</{label}> closes nothing in: {marked}")
            last = open_.pop()
            last.end = len(text)
            done.append(last)
        else:
            open_.append(Marked(label, len(text), attributes={k: _value(v) for k, v in _ATTRIBUTE.findall(attributes)}))
    if open_:
        raise ValueError(f"<{open_[-1].label}> is never closed in: {marked}")
    return text + marked[at:], sorted(done, key=lambda m: (m.start, -m.end))


def _value(raw: str) -> Any:
    raw = raw.strip('"')
    if raw in ("", "true"):
        return True
    if raw in ("null", "false"):
        return None if raw == "null" else False
    try:
        return float(raw)
    except ValueError:
        return raw


def differences(marked: str, *labels: str, **note: Any) -> list[str]:
    """How the facts of the tagged labels, and of `labels`, differ from those marked, flags included; none: as marked.

    `note` may give the `date` of the note.
    """
    text, expected = parse(marked)
    reading = Reading(text, note.get("date"))
    for mark in expected:
        mark.start, mark.end = reading.source.inward(mark.start, mark.end)
    facts = engine.read(reading)
    facts += [_entity(reading, m) for m in expected if m.label == "ENTITY"]
    wanted = {m.label for m in expected} | set(labels)
    got = sorted((f for f in facts if f.label in wanted), key=lambda f: (f.start, -f.end))
    places = [(f.label, f.start, f.end) for f in got]
    if places != [(m.label, m.start, m.end) for m in expected]:
        seen = ", ".join(f"{f.label} {f.text!r}" for f in got) or "nothing"
        marks = ", ".join(f"{m.label} {reading.text[m.start : m.end]!r}" for m in expected) or "nothing"
        return [f"found {seen} where {marks} is marked"]
    return [wrong for fact, m in zip(got, expected, strict=True) for wrong in _differing(fact, m)]


def _differing(fact: Fact, mark: Marked) -> Iterator[str]:
    for flag in FLAGS:
        if getattr(fact, flag) != (wanted := bool(mark.attributes.get(flag))):
            yield f"{fact.text!r} is {'not ' * wanted}{flag}"
    for key, value in mark.attributes.items():
        if key in FLAGS:
            continue
        if mark.label == "ENTITY":
            yield f"no flag is called {key!r}{meant(key, FLAGS)}"
            continue
        got = getattr(fact.says, key, None)
        numbers = isinstance(value, float) and isinstance(got, int | float)
        if (abs(got - value) >= 0.006) if numbers else got != value:
            yield f"the {key} of {fact.text!r} is {got!r}, not {value!r}"


def _entity(reading: Reading, m: Marked) -> Fact:
    fact = Fact("ENTITY", m.start, m.end, reading.text[m.start : m.end], "test", Says())
    assertion.apply(reading, [fact])
    return fact
