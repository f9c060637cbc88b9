"""Rows as a table for people, or as JSON or CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wallboard.formulas import defused


def as_json(rows: Sequence[dict[str, Any]]) -> str:
    """A list of objects; decimals as numbers, dates in ISO 8601."""
    return json.dumps(
        [{k: _plain(v) for k, v in row.items()} for row in rows], ensure_ascii=False, indent=2
    )


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Comma-separated with a header; empty where a value is not known.

    Text that a spreadsheet would compute gets an apostrophe in front.
    """
    text = io.StringIO()
    if rows:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([defused(name) for name in rows[0]])
        writer.writerows([_cell(row[name]) for name in rows[0]] for row in rows)
    return text.getvalue().rstrip("\n")


def as_table(rows: Sequence[dict[str, Any]]) -> str:
    """Aligned columns; wide (Chinese) characters count as two."""
    if not rows:
        return "(no rows)"
    names = list(rows[0])
    cells = [names, *([_shown(row[name]) for name in names] for row in rows)]
    widths = [max(_width(line[i]) for line in cells) for i in range(len(names))]
    right = [all(_is_number(row[name]) for row in rows) for name in names]
    lines = [
        "  ".join(
            " " * (width - _width(cell)) + cell if to_right else cell + " " * (width - _width(cell))
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _cell(value: Any) -> Any:
    plain = _plain(value)
    return defused(plain) if isinstance(plain, str) else plain


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    plain = _plain(value)
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    return (
        f"{plain:,.6g}"
        if isinstance(plain, float) and abs(plain) < 1000
        else (
            f"{plain:,.1f}"
            if isinstance(plain, float)
            else f"{plain:,}"
            if type(plain) is int
            else str(plain)
        )
    )


def _is_number(value: Any) -> bool:
    return value is None or (
        isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
