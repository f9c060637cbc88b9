"""A vendor's figures as a CSV file: read whole, or refused with file, line and column."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wallboard.catalogue import SLICES
from wallboard.catalogue_rows import NET_SHARE, SECONDS, SHARE
from wallboard.errors import UsageError

NEEDED = ("metric", "period_start", "value")
COLUMNS = (*NEEDED, "grain", "unit", *SLICES)
GRAINS = ("day", "week", "month", "all")
# By how much a value is multiplied to be in a KPI's own unit, and the units of KPIs it fits.
UNITS: dict[str, tuple[float, tuple[str, ...]]] = {
    "percent": (0.01, (SHARE, NET_SHARE)),
    "share": (1.0, (SHARE, NET_SHARE)),
    "seconds": (1.0, (SECONDS,)),
    "minutes": (60.0, (SECONDS,)),
    "count": (1.0, ()),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the file; ``value`` is in a KPI's unit, None where the cell is empty."""

    line: int
    metric: str
    grain: str
    period_start: date | None
    slices: tuple[tuple[str, str], ...]
    unit: str
    value: float | None

    @property
    def by(self) -> tuple[str, ...]:
        """Dimensions the vendor cut this figure by."""
        return tuple(name for name, _ in self.slices)

    @property
    def key(self) -> tuple[object, ...]:
        """Period and slice, as an answer of ours has them."""
        return (self.period_start, *(value for _, value in self.slices))

    def fits(self, unit: str) -> bool:
        """Whether a KPI of this unit can be what the figure measures."""
        if not self.unit:
            return True
        if self.unit == "count":
            return unit not in (SHARE, NET_SHARE, SECONDS)
        return unit in UNITS[self.unit][1]


def read_figures(path: Path) -> list[Figure]:
    """Read the file; anything that cannot be meant is a `UsageError`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text: byte {error.start}") from error
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    figures: list[Figure] = []
    seen: dict[tuple[object, ...], int] = {}
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            line = reader.line_num
            if len(cells) != len(header):
                raise UsageError(
                    f"{path} line {line}: {len(cells)} cells under {len(header)} columns"
                )
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            figure = _figure(path, line, row)
            first = seen.setdefault((figure.metric, figure.grain, figure.slices, figure.key), line)
            if first != line:
                raise UsageError(
                    f"{path} line {line}: {figure.metric} has the same period and slice "
                    f"as on line {first}"
                )
            figures.append(figure)
    except csv.Error as error:
        raise UsageError(f"{path} line {reader.line_num}: {error}") from error
    if not figures:
        raise UsageError(f"{path}: no figures below the header")
    return figures


def _check_header(path: Path, header: list[str]) -> None:
    for name in NEEDED:
        if name not in header:
            raise UsageError(f"{path} line 1: no column {name}; needed are {', '.join(NEEDED)}")
    for name in header:
        if name not in COLUMNS:
            raise UsageError(
                f"{path} line 1: unknown column {name!r}; known are {', '.join(COLUMNS)}"
            )
        if header.count(name) > 1:
            raise UsageError(f"{path} line 1: the column {name} is there twice")


def _figure(path: Path, line: int, row: dict[str, str]) -> Figure:
    def refuse(column: str, why: str) -> UsageError:
        return UsageError(f"{path} line {line}, column {column}: {why}")

    if not row["metric"]:
        raise refuse("metric", "is empty")
    grain = row.get("grain") or "day"
    if grain not in GRAINS:
        raise refuse("grain", f"{grain!r} is none of {', '.join(GRAINS)}")
    unit = row.get("unit", "")
    if unit and unit not in UNITS:
        raise refuse("unit", f"{unit!r} is none of {', '.join(UNITS)}")
    try:
        start = None if grain == "all" else date.fromisoformat(row["period_start"])
    except ValueError as error:
        raise refuse("period_start", f"{row['period_start']!r} is no date as 2025-01-31") from error
    if start and grain == "week" and start.weekday() != 0:
        raise refuse("period_start", f"{start} is no Monday, and weeks start on one")
    if start and grain == "month" and start.day != 1:
        raise refuse("period_start", f"{start} is not the first of a month")
    slices = tuple((name, row[name]) for name in SLICES if row.get(name))
    try:
        value = _value(row["value"], unit)
    except ValueError as error:
        raise refuse("value", str(error)) from error
    return Figure(line, row["metric"], grain, start, slices, unit, value)


def _value(text: str, unit: str) -> float | None:
    if not text:
        return None
    if text.endswith("%"):
        if unit != "percent":
            raise ValueError(f"{text!r} is a percentage; say so with percent in the column unit")
        text = text.removesuffix("%").rstrip()
    try:
        number = float(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no number") from error
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is no number")
    return number * (UNITS[unit][0] if unit else 1.0)
