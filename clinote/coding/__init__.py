"""From facts to a decision: the coding policy, kept as data in patterns/coding/."""

from clinote import codeset
from clinote.coding.policy import Rule, explain, rules
from clinote.coding.verdict import decide, nearly

__all__ = ["Rule", "codeset", "decide", "explain", "nearly", "rules"]
