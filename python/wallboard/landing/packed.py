"""Opening delivered files, packed or not, without ever taking more than a file should hold.

A few bytes of gzip can unpack to more than any disk. What unpacks to many times its size is refused
on the way, by whatever reader; so are a line and a document without end.
"""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import IO, Any, cast

from wallboard.landing.tally import MAX_RECORD_BYTES, FileRejected

BOMB_RATIO = 200
BOMB_BYTES = 64 * 1024 * 1024
BUFFER = 1024 * 1024
MAX_DOCUMENT_BYTES = 32 * MAX_RECORD_BYTES
MAX_LINE_CHARACTERS = 32 * MAX_RECORD_BYTES


def unpacked_limit(path: Path) -> int:
    """How many bytes a packed file may unpack to."""
    return max(BOMB_BYTES, BOMB_RATIO * path.stat().st_size)


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacking gzip by its name; FileRejected where it never ends."""
    if path.name.lower().endswith((".gz", ".tgz")):
        return cast(IO[bytes], io.BufferedReader(_Unpacked(path), BUFFER))
    return path.open("rb")


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip file, up to the limit."""

    def __init__(self, path: Path) -> None:
        self._limit = self._left = unpacked_limit(path)
        self._gzip = gzip.GzipFile(path, "rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._gzip.readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise FileRejected(
                f"unpacks to more than {self._limit:,} bytes; if it is meant, deliver it unpacked"
            )
        return count

    def close(self) -> None:
        # A file that could not even be opened has nothing to close.
        if hasattr(self, "_gzip"):
            self._gzip.close()
        super().close()


def next_line(text: io.TextIOWrapper, number: int) -> str:
    """The next line with its end; empty at the end of the file."""
    line = text.readline(MAX_LINE_CHARACTERS)
    if len(line) == MAX_LINE_CHARACTERS and not line.endswith("\n"):
        raise FileRejected(f"line {number} has no end within {MAX_LINE_CHARACTERS:,} characters")
    return line


def read_document(path: Path) -> bytes:
    """The bytes of one document, cut just beyond what one may hold."""
    with path.open("rb") as handle:
        return handle.read(MAX_DOCUMENT_BYTES + 1)
