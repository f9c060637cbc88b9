"""An erasure in the landing zone: what goes, what stays, what never comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from landed_home import Home, Rows, holders
from small_centre import ANN, BOB, BROKEN, JANE, JANES_WORDS, OMAR, TABLES

from wallboard import erase as erasing
from wallboard.erase import Subject, erase, unfinished
from wallboard.landing import forget as forgetting
from wallboard.landing import ingest
from wallboard.landing.batchfiles import batches_of, is_compacted
from wallboard.landing.compact import compact

ANNS_WORDS = ("where was it, Jane", "sent her a new card")
CUSTOMER = Subject("customer", JANE)
COUNTS = "select table_name, rows_read, rows_accepted, rows_quarantined from audit order by all"


def changed(tables: dict[str, Rows]) -> dict[str, Rows]:
    """The same rows in other bytes."""
    return {name: [{**row, "run": "2"} for row in rows] for name, rows in tables.items()}


def aside(home: Home, delivery: str) -> dict[str, int]:
    """How many rows of a delivery were set aside as an erased person's, by table."""
    rows = home.read(
        "select table_name, count(*) from quarantine where reason_code = 'ERASED_SUBJECT' "
        f"and source_file like '%{delivery}%' and raw_text is null group by all",
        "quarantine",
    )
    return dict(rows)


def test_a_customer_is_gone_from_every_byte(home: Home) -> None:
    home.deliver(TABLES, broken=BROKEN)
    pseudonym = home.pseudonym(JANE)
    traces = (JANE, pseudonym, *JANES_WORDS, *ANNS_WORDS)
    before = {name for _, name in holders(home.settings.home, traces)}
    assert before == set(traces)
    [certificate] = erase(home.settings, [CUSTOMER])
    assert holders(home.settings.home, traces) == []
    kept = ("good morning to you", "told him the hours", "Omar is fine", home.pseudonym(OMAR))
    assert {name for _, name in holders(home.settings.home, kept)} == set(kept)
    assert certificate["tables"]["native.contacts"] == {
        "rows_naming_before": 2,
        "rows_naming_after": 0,
        "rows_taken_out": 0,
        "rows_emptied_of_words": 1,
    }
    assert certificate["tables"]["native.customers"]["rows_taken_out"] == 1
    assert certificate["texts_set_aside_emptied"] == 1
    assert certificate["cases"] == 3  # two contacts and the ticket that came of one
    assert certificate["run_id"] is None
    stored = home.settings.raw / "_erased" / "certificates"
    [text] = [path.read_text(encoding="utf-8") for path in stored.iterdir()]
    assert json.loads(text) == certificate


def test_rows_stay_but_for_those_of_the_key(home: Home) -> None:
    home.deliver(TABLES, broken=BROKEN)
    before = home.read(COUNTS, "audit")
    erase(home.settings, [CUSTOMER])
    after = home.read(COUNTS, "audit")
    assert set(before) - set(after) == {("customers", 2, 2, 0)}
    assert set(after) - set(before) == {("customers", 2, 1, 1)}
    assert aside(home, "first") == {"customers": 1}
    rows = home.read(
        "select message_id, author_id is not null, body is not null, body_folded is not null, "
        "_known_fields from messages order by 1",
        "messages",
    )
    assert rows[:4] == [
        ("m1", False, False, False, 4),
        ("m2", True, False, False, 5),
        ("m3", False, False, False, 4),
        ("m4", True, True, True, 6),
    ]


def test_an_agent_gives_way_to_a_word_that_means_nobody(home: Home) -> None:
    home.deliver(TABLES)
    pseudonym = home.pseudonym(ANN)
    erase(home.settings, [Subject("agent", ANN)])
    assert holders(home.settings.home, [ANN, pseudonym, *ANNS_WORDS]) == []
    stand_ins = {
        row[0]
        for table in ("queue_segments", "agent_segments", "ticket_events")
        for row in home.read(f"select agent_id from {table}", table)
    } - {home.pseudonym(BOB)}
    [stand_in] = stand_ins
    assert stand_in.startswith("erased-")
    assert (stand_in,) in home.read("select author_id from messages", "messages")
    # nothing that is kept tells whom the word stands for
    [tombstone] = (home.settings.raw / "_erased" / "tombstones").iterdir()
    assert stand_in not in tombstone.read_text(encoding="utf-8")
    # her customers' words are theirs
    assert holders(home.settings.home, ["my card is lost"]) != []
    assert aside(home, "first") == {"agents": 1, "pilot_arms": 1}


def test_a_customer_and_an_agent_of_one_id_are_two_persons(home: Home) -> None:
    row = {"contact_id": "c", "sent_at": "2025-01-06T01:00:00Z"}
    home.deliver(
        {
            "messages": [
                {**row, "message_id": "m1", "author_type": "customer", "author_id": "17"},
                {**row, "message_id": "m2", "author_type": "agent", "author_id": "17"},
            ],
            "agents": [{"agent_id": "17", "valid_from": "2024-01-01T00:00:00Z"}],
        }
    )
    erase(home.settings, [Subject("customer", "17")])
    agent = home.pseudonym("17")
    authors = home.read("select author_id from messages order by message_id", "messages")
    assert authors == [(None,), (agent,)]
    assert home.read("select agent_id from agents", "agents") == [(agent,)]


@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_an_id_in_a_row_of_another_encoding_is_found(home: Home, code: str) -> None:
    row = '{"message_id": "m1", "author_id": "客户-简", "body": "\udcff"}\n'
    path = home.inbox / "messages.jsonl"
    path.write_bytes(row.encode(code, "surrogateescape" if code == "utf-8" else "ignore") + b"\xff")
    ingest([path], "native", settings=home.settings)
    texts = home.read("select raw_text from quarantine", "quarantine")
    assert any("message_id" in (text or "") for (text,) in texts)
    erase(home.settings, [Subject("customer", "客户-简")])
    texts = home.read("select raw_text from quarantine", "quarantine")
    assert not any("message_id" in (text or "") for (text,) in texts)


def two_months(home: Home) -> None:
    """The centre twice in January, in other bytes, and a contact in February, all compacted."""
    home.deliver(TABLES)
    home.deliver(changed(TABLES), "second")
    february = [
        {**row, key: "february", at: "2025-02-06T01:00:00Z"}
        for table, key, at in (
            ("contacts", "contact_id", "started_at"),
            ("messages", "message_id", "sent_at"),
            ("agents", "agent_id", "valid_from"),
        )
        for row in TABLES[table][1:2]
    ]
    later = dict(zip(("contacts", "messages", "agents"), ([row] for row in february), strict=True))
    later["messages"][0] |= {"contact_id": "february", "body": "a fresh start"}
    home.deliver(later, "third")
    done = compact(home.settings)
    assert {each.table for each in done} == {f"native.{name}" for name in later}


def test_compacted_rows_are_erased(home: Home) -> None:
    two_months(home)
    [certificate] = erase(home.settings, [CUSTOMER])
    traces = (JANE, home.pseudonym(JANE), *JANES_WORDS, *ANNS_WORDS)
    assert holders(home.settings.home, traces) == []
    assert certificate["tables"]["native.contacts"]["rows_naming_before"] == 4
    erase(home.settings, [Subject("agent", ANN)])
    assert holders(home.settings.home, (ANN, home.pseudonym(ANN))) == []
    assert aside(home, "first")["agents"] == aside(home, "second")["agents"] == 1
    assert [row for row in home.read(COUNTS, "audit") if row[1] != row[2] + row[3]] == []
    agents = home.read("select _batch_id, count(*) from agents group by all", "agents")
    accepted = home.read(
        "select batch_id, rows_accepted from audit where table_name = 'agents'", "audit"
    )
    assert sorted(agents) == sorted(accepted)
    [file] = filter(is_compacted, (home.settings.raw / "native" / "agents").iterdir())
    assert len(batches_of(file)) == 2
    assert {file.status for file in home.deliver(TABLES).files} == {"repeated"}


def test_a_pseudonym_serves_as_well_as_the_id(make_home: Callable[[str, str], Home]) -> None:
    seen = []
    for name, is_pseudonym in (("own", False), ("pseudonym", True)):
        home = make_home(name, "k" * 32)
        home.deliver(TABLES, broken=BROKEN)
        who = home.pseudonym(JANE) if is_pseudonym else JANE
        [certificate] = erase(home.settings, [Subject("customer", who, is_pseudonym)])
        assert holders(home.settings.home, [JANE, home.pseudonym(JANE), *JANES_WORDS]) == []
        seen.append((certificate["tombstone"], certificate["tables"]))
    assert seen[0] == seen[1]


def test_the_same_file_is_still_a_counted_repeat(home: Home) -> None:
    home.deliver(TABLES)
    erase(home.settings, [CUSTOMER])
    before = home.read("select * exclude (deliveries) from audit order by all", "audit")
    report = home.deliver(TABLES)
    assert {file.status for file in report.files} == {"repeated"}
    assert home.read("select * exclude (deliveries) from audit order by all", "audit") == before
    assert home.read("select distinct deliveries from audit", "audit") == [(2,)]


def test_what_is_delivered_anew_is_blocked_and_counted(home: Home) -> None:
    home.deliver(TABLES)
    pseudonym = home.pseudonym(JANE)
    erase(home.settings, [CUSTOMER, Subject("agent", ANN)])
    home.deliver(changed(TABLES), "second", BROKEN)
    traces = (JANE, pseudonym, ANN, home.pseudonym(ANN), *JANES_WORDS, *ANNS_WORDS)
    assert holders(home.settings.home, traces) == []
    assert aside(home, "second") == {
        "customers": 1,
        "agents": 1,
        "contacts": 2,
        "queue_segments": 2,
        "agent_segments": 2,
        "messages": 3,
        "tickets": 1,
        "ticket_events": 2,
        "pilot_arms": 1,
    }
    gaps = home.read(
        "select * from audit where rows_read <> rows_accepted + rows_quarantined", "audit"
    )
    assert gaps == []


def test_an_erased_customers_new_contact_brings_no_words(home: Home) -> None:
    """The message lands first and names nobody; the contact says afterwards whose it was."""
    home.deliver(TABLES)
    erase(home.settings, [CUSTOMER])
    late = {**TABLES["messages"][1], "message_id": "n1", "contact_id": "contact-9"}
    home.deliver({"messages": [{**late, "body": "back again, Jane"}]}, "early")
    assert holders(home.settings.home, ["back again, Jane"]) != []
    home.deliver({"contacts": [{**TABLES["contacts"][0], "contact_id": "contact-9"}]}, "late")
    assert holders(home.settings.home, ["back again, Jane", JANE, home.pseudonym(JANE)]) == []
    assert aside(home, "late") == {"contacts": 1}
    home.deliver({"messages": [{**late, "message_id": "n2", "body": "and again"}]}, "later")
    assert aside(home, "later") == {"messages": 1}


def test_a_case_of_somebody_else_is_left_alone(home: Home) -> None:
    """Omar's complaint about Jane's contact is his."""
    complaint = {"contact_id": "contact-1", "opened_at": "2025-01-07T01:00:00Z"}
    rows: list[dict[str, Any]] = [
        {**complaint, "complaint_id": "his", "customer_id": OMAR, "note": "his words"},
        {**complaint, "complaint_id": "nobodys", "note": "whose words"},
    ]
    home.deliver({**TABLES, "complaints": rows})
    erase(home.settings, [CUSTOMER])
    kept = home.read("select complaint_id, _extra from complaints order by 1", "complaints")
    assert kept == [("his", '{"note":"his words"}'), ("nobodys", None)]
    home.deliver(changed({"complaints": rows}), "second")
    assert aside(home, "second") == {"complaints": 1}


def test_nobody_found_is_blocked_all_the_same(home: Home) -> None:
    [certificate] = erase(home.settings, [CUSTOMER])
    assert certificate["tables"] == {}
    home.deliver(TABLES)
    assert aside(home, "first")["customers"] == 1
    assert holders(home.settings.home, [JANE, home.pseudonym(JANE), *JANES_WORDS]) == []


def test_an_erasure_may_be_repeated(home: Home) -> None:
    home.deliver(TABLES)
    [first] = erase(home.settings, [CUSTOMER])
    [second] = erase(home.settings, [CUSTOMER])
    assert first["tombstone"] == second["tombstone"]
    assert second["tables"] == {}
    home.deliver(changed(TABLES), "second")
    assert aside(home, "second")["ticket_events"] == 1


@pytest.mark.parametrize("step", range(0, 30, 3))
def test_cut_short_anywhere_it_is_finished_by_another_run(
    home: Home, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The file system stops taking files after so many."""
    home.deliver(TABLES, broken=BROKEN)
    write, done = forgetting.write_parquet, 0

    def failing(*arguments: Any, **options: Any) -> int:
        nonlocal done
        done += 1
        if done > step:
            raise KeyboardInterrupt
        return write(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "write_parquet", failing)
        patched.setattr("wallboard.landing.audit.write_parquet", failing)
        try:
            erase(home.settings, [CUSTOMER, Subject("agent", ANN)])
        except KeyboardInterrupt:
            assert unfinished(home.settings) != []
    certificates = erase(home.settings, [CUSTOMER, Subject("agent", ANN)])
    assert unfinished(home.settings) == []
    traces = (JANE, home.pseudonym(JANE), ANN, home.pseudonym(ANN), *JANES_WORDS, *ANNS_WORDS)
    assert holders(home.settings.home, traces) == []
    assert [row for row in home.read(COUNTS, "audit") if row[1] != row[2] + row[3]] == []
    assert aside(home, "first") == {"customers": 1, "agents": 1, "pilot_arms": 1}
    named = home.read("select distinct agent_id from queue_segments", "queue_segments")
    assert len(named) == 2  # one word for her in all files, whichever run wrote them
    assert certificates[0]["tombstone"] != certificates[1]["tombstone"]
    assert list(home.settings.home.rglob("*.tmp")) == []


def test_the_demos_delivery_is_emptied(home: Home) -> None:
    delivered = home.settings.home / "demo" / "customers" / "part.csv"
    delivered.parent.mkdir(parents=True)
    delivered.write_text(f"customer_id\n{JANE}\n", encoding="utf-8")
    erase(home.settings, [CUSTOMER])
    assert list((home.settings.home / "demo").iterdir()) == []


def test_earlier_runs_and_their_restricted_part_are_removed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wallboard.runs import Run

    home.deliver(TABLES)
    for place in ("runs", "restricted"):
        for name in ("r1", "r2"):
            folder = home.settings.home / place / name
            folder.mkdir(parents=True)
            (folder / "mart.csv").write_text(home.pseudonym(JANE), encoding="utf-8")
    (home.settings.home / "current").symlink_to(Path("runs") / "r1")

    def build(settings: object, progress: object) -> Run:
        (home.settings.runs / "r3").mkdir()
        return Run(home.settings.runs / "r3")

    monkeypatch.setattr(erasing, "build", build)
    [certificate] = erase(home.settings, [CUSTOMER])
    assert [path.name for path in home.settings.runs.iterdir()] == ["r3"]
    assert holders(home.settings.home, [home.pseudonym(JANE)]) == []
    assert certificate["removed"] == ["work", "target", "logs", "run r1", "run r2"]


def test_a_build_that_fails_leaves_the_erasure_to_be_finished(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wallboard.errors import GateFailed

    home.deliver(TABLES)
    (home.settings.runs / "r1").mkdir(parents=True)
    (home.settings.home / "current").symlink_to(Path("runs") / "r1")

    def build(settings: object, progress: object) -> None:
        raise GateFailed("a test failed")

    monkeypatch.setattr(erasing, "build", build)
    with pytest.raises(GateFailed, match="run the erasure again"):
        erase(home.settings, [CUSTOMER])
    assert len(unfinished(home.settings)) == 1
    assert not (home.settings.raw / "_erased" / "certificates").exists()
    assert holders(home.settings.raw, [home.pseudonym(JANE), *JANES_WORDS]) == []
