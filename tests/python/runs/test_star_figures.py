"""The STAR dialogues, from their archive to `wallboard kpi`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wallboard.runs import current_run
from wallboard.settings import Settings


def test_messages(star: Settings) -> None:
    with current_run(star).connect() as connection:
        rows = connection.execute(
            "select measure_id, sum(measure_value) from fct_measure_daily "
            "where measure_id in ('customer_messages', 'agent_messages') group by measure_id"
        ).fetchall()
    assert dict(rows) == {"customer_messages": 22_643, "agent_messages": 22_475}


def test_suggestions(star: Settings, ask: Callable[..., Any]) -> None:
    row = ask(star, "agent_suggestion_acceptance_rate")["agent_suggestion_acceptance_rate"]
    assert (row["numerator"], row["denominator"]) == (19_060, 24_079)
    assert row["value"] == pytest.approx(0.79156, abs=5e-6)


def test_first_response(star: Settings, ask: Callable[..., Any]) -> None:
    rows = ask(star, "first_response_time_avg", "first_response_time_p90")
    assert rows["first_response_time_avg"]["denominator"] == 3_355
    assert rows["first_response_time_avg"]["value"] == pytest.approx(29.530, abs=1e-3)
    assert rows["first_response_time_p90"]["value"] == pytest.approx(62, rel=0.02)


def test_every_row_of_the_archive_is_accounted_for(star: Settings) -> None:
    with current_run(star).connect() as connection:
        rows = connection.execute(
            "select table_name, rows_read = rows_accepted + rows_quarantined + rows_duplicate "
            "from meta_load_audit"
        ).fetchall()
    assert rows
    assert all(balanced for _, balanced in rows)
