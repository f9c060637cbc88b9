"""Landed files in figures: per native file one row of shares, which the landing suites judge.

Whole raw tables would not fit into a data frame, so DuckDB counts them, exactly. A landed file does
not change, so its profile is kept and costs nothing again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from jinja2 import Environment

from wallboard.contract import Column, Table
from wallboard.landing.batchfiles import batches_of, data_files
from wallboard.landing.layout import connect, identifier, literal, write_text
from wallboard.landing.tables import NATIVE
from wallboard.quality.runner import SUBJECT
from wallboard.render.staging import MACROS, READABLE_OR_NOT, VERSION
from wallboard.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

# A share of fewer rows than this says little: one bad row of ten would be 10 %.
LEAST_ROWS = 100
CASTS = ("engine/to_instant.sql", "landing/casts.sql")
Profile = dict[str, Any]


def profiled(settings: Settings, tables: list[Table]) -> dict[str, pd.DataFrame]:
    """The frames by table, a row a landed file of at least `LEAST_ROWS` rows; none where no such
    file is there."""
    kept = _kept(settings)
    with connect(settings) as connection:
        now = {table.name: _profiles(connection, settings, table, kept) for table in tables}
    write_text(json.dumps(now, indent=1), _path(settings))
    return {
        name: frame for name, entries in now.items() if len(frame := frame_of(entries.values()))
    }


def frame_of(entries: Any) -> pd.DataFrame:
    """The frame of a table's profiles: those of files with enough rows to speak of shares."""
    import pandas as pd

    judged = [profile for entry in entries for profile in entry["profiles"]]
    frame = pd.DataFrame([each for each in judged if each["rows"] >= LEAST_ROWS])
    return frame.sort_values(SUBJECT, ignore_index=True) if len(frame) else frame


def profile_sql(project_dir: Path, table: Table, source: str) -> str:
    """A query that gives, per landed file of ``source``, subject, rows and the shares."""
    shares = ",\n".join(
        f"    count(*) filter (where {condition}) / count(*) as {name}"
        for name, condition in _shares(project_dir, table)
    )
    subject = f"'{table.name}: ' || any_value(_source_file) || ' [' || _batch_id || ']'"
    return (
        f"select\n    _batch_id as batch_id,\n    {subject} as {SUBJECT},\n"
        f"    count(*) as rows,\n{shares}\nfrom {source}\ngroup by _batch_id"
    )


def _profiles(
    connection: duckdb.DuckDBPyConnection, settings: Settings, table: Table, kept: Any
) -> dict[str, Profile]:
    """Profiles by name of the landed file, with what they were made from; a compacted file has
    one for every file that was delivered. Only new ones are read."""
    question = profile_sql(settings.project_dir, table, "landed")
    version = hashlib.sha256(question.encode()).hexdigest()[:16]
    before = kept.get(table.name, {})
    entries: dict[str, Profile] = {}
    new: list[Path] = []
    for path in data_files(settings.raw / NATIVE / table.name):
        seen = path.stat()
        made_from = [seen.st_size, seen.st_mtime_ns, version]
        entry = before.get(path.name)
        entries[path.name] = {"made_from": made_from, "profiles": []}
        if entry and entry["made_from"] == made_from and "profiles" in entry:
            entries[path.name] = entry
        else:
            new.append(path)
    if new:
        files = ", ".join(literal(str(path)) for path in new)
        source = f"read_parquet([{files}], union_by_name = true)"
        found = connection.execute(profile_sql(settings.project_dir, table, source))
        names = [column[0] for column in found.description or []]
        holders = {batch_id: path.name for path in new for batch_id in batches_of(path)}
        for row in found.fetchall():
            profile = dict(zip(names, row, strict=True))
            entries[holders[profile.pop("batch_id")]]["profiles"].append(profile)
    return entries


def _shares(project_dir: Path, table: Table) -> Iterator[tuple[str, str]]:
    """Names of the shares and the condition that a row counts in each."""
    for column in (*table.columns, VERSION):
        text = f"nullif(trim({identifier(column.name)}), '')"
        if column.is_required:
            yield f"{column.name}__missing_share", f"{text} is null"
        if column.data_type in READABLE_OR_NOT:
            read = _read(project_dir, column)
            yield f"{column.name}__unreadable_share", f"{text} is not null and {read} is null"
        if column.data_type == "enum":
            read = _read(project_dir, column)
            yield f"{column.name}__unknown_share", f"{text} is not null and {read} = 'unknown'"


def _read(project_dir: Path, column: Column) -> str:
    """The column as staging reads it: by the very macros, so that there is one rule."""
    macros = _casts(project_dir)
    name = identifier(column.name)
    if column.data_type == "enum":
        return str(macros.to_enum(name, list(column.accepted_values))).strip()
    return str(getattr(macros, MACROS[column.data_type])(name)).strip()


@cache
def _casts(project_dir: Path) -> Any:
    texts = [(project_dir / "macros" / name).read_text(encoding="utf-8") for name in CASTS]
    return Environment(autoescape=False).from_string("\n".join(texts)).module


def _kept(settings: Settings) -> Any:
    path = _path(settings)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}  # made anew


def _path(settings: Settings) -> Path:
    return settings.home / "work" / "profiles.json"
