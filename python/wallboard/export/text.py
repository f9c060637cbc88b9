"""Marts as text: CSV that a spreadsheet can open safely, and JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO

from wallboard.export.tables import Table
from wallboard.formulas import defused


def write_csv(table: Table, file: IO[bytes], is_raw: bool) -> None:
    """UTF-8 with a header and LF; empty where there is no value."""
    # Python writes the rows: the connection they come from can touch no file.
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns if is_raw else [defused(name) for name in table.columns])
    rows: Iterable[Iterable[str | None]] = table.rows_as_text()
    if not is_raw:
        texts = [index for index, is_text in enumerate(table.is_text) if is_text]
        rows = (_defused(list(row), texts) for row in table.rows_as_text())
    writer.writerows(rows)
    text.detach()


def _defused(row: list[str | None], texts: list[int]) -> list[str | None]:
    for index in texts:
        value = row[index]
        if value:
            row[index] = defused(value)
    return row


def write_json(table: Table, file: IO[bytes], is_raw: bool) -> None:
    """JSON lines: one object a row, nothing altered."""
    del is_raw  # no spreadsheet computes JSON
    for (line,) in table.rows_as_json():
        file.write(line.encode() + b"\n")
