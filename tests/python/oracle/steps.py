"""Process steps of tickets: how long they took, and how much of that was waiting."""

from __future__ import annotations

from .facts import Facts
from .rows import Row
from .slices import Ledger
from .tickets import DONE, Ticket, counted_tickets

OURS = ("agent", "bot", "system")


def count(facts: Facts, ledger: Ledger) -> None:
    """Count the steps of every ticket that counts."""
    for ticket in counted_tickets(facts):
        numbers = [n for n, e in enumerate(ticket.events) if e["event_type"] == "step"]
        previous: str | None = None
        for number in numbers:
            team = team_of(facts, ticket, number)
            is_handed_over = team is not None and previous is not None and team != previous
            count_step(facts, ledger, ticket, number, is_handed_over)
            previous = team
        if numbers and ticket.solutions:
            where = ticket.slice_on(facts.business_date(ticket.solutions[0]))
            ledger.add(where, "cases_closed")
            ledger.add(where, "case_steps", len(numbers))


def count_step(
    facts: Facts, ledger: Ledger, ticket: Ticket, number: int, is_handed_over: bool
) -> None:
    """Count one visit to a step, on the day the step was entered."""
    entry, later = ticket.events[number], ticket.events[number + 1 :]
    start = entry["occurred_at"]
    where = ticket.slice_on(facts.business_date(start))
    ledger.add(where, "steps_entered")
    ledger.add(where, "steps_automated", bool(entry["is_automated"]))
    ends = [event["occurred_at"] for event in later if ends_step(event)]
    if not ends:
        return
    acts = [event["occurred_at"] for event in later if is_ours(event)]
    waiting = min([ends[0], *acts[:1]]) - start
    ledger.add(where, "step_elapsed_ms", ends[0] - start)
    ledger.add(where, "step_waiting_ms", waiting)
    if is_handed_over:
        ledger.add(where, "step_waiting_handed_over_ms", waiting)
    step = "(unknown)" if entry["step"] is None else entry["step"]
    ledger.share(where, "step_wait", step, waiting)
    ledger.share(where, "step_waits", step, waiting > 0)


def ends_step(event: Row) -> bool:
    """Another step, or the end of the case."""
    if event["event_type"] == "status":
        return event["status"] in DONE
    return event["event_type"] == "step"


def is_ours(event: Row) -> bool:
    """An act of an agent or a machine."""
    return event["author_type"] in OURS or event["is_automated"] is True


def team_of(facts: Facts, ticket: Ticket, number: int) -> str | None:
    """The team an event names, else that of its agent at the time the source gives."""
    event = ticket.events[number]
    if event["team_id"] is not None:
        named: str = event["team_id"]
        return named
    if event["agent_id"] is None:
        return None
    return facts.team(event["agent_id"], event["told_at"])
