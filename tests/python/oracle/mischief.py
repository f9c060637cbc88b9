"""Deliveries that went wrong: duplicates, corrections, deletions, lost or unreadable values."""

from __future__ import annotations

from random import Random

from .instants import BASES, text
from .reference import Column, contract
from .rows import Row, World, accept, instant, key, known, rank

UNREADABLE = {
    "instant": ("soon", "2024-13-01T00:00:00Z", "2024-02-30T10:00:00Z"),
    "flag": ("maybe", "2"),
    "seconds": ("twenty", "5 s"),
    "count": ("many", "#1"),
    "number": ("high", "0,5"),
}


def make_mischief(rnd: Random, number: int, world: World) -> None:
    """Change, add or repeat one row of the world."""
    tables = [table for table, rows in world.items() if rows]
    if not tables:
        return
    table = rnd.choice(tables)
    rows = world[table]
    raw = rows[rnd.randrange(len(rows))]
    columns = [c for c in contract()[table] if not c.is_key]
    match rnd.randrange(9):
        case 0:
            rows.append(dict(raw))
        case 1 | 2:
            # A correction: newer, older or unknown age, with one value changed or lost.
            corrected = dict(raw)
            change(rnd, rnd.choice(columns), corrected, rows)
            step = rnd.choice((1, -1)) * (number + 1)
            corrected["source_updated_at"] = rnd.choice((text(rnd, BASES[7] + step), None))
            if rnd.random() < 0.5 and known(raw, "source_updated_at") is None:
                raw["source_updated_at"] = text(rnd, BASES[7])
            rows.insert(rnd.randint(0, len(rows)), corrected)
        case 3:
            spoilable = [c for c in columns if c.data_type in UNREADABLE]
            if spoilable:
                column = rnd.choice(spoilable)
                raw[column.name] = rnd.choice(UNREADABLE[column.data_type])
        case 4:
            raw[rnd.choice(columns).name] = rnd.choice((None, ""))
        case 5:
            enums = [c for c in columns if c.data_type == "enum"]
            if enums:
                raw[rnd.choice(enums).name] = "never heard of"
        case 6:
            links = [c for c in columns if c.name in ("contact_id", "bot_session_id", "event_id")]
            if links:
                raw[rnd.choice(links).name] = "ghost"
        case 7:
            step_back(rnd, columns, raw)
        case 8:
            rows.insert(rnd.randint(0, len(rows)), deletion(rnd, table, raw))


def deletion(rnd: Random, table: str, raw: dict[str, str | None]) -> dict[str, str | None]:
    """The row taken away: its key or all of it, newer, older or as old as the row, or unsaid."""
    keys = [c.name for c in contract()[table] if c.is_key]
    gone = dict(raw) if rnd.random() < 0.5 else {name: raw.get(name) for name in keys}
    gone["is_deleted"] = rnd.choice(("true", "1", "YES", "false", "perhaps"))
    at = BASES[7] + rnd.choice((-1, 0, 0, 1))
    gone["source_updated_at"] = rnd.choice((text(rnd, at), text(rnd, at), None))
    if rnd.random() < 0.5 and known(raw, "source_updated_at") is None:
        raw["source_updated_at"] = text(rnd, BASES[7])
    return gone


def change(rnd: Random, column: Column, raw: dict[str, str | None], rows: list[Row]) -> None:
    """Give a column the value another row has, or take it away."""
    raw[column.name] = rnd.choice((rnd.choice(rows).get(column.name), None))


def step_back(rnd: Random, columns: list[Column], raw: dict[str, str | None]) -> None:
    """Let an end come before its start, within the tolerance or just beyond it."""
    for column in columns:
        if column.not_before is None:
            continue
        start = known(raw, column.not_before)
        if start is None or start in UNREADABLE["instant"]:
            continue
        back = rnd.choice((0, 1, 4_999, 5_000, 5_001, 60_000))
        raw[column.name] = text(rnd, instant(start) - back)
        return


def settle(world: World) -> World:
    """Leave out rows that differ from a winner of their key in nothing but the row hash."""
    for table, rows in world.items():
        kept: list[dict[str, str | None]] = []
        first: dict[object, Row] = {}
        for raw in rows:
            row = accept(table, raw)
            if row is None:
                kept.append(raw)
                continue
            place = (key(table, row), rank(table, raw, row))
            if first.setdefault(place, row) == row:
                kept.append(raw)
        world[table] = kept
    return world
