"""Publishing: from the private build file to a run directory that appears whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from wallboard.runs.published import Run, build_file_stamp, fsync_directory, point_to
from wallboard.settings import Settings

ARTEFACTS = ("manifest.json", "run_results.json")
# The oldest storage format that every BI driver in use can read.
STORAGE_VERSION = "v1.0.0"


def publish(settings: Settings, warehouse: Path, artefacts: Path) -> Run:
    """Export every public mart of a tested build, then point ``current`` to it."""
    run_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    settings.runs.mkdir(parents=True, exist_ok=True)
    for leftover in settings.runs.glob("*.tmp"):
        shutil.rmtree(leftover)
    draft = settings.runs / f"{run_id}.tmp"
    (draft / "dbt").mkdir(parents=True)
    for name in ARTEFACTS:
        shutil.copyfile(artefacts / name, draft / "dbt" / name)
    marts = _export(settings, warehouse, draft, public_marts(artefacts))
    manifest = {
        "run_id": run_id,
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "timezone": settings.timezone,
        "build_file": build_file_stamp(warehouse),
        "versions": {name: version(name) for name in ("wallboard", "dbt-core", "duckdb")},
        **marts,
    }
    (draft / "manifest.json").write_text(
        json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    for path in draft.rglob("*"):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
    run = Run(settings.runs / run_id)
    draft.rename(run.path)
    fsync_directory(settings.runs)
    point_to(settings, run)
    return run


def public_marts(artefacts: Path) -> list[str]:
    """Names of the models that dbt's manifest declares public: the allow-list of exports."""
    manifest = json.loads((artefacts / "manifest.json").read_text(encoding="utf-8"))
    return sorted(
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["access"] == "public"
    )


def _export(settings: Settings, warehouse: Path, draft: Path, marts: list[str]) -> dict[str, Any]:
    """Write each mart as Parquet and into one database, in one fixed order of rows."""
    described: dict[str, Any] = {}
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": settings.threads,
        "memory_limit": settings.memory,
        "temp_directory": str(settings.home / "work" / "spill"),
    }
    with duckdb.connect(":memory:", config=config) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"attach '{_quoted(warehouse)}' as built (read_only)")
        connection.execute(
            f"attach '{_quoted(draft / 'marts.duckdb')}' as published "
            f"(storage_version '{STORAGE_VERSION}')"
        )
        for mart in marts:
            target = draft / f"{mart}.parquet"
            # A total order and one row-group size make the file a function of its rows alone.
            connection.execute(
                f"copy (select * from built.marts.{mart} order by all) to '{_quoted(target)}' "
                "(format parquet, compression zstd, row_group_size 122880)"
            )
            connection.execute(
                f"create table published.{mart} as select * from built.marts.{mart} order by all"
            )
            _copy_comments(connection, mart)
            rows = connection.execute(f"select count(*) from built.marts.{mart}").fetchone()
            described[mart] = {
                "rows": rows[0] if rows else 0,
                "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
            }
        span = connection.execute(
            "select min(kpi_date), max(kpi_date) from built.marts.kpi_daily"
        ).fetchone()
        as_of = connection.execute("select as_of from built.intermediate.int_data_span").fetchone()
    first, last = span or (None, None)
    return {
        "as_of": str(as_of[0]) if as_of and as_of[0] else None,
        "first_date": str(first) if first else None,
        "last_date": str(last) if last else None,
        "marts": described,
    }


def _copy_comments(connection: duckdb.DuckDBPyConnection, mart: str) -> None:
    """Give the published table the descriptions that dbt put on the built one."""
    [table_comment] = connection.execute(
        "select comment from duckdb_tables() where database_name = 'built' "
        "and schema_name = 'marts' and table_name = ?",
        [mart],
    ).fetchone() or [None]
    if table_comment:
        connection.execute(f"comment on table published.{mart} is '{_quoted(table_comment)}'")
    columns = connection.execute(
        "select column_name, comment from duckdb_columns() where database_name = "
        "'built' and schema_name = 'marts' and table_name = ? and comment is not null",
        [mart],
    ).fetchall()
    for column, comment in columns:
        connection.execute(f"comment on column published.{mart}.{column} is '{_quoted(comment)}'")


def _quoted(text: object) -> str:
    return str(text).replace("'", "''")
