"""What parity says of two tables, each case one step away from equal."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from wallboard.runs.parity import Table, difference

TABLE = Table("daily", "marts", "day")


@pytest.fixture
def files() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two attached databases without tables."""
    with duckdb.connect(":memory:") as connection:
        for name in ("kept", "anew"):
            connection.execute(f"attach ':memory:' as {name}")
            connection.execute(f"create schema {name}.marts")
        yield connection


@pytest.mark.parametrize(
    ("kept", "anew", "said"),
    [
        ("(1, 5), (2, null)", "(2, null), (1, 5)", ""),
        ("(1, 5), (1, 5)", "(1, 5), (1, 5)", ""),
        ("(1, 5), (1, 5)", "(1, 5)", "daily: 1 rows are in one of the files only, first: 1 kept"),
        (
            "(1, 5), (2, null)",
            "(1, 5), (2, 0)",
            "daily: 2 rows are in one of the files only, first: 2 anew; 2 kept",
        ),
    ],
)
def test_rows_count_with_how_often_and_without_order(
    files: duckdb.DuckDBPyConnection, kept: str, anew: str, said: str
) -> None:
    for name, rows in (("kept", kept), ("anew", anew)):
        files.execute(f"create table {name}.marts.daily as from (values {rows}) as r (day, amount)")
    assert difference(files, TABLE) == said


def test_other_columns_and_a_missing_table(files: duckdb.DuckDBPyConnection) -> None:
    files.execute("create table kept.marts.daily as select 1 as day, 5 as amount")
    assert difference(files, TABLE) == "daily: is in one of the files only"
    files.execute("create table anew.marts.daily as select 1 as day, cast(5 as bigint) as amount")
    assert difference(files, TABLE) == "daily: other columns"
