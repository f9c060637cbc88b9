"""Rows that count in spite of something odd are named, counted and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from findings.conftest import Open

CONTACTS = "contact_id,source_system,channel,started_at,ended_at\n"
MESSAGES = "message_id,contact_id,sent_at,author_type\n"
STATES = "state_id,agent_id,state,entered_at,left_at\n"
SEGMENTS = "segment_id,contact_id,agent_id,connected_at,disconnected_at\n"
ACCEPTED = "select sum(rows_accepted) from meta_load_audit"
QUEUES = "queue_id,valid_from,calendar_id\n"


def contact(name: str, started: str, ended: str = "", channel: str = "chat") -> str:
    """One row of contacts."""
    return f"{name},crm,{channel},{started},{ended}\n"


def test_an_end_just_before_its_start_is_clamped_and_told(centre: Open) -> None:
    home = centre()
    rows = [
        contact("at_once", "2025-01-08T09:00:00Z", "2025-01-08T09:00:00Z"),
        contact("one_early", "2025-01-08T09:00:00Z", "2025-01-08T08:59:59.999Z"),
        contact("tolerated", "2025-01-08T09:00:00Z", "2025-01-08T08:59:55Z"),
        contact("too_early", "2025-01-08T09:00:00Z", "2025-01-08T08:59:54.999Z"),
    ]
    home.deliver(contacts=CONTACTS + "".join(rows))
    assert home.findings() == {
        ("contacts", "CLOCK_SKEW", "ended_at"): 2,
        ("contacts", "NEGATIVE_DURATION", "ended_at"): 1,
    }


@pytest.mark.parametrize(
    ("zone", "times", "expected"),
    [
        (
            "America/New_York",
            ["2024-03-10 01:59:59", "2024-03-10 02:00:00", "2024-03-10 02:59:59"],
            {"TZ_NONEXISTENT": 2},
        ),
        ("America/New_York", ["2024-03-10 03:00:00", "2024-03-09 02:30:00"], {}),
        (
            "America/New_York",
            ["2024-11-03 00:59:59", "2024-11-03 01:00:00", "2024-11-03 01:59:59"],
            {"TZ_AMBIGUOUS": 2},
        ),
        ("America/New_York", ["2024-11-03 02:00:00", "2024-11-03T01:30:00-04:00"], {}),
        (
            "Australia/Lord_Howe",
            ["2024-04-07 01:30:00", "2024-04-07 01:29:59"],
            {"TZ_AMBIGUOUS": 1},
        ),
        ("America/Sao_Paulo", ["2018-11-04 00:30:00"], {"TZ_NONEXISTENT": 1}),
        ("America/Sao_Paulo", ["2018-02-17 23:30:00", "2018-02-17 22:59:59"], {"TZ_AMBIGUOUS": 1}),
        ("Asia/Shanghai", ["2024-03-10 02:30:00", "2024-11-03 01:30:00"], {}),
    ],
)
def test_times_that_come_twice_or_never(
    centre: Open, zone: str, times: list[str], expected: dict[str, int]
) -> None:
    home = centre()
    rows = "".join(contact(f"c{number}", time) for number, time in enumerate(times))
    home.deliver(zone, contacts=CONTACTS + rows)
    named = {("contacts", reason, "started_at"): count for reason, count in expected.items()}
    assert home.findings() == named
    assert home.ask(ACCEPTED, "meta_load_audit") == [(len(times),)]


def test_values_outside_the_list_are_counted_and_so_are_their_kinds(centre: Open) -> None:
    home = centre()
    channels = ["chat", " CHAT ", "", "fax", "pigeon", "Pigeon", "smoke"]
    rows = [
        contact(f"c{n}", "2025-01-08T09:00:00Z", channel=channel)
        for n, channel in enumerate(channels)
    ]
    home.deliver(contacts=CONTACTS + "".join(rows))
    found = home.ask(
        "select field, rows_found, values_found from meta_load_anomaly "
        "where reason_code = 'UNKNOWN_VALUE'",
        "meta_load_anomaly",
    )
    assert found == [("channel", 3, 2)]


def test_an_orphan_is_kept_and_finds_its_parent_later(centre: Open) -> None:
    home = centre()
    at = "2025-01-08T09:00:00Z"
    home.deliver(
        contacts=CONTACTS + contact("known", at),
        messages=MESSAGES + f"m1,known,{at},customer\nm2,lost,{at},customer\n",
    )
    orphan = ("messages", "ORPHAN", "contact_id")
    assert home.findings() == {orphan: 1}
    assert home.ask(ACCEPTED, "meta_load_audit") == [(3,)]
    home.deliver(contacts=CONTACTS + contact("lost", at))
    assert home.findings() == {}


def test_nobody_is_an_orphan_where_parents_are_not_delivered(centre: Open) -> None:
    home = centre()
    at = "2025-01-08T09:00:00Z"
    home.deliver(
        contacts=CONTACTS + contact("c1", at), agent_segments=SEGMENTS + f"s1,c1,a1,{at},{at}\n"
    )
    assert home.findings() == {}
    home.deliver(agents="agent_id,valid_from\na2,2020-01-01T00:00:00Z\n")
    assert home.findings() == {("agent_segments", "ORPHAN", "agent_id"): 1}


def test_a_finding_of_a_replaced_row_is_gone(centre: Open) -> None:
    home = centre()
    head = "contact_id,source_system,channel,started_at,source_updated_at\n"
    home.deliver(contacts=head + "c1,crm,pigeon,2025-01-08T09:00:00Z,2025-01-08T10:00:00Z\n")
    assert home.findings() == {("contacts", "UNKNOWN_VALUE", "channel"): 1}
    home.deliver(contacts=head + "c1,crm,chat,2025-01-08T09:00:00Z,2025-01-08T11:00:00Z\n")
    assert home.findings() == {}


@pytest.mark.parametrize(
    ("first_day", "reason"),
    [
        ("2025-06-07", None),
        ("2025-06-06", "LATE"),
        ("2024-05-06", "LATE"),
        ("2024-05-05", "BEYOND_WINDOW"),
    ],
)
def test_events_that_come_after_newer_ones(
    centre: Open, first_day: str, reason: str | None
) -> None:
    """The newest event before was on 10 June; 3 days back is in time, 400 within the window."""
    home = centre()
    home.deliver(contacts=CONTACTS + contact("newest", "2025-06-10T23:00:00Z"))
    home.deliver(contacts=CONTACTS + contact("late", f"{first_day}T00:00:00Z"))
    assert home.findings() == ({("contacts", reason, "(none)"): 1} if reason else {})


def test_files_of_one_delivery_are_not_late_for_each_other(centre: Open) -> None:
    home = centre()
    home.deliver(
        contacts=CONTACTS + contact("newest", "2025-06-10T23:00:00Z"),
        **{"contacts-old": CONTACTS + contact("oldest", "2020-06-10T23:00:00Z")},
    )
    assert home.ask("select count(*) from meta_load_audit", "meta_load_audit") == [(2,)]
    assert home.findings() == {}


def test_agents_in_two_states_at_once_and_without_a_logout(centre: Open) -> None:
    home = centre()
    day = "2025-01-08T"
    home.deliver(
        agent_states=STATES
        + f"s1,a1,available,{day}09:00:00Z,{day}10:00:00Z\n"
        + f"s2,a1,handling,{day}10:00:00Z,{day}11:00:00Z\n"
        + f"s3,a1,break,{day}10:59:59.999Z,{day}11:30:00Z\n"
        + f"s4,a2,available,{day}09:00:00Z,\n"
        + f"s5,a2,available,{day}12:00:00Z,\n"
        + f"s6,a3,available,{day}09:00:00Z,{day}12:00:00Z\n"
    )
    assert home.findings() == {
        ("agent_states", "OVERLAP", "entered_at"): 1,
        ("agent_states", "NO_LOGOUT", "left_at"): 1,
    }


@pytest.mark.parametrize(("last_day", "days"), [("2026-12-31", 0), ("2027-01-02", 2)])
def test_business_hours_beyond_the_published_holidays(
    centre: Open, last_day: str, days: int
) -> None:
    """China publishes a year's holidays in the autumn before: 2027 is an estimate."""
    home = centre()
    home.deliver(
        contacts=CONTACTS
        + contact("c1", "2026-12-30T04:00:00Z")
        + contact("c2", f"{last_day}T04:00:00Z"),
        queues=QUEUES + "q1,2020-01-01T00:00:00Z,cn_office\n",
    )
    finding = ("(calendar)", "CALENDAR_ESTIMATED", "cn_office CN 2027")
    assert home.findings() == ({finding: days} if days else {})


def test_what_landing_noted_is_among_the_findings(centre: Open) -> None:
    home = centre()
    row = "c1,c\x01rm,chat,2025-01-08T09:00:00Z,,gold\n"
    home.deliver(contacts=CONTACTS.replace("\n", ",loyalty\n") + row, tickets="")
    assert home.findings() == {
        ("contacts", "CTRL_STRIPPED", "(none)"): 1,
        ("contacts", "UNKNOWN_COLUMN", "loyalty"): 1,
        ("tickets", "EMPTY_INPUT", "(none)"): 1,
    }


def test_a_file_without_a_zone_is_refused_and_named(centre: Open) -> None:
    home = centre()
    refusal = home.deliver(contacts=CONTACTS + contact("c1", "2025-01-08 09:00:00"))
    assert "--timezone" in refusal
    assert home.findings() == {("contacts", "NO_TIMEZONE", "(none)"): 1}
