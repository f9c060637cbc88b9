"""Commands that read a published run: kpi, explain."""

from __future__ import annotations

import difflib
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from wallboard import explain as explaining
from wallboard import printing
from wallboard.catalogue import Kpi, load_notes
from wallboard.errors import UsageError
from wallboard.explain_rows import Asked, explain_rows
from wallboard.query import Question, ask
from wallboard.runs import current_run
from wallboard.runs.carried import Catalogue, carried_catalogue
from wallboard.settings import Settings


class Grain(StrEnum):
    """Length of the periods."""

    day = "day"
    week = "week"
    month = "month"
    all = "all"


class Counted(StrEnum):
    """Which rows are shown."""

    yes = "yes"
    no = "no"
    all = "all"


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
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
    definition_version: Annotated[
        int | None,
        typer.Option(help="One version of the definition on every day; default each day's own."),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.table,
) -> None:
    """Print KPIs of the published run: summed over the period and slice, divided once.

    Example: wallboard kpi service_level asa --by queue_id --grain week --format json
    """
    question = Question(
        by=tuple(name.strip() for name in by.split(",") if name.strip()),
        grain=grain.value,
        first=_day(first),
        last=_day(last),
        one_version=definition_version is not None,
    )
    run = current_run(Settings.from_env())
    with run.connect() as connection:
        catalogue = carried_catalogue(connection)
        asked = named(catalogue, kpi_ids or [], definition_version)
        rows = ask(connection, asked, catalogue.measures, question)
    match format:
        case Format.json:
            print(printing.as_json(rows))
        case Format.csv:
            print(printing.as_csv(rows))
        case Format.table:
            print(printing.as_table(rows))
            print(run.stamp)


def explain(
    kpi_id: Annotated[str, typer.Argument(help="The KPI.")],
    on: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="One day; default all.")
    ] = None,
    queue: Annotated[str | None, typer.Option(help="One queue; default all.")] = None,
    rows: Annotated[
        int | None, typer.Option(min=1, help="Show so many single rows instead of the page.")
    ] = None,
    counted: Annotated[
        Counted, typer.Option(help="With --rows: rows in neither number are not counted.")
    ] = Counted.all,
) -> None:
    """Show a KPI's definition, its numbers, its other readings and what was left out.

    With --rows, show row by row what was counted and why.

    Example: wallboard explain service_level --date 2025-01-08 --queue billing --rows 20
    """
    settings = Settings.from_env()
    run = current_run(settings)
    with run.connect() as connection:
        catalogue = carried_catalogue(connection)
    [chosen] = named(catalogue, [kpi_id])
    scope = explaining.Scope(day=_day(on), queue=queue)
    if rows is not None:
        explaining.refuse_unknown(run, scope)
        asked = Asked(rows, scope.day, queue, counted.value)
        print(explain_rows(settings, run, chosen, catalogue.measures, asked))
        return
    notes = load_notes(settings.project_dir / "seeds" / "kpi" / "kpi_notes.csv")
    print(explaining.explain(run, chosen, catalogue, notes, scope))


COMMANDS = (kpi, explain)


def named(catalogue: Catalogue, kpi_ids: list[str], version: int | None = None) -> list[Kpi]:
    """The run's definitions asked for, in that order; all that are computed if none is named."""
    if version is not None and not kpi_ids:
        raise UsageError("--definition-version: name the KPI whose version is meant")
    return [_one(catalogue, kpi_id, version) for kpi_id in kpi_ids] or catalogue.computed


def _one(catalogue: Catalogue, kpi_id: str, version: int | None) -> Kpi:
    versions = {row.definition_version: row for row in catalogue.kpis if row.kpi_id == kpi_id}
    if not versions:
        near = difflib.get_close_matches(kpi_id, {row.kpi_id for row in catalogue.kpis}, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "dim_kpi lists them all"
        raise UsageError(f"the published run knows no KPI {kpi_id!r}; {hint}")
    known = ", ".join(str(number) for number in sorted(versions))
    if version is not None and version not in versions:
        raise UsageError(f"{kpi_id} has no definition version {version}; there are {known}")
    chosen = [row for row in versions.values() if row.valid_to is None]
    kpi = versions[version] if version else chosen[0] if chosen else versions[max(versions)]
    if kpi.is_planned:
        raise UsageError(f"{kpi_id} is planned: it is defined, but no mart computes it yet")
    return kpi


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
