"""Golden cases of handling, concurrency and log-in time, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, contact, spell, world
from .rows import RawRow, World


def handled() -> World:
    """Two closed segments and an open one.

    G1: 100 s with 20 s of hold (talk 80 s), 30 s of wrap-up, 5 s of dialling, passed on blind.
    G2: 200 s of talk by another agent. Talk 280 s, hold 20 s, wrap-up 30 s.
    """
    return world(
        contacts=[contact("C1"), contact("C2")],
        agent_segments=[
            spell("G1", "C1", 0, 100, hold_seconds="20", dial_seconds="5")
            | {"acw_ended_at": at(130), "transfer_out": "blind"},
            spell("G2", "C2", 0, 200, agent_id="A2"),
            spell("G3", "C2", 0, None, hold_seconds="9", transfer_out="blind"),
        ],
    )


def ends_after(end: float) -> World:
    """A segment of 100 s, and one of another agent that ends so long after its start."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1", 0, 100), spell("G2", "C1", 0, end, agent_id="A2")],
    )


def wraps_after(end: float) -> World:
    """Wrap-up of 30 s, and one that ends so long after the disconnection at 100 s."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[
            spell("G1", "C1", 0, 100, acw_ended_at=at(130)),
            spell("G2", "C1", 0, 100, acw_ended_at=at(100 + end)),
        ],
    )


def holds(seconds: str) -> World:
    """A hold of 10 s and another one."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[
            spell("G1", "C1", 0, 100, hold_seconds="10"),
            spell("G2", "C1", 0, 100, hold_seconds=seconds),
        ],
    )


def passed_on(how: str) -> World:
    """One segment that left the agent in some way."""
    return world(
        contacts=[contact("C1")], agent_segments=[spell("G1", "C1", 0, 100, transfer_out=how)]
    )


def one_open() -> World:
    """A segment that still lasts."""
    return world(contacts=[contact("C1")], agent_segments=[spell("G1", "C1", 0, None)])


def agent(agent_id: str, since: float, most: str) -> RawRow:
    """An agent's version."""
    return {"agent_id": agent_id, "valid_from": at(since), "max_concurrency": most}


def overlapping() -> World:
    """A1: 0-100 and 50-150 s (200 s in 150 s, two at once); A2: 0-60 s. Only A1 is on record."""
    return world(
        contacts=[contact("C1")],
        agents=[agent("A1", -DAY, "3")],
        agent_segments=[
            spell("G1", "C1", 0, 100),
            spell("G2", "C1", 50, 150),
            spell("G3", "C1", 0, 60, agent_id="A2"),
        ],
    )


def second_begins(start: float) -> World:
    """A spell until 100 s and one that begins then, or a little earlier, and ends at 200 s."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1", 0, 100), spell("G2", "C1", start, 200)],
    )


def recorded_since(seconds: float) -> World:
    """A conversation from 0 s on, by an agent on record since then, or a little later."""
    return world(
        contacts=[contact("C1")],
        agents=[agent("A1", seconds, "3")],
        agent_segments=[spell("G1", "C1", 0, 100)],
    )


def state(name: str, kind: str, start: float, end: float) -> RawRow:
    """A state of agent A1."""
    row: RawRow = {"state_id": name, "agent_id": "A1", "state": kind}
    return row | {"entered_at": at(start), "left_at": at(end)}


def logged_in() -> World:
    """Two handled segments; 5 400 s logged in, 3 600 s of them on queue (a break follows)."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1", 0, 100), spell("G2", "C1", 200, 300)],
        agent_states=[
            state("S1", "available", 0, 1800),
            state("S2", "handling", 1800, 3600),
            state("S3", "break", 3600, 5400),
        ],
    )


def states_overlap(end: float) -> World:
    """One handled segment; available for an hour, and wrap-up inside it or a little longer."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1", 0, 100)],
        agent_states=[state("S1", "available", 0, 3600), state("S2", "acw", 1800, end)],
    )


# An end 5 s before the start counts as no time, 1 ms more and the row is rejected.
SKEW = partial(ends_after, -5.0)
SKEW_PAST = partial(ends_after, -5.001)
NO_HOLD = partial(holds, "0")
SOME_HOLD = partial(holds, "0.001")
# Half-open spells: what ends as the next begins is not simultaneous.
TOUCH = partial(second_begins, 100.0)
OVERLAP = partial(second_begins, 99.999)
INSIDE = partial(states_overlap, 3600.0)
LONGER = partial(states_overlap, 3600.001)

# Middles of the buckets of 80 s (571), 100 s (582) and 200 s (617): 1.02**(number - 0.5) ms.
S80 = 80.6116833311438
S100 = 100.230496010390
S200 = 200.449921829354

HOUR_AND_1_MS = 3600 / 3600.001


def handling(typical: tuple[str, str, float]) -> GoldenCase:
    """A mean over the handled segments: 100 s of two segments, then of one."""
    return case(
        handled, typical, (SKEW, "100", "2", 50.0), (SKEW_PAST, "100", "1", 100.0), one_open
    )


CASES: dict[str, GoldenCase] = {
    "transfer_rate": case(
        handled,
        ("1", "2", 0.5),
        (partial(passed_on, "consult"), "1", "1", 1.0),
        (partial(passed_on, "none"), "0", "1", 0.0),
        one_open,
    ),
    "aht": handling(("330", "2", 165.0)),
    "aht_talk_only": handling(("280", "2", 140.0)),
    "aht_talk_acw": handling(("310", "2", 155.0)),
    "aht_incl_dial": handling(("335", "2", 167.5)),
    "avg_talk_time": handling(("280", "2", 140.0)),
    "avg_hold_time": case(
        handled,
        ("20", "1", 20.0),
        (NO_HOLD, "10", "1", 10.0),
        (SOME_HOLD, "10.001", "2", 5.0005),
        SKEW,
    ),
    "avg_hold_time_all": case(
        handled,
        ("20", "2", 10.0),
        (NO_HOLD, "10", "2", 5.0),
        (SOME_HOLD, "10.001", "2", 5.0005),
        one_open,
    ),
    "avg_acw_time": case(
        handled,
        ("30", "2", 15.0),
        (partial(wraps_after, -5.0), "30", "2", 15.0),
        (partial(wraps_after, -5.001), "30", "1", 30.0),
        one_open,
    ),
    # Of 80 and 200 s the first; of 0 and 100 s the first, then 100 s alone.
    "talk_time_p50": case(
        handled, (None, "2", S80), (SKEW, None, "2", 0.0), (SKEW_PAST, None, "1", S100), one_open
    ),
    # 90 % of 2 is 1.8: the second.
    "talk_time_p90": case(
        handled, (None, "2", S200), (SKEW, None, "2", S100), (SKEW_PAST, None, "1", S100), one_open
    ),
    # (200 + 60) s in (150 + 60) s; 1 ms of overlap is counted twice above and once below.
    "concurrency_time_weighted": case(
        overlapping,
        ("260", "210", 260 / 210),
        (TOUCH, "200", "200", 1.0),
        (OVERLAP, "200.001", "200", 1.000005),
        one_open,
    ),
    "concurrency_peak": case(
        overlapping,
        ("2", None, 2.0),
        (TOUCH, "1", None, 1.0),
        (OVERLAP, "2", None, 2.0),
        one_open,
    ),
    # Peaks 2 and 1 of two agents.
    "concurrency_peak_mean": case(
        overlapping, ("3", "2", 1.5), (TOUCH, "1", "1", 1.0), (OVERLAP, "2", "1", 2.0), one_open
    ),
    # Of A2 nothing is known.
    "concurrency_configured": case(
        overlapping,
        ("3", "1", 3.0),
        (partial(recorded_since, 0.0), "3", "1", 3.0),
        (partial(recorded_since, 0.001), None, None, None),
        TOUCH,
    ),
    # 3600 * 2 / 5400; inside an hour the overlap counts once.
    "contacts_per_logged_hour": case(
        logged_in,
        ("2", "5400", 4 / 3),
        (INSIDE, "1", "3600", 1.0),
        (LONGER, "1", "3600.001", HOUR_AND_1_MS),
        (TOUCH, "2", "0"),
    ),
    "contacts_per_on_queue_hour": case(
        logged_in,
        ("2", "3600", 2.0),
        (INSIDE, "1", "3600", 1.0),
        (LONGER, "1", "3600.001", HOUR_AND_1_MS),
        (TOUCH, "2", "0"),
    ),
    "handled_per_agent": case(
        handled, ("2", "2", 1.0), (SKEW, "2", "2", 1.0), (SKEW_PAST, "1", "1", 1.0), one_open
    ),
}
