"""Going back: the pointer moves to an earlier run, and nothing else changes."""

from __future__ import annotations

from wallboard.errors import Mismatch, UsageError
from wallboard.runs.published import Run, current_run, point_to, published_runs
from wallboard.settings import Settings


def roll_back(settings: Settings, run_id: str | None = None) -> tuple[Run, Run]:
    """Point ``current`` to a run (default: the one before it); give the runs of before and now.

    To be called under the lock. Raises `UsageError` if there is no such run, `Mismatch` if its
    files are no longer what was published.
    """
    before = current_run(settings)
    runs = published_runs(settings)
    if run_id is None:
        chosen = next((run for run in runs if run.run_id < before.run_id), None)
        if chosen is None:
            raise UsageError(f"{before.run_id} is the oldest run there is: nothing to go back to")
    else:
        chosen = next((run for run in runs if run.run_id == run_id), None)
        if chosen is None:
            known = ", ".join(run.run_id for run in runs)
            raise UsageError(f"there is no run {run_id!r}; there are {known}")
    damaged = chosen.damaged()
    if damaged:
        raise Mismatch(
            f"{chosen.path} is not as it was published ({', '.join(damaged)}); choose another run "
            "(`wallboard runs` lists them), or run `wallboard build`"
        )
    point_to(settings, chosen)
    return before, chosen
