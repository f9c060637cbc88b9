"""A centre delivered day by day: what the first and the last of its days cost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from wallboard.bench import history
from wallboard.bench.centre import START, Centre
from wallboard.bench.child import wallboard
from wallboard.bench.deliveries import split
from wallboard.bench.result import Check
from wallboard.bench.rows import Row
from wallboard.errors import WallboardError


def home(centre: Centre) -> Path:
    """The home that is given one day at a time."""
    return centre.folder / "daily"


def day_by_day(centre: Centre, ends: int, every: int, say: Callable[[str], None]) -> list[Row]:
    """Land every day by itself, as on that day; build and measure so many of the first and last.

    The days between them are built ``every`` so many together, unmeasured, and so is the first, on
    which everything is new. Before such a build the months that are over are compacted, as whoever
    delivers by day is told to.
    """
    where = home(centre)
    shutil.rmtree(where, ignore_errors=True)
    out = centre.folder / "days"
    shutil.rmtree(out, ignore_errors=True)
    cuts = [START + timedelta(days=number) for number in range(1, centre.days)]
    rows: list[Row] = []
    for number, folder in enumerate(split(centre.delivery, out, cuts, centre.settings(where))):
        end = _end(number, centre.days, ends)
        day = START + timedelta(days=number)
        landed = history.land(centre, where, folder, f"{end} days: ingest", day)
        if end or number % every == 0 or number == centre.days - ends - 1:
            say(f"day {number + 1} of {centre.days}")
            if not end:
                history.run_in(centre, where, wallboard("compact"))
            built = history.build(centre, where, f"{end} days: build", landed.rows)
            rows += [landed, built] if end else []
    shutil.rmtree(out)
    return rows


def _end(number: int, days: int, ends: int) -> str:
    """Whether the day of this number, counted from 0, is measured, and as which."""
    if 0 < number <= ends:
        return "first"
    return "last" if number >= days - ends else ""


def same_as_at_once(centre: Centre) -> Check:
    """All tables that grew day by day are those of a build of everything in a new file."""
    claim = "delivered day by day, all tables are those of a build anew"
    try:
        history.run_in(centre, home(centre), wallboard("parity"))
    except WallboardError as error:
        return Check(f"{claim}: {error}", False)
    return Check(claim, True)
