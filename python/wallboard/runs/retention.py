"""How long published runs stay: so many, so many days, and never fewer than two."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

from wallboard.runs.published import Run, current_run, published_runs
from wallboard.settings import Settings


def prune(settings: Settings, now: datetime | None = None) -> list[str]:
    """Remove the runs beyond the count or older than the days; give their ids, newest first.

    The current run and the one before it always stay: a reader that resolved ``current`` before
    the pointer moved goes on reading there.
    """
    runs = published_runs(settings)
    current = current_run(settings)
    before = [run for run in runs if run.run_id < current.run_id]
    kept = {current.run_id, *(run.run_id for run in before[:1])}
    oldest = (now or datetime.now(UTC)) - timedelta(days=settings.keep_days)
    gone = [
        run
        for rank, run in enumerate(runs)
        if run.run_id not in kept and (rank >= settings.keep_runs or run.published_at < oldest)
    ]
    for run in gone:
        discard(run)
    return [run.run_id for run in gone]


def discard(run: Run) -> None:
    """Remove one run with its restricted part; it vanishes from sight before it is removed."""
    for part in (run, run.restricted):
        if part is not None and part.path.exists():
            draft = part.path.rename(part.path.with_name(f"{part.run_id}.tmp"))
            shutil.rmtree(draft, ignore_errors=True)
