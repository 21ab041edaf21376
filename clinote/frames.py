"""Notes in a data frame, of pandas, polars or any other that narwhals knows: what clinote says beside each."""

from functools import partial
from typing import TYPE_CHECKING, Any

from clinote import pool
from clinote.batch import extras
from clinote.batch.fields import Columns
from clinote.batch.record import Bad, Record, guarded
from clinote.batch.work import Unfit
from clinote.batch.write.flat import DECISIONS, decision
from clinote.errors import UsageError
from clinote.jsonl import dumps
from clinote.note import Note, Setting
from clinote.pool import Failed

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrameT

_NAMES = [column.name for column in DECISIONS]
_TEXTS = ("code", "status", "as_documented")
_LISTS = ("rules", "codes", "alerts")
ADDED = tuple(f"clinote_{name}" for name in (*_TEXTS, *_LISTS, "report", "error"))
"""The columns that `annotate` adds: the decision, lists of ids and codes, the report as JSON, and what went wrong."""


def annotate(
    df: "IntoDataFrameT",
    *,
    text: str | None = None,
    id: str | None = None,
    setting: str | None = None,
    date: str | None = None,
    patient: str | None = None,
    author: str | None = None,
    default_setting: Setting | None = None,
    date_format: str | None = None,
    workers: int = 1,
) -> "IntoDataFrameT":
    """The frame with the columns `ADDED`: a decision and a report in each row, or an error and nulls.

    Rows keep their order, and a pandas frame its index. Alerts that need several notes of a patient are for
    `clinote batch`.

    Parameters
    ----------
    df
        A data frame that is in memory; of a lazy one, `collect()` first.
    text, id, setting, date, patient, author
        Names of columns. Those not given are guessed as `clinote batch` does it ("note_text", "note_id" ...); "" is
        none.
    default_setting
        Where a row has no setting.
    date_format
        How dates are written, as of `strptime`; the usual forms without it.
    workers
        Processes.
    """
    nw = extras.load("narwhals", "A data frame")
    try:
        frame = nw.from_native(df, eager_only=True)
    except TypeError:
        raise UsageError(
            f"annotate reads a data frame that is in memory, and was given {type(df).__module__}.{type(df).__name__}. "
            "Collect a lazy one first; for Spark there is clinote.spark.annotate."
        ) from None
    if taken := [name for name in ADDED if name in frame.columns]:
        raise UsageError(f"The frame has a column {taken[0]!r} already; drop or rename it.")
    asked = {"text": text, "id": id, "setting": setting, "date": date, "patient_id": patient, "author": author}
    columns = Columns({key: name for key, name in asked.items() if name is not None}, default_setting, date_format)
    found = columns.among(frame.columns)
    if missing := columns.missing(found):
        raise UsageError(f"The frame has no column for the {missing.removesuffix('_id')}; name one: {missing}=...")
    rows = frame.select(*dict.fromkeys(found.values())).iter_rows(named=True)
    notes = (
        guarded("", None, partial(columns.found, "", None, {k: r[name] for k, name in found.items()})) for r in rows
    )
    done = pool.run(notes, "clinote.batch.work:reported", _note, workers=workers)
    made = [_row(record, outcome) for record, outcome in done]
    values = dict(zip(ADDED, map(list, zip(*made, strict=True)), strict=True)) if made else {name: [] for name in ADDED}
    texts = {name: nw.List(nw.String) if name.removeprefix("clinote_") in _LISTS else nw.String for name in ADDED}
    schema = None if frame.implementation.is_pandas_like() else texts  # pandas has no lists but as objects
    added = nw.from_dict(values, schema, backend=frame.implementation)
    native: IntoDataFrameT = frame.with_columns(*(added[name] for name in ADDED)).to_native()
    return native


def _note(record: Record) -> Note | None:
    return None if isinstance(record, Bad) else record.note


def _row(record: Record, outcome: Any) -> tuple[Any, ...]:
    """The values of `ADDED` for one row."""
    if isinstance(record, Bad) or isinstance(outcome, Failed | Unfit):
        return (*[None] * (len(ADDED) - 1), record.reason if isinstance(record, Bad) else outcome.reason)
    said = dict(zip(_NAMES, decision(None, outcome), strict=True))
    return (*(said[name] for name in (*_TEXTS, *_LISTS)), dumps(outcome).decode(), None)
