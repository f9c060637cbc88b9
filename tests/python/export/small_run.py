"""A run written by hand, whose texts are what a stranger would send."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb

from wallboard.settings import Settings

RUN_ID = "20250106T000000000000Z"
NASTY = {
    "kpi_daily": """
        select * from (values
            (1, '=1+1', -5.5, -7, date '2025-01-06', timestamp '2025-01-06 08:00:00.250', true),
            (2, '-12', 1234567890123456789.25, 9007199254740993, null, null, false),
            (3, 'plain, "quoted"' || chr(10) || '退款', null, null, date '1899-12-31', null, null)
        ) as t (
            id, "@note", amount, big, "=day", seen_at, is_odd
        ) order by id
    """,
    "dim_team": "select 'red' as team_id",
}
RESTRICTED = {"agent_daily": "select 'a1' as agent_id, 3 as contacts"}


def write_run(path: Path, marts: dict[str, str]) -> None:
    """A directory of the form a published run has."""
    path.mkdir(parents=True)
    with duckdb.connect(str(path / "marts.duckdb")) as connection:
        for name, sql in marts.items():
            connection.execute(f"create table {name} as {sql}")
            connection.execute(f"copy {name} to '{path / name}.parquet' (format parquet)")
    manifest = {
        "run_id": path.name,
        "published_at": "2025-01-07T01:02:03+00:00",
        "marts": {name: {"rows": 0, "sha256": ""} for name in marts},
    }
    (path / "manifest.json").write_text(json.dumps(manifest))


def leftovers(settings: Settings) -> list[str]:
    """Drafts that an export left behind."""
    found = [name for _, _, names in os.walk(settings.export_root) for name in names]
    return [name for name in found if name.endswith(".tmp")]
