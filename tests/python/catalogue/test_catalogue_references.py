"""Targets, baselines and benchmarks refuse to be wrong, and fit the KPIs they are for."""

import re
from dataclasses import replace
from datetime import date

import pytest

from wallboard.catalogue import (
    Baseline,
    Benchmark,
    Scope,
    Target,
    check_references,
    load_baselines,
    load_benchmarks,
    load_kpis,
    load_targets,
)
from wallboard.settings import PROJECT_DIR

SEEDS = PROJECT_DIR / "seeds" / "kpi"
KPIS = load_kpis(SEEDS / "kpi_catalogue.csv")
TARGETS = load_targets(SEEDS / "kpi_targets.csv")
BASELINES = load_baselines(SEEDS / "kpi_baselines.csv")
BENCHMARKS = load_benchmarks(SEEDS / "kpi_benchmarks.csv")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ANY = Scope("", "", "", "")
TARGET = Target(
    target_id="voice",
    kpi_id="service_level",
    scope=Scope("voice", "", "", ""),
    low=0.8,
    high=None,
    valid_from=date(2025, 1, 1),
    valid_to=date(2026, 1, 1),
    source="agreement of 2024-12-01",
    standing="contract",
    note_en="Agreed with the client.",
    note_zh="与客户约定。",
)
BASELINE = Baseline(
    baseline_id="before",
    kpi_id="asa",
    scope=ANY,
    value=30.0,
    measured_from=date(2024, 1, 1),
    measured_to=date(2024, 12, 31),
    source="own figures",
    standing="contract",
    note_en="The year before.",
    note_zh="上一年度。",
)
BENCHMARK = Benchmark("asa", "voice", "a club", 25.0, 40, "a survey", date(2025, 1, 1), "standard")
BAND = replace(TARGET, kpi_id="concurrency_peak_mean", scope=replace(ANY, tier="new"), low=3)


def faults(*rows: Target | Baseline | Benchmark) -> list[str]:
    """What is wrong with the rows together."""
    return check_references(
        KPIS,
        [row for row in rows if isinstance(row, Target)],
        [row for row in rows if isinstance(row, Baseline)],
        [row for row in rows if isinstance(row, Benchmark)],
    )


def test_what_is_shipped_fits_the_catalogue() -> None:
    assert TARGETS
    assert check_references(KPIS, TARGETS, BASELINES, BENCHMARKS) == []


@pytest.mark.parametrize("row", [*TARGETS, *BASELINES], ids=lambda row: f"{row.kpi_id} {row.scope}")
def test_notes_are_in_their_language(row: Target | Baseline) -> None:
    assert CHINESE.search(row.note_zh)
    assert not CHINESE.search(row.note_en)


def test_a_claim_of_the_articles_is_no_agreement_and_no_benchmark() -> None:
    assert {row.standing for row in TARGETS} <= {"standard", "seed_claim_unverified"}
    assert all(row.standing != "seed_claim_unverified" for row in BENCHMARKS)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"low": None}, "neither low nor high"),
        ({"high": 0.7}, "low 0.8 is above high 0.7"),
        ({"valid_to": date(2025, 1, 1)}, "is not after valid_from"),
        ({"source": ""}, "source is empty"),
        ({"standing": "wish"}, "unknown standing 'wish'"),
        ({"note_zh": ""}, "both languages"),
    ],
)
def test_a_wrong_target_is_refused(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"voice: .*{complaint}"):
        replace(TARGET, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"measured_to": None}, "go together"),
        ({"measured_to": date(2023, 12, 31)}, "is before measured_from"),
    ],
)
def test_a_wrong_baseline_is_refused(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(BASELINE, **change)  # type: ignore[arg-type]


def test_a_benchmark_without_a_comparator_is_refused() -> None:
    with pytest.raises(ValueError, match="names its comparator"):
        replace(BENCHMARK, comparator="")


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (replace(TARGET, kpi_id="nothing"), "no such KPI: nothing"),
        (replace(TARGET, high=0.9), "higher is better"),
        (replace(TARGET, low=None, high=0.9), "higher is better"),
        (replace(TARGET, kpi_id="asa", low=20), "lower is better"),
        (replace(TARGET, kpi_id="asa", low=None, high=-1), "out of the bounds"),
        (replace(TARGET, low=1.5), "out of the bounds"),
        (replace(TARGET, scope=replace(ANY, team_id="red")), "is not cut by team_id"),
        (replace(TARGET, scope=replace(ANY, tier="new")), "is not told by tier new"),
        (replace(BAND, scope=replace(ANY, tier="wise")), "is not told by tier wise"),
        (replace(BAND, scope=Scope("chat", "", "", "new")), "goes with a team or alone"),
        (replace(BASELINE, kpi_id="nothing"), "no such KPI"),
        (replace(BASELINE, scope=replace(ANY, team_id="red")), "is not cut by team_id"),
        (replace(BENCHMARK, kpi_id="nothing"), "no such KPI"),
        (replace(BENCHMARK, kpi_id="concurrency_peak_mean"), "is not cut by channel"),
    ],
)
def test_a_row_that_does_not_fit_its_kpi_is_found(
    row: Target | Baseline | Benchmark, complaint: str
) -> None:
    assert any(complaint in fault for fault in faults(row))


@pytest.mark.parametrize(
    "row",
    [
        replace(TARGET, low=1.0),
        replace(TARGET, kpi_id="asa", low=None, high=0),
        replace(BAND, low=3, high=3),
        replace(BAND, scope=replace(ANY, tier="new", team_id="red")),
    ],
)
def test_a_row_on_the_edge_fits(row: Target) -> None:
    assert faults(row) == []


def test_targets_of_one_scope_may_follow_but_not_overlap() -> None:
    later = replace(TARGET, target_id="later", valid_from=date(2026, 1, 1), valid_to=None)
    assert faults(TARGET, later) == []
    early = replace(later, valid_from=date(2025, 12, 31))
    assert faults(TARGET, early) == ["later: valid at the same time as voice"]
    elsewhere = replace(early, scope=replace(ANY, channel="chat"))
    assert faults(TARGET, elsewhere) == []


def test_a_row_that_occurs_twice_is_found() -> None:
    assert "target voice occurs twice" in faults(TARGET, replace(TARGET, kpi_id="answer_rate"))
    assert "baseline before occurs twice" in faults(BASELINE, BASELINE)
    assert faults(BENCHMARK, BENCHMARK) == ["benchmark asa voice a club 2025-01-01 occurs twice"]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.8, None, "at least 0.8"), (None, 180, "at most 180"), (30, 60, "30 to 60")],
)
def test_bounds_in_words(low: float | None, high: float | None, text: str) -> None:
    assert replace(TARGET, low=low, high=high).text == text
