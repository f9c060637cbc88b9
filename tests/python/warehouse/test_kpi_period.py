"""KPIs by period are what the query and the oracle say of the same period and slice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from oracle import Params
from oracle.kpis import STOCKS, ledger, period_start, rolled_up
from oracle.reference import catalogue
from oracle.slices import Ledger, Slice
from oracle.worlds import worlds
from wallboard.catalogue import SLICES, Kpi, load_kpis, load_measures, open_kpis
from wallboard.query import Grain, Question, ask
from wallboard.settings import PROJECT_DIR
from wallboard.synth import generate
from warehouse.engine import Engine, World
from warehouse.test_oracle import is_close

EXAMPLES = 3
SEEDS = PROJECT_DIR / "seeds" / "kpi"
KPIS = [kpi for kpi in open_kpis(load_kpis(SEEDS / "kpi_catalogue.csv")) if not kpi.is_planned]
MEASURES = load_measures(SEEDS / "measures.csv")
GRAINS: tuple[Grain, ...] = ("day", "week", "month")
DIVIDED = ("ratio", "mean")
DAYS = 14
# period, first day, site, channel, queue, team
Key = tuple[str, date, str, str, str, str]


def slice_sets(kpi: Kpi) -> list[tuple[str, ...]]:
    """The sets a KPI is told for: uncut, by each dimension alone, by all of its dimensions."""
    return list(dict.fromkeys([(), *((name,) for name in kpi.sliceable_by), kpi.sliceable_by]))


def key(grain: str, first: date, cut: dict[str, Any]) -> Key:
    """A row's key; (all) in every dimension it is not cut by."""
    site, channel, queue, team = (str(cut.get(name, "(all)")) for name in SLICES)
    return (grain, first, site, channel, queue, team)


def told(connection: duckdb.DuckDBPyConnection, kpi: Kpi) -> dict[Key, tuple[Any, ...]]:
    """Numerator, denominator and value of a KPI in kpi_period."""
    rows = connection.execute(
        "select period, period_start, site_id, channel, queue_id, team_id, numerator, denominator, "
        "kpi_value from kpi_period where kpi_id = ?",
        [kpi.kpi_id],
    ).fetchall()
    found = {row[:6]: row[6:] for row in rows}
    assert len(found) == len(rows), f"{kpi.kpi_id}: a slice is told twice"
    return found


def asked(connection: duckdb.DuckDBPyConnection, kpi: Kpi) -> Iterator[tuple[Key, tuple[Any, ...]]]:
    """The same as `wallboard kpi` has it."""
    for grain in GRAINS:
        for by in slice_sets(kpi):
            for row in ask(connection, [kpi], MEASURES, Question(by=by, grain=grain)):
                where = key(grain, row["period_start"], {name: row[name] for name in by})
                yield where, (row["numerator"], row["denominator"], row["value"])


def assert_same(
    kpi: Kpi, found: dict[Key, tuple[Any, ...]], expected: dict[Key, tuple[Any, ...]]
) -> None:
    """Equal rows, but for the last digits of a division."""
    assert found.keys() == expected.keys(), kpi.kpi_id
    for where, row in expected.items():
        assert found[where][:2] == row[:2], (kpi.kpi_id, where)
        assert is_close(found[where][2], row[2]), (kpi.kpi_id, where)


def counted_again(book: Ledger, kpi: Kpi) -> Iterator[tuple[Key, tuple[Any, ...]]]:
    """The same as the oracle has it."""
    for grain in GRAINS:
        for by in slice_sets(kpi):

            def group(
                where: Slice, grain: str = grain, by: tuple[str, ...] = by
            ) -> tuple[Any, ...]:
                return (period_start(where.day, grain), *(getattr(where, name) for name in by))

            for cut, row in rolled_up(book, catalogue()[kpi.kpi_id], group).items():
                where = key(grain, cut[0], dict(zip(by, cut[1:], strict=True)))
                yield where, (row.numerator, row.denominator, row.value)


def test_periods_are_what_the_query_and_the_oracle_say(engine: Callable[..., Engine]) -> None:
    compiled = engine(periods=True)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def agree(world: World) -> None:
        connection = compiled.build(world)
        book = ledger(dict(world), "UTC", Params())
        for kpi in KPIS:
            found = told(connection, kpi)
            assert_same(kpi, found, dict(asked(connection, kpi)))
            # the oracle tells no net amount of nothing; an empty stock it tells
            some = {
                where: row for where, row in found.items() if any(row) or kpi.numerator in STOCKS
            }
            assert_same(kpi, some, dict(counted_again(book, kpi)))

    agree()


@pytest.fixture(scope="module")
def centre(
    engine: Callable[..., Engine], tmp_path_factory: pytest.TempPathFactory
) -> duckdb.DuckDBPyConnection:
    """Two weeks of a simulated centre, from Wednesday to Tuesday over a month's end."""
    out = tmp_path_factory.mktemp("centre") / "raw"
    generate(out, contacts=1200, days=DAYS, seed=5, start=date(2025, 1, 22))
    texts = "select cast(columns(*) as varchar) from read_parquet(?, union_by_name = true)"
    world: dict[str, list[dict[str, str | None]]] = {}
    for folder in sorted(out.iterdir()):
        rows = duckdb.execute(texts, [f"{folder}/*.parquet"]).to_arrow_table()
        world[folder.name] = rows.to_pylist()
    return engine(periods=True).build(world)


def test_quotients_are_sums_divided_once(centre: duckdb.DuckDBPyConnection) -> None:
    checked = 0
    for kpi in KPIS:
        if kpi.kind not in DIVIDED:
            continue
        found = told(centre, kpi)
        for by in slice_sets(kpi):
            for grain in ("week", "month"):
                daily = centre.execute(
                    f"select date_trunc('{grain}', kpi_date)::date, {''.join(f'{d}, ' for d in by)}"
                    "sum(numerator), sum(denominator) from kpi_daily where kpi_id = ? group by all",
                    [kpi.kpi_id],
                ).fetchall()
                for row in daily:
                    where = key(grain, row[0], dict(zip(by, row[1:-2], strict=True)))
                    numerator, denominator, value = found[where]
                    assert (numerator, denominator) == row[-2:]
                    if value is not None:
                        assert is_close(value, float(kpi.per * numerator / denominator))
                        checked += 1
    assert checked > 1000


def test_the_mean_of_daily_values_is_another_number(centre: duckdb.DuckDBPyConnection) -> None:
    rows = centre.execute(
        "select whole.kpi_id, whole.kpi_value, avg(daily.kpi_value) from kpi_period as whole "
        "join kpi_period as daily using (kpi_id, site_id, channel, queue_id, team_id) "
        "join dim_kpi using (kpi_id) where whole.period = 'week' and daily.period = 'day' "
        "and whole.period_start = '2025-01-27' and daily.period_start between '2025-01-27' "
        "and '2025-02-02' and whole.site_id = '(all)' and whole.channel = '(all)' "
        "and whole.queue_id = '(all)' and whole.team_id = '(all)' and kind in ('ratio', 'mean') "
        "group by all having max(daily.kpi_value) - min(daily.kpi_value) > 0.0001 "
        "and count(distinct daily.denominator) > 1"
    ).fetchall()
    same = [kpi_id for kpi_id, whole, mean in rows if is_close(whole, mean)]
    assert len(rows) > 40
    assert same == []
