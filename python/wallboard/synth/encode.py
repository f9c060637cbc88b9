"""Turn integer rows of the simulation into the text columns of the raw contract.

The simulation appends plain integers to flat ``array('q')`` buffers, which costs little per
row; the text is made a column at a time here. ``NONE`` (-1) becomes null everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wallboard.synth.config import DAY, NONE

Ints = npt.NDArray[np.int64]
Kind = Literal["num", "instant", "code", "look", "milli", "flag", "count"]


@dataclass(frozen=True, slots=True)
class Col:
    """One integer column and how it is written.

    num: ``prefix`` + number; instant: ms since 1970; code: position in ``values``; look: position
    in the lookup ``prefix``; milli: thousandths, written as a decimal; flag: 0 or 1; count: as is.
    """

    name: str
    kind: Kind
    prefix: str = ""
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.kind == "code") != bool(self.values):
            raise ValueError(f"{self.name}: values belong to a code, and a code needs them")


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: its columns and, when faults are planted in it, how.

    ``forget``: column blanked in an outdated version of a row (``alter``: replaced by another
    value instead, for columns that cannot be unknown). ``numbered``: the first column is given on
    writing, row by row. ``planned``: rows may lie after the moment the data is taken.
    """

    name: str
    cols: tuple[Col, ...]
    forget: tuple[str, ...] = ()
    alter: str = ""
    numbered: bool = True
    planned: bool = False

    @property
    def faulty(self) -> bool:
        """Whether faults are planted in this table."""
        return bool(self.forget or self.alter)


def _digits(count: int, width: int) -> npt.NDArray[np.uint8]:
    """Return the ASCII digits of 0 .. count - 1, zero-padded, one row each."""
    numbers = np.arange(count)[:, None] // 10 ** np.arange(width - 1, -1, -1) % 10
    return (numbers + ord("0")).astype(np.uint8)


def _seconds_of_day() -> npt.NDArray[np.uint8]:
    two = _digits(60, 2)
    second = np.arange(86_400)
    out = np.full((86_400, 10), ord(":"), dtype=np.uint8)
    out[:, 0] = ord("T")
    out[:, 1:3] = two[second // 3600]
    out[:, 4:6] = two[second // 60 % 60]
    out[:, 7:9] = two[second % 60]
    out[:, 9] = ord(".")
    return out


_SECONDS = _seconds_of_day()
_MILLIS = _digits(1000, 3)


def instants(values: Ints) -> pa.Array:
    """Return ISO 8601 texts such as ``2025-01-06T08:00:01.250Z``."""
    known = values != NONE
    day, rest = np.divmod(np.where(known, values, 0), DAY)
    first = int(day.min()) if len(day) else 0
    last = int(day[known].max()) if known.any() else first
    if known.any():
        first = int(day[known].min())
    span = [date(1970, 1, 1) + timedelta(days=d) for d in range(first, last + 1)]
    dates = np.array([list(d.isoformat().encode()) for d in span], dtype=np.uint8)
    out = np.full((len(values), 24), ord("Z"), dtype=np.uint8)
    out[:, 0:10] = dates[np.where(known, day - first, 0)]
    out[:, 10:20] = _SECONDS[rest // 1000]
    out[:, 20:23] = _MILLIS[rest % 1000]
    offsets = np.arange(len(values) + 1, dtype=np.int32) * 24
    text = pa.StringArray.from_buffers(len(values), pa.py_buffer(offsets), pa.py_buffer(out))
    return text if known.all() else pc.if_else(pa.array(known), text, None)


def thousandths(values: Ints) -> pa.Array:
    """Return decimals with three places, exactly."""
    raw = np.zeros((len(values), 2), dtype=np.int64)
    raw[:, 0] = np.maximum(values, 0)
    exact = pa.Array.from_buffers(pa.decimal128(18, 3), len(values), [None, pa.py_buffer(raw)])
    return pc.if_else(pa.array(values != NONE), exact.cast(pa.string()), None)


def column(col: Col, values: Ints, lookups: Mapping[str, Any]) -> pa.Array:
    """Return one column as Arrow values."""
    values = np.ascontiguousarray(values)
    if col.kind == "instant":
        return instants(values)
    if col.kind == "milli":
        return thousandths(values)
    known = values != NONE
    present = pa.array(values, mask=~known)
    if col.kind == "num":
        return pc.binary_join_element_wise(col.prefix, present.cast(pa.string()), "")
    if col.kind == "code":
        return pa.array(col.values, pa.string()).take(present)
    if col.kind == "look":
        return lookups[col.prefix].take(present)
    return present.cast(pa.bool_()) if col.kind == "flag" else present


def table(cols: tuple[Col, ...], rows: Ints, lookups: Mapping[str, Any]) -> pa.Table:
    """Return integer rows (one column of the matrix a column) as an Arrow table."""
    return pa.table(
        [column(col, rows[:, place], lookups) for place, col in enumerate(cols)],
        names=[col.name for col in cols],
    )
