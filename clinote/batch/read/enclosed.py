"""Documents that other records enclose: FHIR attachments, HL7 v2 values of type ED, bodies of C-CDA that are no XML."""

import base64
import gzip
import io
import re
import zlib

from clinote.batch.fields import LONGEST
from clinote.batch.record import Malformed
from clinote.expressions import expression

_WHAT = "Export the note as plain text, HTML, rich text (RTF) or C-CDA."
_TEXT = expression(r"text\b|plain|rtf|html|xml|cda|markdown|^$", re.IGNORECASE)


def is_text(kind: str) -> bool:
    """Whether a media type, or the type and subtype of HL7, is that of a text."""
    return _TEXT.search(kind) is not None


def unpacked(data: str) -> bytes:
    """The bytes that Base64 stands for, unzipped where they are zipped; raises Malformed."""
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except ValueError:  # of a letter that Base64 has not, too
        raise Malformed("the document is no valid base64", "Check the export.") from None
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            content = file.read(LONGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise Malformed("the document is gzip data that are damaged", "Check the export.") from None
    if len(content) > LONGEST:
        raise Malformed(f"the document is over {LONGEST // 1_000_000} MB", "Split it into its notes.")
    return content


def text(raw: bytes, charset: str | None = None) -> str:
    """A document as it stands there: plain text, HTML, rich text or XML (`ccda.enclosed_text` reads a C-CDA document).

    `charset` is what the record declares; UTF-8, or UTF-16 with its mark, where it declares nothing.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = "utf-16"
    if raw.lstrip()[:5].lower() == b"{\\rtf":
        return raw.decode("utf-8", "surrogateescape")  # it says of itself in which code page it is
    try:
        made = raw.decode(charset or "utf-8-sig")
    except UnicodeDecodeError:
        what = "in the charset it declares" if charset else "UTF-8"
        raise Malformed(f"the document is not {what}", "Declare its charset in the export.") from None
    except LookupError:
        raise Malformed("the document declares a charset that is not known", "Use utf-8.") from None
    if "\0" in made[:1000] or raw.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Malformed("the document is binary", _WHAT)
    return made


def refuse(kind: str) -> Malformed:
    """The error of a document that is no text; `kind` is its media type, told where it is one that is known."""
    known = next((name for name in ("pdf", "tiff", "jpeg", "png", "word") if name in kind.casefold()), None)
    what = f" but {known.upper() if len(known) < 5 else known}" if known else ""
    return Malformed(f"the document is no text{what}", _WHAT)
