"""The main job: build and test in a private file, then publish; a failure publishes nothing."""

from __future__ import annotations

from collections.abc import Callable

from wallboard.landing import drop_unfinished, ensure_layout
from wallboard.runs.dbt import run_dbt
from wallboard.runs.lock import exclusive
from wallboard.runs.publish import publish
from wallboard.runs.published import Run
from wallboard.settings import Settings


def build(settings: Settings, progress: Callable[[str], None] = lambda line: None) -> Run:
    """Build every model from what has landed, run every test, publish the public marts."""
    ensure_layout(settings)
    with exclusive(settings, "wallboard build") as lock:
        drop_unfinished(settings)
        work = settings.home / "work"
        warehouse = work / "warehouse.duckdb"
        # The file is disposable: it is rebuilt from the landed rows, never repaired.
        for stale in (warehouse, work / "warehouse.duckdb.wal"):
            stale.unlink(missing_ok=True)
        # Unit tests prove the models, not the data: they belong to the project's own tests.
        arguments = ["build", "--exclude-resource-type", "unit_test"]
        artefacts = run_dbt(settings, arguments, progress, lock)
        return publish(settings, warehouse, artefacts)
