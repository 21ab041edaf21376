"""Exports of notes in, reports out: any format, any size, stopped and resumed, nothing lost."""
