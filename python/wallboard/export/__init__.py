"""Exporting marts: whole tables, by name, into a folder below the export root."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, get_args

from wallboard.errors import UsageError
from wallboard.export.parquet import write_parquet
from wallboard.export.places import create, folder_below
from wallboard.export.tables import Table
from wallboard.export.text import write_csv, write_json
from wallboard.export.workbook import write_xlsx
from wallboard.runs import Run, current_run
from wallboard.settings import Settings

Format = Literal["parquet", "csv", "xlsx", "json"]
Audience = Literal["public", "restricted"]
SUFFIXES: dict[Format, str] = {
    "parquet": "parquet",
    "csv": "csv",
    "xlsx": "xlsx",
    "json": "jsonl",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be written: no marts means all; ``is_raw`` leaves cells that may be formulas."""

    marts: tuple[str, ...] = ()
    format: Format = "parquet"
    audience: Audience = "public"
    is_raw: bool = False

    def __post_init__(self) -> None:
        if self.format not in get_args(Format):
            raise UsageError(f"--format {self.format}: choose from {', '.join(SUFFIXES)}")


def export(settings: Settings, request: Request, out: Path) -> list[Path]:
    """Write the marts asked for as ``<mart>.<format>`` into ``out``; return the files.

    Each file appears whole or not at all. `UsageError` for a name that the run's manifest does not
    list for this audience, and for a place outside the export root.
    """
    run = artefact(settings, request.audience)
    listed = sorted(run.manifest["marts"])
    unknown = [name for name in request.marts if name not in listed]
    if unknown:
        raise UsageError(
            f"unknown mart {json.dumps(unknown[0], ensure_ascii=False)}; "
            f"the {request.audience} run has: {', '.join(listed)}"
        )
    folder = folder_below(settings, out)
    return [_write(run, name, request, folder) for name in dict.fromkeys(request.marts or listed)]


def artefact(settings: Settings, audience: Audience) -> Run:
    """What was published for an audience; both have the same form."""
    public = current_run(settings)
    if audience == "public":
        return public
    restricted = Run(settings.home / "restricted" / public.run_id)
    if not (restricted.path / "manifest.json").is_file():
        raise UsageError(
            f"run {public.run_id} has no restricted marts at {restricted.path}; run `wallboard "
            "build` as a user who may write there"
        )
    return restricted


def _write(run: Run, mart: str, request: Request, folder: Path) -> Path:
    target = folder / f"{mart}.{SUFFIXES[request.format]}"
    is_private = request.audience == "restricted"
    if request.format == "parquet":
        with create(target, is_private) as file:
            write_parquet([run.path / name for name in run.files(mart)], file)
        return target
    writers: dict[Format, Callable[[Table, IO[bytes], bool], None]] = {
        "csv": write_csv,
        "xlsx": write_xlsx,
        "json": write_json,
    }
    with run.connect() as connection, create(target, is_private) as file:
        table = Table.of(connection, mart, run.manifest["published_at"])
        writers[request.format](table, file, request.is_raw)
    return target
