"""Golden cases of agents' time against plan and queue, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import GoldenCase, at, case, contact, nothing, spell, world
from .rows import RawRow, World

HOUR = 3600.0


def state(name: str, kind: str, start: float, end: float | None, **other: str | None) -> RawRow:
    """A state of agent A1."""
    row: RawRow = {"state_id": name, "agent_id": "A1", "state": kind, "entered_at": at(start)}
    return row | {"left_at": None if end is None else at(end)} | other


def shift(name: str, activity: str | None, start: float, end: float, **other: str | None) -> RawRow:
    """A planned block of agent A1."""
    row: RawRow = {"shift_id": name, "agent_id": "A1", "activity": activity}
    return row | {"starts_at": at(start), "ends_at": at(end)} | other


def kept_in_part() -> World:
    """Seconds of one day of A1, seen from 1400, when the last state ends.

    Planned: on queue 0-600, break 600-800 (not paid), training 800-1000, meeting from 1000 until
    next week, of which 400 have passed: 1400 in all, 1200 of them paid.
    Worked: available 100-300, handling 300-500, wrap-up 450-650, break 650-850, training
    900-1000, other 1200-1400. On queue 100-650, 550; logged in 750 + 100 + 200 = 1050.
    Right state at the right time: 100-600, 650-800, 900-1000, 750.
    Paid and off queue: 0-100 and 800-1400, 700. A contact in hand 280-480 and, with its wrap-up,
    500-700, of which 500-650 on queue: 350.
    """
    return world(
        contacts=[contact("C1", 0, 700)],
        agent_segments=[
            spell("G1", "C1", 280, 480),
            spell("G2", "C1", 500, 600, acw_ended_at=at(700)),
        ],
        shifts=[
            shift("P1", "on_queue", 0, 600, is_paid="true"),
            shift("P2", "break", 600, 800, is_paid="false"),
            shift("P3", "training", 800, 1000),
            shift("P4", "meeting", 1000, 7 * 86_400),
        ],
        agent_states=[
            state("S1", "available", 100, 300),
            state("S2", "handling", 300, 500),
            state("S3", "acw", 450, 650),
            state("S4", "break", 650, 850),
            state("S5", "training", 900, 1000),
            state("S6", "other", 1200, 1400),
        ],
    )


def over_time(end: float) -> World:
    """An hour planned on queue, and one worked that ends then, or a little later."""
    return world(
        shifts=[shift("P1", "on_queue", 0, HOUR)], agent_states=[state("S1", "available", 0, end)]
    )


def begins_at(start: float) -> World:
    """An hour planned on queue, and one worked that begins then, or a little later."""
    return world(
        shifts=[shift("P1", "on_queue", 0, HOUR)],
        agent_states=[state("S1", "available", start, 2 * HOUR)],
    )


def wraps_up_after(end: float) -> World:
    """Available for half an hour, handling for another, and wrap-up to its end or a little more."""
    return world(
        agent_states=[
            state("S1", "available", 0, 1800),
            state("S2", "handling", 1800, HOUR),
            state("S3", "acw", 1800, end),
        ]
    )


def handles_from(start: float) -> World:
    """Available for an hour, and handling its second half, or a little more of it."""
    return world(
        agent_states=[state("S1", "available", 0, HOUR), state("S2", "handling", start, HOUR)]
    )


def in_hand_until(end: float) -> World:
    """On queue for an hour, with a contact from half past to the end, or a little less."""
    return world(
        contacts=[contact("C1", 0, HOUR)],
        agent_segments=[spell("G1", "C1", 1800, 2000, acw_ended_at=at(end))],
        agent_states=[state("S1", "handling", 0, HOUR)],
    )


def comes_at(start: float) -> World:
    """Planned for two agents until the next midnight, 15 h on; A2 comes then or a little later."""
    return world(
        shifts=[
            shift("P1", "on_queue", 0, 15 * HOUR),
            shift("P2", "on_queue", 0, 15 * HOUR, agent_id="A2"),
        ],
        agent_states=[
            state("S1", "available", 0, 15 * HOUR),
            state("S2", "available", start, 16 * HOUR, agent_id="A2"),
        ],
    )


def trains_until(end: float) -> World:
    """Training planned from an hour on; a training state that ends then, or a little later."""
    return world(
        shifts=[shift("P1", "training", HOUR, 2 * HOUR)],
        agent_states=[state("S1", "training", 0, end), state("S2", "other", HOUR, 2 * HOUR)],
    )


def no_plan() -> World:
    """An hour on queue that nobody planned."""
    return world(agent_states=[state("S1", "available", 0, HOUR)])


def only_break() -> World:
    """A break taken as planned."""
    return world(
        shifts=[shift("P1", "break", 0, HOUR)], agent_states=[state("S1", "break", 0, HOUR)]
    )


def plan_of_what() -> World:
    """An hour planned, nobody says for what, and not paid."""
    return world(
        shifts=[shift("P1", None, 0, HOUR, is_paid="no")],
        agent_states=[state("S1", "available", 0, HOUR)],
    )


ON_TIME = partial(over_time, HOUR)
LATER = partial(over_time, HOUR + 0.001)
IN_TIME = partial(begins_at, 0.0)
LATE = partial(begins_at, 0.001)
HOUR_LESS_1_MS = 3599.999

CASES: dict[str, GoldenCase] = {
    "presence_rate": case(
        kept_in_part,
        ("550", "1400", 550 / 1400),
        (ON_TIME, "3600", "3600", 1.0),
        (LATER, "3600.001", "3600", 3600.001 / 3600),
        (no_plan, "3600", "0"),
    ),
    "adherence": case(
        kept_in_part,
        ("750", "1400", 750 / 1400),
        (IN_TIME, "3600", "3600", 1.0),
        (LATE, "3599.999", "3600", HOUR_LESS_1_MS / 3600),
        plan_of_what,
    ),
    # Of the 550 s on queue 50 lie in the break; an hour planned, an hour and 1 ms given.
    "conformance": case(
        kept_in_part,
        ("550", "600", 550 / 600),
        (ON_TIME, "3600", "3600", 1.0),
        (LATER, "3600.001", "3600", 3600.001 / 3600),
        (no_plan, "3600", "0"),
    ),
    # Handling or wrap-up 300-650; wrap-up inside the handling adds nothing.
    "occupancy": case(
        kept_in_part,
        ("350", "550", 350 / 550),
        (partial(wraps_up_after, HOUR), "1800", "3600", 0.5),
        (partial(wraps_up_after, HOUR + 0.001), "1800.001", "3600.001", 1800.001 / 3600.001),
        only_break,
    ),
    "occupancy_talk_hold": case(
        kept_in_part,
        ("200", "400", 0.5),
        (partial(handles_from, 1800.0), "1800", "3600", 0.5),
        (partial(handles_from, 1799.999), "1800.001", "3600", 1800.001 / 3600),
        only_break,
    ),
    "occupancy_interacting": case(
        kept_in_part,
        ("350", "550", 350 / 550),
        # wrap-up that outlasts the time on queue counts no further
        (partial(in_hand_until, HOUR + 1), "1800", "3600", 0.5),
        (partial(in_hand_until, HOUR - 0.001), "1799.999", "3600", 1799.999 / 3600),
        only_break,
    ),
    "utilization": case(
        kept_in_part,
        ("550", "1200", 550 / 1200),
        (ON_TIME, "3600", "3600", 1.0),
        (LATER, "3600.001", "3600", 3600.001 / 3600),
        (plan_of_what, "3600", "0"),
    ),
    "shrinkage": case(
        kept_in_part,
        ("700", "1200", 700 / 1200),
        (IN_TIME, "0", "3600", 0.0),
        (LATE, "0.001", "3600", 0.001 / 3600),
        plan_of_what,
    ),
    # Who comes at midnight comes on the next day, on which nobody is planned.
    "attendance_rate": case(
        kept_in_part,
        ("1", "1", 1.0),
        (partial(comes_at, 15 * HOUR - 0.001), "2", "2", 1.0),
        (partial(comes_at, 15 * HOUR), "1", "2", 0.5),
        no_plan,
    ),
    "attendance_hours_rate": case(
        kept_in_part,
        ("1050", "1400", 0.75),
        (IN_TIME, "3600", "3600", 1.0),
        (LATE, "3599.999", "3600", HOUR_LESS_1_MS / 3600),
        no_plan,
    ),
    "training_coverage": case(
        kept_in_part,
        ("1", "1", 1.0),
        (partial(trains_until, HOUR), "0", "1", 0.0),
        (partial(trains_until, HOUR + 0.001), "1", "1", 1.0),
        nothing,
    ),
}
