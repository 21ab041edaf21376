"""Annotated notes as JSON Lines, read and checked; docs/evaluate.md tells the format."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clinote.errors import InputError

Plain = dict[str, Any]

KIND_LABEL = {"weakness": "WEAKNESS", "disease": "DIAGNOSIS"}
LOOK_ALIKE = "not_a_mention"
_SCORED = frozenset({"facts", "decision", "mentions"})


def read(file: Path) -> Iterator[tuple[int, Any]]:
    """The JSON objects of a file, gzipped or not, with their line numbers; InputError where it cannot be read."""
    number = 0
    try:
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{file}, line {number}, column {error.colno}: not JSON. Write one object a line.") from None
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8. Convert it: iconv -f LATIN1 -t UTF-8.") from None
    except (OSError, EOFError, zlib.error) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "it is damaged"
        raise InputError(f"{file} cannot be read ({said}).") from None


def check(lines: Iterable[tuple[int, Any]], name: str, texts: Iterable[Plain] = ()) -> Iterator[Plain]:
    """Gold notes that have what scoring needs; mentions are gathered by their note, sought among `texts`."""
    mentions: dict[str, list[Plain]] = {}
    for number, row in lines:
        where = f"{name}, line {number}"
        if isinstance(row, dict) and "note" in row and "flags" in row:
            if not {"start", "end"} <= row.keys() or row.get("kind") not in KIND_LABEL:
                raise InputError(f"{where}: a mention needs 'note', 'start', 'end', 'flags' and a 'kind' of {_KINDS}.")
            mentions.setdefault(str(row["note"]), []).append(row)
            continue
        gold = row.get("gold") if isinstance(row, dict) else None
        if not isinstance(gold, dict) or _SCORED.isdisjoint(gold) or not {"id", "text"} <= row.keys():
            raise InputError(f"{where}: a gold note needs 'id', 'text' and 'gold' with 'facts' or 'decision'.")
        yield row
    if mentions:
        yield from _with_notes(mentions, name, texts)


_KINDS = " or ".join(map(repr, KIND_LABEL))


def _with_notes(mentions: dict[str, list[Plain]], name: str, texts: Iterable[Plain]) -> Iterator[Plain]:
    for note in texts:
        if found := mentions.pop(str(note.get("id")), None):
            yield {**note, "gold": {"mentions": found}}
    if mentions:
        raise InputError(
            f"{name}: {len(mentions)} notes that it speaks of were not found. Give their files with --notes."
        )
