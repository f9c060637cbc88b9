"""Marts as Excel workbooks, one sheet a file, written row by row."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from wallboard.errors import UsageError
from wallboard.export.tables import Table
from wallboard.formulas import defused

SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
NAME_CHARACTERS = 31
EXACT_DIGITS = 15
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_xlsx(table: Table, file: IO[bytes], is_raw: bool) -> None:
    """One sheet with a header. A text is a text cell, with or without the apostrophe.

    Numbers of more digits than Excel keeps are written as text. `UsageError` for more than a sheet
    holds.
    """
    rows = table.count()
    if rows >= SHEET_ROWS:
        raise UsageError(
            f"{table.name} has {rows:,} rows, a sheet holds {SHEET_ROWS - 1:,} below its header; "
            "use --format csv"
        )
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        # The file is a function of the run alone.
        book.set_properties({"created": table.published_at.replace(tzinfo=None)})
        sheet = _Sheet(
            table,
            book.add_worksheet(table.name[:NAME_CHARACTERS]),
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"}),
            str if is_raw else defused,
        )
        for column, name in enumerate(table.columns):
            sheet.put(0, column, name)
        for line, row in enumerate(table.rows(), start=1):
            for column, value in enumerate(row):
                sheet.put(line, column, value)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet, its formats of days and instants, and what becomes of a text."""

    table: Table
    sheet: Any
    day: Any
    instant: Any
    shown: Callable[[str], str]

    def put(self, line: int, column: int, value: Any) -> None:
        """Write one cell by the kind of its value."""
        match value:
            case None:
                return
            case bool():
                self.sheet.write_boolean(line, column, value)
            case int() | float() | Decimal() if _is_exact(value):
                self.sheet.write_number(line, column, value)
            case datetime() if value.tzinfo is None and value.date() >= FIRST_DAY:
                self.sheet.write_datetime(line, column, value, self.instant)
            case date() if not isinstance(value, datetime) and value >= FIRST_DAY:
                self.sheet.write_datetime(line, column, value, self.day)
            case str():
                self._text(line, column, self.shown(value))
            case _:
                self._text(line, column, str(value))

    def _text(self, line: int, column: int, text: str) -> None:
        if len(text) > CELL_CHARACTERS:
            raise UsageError(
                f"{self.table.name}, row {line}, {self.table.columns[column]}: {len(text):,} "
                f"characters, a cell holds {CELL_CHARACTERS:,}; use --format csv"
            )
        self.sheet.write_string(line, column, text)


def _is_exact(value: int | float | Decimal) -> bool:
    """Whether a spreadsheet keeps the number as it is."""
    if isinstance(value, float):
        return math.isfinite(value)
    exact = Decimal(value)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= EXACT_DIGITS
