"""Golden cases of promises about tickets and of process steps, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, maybe, world
from .golden_tickets import OPEN, event, life, one, solved_in, ticket
from .rows import RawRow, World


def promise(
    number: int, metric: str, due: float | None, kept: float | None, **other: str | None
) -> RawRow:
    """A promise about T1, made at second 0."""
    row: RawRow = {
        "sla_id": f"S{number}",
        "ticket_id": "T1",
        "metric": metric,
        "applied_at": at(0),
        "due_at": maybe(due),
        "fulfilled_at": maybe(kept),
    }
    return row | other


def promises() -> World:
    """Two first replies, one in time and one too late by the source's verdict; a solution too
    late, and one that is due in ten days.
    """
    return one() | {
        "sla_instances": [
            promise(1, "first_reply", 600, 600),
            promise(2, "first_reply", None, None, is_breached="true"),
            promise(3, "resolution", 3600, 3601),
            promise(4, "resolution", 10 * DAY, None),
        ]
    }


def answered_after(seconds: float) -> World:
    """A ticket answered so many seconds after it was opened, which our own policy gives a day."""
    return one(("reply", seconds))


def cases() -> World:
    """T1 waits 1 of 10 min in intake, all 20 min in verify, a machine's step of another team, and
    1 of 10 min in settle before it is solved. T2 has no steps; T3 stays in intake.
    """
    return world(
        tickets=[ticket("T1"), ticket("T2"), ticket("T3")],
        ticket_events=[
            event("T1", "intake", 0, team_id="T1"),
            event("T1", "customer", 30),
            event("T1", "note", 60),
            event("T1", "verify", 600, team_id="T2", is_automated="true"),
            event("T1", "settle", 1800, team_id="T2"),
            event("T1", "reply", 1860),
            event("T1", "solved", 2400),
            event("T2", "solved", 60),
            event("T3", "intake", 0),
        ],
    )


def handed_to(team_id: str) -> World:
    """A minute in intake with team T1, then a minute in verify with the team given."""
    return world(
        tickets=[ticket("T1")],
        ticket_events=[
            event("T1", "intake", 0, team_id="T1"),
            event("T1", "verify", 60, team_id=team_id),
            event("T1", "solved", 120),
        ],
    )


def entered(is_automated: str) -> World:
    """A step, entered by a machine or not."""
    return world(
        tickets=[ticket("T1")],
        ticket_events=[event("T1", "intake", 0, is_automated=is_automated)],
    )


def pareto(whole: int, partly: int = 0) -> World:
    """Tickets that wait 40 s, 30 s, 20 s and 10 s in four steps; some lack the last step."""
    steps = (("intake", 0.0), ("verify", 40.0), ("approve", 70.0), ("settle", 90.0))
    events = []
    for number in range(whole + partly):
        short = number >= whole
        events += life(f"T{number}", *(steps[:3] if short else steps))
        events += life(f"T{number}", ("solved", 90.0 if short else 100.0))
    return world(
        tickets=[ticket(f"T{number}") for number in range(whole + partly)], ticket_events=events
    )


CASES: dict[str, GoldenCase] = {
    # S1 of S1, S2 and S3. Then a reply a day after the opening: the promise of a solution is open.
    "sla_attainment_rate": case(
        promises,
        ("1", "3", 1 / 3),
        (partial(answered_after, DAY), "1", "1", 1.0),
        (partial(answered_after, DAY + 0.001), "0", "1", 0.0),
        OPEN,
    ),
    "sla_first_reply_attainment_rate": case(
        promises,
        ("1", "2", 0.5),
        (partial(answered_after, DAY), "1", "1", 1.0),
        (partial(answered_after, DAY + 0.001), "0", "1", 0.0),
        OPEN,
    ),
    # Our own policy gives five days.
    "sla_resolution_attainment_rate": case(
        promises,
        ("0", "1", 0.0),
        (partial(solved_in, 5 * DAY), "1", "1", 1.0),
        (partial(solved_in, 5 * DAY + 0.001), "0", "1", 0.0),
        OPEN,
    ),
    # Only T1 is over and has steps.
    "process_step_count": case(
        cases,
        ("3", "1", 3.0),
        (partial(one, ("intake", 0), ("solved", 60)), "1", "1", 1.0),
        (partial(one, ("intake", 0), ("verify", 30), ("solved", 60)), "2", "1", 2.0),
        OPEN,
    ),
    # 60 + 1200 + 60 of 600 + 1200 + 600 s. Then an act of ours when the step ends, or 1 ms before.
    "step_wait_share": case(
        cases,
        ("1320", "2400", 0.55),
        (partial(one, ("intake", 0), ("note", 60), ("solved", 60)), "60", "60", 1.0),
        (
            partial(one, ("intake", 0), ("note", 59.999), ("solved", 60)),
            "59.999",
            "60",
            0.9999833333333333,
        ),
        OPEN,
    ),
    # The 1200 s of verify, which came to T2 from T1.
    "cross_team_wait_share": case(
        cases,
        ("1200", "1320", 1200 / 1320),
        (partial(handed_to, "T2"), "60", "120", 0.5),
        (partial(handed_to, "T1"), "0", "120", 0.0),
        OPEN,
    ),
    # verify, of T1's three steps and T3's one.
    "step_automation_rate": case(
        cases,
        ("1", "4", 0.25),
        (partial(entered, "true"), "1", "1", 1.0),
        (partial(entered, "false"), "0", "1", 0.0),
        OPEN,
    ),
    # Three of four steps hold 90 of 100 s. With 999 visits the two sums stand, the value does not.
    "bottleneck_pareto_share": case(
        partial(pareto, 300),
        ("27000", "30000", 0.9),
        (partial(pareto, 250), "22500", "25000", 0.9),
        (partial(pareto, 249, 1), "22500", "24990", None),
        OPEN,
    ),
    # The same steps wait equally often, but for the one ticket that lacks one.
    "bottleneck_pareto_share_count": case(
        partial(pareto, 300),
        ("900", "1200", 0.75),
        (partial(pareto, 250), "750", "1000", 0.75),
        (partial(pareto, 249, 1), "750", "999", None),
        OPEN,
    ),
}
