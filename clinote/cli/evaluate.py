"""`clinote evaluate`: score clinote on annotated notes."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clinote.cli.options import PatternsOption
from clinote.errors import InputError
from clinote.facts import FLAGS

if TYPE_CHECKING:
    from clinote.evaluation import Counts, Error, Score
    from clinote.evaluation.keeping import Kit

_AROUND = 40
"""Characters of the note shown on each side of an error."""

Plain = dict[str, Any]


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Annotated notes or mentions: JSON Lines, or from brat, INCEpTION."),
    ],
    errors: Annotated[bool, typer.Option("--errors", help="Show each error with the words around it.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    notes: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE.jsonl[.gz]", help="Notes the mentions stand in, or whose words count as seen."),
    ] = None,
    forms: Annotated[
        bool, typer.Option("--forms", help="Change the form of each note and see whether the answer stays.")
    ] = False,
    leave_one_out: Annotated[
        bool, typer.Option("--leave-one-out", help="Score also without the words that one note alone uses.")
    ] = False,
    patterns: PatternsOption = None,
) -> None:
    """Score clinote on annotated notes: facts, their status, and the decisions."""
    from clinote import evaluation

    if evaluation.annotated.is_export(gold):
        annotated = evaluation.annotated.read(gold)
    else:
        annotated = list(evaluation.check(evaluation.read(gold), str(gold), _others(notes)))
    if not annotated:
        raise InputError(f"{gold} holds no notes. It needs one annotated note a line, as JSON.")
    if forms:
        _forms(annotated, errors, json_)
        return
    scores = {"": evaluation.evaluate(annotated)}
    if leave_one_out:
        from clinote.evaluation.leaving import leave_one_out as left

        scores["left one out"] = left(annotated, _others(notes))
    if json_:
        whole = scores[""].to_dict()
        more = {name.replace(" ", "_"): score.to_dict() for name, score in scores.items() if name}
        sys.stdout.write(json.dumps({**whole, **more}) + "\n")
    else:
        sys.stdout.write("\n".join(_table(score, name) for name, score in scores.items()))
    if errors:
        texts = {str(note["id"]): note["text"] for note in annotated}
        sys.stdout.writelines(_shown(error, texts[error.note]) for error in list(scores.values())[-1].errors)


def _others(files: list[Path] | None) -> Iterator[Plain]:
    from clinote import evaluation

    return (note for file in files or () for _, note in evaluation.read(file) if isinstance(note, dict))


def _forms(notes: list[Plain], errors: bool, json_: bool) -> None:
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


def _table(score: "Score", name: str) -> str:
    lines = [f"{score.notes} notes" + (f", {name}" if name else "")]
    if score.labels:
        lines += _section("facts", {**score.labels, "ALL": score.total})
    if score.flags:
        lines += _section("flags", {flag: score.flag(flag) for flag in FLAGS})
        lines.append(f"{'status':16}{'exact':>10}" + "".join(f"{flag:>14}" for flag in FLAGS) + "   (F1)")
        for label, flags in score.flags.items():
            if score.exact[label].share is None and all(counts.f1 is None for counts in flags.values()):
                continue
            shares = "".join(_share(flags[flag].f1 if flag in flags else None, 14) for flag in FLAGS)
            lines.append(f"{label:16}{_share(score.exact[label].share, 10)}{shares}")
    lines += [
        f"{measure:24}{rate.share:10.3f}   {rate.right} of {rate.right + rate.wrong}"
        for measure, rate in score.rates.items()
        if rate.share is not None
    ]
    lines += ["errors by kind"] if score.errors else []
    lines += [f"  {label:20}{kind:40}{number:6}" for (label, kind), number in score.kinds.most_common()]
    return "\n".join([*(line.rstrip() for line in lines), ""])


def _section(title: str, rows: dict[str, "Counts"]) -> Iterator[str]:
    yield f"{title:16}{'precision':>10}{'recall':>8}{'F1':>8}{'tp':>7}{'fp':>6}{'fn':>6}"
    for name, c in rows.items():
        figures = _share(c.precision, 10) + _share(c.recall, 8) + _share(c.f1, 8)
        yield f"{name:16}{figures}{c.tp:7}{c.fp:6}{c.fn:6}"


def _shown(error: "Error", text: str) -> str:
    said = f"{error.label} {error.kind}: {error.what}"
    if error.start is None or error.end is None:
        return f"{error.note}  {said}\n"
    before = text[max(0, error.start - _AROUND) : error.start]
    after = text[error.end : error.end + _AROUND]
    words = " ".join(f"{before}«{text[error.start : error.end]}»{after}".split())
    return f"{error.note}  {said}, at {error.start}\n    {words}\n"
