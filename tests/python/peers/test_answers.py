"""Every peer that is installed gives the same whole numbers, and they are the right ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from peers.hand_centre import REPLY_GAP, SERVICE_LEVEL
from wallboard.bench.peers import PEERS, run_peers, why_missing

LOCKED = {"duckdb", "duckdb_streaming", "polars", "pandas"}  # by the locks that tests run on


def able(peer: str) -> str:
    """The peer, or skip the test with the reason why it cannot run here."""
    reason = why_missing(peer)
    if reason and peer not in LOCKED:
        pytest.skip(f"{peer}: {reason}")
    return peer


@pytest.mark.parametrize("peer", PEERS)
def test_the_answers_worked_out_by_hand(peer: str, hand_centre: Path, work: Path) -> None:
    run_peers(hand_centre, work, [able(peer)])
    assert (work / peer / "reply_gap.csv").read_text() == REPLY_GAP
    assert (work / peer / "service_level.csv").read_text() == SERVICE_LEVEL


# Spark takes half a minute to begin, and one time is enough for the tests.
@pytest.mark.parametrize("peer", [each for each in PEERS if each not in ("duckdb", "spark")])
def test_a_generated_centre_looks_the_same_to_all(
    peer: str, small_centre: Path, work: Path
) -> None:
    run_peers(small_centre, work, ["duckdb", able(peer)])
    for question in ("reply_gap", "service_level"):
        lines = (work / peer / f"{question}.csv").read_text().splitlines()
        assert lines == (work / "duckdb" / f"{question}.csv").read_text().splitlines()
        assert len(lines) > 20


def test_a_server_leaves_only_its_answers(hand_centre: Path, work: Path) -> None:
    run_peers(hand_centre, work, [able("postgres")])
    left = sorted(path.name for path in (work / "postgres").iterdir())
    assert left == ["reply_gap.csv", "service_level.csv", "stderr"]
