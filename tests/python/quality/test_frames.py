"""The frames of the marts, made from a few literal rows."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from wallboard.errors import WallboardError
from wallboard.quality.frames import extremes_frame, marts_frame
from wallboard.quality.suites import load_suite
from wallboard.settings import PROJECT_DIR

# Five weeks and a day from Monday, 6 January 2025; the last day is not over.
WORLD = """
create schema marts;
create table marts.dim_date as
select cast(day as date) as date_day, isodow(day) as day_of_week, day < date '2025-02-10' as is_over
from generate_series(timestamp '2025-01-06', timestamp '2025-02-10', interval 1 day) as days (day);
create table marts.dim_holiday (holiday_date date);
create table marts.fct_measure_daily (
    measure_date date, channel varchar, measure_id varchar, measure_value double
);
"""
EVERY_DAY = """
insert into marts.fct_measure_daily
select date_day, 'voice', 'contacts', 50 from marts.dim_date, generate_series(1, 2)
"""


@pytest.fixture
def world() -> Iterator[duckdb.DuckDBPyConnection]:
    """A build file with calendar and no contacts."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(WORLD)
        yield connection


def frame(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, float]:
    """Subject and figure of a frame with one figure."""
    made = marts_frame(connection, load_suite(PROJECT_DIR, f"marts/{name}"))
    [figure] = [column for column in made.columns if column != "subject"]
    return dict(zip(made["subject"], made[figure], strict=True))


@pytest.mark.parametrize(("usual", "missed"), [(10, True), (9, False)])
def test_a_day_on_which_nothing_came_is_in_the_frame_of_a_busy_channel(
    world: duckdb.DuckDBPyConnection, usual: int, missed: bool
) -> None:
    world.execute(EVERY_DAY)
    world.execute(
        "delete from marts.fct_measure_daily where measure_date in ('2025-01-14', '2025-01-21')"
    )
    world.execute(f"update marts.fct_measure_daily set measure_value = {usual} / 2")
    days = frame(world, "fct_measure_daily_days")
    zeros = {day for day, arrivals in days.items() if arrivals == 0}
    gone = {"contacts, voice 2025-01-14", "contacts, voice 2025-01-21"}
    assert zeros == (gone if missed else set())
    assert "contacts, voice 2025-02-10" not in days


def test_a_weekday_on_which_nothing_comes_is_not_missed(world: duckdb.DuckDBPyConnection) -> None:
    world.execute(EVERY_DAY)
    world.execute("delete from marts.fct_measure_daily where isodow(measure_date) = 7")
    days = frame(world, "fct_measure_daily_days")
    assert len(days) == 5 * 6 and 0 not in days.values()


def test_a_holiday_is_not_missed(world: duckdb.DuckDBPyConnection) -> None:
    world.execute(EVERY_DAY)
    world.execute("delete from marts.fct_measure_daily where measure_date = date '2025-01-14'")
    world.execute("insert into marts.dim_holiday values (date '2025-01-14')")
    assert 0 not in frame(world, "fct_measure_daily_days").values()


@pytest.mark.parametrize(("contacts", "spreads"), [(100, 0), (65, 3.5), (135, 3.5), (0, 10)])
def test_volume_is_held_against_the_weekday(
    world: duckdb.DuckDBPyConnection, contacts: int, spreads: float
) -> None:
    world.execute(EVERY_DAY)
    world.execute("delete from marts.fct_measure_daily where measure_date = date '2025-02-05'")
    world.execute(
        "insert into marts.fct_measure_daily "
        f"values ('2025-02-05', 'voice', 'contacts', {contacts})"
    )
    volume = frame(world, "fct_measure_daily_volume")
    # spread: a tenth of the usual 100, which is also its square root
    told = f"contacts, voice 2025-02-05: {contacts} came, usually 100.0"
    assert volume[told] == pytest.approx(spreads)
    assert len(volume) == 7


def test_a_channel_that_ran_dry_is_seen_in_its_volume(world: duckdb.DuckDBPyConnection) -> None:
    world.execute(EVERY_DAY)
    world.execute("delete from marts.fct_measure_daily where measure_date >= date '2025-02-05'")
    world.execute(
        "insert into marts.fct_measure_daily "
        "select date_day, '(unknown)', 'tickets_created', 1 from marts.dim_date"
    )
    assert frame(world, "fct_measure_daily_volume")[
        "contacts, voice 2025-02-09: 0 came, usually 100.0"
    ] == pytest.approx(10)


def test_three_weeks_are_too_few_to_judge(world: duckdb.DuckDBPyConnection) -> None:
    world.execute(EVERY_DAY)
    world.execute("delete from marts.fct_measure_daily where measure_date < date '2025-01-13'")
    assert frame(world, "fct_measure_daily_volume") == {}


def test_shares_leave_out_small_files_and_erased_persons(world: duckdb.DuckDBPyConnection) -> None:
    world.execute("""
        create table marts.meta_load_audit as
        select * from (values
            ('b1', 'native', 'contacts', 'large.csv', 100, 6),
            ('b2', 'native', 'contacts', 'small.csv', 99, 99),
            ('b3', 'native', null, 'none.csv', 0, 0),
            ('b4', 'native', 'contacts', 'erased.csv', 200, 3)
        ) as files (batch_id, source, table_name, source_file, rows_read, rows_quarantined);
        create table marts.quarantine as
        select * from (values
            ('b1', 7, 'NULL_KEY'), ('b3', 0, 'UNREADABLE_FILE'),
            ('b4', 2, 'ERASED_SUBJECT'), ('b4', 3, 'ERASED_SUBJECT'), ('b4', 4, 'NULL_KEY')
        ) as rows (batch_id, line_no, reason_code)
    """)
    made = marts_frame(world, load_suite(PROJECT_DIR, "marts/meta_load_audit"))
    rows = {row.subject: (row.quarantined_share, row.is_rejected) for row in made.itertuples()}
    assert rows["native contacts: large.csv [b1]"] == (0.06, 0)
    assert rows["native (no table): none.csv [b3]"][1] == 1
    assert rows["native contacts: erased.csv [b4]"] == (0.005, 0)
    small = rows["native contacts: small.csv [b2]"]
    assert small[0] != small[0] and small[1] == 0


def test_parts_are_asked_of_kpis_that_have_them(world: duckdb.DuckDBPyConnection) -> None:
    world.execute("""
        create table marts.dim_kpi as
        select *, 1 as definition_version from (values
            ('rate', 'ratio', 'd'), ('total', 'total', null), ('p90', 'percentile', null)
        ) as kpis (kpi_id, kind, denominator);
        create table marts.kpi_daily as
        select *, 1 as definition_version from (values
            ('rate', 1, 2, 0.5), ('rate', 1, null, 0.5), ('rate', null, null, null),
            ('total', null, null, 3.0), ('p90', null, null, 9.0)
        ) as daily (kpi_id, numerator, denominator, kpi_value)
    """)
    made = marts_frame(world, load_suite(PROJECT_DIR, "marts/kpi_daily_parts"))
    assert list(made.itertuples(index=False, name=None)) == [("rate", 0, 1), ("total", 1, 0)]


def test_extremes_stand_in_a_column_a_kpi() -> None:
    suite = load_suite(PROJECT_DIR, "marts/kpi_daily")
    made = extremes_frame([("service_level", 1, 0.2, 0.9)], suite)
    assert list(made["service_level v1"]) == [0.2, 0.9]
    assert len(extremes_frame([], suite)) == 0


def test_a_kpi_that_the_suite_does_not_know_is_an_error() -> None:
    suite = load_suite(PROJECT_DIR, "marts/kpi_daily")
    with pytest.raises(WallboardError, match=r"new_rate v1.*wallboard render"):
        extremes_frame([("new_rate", 1, 0.2, 0.9)], suite)


def test_freshness_is_as_the_mart_says(world: duckdb.DuckDBPyConnection) -> None:
    world.execute("""
        create table marts.meta_freshness as
        select *, timestamp '2025-01-07 00:00:00' as last_loaded_at from (values
            ('native', 'contacts', 0, 'fresh', timestamp '2025-01-08 02:00:00'),
            ('native', 'messages', 30, 'late', timestamp '2025-01-06 20:00:00'),
            ('native', 'tickets', 300, 'stale', timestamp '2024-12-26 14:00:00'),
            ('(none)', 'costs', null, 'absent', null)
        ) as tables (source, table_name, lag_hours, status, last_event_at)
    """)
    made = marts_frame(world, load_suite(PROJECT_DIR, "marts/meta_freshness"))
    assert list(made.itertuples(index=False, name=None)) == [
        ("native contacts: fresh, 0 hours behind", 0, 0, 26),
        ("native messages: late, 30 hours behind", 1, 0, 0),
        ("native tickets: stale, 300 hours behind", 1, 1, 0),
    ]
