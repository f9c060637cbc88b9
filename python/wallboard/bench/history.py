"""One more day on top of so much history, and late rows on old days: landing and build of each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq

from wallboard.bench import played
from wallboard.bench.centre import START, Centre, is_built
from wallboard.bench.child import Measured, run, wallboard
from wallboard.bench.deliveries import correct, split, spread
from wallboard.bench.rows import Row

Say = Callable[[str], None]


def home(centre: Centre) -> Path:
    """The home that grows by deliveries."""
    return centre.folder / "history"


def one_more_day(centre: Centre, shares: tuple[float, ...], say: Say) -> list[Row]:
    """Deliver and build up to a day, then that day; again and again, at each share of the days.

    The home grows from one length of history to the next. What comes in between is not measured.
    """
    shutil.rmtree(home(centre), ignore_errors=True)
    lengths = sorted({round(share * centre.days) for share in shares})
    cuts = sorted({length - 1 for length in lengths} | set(lengths))
    # After the last day of all comes nothing.
    days = [START + timedelta(days=cut) for cut in cuts if cut < centre.days]
    out = centre.folder / "deliveries"
    shutil.rmtree(out, ignore_errors=True)
    folders = split(centre.delivery, out, days, centre.settings(home(centre)))
    rows: list[Row] = []
    measured = {cuts.index(length): length for length in lengths}
    for number, folder in enumerate(folders):
        length = measured.get(number)
        say(f"day {length} on top of {length - 1}" if length else "history up to there")
        steps = _deliver(centre, folder, f"day {length}")
        rows += steps if length else []
    shutil.rmtree(out)
    return rows


def late_rows(centre: Centre, counts: tuple[int, ...], say: Say) -> list[Row]:
    """Deliver corrections of one, five, twenty … old days to the home that holds all."""
    if not is_built(home(centre)):
        say("landing and building what the late rows correct")
        _deliver(centre, centre.delivery, "")
    rows = []
    for number, count in enumerate(counts):
        out = centre.folder / "late"
        shutil.rmtree(out, ignore_errors=True)
        say(f"late rows on {count} days")
        days, stamp = spread(START, centre.days, count), centre.last_day + timedelta(number + 1)
        correct(centre.delivery, out, days, stamp, centre.settings(home(centre)))
        rows += _deliver(centre, out, f"late rows on {count} days")
        shutil.rmtree(out)
    return rows


def _deliver(centre: Centre, folder: Path, name: str) -> list[Row]:
    """Land a folder in the growing home and build."""
    landed = land(centre, home(centre), folder, f"{name}: ingest")
    return [landed, build(centre, home(centre), f"{name}: build", landed.rows)]


def land(centre: Centre, where: Path, folder: Path, name: str, day: date | None = None) -> Row:
    """Land a delivery in a home that grows; as on that day, or today."""
    files = (folder / "messages").glob("*.parquet")
    messages = sum(pq.ParquetFile(path).metadata.num_rows for path in files)
    landing = wallboard("ingest", str(folder), "--source", "native")
    if day is not None:
        landing = played.landing(day, folder)
    return run_in(centre, where, landing).row(name, rows=messages)


def build(centre: Centre, where: Path, name: str, messages: int | None) -> Row:
    """Build what the last delivery, of so many messages, has changed."""
    return run_in(centre, where, wallboard("build")).row(name, rows=messages)


def run_in(centre: Centre, where: Path, command: list[str]) -> Measured:
    """Run a command in one of the centre's homes."""
    return run(command, centre.environment(where), centre.logs, where / "work" / "spill")
