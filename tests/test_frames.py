"""clinote.annotate: data frames of pandas and polars in, the same with what clinote says out."""

import json

import pandas as pd
import polars as pl
import pytest

import clinote
from clinote.frames import ADDED

ROWS = {
    "note_id": ["a", "b", "c", "d"],
    "note_text": ["Generalized weakness.", "Denies weakness.", None, "Weakness since 1 March."],
    "note_date": ["2026-03-01", "", "2026-03-01", "2026-03-15"],
    "patient_class": ["Inpatient", "Outpatient", None, None],
}
KINDS = pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])


@KINDS
@pytest.mark.parametrize("workers", [1, 2])
def test_each_row_has_its_report(kind, workers):
    df = kind(ROWS)
    made = clinote.annotate(df, workers=workers)
    assert isinstance(made, kind)
    assert list(made.columns) == [*ROWS, *ADDED]
    assert list(made["note_id"]) == ["a", "b", "c", "d"]
    assert [code if isinstance(code, str) else None for code in made["clinote_code"]] == [
        "R53.1",
        "none",
        None,
        "R53.1",
    ]
    assert list(made["clinote_error"])[2] == "the text is missing"
    report = json.loads(list(made["clinote_report"])[3])
    expected = clinote.suggest(ROWS["note_text"][3], id="d", date="2026-03-15").to_dict()
    assert report == expected
    assert list(list(made["clinote_alerts"])[3]) == [alert["id"] for alert in expected["alerts"]]
    assert json.loads(made["clinote_report"][0])["note"]["setting"] == "inpatient"
    assert list(df.columns) == list(ROWS)


def test_pandas_keeps_its_index():
    made = clinote.annotate(pd.DataFrame(ROWS, index=[7, 3, 9, 1]))
    assert made["clinote_code"].loc[3] == "none"


@KINDS
def test_an_empty_frame(kind):
    assert list(clinote.annotate(kind({"text": []})).columns) == ["text", *ADDED]


def test_polars_types_do_not_hang_on_the_rows():
    whole, none = clinote.annotate(pl.DataFrame(ROWS)), clinote.annotate(pl.DataFrame(ROWS)[2:3])
    assert whole.schema == none.schema


@KINDS
def test_named_columns(kind):
    df = kind({"id": ["x"], "body": ["Weak."], "words": ["Denies weakness."]})
    made = clinote.annotate(df, text="words", id="", default_setting="inpatient")
    assert list(made["clinote_code"]) == ["none"]
    assert (
        json.loads(made["clinote_report"][0])["note"] | {"id": None, "setting": "inpatient"}
        == json.loads(made["clinote_report"][0])["note"]
    )


@pytest.mark.parametrize(
    ("df", "options", "said"),
    [
        (pl.LazyFrame(ROWS), {}, "Collect a lazy one first"),
        (ROWS, {}, "was given builtins.dict"),
        (pd.DataFrame({"a": ["Weak."]}), {}, "no column for the text; name one: text="),
        (pd.DataFrame(ROWS), {"patient": "mrn"}, "no column for the patient"),
        (pd.DataFrame(ROWS | {"clinote_code": ["", "", "", ""]}), {}, "has a column 'clinote_code' already"),
    ],
)
def test_what_cannot_be_read_is_said(df, options, said):
    with pytest.raises(clinote.ClinoteError, match=said):
        clinote.annotate(df, **options)
