"""From CSV records to rows of own columns, every row that does not fit set aside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from wallboard.landing.csvtext import CONTROL, UNDECODED, Record
from wallboard.landing.tally import CONTROLS, Row, Tally


@dataclass(frozen=True, slots=True)
class Plan:
    """How cells become columns: positions of the own columns, of the unknown, and the width."""

    positions: tuple[int | None, ...]
    unknown: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    needed: int = 0


def read_rows(records: Iterator[Record], plan: Plan, tally: Tally) -> Iterator[Row]:
    """Turn the records below the header into rows of own columns."""
    width = len(plan.names)
    for record in records:
        tally.rows_read += 1
        cells = record.cells
        if cells is None:
            tally.reject(record.line_no, record.reason, record.text)
            continue
        if not record.text.isascii() and UNDECODED.search(record.text):
            tally.reject(record.line_no, "BAD_ENCODING", record.text)
            continue
        # Empty cells after the last column hold nothing: a trailing delimiter is no fault.
        if len(cells) > width and any(cells[width:]):
            tally.reject(record.line_no, "TOO_MANY_COLUMNS", record.text)
            continue
        if len(cells) < plan.needed:
            tally.reject(record.line_no, "MISSING_COLUMNS", record.text, plan.names[len(cells)])
            continue
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if not record.text.isprintable() and CONTROL.search(record.text):
            tally.flags["CTRL_STRIPPED"] += 1
            cells = [value.translate(CONTROLS) for value in cells]
        extra = {name: cells[index] for name, index in plan.unknown if cells[index]}
        own = [None if index is None else cells[index] or None for index in plan.positions]
        yield tally.rows_read, own, compact(extra) if extra else None


def compact(value: dict[str, str]) -> str:
    """A flat object as JSON text, written as the engine writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
