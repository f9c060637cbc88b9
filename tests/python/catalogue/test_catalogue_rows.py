"""Rows of the catalogue refuse to be wrong, and say which row and why."""

from dataclasses import replace
from datetime import date

import pytest

from wallboard.catalogue import Kpi, Measure, Notes
from wallboard.catalogue_rows import DIVIDED_KINDS, PLAIN_KINDS

SHARE = Kpi(
    kpi_id="answer_rate",
    dictionary_no="K42",
    kind="ratio",
    family="efficiency",
    theme="accessibility",
    numerator="answered",
    denominator="offered_closed",
    per=1,
    quantile=None,
    top_members=None,
    unit="share",
    better="higher",
    floor=0,
    ceiling=1,
    sliceable_by=("site_id", "queue_id"),
    cohort="queue entry",
    min_sample=None,
    business_hours=False,
    reading="base",
    source="S4",
    legacy24_no=20,
    legacy24_status="reconstructed",
    appraisal_ok=False,
    status="certified",
    definition_version=1,
    valid_from=date(2000, 1, 1),
    valid_to=None,
    owner="wallboard",
    name_en="Answer rate",
    name_zh="接通率",
    formula="answered ÷ offered and closed",
)
PERCENTILE = replace(SHARE, kind="percentile", denominator="", quantile=0.9, unit="s", ceiling=None)
WAIT = Measure("wait_answered_ms", "queue", "ms", "sum", "waits of answered segments")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"kind": "median"}, "unknown kind"),
        ({"family": "cost"}, "unknown family"),
        ({"unit": "percent"}, "unknown unit"),
        ({"better": "more"}, "unknown better"),
        ({"reading": "loose"}, "unknown reading"),
        ({"status": "draft"}, "unknown status"),
        ({"sliceable_by": ("agent_id",)}, "unknown slice 'agent_id'"),
        ({"sliceable_by": ("channel", "channel")}, "named twice"),
        ({"floor": 1.0}, "floor 1.0 is not below ceiling 1"),
        ({"floor": 2.0}, "floor 2.0 is not below ceiling 1"),
        ({"ceiling": None}, "a share runs from 0 to 1"),
        ({"denominator": "answered"}, "the same measure"),
        ({"numerator": ""}, "numerator is empty"),
        ({"name_zh": ""}, "name_zh is empty"),
        ({"owner": ""}, "owner is empty"),
        ({"quantile": 0.9}, "has a quantile"),
        ({"per": 0}, "start at 1"),
        ({"definition_version": 0}, "start at 1"),
        ({"min_sample": 0}, "min_sample 0 is below 1"),
        ({"legacy24_no": None}, "go together"),
        ({"legacy24_status": ""}, "go together"),
        ({"legacy24_status": "guessed"}, "unknown legacy24_status"),
        ({"valid_to": date(2000, 1, 1)}, "is not after valid_from"),
    ],
)
def test_a_wrong_kpi_is_refused(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"answer_rate: .*{complaint}"):
        replace(SHARE, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", DIVIDED_KINDS)
def test_a_divided_kind_needs_a_denominator(kind: str) -> None:
    replace(SHARE, kind=kind)
    with pytest.raises(ValueError, match=f"kind {kind} needs a denominator"):
        replace(SHARE, kind=kind, denominator="")


@pytest.mark.parametrize("kind", PLAIN_KINDS)
def test_a_plain_kind_has_no_denominator(kind: str) -> None:
    extra = {
        "quantile": 0.5 if kind == "percentile" else None,
        "top_members": 3 if kind == "concentration" else None,
    }
    replace(SHARE, kind=kind, denominator="", **extra)
    with pytest.raises(ValueError, match=f"kind {kind} has no denominator"):
        replace(SHARE, kind=kind, **extra)


@pytest.mark.parametrize("quantile", [None, 0.0, 1.0, -0.1, 90.0])
def test_a_percentile_needs_a_quantile_inside_0_and_1(quantile: float | None) -> None:
    with pytest.raises(ValueError, match="quantile"):
        replace(PERCENTILE, quantile=quantile)


def test_a_kpi_knows_its_measures() -> None:
    assert SHARE.measures == ("answered", "offered_closed")
    assert PERCENTILE.measures == ("answered",)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"process": "sales"}, "unknown process"),
        ({"unit": "s"}, "unknown unit"),
        ({"aggregation": "avg"}, "unknown aggregation"),
        ({"unit": "count"}, "suffix _ms"),
        ({"measure_id": "wait_answered"}, "suffix _ms"),
        ({"description": ""}, "no description"),
    ],
)
def test_a_wrong_measure_is_refused(change: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(WAIT, **change)


def test_a_duration_is_named_in_seconds_in_a_mart() -> None:
    assert WAIT.column == "wait_answered_seconds"
    assert replace(WAIT, measure_id="answered", unit="count").column == "answered"


@pytest.mark.parametrize("position", range(1, 8))
def test_notes_are_complete_and_in_both_languages(position: int) -> None:
    texts = ["answer_rate", *(f"text {number}" for number in range(1, 8))]
    Notes(*texts)
    texts[position] = ""
    with pytest.raises(ValueError, match="answer_rate"):
        Notes(*texts)
