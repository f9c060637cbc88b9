"""How the engine means to join: outer joins look partners up, they do not try every pair."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import duckdb

from warehouse.engine import Engine

# Why every pair is tried; one side stays small: a handful of rows, or some a day.
TRIED = {
    "concurrency_by_tier": "a target without a team or a tier is for all of them",
    "fct_cost_allocated": "a cost without a channel or a handler is borne by all of that day",
    "fct_ticket_status_interval": "the one calendar of tickets",
}


def operators(plan: dict[str, Any]) -> Iterator[str]:
    """Names of all operators of a physical plan."""
    yield plan["name"]
    for child in plan["children"]:
        yield from operators(child)


def tries_every_pair(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    """Whether an outer join of this SQL compares every row with every other."""
    row = connection.execute(f"explain (format json) {sql}").fetchone()
    assert row is not None
    return any(
        "BLOCKWISE_NL_JOIN" in name for plan in json.loads(row[1]) for name in operators(plan)
    )


def test_an_outer_join_with_an_or_tries_every_pair() -> None:
    connection = duckdb.connect()
    connection.execute("create table a as from range(10) as t(id)")
    connection.execute("create table b as from range(10) as t(id)")
    join = "select * from a left join b on a.id = b.id and"
    assert tries_every_pair(connection, f"{join} (b.id is null or a.id < b.id)")
    assert not tries_every_pair(connection, f"{join} a.id < coalesce(b.id, 9)")


def test_outer_joins_of_models_look_partners_up(engine: Callable[..., Engine]) -> None:
    compiled = engine(periods=True)
    connection = compiled.build({})
    tried = {model.name for model in compiled.models if tries_every_pair(connection, model.sql)}
    assert tried == set(TRIED)
