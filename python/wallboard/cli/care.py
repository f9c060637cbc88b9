"""Commands that look after the project: doctor, render, lock."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from wallboard import definition_lock
from wallboard import doctor as doctoring
from wallboard.printing import as_table
from wallboard.render import render as render_files
from wallboard.settings import Settings


def doctor() -> None:
    """Check versions, settings, landed data, the lock and the published run.

    Exits 1 if something needs attention. Example: wallboard doctor
    """
    findings = doctoring.examine(Settings.from_env())
    print(
        as_table(
            [
                {"check": found.check, "": "ok" if found.is_well else "look", "seen": found.seen}
                for found in findings
            ]
        )
    )
    if not all(found.is_well for found in findings):
        raise typer.Exit(1)


def render(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a file is stale.")
    ] = False,
) -> None:
    """Write what is rendered from the catalogue and the contract: handbook, staging, marts.

    Example: wallboard render --check
    """
    changed = render_files(Settings.from_env().project_dir, check=check)
    for path in changed:
        print(f"{'stale' if check else 'wrote'} {path}")
    if check and changed:
        raise typer.Exit(1)


def lock(
    kpi_ids: Annotated[
        list[str] | None, typer.Argument(help="KPIs to lock; none = all that differ.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a definition differs.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why a new version came.")] = "",
    same_meaning: Annotated[
        str, typer.Option(help="Why SQL that was rewritten means what it meant.")
    ] = "",
) -> None:
    """Lock definitions: log the fingerprint of each KPI's formula and SQL by version.

    What is locked and now means something else is refused.

    Example: wallboard lock --check
    """
    settings = Settings.from_env()
    definition_lock.begin(settings.project_dir)
    now = definition_lock.prints(definition_lock.compile_project(settings), settings.project_dir)
    for model in now.coarse:
        print(f"{model}: its SQL could not be taken apart, so that all of it counts")
    if check:
        found = definition_lock.differences(definition_lock.read_log(settings.project_dir), now)
        for each in found:
            print(f"{each.kpi_id} version {each.definition_version}: {each.said}")
        if found:
            raise typer.Exit(1)
        print(f"{len(now.of)} definitions are as they were locked")
        return
    added = definition_lock.lock(
        settings.project_dir, now, date.today(), reason, same_meaning, kpi_ids or ()
    )
    for entry in added:
        print(f"locked {entry.kpi_id} version {entry.definition_version}: {entry.reason}")
    print(f"{len(added)} lines added to {definition_lock.LOG}")


COMMANDS = (doctor, render, lock)
