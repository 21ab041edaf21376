"""`clinote batch`: an export of notes in, reports out."""

import inspect
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from clinote.batch.formats import Format
from clinote.batch.write.form import REPORTS, named, names
from clinote.cli.exits import Exit
from clinote.cli.options import EncodingOption, PatternsOption, SettingOption


class Engine(StrEnum):
    """Where the work is done."""

    local = "local"
    spark = "spark"


def _help(name: str) -> str:
    """What a form of output is, with the endings that its file may have."""
    first, *further = named(name)
    endings = ", ".join(suffix for form in (first, *further) for suffix in form.suffixes)
    if not endings:
        return first.help
    return f"{first.help}, or {endings}" if further else f"{first.help}: {endings}."


def _with_forms(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with an option for each form of output, and each of its flags, behind `output`."""
    signature = inspect.signature(command)
    options = []
    for name in names():
        if name == REPORTS:
            continue
        options.append(_option(name, Path | None, None, typer.Option(help=_help(name))))
        for flag, help in named(name)[0].flags.items():
            options.append(_option(flag, bool, False, typer.Option(f"--{flag}", help=help)))
    given = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    place = list(signature.parameters).index("output") + 1
    command.__signature__ = signature.replace(parameters=[*given[:place], *options, *given[place:]])  # type: ignore[attr-defined]
    return command


def _option(name: str, kind: Any, default: Any, option: Any) -> inspect.Parameter:
    how = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(name, how, default=default, annotation=Annotated[kind, option])


@_with_forms
def batch(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Exports: files, directories of files, or - for a pipe.")
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help=f"{_help(REPORTS)}; - for standard output."),
    ] = None,
    format: Annotated[Format | None, typer.Option(help="Format of the input; told by looking without it.")] = None,
    encoding: EncodingOption = "utf-8",
    delimiter: Annotated[str | None, typer.Option(help="Delimiter of a table; told by its header without it.")] = None,
    quote: Annotated[str, typer.Option(help="Quotation mark of a table; '' for none.")] = '"',
    text_col: Annotated[
        str | None, typer.Option(metavar="NAME", help="Column of the text; guessed without it.")
    ] = None,
    id_col: Annotated[str | None, typer.Option(metavar="NAME", help="Column of the note's id.")] = None,
    date_col: Annotated[str | None, typer.Option(metavar="NAME", help="Column of the note's date.")] = None,
    setting_col: Annotated[str | None, typer.Option(metavar="NAME", help="Column of the setting.")] = None,
    patient_col: Annotated[str | None, typer.Option(metavar="NAME", help="Column of the patient's id.")] = None,
    author_col: Annotated[str | None, typer.Option(metavar="NAME", help="Column of who wrote the note.")] = None,
    date_format: Annotated[
        str | None, typer.Option(help="How dates are written, e.g. '%d/%m/%Y'; without it the usual forms.")
    ] = None,
    setting: SettingOption = None,
    setting_map: Annotated[
        Path | None, typer.Option(help="The site's names for settings: CSV with value,setting, or TOML.")
    ] = None,
    group_by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Rows with the same value are one note; '' for never.")
    ] = None,
    order_by: Annotated[str | None, typer.Option(metavar="NAME", help="Column that puts those rows in order.")] = None,
    join_with: Annotated[str, typer.Option(help="What stands between those rows; a line break without it.")] = "\n",
    patterns: PatternsOption = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes; one a core without it.")
    ] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Forget an unfinished run and start over.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
    engine: Annotated[Engine, typer.Option(help="spark: Parquet in and out on a cluster.")] = Engine.local,
    **others: Path | bool | None,
) -> None:
    """Read an export of notes and write a report on each.

    Killed or stopped, the same command goes on where it was. Notes that fail are listed in OUTPUT.errors.jsonl, the
    run in OUTPUT.manifest.json; neither holds note text.
    """
    from clinote.batch.dates import check_format
    from clinote.batch.fields import Columns
    from clinote.batch.outputs import Outputs
    from clinote.batch.progress import Bar, summary
    from clinote.batch.run import Job, run
    from clinote.batch.settings import Settings
    from clinote.batch.source import ReadOptions, check_delimiter, check_encoding

    check_format(date_format)
    Settings.load(setting_map)
    named = {
        "text": text_col, "id": id_col, "date": date_col, "setting": setting_col, "patient_id": patient_col,
        "author": author_col,
    }  # fmt: skip
    read = ReadOptions(
        format=format,
        encoding=check_encoding(encoding),
        delimiter=check_delimiter(delimiter),
        quote=quote,
        columns=Columns(
            {key: name for key, name in named.items() if name is not None},
            setting=setting.value if setting else None,
            date_format=date_format,
            setting_map=str(setting_map) if setting_map else None,
        ),
        group_by=group_by,
        order_by=order_by,
        join_with=join_with,
    )
    outputs = Outputs(Path(output) if output else None, **others)
    job = Job(inputs, outputs, read, workers or _cores(), restart, isolated=True)
    if engine is Engine.spark:
        from clinote.spark import batch as on_spark

        manifest = on_spark(job, output or "")
    else:
        try:
            with Bar() as bar:
                manifest = run(job, bar)
        except KeyboardInterrupt:
            print("clinote: stopped; the same command goes on where it was.", file=sys.stderr)  # noqa: T201
            raise
    if not quiet:
        print(summary(manifest), file=sys.stderr)  # noqa: T201
    if manifest["failures"]:
        raise typer.Exit(Exit.PARTIAL)


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
