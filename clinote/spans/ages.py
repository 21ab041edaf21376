"""The ages that a note tells: 'a man of 49 years old', '82 y/o'."""

import re
from itertools import islice

from clinote.expressions import expression

_OLD = expression(r"(\d(?<!\d\d)\d{0,2})[ -]?(?:years?[ -]old|y/?o)\b")


def told(norm: str) -> list[re.Match[str]]:
    """The first two ages of a note in lower case, the years as group 1; of two one is not where a time stands."""
    return list(islice(_OLD.finditer(norm), 2))
