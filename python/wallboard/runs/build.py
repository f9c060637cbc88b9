"""The main job: build and test in a private file, then publish; a failure publishes nothing."""

from __future__ import annotations

from collections.abc import Callable

from wallboard import quality
from wallboard.landing import drop_unfinished, ensure_layout
from wallboard.runs.buildfile import checkpoint, prepare_build_file
from wallboard.runs.dbt import run_dbt
from wallboard.runs.lock import exclusive
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
) -> Run:
    """Build what is not current of all models, run every test and gate, publish the marts.

    The build file is kept between builds, and dbt leaves alone what it is told there to be
    current (macros/materializations); ``full_refresh`` begins with no file. ``acceptance`` names
    gates whose findings may pass; ``judged`` is given the verdict.
    """
    acceptance = acceptance or quality.Acceptance()
    acceptance.check(settings)
    with exclusive(settings, "wallboard build") as lock:
        ensure_layout(settings)
        drop_unfinished(settings)
        warehouse = prepare_build_file(settings, full_refresh)
        landed = quality.let_pass(settings, quality.audit_landing(settings), acceptance)
        artefacts = run_dbt(settings, [*BUILD], progress, lock)
        checkpoint(settings)
        built = quality.let_pass(settings, quality.audit_marts(settings, warehouse), acceptance)
        verdict = quality.conclude(settings, [*landed, *built])
        judged(verdict)
        return publish(settings, warehouse, artefacts, verdict)
