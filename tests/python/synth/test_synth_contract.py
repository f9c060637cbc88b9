"""What the generator delivers has the shape of the raw contract."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from synth_worlds import World, delivered_tables

from wallboard.contract import Column

CONTRACT = delivered_tables()
NUMERIC = {
    "seconds": "decimal(18,3)",
    "count": "bigint",
    "number": "double",
    "money": "decimal(18,4)",
}
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
# Channels that this centre does not have.
ELSEWHERE = {"channel": {"sms", "weibo", "qq", "video", "fax", "social", "other"}}


def _all_columns() -> list[tuple[str, Column]]:
    return [(name, column) for name, table in CONTRACT.items() for column in table.columns]


@pytest.mark.parametrize("table", CONTRACT)
def test_every_table_is_there_with_its_columns(world: World, table: str) -> None:
    found = world.db.sql(f"select * from raw_{table} limit 0").columns
    expected = [column.name for column in CONTRACT[table].columns]
    assert [name for name in found if name != "source_updated_at"] == expected
    assert world.rows(f"select count(*) from {table}") == [(world.report.rows[table],)]
    assert world.report.rows[table] > 0


def test_smallest_world_has_every_table(make_world: Callable[..., World]) -> None:
    small = make_world(contacts=50, days=1, seed=5)
    for table in CONTRACT:
        assert small.rows(f"select count(*) > 0 from {table}") == [(True,)], table


def test_required_values_are_present(world: World) -> None:
    for table, column in _all_columns():
        if column.is_required:
            missing = f"select count(*) from raw_{table} where {column.name} is null"
            assert world.rows(missing) == [(0,)], (table, column.name)


def test_keys_are_unique_but_for_planted_faults(world: World) -> None:
    for name, table in CONTRACT.items():
        keys = ", ".join(column.name for column in table.columns if column.is_key)
        more = world.report.duplicates.get(name, 0) + world.report.outdated.get(name, 0)
        query = f"select count(*), count(distinct ({keys})) from raw_{name}"
        ((rows, distinct),) = world.rows(query)
        assert (rows, distinct) == (world.report.rows[name] + more, world.report.rows[name]), name


def test_enums_hold_accepted_values_and_all_of_them_occur(world: World) -> None:
    for table, column in _all_columns():
        if column.data_type != "enum":
            continue
        query = f"select distinct {column.name} from {table} where {column.name} is not null"
        found = {str(row[0]) for row in world.rows(query)}
        accepted = set(column.accepted_values)
        assert found <= accepted, (table, column.name)
        plausible = accepted - ELSEWHERE.get(column.name, set())
        if (table, column.name) == ("ticket_events", "author_type"):
            plausible = accepted - {"bot"}
        assert found >= plausible, (table, column.name, plausible - found)


def test_values_cast_exactly(world: World) -> None:
    for table, column in _all_columns():
        name = column.name
        if column.data_type == "instant":
            test = f"regexp_full_match({name}, '{INSTANT}')"
        elif column.data_type == "date":
            test = f"try_cast({name} as date)::varchar = {name}"
        elif column.data_type == "flag":
            test = f"{name}::varchar in ('true', 'false')"
        elif column.data_type in NUMERIC:
            test = f"try_cast({name} as {NUMERIC[column.data_type]}) >= 0"
        else:
            continue
        query = f"select count(*) from raw_{table} where not coalesce({test}, {name} is null)"
        assert world.rows(query) == [(0,)], (table, name)


def test_nothing_ends_before_it_starts(world: World) -> None:
    for table, column in _all_columns():
        if column.not_before:
            query = f"select count(*) from {table} where {column.name} < {column.not_before}"
            assert world.rows(query) == [(0,)], (table, column.name)
