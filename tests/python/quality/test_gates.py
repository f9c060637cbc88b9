"""Each gate on either side of its limit, and what is no finding but an error."""

from __future__ import annotations

import pandas as pd
import pytest

from wallboard.errors import WallboardError
from wallboard.quality.runner import findings, validate
from wallboard.quality.suites import Suite, load_suite
from wallboard.quality.verdict import Finding
from wallboard.settings import PROJECT_DIR

NAN = float("nan")


def failed(suite: Suite, **columns: list[float]) -> list[Finding]:
    """Failed findings of the expectations about these columns; subjects are s0, s1, …"""
    rows = len(next(iter(columns.values())))
    frame = pd.DataFrame({"subject": [f"s{row}" for row in range(rows)], **columns})
    asked = suite.about(columns)
    found = findings(asked, validate(asked, frame))
    return [finding for finding in found if finding.status == "failed"]


@pytest.mark.parametrize(
    ("name", "column", "gate", "level", "within", "beyond"),
    [
        (
            "landing/contacts",
            "started_at__unreadable_share",
            "unreadable_value",
            "warn",
            0.01,
            0.0101,
        ),
        ("landing/contacts", "contact_id__missing_share", "missing_value", "warn", 0.01, 0.0101),
        ("landing/contacts", "ended_by__unknown_share", "unknown_value", "warn", 0.01, 0.0101),
        ("landing/contacts", "channel__unknown_share", "unknown_value", "block", 0.5, 0.501),
        ("marts/kpi_daily", "service_level v1", "kpi_bounds", "block", 1.0, 1.0001),
        ("marts/kpi_daily", "service_level v1", "kpi_bounds", "block", 0.0, -0.0001),
        ("marts/kpi_daily_parts", "values_without_numerator", "kpi_parts", "block", 0, 1),
        ("marts/kpi_daily_parts", "values_without_denominator", "kpi_parts", "block", 0, 1),
        ("marts/fct_measure_daily_days", "arrivals", "missing_day", "warn", 1, 0),
        ("marts/fct_measure_daily_volume", "spreads_away", "usual_volume", "warn", 3.5, 3.51),
        ("marts/meta_load_audit", "quarantined_share", "quarantined_share", "warn", 0.01, 0.0101),
        ("marts/meta_load_audit", "quarantined_share", "quarantined_share", "block", 0.05, 0.0501),
        ("marts/meta_load_audit", "is_rejected", "rejected_file", "warn", 0, 1),
        ("marts/meta_freshness", "is_late", "freshness", "warn", 0, 1),
        ("marts/meta_freshness", "hours_ahead", "future_event", "block", 24, 25),
    ],
)
def test_a_gate_holds_at_its_limit_and_fails_beyond(
    name: str, column: str, gate: str, level: str, within: float, beyond: float
) -> None:
    suite = load_suite(PROJECT_DIR, name)
    held = {(finding.gate, finding.level) for finding in failed(suite, **{column: [within, NAN]})}
    assert (gate, level) not in held
    found = failed(suite, **{column: [within, beyond]})
    assert (gate, level) in {(finding.gate, finding.level) for finding in found}


def test_a_finding_says_what_was_seen_where() -> None:
    suite = load_suite(PROJECT_DIR, "marts/meta_load_audit")
    [warning, block] = sorted(
        failed(suite, quarantined_share=[0.0, 0.07, NAN]), key=lambda each: each.level, reverse=True
    )
    assert (warning.level, block.level) == ("warn", "block")
    assert block.blocks and not warning.blocks
    assert str(block) == "quarantined_share: s1: quarantined_share is 0.07, not at most 0.05"


def test_a_kpi_out_of_bounds_is_one_finding_under_its_id() -> None:
    [found] = failed(
        load_suite(PROJECT_DIR, "marts/kpi_daily"), **{"service_level v1": [-0.5, 1.5]}
    )
    assert (found.subject, found.observed) == ("service_level", "-0.5, 1.5")


def test_what_holds_is_told_once_an_expectation() -> None:
    suite = load_suite(PROJECT_DIR, "marts/meta_freshness")
    frame = pd.DataFrame({"subject": ["s", "t"], "is_late": [0, 0], "hours_ahead": [0, 24]})
    found = findings(suite, validate(suite, frame))
    assert [(each.status, each.observed) for each in found] == [("passed", None)] * 2


def test_an_expectation_that_raises_is_an_error() -> None:
    suite = load_suite(PROJECT_DIR, "marts/meta_freshness")
    text = pd.DataFrame({"subject": ["s"], "is_late": ["no number"], "hours_ahead": [0]})
    with pytest.raises(WallboardError, match=r"is_late could not be evaluated.*freshness") as error:
        validate(suite, text)
    assert error.value.exit_code == 1


def test_a_frame_without_the_column_is_an_error() -> None:
    suite = load_suite(PROJECT_DIR, "marts/meta_freshness")
    with pytest.raises(WallboardError, match="no column is_late"):
        validate(suite, pd.DataFrame({"subject": ["s"]}))


def test_an_expectation_nobody_knows_is_an_error() -> None:
    [one, *_] = load_suite(PROJECT_DIR, "marts/meta_freshness").expectations
    suite = Suite("odd", ({**one, "type": "expect_the_unexpected"},))
    with pytest.raises(WallboardError, match="odd: not every expectation was answered"):
        validate(suite, pd.DataFrame({"subject": ["s"], "is_late": [0]}))


def test_a_suite_never_rendered_is_an_error() -> None:
    with pytest.raises(WallboardError, match="wallboard render"):
        load_suite(PROJECT_DIR, "marts/nothing")
