"""Every table of the raw contract has a line that says how fresh it should be, and no other has."""

from __future__ import annotations

import csv

from wallboard.contract import load_contract
from wallboard.render.findings import event_column
from wallboard.settings import PROJECT_DIR

SEED = PROJECT_DIR / "seeds" / "reference" / "freshness.csv"


def test_tables_are_those_of_the_contract_in_its_order() -> None:
    with SEED.open(encoding="utf-8", newline="") as file:
        tables = [row["table_name"] for row in csv.DictReader(file)]
    assert tables == list(load_contract())


def test_a_rhythm_is_asked_only_of_tables_that_tell_of_events() -> None:
    contract = load_contract()
    with SEED.open(encoding="utf-8", newline="") as file:
        timed = [row["table_name"] for row in csv.DictReader(file) if row["warn_after_hours"]]
    assert [name for name in timed if event_column(contract[name]) is None] == []
    assert event_column(contract["agents"]) is None
    assert event_column(contract["shifts"]) is None
    assert event_column(contract["tickets"]) == "created_at"
