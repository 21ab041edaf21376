"""The word lists of function.toml: what says that an activity is hard, impossible, done with help or by a trick."""

from functools import cache

from clinote import patterns
from clinote.extract import activity
from clinote.extract.activity import vocabulary


def ended(words: list[str], at: int) -> bool:
    """Whether nothing more is said from `at` on but a full stop or what ends a statement."""
    known = vocabulary()
    return at >= len(words) or words[at] == "," or words[at] in known.breaks or words[at] in known.turns


class Lists:
    """The word lists of function.toml."""

    def __init__(self) -> None:
        settings: dict[str, list[str]] = patterns.load()["function"].settings
        self.devices, self.people = frozenset(settings["devices"]), frozenset(settings["people"])
        self.aids = frozenset(settings["aids"])
        self.helpers = self.people | self.aids
        self.tricks, self.done_to = frozenset(settings["tricks"]), frozenset(settings["done_to"])
        self.services = activity.inflected(settings["services"])
        self.times = frozenset(settings["times"])
        self.limits, self.lengths = frozenset(settings["limits"]), frozenset(settings["lengths"])
        self.dropped, self.not_dropped = frozenset(settings["dropped"]), frozenset(settings["not_dropped"])
        self.links, self.purposes = frozenset(settings["links"]), frozenset(settings["purposes"])
        self.stops, self.habits = frozenset(settings["stops"]), frozenset(settings["habits"])
        self.counts, self.cares = frozenset(settings["counts"]), frozenset(settings["cares"])
        self.holds, self.standing = frozenset(settings["holds"]), frozenset(settings["standing"])
        self.whens = frozenset(settings["whens"])
        self.no_challenge = frozenset(settings["no_challenge"])
        self.negators, self.tries = frozenset(settings["negators"]), frozenset(settings["tries"])
        self.be = frozenset(settings["be"])
        self.copulas = frozenset(settings["copulas"])
        self.joining = self.be | self.copulas
        self.fails, self.tires = activity.inflected(settings["fails"]), activity.inflected(settings["tires"])
        self.likened, self.adverbs = frozenset(settings["likened"]), frozenset(settings["adverbs"])
        self.modifiers, self.carers = frozenset(settings["modifiers"]), frozenset(settings["carers"])
        self.handled, self.measures = frozenset(settings["handled"]), frozenset(settings["measures"])
        self.gives, self.bears = frozenset(settings["gives"]), frozenset(settings["bears"])
        self.feet, self.seats = frozenset(settings["feet"]), frozenset(settings["seats"])
        self.pushed, self.ways = frozenset(settings["pushed"]), frozenset(settings["ways"])
        self.pauses = frozenset(settings["pauses"])
        self.eaten = frozenset(settings["eaten"])
        self.whom = frozenset(settings["whom"])
        self.tended = frozenset(settings["tended"])
        self.advised = frozenset(settings["advised"])
        self.goes = frozenset(settings["goes"])
        self.returned, self.useless = frozenset(settings["returned"]), frozenset(settings["useless"])
        self.meals = frozenset(settings["meals"])
        self.means = self.aids | self.devices | self.people | self.holds | self.measures
        self.patient = frozenset(("him", "her", "me", "them", "us", "my", "his"))
        self.serving = self.services | self.habits
        self.helping = self.devices | self.helpers | self.counts | self.cares | self.holds | self.patient


@cache
def lists() -> Lists:
    """The word lists, read once."""
    return Lists()
