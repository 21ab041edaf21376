"""Notes with their expected facts marked in the text: `Denies <FINDING concept=falls negated>falls</FINDING>.`

A tag is a label, then attributes: `key=value`, or a bare flag (`negated`) for true, `key=null` for none. Tags nest.
`<ENTITY negated>...</ENTITY>` marks any concept at all, to be asserted where it stands. Any other `<` is text.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from clinote import assertion, engine
from clinote.facts import FLAGS, Fact
from clinote.reading import Reading

LABELS = (
    "WEAKNESS", "STRENGTH_GRADE", "CK", "POTASSIUM", "LAB", "EMG", "DISTRIBUTION", "DURATION", "FINDING",
    "DIAGNOSIS", "CODE", "CONTEXT", "ENTITY",
)  # fmt: skip
_TAG = re.compile(rf"<(/?)({'|'.join(LABELS)})((?: [a-z0-9_]+(?:=(?:\"[^\"]*\"|[^\s>\"]+))?)*)>")
_ATTRIBUTE = re.compile(r"([a-z0-9_]+)(?:=(\"[^\"]*\"|[^\s>\"]+))?")


@dataclass
class Marked:
    """An expected fact."""

    label: str
    start: int
    end: int = -1
    attributes: dict[str, Any] = field(default_factory=dict)


def parse(marked: str) -> tuple[str, list[Marked]]:
    """The plain text and the expected facts; unclosed or crossed tags are an error."""
    text, at, open_, done = "", 0, [], []
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


def check(marked: str, *labels: str, **note: Any) -> None:
    """Assert that the facts of the tagged labels, and of `labels`, are exactly those marked, flags included."""
    text, expected = parse(marked)
    reading = Reading(text, note.get("date"))
    for mark in expected:
        mark.start, mark.end = reading.source.inward(mark.start, mark.end)
    facts = engine.read(reading)
    entities = [m for m in expected if m.label == "ENTITY"]
    facts += [_entity(reading, m) for m in entities]
    wanted = {m.label for m in expected} | set(labels)
    got = [f for f in facts if f.label in wanted]
    seen = [(f.label, f.text) for f in sorted(got, key=lambda f: (f.start, -f.end))]
    assert seen == [(m.label, reading.text[m.start : m.end]) for m in expected], marked
    for fact, m in zip(sorted(got, key=lambda f: (f.start, -f.end)), expected, strict=True):
        assert (fact.start, fact.end) == (m.start, m.end), marked
        flags = {flag: getattr(fact, flag) for flag in FLAGS}
        assert flags == {flag: bool(m.attributes.get(flag)) for flag in FLAGS}, f"{fact.text!r} in: {marked}"
        for key, value in m.attributes.items():
            if key not in FLAGS:
                got_value = fact.fields.get(key)
                if isinstance(value, float) and isinstance(got_value, int | float):
                    assert abs(got_value - value) < 0.006, f"{key} of {fact.text!r} in: {marked}"
                else:
                    assert got_value == value, f"{key} of {fact.text!r} in: {marked}"


def _entity(reading: Reading, m: Marked) -> Fact:
    fact = Fact("ENTITY", m.start, m.end, reading.text[m.start : m.end], "test")
    assertion.apply(reading, [fact])
    return fact
