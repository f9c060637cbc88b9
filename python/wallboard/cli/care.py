"""Commands that look after the project: doctor, render."""

from __future__ import annotations

from typing import Annotated

import typer

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


COMMANDS = (doctor, render)
