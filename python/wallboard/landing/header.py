"""The header of a file against the declared columns, before anything else is believed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from wallboard.contract import DELETION_COLUMN
from wallboard.landing.csvrows import Plan
from wallboard.landing.tables import RawTable
from wallboard.landing.tally import FileRejected


def missing_columns(table: RawTable, names: Iterable[str]) -> list[str]:
    """Required columns that are not among ``names``; a list of deletions needs its keys only."""
    present = set(names)
    keys_suffice = table.is_native and DELETION_COLUMN in present
    return [
        field.name
        for field in table.fields
        if field.is_required and field.name not in present and (field.is_key or not keys_suffice)
    ]


def require_columns(table: RawTable, names: Sequence[str]) -> None:
    """Reject a file without a required column, naming the nearest column that it has."""
    missing = missing_columns(table, names)
    if not missing:
        return
    known = set(table.columns)
    hints = []
    for name in missing:
        near = difflib.get_close_matches(name, [n for n in names if n not in known], 1, 0.5)
        near = near or difflib.get_close_matches(name, names, 1, 0.5)
        hints.append(f"{name!r}" + (f" (nearest in the file: {near[0]!r})" if near else ""))
    plural = "s" if len(missing) > 1 else ""
    raise FileRejected(
        f"{table.name} lacks the required column{plural} {', '.join(hints)}; rename or add it",
        "MISSING_REQUIRED_COLUMN",
    )


def require_distinct(names: Sequence[str]) -> None:
    """Reject a file that names a column twice."""
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise FileRejected(f"the header names {twice[0]!r} twice", "DUPLICATE_HEADER")


def plan_columns(table: RawTable, cells: Sequence[str]) -> Plan:
    """Say where each own column stands; FileRejected if the header does not fit."""
    if table.header == "by_position":
        return plan_by_position(table, cells)
    require_distinct(cells)
    require_columns(table, cells)
    # A connector's header may have blank cells (an index column, a trailing tab): they are dropped.
    # A native file has no licence for that: what stands below a blank name is kept as unknown.
    names = tuple(cells) if not table.is_native else named(cells)
    own = set(table.columns)
    unknown = sorted((name, index) for index, name in enumerate(names) if name and name not in own)
    needed = len(names)
    while needed and not names[needed - 1]:
        needed -= 1
    positions = tuple(names.index(name) if name in names else None for name in table.columns)
    return Plan(positions, tuple(unknown), names, needed)


def plan_by_position(table: RawTable, cells: Sequence[str]) -> Plan:
    """Take the columns in the declared order; all that the header must tell is how many."""
    width = len(table.columns)
    if len(cells) != width:
        raise FileRejected(
            f"{table.name} has {width} columns by position, the file {len(cells)}", "HEADER_WIDTH"
        )
    return Plan(tuple(range(width)), (), table.columns, width)


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Give a blank header cell the name of its position."""
    return tuple(cell or f"column_{index}" for index, cell in enumerate(cells, start=1))
