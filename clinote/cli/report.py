"""`clinote report`: many reports summed up."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from clinote.cli.output import write
from clinote.errors import InputError


def report(
    file: Annotated[str, typer.Argument(metavar="OUT.jsonl", help="Reports of clinote batch, or - .")],
    html: Annotated[Path | None, typer.Option(help="Write a self-contained page to this file.")] = None,
    queries: Annotated[
        bool, typer.Option("--queries", help="Put the drafted queries, which quote the notes, on the page.")
    ] = False,
    keep: Annotated[int, typer.Option(min=0, help="Notes listed by name on the page; the others are counted.")] = 500,
) -> None:
    """Sum up the reports of a batch: decisions, alerts, and the notes that need a query, the worst first."""
    from clinote.views.dashboard import as_text, summarize

    summary = summarize(_reports(file), keep, drafts=queries)
    if html is None:
        write(as_text(summary), None)
        return
    from clinote.views.html import dashboard

    write(dashboard(summary), html)


def _reports(name: str) -> Iterator[dict[str, Any]]:
    where = "standard input" if name == "-" else name
    found = False
    try:
        for number, line in enumerate(_lines(name), start=1):
            if line.strip():
                found = True
                yield _one(line, f"{where}, line {number}")
    except FileNotFoundError:
        raise InputError(f"{where} does not exist. Make it with: clinote batch IN --output {where}") from None
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "it is damaged"
        raise InputError(f"{where} cannot be read ({reason}). Give the JSON Lines of clinote batch.") from None
    if not found:
        raise InputError(f"{where} holds no report. Give the JSON Lines of clinote batch.")


def _lines(name: str) -> Iterator[bytes]:
    """The lines of a file, which may be gzip-compressed, or of standard input."""
    if name == "-":
        yield from sys.stdin.buffer
        return
    with Path(name).open("rb") as raw:
        if raw.peek(2)[:2] == b"\x1f\x8b":
            yield from gzip.GzipFile(fileobj=raw)
        else:
            yield from raw


def _one(line: bytes, where: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
        if {"decision", "note", "codes", "alerts", "queries", "code_set"} <= read.keys():
            return dict(read)
    except (ValueError, AttributeError):
        pass
    raise InputError(f"{where}: not a report of clinote. Give the JSON Lines that clinote batch writes.")
