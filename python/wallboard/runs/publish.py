"""Publishing: from the private build file to a run directory that appears whole or not at all."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from wallboard.errors import OutOfResources
from wallboard.quality.verdict import Verdict
from wallboard.runs import meta_quality
from wallboard.runs.artefact import allow_lists, engine, settle, write_manifest, write_marts
from wallboard.runs.buildfile import trouble
from wallboard.runs.leftovers import sweep
from wallboard.runs.published import (
    RUN_ID,
    Run,
    build_file_stamp,
    fsync_directory,
    point_to,
    pointed_at,
    published_runs,
)
from wallboard.runs.retention import discard, prune
from wallboard.settings import Settings
from wallboard.shortage import ADVICE, is_shortage

NEEDED = ("manifest.json", "run_results.json")
# What catalogues of data read besides, where dbt was asked to write it.
WELCOME = ("catalog.json", "sources.json", "semantic_manifest.json")
PACKAGES = ("wallboard", "dbt-core", "dbt-duckdb", "duckdb")


def publish(
    settings: Settings,
    warehouse: Path,
    artefacts: Path,
    verdict: Verdict | None = None,
    *,
    anew: bool = False,
) -> Run:
    """Export the marts of a tested build, each to its audience, then point ``current`` to them.

    What the run before has of it already is taken from there, unless all is to be written ``anew``.
    To be called under the lock. On any failure what was published before stands, and no draft is
    left. Raises `GateFailed` if the verdict blocks, `OutOfResources` if memory or disk run out.
    """
    if verdict is not None:
        meta_quality.refuse_blocked(verdict)
    sweep(settings)
    run = Run(settings.runs / _next_id(settings))
    try:
        with _in_words(settings):
            before = None if anew else pointed_at(settings)
            _write(settings, warehouse, artefacts, verdict, run.run_id, before)
            _appear(settings, run)
    except BaseException:
        _withdraw(settings, run)
        raise
    prune(settings)
    return run


def _write(
    settings: Settings,
    warehouse: Path,
    artefacts: Path,
    verdict: Verdict | None,
    run_id: str,
    before: Run | None,
) -> None:
    """Write the drafts of both artefacts."""
    allowed = allow_lists(artefacts)
    draft = settings.runs / f"{run_id}.tmp"
    (draft / "dbt").mkdir(parents=True)
    for name in (*NEEDED, *WELCOME):
        if name in NEEDED or (artefacts / name).exists():
            shutil.copyfile(artefacts / name, draft / "dbt" / name)
    if verdict is not None and verdict.docs is not None:
        shutil.copytree(verdict.docs, draft / "quality")
    about: dict[str, Any] = {
        "run_id": run_id,
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "audience": "public",
        "timezone": settings.timezone,
        "build_file": build_file_stamp(warehouse),
        "versions": {name: version(name) for name in PACKAGES}
        | {"python": ".".join(map(str, sys.version_info[:3]))},
        "quality": meta_quality.badge(verdict) if verdict is not None else None,
    }
    with engine(settings, warehouse) as connection:
        about |= _span(connection)
        marts = list(allowed.public)
        if verdict is not None:
            marts.append(meta_quality.write_table(connection, verdict))
        marts.sort(key=lambda mart: mart.name)
        described = write_marts(connection, draft, marts, before)
        write_manifest(draft, about | described)
        settle(draft)
        if allowed.restricted:
            draft = settings.restricted / f"{run_id}.tmp"
            settings.restricted.mkdir(exist_ok=True)
            settings.restricted.chmod(0o700)
            draft.mkdir(mode=0o700)
            part = before.restricted if before else None
            described = write_marts(connection, draft, allowed.restricted, part)
            write_manifest(draft, about | {"audience": "restricted"} | described)
            settle(draft)


def _appear(settings: Settings, run: Run) -> None:
    """Give the drafts their names, the restricted one first, and move the pointer once."""
    for folder in (settings.restricted, settings.runs):
        draft = folder / f"{run.run_id}.tmp"
        if draft.exists():
            draft.rename(folder / run.run_id)
            fsync_directory(folder)
    point_to(settings, run)


def _withdraw(settings: Settings, run: Run) -> None:
    """Remove what was written of a run, unless ``current`` points to it already."""
    pointed = pointed_at(settings)
    if pointed is not None and pointed.run_id == run.run_id:
        return
    discard(run)
    for folder in (settings.runs, settings.restricted):
        shutil.rmtree(folder / f"{run.run_id}.tmp", ignore_errors=True)
    for swap in settings.home.glob("current.*.tmp"):
        swap.unlink()


def _next_id(settings: Settings) -> str:
    """The time, as a name; later than every run before, whatever became of the clock."""
    now = datetime.now(UTC)
    last = next((run.run_id for run in published_runs(settings)), "")
    if last >= now.strftime(RUN_ID):
        now = datetime.strptime(last, RUN_ID) + timedelta(microseconds=1)
    return now.strftime(RUN_ID)


def _span(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    """The instant the marts are seen from, and the first and last day they tell of."""
    row = connection.execute(
        "select (select as_of from built.intermediate.int_data_span), min(kpi_date), max(kpi_date) "
        "from built.marts.kpi_daily"
    ).fetchone()
    values = [None if value is None else str(value) for value in row or (None, None, None)]
    return dict(zip(("as_of", "first_date", "last_date"), values, strict=True))


@contextmanager
def _in_words(settings: Settings) -> Iterator[None]:
    """Say what a failing engine or system means."""
    try:
        yield
    except (duckdb.Error, OSError, MemoryError) as error:
        if is_shortage(error):
            raise OutOfResources(
                "memory or disk ran out while publishing; nothing was published, the previous run "
                f"stands: {ADVICE}\n{error}"
            ) from error
        found = trouble(settings, str(error)) if isinstance(error, duckdb.Error) else None
        if found is None:
            raise
        raise found from error
