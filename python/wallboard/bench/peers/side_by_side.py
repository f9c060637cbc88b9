"""Peers as one table: what each phase took at each size, against DuckDB, and how it grows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from wallboard.bench.peers.phase import Phase

QUERIES = ("reply_gap", "service_level")


def with_queries(rows: Sequence[Phase]) -> list[Phase]:
    """The rows and, a peer, one of both questions together; it stands for their messages."""
    found = []
    for row in rows:
        found.append(row)
        peer, phase = row.name.split("/")
        if phase == QUERIES[-1]:
            asked = [each for each in rows if each.name in {f"{peer}/{name}" for name in QUERIES}]
            found.append(
                Phase(
                    name=f"{peer}/both",
                    seconds=sum(each.seconds for each in asked),
                    cpu_seconds=sum(each.cpu_seconds for each in asked),
                    peak_bytes=max(each.peak_bytes for each in asked),
                    bytes=sum(each.bytes for each in asked),
                    rows=max(each.rows for each in asked),
                )
            )
    return found


def growth(small: Phase, large: Phase) -> float | None:
    """The power of the rows with which CPU grows: 1 is in proportion; None where it cannot be told.

    Below a tenth of a second the clock's own step is too large a part of what it says.
    """
    if min(small.cpu_seconds, large.cpu_seconds) < 0.1 or small.rows in (0, large.rows):
        return None
    return math.log(large.cpu_seconds / small.cpu_seconds) / math.log(large.rows / small.rows)


def side_by_side(runs: Sequence[Sequence[Phase]]) -> list[dict[str, Any]]:
    """A line a phase and run, runs from the smallest centre to the largest."""
    runs = [with_queries(run) for run in runs]
    lines: list[dict[str, Any]] = []
    for place, name in enumerate(row.name for row in runs[0]):
        for number, run in enumerate(runs):
            row = run[place]
            before = runs[number - 1][place] if number else None
            ours = _of_duckdb(run, name.split("/")[1])
            power = growth(before, row) if before else None
            lines.append(
                {
                    "work": name,
                    "rows": row.rows,
                    "seconds": round(row.seconds, 2),
                    "cpu_seconds": round(row.cpu_seconds, 2),
                    "against_duckdb": round(row.cpu_seconds / ours.cpu_seconds, 1)
                    if ours and ours.cpu_seconds
                    else None,
                    "peak_mb": row.peak_bytes // 10**6,
                    "growth": None if power is None else round(power, 2),
                }
            )
    return lines


def _of_duckdb(run: Sequence[Phase], phase: str) -> Phase | None:
    """DuckDB's row to hold others against; none for start and load, which are nothing for it."""
    if phase not in (*QUERIES, "both"):
        return None
    return next((row for row in run if row.name == f"duckdb/{phase}"), None)
