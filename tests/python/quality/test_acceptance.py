"""What blocks, what warns, and what passes because somebody said so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from wallboard.errors import GateFailed, UsageError
from wallboard.quality import Acceptance, Finding, Verdict, let_pass
from wallboard.settings import Settings

NOBODY = Acceptance()
ANA = Acceptance(("quarantined_share",), "Ana", "the exchange was replaced that day")
BLOCK = Finding(
    gate="quarantined_share",
    subject="native contacts: a.csv [b1]",
    rule="quarantined_share",
    level="block",
    status="failed",
    observed="0.07",
    expected="at most 0.05",
)
WARNING = replace(BLOCK, gate="usual_volume", level="warn")
HELD = replace(BLOCK, status="passed", observed=None)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty home."""
    return Settings(home=tmp_path)


def test_a_blocking_finding_says_what_to_do(settings: Settings) -> None:
    with pytest.raises(GateFailed) as failure:
        let_pass(settings, [HELD, BLOCK, WARNING], NOBODY)
    said = str(failure.value)
    assert failure.value.exit_code == 4
    for part in ("native contacts: a.csv [b1]", "0.07", "at most 0.05", "nothing was published"):
        assert part in said
    assert "--accept quarantined_share --by NAME --because TEXT" in said
    assert "usual_volume" not in said
    [pages] = [line.split(": ", 1)[1] for line in said.splitlines() if "index.html" in line]
    assert "<strong>blocked</strong>" in Path(pages).read_text(encoding="utf-8")


def test_a_warning_does_not_block(settings: Settings) -> None:
    assert let_pass(settings, [HELD, WARNING], NOBODY) == [HELD, WARNING]


def test_what_is_accepted_carries_who_and_why(settings: Settings) -> None:
    [held, block, warning] = let_pass(settings, [HELD, BLOCK, WARNING], ANA)
    assert (held, warning) == (HELD, WARNING)
    assert (block.status, block.accepted_by, block.accepted_because) == (
        "accepted",
        "Ana",
        "the exchange was replaced that day",
    )
    assert str(block).endswith("accepted by Ana: the exchange was replaced that day")


def test_it_stays_accepted_as_long_as_the_same_is_found(settings: Settings) -> None:
    let_pass(settings, [BLOCK], ANA)
    [again] = let_pass(settings, [BLOCK], NOBODY)
    assert (again.status, again.accepted_by) == ("accepted", "Ana")
    for other in (
        replace(BLOCK, observed="0.08"),
        replace(BLOCK, subject="native contacts: b.csv [b2]"),
    ):
        with pytest.raises(GateFailed):
            let_pass(settings, [other], NOBODY)
    [entry] = json.loads((settings.raw / "_accepted.json").read_text(encoding="utf-8"))
    assert (entry["gate"], entry["by"]) == ("quarantined_share", "Ana")
    assert entry["accepted_at"]


def test_another_gate_is_not_accepted_with_it(settings: Settings) -> None:
    with pytest.raises(GateFailed, match="kpi_bounds"):
        let_pass(settings, [BLOCK, replace(BLOCK, gate="kpi_bounds")], ANA)


def test_a_warning_may_be_accepted_too(settings: Settings) -> None:
    [found] = let_pass(settings, [WARNING], replace(ANA, gates=("usual_volume",)))
    assert found.status == "accepted"


@pytest.mark.parametrize(
    ("gates", "by", "because"),
    [
        (("kpi_bounds",), "", "why"),
        (("kpi_bounds",), "Ana", "  "),
        ((), "Ana", "why"),
        ((), "", "why"),
    ],
)
def test_who_and_why_belong_to_a_gate(gates: tuple[str, ...], by: str, because: str) -> None:
    with pytest.raises(UsageError, match="--by"):
        Acceptance(gates, by, because)


def test_a_gate_must_exist(settings: Settings) -> None:
    Acceptance(("kpi_bounds",), "Ana", "why").check(settings)
    with pytest.raises(UsageError, match="no such gate; the gates are freshness, future_event"):
        Acceptance(("kpi_bound",), "Ana", "why").check(settings)


@pytest.mark.parametrize(
    ("findings", "badge"),
    [
        ([], "passed"),
        ([HELD], "passed"),
        ([HELD, WARNING], "warned"),
        ([HELD, WARNING, replace(BLOCK, status="accepted")], "accepted"),
    ],
)
def test_the_badge_is_the_gravest(findings: list[Finding], badge: str) -> None:
    assert Verdict(tuple(findings), None).badge == badge
