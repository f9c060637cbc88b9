"""A centre in deliveries of days: every row in one of them, and in that of its day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from small_delivery import DAYS

from wallboard.bench import history
from wallboard.bench.centre import START, Centre
from wallboard.bench.deliveries import correct, split, spread, time_column
from wallboard.bench.steps import Plan
from wallboard.contract import load_contract
from wallboard.errors import UsageError
from wallboard.settings import Settings

CUTS = [START + timedelta(days=5), START + timedelta(days=6)]
TIMELESS = {"pilot_arms"}


@pytest.fixture(scope="module")
def deliveries(delivery: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Five days, one day, and the rest."""
    base = tmp_path_factory.mktemp("deliveries")
    return split(delivery, base / "out", CUTS, Settings(home=base / "home"))


def rows(*folders: Path) -> str:
    return f"read_parquet({[str(folder / '*.parquet') for folder in folders]})"


def count(query: str) -> int:
    [number] = duckdb.execute(f"select count(*) from ({query})").fetchone() or (0,)
    return int(number)


def test_every_row_is_delivered_once(delivery: Path, deliveries: list[Path]) -> None:
    tables = sorted(path.name for path in delivery.iterdir())
    assert len(tables) > 20
    for name in tables:
        whole, parts = rows(delivery / name), rows(*(each / name for each in deliveries))
        assert count(f"from {whole} except all from {parts}") == 0, name
        assert count(f"from {parts} except all from {whole}") == 0, name


def test_rows_lie_in_the_delivery_of_their_day(deliveries: list[Path]) -> None:
    edges = [date.min, *CUTS, date.max]
    for name, table in load_contract().items():
        column = time_column(table)
        assert (column is None) == (name in TIMELESS)
        for number, folder in enumerate(deliveries):
            if column is None or not (folder / name).exists():
                continue
            files = rows(folder / name)
            query = f"select min(left({column}, 10)), max(left({column}, 10)) from {files}"
            first, last = duckdb.execute(query).fetchone() or (None, None)
            if first is not None:
                assert edges[number].isoformat() <= first, name
                assert last < edges[number + 1].isoformat(), name
    assert count(f"from {rows(deliveries[1] / 'messages')}") > 100


def test_the_time_is_a_required_one() -> None:
    columns = {name: time_column(table) for name, table in load_contract().items()}
    assert columns["contacts"] == "started_at"
    assert columns["forecasts"] == "made_at"
    assert columns["costs"] == "period_start"
    assert columns["knowledge_articles"] == "created_at"


def test_corrections_are_later_versions_of_some_rows(delivery: Path, tmp_path: Path) -> None:
    days = spread(START, DAYS, 2)
    assert days == [START + timedelta(days=3), START + timedelta(days=9)]
    stamp = START + timedelta(days=DAYS)
    made = correct(delivery, tmp_path / "late", days, stamp, Settings(home=tmp_path))
    total = 0
    for folder in (tmp_path / "late").iterdir():
        key = load_contract()[folder.name].key[0]
        old, new = rows(delivery / folder.name), rows(folder)
        number = count(f"from {new}")
        column = time_column(load_contract()[folder.name])
        of_the_days = count(
            f"from {old} where left({column}, 10) in {tuple(day.isoformat() for day in days)}"
        )
        assert 0 < number < of_the_days / 5
        assert count(f"from {new} as n join {old} as o using ({key})") == number
        assert count(f"from {new} as n join {old} as o using ({key}) where n = o") == 0
        assert count(f"from {new} where source_updated_at <> '{stamp}T00:00:00.000Z'") == 0
        total += number
    assert made == total > 50


@pytest.mark.parametrize(
    ("shares", "measured"),
    [((0.5, 1.0), {6: 1, 12: 3}), ((0.25, 0.33), {3: 1, 4: 2}), ((1.0,), {12: 1})],
)
def test_a_day_comes_on_top_of_each_length_of_history(
    delivery: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shares: tuple[float, ...],
    measured: dict[int, int],
) -> None:
    centre = Centre(tmp_path, 1, DAYS)
    centre.folder.mkdir()
    centre.delivery.symlink_to(delivery)
    came: list[tuple[str, str]] = []

    def take(centre: Centre, folder: Path, name: str) -> list[str]:
        query = f"select max(left(started_at, 10)) from {rows(folder / 'contacts')}"
        [(last,)] = duckdb.execute(query).fetchall()
        came.append((folder.name, last))
        return [f"{name}: {last}"]

    monkeypatch.setattr(history, "_deliver", take)
    found = history.one_more_day(centre, shares, lambda line: None)
    days = {length: (START + timedelta(days=length - 1)).isoformat() for length in measured}
    assert found == [f"day {length}: {day}" for length, day in days.items()]
    places = {day: int(number) for number, day in came}
    assert {length: places[day] for length, day in days.items()} == measured
    # the home ends with all there is
    assert came[-1][1] == centre.last_day.isoformat()


def test_a_history_that_the_days_cannot_hold_is_refused() -> None:
    Plan(shares=(0.2,), late=(10,)).check(days=10)
    with pytest.raises(UsageError, match="--history"):
        Plan(shares=(0.5, 0.1), late=(1,)).check(days=10)
    with pytest.raises(UsageError, match="--late"):
        Plan(shares=(1.0,), late=(1, 11)).check(days=10)
    Plan(only=("scan",)).check(days=1)
