"""The marts do not tell whether the landed files were compacted, and a build soon stops at that."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import duckdb
from deliveries import (
    ABOUT_DELIVERIES,
    deliver,
    in_pieces,
    marts,
    nasty_world,
    transform,
    write,
)

from wallboard.contract import load_contract
from wallboard.landing.compact import compact
from wallboard.runs.buildfile import build_file
from wallboard.settings import Settings


def header_only(folder: Path) -> Path:
    """A delivery of this month without a row, of every table: what was before is closed."""
    for table in load_contract().values():
        path = folder / f"{table.name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerow(table.delivered)
    return folder


def books(settings: Settings) -> list[list[tuple[Any, ...]]]:
    """What became of every delivered file and row."""
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        tables = sorted(ABOUT_DELIVERIES)
        return [connection.execute(f"from marts.{t} order by all").fetchall() for t in tables]


def test_marts_are_the_same_after_compaction(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    for number, piece in enumerate(in_pieces(nasty_world(11), 3, seed=11)):
        deliver(settings, write(piece, tmp_path / f"piece{number}"))
    deliver(settings, header_only(tmp_path / "empty"))
    transform(settings)
    before, booked = marts(settings), books(settings)
    done = {each.table.removeprefix("native.") for each in compact(settings)}
    assert {"contacts", "messages", "queue_segments", "agent_states"} <= done
    built = set(transform(settings).built)
    # The rows are read once more, found to be the same, and nothing that hangs on them is built.
    read_again = {f"model.wallboard.int_{name}__delivered" for name in done}
    assert {name for name in built if name.endswith("__delivered")} <= read_again
    assert built & {"model.wallboard.fct_contact", "model.wallboard.kpi_daily"} == set()
    assert marts(settings) == before
    assert books(settings) == booked
