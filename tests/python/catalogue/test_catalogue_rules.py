"""The catalogue as a whole: what exists, fits together and is explained."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wallboard.catalogue import (
    FAMILIES,
    Kpi,
    Measure,
    Notes,
    check_catalogue,
    computed_kpis,
    family_kpis,
    family_measures,
    load_kpis,
    load_measures,
    load_notes,
    load_sources,
    measure_ids,
    open_kpis,
    siblings,
)
from wallboard.settings import PROJECT_DIR

SEEDS = PROJECT_DIR / "seeds" / "kpi"
KPIS = load_kpis(SEEDS / "kpi_catalogue.csv")
MEASURES = load_measures(SEEDS / "measures.csv")
NOTES = load_notes(SEEDS / "kpi_notes.csv")
SOURCES = load_sources(SEEDS / "kpi_sources.csv")
# Measures that no KPI divides, and what they are kept for.
KEPT_FOR = {
    "abandoned_in_threshold": "part of ended_in_threshold",
    "customer_messages": "part of conversation_messages",
    "flow_out": "part of offered_closed",
    "queue_open": "balances offered against offered_closed",
    "reply_gaps_open": "tells how many runs the reply gap leaves out",
    "short_abandoned": "part of abandoned_excl_short",
    "suggestions_edited": "part of suggestions_applied",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
by_kpi = pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.kpi_id)


def test_the_catalogue_fits_together() -> None:
    assert check_catalogue(KPIS, MEASURES) == []


@by_kpi
def test_a_kpi_has_names_in_both_languages(kpi: Kpi) -> None:
    assert CHINESE.search(kpi.name_zh)
    assert not CHINESE.search(kpi.name_en)


@by_kpi
def test_a_kpi_has_notes_in_both_languages(kpi: Kpi) -> None:
    notes = NOTES[kpi.kpi_id]
    for text in (notes.includes_zh, notes.how_to_read_zh):
        assert CHINESE.search(text)
    for text in (notes.includes_en, notes.how_to_read_en, notes.pitfalls_en):
        assert not CHINESE.search(text)


@by_kpi
def test_a_kpi_with_other_readings_says_why_they_differ(kpi: Kpi) -> None:
    if kpi.reading != "base" or siblings(kpi, KPIS):
        assert NOTES[kpi.kpi_id].why_two_readings_en


@by_kpi
def test_a_kpi_comes_from_a_listed_article_or_none(kpi: Kpi) -> None:
    assert kpi.source == "" or kpi.source.partition("#")[0] in SOURCES


@by_kpi
def test_the_notes_say_who_may_be_judged(kpi: Kpi) -> None:
    assert ("可用于个人考核" in NOTES[kpi.kpi_id].how_to_read_zh) == kpi.appraisal_ok


def test_the_24_traditional_indicators_are_each_there_once() -> None:
    numbers = [kpi.legacy24_no for kpi in open_kpis(KPIS) if kpi.legacy24_no is not None]
    assert sorted(numbers) == list(range(1, 25))


def test_what_is_planned_says_so_in_its_notes() -> None:
    planned = {kpi.kpi_id for kpi in KPIS if kpi.is_planned}
    assert planned == {kpi_id for kpi_id, notes in NOTES.items() if "Planned:" in notes.includes_en}


def test_notes_speak_of_kpis_that_exist() -> None:
    assert list(NOTES) == [kpi.kpi_id for kpi in open_kpis(KPIS)]


def test_a_kpi_has_a_twin_in_opening_hours_exactly_if_it_says_so() -> None:
    flagged = {kpi.kpi_id for kpi in KPIS if kpi.business_hours}
    twins = {kpi.kpi_id: kpi for kpi in KPIS if kpi.kpi_id.endswith("__bh")}
    assert {f"{kpi_id}__bh" for kpi_id in flagged} == set(twins)
    for kpi in (kpi for kpi in KPIS if kpi.business_hours):
        twin = twins[f"{kpi.kpi_id}__bh"]
        assert twin.reading == "variant"
        for same in ("dictionary_no", "kind", "denominator", "quantile", "unit", "sliceable_by"):
            assert getattr(twin, same) == getattr(kpi, same), twin.kpi_id
        assert twin.numerator != kpi.numerator
        assert "_bh" in twin.numerator


def test_no_two_kpis_share_a_name() -> None:
    for names in ([kpi.name_en for kpi in KPIS], [kpi.name_zh for kpi in KPIS]):
        assert len(set(names)) == len(names)


def test_every_measure_is_used_or_kept_for_a_reason() -> None:
    assert set(MEASURES) - measure_ids(KPIS) == set(KEPT_FOR)


def test_every_family_has_kpis_and_measures() -> None:
    assert sum(len(family_kpis(KPIS, family)) for family in FAMILIES) == len(open_kpis(KPIS))
    for family in FAMILIES:
        assert family_measures(KPIS, MEASURES, family)


def test_readings_of_one_indicator_find_each_other() -> None:
    kpis = {kpi.kpi_id: kpi for kpi in KPIS}
    found = {other.kpi_id for other in siblings(kpis["human_session_duration_avg"], KPIS)}
    assert {"response_gap_avg", "response_gap_session_mean", "response_gap_p90"} <= found


def first(**wanted: object) -> Kpi:
    """Return the first computed KPI with these values."""
    return next(
        kpi
        for kpi in computed_kpis(KPIS)
        if all(getattr(kpi, name) == value for name, value in wanted.items())
    )


@pytest.mark.parametrize(
    ("kpi", "complaint"),
    [
        (replace(first(kind="ratio"), numerator="nothing"), "no such measure: nothing"),
        (replace(first(kind="ratio"), denominator="nothing"), "no such measure: nothing"),
        (replace(first(kind="mean"), numerator="wait_answered"), "cannot make a mean"),
        (replace(first(kind="percentile"), numerator="wait_answered_ms"), "cannot make a perc"),
        (replace(first(kind="balance"), numerator="knowledge_flags"), "cannot make a balance"),
        (replace(first(kpi_id="asa"), sliceable_by=("team_id",)), "is not cut by team_id"),
        (replace(first(kpi_id="asa"), unit="contacts"), "unit contacts does not follow"),
        (replace(first(kpi_id="call_volume"), unit="s"), "unit s does not follow"),
    ],
)
def test_a_kpi_that_does_not_fit_its_measures_is_found(kpi: Kpi, complaint: str) -> None:
    assert any(complaint in fault for fault in check_catalogue([kpi], MEASURES))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"unit": "ratio"}, "unit ratio does not follow from its KPIs"),
        ({"denominator": "aht"}, "unit s does not follow from its KPIs"),
        ({"denominator": "wait_p90"}, "wait_p90 is no ratio or mean"),
        ({"sliceable_by": ("channel",)}, "concurrency_time_weighted may not be cut by all"),
    ],
)
def test_an_index_that_does_not_fit_its_kpis_is_found(
    change: dict[str, object], complaint: str
) -> None:
    index = replace(first(kpi_id="aht_chat_concurrency_adj"), **change)  # type: ignore[arg-type]
    parts = [kpi for kpi in KPIS if kpi.kpi_id != index.kpi_id]
    assert any(complaint in fault for fault in check_catalogue([*parts, index], MEASURES))


def test_what_is_planned_is_open_but_not_computed() -> None:
    planned = [kpi for kpi in open_kpis(KPIS) if kpi.is_planned]
    assert len(computed_kpis(KPIS)) + len(planned) == len(open_kpis(KPIS))
    assert check_catalogue(planned, {}) == []
    assert {name for kpi in planned for name in kpi.operands} == set()


def test_two_versions_may_meet_but_not_overlap() -> None:
    old = replace(KPIS[0], valid_to=date(2025, 1, 1))
    new = replace(KPIS[0], valid_from=date(2025, 1, 1), definition_version=2)
    assert check_catalogue([old, new], MEASURES) == []
    late = replace(old, valid_to=date(2025, 1, 2))
    assert check_catalogue([late, new], MEASURES) == [
        f"{new.kpi_id}: two versions are valid on 2025-01-01"
    ]


def test_a_broken_file_names_its_row(tmp_path: Path) -> None:
    text = (SEEDS / "kpi_catalogue.csv").read_text(encoding="utf-8")
    broken = tmp_path / "kpi_catalogue.csv"
    broken.write_text(text.replace("wait_answered_ms,answered,1", "wait_answered_ms,answered,x"))
    with pytest.raises(ValueError, match="asa: "):
        load_kpis(broken)


def test_a_row_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    lines = (SEEDS / "measures.csv").read_text(encoding="utf-8").splitlines()
    twice = tmp_path / "measures.csv"
    twice.write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")
    with pytest.raises(ValueError, match="occurs twice"):
        load_measures(twice)


def test_records_keep_no_room_for_more() -> None:
    for record in (KPIS[0], next(iter(MEASURES.values())), next(iter(NOTES.values()))):
        assert isinstance(record, Kpi | Measure | Notes)
        assert not hasattr(record, "__dict__")
