"""Ticket measures: what became of each ticket, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .facts import AS_OF_COLUMNS, Facts
from .opening import ALWAYS, named, open_between
from .rows import Row
from .slices import ALL, Ledger, Slice, shown

DAY_MS = 86_400_000
DONE = ("solved", "closed")
WAITING_FOR_US = ("new", "open", "hold")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket with its events in order and its statuses.

    An event that is told to lie before the opening lies at it; ``told_at`` keeps what was told. A
    status is (status, start, end); the end of the last one is None.
    """

    row: Row
    events: list[Row]
    statuses: list[tuple[str, int, int | None]]
    team_id: str | None

    @property
    def created_at(self) -> int:
        """When it was opened."""
        at: int = self.row["created_at"]
        return at

    @property
    def solutions(self) -> list[int]:
        """When it was solved; where it never was, when it was closed."""
        solved = [start for status, start, _ in self.statuses if status == "solved"]
        return solved or [start for status, start, _ in self.statuses if status == "closed"]

    @property
    def is_solved(self) -> bool:
        """It was solved at least once; closing does not count."""
        return any(status == "solved" for status, _, _ in self.statuses)

    @property
    def is_done(self) -> bool:
        """It is solved or closed at present."""
        return self.statuses[-1][0] in DONE

    @property
    def reopenings(self) -> list[int]:
        """When it went on after it was done."""
        found = []
        was_done = False
        for status, start, _ in self.statuses:
            if was_done and status not in DONE:
                found.append(start)
            was_done = status in DONE
        return found

    @property
    def agent_replies(self) -> list[int]:
        """When an agent, and no machine, wrote to the customer."""
        return [event["occurred_at"] for event in self.events if is_agent_reply(event)]

    def slice_on(self, day: date) -> Slice:
        """Where the ticket's measures of a day are counted."""
        return Slice(day, ALL, shown(self.row["channel"]), ALL, shown(self.team_id))


def is_agent_reply(event: Row) -> bool:
    """A public reply that an agent wrote."""
    return (
        event["event_type"] == "public_reply"
        and event["author_type"] == "agent"
        and not event["is_automated"]
    )


def counted_tickets(facts: Facts) -> list[Ticket]:
    """The tickets that count: no spam, not merged into another."""
    events: dict[str, list[Row]] = {}
    for event in facts.tables["ticket_events"]:
        events.setdefault(event["ticket_id"], []).append(event)
    return [
        ticket(facts, row, events.get(row["ticket_id"], []))
        for row in facts.tables["tickets"]
        if not row["is_spam"] and row["merged_into_ticket_id"] is None
    ]


def ticket(facts: Facts, row: Row, events: list[Row]) -> Ticket:
    """A ticket with all that hangs on it."""
    ordered = sorted(events, key=lambda e: (e["occurred_at"], e["event_id"].encode()))
    team_id = last_team(facts, row, ordered)
    opened = row["created_at"]
    moved = [
        event | {"occurred_at": max(event["occurred_at"], opened), "told_at": event["occurred_at"]}
        for event in ordered
    ]
    taken = [("new", opened)]
    taken += [
        (event["status"], event["occurred_at"])
        for event in moved
        if event["event_type"] == "status" and event["status"] not in (None, "unknown")
    ]
    ends: list[int | None] = [start for _, start in taken[1:]]
    ends.append(None)
    statuses = [(status, start, end) for (status, start), end in zip(taken, ends, strict=True)]
    return Ticket(row, moved, statuses, team_id)


def last_team(facts: Facts, row: Row, ordered: list[Row]) -> str | None:
    """The team last assigned up to as_of, else the team of the agent last assigned, at the time."""
    assert facts.as_of is not None
    assigned = [
        event
        for event in ordered
        if event["event_type"] == "assignment"
        and max(event["occurred_at"], row["created_at"]) <= facts.as_of
    ]
    for event in reversed(assigned):
        if event["team_id"] is not None:
            team: str = event["team_id"]
            return team
    for event in reversed(assigned):
        if event["agent_id"] is not None:
            return facts.team(event["agent_id"], event["occurred_at"])
    return None


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every ticket that counts, and the stock of every day."""
    tickets = counted_tickets(facts)
    for one in tickets:
        count_opening(facts, ledger, one)
        count_solution(facts, ledger, one)
    count_backlog(facts, ledger, tickets)


def count_opening(facts: Facts, ledger: Ledger, one: Ticket) -> None:
    """Count a ticket on the day it was opened."""
    assert facts.as_of is not None
    where = one.slice_on(facts.business_date(one.created_at))
    cutoff = one.created_at + facts.params.resolution_cutoff_days * DAY_MS
    ledger.add(where, "tickets_created")
    if cutoff <= facts.as_of:
        ledger.add(where, "tickets_matured")
        in_time = bool(one.solutions) and one.solutions[0] <= cutoff and not one.reopenings
        ledger.add(where, "tickets_resolved_in_cutoff", in_time)


def count_solution(facts: Facts, ledger: Ledger, one: Ticket) -> None:
    """Count a ticket on the day of its first solution."""
    if not one.solutions:
        return
    where = one.slice_on(facts.business_date(one.solutions[0]))
    window = facts.params.reopen_window_days * DAY_MS
    assignments = sum(1 for event in one.events if event["event_type"] == "assignment")
    reopened = bool(one.reopenings)
    ledger.add(where, "tickets_solved")
    ledger.add(where, "tickets_solved_one_touch", len(one.agent_replies) == 1)
    ledger.add(where, "tickets_solved_single_assignment", assignments < 2 and not reopened)
    ledger.add(where, "tickets_ever_reopened", reopened)
    soon = reopened and one.reopenings[0] <= one.solutions[0] + window
    ledger.add(where, "tickets_reopened_in_window", soon)
    ledger.add(where, "tickets_with_customer_rounds", customer_rounds(one) > 1)

    if one.is_solved:
        ledger.add(where, "tickets_with_first_resolution")
        took(facts, ledger, where, "first_resolution", (one.created_at, one.solutions[0]))
    if one.is_done:
        ledger.add(where, "tickets_with_full_resolution_incl_closed")
        in_all = one.solutions[-1] - one.created_at
        ledger.add(where, "full_resolution_incl_closed_ms", in_all)
    if one.is_done and one.is_solved:
        ledger.add(where, "tickets_with_full_resolution")
        took(facts, ledger, where, "full_resolution", (one.created_at, one.solutions[-1]))

    for measure_id, counted in (
        ("requester_wait_ms", WAITING_FOR_US),
        ("agent_work_ms", ("new", "open")),
        ("agent_wait_ms", ("pending",)),
        ("ticket_on_hold_ms", ("hold",)),
    ):
        spells = spells_in(one, counted)
        ledger.add(where, measure_id, sum(end - start for start, end in spells))
        in_business = sum(open_time(facts, start, end) for start, end in spells)
        ledger.add(where, measure_id.replace("_ms", "_bh_ms"), in_business)


def took(facts: Facts, ledger: Ledger, where: Slice, name: str, spell: tuple[int, int]) -> None:
    """Note how long something took, on the clock and in business hours."""
    for measure_id, ms in ((name, spell[1] - spell[0]), (f"{name}_bh", open_time(facts, *spell))):
        ledger.add(where, f"{measure_id}_ms", ms)
        ledger.observe(where, measure_id, ms)


def open_time(facts: Facts, start: int, end: int) -> int:
    """Time between two instants in which the tickets' calendar is open."""
    return open_between(named(facts.params.ticket_calendar, ALWAYS), start, end)


def spells_in(one: Ticket, counted: tuple[str, ...]) -> list[tuple[int, int]]:
    """Spells in some statuses, up to the last solution."""
    last = one.solutions[-1]
    return [
        (start, last if end is None else min(last, end))
        for status, start, end in one.statuses
        if status in counted and start < last
    ]


def customer_rounds(one: Ticket) -> int:
    """How often the customer wrote again after an agent had."""
    rounds, is_answered = 0, False
    for event in one.events:
        if is_agent_reply(event):
            is_answered = True
        elif event["event_type"] == "public_reply" and event["author_type"] == "customer":
            rounds += is_answered
            is_answered = False
    return rounds


def count_backlog(facts: Facts, ledger: Ledger, tickets: list[Ticket]) -> None:
    """Look at every day's end which tickets are open, and how old they are."""
    if not tickets:
        return
    end_of_data = last_instant(facts)
    final = facts.business_date(end_of_data)
    slices: dict[tuple[str, str], list[Ticket]] = {}
    for one in tickets:
        slices.setdefault((shown(one.row["channel"]), shown(one.team_id)), []).append(one)
    for ours in slices.values():
        day = min(facts.business_date(one.created_at) for one in ours)
        while day <= final:
            evening = facts.midnight(day + timedelta(days=1))
            where = ours[0].slice_on(day)
            still = [one for one in ours if status_before(one, evening) not in (*DONE, None)]
            ledger.level(where, "backlog_open", len(still))
            for one in still:
                age = max(0, min(evening, end_of_data) - one.created_at)
                ledger.observe(where, "backlog_age", age)
            day += timedelta(days=1)


def status_before(one: Ticket, instant: int) -> str | None:
    """The status just before an instant; None before the opening."""
    return next((status for status, start, _ in reversed(one.statuses) if start < instant), None)


def last_instant(facts: Facts) -> int:
    """The last instant of the data, or as_of if that is later."""
    assert facts.as_of is not None
    seen = [
        row[column]
        for table, columns in AS_OF_COLUMNS.items()
        for row in facts.tables[table]
        for column in columns
        if row[column] is not None
    ]
    return max(facts.as_of, *seen)
