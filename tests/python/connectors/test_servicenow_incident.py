"""The incident log's staging: hand-written changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from staged import DATA, STAGING, Staged, land, person

LOG = DATA / "uci_incident" / "incident_event_log.csv.gz"
DECLARED = yaml.safe_load(
    (STAGING / "servicenow_incident" / "_servicenow_incident.yml").read_text(encoding="utf-8")
)
COLUMNS = [column["name"] for column in DECLARED["sources"][0]["tables"][0]["columns"]]
EVENTS = """
    select strftime(occurred_at, '%d %H:%M'), coalesce(status, priority, event_type)
    from ticket_events where event_type in ({}) order by occurred_at, event_id
"""


def change(count: int, state: str, when: str, **other: str) -> dict[str, str]:
    """Change number ``count`` of incident 7, opened on 3 March 2025 at 09:00, never resolved."""
    row = {
        "number": "7",
        "incident_state": state,
        "sys_mod_count": str(count),
        "reassignment_count": "0",
        "reopen_count": "0",
        "made_sla": "true",
        "opened_at": "3/3/2025 9:00",
        "sys_updated_at": when,
        "contact_type": "Phone",
        "priority": "3",
        "assignment_group": "56",
    }
    return row | other


def staged(
    tmp_path: Path, *changes: dict[str, str], timezone: str | None = "UTC", header: str = ""
) -> Staged:
    lines = [header or ",".join(COLUMNS)]
    lines += [",".join(row.get(name, "?") for name in COLUMNS) for row in changes]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Staged(
        "servicenow_incident", land([path], "servicenow_incident", tmp_path / "home", timezone)
    )


def told(log: Staged, *kinds: str) -> list[tuple[Any, ...]]:
    """Day and time of the events of these types, with what they say."""
    return log.rows(EVENTS.format(", ".join(f"'{kind}'" for kind in kinds)), "ticket_events")


RESOLVED = {"resolved_at": "3/3/2025 11:00", "closed_at": "8/3/2025 12:00"}


def test_states_count_when_they_change_and_the_end_as_it_is_told(tmp_path: Path) -> None:
    log = staged(
        tmp_path,
        change(0, "New", "3/3/2025 9:05", **RESOLVED),
        change(1, "Active", "3/3/2025 9:10", **RESOLVED),
        change(2, "Active", "3/3/2025 9:20", **RESOLVED),
        change(3, "Awaiting User Info", "3/3/2025 9:30", **RESOLVED),
        change(4, "Awaiting Vendor", "3/3/2025 9:40", **RESOLVED),
        change(5, "Resolved", "3/3/2025 10:00", **RESOLVED),
        change(6, "Closed", "8/3/2025 12:00", **RESOLVED),
    )
    assert told(log, "status") == [
        ("03 09:05", "new"),
        ("03 09:10", "open"),
        ("03 09:30", "pending"),
        ("03 09:40", "hold"),
        ("03 10:00", "solved"),
        ("03 11:00", "solved"),
        ("08 12:00", "closed"),
    ]


def test_changes_of_one_minute_keep_their_order(tmp_path: Path) -> None:
    minute = "3/3/2025 11:00"
    log = staged(
        tmp_path,
        change(2, "Resolved", minute, **RESOLVED),
        change(10, "Closed", "8/3/2025 12:00", **RESOLVED),
        change(1, "Active", minute, **RESOLVED),
    )
    assert [status for _, status in told(log, "status")] == ["open", "solved", "closed"]


def test_a_state_after_the_end_is_a_reopening_only_if_it_was_counted(tmp_path: Path) -> None:
    log = staged(
        tmp_path,
        change(0, "Resolved", "3/3/2025 10:00", **RESOLVED),
        change(1, "New", "3/3/2025 10:05", **RESOLVED),
        change(2, "Resolved", "3/3/2025 10:06", **RESOLVED),
        change(3, "Active", "3/3/2025 10:10", reopen_count="1", **RESOLVED),
        change(4, "Resolved", "3/3/2025 11:00", reopen_count="1", **RESOLVED),
        change(5, "Closed", "8/3/2025 12:00", reopen_count="1", **RESOLVED),
    )
    assert [status for _, status in told(log, "status") if status in ("new", "open")] == ["open"]
    assert log.findings() == {("LEFT_WITHOUT_REOPENING", "flagged"): 1}


def test_without_a_time_of_resolution_the_incident_is_only_closed(tmp_path: Path) -> None:
    closed = {"closed_at": "8/3/2025 12:00"}
    log = staged(
        tmp_path,
        change(0, "Resolved", "3/3/2025 10:00", **closed),
        change(1, "Closed", "8/3/2025 11:59", made_sla="false", **closed),
    )
    assert told(log, "status") == [("03 10:00", "closed"), ("08 12:00", "closed")]
    assert log.findings() == {("CLOSED_WITHOUT_RESOLUTION", "flagged"): 1}
    query = "select metric, fulfilled_at, is_breached from sla_instances"
    assert log.rows(query, "sla_instances") == [("resolution", datetime(2025, 3, 8, 12, 0), True)]


def test_each_rise_of_the_count_is_an_assignment(tmp_path: Path) -> None:
    log = staged(
        tmp_path,
        change(0, "New", "3/3/2025 9:05"),
        change(1, "New", "3/3/2025 9:10", assignment_group="57"),
        change(2, "New", "3/3/2025 9:20", assignment_group="58", reassignment_count="1"),
        change(3, "New", "3/3/2025 9:30", reassignment_count="3", assigned_to="9"),
    )
    query = """
        select team_id, agent_id from ticket_events
        where event_type = 'assignment' order by event_id
    """
    prefix = "servicenow_incident|"
    assert log.rows(query, "ticket_events") == [
        (prefix + "56", None),
        (prefix + "58", None),
        (prefix + "56", prefix + person("9")),
    ]


def test_an_incident_first_seen_reassigned_is_assigned_twice(tmp_path: Path) -> None:
    log = staged(tmp_path, change(4, "Active", "3/3/2025 9:05", reassignment_count="1"))
    assert len(told(log, "assignment")) == 2


def test_the_first_priority_is_that_of_the_opening(tmp_path: Path) -> None:
    log = staged(
        tmp_path,
        change(0, "New", "3/3/2025 9:05", priority="3"),
        change(1, "New", "3/3/2025 9:10", priority="3"),
        change(2, "New", "3/3/2025 9:20", priority="1"),
    )
    assert told(log, "priority") == [("03 09:00", "normal"), ("03 09:20", "urgent")]


@pytest.mark.parametrize(
    ("contact_type", "channel"),
    [
        ("Phone", "voice"),
        ("IVR", "voice"),
        ("Email", "email"),
        ("Self service", "web"),
        ("Direct opening", "other"),
        ("Pigeon", "unknown"),
        ("?", "unknown"),
    ],
)
def test_channel(tmp_path: Path, contact_type: str, channel: str) -> None:
    log = staged(tmp_path, change(0, "New", "3/3/2025 9:05", contact_type=contact_type))
    assert log.rows("select channel from tickets", "tickets") == [(channel,)]


def test_a_ticket_is_what_the_last_change_left(tmp_path: Path) -> None:
    log = staged(
        tmp_path,
        change(1, "New", "3/3/2025 9:10", contact_type="Email", caller_id="5"),
        change(0, "-100", "3/3/2025 8:05", caller_id="4"),
    )
    query = "select ticket_id, customer_id, channel, created_at from tickets"
    caller = f"servicenow_incident|{person('5')}"
    assert log.rows(query, "tickets") == [
        ("servicenow_incident|7", caller, "email", datetime(2025, 3, 3, 9, 0))
    ]
    assert log.findings() == {
        ("UNKNOWN_STATE", "flagged"): 1,
        ("UPDATED_BEFORE_OPENED", "flagged"): 1,
        ("CHANNEL_CHANGED", "flagged"): 1,
    }


def test_columns_are_taken_by_position(tmp_path: Path) -> None:
    doubled = ",".join(name.replace("subcategory", "category") for name in COLUMNS)
    new = change(0, "New", "3/3/2025 9:05", category="55", subcategory="170")
    log = staged(tmp_path, new, header=doubled)
    assert log.rows("select issue_key from tickets", "tickets") == [("55|170",)]


def test_times_are_those_of_the_zone_named(tmp_path: Path) -> None:
    new = change(0, "New", "3/3/2025 9:05")
    log = staged(tmp_path, new, timezone="America/Sao_Paulo")
    assert log.rows("select created_at from tickets", "tickets") == [(datetime(2025, 3, 3, 12, 0),)]


def test_without_a_zone_no_time_can_be_read(tmp_path: Path) -> None:
    log = staged(tmp_path, change(0, "New", "3/3/2025 9:05"), timezone=None)
    assert log.rows("select count(*) from tickets", "tickets") == [(0,)]
    assert log.findings() == {("CAST:opened_at", "quarantined"): 1}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("number", "?"),
        ("opened_at", "2025-03-03 09:00"),
        ("sys_updated_at", "3/13/2025 9:05"),
        ("sys_mod_count", "?"),
        ("reassignment_count", "many"),
        ("reopen_count", "?"),
        ("resolved_at", "soon"),
        ("closed_at", "31/2/2025 9:00"),
    ],
)
def test_a_row_that_cannot_be_read_is_set_aside_alone(
    tmp_path: Path, column: str, text: str
) -> None:
    log = staged(
        tmp_path,
        change(0, "New", "3/3/2025 9:05"),
        change(9, "Active", "3/3/2025 9:10", **{column: text}),
    )
    assert told(log, "status") == [("03 09:05", "new")]
    assert log.findings() == {(f"CAST:{column}", "quarantined"): 1}


def test_rows_of_one_table_differ_in_their_hash(tmp_path: Path) -> None:
    log = staged(tmp_path, change(0, "Active", "3/3/2025 9:05", reassignment_count="1", **RESOLVED))
    query = "select count(*), count(distinct _row_hash) from ticket_events"
    [(rows, hashes)] = log.rows(query, "ticket_events")
    assert rows == hashes > 1


@pytest.mark.skipif(not LOG.exists(), reason="the real incident log is not at hand")
def test_the_real_log(tmp_path: Path) -> None:
    log = Staged("servicenow_incident", land([LOG], "servicenow_incident", tmp_path, "UTC"))
    query = """
        with solved as (
            select ticket_id, max(occurred_at) as solved_at
            from ticket_events where status = 'solved' group by ticket_id
        )
        select count(*), count(solved_at), avg(epoch(solved_at - created_at)), (
            select count(*) from sla_instances where not is_breached
        )
        from tickets left join solved using (ticket_id)
    """
    [(opened, solved, seconds, kept)] = log.rows(query, "tickets", "ticket_events", "sla_instances")
    assert (opened, solved) == (24_918, 23_362)
    assert seconds == pytest.approx(178.172 * 3600, abs=3.6)
    assert kept / opened == pytest.approx(0.63420, abs=5e-6)
    assert log.findings()["CLOSED_WITHOUT_RESOLUTION", "flagged"] == 1_556
