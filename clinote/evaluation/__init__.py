"""Measuring clinote on annotated notes, so that a site can do it on its own."""

from clinote.evaluation.scoring import KEY_FIELDS, Counts, Error, Rate, Score, check_gold, evaluate

__all__ = ["KEY_FIELDS", "Counts", "Error", "Rate", "Score", "check_gold", "evaluate"]
