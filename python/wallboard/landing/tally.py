"""What a reader counts and sets aside while it reads one file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from wallboard.masking import mask

MAX_RECORD_BYTES = 2 * 1024 * 1024
PREFIX_CHARACTERS = 1_000
BATCH_ROWS = 20_000
CONTROLS = dict.fromkeys(code for code in range(32) if code not in (9, 10, 13))

Row = tuple[int, list[str | None], str | None]
"""(number of the row in its file, the table's own values, the unknown columns as JSON)."""


@dataclass(frozen=True, slots=True)
class Reject:
    """One unreadable row; ``line_no`` is the physical line (or document) where it starts."""

    line_no: int
    reason: str
    raw_text: str | None = None
    field: str | None = None


class FileRejected(Exception):
    """Nothing of the file can be landed; ``reason`` is the quarantine code."""

    def __init__(self, message: str, reason: str = "UNREADABLE_FILE") -> None:
        # A file without a header has data where a message quotes the header.
        super().__init__(mask(message))
        self.reason = reason


@dataclass(slots=True)
class Tally:
    """Counts of one file; ``rows_read`` counts every row that was seen, readable or not."""

    encoding: str = "utf-8"
    rows_read: int = 0
    rejects: list[Reject] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    flags: Counter[str] = field(default_factory=Counter)

    def reject(self, line_no: int, reason: str, text: str, column: str | None = None) -> None:
        """Set a row aside with its text; an oversize text is cut and identified by its hash."""
        if reason == "OVERSIZE":
            text = shortened(text)
        elif reason == "BAD_ENCODING":
            text = as_bytes(text, self.encoding)
        if column is not None and reason == "DUPLICATE_KEY":
            column = mask(column)  # an object may be keyed by data
        self.rejects.append(Reject(line_no, reason, printable(text), column))


def shortened(text: str) -> str:
    """The beginning of an oversize text, with its length and hash."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{text[:PREFIX_CHARACTERS]}… [{len(text)} characters, sha256 {digest}]"


def printable(text: str) -> str:
    """Write bytes that could not be decoded, and lone surrogates, as escapes."""
    if text.isascii():
        return text
    return "".join(
        f"\\x{ord(c) - 0xDC00:02x}"
        if 0xDC00 <= ord(c) < 0xDD00
        else f"\\u{ord(c):04x}"
        if 0xD800 <= ord(c) < 0xE000
        else c
        for c in text
    )


def as_bytes(text: str, encoding: str) -> str:
    """A row in a wrong encoding, its bytes as they came: ASCII as it is, the rest as escapes.

    Some wrong bytes decode by accident, so the whole row is written that way.
    """
    if text.isascii() or encoding.startswith(("utf-16", "utf-32")):
        return text
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    raw = b"".join(
        bytes([ord(c) - 0xDC00]) if 0xDC00 <= ord(c) < 0xDD00 else c.encode(codec) for c in text
    )
    return "".join(chr(byte) if byte < 128 else f"\\x{byte:02x}" for byte in raw)


def batches(rows: Iterator[Row], width: int) -> Iterator[pa.RecordBatch]:
    """Gather rows into Arrow batches of columns c0…c<width-1>, ``_extra``, ``_source_row``."""
    numbers: list[int] = []
    values: list[list[str | None]] = []
    extras: list[str | None] = []
    for number, cells, extra in rows:
        numbers.append(number)
        values.append(cells)
        extras.append(extra)
        if len(numbers) == BATCH_ROWS:
            yield _batch(numbers, values, extras, width)
            numbers, values, extras = [], [], []
    if numbers:
        yield _batch(numbers, values, extras, width)


def batch_schema(width: int) -> pa.Schema:
    """Schema of :func:`batches`."""
    texts = [(f"c{index}", pa.large_string()) for index in range(width)]
    return pa.schema([*texts, ("_extra", pa.large_string()), ("_source_row", pa.int64())])


def _batch(
    numbers: list[int], values: list[list[str | None]], extras: list[str | None], width: int
) -> pa.RecordBatch:
    columns = [pa.array(column, pa.large_string()) for column in zip(*values, strict=True)]
    arrays = [*columns, pa.array(extras, pa.large_string()), pa.array(numbers, pa.int64())]
    return pa.RecordBatch.from_arrays(arrays, schema=batch_schema(width))
