"""August 1999 of a bank, from the call log to `wallboard kpi`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wallboard.errors import UsageError
from wallboard.runs import current_run
from wallboard.settings import Settings

FIGURES = {
    "contact_volume": 41_768,
    "call_volume": 38_662,
    "abandonment_rate": pytest.approx(0.18778, abs=5e-6),
    "asa": pytest.approx(73.807, abs=1e-3),
    "service_level": pytest.approx(0.41014, abs=5e-6),
    "avg_talk_time": pytest.approx(185.135, abs=1e-3),
    "talk_time_p50": pytest.approx(111, rel=0.02),
    "talk_time_p90": pytest.approx(387, rel=0.02),
}
ANOMALIES = {
    ("PHANTOM", "quarantined"): 310,
    ("NEGATIVE_IVR_TIME", "flagged"): 18,
    ("AGENT_WITHOUT_SERVER", "flagged"): 391,
    ("AGENT_ZERO_SERVICE", "flagged"): 125,
    ("HANG_WITH_SERVICE", "flagged"): 126,
    ("SPELL_OVER_MIDNIGHT", "flagged"): 40,
    ("LONG_SERVICE", "flagged"): 1,
    ("SERVICE_BEFORE_QUEUE_END", "flagged"): 14_427,
}


@pytest.mark.parametrize("kpi_id", sorted(FIGURES))
def test_figure(bank: Settings, ask: Callable[..., Any], kpi_id: str) -> None:
    assert ask(bank, kpi_id)[kpi_id]["value"] == FIGURES[kpi_id]


def test_answered(bank: Settings, ask: Callable[..., Any]) -> None:
    row = ask(bank, "answer_rate")["answer_rate"]
    assert (row["numerator"], row["denominator"]) == (31_402, 38_662)


def test_every_anomaly_is_in_the_audit(bank: Settings) -> None:
    with current_run(bank).connect() as connection:
        rows = connection.execute(
            "select reason_code, disposition, rows_found from meta_load_anomaly"
        ).fetchall()
        audit = connection.execute(
            "select rows_read, rows_accepted, rows_quarantined, rows_duplicate from meta_load_audit"
        ).fetchall()
    assert {row[:2]: row[2] for row in rows} == ANOMALIES
    assert audit == [(42_078, 41_768, 310, 0)]


def test_a_kpi_over_queues_adds_up(bank: Settings, command: Callable[..., str]) -> None:
    lines = command(bank, "kpi", "call_volume", "--by", "queue_id", "--format", "csv").splitlines()
    column = lines[0].split(",").index("numerator")
    assert sum(int(line.split(",")[column]) for line in lines[1:]) == 38_662


def test_explain_names_what_was_left_out(bank: Settings, command: Callable[..., str]) -> None:
    page = command(bank, "explain", "service_level")
    for word in (
        "服务水平",
        "answered_in_threshold",
        "service_level_excl_short",
        "flow_out",
        "PHANTOM",
    ):
        assert word in page


def test_explain_names_the_kpis_an_index_is_made_of(
    bank: Settings, command: Callable[..., str]
) -> None:
    page = command(bank, "explain", "aht_chat_concurrency_adj")
    assert "aht_chat: (talk + hold + wrap-up) of live chats" in page
    assert "conversing_ms" in page


def test_explain_refuses_what_the_run_does_not_know(
    bank: Settings, command: Callable[..., str]
) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        command(bank, "explain", "asa", "--queue", "PSS")
    with pytest.raises(UsageError, match="outside the run's data"):
        command(bank, "explain", "asa", "--date", "2031-01-01")
    assert "not cut by queue" in command(bank, "explain", "concurrency_peak", "--queue", "PS")
