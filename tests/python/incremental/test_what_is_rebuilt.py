"""A build does what is needed and no more; what is not known is built."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from deliveries import deliver, marts, nasty_world, transform, write

from wallboard.errors import GateFailed, UsageError, WallboardError
from wallboard.runs import parity
from wallboard.runs.buildfile import build_file
from wallboard.runs.rebuilt import UNCHANGED
from wallboard.settings import PROJECT_DIR, Settings

PROJECT = ("analyses", "macros", "models", "seeds", "tests/generic", "tests/singular")
LATER = {"survey_id": "late", "kind": "csat", "score": "5", "scale_min": "1", "scale_max": "5"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a world built in it; each test leaves it built, of whatever has landed."""
    folder = tmp_path_factory.mktemp("rebuilt")
    settings = Settings(home=folder / "home", project_dir=folder / "project")
    for name in PROJECT:
        shutil.copytree(PROJECT_DIR / name, settings.project_dir / name)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copyfile(PROJECT_DIR / name, settings.project_dir / name)
    deliver(settings, write(nasty_world(7), folder / "world"))
    first = transform(settings)
    assert first.unchanged == ()
    assert len(first.built) > 100
    return settings


def nodes(settings: Settings) -> dict[str, Any]:
    """The graph of the last build."""
    found: dict[str, Any] = json.loads((settings.home / "target/manifest.json").read_text())
    return found


def descendants(settings: Settings, *names: str) -> set[str]:
    """All models that read these nodes, themselves or through others."""
    children = nodes(settings)["child_map"]
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found and child.startswith("model."):
                found.add(child)
                waiting.append(child)
    return found


def execute(settings: Settings, statement: str) -> None:
    """Change something in the build file behind the back of dbt."""
    with duckdb.connect(str(build_file(settings))) as connection:
        connection.execute(statement)


def seeds_loaded(settings: Settings) -> set[str]:
    """The seeds that the last build did not leave alone."""
    results = json.loads((settings.home / "target/run_results.json").read_text())["results"]
    seeds = {
        each["unique_id"].split(".")[2]: each["message"]
        for each in results
        if each["unique_id"].startswith("seed.")
    }
    assert len(seeds) > 10
    return {name for name, message in seeds.items() if message != UNCHANGED}


def test_nothing_new_builds_nothing(settings: Settings) -> None:
    again = transform(settings)
    assert again.built == ()
    assert len(again.unchanged) > 100
    assert seeds_loaded(settings) == set()


def test_a_seed_that_is_gone_or_not_known_is_loaded(settings: Settings) -> None:
    execute(settings, "drop table seeds.sites")
    execute(settings, "delete from build_state.models where model = 'seed.wallboard.channels'")
    # They hold what they held, so that their readers are left alone.
    assert transform(settings).built == ()
    assert seeds_loaded(settings) == {"sites", "channels"}


def test_a_delivery_of_one_table_rebuilds_what_reads_it(settings: Settings, tmp_path: Path) -> None:
    survey = LATER | {"invited_at": "2024-03-09T10:00:00Z", "responded_at": "2024-03-09T10:01:00Z"}
    delivery = write([("surveys", survey)], tmp_path / "delivery")
    deliver(settings, delivery)
    with pytest.raises(UsageError, match="older than what has landed"):
        parity(settings)
    built = set(transform(settings).built)
    landing = ("source.wallboard.landing.audit", "source.wallboard.landing.quarantine")
    about = descendants(settings, *landing)
    reading = descendants(settings, "source.wallboard.native.surveys")
    assert built <= reading | about
    assert {"model.wallboard.int_surveys__delivered", "model.wallboard.kpi_daily"} <= built
    # The last instant in the data is where it was, so all that asks for it alone was left.
    assert len(built - about) < len(reading) / 2
    # The same bytes again are counted, and nothing else.
    deliver(settings, delivery)
    assert set(transform(settings).built) <= about


def changed(settings: Settings, table: str, column: str) -> set[Any]:
    """Which values the rows have that the last build took out of a table or put into it."""
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        rows = connection.execute(f"select distinct {column} from changes.{table}").fetchall()
    return {value for (value,) in rows}


def test_a_delivery_builds_its_own_units(settings: Settings, tmp_path: Path) -> None:
    contact = {
        "contact_id": "a new one",
        "source_system": "crm",
        "channel": "chat",
        "started_at": "2024-03-09T10:00:00Z",
        "ended_at": "2024-03-09T10:05:00Z",
    }
    deliver(settings, write([("contacts", contact)], tmp_path / "delivery"))
    transform(settings)
    for table in ("int_contacts__delivered", "fct_contact"):
        assert changed(settings, table, "contact_id") == {"a new one"}
    assert changed(settings, "msr_contact_daily", "measure_date") == {date(2024, 3, 9)}
    assert date(2024, 3, 9) in changed(settings, "kpi_daily", "kpi_date")
    # Of the periods those that the day lies in, and none before them.
    periods = changed(settings, "kpi_scorecard", "period_start")
    assert {date(2024, 3, 9), date(2024, 3, 4), date(2024, 3, 1)} <= periods
    assert min(periods) == date(2024, 3, 1)


def test_parity_finds_a_table_that_is_not_what_a_build_anew_gives(settings: Settings) -> None:
    execute(
        settings,
        "update marts.kpi_daily set numerator = numerator + 1 where kpi_id = 'contact_volume' "
        "and kpi_date = (select min(kpi_date) from marts.kpi_daily "
        "where kpi_id = 'contact_volume')",
    )
    # Nothing that it was made from has changed, so no build would see it; all else is equal.
    with pytest.raises(GateFailed, match=r"1 of \d+ tables .*\n  kpi_daily: .*contact_volume"):
        parity(settings)
    assert not (settings.home / "work" / "parity.duckdb").exists()
    again = transform(settings, "--full-refresh", "--select", "kpi_daily")
    assert again.built == ("model.wallboard.kpi_daily",)


def test_parity_needs_a_build_to_check(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no build file"):
        parity(replace(settings, home=tmp_path / "empty"))


FORGETTING = {
    "fct_contact": "delete from build_state.models where model = 'model.wallboard.fct_contact'",
    "fct_complaint": "update build_state.models set inputs = null "
    "where model = 'model.wallboard.fct_complaint'",
    "fct_ticket": "update build_state.models set inputs = 'x' "
    "where model = 'model.wallboard.fct_ticket'",
    "fct_queue_segment": "drop table marts.fct_queue_segment",
}
OTHER_VAR = ("--vars", '{"alert_sla_minutes": 29}')


def test_what_is_not_known_is_built_and_what_names_a_changed_var(settings: Settings) -> None:
    for statement in FORGETTING.values():
        execute(settings, statement)
    built = set(transform(settings, *OTHER_VAR).built)
    models = nodes(settings)["nodes"].items()
    naming = {name for name, node in models if "alert_sla_minutes" in node.get("raw_code", "")}
    assert naming and naming <= built
    # What was forgotten came out as it was, so that its readers were left.
    rest = built - naming - descendants(settings, *naming)
    assert rest == {f"model.wallboard.{name}" for name in FORGETTING}


def test_a_reader_of_something_unknown_is_never_current(settings: Settings) -> None:
    reader = "model.wallboard.fct_opinion_alert"
    parents = "model like 'model.wallboard.int_opinion%'"
    execute(settings, f"delete from build_state.models where {parents}")
    assert transform(settings, "--select", "fct_opinion_alert", *OTHER_VAR).built == (reader,)
    assert transform(settings, "--select", "fct_opinion_alert", *OTHER_VAR).built == (reader,)


def test_a_model_that_breaks_leaves_its_table_and_what_is_known_of_it(settings: Settings) -> None:
    chosen = ("--select", "fct_complaint")
    transform(settings, *chosen)
    before = marts(settings)["fct_complaint"]
    model = settings.project_dir / "models" / "marts" / "core" / "fct_complaint.sql"
    kept = model.read_text(encoding="utf-8")
    model.write_text(f"select *, error('it breaks') as broken from (\n{kept}\n)", encoding="utf-8")
    try:
        with pytest.raises(WallboardError, match="it breaks"):
            transform(settings, *chosen)
    finally:
        model.write_text(kept, encoding="utf-8")
    assert marts(settings)["fct_complaint"] == before
    assert transform(settings, *chosen).built == ()


def test_a_changed_seed_rebuilds_what_reads_it(settings: Settings) -> None:
    before = marts(settings)["dim_channel"]
    seed = settings.project_dir / "seeds" / "reference" / "channels.csv"
    rows = list(csv.DictReader(seed.read_text(encoding="utf-8").splitlines()))
    rows[0]["short_abandon_seconds"] = "7"
    # The columns come in another order as well, which a table kept from before would mix up.
    with seed.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(reversed(rows[0])))
        writer.writeheader()
        writer.writerows(rows)
    built = set(transform(settings, *OTHER_VAR).built)
    assert seeds_loaded(settings) == {"channels"}
    opinions = {name for name in nodes(settings)["nodes"] if ".int_opinion" in name}
    assert "model.wallboard.dim_channel" in built
    reading = descendants(settings, "seed.wallboard.channels")
    assert built <= reading | opinions | descendants(settings, *opinions)
    after = marts(settings)["dim_channel"]
    assert len([row for row in after if row not in before]) == 1


@pytest.fixture
def blind(settings: Settings) -> Iterator[Settings]:
    """A project whose builds do not look at the landed files."""
    macro = settings.project_dir / "macros" / "materializations" / "landed_files.sql"
    kept = macro.read_text(encoding="utf-8")
    first = "landed_location(source) | replace('*.parquet', '_schema.parquet')"
    files = f"{{{{ return({{{first}: 'as ever'}}) }}}}"
    blind = f"{{% macro landed_files(source) %}}{files}{{% endmacro %}}"
    macro.write_text(blind + kept[kept.index("{#- landed_location") :], encoding="utf-8")
    yield settings
    macro.write_text(kept, encoding="utf-8")


def test_without_the_files_in_the_fingerprint_deliveries_are_missed(
    blind: Settings, tmp_path: Path
) -> None:
    transform(blind)
    before = marts(blind)
    deliver(blind, write(nasty_world(8), tmp_path / "delivery"))
    assert transform(blind).built == ()
    assert marts(blind) == before
