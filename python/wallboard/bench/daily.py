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

# What the rows of measured days begin with.
FIRST, LAST = "first days", "last days"


def home(centre: Centre) -> Path:
    """The home that is given one day at a time, all of them."""
    return centre.folder / "daily"


def young(centre: Centre) -> Path:
    """The home that is given the first days alone."""
    return centre.folder / "daily_first"


def day_by_day(centre: Centre, ends: int, every: int, say: Callable[[str], None]) -> list[Row]:
    """Land every day by itself, as on that day; build and measure so many of the first and last.

    Each of the last days is measured right after one of the first, in a home that has only these:
    what a shared machine does differs more between two hours than between the days. The other days
    are built ``every`` so many together, unmeasured. Before such a build the months that are over
    are compacted, as whoever delivers by day is told to.
    """
    out = centre.folder / "days"
    for folder in (home(centre), young(centre), out):
        shutil.rmtree(folder, ignore_errors=True)
    cuts = [START + timedelta(days=number) for number in range(1, centre.days)]
    folders = split(centre.delivery, out, cuts, centre.settings(home(centre)))
    # Not measured: on the very first day everything is new.
    _build(centre, young(centre), _land(centre, young(centre), folders, 0, ""), "")
    rows: list[Row] = []
    last = centre.days - ends
    for number in range(last):
        landed = _land(centre, home(centre), folders, number, "")
        if number % every == 0 or number == last - 1:
            say(f"day {number + 1} of {centre.days}")
            history.run_in(centre, home(centre), wallboard("compact"))
            _build(centre, home(centre), landed, "")
    for pair in range(ends):
        for where, number, name in (
            (young(centre), pair + 1, FIRST),
            (home(centre), last + pair, LAST),
        ):
            say(f"day {number + 1} of {centre.days}")
            landed = _land(centre, where, folders, number, name)
            rows += [landed, _build(centre, where, landed, name)]
    shutil.rmtree(out)
    return rows


def _land(centre: Centre, where: Path, folders: list[Path], number: int, name: str) -> Row:
    """Land the day of this number, counted from 0, as on that day."""
    day = START + timedelta(days=number)
    return history.land(centre, where, folders[number], f"{name}: ingest", day)


def _build(centre: Centre, where: Path, landed: Row, name: str) -> Row:
    return history.build(centre, where, f"{name}: build", landed.rows)


def same_as_at_once(centre: Centre) -> Check:
    """All tables that grew day by day are those of a build of everything in a new file."""
    claim = "delivered day by day, all tables are those of a build anew"
    try:
        history.run_in(centre, home(centre), wallboard("parity"))
    except WallboardError as error:
        return Check(f"{claim}: {error}", False)
    return Check(claim, True)
