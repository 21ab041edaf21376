"""`clinote report`: many reports summed up."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from clinote.cli.output import write
from clinote.errors import InputError, UsageError
from clinote.note import Note

if TYPE_CHECKING:
    from clinote.views.dashboard import Summary


def report(
    file: Annotated[str, typer.Argument(metavar="OUT.jsonl", help="Reports of clinote batch, or - .")],
    html: Annotated[Path | None, typer.Option(help="Write a self-contained page to this file.")] = None,
    table: Annotated[Path | None, typer.Option("--csv", help="Write the list of notes to this file.")] = None,
    queries: Annotated[
        bool, typer.Option("--queries", help="Put the drafted queries, which quote the notes, on the page.")
    ] = False,
    notes: Annotated[
        list[str] | None,
        typer.Option(metavar="INPUT", help="The notes that were read: each listed one gets a page, linked to its row."),
    ] = None,
    keep: Annotated[int, typer.Option(min=0, help="Notes listed by name; the others are counted.")] = 100_000,
) -> None:
    """Sum up the reports of a batch: decisions, alerts, and a list of the notes, the worst documentation first.

    With --notes, the pages of the notes, which quote them, are written to a folder named like the page of --html.
    """
    from clinote.views.dashboard import as_csv, as_text, summarize

    if notes and (html is None or "-" in (file, *notes)):
        raise UsageError("--notes goes with --html and with files: name the page, the reports and the notes.")
    summary = summarize(_reports(file), keep, drafts=queries)
    if table is not None:
        write(as_csv(summary), table)
    if html is not None:
        from clinote.views.html import dashboard

        pages = _pages(summary, file, notes, html) if notes else {}
        write(dashboard(summary, pages), html)
    if table is None and html is None:
        write(as_text(summary), None)


def _pages(summary: "Summary", file: str, notes: list[str], html: Path) -> dict[int, str]:
    """Write a page for each listed note that is among `notes`, known by its digest; their addresses, by position."""
    from clinote.views.case import Case
    from clinote.views.html import page

    listed = {row.position for row in summary.worst}
    waiting: dict[str, list[tuple[int, bytes]]] = {}
    for position, made in enumerate(_reports(file), start=1):
        if position in listed:
            packed = zlib.compress(json.dumps(made).encode(), 1)  # many of them wait for their notes
            waiting.setdefault(made["note"]["sha256"], []).append((position, packed))
    folder = html.with_suffix(".notes")
    written: dict[int, str] = {}
    for text in _texts(notes):
        for position, packed in waiting.pop(Note(text).sha256(), ()):
            folder.mkdir(mode=0o700, exist_ok=True)
            name = f"{position:06}.html"
            write(page(Case(text, json.loads(zlib.decompress(packed)))), folder / name)
            written[position] = f"{quote(folder.name)}/{name}"
    if left := len(listed) - len(written):
        said = f"clinote: {left:,} of {len(listed):,} listed notes are not among --notes; their rows have no link."
        print(said, file=sys.stderr)  # noqa: T201
    return written


def _texts(notes: list[str]) -> Iterator[str]:
    """The texts of an export, as `clinote batch` reads them."""
    from clinote.batch.record import Found, Malformed
    from clinote.batch.source import ReadOptions, Source
    from clinote.batch.work import plain

    for record in Source(notes, ReadOptions()).records():
        if isinstance(record, Found):
            with suppress(Malformed):
                yield plain(record.note.text)


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
