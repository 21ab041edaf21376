"""The word lists of function.toml: what says that an activity is hard, impossible, done with help or by a trick."""

from functools import cache

from clinote import patterns
from clinote.extract import activity
from clinote.extract.activity import vocabulary


def ended(words: list[str], at: int) -> bool:
    """Whether nothing more is said from `at` on but a full stop or what ends a statement."""
    known = vocabulary()
    return at >= len(words) or words[at] == "," or words[at] in known.breaks or words[at] in known.turns


def first(words: list[str], of: frozenset[str], reach: int, passed: frozenset[str] | None = None) -> int | None:
    """The first of so many words that is one `of` a list; None where one before it is not to be `passed`."""
    place = next((n for n, word in enumerate(words[:reach]) if word in of), None)
    return None if place is None or (passed is not None and not passed.issuperset(words[:place])) else place


class Lists(patterns.Sets):
    """The word lists of function.toml, and what they are together."""

    def __init__(self) -> None:
        settings: dict[str, list[str]] = patterns.settings("function")
        super().__init__(settings)
        self.services, self.fails, self.tires = (
            activity.inflected(settings[name]) for name in ("services", "fails", "tires")
        )
        self.helpers = self.people | self.aids
        self.joining = self.be | self.copulas
        self.means = self.helpers | self.devices | self.holds | self.measures
        self.amounts = self.modifiers.union(("days", "day", "week", "weeks", "shifts"))
        self.patient = frozenset(("him", "her", "me", "them", "us", "my", "his"))
        self.serving = self.services | self.habits
        self.helping = self.devices | self.helpers | self.counts | self.cares | self.holds | self.patient


lists = cache(Lists)
"""The word lists, read once."""
