"""From facts to a decision: the coding policy, kept as data in patterns/coding/."""

from clinote import codeset
from clinote.codeset import code_set
from clinote.coding.policy import Rule, explain, rules
from clinote.coding.verdict import decide, nearly

__all__ = ["Rule", "code_set", "codeset", "decide", "explain", "nearly", "rules"]
