"""A report for people: in the terminal, as a page, and many reports as a dashboard."""
