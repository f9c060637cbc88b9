"""The committed suites say what contract and catalogue say, and nothing that a dbt test says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from wallboard.catalogue import computed_kpis, load_kpis
from wallboard.contract import load_contract
from wallboard.gates import Gate, gates_file, load_gates
from wallboard.quality.frames import MARTS
from wallboard.quality.suites import load_suite
from wallboard.render import render
from wallboard.render.expectations import render_expectations
from wallboard.settings import PROJECT_DIR

GATES = load_gates(gates_file(PROJECT_DIR))
CONTRACT = load_contract()
NAMES = [*(f"landing/{name}" for name in CONTRACT), *MARTS]
# What a dbt test would have to say to be the twin of a gate. dbt guards how models are built:
# grain, balance, order, finiteness; the gates what was promised to outsiders. A new gate needs its
# pattern.
TWINS = {
    "unreadable_value": r"_cast_failure|CAST:",
    "missing_value": r"MISSING:",
    "unknown_value": r"accepted_values|= 'unknown'",
    "kpi_bounds": r"\b(floor|ceiling)\b",
    "kpi_parts": r"numerator is (not )?null|denominator is not null or",
    "quarantined_share": r"rows_quarantined\s*[/*]|rows_read\s*[/*]",
    "rejected_file": r"line_no = 0|REJECTED",
    "missing_day": r"arrivals",
    "usual_volume": r"\bmedian\b|spreads_away",
    "freshness": r"lag_hours\s*[<>]|'(late|stale)'",
    "future_event": r"last_event_at\s*>|hours_ahead",
}


def test_there_is_a_suite_a_table_and_one_a_frame() -> None:
    folder = PROJECT_DIR / "tests" / "expectations"
    found = {str(p.relative_to(folder).with_suffix("")) for p in folder.rglob("*.json")}
    assert found == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_expectation_names_a_gate_and_its_level(name: str) -> None:
    suite = load_suite(PROJECT_DIR, name)
    assert suite.expectations
    for each in suite.expectations:
        gate = GATES[each["meta"]["gate"], each["meta"]["level"]]
        assert gate.place == name.split("/")[0]
        assert gate.most is None or each["kwargs"]["max_value"] == gate.most
        assert each["severity"] == {"block": "critical", "warn": "warning"}[gate.level]


def test_every_gate_is_asked_somewhere() -> None:
    asked = {
        (each["meta"]["gate"], each["meta"]["level"])
        for name in NAMES
        for each in load_suite(PROJECT_DIR, name).expectations
    }
    assert asked == set(GATES)


def test_a_stale_table_blocks_where_the_centre_wants_it() -> None:
    wanted = {**GATES, ("freshness", "block"): Gate("freshness", "block", "marts", 0.0, "")}
    [text] = [
        text
        for path, text in render_expectations({}, [], wanted).items()
        if path.stem == "meta_freshness"
    ]
    levels = {e["kwargs"]["column"]: e["meta"]["level"] for e in json.loads(text)["expectations"]}
    assert levels == {"is_late": "warn", "is_stale": "block", "hours_ahead": "block"}


def test_bounds_are_those_of_the_catalogue() -> None:
    kpis = computed_kpis(load_kpis(PROJECT_DIR / "seeds" / "kpi" / "kpi_catalogue.csv"))
    asked = {
        each["meta"]["subject"]: (each["kwargs"].get("min_value"), each["kwargs"].get("max_value"))
        for each in load_suite(PROJECT_DIR, "marts/kpi_daily").expectations
    }
    bounded = {kpi.kpi_id: (kpi.floor, kpi.ceiling) for kpi in kpis}
    assert asked == {name: bounds for name, bounds in bounded.items() if bounds != (None, None)}
    assert asked["service_level"] == (0, 1)


def test_a_suite_that_was_edited_by_hand_is_stale() -> None:
    path = PROJECT_DIR / "tests" / "expectations" / "marts" / "meta_load_audit.json"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"0.05", b"0.5"))
    try:
        stale = render(PROJECT_DIR, check=True)
    finally:
        path.write_bytes(kept)
    assert path.relative_to(PROJECT_DIR) in stale


def test_no_rule_is_in_both() -> None:
    assert set(TWINS) == {gate for gate, _ in GATES}
    texts = dict(dbt_tests())
    assert len(texts) > 50
    both = [
        f"{gate}: {where}"
        for gate, pattern in TWINS.items()
        for where, text in texts.items()
        if re.search(pattern, text)
    ]
    assert both == []


@pytest.mark.parametrize(
    ("gate", "text"),
    [
        ("kpi_bounds", "where daily.kpi_value < kpis.floor or daily.kpi_value > kpis.ceiling"),
        ("quarantined_share", "expression: rows_quarantined / rows_read <= 0.05"),
        ("unknown_value", "accepted_values: {values: [voice, chat]}"),
    ],
)
def test_a_twin_is_seen(gate: str, text: str) -> None:
    assert re.search(TWINS[gate], text)


def dbt_tests() -> Iterator[tuple[str, str]]:
    """Where each dbt test stands, and its text without comments."""
    for path in sorted((PROJECT_DIR / "tests" / "singular").glob("*.sql")):
        yield path.name, re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    for folder in ("models", "seeds"):
        for path in sorted((PROJECT_DIR / folder).rglob("*.yml")):
            read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            for number, test in enumerate(_tests(read)):
                yield f"{path.name} {number}", str(_said(test))


def _tests(read: Any) -> Iterator[Any]:
    """Every entry of a ``data_tests`` anywhere in a YAML file."""
    if isinstance(read, dict):
        yield from read.get("data_tests") or []
        for value in read.values():
            yield from _tests(value)
    elif isinstance(read, list):
        for value in read:
            yield from _tests(value)


def _said(test: Any) -> Any:
    """A test without its description."""
    if not isinstance(test, dict):
        return test
    return {key: _said(value) for key, value in test.items() if key != "description"}
