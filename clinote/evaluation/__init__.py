"""Measuring clinote on annotated notes, so that a site can do it on its own; docs/evaluate.md tells the format."""

from clinote.evaluation import annotated
from clinote.evaluation.gold import check, read
from clinote.evaluation.scoring import KEY_FIELDS, Counts, Error, Rate, Score, evaluate

__all__ = ["KEY_FIELDS", "Counts", "Error", "Rate", "Score", "annotated", "check", "evaluate", "read"]
