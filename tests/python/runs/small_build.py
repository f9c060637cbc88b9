"""A build file as dbt leaves one, of three tiny marts: what publishing needs, without dbt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from wallboard.runs.buildfile import build_file
from wallboard.runs.lock import exclusive
from wallboard.runs.publish import publish
from wallboard.runs.published import Run
from wallboard.settings import Settings

ROWS = 2_000
PUBLIC = ("kpi_daily", "order", "same_number")
RESTRICTED = ("agent_daily",)


def prepare(settings: Settings, number: int = 1, rows: int = ROWS) -> Settings:
    """Leave a build file in which every row carries ``number``, and the artefacts of its build."""
    path = build_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as built:
        built.execute("create schema if not exists marts")
        built.execute("create schema if not exists intermediate")
        built.execute(
            "create or replace table intermediate.int_data_span as "
            "select timestamp '2025-01-07 12:00:00' as as_of"
        )
        built.execute(
            "create or replace table marts.kpi_daily as select date '2025-01-06' + cast(i % 2 as "
            f"integer) as kpi_date, 'k' || i as kpi_id, {number} as number, "
            f"hash(i) / 1e19 as kpi_value from range({rows}) as t (i)"
        )
        built.execute("comment on table marts.kpi_daily is 'A table''s description'")
        built.execute("comment on column marts.kpi_daily.kpi_id is 'A column''s description'")
        for name in ("order", "same_number", *RESTRICTED):
            built.execute(f'create or replace table marts."{name}" as select {number} as "a ""b"')
    target = settings.home / "target"
    target.mkdir(exist_ok=True)
    nodes = [node(name, access="public") for name in PUBLIC]
    nodes += [node(name, access="protected", audience="restricted") for name in RESTRICTED]
    nodes += [node("fct_contact", access="protected")]
    write_artefacts(target, nodes)
    return settings


def node(name: str, access: str, audience: str | None = None) -> dict[str, Any]:
    """A model as dbt's manifest has it."""
    return {
        "resource_type": "model",
        "name": name,
        "alias": name,
        "schema": "marts",
        "access": access,
        "config": {"meta": {"audience": audience} if audience else {}},
    }


def write_artefacts(target: Path, nodes: list[dict[str, Any]]) -> None:
    """Write the artefacts that dbt leaves."""
    manifest = {"nodes": {f"model.wallboard.{each['name']}": each for each in nodes}}
    (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (target / "run_results.json").write_text("{}", encoding="utf-8")


def publish_small(settings: Settings, *, anew: bool = False) -> Run:
    """Publish the build file that `prepare` left, as `wallboard build` does."""
    with exclusive(settings, "wallboard build"):
        return publish(settings, build_file(settings), settings.home / "target", anew=anew)


def drafts(home: Path) -> list[str]:
    """Whatever is left half done in a home."""
    return [str(path) for path in home.rglob("*.tmp")]


def assert_whole(settings: Settings) -> None:
    """Every run that can be seen is whole, and ``current`` points to one of them."""
    runs = [path for path in settings.runs.glob("*") if path.suffix != ".tmp"]
    for path in runs:
        run = Run(path)
        assert run.damaged() == []
        with duckdb.connect(str(run.database), read_only=True) as connection:
            for mart, described in run.manifest["marts"].items():
                counted = connection.execute(f'select count(*) from "{mart}"').fetchone()
                assert counted == (described["rows"],)
        part = run.restricted
        assert part is None or part.damaged() == []
    pointer = settings.home / "current"
    if pointer.is_symlink():
        assert pointer.resolve() in [path.resolve() for path in runs]
