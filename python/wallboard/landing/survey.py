"""One pass over the bytes of a text file: is it plain enough for the fast reader, how many records?

The count is made apart from any CSV reader, so that a reader which loses a row is found out.
"""

from __future__ import annotations

import codecs
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wallboard.landing.packed import open_bytes
from wallboard.landing.tally import FileRejected

CHUNK = 4 * 1024 * 1024
TEXT_BYTES = bytes([9, 10, 13, *range(32, 256)])
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What the bytes are; ``records`` counts non-blank records by RFC 4180 quoting."""

    is_plain: bool
    records: int


def sha256_of(path: Path) -> str:
    """Hash of the bytes as delivered."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def encoding_of(path: Path) -> str:
    """UTF-8, unless a byte order mark says otherwise; nothing else is guessed."""
    try:
        with open_bytes(path) as handle:
            head = handle.read(4)
    except (OSError, EOFError, zlib.error) as error:
        raise FileRejected(f"cannot be read: {error}") from error
    marked = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if marked is None and b"\0" in head:
        raise FileRejected(
            "begins like text in UTF-16 without a byte order mark; name its encoding with "
            "--encoding, such as utf-16-le"
        )
    return marked or "utf-8"


def survey(path: Path, delimiter: str) -> Survey:
    """Read the file once; FileRejected if it is truncated or unpacks without bound."""
    counter = _Counter(delimiter)
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain = True
    for chunk in _chunks(path):
        plain = plain and not chunk.translate(None, TEXT_BYTES) and _decodes(decoder, chunk)
        counter.feed(chunk)
    plain = plain and _decodes(decoder, b"", final=True)
    records = counter.records()
    return Survey(plain and not counter.is_odd, records)


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with open_bytes(path) as handle:
            while chunk := handle.read(CHUNK):
                yield chunk
    except (OSError, EOFError, zlib.error) as error:
        raise FileRejected(f"cannot be read: {error}") from error


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


class _Counter:
    """Counts records over chunks, and holds the quoting against RFC 4180 to the letter.

    ``is_odd`` tells that some quote opens inside a value or closes before the value ends, or that a
    carriage return stands alone. DuckDB's reader takes such rows in ways of its own (it drops
    blanks round quotes, or a last row without a word), so they are left to the exact reader.
    """

    def __init__(self, delimiter: str) -> None:
        self.inside = False
        self.is_odd = False
        self.ends = 0
        self.blanks = 0
        self.tail = b"\n\n"  # the bytes before this chunk; a file begins on a fresh line
        self.returns = 0  # carriage returns less those before a line feed
        self.awaits = False  # the chunk ended in a closing quote
        mark = delimiter.encode()[-1]
        self.openers = np.isin(np.arange(256), [mark, 10, 34])
        self.closers = np.isin(np.arange(256), [mark, 10, 13, 34])

    def feed(self, chunk: bytes) -> None:
        data = np.frombuffer(chunk, np.uint8)
        window = np.frombuffer(self.tail + chunk, np.uint8)
        ends: npt.NDArray[np.intp] = np.flatnonzero(data == 10)
        if self.awaits and not self.closers[data[0]]:
            self.is_odd = True
        self.awaits = False
        if b'"' in chunk:
            ends = self._outside(data, window, ends)
        elif self.inside:
            ends = ends[:0]
        before, second = window[ends + 1], window[ends]
        self.ends += len(ends)
        self.blanks += int(np.sum((before == 10) | ((before == 13) & (second == 10))))
        self.returns += chunk.count(b"\r") - (self.tail[-1:] + chunk).count(b"\r\n")
        self.tail = (self.tail + chunk[-2:])[-2:]

    def _outside(
        self,
        data: npt.NDArray[np.uint8],
        window: npt.NDArray[np.uint8],
        ends: npt.NDArray[np.intp],
    ) -> npt.NDArray[np.intp]:
        """Line ends outside quotes; every quote is held against its neighbour on the way."""
        quotes = np.flatnonzero(data == 34)
        first = int(self.inside)
        opening, closing = quotes[first::2], quotes[1 - first :: 2]
        if len(closing) and closing[-1] == len(data) - 1:
            self.awaits = True
            closing = closing[:-1]
        fits = self.openers[window[opening + 1]].all() and self.closers[data[closing + 1]].all()
        self.is_odd = self.is_odd or not fits
        odd = (np.searchsorted(quotes, ends) + first) % 2
        self.inside = (len(quotes) + first) % 2 == 1
        outside: npt.NDArray[np.intp] = ends[odd == 0]
        return outside

    def records(self) -> int:
        self.is_odd = self.is_odd or self.inside or self.returns != 0
        return self.ends - self.blanks + int(not self.tail.endswith(b"\n"))
