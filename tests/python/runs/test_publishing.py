"""A run is published whole or not at all."""

from __future__ import annotations

import fcntl
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wallboard.errors import GateFailed, Locked, UsageError
from wallboard.landing import ensure_layout, ingest
from wallboard.runs import build, current_run
from wallboard.settings import Settings

CONTACTS = "contact_id,source_system,channel,started_at,ended_at\nC1,s,voice,{},{}\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with one contact, built and published."""
    home = tmp_path_factory.mktemp("publishing")
    settings = Settings(home=home)
    source = home / "contacts.csv"
    source.write_text(CONTACTS.format("2025-01-06T08:00:00Z", "2025-01-06T08:05:00Z"))
    ingest([source], "native", settings=settings)
    build(settings)
    return settings


def test_a_failed_test_publishes_nothing(settings: Settings) -> None:
    before = current_run(settings)
    [audit] = (settings.raw / "_audit").glob("[!_]*.parquet")
    kept = audit.read_bytes()
    table = pq.read_table(audit)
    at = table.schema.get_field_index("rows_read")
    lost_a_row = table.set_column(at, table.schema.field(at), pa.array([2], pa.int64()))
    pq.write_table(lost_a_row, audit)
    try:
        with pytest.raises(GateFailed, match="nothing_is_lost") as failure:
            build(settings)
    finally:
        audit.write_bytes(kept)
    assert failure.value.exit_code == 4
    assert current_run(settings) == before
    with before.connect() as connection:
        assert connection.execute("select count(*) from kpi_daily").fetchone() != (0,)
    assert not list(settings.runs.glob("*.tmp"))


def test_a_run_holds_every_mart_twice_and_the_artefacts(settings: Settings) -> None:
    run = current_run(settings)
    marts = run.manifest["marts"]
    assert {"kpi_daily", "efficiency_daily", "dim_kpi", "quarantine"} <= set(marts)
    with run.connect() as connection:
        for name, described in marts.items():
            [rows] = connection.execute(f"select count(*) from {name}").fetchone() or [None]
            files = [pq.read_metadata(run.path / file).num_rows for file in run.files(name)]
            assert rows == described["rows"] == sum(files)
        comments = connection.execute(
            "select count(*) from duckdb_columns() where comment is not null"
        ).fetchone()
    assert comments is not None
    assert comments[0] > 100
    assert (run.path / "dbt" / "manifest.json").exists()
    assert list(run.files("kpi_daily")) == ["kpi_daily/2025-01.parquet"]
    assert list(run.files("dim_kpi")) == ["dim_kpi.parquet"]


def test_published_columns_have_plain_types(settings: Settings) -> None:
    plain = {"VARCHAR", "DATE", "TIMESTAMP", "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN"}
    with current_run(settings).connect() as connection:
        rows = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() where not internal"
        ).fetchall()
    odd = [row for row in rows if row[2] not in plain and row[2] != "DECIMAL(18,4)"]
    assert odd == []


def test_no_built_column_is_hugeint(settings: Settings) -> None:
    with duckdb.connect(str(settings.home / "work" / "warehouse.duckdb"), read_only=True) as built:
        rows = built.execute(
            "select table_name, column_name from duckdb_columns() where data_type like '%HUGEINT%'"
        ).fetchall()
    assert rows == []


def test_a_published_run_reaches_no_other_file(settings: Settings) -> None:
    with current_run(settings).connect() as connection, pytest.raises(duckdb.Error):
        connection.execute("select * from read_csv('/etc/hostname')")


def test_the_second_of_two_builds_is_told_who_holds_the_lock(settings: Settings) -> None:
    with (settings.home / "lock").open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.write("process 1 (wallboard build)")
        handle.flush()
        with pytest.raises(Locked, match="process 1") as failure:
            build(settings)
        handle.truncate(0)
    assert failure.value.exit_code == 5


def test_an_empty_home_builds_and_has_no_run_before(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(UsageError, match="no published run"):
        current_run(settings)
    ensure_layout(settings)
    run = build(settings)
    with run.connect() as connection:
        assert connection.execute("select count(*) from kpi_daily").fetchone() == (0,)
