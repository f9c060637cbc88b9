"""Faults planted in the delivered rows, counted, so that a warehouse can be checked by them.

In Parquet: exact duplicates, outdated versions of a row (same key, less or other content, an
older ``source_updated_at``) and rows that come late, in a file of their own. In CSV: rows that
nothing can make sense of, and rows that were entered by mistake and deleted again. An outdated
version is an extra row and the simulated row is always the newest one, so a warehouse that
cleans correctly gets the simulated world back exactly.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np

from wallboard.synth.config import NONE
from wallboard.synth.encode import Ints, Layout

BROKEN_KINDS = ("ragged", "bad_instant", "missing_key", "end_before_start")
BROKEN_TABLES = {
    "contacts": ("started_at", "ended_at"),
    "queue_segments": ("entered_at", "left_at"),
    "agent_segments": ("connected_at", "disconnected_at"),
    "surveys": ("invited_at", "responded_at"),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """Rows of one chunk after planting (the last column is ``source_updated_at``) and counts."""

    rows: Ints
    late: Ints
    duplicates: int
    outdated: int


def stamped(layout: Layout, rows: Ints) -> Ints:
    """Return the rows with ``source_updated_at``: five seconds after their last instant."""
    at = [i for i, col in enumerate(layout.cols) if col.kind == "instant"]
    return np.column_stack([rows, rows[:, at].max(axis=1) + 5_000])


def outdated(layout: Layout, rows: Ints) -> Ints:
    """Return what was known of the rows one second after their first instant."""
    names = [col.name for col in layout.cols]
    first = next(i for i, col in enumerate(layout.cols) if col.kind == "instant")
    old = rows.copy()
    for name in layout.forget:
        old[:, names.index(name)] = NONE
    if layout.alter:
        place = names.index(layout.alter)
        old[:, place] = np.where(old[:, place] > 0, old[:, place] - 1, old[:, place] + 1)
    old[:, -1] = old[:, first] + 1_000
    return old


def plant(
    layout: Layout, rows: Ints, rate: float, rng: np.random.Generator, force: bool
) -> Planted:
    """Plant faults in one chunk; ``force`` plants at least one of each kind."""
    rows = stamped(layout, rows)
    count = len(rows)
    u = rng.random((3, count))
    if force:
        able = np.flatnonzero((outdated(layout, rows)[:, :-1] != rows[:, :-1]).any(axis=1))
        u[[0, 2], rng.integers(count, size=2)] = -1.0
        u[1, able[rng.integers(len(able), size=min(1, len(able)))]] = -1.0
    again = rows[u[0] < rate / 2]
    old = outdated(layout, rows[u[1] < rate / 2])
    # A row about which nothing was to be learned has no outdated version.
    changed = (old[:, :-1] != rows[u[1] < rate / 2][:, :-1]).any(axis=1)
    old = old[changed]
    tardy = u[2] < rate
    return Planted(np.vstack([rows[~tardy], again, old]), rows[tardy], len(again), len(old))


def broken_csv(table: str, header: list[str], good: list[list[str]], repeat: int) -> str:
    """Return CSV text with ``repeat`` unreadable rows of each kind, made from ``good`` rows.

    Keys are new ones, so that a rejected row takes nothing away from the simulated world.
    """
    start, end = (header.index(name) for name in BROKEN_TABLES[table])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for number in range(repeat):
        for place, kind in enumerate(BROKEN_KINDS):
            row = list(good[(number * len(BROKEN_KINDS) + place) % len(good)])
            row[0] = f"x-{table}-{number}-{kind}"
            if kind == "ragged":
                row = row[:3] if number % 2 else [*row, "?", "?"]
            elif kind == "bad_instant":
                row[start] = "2025-13-45T99:00:00Z"
            elif kind == "missing_key":
                row[0] = ""
            else:
                row[start], row[end] = "2025-01-06T12:00:00.000Z", "2025-01-06T11:00:00.000Z"
            writer.writerow(row)
    return out.getvalue()


def deleted_csv(table: str, header: list[str], good: list[list[str]], repeat: int) -> str:
    """Return CSV text with ``repeat`` rows under keys of their own, each with its deletion.

    A deletion knows its key and when it came, which is the instant of the row it takes away;
    every other one stands before it.
    """
    key, stamp = header[0], header.index("source_updated_at")
    out = io.StringIO()
    writer = csv.DictWriter(out, [*header, "is_deleted"], lineterminator="\n")
    writer.writeheader()
    for number in range(repeat):
        row = good[number % len(good)]
        name = f"d-{table}-{number}"
        entered = dict(zip(header, row, strict=True)) | {key: name}
        gone = {key: name, "source_updated_at": row[stamp], "is_deleted": "true"}
        writer.writerows((gone, entered) if number % 2 else (entered, gone))
    return out.getvalue()
