"""`clinote evaluate`: score clinote on annotated notes."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clinote.errors import InputError

if TYPE_CHECKING:
    from clinote.evaluation import Error, Score
    from clinote.evaluation.keeping import Kit

_AROUND = 40
"""Characters of the note shown on each side of an error."""


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated notes, one JSON object a line.")],
    errors: Annotated[bool, typer.Option("--errors", help="Show each error with the words around it.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    forms: Annotated[
        bool, typer.Option("--forms", help="Change the form of each note and see whether the answer stays.")
    ] = False,
) -> None:
    """Score clinote on annotated notes: precision, recall and F1 a label, and the decisions."""
    from clinote import evaluation

    notes = list(evaluation.check_gold(_lines(gold), str(gold)))
    if not notes:
        raise InputError(f"{gold} holds no notes. It needs one annotated note a line, as JSON.")
    if forms:
        _forms(notes, errors, json_)
        return
    score = evaluation.evaluate(notes)
    if json_:
        sys.stdout.write(json.dumps(score.to_dict()) + "\n")
    else:
        sys.stdout.write(_table(score))
    if errors:
        texts = {str(note["id"]): note["text"] for note in notes}
        sys.stdout.writelines(_shown(error, texts[error.note]) for error in score.errors)


def _lines(file: Path) -> Iterator[tuple[int, Any]]:
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{file}, line {number}, column {error.colno}: not JSON. Write one object a line.") from None
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8. Convert it: iconv -f LATIN1 -t UTF-8.") from None
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}).") from None


def _forms(notes: list[dict[str, Any]], errors: bool, json_: bool) -> None:
    from clinote import engine
    from clinote.evaluation import keeping
    from clinote.evaluation.forms import changes

    kit = keeping.run(notes, changes(), engine.report)
    sys.stdout.write(json.dumps(kit.to_dict()) + "\n" if json_ else _kept(kit))
    if errors:
        sys.stdout.writelines(f"{changed.note}  {changed.change}: {changed.what}\n" for changed in kit.changed)


def _kept(kit: "Kit") -> str:
    lines = [f"{'answer kept':38}{'pairs':>7}{'decision':>10}{'codes':>8}{'facts':>8}{'failures':>10}"]
    for name, kept in kit.rows():
        shares = _share(kept.decision.share, 10) + _share(kept.codes.share, 8) + _share(kept.facts.share, 8)
        lines.append(f"{name:38}{kept.pairs:7}{shares}{kept.failures:10}")
    lines += [f"{note} could not be read as given" for note in kit.unread]
    return "\n".join([*lines, ""])


def _share(share: float | None, width: int) -> str:
    return f"{'-':>{width}}" if share is None else f"{share:{width}.3f}"


def _table(score: "Score") -> str:
    rows = {**score.labels, "ALL": score.total}
    lines = [f"{score.notes} notes", f"{'':16}{'precision':>10}{'recall':>8}{'F1':>8}{'tp':>7}{'fp':>6}{'fn':>6}"]
    lines += [
        f"{label:16}{c.precision:10.3f}{c.recall:8.3f}{c.f1:8.3f}{c.tp:7}{c.fp:6}{c.fn:6}" for label, c in rows.items()
    ]
    lines += [
        f"{name:16}{rate.share:10.3f}   {rate.right} of {rate.right + rate.wrong}"
        for name, rate in score.rates.items()
        if rate.share is not None
    ]
    return "\n".join([*lines, ""])


def _shown(error: "Error", text: str) -> str:
    if error.start is None or error.end is None:
        return f"{error.note}  {error.kind}: {error.what}\n"
    before = text[max(0, error.start - _AROUND) : error.start]
    after = text[error.end : error.end + _AROUND]
    words = " ".join(f"{before}«{text[error.start : error.end]}»{after}".split())
    return f"{error.note}  {error.kind} at {error.start}: {error.what}\n    {words}\n"
