"""Commands that read a published run: kpi, explain, export."""

from __future__ import annotations

import difflib
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wallboard import explain as explaining
from wallboard import export as exporting
from wallboard import printing
from wallboard.catalogue import Kpi, load_kpis, load_measures, load_notes, open_kpis
from wallboard.errors import UsageError
from wallboard.query import Question, ask
from wallboard.runs import current_run
from wallboard.settings import Settings


class Grain(StrEnum):
    """Length of the periods."""

    day = "day"
    week = "week"
    month = "month"
    all = "all"


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


class FileFormat(StrEnum):
    """How marts are written."""

    parquet = "parquet"
    csv = "csv"


def kpi(
    kpi_ids: Annotated[
        list[str] | None, typer.Argument(help="KPIs as the handbook names them; none = all.")
    ] = None,
    by: Annotated[
        str, typer.Option(help="Slices, comma-separated: site_id,channel,queue_id,team_id.")
    ] = "",
    grain: Annotated[
        Grain, typer.Option(help="Length of the periods; weeks start on Monday.")
    ] = Grain.all,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.table,
) -> None:
    """Print KPIs of the published run: summed over the period and slice, divided once.

    Example: wallboard kpi service_level asa --by queue_id --grain week --format json
    """
    settings = Settings.from_env()
    measures = load_measures(_seeds(settings) / "measures.csv")
    question = Question(
        by=tuple(name.strip() for name in by.split(",") if name.strip()),
        grain=grain.value,
        first=_day(first),
        last=_day(last),
    )
    asked = _named(settings, kpi_ids or [])
    with current_run(settings).connect() as connection:
        rows = ask(connection, asked, measures, question)
    match format:
        case Format.json:
            print(printing.as_json(rows))
        case Format.csv:
            print(printing.as_csv(rows))
        case Format.table:
            print(printing.as_table(rows))


def explain(
    kpi_id: Annotated[str, typer.Argument(help="The KPI.")],
    on: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="One day; default all.")
    ] = None,
    queue: Annotated[str | None, typer.Option(help="One queue; default all.")] = None,
) -> None:
    """Show a KPI's definition, its numbers, its other readings and what was left out.

    Example: wallboard explain service_level --date 2025-01-08 --queue billing
    """
    settings = Settings.from_env()
    seeds = _seeds(settings)
    [chosen] = _named(settings, [kpi_id])
    print(
        explaining.explain(
            current_run(settings),
            chosen,
            load_kpis(seeds / "kpi_catalogue.csv"),
            load_measures(seeds / "measures.csv"),
            load_notes(seeds / "kpi_notes.csv"),
            explaining.Scope(day=_day(on), queue=queue),
        )
    )


def export(
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    marts: Annotated[
        list[str] | None, typer.Argument(help="Marts to write; none = all published.")
    ] = None,
    format: Annotated[FileFormat, typer.Option(help="File format.")] = FileFormat.parquet,
) -> None:
    """Write published marts as files.

    Example: wallboard export kpi_daily dim_kpi --format csv --out exports
    """
    run = current_run(Settings.from_env())
    for path in exporting.export(run, marts or [], format.value, out):
        print(path)


COMMANDS = (kpi, explain, export)


def _named(settings: Settings, kpi_ids: list[str]) -> list[Kpi]:
    """The open catalogue rows asked for, in that order; all if none is named."""
    kpis = {row.kpi_id: row for row in open_kpis(load_kpis(_seeds(settings) / "kpi_catalogue.csv"))}
    for kpi_id in kpi_ids:
        if kpi_id not in kpis:
            near = difflib.get_close_matches(kpi_id, kpis, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "the handbook lists them all"
            raise UsageError(f"no KPI is called {kpi_id!r}; {hint}")
    return [kpis[kpi_id] for kpi_id in kpi_ids] or list(kpis.values())


def _seeds(settings: Settings) -> Path:
    return settings.project_dir / "seeds" / "kpi"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
