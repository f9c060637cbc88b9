"""The real August log gives the figures that were computed from it by hand."""

from __future__ import annotations

import pytest
from staged import DATA, Staged, land

LOG = DATA / "anonymous_bank_aug1999" / "august_calls.csv.gz"
pytestmark = pytest.mark.skipif(not LOG.exists(), reason="the real call log is not at hand")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return Staged("anonymous_bank", land([LOG], "anonymous_bank", tmp_path_factory.mktemp("bank")))


def test_calls(log: Staged) -> None:
    query = "select count(*), count(distinct contact_id), count(customer_id) from contacts"
    assert log.rows(query, "contacts") == [(41768, 41768, 18805)]


def test_waits(log: Staged) -> None:
    query = """
        select
            count(*), count(*) filter (outcome = 'answered'), count(*) filter (
                outcome = 'answered' and left_at - entered_at <= interval 20 second
            ),
            sum(epoch(left_at - entered_at)) filter (outcome = 'answered'),
            count(*) filter (left_at < entered_at)
        from queue_segments
    """
    ((offered, answered, in_time, waited, backwards),) = log.rows(query, "queue_segments")
    assert (offered, answered, backwards) == (38662, 31402, 0)
    assert (offered - answered) / offered == pytest.approx(0.18778, abs=5e-6)
    assert waited / answered == pytest.approx(73.807, abs=5e-4)
    assert in_time / offered == pytest.approx(0.41014, abs=5e-6)


def test_services(log: Staged) -> None:
    query = """
        select count(*), avg(seconds), quantile_disc(seconds, 0.5), quantile_disc(seconds, 0.9)
        from (select epoch(disconnected_at - connected_at) as seconds from agent_segments)
    """
    ((served, mean, median, tail),) = log.rows(query, "agent_segments")
    assert served == 31277
    assert mean == pytest.approx(185.135, abs=5e-4)
    assert (median, tail) == (111, 387)


def test_every_fault_of_the_log_is_counted(log: Staged) -> None:
    assert log.findings() == {
        ("PHANTOM", "quarantined"): 310,
        ("NEGATIVE_IVR_TIME", "flagged"): 18,
        ("AGENT_WITHOUT_SERVER", "flagged"): 391,
        ("AGENT_ZERO_SERVICE", "flagged"): 125,
        ("HANG_WITH_SERVICE", "flagged"): 126,
        ("SPELL_OVER_MIDNIGHT", "flagged"): 40,
        ("LONG_SERVICE", "flagged"): 1,
        ("SERVICE_BEFORE_QUEUE_END", "flagged"): 14427,
    }


def test_segments_lie_inside_their_calls(log: Staged) -> None:
    query = """
        select count(*) from contacts
        left join queue_segments using (contact_id)
        left join agent_segments using (contact_id)
        where
            contacts.ended_at < contacts.started_at
            or queue_segments.entered_at < contacts.started_at
            or queue_segments.left_at > contacts.ended_at
            or agent_segments.connected_at < contacts.started_at
            or agent_segments.disconnected_at > contacts.ended_at
    """
    assert log.rows(query, "contacts", "queue_segments", "agent_segments") == [(0,)]
