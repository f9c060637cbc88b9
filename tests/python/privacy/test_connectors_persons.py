"""Connectors say which of their columns name persons, and these go the same way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from landed_home import Home, holders

from wallboard.erase import Subject, erase
from wallboard.errors import UsageError
from wallboard.landing import ingest
from wallboard.landing.tables import load_sources

DIALOGUE = {
    "DialogueID": 7,
    "AnonymizedUserWorkerID": "user-1",
    "AnonymizedWizardWorkerID": "wizard-1",
    "Scenario": {"UserTask": "you are Jane"},
    "Events": [
        {"Agent": "User", "Action": "utter", "Text": "I am Jane", "UnixTime": 1589371210},
        {"Agent": "Wizard", "Action": "utter", "Text": "hello Jane", "UnixTime": 1589371220},
    ],
    "UserQuestionnaire": [{"Question": "Did you enjoy this task?", "Answer": True}],
}
CALLS = """vru+line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,q_start,\
q_exit,q_time,outcome,ser_start,ser_exit,ser_time,server
AA0101,1,0,0,PS,1999-08-02,9:00:00,9:00:10,10,0:00:00,0:00:00,0,HANG,0:00:00,0:00:00,0,NO_SERVER
AA0101,2,77,0,PS,1999-08-02,9:00:00,9:00:10,10,0:00:00,0:00:00,0,AGENT,9:00:10,9:01:10,60,AVI
"""


def test_a_dialogues_customer_is_erased_with_what_was_said(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "star"
    folder.mkdir()
    (folder / "7.json").write_text(json.dumps(DIALOGUE), encoding="utf-8")
    ingest([folder], "star", settings=home.settings)
    agent = home.pseudonym("wizard-1")
    assert holders(home.settings.home, ["user-1", "wizard-1"]) == []
    traces = (home.pseudonym("user-1"), "I am Jane", "hello jane", "you are Jane")
    assert {word for _, word in holders(home.settings.home, traces)} == set(traces)
    erase(home.settings, [Subject("customer", "user-1")])
    assert holders(home.settings.home, traces) == []
    assert holders(home.settings.home, [agent]) != []
    again = {**DIALOGUE, "FORMAT-VERSION": "2"}
    (folder / "7.json").write_text(json.dumps(again), encoding="utf-8")
    report = ingest([folder], "star", settings=home.settings)
    assert {file.table: file.rows_accepted for file in report.files} == {
        "dialogues": 0,
        "events": 0,
        "answers": 0,
    }
    assert holders(home.settings.home, traces) == []


def test_who_stands_for_nobody_is_nobody(home: Home, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(CALLS, encoding="utf-8")
    ingest([tmp_path / "calls.csv"], "anonymous_bank", settings=home.settings)
    landed = f"'{home.settings.raw}/anonymous_bank/calls/*.parquet'"
    query = f"select customer_id, server from read_parquet({landed}) order by _source_row"
    assert home.read(query) == [("0", "NO_SERVER"), (home.pseudonym("77"), home.pseudonym("AVI"))]
    erase(home.settings, [Subject("customer", "0"), Subject("customer", "77")])
    assert home.read(query) == [("0", "NO_SERVER"), (None, home.pseudonym("AVI"))]


def test_a_connector_that_names_a_stranger_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "staging" / "odd"
    folder.mkdir(parents=True)
    (folder / "_odd.yml").write_text(
        "sources: [{name: odd, tables: [{name: t, config: {meta: {landing: {}}}, "
        "columns: [{name: who, config: {meta: {names: neighbour}}}]}]}]\n"
    )
    with pytest.raises(UsageError, match=r"odd\.t\.who.*neighbour"):
        load_sources(tmp_path)
