"""The exact CSV reader: RFC 4180, one record at a time, every unreadable line set aside.

A record that is not well formed costs only its first physical line; reading goes on with the next
one, so that a forgotten quote never swallows the rows below it.
"""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wallboard.landing.packed import next_line, open_bytes
from wallboard.landing.tally import MAX_RECORD_BYTES, FileRejected

MARKED = "wallboard-mark"
UNDECODED = re.compile("[\ud800-\udfff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Keep bytes that do not decode as lone surrogates, one each, so the row can show them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error(MARKED, _mark)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the file; ``cells`` is None when it is not readable, ``reason`` says why."""

    line_no: int
    text: str
    cells: list[str] | None = None
    reason: str = ""


class _Lines:
    """Physical lines ending in LF only, with push-back; over-long ones are read in full."""

    def __init__(self, path: Path, encoding: str) -> None:
        raw = open_bytes(path)
        self._text = io.TextIOWrapper(raw, encoding=encoding, errors=MARKED, newline="\n")
        self._waiting: deque[str] = deque()
        self._taken = 0

    def next(self) -> str:
        if self._waiting:
            return self._waiting.popleft()
        self._taken += 1
        return next_line(self._text, self._taken)

    def push_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))

    def close(self) -> None:
        self._text.close()


def read_records(path: Path, encoding: str, delimiter: str) -> Iterator[Record]:
    """Yield every non-blank record of the file in order, the header among them."""
    try:
        lines = _Lines(path, encoding)
        try:
            yield from _records(lines, delimiter)
        finally:
            lines.close()
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        raise FileRejected(f"cannot be read: {error}") from error


def _records(lines: _Lines, delimiter: str) -> Iterator[Record]:
    cell = _cell_pattern(delimiter)
    number, width = 0, 0
    while line := lines.next():
        number += 1
        body = _without_end(line)
        if not body:
            continue
        if len(body) * 4 > MAX_RECORD_BYTES and _size(body) > MAX_RECORD_BYTES:
            yield Record(number, body, reason="OVERSIZE")
            continue
        cells: list[str] | None = body.split(delimiter)
        text, tail = body, None
        more: list[str] = []
        if '"' in body:
            cells, tail = _split(cell, body)
        if cells is not None and tail is not None:
            cells, more = _continued(lines, cells, tail + line[len(body) :], cell, delimiter)
            # A quote that was forgotten may close far below by accident; the width tells.
            if width and cells is not None and (len(cells) < width or any(cells[width:])):
                cells = None
            if cells is None:
                lines.push_back(more)
            else:
                text = _without_end("".join([line, *more]))
        if cells is None:
            yield Record(number, body, reason="UNQUOTED_VALUE")
            continue
        yield Record(number, text, cells)
        number += len(more)
        width = width or len(cells)


def _continued(
    lines: _Lines, cells: list[str], tail: str, cell: re.Pattern[str], delimiter: str
) -> tuple[list[str] | None, list[str]]:
    """Read on while a quoted field is open: cells (None if it never closes well), lines used."""
    parts, more, size = [tail], [], len(tail)
    while size <= MAX_RECORD_BYTES and (line := lines.next()):
        more.append(line)
        size += len(line)
        closed = CLOSING.match(line)
        if closed is None:
            parts.append(line)
            continue
        cells.append("".join([*parts, closed[1]]).replace('""', '"'))
        rest = _without_end(line[closed.end() :])
        if not rest:
            return cells, more
        following, open_tail = _split(cell, rest[1:])
        if rest[0] != delimiter or following is None:
            return None, more
        cells += following
        if open_tail is None:
            return cells, more
        parts = [open_tail + line[len(_without_end(line)) :]]
    return None, more


CLOSING = re.compile(r'([^"]*+(?:""[^"]*+)*+)"')


def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    quoted = rf'"([^"]*+(?:""[^"]*+)*+)"(?={mark}|\Z)'
    unfinished = r'"([^"]*+(?:""[^"]*+)*+)\Z'
    return re.compile(rf'{quoted}|{unfinished}|(?!")([^{mark}]*+)')


def _split(cell: re.Pattern[str], text: str) -> tuple[list[str] | None, str | None]:
    """Cells of a line (None: not well formed), and what follows a quote left open."""
    cells: list[str] = []
    position = 0
    while position <= len(text):
        match = cell.match(text, position)
        if match is None:
            return None, None
        closed, unfinished, plain = match.groups()
        if unfinished is not None:
            return cells, unfinished
        cells.append(plain if closed is None else closed.replace('""', '"'))
        position = match.end() + 1
    return cells, None


def _without_end(line: str) -> str:
    return line.removesuffix("\n").removesuffix("\r")


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
