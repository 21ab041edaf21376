"""Where notes come from: files of any format, directories of them, standard input; what they are is told by looking."""

import codecs
import hashlib
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import IO, BinaryIO

from clinote.batch.fields import Columns
from clinote.batch.formats import Format
from clinote.batch.record import Bad, Record, Unreadable
from clinote.batch.stream import Counted, Gunzip
from clinote.errors import InputError, UsageError

STDIN = "-"
_PEEK = 4096  # bytes to tell a format by
_BUFFER = 1 << 20
_HIDDEN = (".", "_")

_READER = {Format.fhir: "jsonl", Format.rtf: "text"}  # the others are modules of `clinote.batch.read` themselves
SUFFIXES = {
    ".jsonl": Format.jsonl, ".ndjson": Format.jsonl, ".json": Format.jsonl,
    ".csv": Format.csv, ".tsv": Format.csv, ".tab": Format.csv, ".psv": Format.csv,
    ".parquet": Format.parquet, ".pq": Format.parquet,
    ".txt": Format.text, ".text": Format.text, ".note": Format.text,
    ".rtf": Format.rtf, ".hl7": Format.hl7,
}  # fmt: skip
_MAGIC = {
    b"PAR1": Format.parquet,
    b"{\\rtf": Format.rtf,
    b"MSH|": Format.hl7,
    b"FHS|": Format.hl7,
    b"BHS|": Format.hl7,
    b"\x0bMSH": Format.hl7,
}
_UNREADABLE = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word document or another zip archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"BZh": "bzip2-compressed",
    b"\xfd7zXZ": "xz-compressed",
    b"\x28\xb5\x2f\xfd": "zstd-compressed",
}


_CCDA = re.compile(rb"<(?:[\w.-]+:)?ClinicalDocument\b")

DELIMITERS = ",\t;|"


@dataclass(frozen=True)
class ReadOptions:
    """How an export is to be read; None is 'look and see'."""

    format: Format | None = None
    encoding: str = "utf-8"
    delimiter: str | None = None
    quote: str = '"'
    columns: Columns = field(default_factory=Columns)
    group_by: str | None = None
    order_by: str | None = None
    join_with: str = "\n"


class File:
    """One file of the input, opened once."""

    def __init__(self, path: Path | None, name: str, count: Callable[[int], None]) -> None:
        self.path = path
        self.name = name
        self._count = count

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
        counted = io.BufferedReader(Counted(raw, self._count), _BUFFER)
        if counted.peek(2)[:2] != b"\x1f\x8b":
            return counted
        return io.BufferedReader(Gunzip(counted), _BUFFER)

    def head(self) -> bytes:
        """The first bytes, left where they are."""
        return self.content.peek(_PEEK)[:_PEEK]  # type: ignore[attr-defined,no-any-return]

    def text(self, encoding: str) -> io.TextIOWrapper:
        """The content as text, line ends as they are; a byte that cannot be decoded becomes a lone surrogate."""
        if encoding == "utf-8":
            utf16 = self.head().startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            encoding = "utf-16" if utf16 else "utf-8-sig"
        return io.TextIOWrapper(self.content, encoding, errors="surrogateescape", newline="")

    def close(self) -> None:
        if self.path and "content" in self.__dict__:
            self.content.close()


class Source:
    """All inputs of a run; `records()` may be called again wherever `again` is true."""

    def __init__(self, inputs: list[str], options: ReadOptions) -> None:
        self.options = options
        self.read = 0
        """Bytes read by the latest `records()`."""
        self.inputs = inputs
        self.again = STDIN not in inputs
        self.size = 0
        for name in inputs:
            _check(name, options)

    def digest(self) -> dict[str, str]:
        """SHA-256 of each input as it lies there, of a directory over names and contents; none of standard input."""
        self.size = 0
        return {name: self._sha256(Path(name)) for name in self.inputs if name != STDIN}

    def _sha256(self, path: Path) -> str:
        if not path.is_dir():
            self.size += path.stat().st_size
            return _sha256(path)
        whole = hashlib.sha256()
        for name in _inside(path):
            self.size += (path / name).stat().st_size
            whole.update(f"{_sha256(path / name)}  {name}\n".encode("utf-8", "surrogateescape"))
        return whole.hexdigest()

    def records(self) -> Iterator[Record]:
        """Every record of every file, good or bad, always in the same order."""
        self.read = 0
        for name in self.inputs:
            path = Path(name)
            if name == STDIN:
                yield from self._file(File(None, "standard input", self._count), named=True)
            elif path.is_dir():
                for inner in _inside(path):
                    yield from self._file(File(path / inner, inner, self._count), named=False)
            else:
                yield from self._file(File(path, path.name, self._count), named=True)

    def _count(self, read: int) -> None:
        self.read += read

    def _file(self, file: File, *, named: bool) -> Iterator[Record]:
        try:
            format = self.options.format or recognise(file)
            reader = import_module(f"clinote.batch.read.{_READER.get(format, format)}")
            yield from reader.read(file, self.options)
        except Unreadable as error:
            if named:
                raise
            yield Bad(file.name, None, error.reason, error.remedy)
        except (EOFError, zlib.error):
            yield Bad(file.name, None, "the gzip data break off or are damaged", "Copy the file again; see gzip -t.")
        except UnicodeError:
            yield Bad(file.name, None, f"it is not {self.options.encoding}", "Name its encoding with --encoding.")
        except OSError as error:
            raise InputError(f"{file.name} cannot be read ({error.strerror}). Check the disk.") from None
        finally:
            file.close()


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
            file = File(path, path.name, lambda read: None)
            try:
                if not options.format:
                    recognise(file)
            finally:
                file.close()
    except (EOFError, zlib.error):
        raise InputError(f"{name} is damaged: no gzip data can be read from it. Copy the file again.") from None
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror}). Check its permissions.") from None


def _inside(root: Path) -> Iterator[str]:
    """The files of a directory and of those in it, in order of their names; hidden ones and `_SUCCESS` are no notes."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        here = Path(folder).relative_to(root)
        yield from ((here / name).as_posix() for name in sorted(names) if not name.startswith(_HIDDEN))


def recognise(file: File) -> Format:
    """The format of a file, by its first bytes, then by its name."""
    head = file.head()
    if not head:
        raise Unreadable(file.name, "the file is empty", "Nothing to read; check the export.")
    for magic, kind in _UNREADABLE.items():
        if head.startswith(magic):
            raise Unreadable(file.name, f"it is {kind}", "Save it as plain text, or unpack it.")
    for magic, format in _MAGIC.items():
        if head.startswith(magic):
            return format
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _CCDA.search(head):
        return Format.ccda
    if start.startswith(b"<"):
        raise Unreadable(file.name, "it is XML or HTML, but no C-CDA document", "Export the notes as text.")
    if start.startswith(b"[") and SUFFIXES.get(file.suffix) is Format.jsonl:
        raise Unreadable(file.name, "it is one JSON array", "Write one object a line: jq -c '.[]'.")
    known = SUFFIXES.get(file.suffix)
    if known:
        return known
    if start.startswith(b"{"):
        return Format.jsonl
    first = start.partition(b"\n")[0].decode("ascii", "replace")
    if any("text" in Columns().among(first.replace('"', "").split(mark)) for mark in DELIMITERS if mark in first):
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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
