"""No KPI without its page, values worked by hand, a second opinion, and life in its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import duckdb
import pytest

import oracle
from golden_worlds import GOLDEN, Expected
from oracle import Params
from wallboard.catalogue import Kpi, load_kpis, load_measures, open_kpis
from wallboard.query import Question, ask
from wallboard.settings import PROJECT_DIR

SEEDS = PROJECT_DIR / "seeds" / "kpi"
MEASURES = load_measures(SEEDS / "measures.csv")
KPIS = open_kpis(load_kpis(SEEDS / "kpi_catalogue.csv"))
COMPUTED = [kpi for kpi in KPIS if not kpi.is_planned]
CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
SECTIONS = ("What counts · 统计范围", "How to read it · 解读", "Pitfalls · 注意")


def has_a_page_in_both_languages(kpi: Kpi) -> bool:
    """The handbook says what counts and how to read it, in English and in Chinese."""
    page = PROJECT_DIR / "docs" / "handbook" / f"{kpi.kpi_id}.md"
    if not page.exists():
        return False
    parts = dict(re.findall(r"^## (.+)\n\n((?:(?!## ).*\n)+)", page.read_text("utf-8"), re.M))
    told = [parts.get(name, "") for name in SECTIONS]
    return all(told) and all(CHINESE.search(text) for text in told[:2])


def has_a_golden_value(kpi: Kpi) -> bool:
    """A world worked by hand gives the KPI a value."""
    return kpi.kpi_id in GOLDEN and GOLDEN[kpi.kpi_id].typical.value is not None


def has_an_empty_case(kpi: Kpi) -> bool:
    """A world without its base gives it none."""
    return kpi.kpi_id in GOLDEN and GOLDEN[kpi.kpi_id].empty.value is None


def has_a_boundary_pair(kpi: Kpi) -> bool:
    """Two worlds one unit apart differ in what they give."""
    if kpi.kpi_id not in GOLDEN:
        return False
    case = GOLDEN[kpi.kpi_id]
    return outcome(case.at_boundary) != outcome(case.past_boundary)


def outcome(expected: Expected) -> tuple[str | None, str | None, float | None]:
    """What a golden world gives."""
    return expected.numerator, expected.denominator, expected.value


def has_an_oracle_twin(kpi: Kpi) -> bool:
    """The oracle counts it from raw rows."""
    if kpi.kpi_id not in GOLDEN:
        return False
    world = GOLDEN[kpi.kpi_id].typical.world()
    rows = oracle.kpi_total(world, kpi.kpi_id, "UTC", Params())
    return [row.value is not None for row in rows.values()] == [True]


ON_PAPER: dict[str, Callable[[Kpi], bool]] = {
    "handbook page": has_a_page_in_both_languages,
    "golden value": has_a_golden_value,
    "empty denominator": has_an_empty_case,
    "boundary pair": has_a_boundary_pair,
    "oracle twin": has_an_oracle_twin,
}


@pytest.mark.parametrize("what", ON_PAPER)
def test_every_kpi_has(what: str) -> None:
    assert [kpi.kpi_id for kpi in COMPUTED if not ON_PAPER[what](kpi)] == []


def test_every_kpi_lives_on_generated_data(run: duckdb.DuckDBPyConnection) -> None:
    constant = [kpi.kpi_id for kpi in COMPUTED if len(set(values(run, kpi))) < 2]
    assert constant == []


def values(run: duckdb.DuckDBPyConnection, kpi: Kpi) -> Iterator[float]:
    """Values by day, and by week and month for a KPI that needs more than a day's sample."""
    for grain in ("day", "week", "month"):
        for row in ask(run, [kpi], MEASURES, Question(grain=grain)):
            if row["value"] is not None:
                yield row["value"]


def test_what_is_planned_has_a_page_and_no_value(run: duckdb.DuckDBPyConnection) -> None:
    planned = [kpi for kpi in KPIS if kpi.is_planned]
    assert [kpi.kpi_id for kpi in planned if not has_a_page_in_both_languages(kpi)] == []
    rows = run.execute("select distinct kpi_id from kpi_daily").fetchall()
    assert {kpi.kpi_id for kpi in planned}.isdisjoint(kpi_id for (kpi_id,) in rows)
