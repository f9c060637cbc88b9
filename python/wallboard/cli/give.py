"""Commands that give out what a home holds: export, rejects."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wallboard.export import Request
from wallboard.export import export as write
from wallboard.rejects import Filter
from wallboard.rejects import rejects as find_rejects
from wallboard.settings import Settings


class FileFormat(StrEnum):
    """How marts are written."""

    parquet = "parquet"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"


class Audience(StrEnum):
    """Whose marts."""

    public = "public"
    restricted = "restricted"


def export(
    out: Annotated[
        Path, typer.Option(help="Folder to write to, in WALLBOARD_EXPORT_ROOT (default: here).")
    ],
    marts: Annotated[
        list[str] | None, typer.Argument(help="Marts to write; none = all of the audience.")
    ] = None,
    format: Annotated[
        FileFormat, typer.Option(help="File format; json is one object a line, in .jsonl.")
    ] = FileFormat.parquet,
    audience: Annotated[
        Audience, typer.Option(help="Published marts, or those that name agents.")
    ] = Audience.public,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="CSV and XLSX: leave text that a spreadsheet would compute."),
    ] = False,
) -> None:
    """Write marts as files; text that a spreadsheet would compute gets an apostrophe.

    Example: wallboard export kpi_daily dim_kpi --format csv --out exports
    """
    request = Request(tuple(marts or ()), format.value, audience.value, raw)
    for path in write(Settings.from_env(), request, out):
        print(path)


def rejects(
    file: Annotated[str | None, typer.Option(help="One file, by its name.")] = None,
    reason: Annotated[str | None, typer.Option(help="One reason, such as CAST.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many rows are shown.")] = 20,
) -> None:
    """Show the rows set aside: file, line, reason, and what stands there, masked.

    Example: wallboard rejects --file contacts.csv --reason TOO_MANY_COLUMNS
    """
    found = find_rejects(Settings.from_env(), Filter(file, reason, limit))
    for place, text in found.shown:
        field = f"  {place.field}" if place.field else ""
        print(f"{place.source_file}  {place.where}  {place.reason_code}{field}")
        print(f"    {text}")
    print(f"{len(found.shown):,} of {found.found:,} rows set aside")
    if found.is_before_build:
        print("What the build will reject is not known yet: run `wallboard build`")


COMMANDS = (export, rejects)
