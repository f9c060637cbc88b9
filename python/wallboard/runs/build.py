"""The main job: build and test in a private file, then publish; a failure publishes nothing."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

from wallboard import quality
from wallboard.landing import drop_unfinished, ensure_layout
from wallboard.runs.buildfile import checkpoint, prepare_build_file
from wallboard.runs.dbt import run_dbt
from wallboard.runs.lock import exclusive
from wallboard.runs.profile import Profile, Span, collect, prepare_folder
from wallboard.runs.publish import publish
from wallboard.runs.published import Run
from wallboard.settings import Settings

# Unit tests prove the models, not the data: they belong to the project's own tests.
BUILD = ("build", "--exclude-resource-type", "unit_test")


def build(
    settings: Settings,
    progress: Callable[[str], None] = lambda line: None,
    *,
    full_refresh: bool = False,
    acceptance: quality.Acceptance | None = None,
    judged: Callable[[quality.Verdict], None] = lambda verdict: None,
    profiled: Callable[[Profile], None] | None = None,
) -> Run:
    """Build what is not current of all models, run every test and gate, publish the marts.

    The build file is kept between builds, and dbt leaves alone what it is told there to be
    current (macros/materializations); ``full_refresh`` begins with no file. ``acceptance`` names
    gates whose findings may pass; ``judged`` is given the verdict, ``profiled``, if there is one,
    what dbt and its models cost.
    """
    acceptance = acceptance or quality.Acceptance()
    acceptance.check(settings)
    with exclusive(settings, "wallboard build") as lock:
        ensure_layout(settings)
        drop_unfinished(settings)
        warehouse = prepare_build_file(settings, full_refresh)
        # As after an erasure: in a database that began as an earlier one, rows that went may still
        # be among the bytes.
        anew = not warehouse.exists()
        landed = quality.let_pass(settings, quality.audit_landing(settings), acceptance)
        artefacts = _transform(settings, progress, lock, profiled)
        checkpoint(settings)
        built = quality.let_pass(settings, quality.audit_marts(settings, warehouse), acceptance)
        verdict = quality.conclude(settings, [*landed, *built])
        judged(verdict)
        return publish(settings, warehouse, artefacts, verdict, anew=anew)


def _transform(
    settings: Settings,
    progress: Callable[[str], None],
    lock: int,
    profiled: Callable[[Profile], None] | None,
) -> Path:
    if profiled is None:
        return run_dbt(settings, [*BUILD], progress, lock)
    folder = prepare_folder(settings)
    began, before = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    artefacts = run_dbt(settings, [*BUILD], progress, lock, profiles=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    profiled(collect(settings, artefacts, Span(began, time.time(), cpu_seconds)))
    return artefacts
