"""Raw byte streams: one that counts, one that unzips and gives out everything before the data break off."""

import io
import sys
import zlib
from collections.abc import Callable
from typing import IO, BinaryIO

_READ = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


class Counted(io.RawIOBase):
    """A raw stream that shows what was read of it; nothing at its end."""

    def __init__(self, raw: BinaryIO, saw: Callable[[memoryview], None]) -> None:
        self._raw = raw
        self._saw = saw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        read = self._raw.readinto(buffer) or 0  # type: ignore[attr-defined]
        self._saw(buffer[:read])
        return int(read)

    def close(self) -> None:
        if self._raw is not sys.stdin.buffer:
            self._raw.close()
        super().close()


class Gunzip(io.RawIOBase):
    """Unzips, member after member; unlike `gzip.GzipFile` it hands out what it has before it raises EOFError."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._member = zlib.decompressobj(_GZIP)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            if self._member.eof:
                self._left = self._member.unused_data.lstrip(b"\0") or self._packed.read(_READ).lstrip(b"\0")
                if not self._left:
                    return 0
                self._member = zlib.decompressobj(_GZIP)
            elif not self._left:
                self._left = self._packed.read(_READ)
                if not self._left:
                    raise EOFError("the gzip data break off")
            data = self._member.decompress(self._left, len(buffer))
            self._left = self._member.unconsumed_tail
            if data:
                buffer[: len(data)] = data
                return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()
