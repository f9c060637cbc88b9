"""Golden cases of tickets, their times and their backlog, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, contact, nothing, world
from .rows import RawRow, World

STATUSES = ("new", "open", "pending", "hold", "solved", "closed")


def ticket(ticket_id: str, created: float = 0, **other: str | None) -> RawRow:
    """A ticket that came by chat."""
    row: RawRow = {"ticket_id": ticket_id, "channel": "chat", "created_at": at(created)}
    return row | other


def event(ticket_id: str, kind: str, when: float, **other: str | None) -> RawRow:
    """An event: a status by its name, 'reply' of an agent, 'customer' for one of the customer,
    'assigned', 'note', or else the name of a process step."""
    row: RawRow = {
        "event_id": f"{ticket_id} {when} {kind}",
        "ticket_id": ticket_id,
        "occurred_at": at(when),
        "author_type": "customer" if kind == "customer" else "agent",
    }
    match kind:
        case "reply" | "customer":
            return row | {"event_type": "public_reply"} | other
        case "assigned":
            return row | {"event_type": "assignment", "team_id": "T1"} | other
        case "note":
            return row | {"event_type": "internal_note"} | other
        case status if status in STATUSES:
            return row | {"event_type": "status", "status": status} | other
    return row | {"event_type": "step", "step": kind} | other


def life(ticket_id: str, *events: tuple[str, float]) -> list[RawRow]:
    """What happened to a ticket."""
    return [event(ticket_id, kind, when) for kind, when in events]


def one(*events: tuple[str, float], **other: str | None) -> World:
    """A single ticket opened at second 0."""
    return world(tickets=[ticket("T1", **other)], ticket_events=life("T1", *events))


def desk() -> World:
    """T1 is solved after 1 h with one reply. T2 is answered three times, waits 20 min for the
    customer, is solved after 2 h, reopened 1 h later and solved again after 4 h. T3 is on hold for
    100 min, never solved, and closed after 10 h. T4 stays open. T5 is spam, T6 was merged.
    """
    return world(
        tickets=[
            *(ticket(f"T{number}") for number in (1, 2, 3, 4)),
            ticket("T5", is_spam="true"),
            ticket("T6", merged_into_ticket_id="T1"),
        ],
        ticket_events=[
            *life("T1", ("assigned", 60), ("reply", 600), ("solved", 3600)),
            *life("T2", ("assigned", 60), ("reply", 600), ("pending", 1200)),
            *life("T2", ("customer", 2400), ("open", 2400.5), ("reply", 3000)),
            *life("T2", ("customer", 4200), ("reply", 4800), ("solved", 7200)),
            *life("T2", ("open", 10_800), ("assigned", 10_860), ("solved", 14_400)),
            *life("T3", ("hold", 6000), ("open", 12_000), ("closed", 36_000)),
            *life("T4", ("open", 600)),
            *life("T5", ("solved", 60)),
            *life("T6", ("closed", 60)),
        ],
    )


def desk_later() -> World:
    """The same, seen 15 days later."""
    return desk() | {"contacts": [contact("C1", 15 * DAY, None)]}


def solved_in(*seconds: float) -> World:
    """Tickets opened at second 0 and solved after so many seconds each."""
    numbered = [(f"T{number}", took) for number, took in enumerate(seconds)]
    return world(
        tickets=[ticket(ticket_id) for ticket_id, _ in numbered],
        ticket_events=[event(ticket_id, "solved", took) for ticket_id, took in numbered],
    )


def aged(young: int, old: int) -> World:
    """Open tickets, seen 2 h after the first: some are 1 h old, some 2 h."""
    opened = [0.0] * old + [3600.0] * young
    return world(
        tickets=[ticket(f"T{number}", created) for number, created in enumerate(opened)],
        ticket_events=life("T0", ("note", 7200)),
    )


def in_status(status: str) -> World:
    """An hour in one status, then solved."""
    return one((status, 0), ("solved", 3600))


HOUR = ("solved", 3600.0)
# Middles of the buckets of 1 h (763), 2 h (798), 4 h (833) and 10 h (879): 1.02**(number - 0.5) ms.
ONE_H, TWO_H, FOUR_H, TEN_H = (1.02 ** (n - 0.5) / 1000 for n in (763, 798, 833, 879))
OPEN = partial(one, ("open", 0))
NINE_OF_TEN = partial(solved_in, *[3600.0] * 9, 7200.0)
EIGHT_OF_TEN = partial(solved_in, *[3600.0] * 8, 7200.0, 7200.0)
HALF = partial(solved_in, 3600.0, 7200.0)
FEWER = partial(solved_in, 3600.0, 7200.0, 7200.0)


def timed(numerator: str, denominator: str, stem: str, last: float) -> dict[str, GoldenCase]:
    """Mean, median and 90th percentile of a way to a solution, by the clock and in hours that are
    always open; ``last`` is the middle of the longer of the two ways at the desk.
    """
    typical = (numerator, denominator, float(numerator) / float(denominator))
    # To be solved at the opening takes no time, 1 ms later it takes that.
    instantly, after = partial(solved_in, 0.0), partial(solved_in, 0.001)
    mean = case(desk, typical, (instantly, "0", "1", 0.0), (after, "0.001", "1", 0.001), OPEN)
    median = case(
        desk,
        (None, "2", ONE_H),
        (HALF, None, "2", ONE_H),
        (FEWER, None, "3", TWO_H),
        OPEN,
    )
    high = case(
        desk,
        (None, "2", last),
        (NINE_OF_TEN, None, "10", ONE_H),
        (EIGHT_OF_TEN, None, "10", TWO_H),
        OPEN,
    )
    cases = {"avg": mean, "p50": median, "p90": high}
    return {
        f"{stem}_resolution_time_{name}{suffix}": golden
        for name, golden in cases.items()
        for suffix in ("", "__bh")
    }


def waited(numerator: str, kpi_id: str, inside: str, outside: str) -> dict[str, GoldenCase]:
    """Time in statuses: an hour in the one counts, an hour in the other does not."""
    golden = case(
        desk,
        (numerator, "3", float(numerator) / 3),
        (partial(in_status, inside), "3600", "1", 3600.0),
        (partial(in_status, outside), "0", "1", 0.0),
        OPEN,
    )
    return {kpi_id: golden, f"{kpi_id}__bh": golden}


CASES: dict[str, GoldenCase] = {
    # T1 has one reply, T2 three, T3 none.
    "fcr_one_touch": case(
        desk,
        ("1", "3", 1 / 3),
        (partial(one, ("reply", 60), HOUR), "1", "1", 1.0),
        (partial(one, ("reply", 60), ("reply", 61), HOUR), "0", "1", 0.0),
        OPEN,
    ),
    # T2 was assigned twice.
    "fcr_single_assignment": case(
        desk,
        ("2", "3", 2 / 3),
        (partial(one, ("assigned", 60), HOUR), "1", "1", 1.0),
        (partial(one, ("assigned", 60), ("assigned", 61), HOUR), "0", "1", 0.0),
        OPEN,
    ),
    # T1 and T3 of four. A ticket solved on the day it ripens is the latest event itself.
    "resolution_rate": case(
        desk_later,
        ("2", "4", 0.5),
        (partial(solved_in, 14 * DAY), "1", "1", 1.0),
        (partial(solved_in, 14 * DAY + 0.001), "0", "1", 0.0),
        desk,
    ),
    # T2; then 30 days after the solution.
    "reopen_rate": case(
        desk,
        ("1", "3", 1 / 3),
        (partial(one, HOUR, ("open", 3600 + 30 * DAY)), "1", "1", 1.0),
        (partial(one, HOUR, ("open", 3600.001 + 30 * DAY)), "0", "1", 0.0),
        OPEN,
    ),
    # To be closed after the solution is no reopening.
    "tickets_reopened": case(
        desk,
        ("1", None, 1.0),
        (partial(one, HOUR, ("pending", 3600.001)), "1", None, 1.0),
        (partial(one, HOUR, ("closed", 3600.001)), None, None, None),
        OPEN,
    ),
    # The customer of T2 wrote after the replies at 600 and 3000 s. Words before any reply are none.
    "secondary_communication_rate_proxy": case(
        desk,
        ("1", "3", 1 / 3),
        (
            partial(one, ("reply", 1), ("customer", 2), ("reply", 3), ("customer", 4), HOUR),
            "1",
            "1",
            1.0,
        ),
        (
            partial(one, ("customer", 1), ("reply", 2), ("customer", 3), ("customer", 4), HOUR),
            "0",
            "1",
            0.0,
        ),
        OPEN,
    ),
    # T1 1 h, T2 2 h and then 4 h; T3 was never solved.
    **timed("10800", "2", "first", TWO_H),
    **timed("18000", "2", "full", FOUR_H),
    # T3 counts with its closure after 10 h. A ticket that goes on is not done.
    "full_resolution_time_incl_closed": case(
        desk,
        ("54000", "3", 18_000.0),
        (partial(one, ("closed", 3600)), "3600", "1", 3600.0),
        (partial(one, ("closed", 3600), ("open", 3600.001)), None, None, None),
        OPEN,
    ),
    # T1 3600; T2 1200 before and 4799.5 + 3600 after the customer's turn; T3 36 000, 6000 on hold.
    **waited("49199.5", "requester_wait_time", "hold", "pending"),
    **waited("43199.5", "agent_work_time", "open", "hold"),
    **waited("1200.5", "agent_wait_time", "pending", "open"),
    **waited("6000", "on_hold_time", "hold", "open"),
    # T5 is spam and T6 was merged.
    "ticket_volume": case(
        desk,
        ("4", None, 4.0),
        (partial(one, is_spam="no"), "1", None, 1.0),
        (partial(one, is_spam="yes"), None, None, None),
        nothing,
    ),
    # T4. An empty stock is told.
    "backlog_open": case(
        desk,
        ("1", None, 1.0),
        (partial(one, ("hold", 60)), "1", None, 1.0),
        (partial(one, ("solved", 60)), "0", None, 0.0),
        nothing,
    ),
    # T4 after 10 h. Nine of ten tickets are 1 h old, then eight.
    "backlog_age_p90": case(
        desk,
        (None, "1", TEN_H),
        (partial(aged, 9, 1), None, "10", ONE_H),
        (partial(aged, 8, 2), None, "10", TWO_H),
        partial(one, ("solved", 60)),
    ),
}
