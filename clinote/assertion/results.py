"""Results of tests: whose answer a 'negative' is that closes a list."""

from clinote.expressions import expression
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.text.nodes import Item

_FOUND = expression(r"[\s:=(\[-]*(?:[a-z]+ ){0,3}(?:neg|un(?:det|rev)|non[ -]?(?:reac|det|rev))|-ve|[(\[]\s?-+\s?[)\]]")
"""How the result of a test begins, where no finding at all is 'absent'."""
_COMPLAINT = worded(
    r"\b(?:{duration.complaints}|{boundaries.complaints}|[a-z]{2,}(?:{duration.symptom_endings}|(?<!test|cree|imag)ing))\b"
)
_MANY = 3
"""Commas of a list that is a review of systems, whatever its last member is called."""


def of_test(reading: Reading, begin: int, at: int, end: int) -> bool:
    """Whether the result at `end` is that of a test which a list from `begin` on names behind the complaint at `at`.

    'Weakness, flu negative' tells of the flu alone, 'fever, weakness, cough negative' of complaints alone.
    """
    norm = reading.norm
    comma = norm.rfind(",", at, end)
    if comma < 0 or not _FOUND.match(norm, end) or norm.count(",", begin, end) >= _MANY:
        return False
    if _COMPLAINT.search(norm, comma, end) or not any(map(str.isalpha, norm[comma:end])):
        return False
    named = any(starting(reading.hits(kind), comma, end) for kind in ("weakness", "finding"))
    return not named and not reading.names_nothing(comma + 1, end)


def item(reading: Reading, at: int) -> Item | None:
    """The item at `at`, without what stands behind it where that is the result of a test: 'Weakness, CK: negative'."""
    found = reading.tree.item(at)
    if found and found.behind and of_test(reading, found.head.start, at, found.behind.start):
        return found._replace(behind=None, answer=None)
    return found
