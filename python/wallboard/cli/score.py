"""The command that holds KPIs against their targets and their past: scorecard."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from wallboard import printing
from wallboard.cli.ask import Format, named
from wallboard.runs import current_run
from wallboard.runs.carried import carried_catalogue
from wallboard.scorecard import Card
from wallboard.scorecard import scorecard as read
from wallboard.settings import Settings

# What a table has room for; JSON and CSV hold every column.
TABLE = (
    *("kpi_id", "kpi_value", "target", "target_status", "attainment", "benchmark"),
    *("previous_value", "change_pct", "last_year_value", "level_shift"),
)


class Period(StrEnum):
    """Length of the period."""

    day = "day"
    week = "week"
    month = "month"


def scorecard(
    period: Annotated[Period, typer.Option(help="Length; weeks start on Monday.")] = Period.week,
    start: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day; default the last complete period."),
    ] = None,
    kpi: Annotated[list[str] | None, typer.Option(help="KPI, may be repeated; none = all.")] = None,
    channel: Annotated[str | None, typer.Option(help="One channel; default all.")] = None,
    queue: Annotated[str | None, typer.Option(help="One queue; default all.")] = None,
    team: Annotated[str | None, typer.Option(help="One team; default all.")] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.table,
) -> None:
    """Print KPIs beside their targets, benchmarks and past.

    Example: wallboard scorecard --period month --channel voice --kpi service_level --kpi asa
    """
    card = Card(period.value, start.date() if start else None, channel, queue, team)
    run = current_run(Settings.from_env())
    with run.connect() as connection:
        asked = [row.kpi_id for row in named(carried_catalogue(connection), kpi or [])]
        rows = read(connection, card, asked)
    match format:
        case Format.json:
            print(printing.as_json(rows))
        case Format.csv:
            print(printing.as_csv(rows))
        case Format.table:
            over = "" if rows[0]["is_complete"] else " (not complete)"
            print(f"{period.value} from {rows[0]['period_start']}{over}")
            print(printing.as_table([_line(row, card) for row in rows]))
            print(run.stamp)


COMMANDS = (scorecard,)


def _line(row: dict[str, Any], card: Card) -> dict[str, Any]:
    """A row as a table shows it: the band in one cell, slices only where several may stand."""
    low, high = row["target_low"], row["target_high"]
    target = None
    if low is not None or high is not None:
        target = "".join(
            [f"{low:g}" if low is not None else "", " … ", f"{high:g}" if high is not None else ""]
        ).strip()
    slices = {"site_id": row["site_id"]} if len(card.chosen) > 1 else {}
    cells = {**row, "target": target}
    return {"kpi_id": row["kpi_id"], **slices, **{name: cells[name] for name in TABLE[1:]}}
