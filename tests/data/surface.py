"""The whole public surface in one script: typed strictly, and run."""

from collections.abc import Iterator
from datetime import date

import polars as pl

import clinote
from clinote import ClinoteError, Failure, Note, Report

TEXT = "Generalized weakness for three weeks. Strength 4/5 in all limbs."


def notes() -> Iterator[Note | str]:
    """Notes as a script may have them."""
    yield TEXT
    yield Note(TEXT, id="n1", setting="inpatient", date=date(2026, 3, 1), patient_id="p1")


def codes(made: Iterator[Report | Failure]) -> Iterator[str]:
    """What became of each note."""
    for outcome in made:
        if isinstance(outcome, Failure):
            yield f"{outcome.position} {outcome.id} {outcome.reason}"
        else:
            yield outcome.decision.code


report = clinote.suggest(TEXT, setting="outpatient", date="2026-03-01", id="n1", patient_id="p1")
code: str = report.decision.code
status: str = report.decision.status
evidence: list[str] = [f"{fact.label} {fact.text} {fact.start} {fact.negated}" for fact in report.facts]
alerts: list[str] = [alert.message for alert in report.alerts]
as_text: str = report.to_text(TEXT, full=True)
as_page: str = report.to_html(TEXT, quotes=False)
plain: dict[str, object] = report.to_dict()
line: str = report.to_json()
print(code, list(codes(clinote.pipe(notes(), workers=1))))
try:
    clinote.suggest(TEXT, date="yesterday")
except ClinoteError as error:
    print(error)
frame: pl.DataFrame = clinote.annotate(pl.DataFrame({"text": [TEXT]}), setting="", workers=1)
print(frame["clinote_code"].to_list())
nlp = clinote.load()
print(nlp(TEXT)._.clinote["decision"]["code"], clinote.__version__)
