"""A year of incidents, from ServiceNow's log to `wallboard kpi`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wallboard.runs import current_run
from wallboard.settings import Settings

INCIDENTS = 24_918
RESOLVED = 23_362
# Worked out of the log by plain SQL: value, and what it is over.
FIGURES = {
    "ticket_volume": (INCIDENTS, None),
    "tickets_reopened": (275, None),
    "full_resolution_time_avg": (pytest.approx(178.172 * 3600, abs=3.6), RESOLVED),
    "full_resolution_time_p50": (pytest.approx(22.1 * 3600, rel=0.02), RESOLVED),
    "sla_attainment_rate": (pytest.approx(0.63420, abs=5e-6), INCIDENTS),
    "fcr_single_assignment": (pytest.approx(0.54126, abs=5e-6), INCIDENTS),
}
ANOMALIES = {
    ("CLOSED_WITHOUT_RESOLUTION", "flagged"): 1_556,
    ("UNKNOWN_STATE", "flagged"): 5,
    ("UPDATED_BEFORE_OPENED", "flagged"): 5,
    ("CHANNEL_CHANGED", "flagged"): 5,
    ("LEFT_WITHOUT_REOPENING", "flagged"): 1,
}


@pytest.mark.parametrize("kpi_id", sorted(FIGURES))
def test_figure(incidents: Settings, ask: Callable[..., Any], kpi_id: str) -> None:
    row = ask(incidents, kpi_id)[kpi_id]
    value, denominator = FIGURES[kpi_id]
    assert row["value"] == value
    assert row["denominator"] == denominator


def test_what_the_log_does_not_know_has_no_value(
    incidents: Settings, ask: Callable[..., Any]
) -> None:
    for kpi_id in ("sla_first_reply_attainment_rate", "contact_volume", "volume_trend"):
        assert not ask(incidents, kpi_id)[kpi_id]["value"], kpi_id


def test_every_row_is_accepted_and_what_is_odd_is_named(incidents: Settings) -> None:
    with current_run(incidents).connect() as connection:
        rows = connection.execute(
            "select reason_code, disposition, rows_found from meta_load_anomaly"
        ).fetchall()
        audit = connection.execute(
            "select rows_read, rows_accepted, rows_quarantined, rows_duplicate from meta_load_audit"
        ).fetchall()
    assert {row[:2]: row[2] for row in rows} == ANOMALIES
    assert audit == [(141_712, 141_712, 0, 0)]
