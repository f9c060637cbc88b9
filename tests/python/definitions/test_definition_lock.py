"""The definition lock: a locked version means what it meant, and only that is held against it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_project import Project

from wallboard.catalogue import Kpi, load_kpis, load_measures
from wallboard.compiled import Compiled
from wallboard.definition_lock import LOG, Prints, differences, lock, prints, read_log
from wallboard.errors import WallboardError
from wallboard.fingerprint import Fingerprints
from wallboard.settings import PROJECT_DIR

SEEDS = PROJECT_DIR / "seeds" / "kpi"
KPIS = load_kpis(SEEDS / "kpi_catalogue.csv")
MEASURES = load_measures(SEEDS / "measures.csv")
TODAY = date(2026, 11, 24)
Rewrite = tuple[str, str, str]


@pytest.fixture(scope="module")
def now(project: Project) -> Prints:
    """Fingerprints of the project as it is."""
    return prints(project.compiled, PROJECT_DIR)


@pytest.fixture(scope="module")
def rewritten(project: Project, now: Prints) -> Callable[..., set[str]]:
    """Change compiled SQL in memory; give the KPIs whose fingerprint is another then."""

    def give(*rewrites: Rewrite) -> set[str]:
        models = dict(project.compiled.models)
        for name, old, new in rewrites:
            assert old in models[name].sql, f"{name} no longer says {old!r}"
            models[name] = replace(models[name], sql=models[name].sql.replace(old, new))
        changed = prints(Compiled(models), PROJECT_DIR)
        assert changed.coarse == ()
        return {version[0] for version, print_ in changed.of.items() if print_ != now.of[version]}

    return give


def using(*measure_ids: str) -> set[str]:
    """KPIs made of any of these measures, those that divide such KPIs included."""
    made = {kpi.kpi_id for kpi in KPIS if set(kpi.measures) & set(measure_ids)}
    return made | {kpi.kpi_id for kpi in KPIS if kpi.kind == "index" and made & set(kpi.operands)}


def test_every_definition_is_as_it_was_locked(now: Prints) -> None:
    found = differences(read_log(PROJECT_DIR), now)
    assert found == [], "`wallboard lock` says what to do"


def test_every_feed_could_be_taken_apart(now: Prints) -> None:
    assert now.coarse == ()


def test_no_two_measures_are_the_same(project: Project) -> None:
    found = Fingerprints(project.compiled, PROJECT_DIR)
    by_print: dict[str, list[str]] = {}
    for measure_id in MEASURES:
        by_print.setdefault(found.of_measure(measure_id), []).append(measure_id)
    assert len(by_print) == len(MEASURES)


def test_a_changed_condition_is_seen_in_the_kpis_that_use_it(
    rewritten: Callable[..., set[str]],
) -> None:
    condition = "(where outcome_class = 'answered' and is_in_threshold)"
    changed = rewritten(("msr_queue_daily", condition, "(where outcome_class = 'answered')"))
    assert changed == using("answered_in_threshold")


def test_a_changed_fact_is_seen_in_what_is_counted_from_the_column(
    rewritten: Callable[..., set[str]],
) -> None:
    changed = rewritten(
        ("fct_queue_segment", "wait_ms <= short_abandon_ms as", "wait_ms < short_abandon_ms as")
    )
    assert changed == using(
        *("short_abandoned", "abandoned_excl_short"),
        *("service_level_base_excl_short", "offered_closed_excl_short"),
    )


def test_a_changed_setting_is_seen(rewritten: Callable[..., set[str]]) -> None:
    changed = rewritten(("fct_queue_segment", "20 * 1000", "30 * 1000"))
    assert "service_level" in changed
    assert "asa" not in changed


def test_a_change_two_models_down_is_seen(rewritten: Callable[..., set[str]]) -> None:
    changed = rewritten(("fct_message", "<= 100", "<= 90"))
    assert "agent_premature_close_rate" in changed
    assert "service_level" not in changed


def test_a_changed_duration_is_seen_in_its_percentiles_alone(
    rewritten: Callable[..., set[str]],
) -> None:
    changed = rewritten(
        (
            "msr_queue_durations",
            "from segments\nwhere outcome_class = 'answered'",
            "from segments\nwhere outcome_class = 'answered' and wait_ms > 0",
        )
    )
    assert changed == using("wait_answered")


def test_comments_layout_and_names_of_steps_are_not_seen(
    rewritten: Callable[..., set[str]],
) -> None:
    spelled_otherwise = [
        ("msr_queue_daily", "-- outcomes", "-- how it ended\n\n"),
        ("msr_queue_daily", "    select", "  SELECT"),
        ("msr_queue_daily", "segments", "entries"),
        ("fct_queue_segment", "placed", "sites_"),
    ]
    assert rewritten(*spelled_otherwise) == set()


def test_what_only_others_use_is_not_seen(rewritten: Callable[..., set[str]]) -> None:
    channels = 'left join "warehouse"."marts"."dim_channel" as channels'
    again = channels.replace(" channels", " again")
    added = [
        # a measure, a column of a fact, and a join for a column that nobody counts by yet
        (
            "msr_queue_daily",
            "count(*) as offered,",
            "count(*) as offered, sum(wait_ms) as waits_ms,",
        ),
        ("fct_queue_segment", "        *,", "        *, wait_ms > 7000 as is_long,"),
        ("fct_contact", channels, f"{again} on contacts.channel = again.channel {channels}"),
    ]
    assert rewritten(*added) == set()


def test_the_formula_of_a_row_counts_and_its_prose_does_not(project: Project) -> None:
    found = Fingerprints(project.compiled, PROJECT_DIR)
    [kpi] = [kpi for kpi in KPIS if kpi.kpi_id == "asa"]

    def of(row: Kpi) -> str:
        return found.of_kpi(row, KPIS, MEASURES)

    same = replace(kpi, name_en="Speed of answer", formula="wait ÷ answers", owner="somebody")
    assert of(same) == of(kpi)
    assert of(replace(kpi, per=2)) != of(kpi)
    assert of(replace(kpi, min_sample=30)) != of(kpi)
    assert of(replace(kpi, sliceable_by=("channel",))) != of(kpi)
    assert of(replace(kpi, sliceable_by=tuple(reversed(kpi.sliceable_by)))) == of(kpi)
    assert of(replace(kpi, numerator="wait_ended_ms")) != of(kpi)


def test_sql_that_cannot_be_taken_apart_counts_as_a_whole(project: Project) -> None:
    models = dict(project.compiled.models)
    odd = models["msr_queue_daily"].sql.replace(
        "select * from counted", "select *, nobody from counted"
    )
    models["msr_queue_daily"] = replace(models["msr_queue_daily"], sql=odd)
    found = Fingerprints(Compiled(models), PROJECT_DIR)
    whole = found.of_measure("offered")
    assert "msr_queue_daily" in found.coarse
    changed = odd.replace("count(*) as offered", "count(wait_ms) as offered")
    models["msr_queue_daily"] = replace(models["msr_queue_daily"], sql=changed)
    assert Fingerprints(Compiled(models), PROJECT_DIR).of_measure("offered") != whole


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A project of the log alone."""
    (tmp_path / LOG).parent.mkdir(parents=True)
    shutil.copyfile(PROJECT_DIR / LOG, tmp_path / LOG)
    return tmp_path


def changed_print(now: Prints, kpi_id: str, version: int = 1) -> Prints:
    """The project as if one KPI's SQL had changed, or had got a version."""
    return Prints({**now.of, (kpi_id, version): "0" * 64})


def test_a_locked_version_is_not_overwritten(copy: Path, now: Prints) -> None:
    before = (copy / LOG).read_bytes()
    with pytest.raises(WallboardError, match="asa: the definition is locked"):
        lock(copy, changed_print(now, "asa"), TODAY)
    assert (copy / LOG).read_bytes() == before


def test_a_rewriting_is_recorded_with_its_reason(copy: Path, now: Prints) -> None:
    again = changed_print(now, "asa")
    [entry] = lock(copy, again, TODAY, same_meaning="waits are summed in another model")
    assert (entry.kpi_id, entry.definition_version, entry.reason) == (
        *("asa", 1),
        "waits are summed in another model",
    )
    log = [each for each in read_log(copy) if each.kpi_id == "asa"]
    assert [each.revision for each in log][-2:] == [entry.revision - 1, entry.revision]
    assert differences(read_log(copy), again) == []


def test_only_the_kpis_named_are_accepted(copy: Path, now: Prints) -> None:
    both = Prints({**now.of, ("asa", 1): "0" * 64, ("service_level", 1): "1" * 64})
    lock(copy, both, TODAY, same_meaning="a rewriting", only=["asa"])
    assert [each.kpi_id for each in differences(read_log(copy), both)] == ["service_level"]


def test_a_new_version_passes_and_the_old_one_stays_locked(copy: Path, now: Prints) -> None:
    bumped = changed_print(now, "asa", version=2)
    assert [each.kind for each in differences(read_log(copy), bumped)] == ["new"]
    with pytest.raises(WallboardError, match="--reason"):
        lock(copy, bumped, TODAY)
    [entry] = lock(copy, bumped, TODAY, reason="callbacks no longer count")
    assert (entry.definition_version, entry.revision) == (2, 1)
    assert differences(read_log(copy), bumped) == []
    with pytest.raises(WallboardError, match="locked"):
        lock(copy, Prints({**bumped.of, ("asa", 1): "2" * 64}), TODAY)


def test_a_version_that_is_gone_is_said(copy: Path, now: Prints) -> None:
    without = Prints({version: each for version, each in now.of.items() if version[0] != "asa"})
    assert [each.kind for each in differences(read_log(copy), without)] == ["gone"]
    with pytest.raises(WallboardError, match="valid_to"):
        lock(copy, without, TODAY)


def test_nothing_new_writes_nothing(copy: Path, now: Prints) -> None:
    before = (copy / LOG).stat().st_mtime_ns
    assert lock(copy, now, TODAY) == []
    assert (copy / LOG).stat().st_mtime_ns == before
