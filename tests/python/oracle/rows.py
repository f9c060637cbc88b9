"""Raw text rows -> typed rows: reading of values, row acceptance, winner of a key.

Instants become integer milliseconds since 1970-01-01 UTC; a column ``x_seconds`` becomes
``x_ms`` in integer milliseconds; flags become bool; everything else stays text.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .reference import Column, contract

World = dict[str, list[dict[str, str | None]]]
RawRow = dict[str, str | None]
Row = dict[str, Any]

TOLERANCE_MS = 5_000
LOWEST = -(10**18)
EARLIEST_MS = 631_152_000_000  # 1990-01-01
LATEST_MS = 4_102_444_800_000  # 2100-01-01
MOST, MOST_MS = 10**9, 10**12


class Unreadable(Exception):
    """A value that is there but cannot be read as its type."""


class UndecidedWinner(Exception):
    """Different rows of one key that only the row hash could rank; worlds avoid them."""


def instant(text: str) -> int:
    """Milliseconds since the epoch, cut (not rounded) to the millisecond."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(text) from None
    # A naive instant needs a declared zone; a world declares none, so it cannot be read.
    if moment.tzinfo is None:
        raise Unreadable(text)
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    microseconds = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    return microseconds // 1000


def flag(text: str) -> bool:
    """true/false/t/f/1/0/yes/no in any case."""
    if text.lower() in ("true", "t", "1", "yes"):
        return True
    if text.lower() in ("false", "f", "0", "no"):
        return False
    raise Unreadable(text)


def number(text: str) -> Decimal:
    """A plain decimal number."""
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text):
        raise Unreadable(text)
    return Decimal(text)


def value(column: Column, text: str) -> Any:
    """The typed value of a text that is not null."""
    match column.data_type:
        case "instant":
            return instant(text)
        case "flag":
            return flag(text)
        case "seconds":
            return int((number(text) * 1000).to_integral_value(ROUND_HALF_UP))
        case "number" | "money":
            return number(text)
        case "count":
            if not re.fullmatch(r"[+-]?\d+", text):
                raise Unreadable(text)
            return int(text)
        case "date":
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise Unreadable(text) from None
        case "enum":
            return text if text in column.accepted_values else "unknown"
    return text


def known(raw: RawRow, name: str) -> str | None:
    """The text of a column; an empty text is null."""
    return raw.get(name) or None


def typed_name(column: Column) -> str:
    """Name of the typed column."""
    if column.data_type == "seconds":
        return column.name.removesuffix("_seconds") + "_ms"
    return column.name


def out_of_range(column: Column, found: Any) -> bool:
    """Whether a time or an amount cannot be; an end of validity may lie as far off as it likes."""
    if found is None:
        return False
    match column.data_type:
        case "instant":
            return column.name != "valid_to" and not EARLIEST_MS <= found < LATEST_MS
        case "seconds":
            return not 0 <= found <= MOST_MS
        case "count":
            return not 0 <= found <= MOST
    return False


def accept(table: str, raw: RawRow) -> Row | None:
    """The typed row, or None if the row is rejected."""
    row: Row = {}
    columns = contract()[table]
    try:
        for column in columns:
            text = known(raw, column.name)
            row[typed_name(column)] = None if text is None else value(column, text)
        # Not in the contract list, but every table may carry them: read like optional columns.
        updated, deleted = known(raw, "source_updated_at"), known(raw, "is_deleted")
        row["source_updated_at"] = None if updated is None else instant(updated)
        row["is_deleted"] = deleted is not None and flag(deleted)
    except Unreadable:
        return None
    required = [c for c in columns if c.is_required and (c.is_key or not row["is_deleted"])]
    if any(known(raw, column.name) is None for column in required):
        return None
    if row["is_deleted"]:
        # Of a deletion nothing is asked but which row it means.
        return row
    if any(out_of_range(column, row[typed_name(column)]) for column in columns):
        return None
    for column in columns:
        if column.not_before is None:
            continue
        later, earlier = row[column.name], row[column.not_before]
        if later is not None and earlier is not None and later < earlier - TOLERANCE_MS:
            return None
    return row


def key(table: str, row: Row) -> tuple[Any, ...]:
    """Typed key of an accepted row."""
    return tuple(row[c.name] for c in contract()[table] if c.is_key)


def rank(table: str, raw: RawRow, row: Row) -> tuple[int, bool, int]:
    """What makes a row win its key: newest update, then a deletion, then most known fields."""
    names = [c.name for c in contract()[table]] + ["source_updated_at", "is_deleted"]
    updated = row["source_updated_at"]
    return (
        LOWEST if updated is None else updated,
        row["is_deleted"],
        sum(1 for name in names if known(raw, name) is not None),
    )


def current(world: World, table: str) -> list[Row]:
    """The winning typed row of every key, but for keys that a deletion won."""
    best: dict[tuple[Any, ...], tuple[tuple[int, bool, int], Row]] = {}
    for raw in world.get(table, []):
        row = accept(table, raw)
        if row is None:
            continue
        mine = rank(table, raw, row)
        other = best.get(key(table, row))
        if other is None or mine > other[0]:
            best[key(table, row)] = (mine, row)
    for raw in world.get(table, []):
        row = accept(table, raw)
        if row is None:
            continue
        top, winner = best[key(table, row)]
        if rank(table, raw, row) == top and row != winner:
            raise UndecidedWinner(f"{table} {key(table, row)}")
    return [row for _, row in best.values() if not row["is_deleted"]]


def duration(start: int, end: int) -> int:
    """Milliseconds from start to end; a small step back in time is no time."""
    return max(0, end - start)
