"""Rows from JSON: one object a line, or lists inside documents."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from wallboard.landing.csvtext import CONTROL, MARKED, UNDECODED
from wallboard.landing.jsontext import Unreadable, as_text, parse, quoted, strip_controls
from wallboard.landing.packed import MAX_DOCUMENT_BYTES, next_line, open_bytes
from wallboard.landing.tables import RawTable
from wallboard.landing.tally import MAX_RECORD_BYTES, FileRejected, Row, Tally

# Where parsing can bring control characters or lone surrogates that the bytes do not show.
ESCAPES = re.compile(r"\\u(00[01]|[dD][89a-fA-F])")


def read_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) of every line that is not blank."""
    try:
        raw = open_bytes(path)
        with io.TextIOWrapper(raw, encoding=encoding, errors=MARKED, newline="\n") as text:
            number = 1
            while line := next_line(text, number):
                if body := line.strip(" \t\r\n"):
                    yield number, body
                number += 1
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        raise FileRejected(f"cannot be read: {error}") from error


def parsed(number: int, text: str, tally: Tally, limit: int = MAX_RECORD_BYTES) -> tuple[Any, bool]:
    """Parse one text; (None, False) after it was set aside."""
    try:
        if len(text) * 4 > limit and len(text.encode("utf-8", "surrogatepass")) > limit:
            raise Unreadable("OVERSIZE")
        if not text.isascii() and UNDECODED.search(text):
            raise Unreadable("BAD_ENCODING")
        value = parse(text)
        if CONTROL.search(text) or ESCAPES.search(text):
            value = _cleaned(value, tally)
    except Unreadable as error:
        tally.rows_read += 1
        tally.reject(number, error.reason, text, error.field)
        return None, False
    return value, True


def _cleaned(value: Any, tally: Tally) -> Any:
    clean = strip_controls(value)
    if clean != value:
        tally.flags["CTRL_STRIPPED"] += 1
    try:
        # An escaped surrogate without its partner is no character at all.
        (as_text(clean) or "").encode()
    except UnicodeEncodeError as error:
        raise Unreadable("BAD_ENCODING") from error
    return clean


def object_rows(lines: Iterable[tuple[int, str]], table: RawTable, tally: Tally) -> Iterator[Row]:
    """Rows of a JSONL file."""
    maker = RowMaker(table, tally)
    for number, text in lines:
        value, is_readable = parsed(number, text, tally)
        if not is_readable:
            continue
        tally.rows_read += 1
        if isinstance(value, dict):
            yield maker.row(value, value, 1)
        else:
            tally.reject(number, "MALFORMED_JSON", text)


def document_rows(
    documents: Iterable[tuple[int, str]], table: RawTable, tally: Tally
) -> Iterator[Row]:
    """Rows of JSON documents, given as (number of the document, text)."""
    maker = RowMaker(table, tally)
    for number, text in documents:
        value, is_readable = parsed(number, text, tally, limit=MAX_DOCUMENT_BYTES)
        if not is_readable:
            continue
        for document in value if isinstance(value, list) else [value]:
            if not isinstance(document, dict):
                tally.rows_read += 1
                tally.reject(number, "MALFORMED_JSON", as_text(document) or "")
                continue
            for position, row in enumerate(_rows_of(document, table.rows), start=1):
                tally.rows_read += 1
                if isinstance(row, dict):
                    yield maker.row(row, document, position)
                else:
                    tally.reject(number, "MALFORMED_JSON", as_text(row) or "", table.rows)


def _rows_of(document: dict[str, Any], rows: str | None) -> list[Any]:
    if rows is None:
        return [document]
    found = _follow(document, tuple(rows.split(".")))
    return found if isinstance(found, list) else [] if found is None else [found]


def _follow(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


class RowMaker:
    """Turns objects into rows; the tally remembers which fields were seen."""

    def __init__(self, table: RawTable, tally: Tally) -> None:
        self.fields = table.fields
        self.tally = tally
        # A field is known when a column takes it whole; one of which only a part is declared
        # stays in _extra, but is no news.
        own = [field for field in table.fields if field.of == "row" or table.rows is None]
        self.whole = {field.path[0] for field in own if len(field.path) == 1} | table.elsewhere
        self.partly = {field.path[0] for field in own}
        # Where every column is a field of the row itself, there is no path to follow.
        is_flat = all(field.of == "row" and len(field.path) == 1 for field in table.fields)
        self.flat = [field.path[0] for field in table.fields] if is_flat else None

    def row(self, value: dict[str, Any], document: dict[str, Any], position: int) -> Row:
        """One row; its number is the count of rows read so far."""
        self.tally.seen |= value.keys()
        if self.flat is not None:
            taken = [as_text(value.get(name)) for name in self.flat]
            return self.tally.rows_read, taken, self._extra(value)
        cells: list[str | None] = []
        for field in self.fields:
            if field.of == "position":
                cells.append(str(position))
                continue
            base = value if field.of == "row" else document
            found = base.get(field.path[0]) if len(field.path) == 1 else _follow(base, field.path)
            cells.append(as_text(found))
        return self.tally.rows_read, cells, self._extra(value)

    def _extra(self, value: dict[str, Any]) -> str | None:
        if value.keys() <= self.whole:
            return None
        extra = []
        for name in sorted(value.keys() - self.whole):
            text = as_text(value[name])
            if name not in self.partly:
                self.tally.unknown.setdefault(name)
            if text is not None:
                extra.append(f"{quoted(name)}:{quoted(text)}")
        return f"{{{','.join(extra)}}}" if extra else None
