"""Where notes come from: files of any format, directories of them, standard input; what they are is told by looking."""

import codecs
import hashlib
import io
import os
import re
import sqlite3
import stat
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO

from clinote.batch.fields import Columns
from clinote.batch.formats import DELIMITERS, FAR, SUFFIXES, Format, sniff
from clinote.batch.record import REPORT_IT, Bad, Record, Unreadable
from clinote.batch.stream import Counted, Gunzip
from clinote.batch.write.target import refused
from clinote.errors import ClinoteError, InputError, UsageError
from clinote.pool import place

STDIN = "-"
_PEEK = 4096  # bytes to tell a format by
_BUFFER = 1 << 20
_WAYS = 20  # of taking columns for fields that are told; an export has one or two
_HIDDEN = (".", "_")

_UNREADABLE = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word document or another zip archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"BZh": "bzip2-compressed",
    b"\xfd7zXZ": "xz-compressed",
    b"\x28\xb5\x2f\xfd": "zstd-compressed",
}


_HTML = re.compile(rb"<(?:!doctype\s+html|html|body|div|p|span|table)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ReadOptions:
    """How an export is to be read; None is 'look and see'."""

    format: Format | None = None
    encoding: str = "utf-8"
    """Where it is not the default, it is meant: what a document declares of itself does not count then."""
    delimiter: str | None = None
    quote: str = '"'
    columns: Columns = field(default_factory=Columns)
    group_by: str | None = None
    """"" is never; None is where the columns are those of an export that spreads notes over rows."""
    order_by: str | None = None
    join_with: str = "\n"


Took = Callable[[Mapping[str, str], list[str]], None]
"""Takes the columns of a file by the field they were taken for, and those that look like dates and were left."""


def _unseen(read: int) -> None:
    """Nobody counts the bytes."""


class File:
    """One file of the input, opened once."""

    def __init__(
        self, path: Path | None, name: str, count: Callable[[int], None] = _unseen, took: "Took | None" = None
    ) -> None:
        self.path = path
        self.name = shown_name(name)
        self._count = count
        self._took = took
        self.digest = hashlib.sha256()
        """Of the bytes read so far."""
        self.whole = False
        """Whether they are all."""

    @property
    def stem(self) -> str:
        """The name without its endings: the id of a note that has a file to itself."""
        plain = self.name.removesuffix(".gz")
        return plain.removesuffix(Path(plain).suffix) or plain

    @property
    def suffix(self) -> str:
        return Path(self.name.lower().removesuffix(".gz")).suffix

    @cached_property
    def content(self) -> IO[bytes]:
        """The content, unzipped."""
        raw: BinaryIO = sys.stdin.buffer if self.path is None else self.path.open("rb", buffering=0)
        counted = io.BufferedReader(Counted(raw, self._saw), _BUFFER)
        if counted.peek(2)[:2] != b"\x1f\x8b":
            return counted
        return io.BufferedReader(Gunzip(counted), _BUFFER)

    def _saw(self, data: memoryview) -> None:
        self.digest.update(data)
        self.whole = not data
        self._count(len(data))

    def took(self, columns: Mapping[str, str], dates_left: list[str]) -> None:
        """Say which column was taken for what, and which look like dates and were not used."""
        if self._took:
            self._took(columns, dates_left)

    def head(self, size: int = _PEEK) -> bytes:
        """The first bytes, left where they are."""
        return self.content.peek(size)[:size]  # type: ignore[attr-defined,no-any-return]

    def text(self, encoding: str) -> io.TextIOWrapper:
        """The content as text, line ends as they are; a byte that cannot be decoded becomes a lone surrogate."""
        if encoding == "utf-8":
            utf16 = self.head().startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            encoding = "utf-16" if utf16 else "utf-8-sig"
        return io.TextIOWrapper(self.content, encoding, errors="surrogateescape", newline="")

    def close(self) -> None:
        if self.path and "content" in self.__dict__:
            self.content.close()


@dataclass(frozen=True)
class _Known:
    """A file as it was before it was read."""

    given: str  # the input that it is or lies in, as the user named it
    sha256: str
    size: int
    changed: int  # nanoseconds


class Source:
    """All inputs of a run; `records()` may be called again wherever `again` is true."""

    def __init__(self, inputs: list[str], options: ReadOptions) -> None:
        self.options = options
        self.read = 0
        """Bytes read by the latest `records()`."""
        self.inputs = inputs
        self.again = STDIN not in inputs
        self.size = 0
        self.columns: list[dict[str, Any]] = []
        """What was taken for what by the latest `records()`: each way once, with the number of files."""
        self._known: dict[Path, _Known] = {}
        for name in inputs:
            _check(name, options)

    def digest(self) -> dict[str, str]:
        """SHA-256 of each input as it lies there, of a directory over names and contents; none of standard input."""
        self._known = {}
        found = {name: self._sha256(name) for name in self.inputs if name != STDIN}
        self.size = sum(known.size for known in self._known.values())
        return found

    def _sha256(self, given: str) -> str:
        path = Path(given)
        if not path.is_dir():
            return self._know(path, given)
        whole = hashlib.sha256()
        for name, problem in _inside(path):
            try:
                digest = problem or self._know(path / name, given)
            except OSError as error:  # it will be told where it is read
                digest = f"unreadable, {error.strerror}"
            whole.update(f"{digest}  {name}\n".encode("utf-8", "surrogateescape"))
        return whole.hexdigest()

    def _know(self, path: Path, given: str) -> str:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._known[path] = _Known(given, digest, status.st_size, status.st_mtime_ns)
        return digest

    def records(self) -> Iterator[Record]:
        """Every record of every file, good or bad, always in the same order."""
        self.read = 0
        self.columns = []
        for name in self.inputs:
            path = Path(name)
            if name == STDIN:
                yield from self._file(self._opened(None, "standard input"), named=True)
            elif path.is_dir():
                for inner, problem in _inside(path):
                    if problem:
                        yield Bad(shown_name(inner), None, problem, "Put the file itself there, or take it away.")
                    else:
                        yield from self._file(self._opened(path / inner, inner), named=False)
            else:
                yield from self._file(self._opened(path, path.name), named=True)

    def unchanged(self) -> None:
        """Refuse to go on where a file is no longer what it was when `digest` read it."""
        for path in self._known:
            self._compare(path, None)

    def _opened(self, path: Path | None, name: str) -> File:
        return File(path, name, self._count, self._took)

    def _took(self, columns: Mapping[str, str], dates_left: list[str]) -> None:
        way = {"columns": dict(columns), "dates_not_used": dates_left}
        for known in self.columns:
            if {**known, "files": None} == {**way, "files": None}:
                known["files"] += 1
                return
        if len(self.columns) < _WAYS:
            self.columns.append({**way, "files": 1})

    def _count(self, read: int) -> None:
        self.read += read

    def _file(self, file: File, *, named: bool) -> Iterator[Record]:
        """The records of a file that stays what it is."""
        try:
            yield from self._guarded(file, named=named)
        except InputError:
            self._same(file)
            raise
        self._same(file)

    def _guarded(self, file: File, *, named: bool) -> Iterator[Record]:
        try:
            format = self.options.format or recognise(file, self.options.columns)
            reader = import_module(f"clinote.batch.read.{Format(format).reader}")
            yield from reader.read(file, self.options)
        except Unreadable as error:
            if named:
                raise
            yield Bad(file.name, None, error.reason, error.remedy)
        except ClinoteError:  # a library that is missing
            raise
        except (EOFError, zlib.error):
            yield Bad(file.name, None, "the gzip data break off or are damaged", "Copy the file again; see gzip -t.")
        except UnicodeError:
            yield Bad(file.name, None, f"it is not {self.options.encoding}", "Name its encoding with --encoding.")
        except sqlite3.Error as error:  # rows of notes wait in a file of SQLite's
            raise refused("the directory for temporary files", error) from None
        except OSError as error:
            why = error.strerror or type(error).__name__
            if named:
                raise InputError(f"{file.name} cannot be read ({why}). Check the disk.") from None
            yield Bad(file.name, None, f"it cannot be read ({why})", "Check the file and its permissions.")
        except Exception as error:  # whatever a file does to a reader, the other files come out
            yield Bad(file.name, None, place(error), REPORT_IT)
        finally:
            file.close()

    def _same(self, file: File) -> None:
        if file.path in self._known:
            self._compare(file.path, file.digest.hexdigest() if file.whole else None)

    def _compare(self, path: Path, read: str | None) -> None:
        """`read` is the digest of the bytes that were read; without it the file's size and time, then its own."""
        known = self._known[path]
        try:
            if read is None:
                status = path.stat()
                if (status.st_size, status.st_mtime_ns) == (known.size, known.changed):
                    return
                with path.open("rb") as file:
                    read = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            read = None
        if read != known.sha256:
            raise InputError(
                f"{shown_name(known.given)} changed while it was read. When nothing writes to it any more, start over "
                "with --restart."
            )


def shown_name(name: str) -> str:
    """The name of a file as text: bytes of it that are no UTF-8 as `\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _check(name: str, options: ReadOptions) -> None:
    """Refuse an input that cannot be read, before any other is."""
    if name == STDIN:
        return
    path = Path(name)
    try:
        if path.is_dir():
            if next(_inside(path), None) is None:
                raise InputError(f"{name} is a directory without files. Name the one that holds the notes.")
        elif not path.exists():
            raise InputError(f"{name} does not exist. Check the name.")
        elif not path.is_file():
            raise UsageError(f"{name} is not a regular file. Read it through a pipe: cat {name} | clinote batch -")
        else:
            file = File(path, path.name)
            try:
                if not options.format:
                    recognise(file, options.columns)
            finally:
                file.close()
    except (EOFError, zlib.error):
        raise InputError(f"{name} is damaged: no gzip data can be read from it. Copy the file again.") from None
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror}). Check its permissions.") from None


def _inside(root: Path) -> Iterator[tuple[str, str | None]]:
    """The files of a directory and of those in it, in order of their names, with what keeps one from being read.

    Hidden files and `_SUCCESS` are no notes.
    """
    refusals: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=refusals.append):
        here = Path(folder).relative_to(root)
        visible = sorted(name for name in folders if not name.startswith(_HIDDEN))
        links = {name for name in visible if (root / here / name).is_symlink()}
        folders[:] = [name for name in visible if name not in links]
        for name in sorted([*names, *links]):
            if not name.startswith(_HIDDEN):
                problem = "it is a link to a directory" if name in links else _problem(root / here / name)
                yield (here / name).as_posix(), problem
    for refusal in refusals:
        yield Path(refusal.filename).relative_to(root).as_posix(), f"the directory cannot be read ({refusal.strerror})"


def _problem(path: Path) -> str | None:
    """What keeps a file from being read, before it is opened: a pipe would wait for ever."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return "it is a link to nothing" if path.is_symlink() else f"it cannot be read ({error.strerror})"
    return None if stat.S_ISREG(mode) else "it is a device or a pipe, not a file"


def recognise(file: File, columns: Columns) -> Format:
    """The format of a file, by its first bytes, then by its name."""
    head = file.head()
    if not head:
        raise Unreadable(file.name, "the file is empty", "Nothing to read; check the export.")
    for magic, kind in _UNREADABLE.items():
        if head.startswith(magic):
            raise Unreadable(file.name, f"it is {kind}", "Save it as plain text, or unpack it.")
    known = SUFFIXES.get(file.suffix)
    told = sniff(file.head(FAR), columns)
    if told in (Format.jsonl, Format.csv) and known not in (None, Format.text):
        told = known  # their first bytes may be those of a note
    if told:
        return told
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"[") and known is Format.jsonl:
        raise Unreadable(file.name, "it is one JSON array", "Write one object a line: jq -c '.[]'.")
    if known:
        return known
    if _HTML.match(start):
        return Format.html
    if start.startswith(b"<"):
        raise Unreadable(file.name, "it is XML, but no C-CDA document", "Export the notes as text.")
    if start.startswith(b"{"):
        return Format.jsonl
    first = start.partition(b"\n")[0].decode("ascii", "replace")
    if any("text" in columns.among(first.replace('"', "").split(mark)) for mark in DELIMITERS if mark in first):
        return Format.csv
    raise Unreadable(file.name, "its format is not recognised", f"Say what it is: --format {', '.join(Format)}.")


def check_encoding(encoding: str) -> str:
    """The plain name of an encoding that Python knows."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise UsageError(f"--encoding {encoding} is not known. Try utf-8, cp1252, latin-1 or utf-16.") from None


def check_delimiter(delimiter: str | None) -> str | None:
    """One character; the names of the usual ones are understood."""
    if delimiter is None:
        return None
    delimiter = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}.get(delimiter, delimiter)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise UsageError("--delimiter is one character, or tab, comma, semicolon or pipe.")
    return delimiter
