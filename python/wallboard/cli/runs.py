"""Commands about published runs: runs, rollback."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from wallboard import printing
from wallboard.runs.lock import exclusive
from wallboard.runs.published import Run, pointed_at, published_runs
from wallboard.runs.rollback import roll_back
from wallboard.settings import Settings


def runs(
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the published runs, newest first, and say which one counts.

    Example: wallboard runs --json
    """
    settings = Settings.from_env()
    current = pointed_at(settings)
    rows = [
        _row(run, is_current=current is not None and run.run_id == current.run_id)
        for run in published_runs(settings)
    ]
    if json:
        print(printing.as_json(rows))
    elif rows:
        print(printing.as_table([_line(row) for row in rows]))
    else:
        print("No run was published yet; run `wallboard build`")


def rollback(
    run_id: Annotated[
        str | None, typer.Argument(help="The run to go back to; default the one before.")
    ] = None,
) -> None:
    """Let an earlier run count again; the next build publishes a new one and moves on.

    Example: wallboard rollback 20250108T020000000000Z
    """
    settings = Settings.from_env()
    with exclusive(settings, "wallboard rollback"):
        before, now = roll_back(settings, run_id)
    if before.run_id == now.run_id:
        print(f"{now.run_id} is the current run already")
        return
    print(f"current was {before.run_id}, published {before.manifest['published_at']}")
    print(f"current is  {now.run_id}, published {now.manifest['published_at']}: {_days(now)}")
    print("Nothing was removed; the next `wallboard build` publishes a new run and moves on to it")


COMMANDS = (runs, rollback)


def _row(run: Run, *, is_current: bool) -> dict[str, Any]:
    manifest = run.manifest
    return {
        "run_id": run.run_id,
        "is_current": is_current,
        "published_at": manifest["published_at"],
        "as_of": manifest["as_of"],
        "first_date": manifest["first_date"],
        "last_date": manifest["last_date"],
        "kpi_daily_rows": manifest["marts"]["kpi_daily"]["rows"],
        "badge": (manifest.get("quality") or {}).get("badge"),
        "bytes": run.size,
        "has_restricted": run.restricted is not None,
    }


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table shows it."""
    return {
        "run": row["run_id"],
        "": "current" if row["is_current"] else "",
        "published": row["published_at"][:16].replace("T", " "),
        "as of": (row["as_of"] or "–")[:16],
        "first day": row["first_date"],
        "last day": row["last_date"],
        "kpi_daily": row["kpi_daily_rows"],
        "badge": row["badge"],
        "MB": round(row["bytes"] / 1e6, 1),
    }


def _days(run: Run) -> str:
    manifest = run.manifest
    if manifest["first_date"] is None:
        return "it holds no day"
    return f"its days are {manifest['first_date']} to {manifest['last_date']}"
