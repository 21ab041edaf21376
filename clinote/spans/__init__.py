"""Spans of general language, each read in one place."""
