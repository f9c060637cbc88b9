"""The call log's staging: hand-written calls in both written forms."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from staged import Staged, land, person

COLUMNS = [
    "vru+line",
    "call_id",
    "customer_id",
    "priority",
    "type",
    "date",
    "vru_entry",
    "vru_exit",
    "vru_time",
    "q_start",
    "q_exit",
    "q_time",
    "outcome",
    "ser_start",
    "ser_exit",
    "ser_time",
    "server",
]
NONE = ("0:00:00", "0:00:00", "0")
OUTPUTS = ("contacts", "queue_segments", "agent_segments")


def call(
    number: int,
    ivr: tuple[str, str, str] = ("9:00:00", "9:00:10", "10"),
    queue: tuple[str, str, str] = NONE,
    outcome: str = "HANG",
    service: tuple[str, str, str] = NONE,
    server: str = "NO_SERVER",
    date: str = "1999-08-02",
    customer: str = "0",
) -> list[str]:
    """One row of the log."""
    key = ["AA0101", str(number), customer, "0", "PS", date]
    return [*key, *ivr, *queue, outcome, *service, server]


LEFT_IN_IVR = call(1)
ANSWERED_AT_ONCE = call(2, outcome="AGENT", service=("9:00:09", "9:01:09", "60"), server="AVI")
WAITED = call(
    3, ("9:00:00", "9:00:10", "10"), ("9:00:10", "9:00:30", "20"), "AGENT",
    ("9:00:30", "9:02:30", "120"), "DORIT", customer="77",
)  # fmt: skip
ABANDONED = call(4, queue=("9:00:10", "9:01:10", "60"))
OVER_MIDNIGHT = call(
    5, ("23:58:00", "23:58:10", "10"), ("23:58:10", "0:01:10", "180"), "AGENT",
    ("0:01:09", "0:02:09", "60"), "AVI",
)  # fmt: skip
MIDNIGHT_BETWEEN = call(
    6, ("23:59:51", "23:59:51", "0"), NONE, "AGENT", ("0:00:01", "0:00:20", "19"), "AVI"
)
MIDNIGHT_IN_SERVICE = call(
    7, ("23:42:51", "23:43:07", "16"), NONE, "AGENT", ("23:43:07", "0:05:34", "1347"), "AVI"
)
CALLS = [
    LEFT_IN_IVR, ANSWERED_AT_ONCE, WAITED, ABANDONED,
    OVER_MIDNIGHT, MIDNIGHT_BETWEEN, MIDNIGHT_IN_SERVICE,
]  # fmt: skip


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    """Comma-separated, leading blank column, CRLF, dates YYYY-MM-DD."""
    lines = ["," + ",".join(row) for row in [COLUMNS, *rows]]
    path.write_text("\r\n".join([*lines, ""]), newline="")
    return path


def write_tsv(path: Path, rows: list[list[str]]) -> Path:
    """Tab-separated, trailing tab, CRLF, dates YYMMDD."""
    short = [[*row[:5], row[5].replace("-", "")[2:], *row[6:]] for row in rows]
    lines = ["\t".join(row) + "\t" for row in [COLUMNS, *short]]
    path.write_text("\r\n".join([*lines, ""]), newline="")
    return path


def staged(tmp_path: Path, rows: list[list[str]], timezone: str | None = None) -> Staged:
    path = write_csv(tmp_path / "calls.csv", rows)
    return Staged("anonymous_bank", land([path], "anonymous_bank", tmp_path / "home", timezone))


def only_finding(tmp_path: Path, row: list[str]) -> tuple[str, str]:
    """The one finding of a one-row log."""
    log = staged(tmp_path, [row])
    findings = log.findings()
    assert list(findings.values()) == [1], findings
    ((reason, disposition),) = findings
    kept = log.rows("select count(*) from contacts", "contacts")[0][0]
    assert kept == (1 if disposition == "flagged" else 0)
    return reason, disposition


def test_both_written_forms_give_the_same_rows(tmp_path: Path) -> None:
    comma = staged(tmp_path, CALLS)
    path = write_tsv(tmp_path / "august.txt", CALLS)
    tab = Staged("anonymous_bank", land([path], "anonymous_bank", tmp_path / "tab"))
    for table in OUTPUTS:
        # the bytes differ, so what identifies the delivery differs too
        query = f"""
            select * exclude (_batch_id, _source_file, _row_hash) from {table} order by contact_id
        """
        rows = comma.rows(query, table)
        assert rows and rows == tab.rows(query, table)
    assert comma.findings() == tab.findings()


def test_times_of_day_become_utc_in_jerusalem_summer(tmp_path: Path) -> None:
    log = staged(tmp_path, [WAITED])
    assert log.rows(
        "select contact_id, customer_id, channel, direction, started_at, ended_at, ended_by "
        "from contacts",
        "contacts",
    ) == [
        ("anonymous_bank|AA0101|3|1999-08-02", person("77"), "voice", "inbound",
         datetime(1999, 8, 2, 6, 0, 0), datetime(1999, 8, 2, 6, 2, 30), None),
    ]  # fmt: skip


def test_a_declared_zone_overrides_the_logs_own(tmp_path: Path) -> None:
    log = staged(tmp_path, [WAITED], timezone="Asia/Tokyo")
    assert log.rows("select started_at from contacts", "contacts") == [
        (datetime(1999, 8, 2, 0, 0, 0),)
    ]


def test_winter_time_is_an_hour_closer_to_utc(tmp_path: Path) -> None:
    log = staged(tmp_path, [call(1, date="1999-12-01")])
    assert log.rows("select started_at from contacts", "contacts") == [
        (datetime(1999, 12, 1, 7, 0, 0),)
    ]


def test_who_was_offered_and_who_was_served(tmp_path: Path) -> None:
    log = staged(tmp_path, CALLS)
    assert log.rows(
        "select split_part(contact_id, '|', 3), outcome, agent_id, queue_id, "
        "cast(epoch(left_at - entered_at) as integer) from queue_segments order by contact_id",
        "queue_segments",
    ) == [
        ("2", "answered", person("AVI"), "PS", 0),
        ("3", "answered", person("DORIT"), "PS", 20),
        ("4", "abandoned", None, "PS", 60),
        ("5", "answered", person("AVI"), "PS", 180),
        ("6", "answered", person("AVI"), "PS", 0),
        ("7", "answered", person("AVI"), "PS", 0),
    ]
    assert log.rows(
        "select split_part(contact_id, '|', 3), cast(epoch(disconnected_at - connected_at) "
        "as integer) from agent_segments order by contact_id",
        "agent_segments",
    ) == [("2", 60), ("3", 120), ("5", 60), ("6", 19), ("7", 1347)]


@pytest.mark.parametrize(
    ("row", "connected_at"),
    [
        (OVER_MIDNIGHT, datetime(1999, 8, 2, 21, 1, 9)),
        (MIDNIGHT_BETWEEN, datetime(1999, 8, 2, 21, 0, 1)),
        (MIDNIGHT_IN_SERVICE, datetime(1999, 8, 2, 20, 43, 7)),
    ],
)
def test_spells_roll_over_midnight(tmp_path: Path, row: list[str], connected_at: datetime) -> None:
    log = staged(tmp_path, [row])
    assert log.rows("select connected_at from agent_segments", "agent_segments") == [
        (connected_at,)
    ]
    assert log.findings()["SPELL_OVER_MIDNIGHT", "flagged"] == 1


def test_a_wait_that_ends_on_the_stroke_of_midnight_is_a_wait(tmp_path: Path) -> None:
    log = staged(tmp_path, [call(1, ("23:59:00", "23:59:10", "10"), ("23:59:10", "0:00:00", "50"))])
    assert log.rows(
        "select cast(epoch(left_at - entered_at) as integer) from queue_segments", "queue_segments"
    ) == [(50,)]


SERVED = ("9:00:10", "9:00:40", "30")


@pytest.mark.parametrize(
    ("row", "reason", "disposition"),
    [
        (call(1, outcome="PHANTOM"), "PHANTOM", "quarantined"),
        (call(1, ("9:02:00", "9:00:33", "-87")), "NEGATIVE_IVR_TIME", "flagged"),
        (call(1, outcome="AGENT", service=SERVED), "AGENT_WITHOUT_SERVER", "flagged"),
        (call(1, outcome="AGENT", server="AVI"), "AGENT_ZERO_SERVICE", "flagged"),
        (call(1, outcome="HANG", service=SERVED), "HANG_WITH_SERVICE", "flagged"),
        (
            call(1, outcome="AGENT", service=("9:00:10", "13:00:11", "14401"), server="AVI"),
            "LONG_SERVICE",
            "flagged",
        ),
        (
            call(1, queue=("9:00:10", "9:00:30", "20"), outcome="AGENT",
                 service=("9:00:29", "9:00:59", "30"), server="AVI"),
            "SERVICE_BEFORE_QUEUE_END",
            "flagged",
        ),
        (call(1, queue=("9:00:10", "9:00:30", "21")), "DURATION_MISMATCH", "flagged"),
        (call(1, date="1999-13-02"), "CAST:date", "quarantined"),
        (call(1, date="99-08"), "CAST:date", "quarantined"),
        (call(1, outcome="BUSY"), "CAST:outcome", "quarantined"),
        (call(1, ("25:00:00", "9:00:10", "10")), "CAST:vru_entry", "quarantined"),
        (call(1, queue=("9:00:10", "9h", "20")), "CAST:q_exit", "quarantined"),
        (call(1, queue=("9:00:10", "9:00:30", "x")), "CAST:q_time", "quarantined"),
    ],
)  # fmt: skip
def test_each_fault_is_named(tmp_path: Path, row: list[str], reason: str, disposition: str) -> None:
    assert only_finding(tmp_path, row) == (reason, disposition)


def test_a_service_of_exactly_four_hours_is_not_long(tmp_path: Path) -> None:
    row = call(1, outcome="AGENT", service=("9:00:10", "13:00:10", "14400"), server="AVI")
    assert staged(tmp_path, [row]).findings() == {}


def test_a_negative_ivr_time_does_not_start_the_call_late(tmp_path: Path) -> None:
    log = staged(tmp_path, [call(1, ("9:02:00", "9:00:33", "-87"))])
    assert log.rows("select started_at, ended_at from contacts", "contacts") == [
        (datetime(1999, 8, 2, 6, 0, 33), datetime(1999, 8, 2, 6, 2, 0))
    ]


def test_the_same_number_on_two_units_is_two_calls(tmp_path: Path) -> None:
    log = staged(tmp_path, [LEFT_IN_IVR, ["AA0102", *LEFT_IN_IVR[1:]]])
    assert log.findings() == {}
    assert log.rows("select count(distinct contact_id) from contacts", "contacts") == [(2,)]


def test_a_served_call_without_server_keeps_its_service(tmp_path: Path) -> None:
    log = staged(tmp_path, [call(1, outcome="AGENT", service=SERVED)])
    assert log.rows("select agent_id from agent_segments", "agent_segments") == [("(unknown)",)]
    assert log.rows("select agent_id from queue_segments", "queue_segments") == [(None,)]
