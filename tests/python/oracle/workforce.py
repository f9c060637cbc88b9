"""Measures of agents' time against plan and queue, day by day and moment by moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from .agents import ON_QUEUE, Spell, by_day
from .facts import AS_OF_COLUMNS, Facts
from .slices import ALL, Ledger, Slice, shown

NOBODY = "(unknown)"
ONE_DAY = timedelta(days=1)
Days = dict[tuple[str, date], "AgentDay"]


@dataclass(slots=True)
class AgentDay:
    """What an agent's day was made of: spells by what they were."""

    states: dict[str, list[Spell]] = field(default_factory=dict)
    plans: dict[str | None, list[Spell]] = field(default_factory=dict)
    paid: list[Spell] = field(default_factory=list)
    contacts: list[Spell] = field(default_factory=list)

    def edges(self) -> list[int]:
        """Every instant at which anything begins or ends."""
        spells = [*self.paid, *self.contacts]
        for group in (*self.states.values(), *self.plans.values()):
            spells += group
        return sorted({edge for spell in spells for edge in spell})


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every agent's days."""
    for (agent_id, day), work in agent_days(facts).items():
        count_day(facts, ledger, agent_id, day, work)


def first_day(facts: Facts) -> date | None:
    """Business date of the first thing that happened."""
    begun = [
        row[columns[0]]
        for table, columns in AS_OF_COLUMNS.items()
        for row in facts.tables[table]
        if row[columns[0]] is not None
    ]
    return facts.business_date(min(begun)) if begun else None


def first_state_day(facts: Facts) -> date | None:
    """Business date of the first state of any agent."""
    begun = [state["entered_at"] for state in facts.tables["agent_states"]]
    return facts.business_date(min(begun)) if begun else None


def days_seen(facts: Facts) -> list[date]:
    """Business dates from the first thing that happened to the day of as_of."""
    first = first_day(facts)
    if first is None or facts.as_of is None:
        return []
    last = facts.business_date(facts.as_of)
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def agent_days(facts: Facts) -> Days:
    """Every agent's days."""
    days: Days = {}

    def put(agent_id: str, spell: Spell, kind: str, name: str | None = None) -> None:
        for day, pieces in by_day(facts, [spell]).items():
            work = days.setdefault((agent_id, day), AgentDay())
            match kind:
                case "state":
                    work.states.setdefault(str(name), []).extend(pieces)
                case "plan":
                    work.plans.setdefault(name, []).extend(pieces)
                case "paid":
                    work.paid.extend(pieces)
                case "contact":
                    work.contacts.extend(pieces)

    for state in facts.tables["agent_states"]:
        if state["left_at"] is not None:
            put(state["agent_id"], (state["entered_at"], state["left_at"]), "state", state["state"])
    for segment in facts.tables["agent_segments"]:
        end = segment["disconnected_at"]
        if end is not None and segment["agent_id"] != NOBODY:
            end = max(end, segment["acw_ended_at"] or end)
            put(segment["agent_id"], (segment["connected_at"], end), "contact")
    first = first_state_day(facts)
    if first is None or facts.as_of is None:
        return days
    for shift in facts.tables["shifts"]:
        start, end = max(shift["starts_at"], facts.midnight(first)), shift["ends_at"]
        spell = (start, min(end, facts.as_of))
        put(shift["agent_id"], spell, "plan", shift["activity"])
        if shift["is_paid"] is not False:
            put(shift["agent_id"], spell, "paid")
    return days


def covers(spells: list[Spell], at: int) -> bool:
    """Whether any of the spells holds at an instant."""
    return any(start <= at < end for start, end in spells)


def count_day(facts: Facts, ledger: Ledger, agent_id: str, day: date, work: AgentDay) -> None:
    """Count one agent's day, moment by moment."""
    sums: dict[str, int] = {}
    for start, end in pairwise(work.edges()):
        states = {name for name, spells in work.states.items() if covers(spells, start)}
        plans = {name for name, spells in work.plans.items() if covers(spells, start)}
        on_queue = bool(states & set(ON_QUEUE))
        is_paid = covers(work.paid, start)
        kept = ("on_queue" in plans and on_queue) or bool(
            plans & states & {"break", "meal", "meeting", "training"}
        )
        for name, holds in (
            ("scheduled_ms", bool(plans)),
            ("scheduled_activity_ms", bool(plans - {None, "unknown"})),
            ("scheduled_on_queue_ms", "on_queue" in plans),
            ("adherent_ms", kept),
            ("scheduled_logged_in_ms", bool(plans and states)),
            ("paid_ms", is_paid),
            ("paid_off_queue_ms", is_paid and not on_queue),
            ("training planned", "training" in plans),
            ("training attended", "training" in plans and "training" in states),
            ("logged in", bool(states)),
            ("on queue", on_queue),
            ("busy_ms", bool(states & {"handling", "acw"})),
            ("handling_ms", "handling" in states),
            ("handling_or_available_ms", bool(states & {"handling", "available"})),
            ("interacting_ms", on_queue and covers(work.contacts, start)),
        ):
            sums[name] = sums.get(name, 0) + (end - start if holds else 0)

    planned = [spell for spells in work.plans.values() for spell in spells]
    if planned:
        where = team_slice(facts, agent_id, day, min(planned)[0])
        for name in (
            *("scheduled_ms", "scheduled_activity_ms", "scheduled_on_queue_ms", "adherent_ms"),
            *("scheduled_logged_in_ms", "paid_ms", "paid_off_queue_ms"),
        ):
            ledger.add(where, name, sums[name])
        ledger.add(where, "agent_days_scheduled")
        ledger.add(where, "agent_days_attended", sums["logged in"] > 0)
        ledger.add(where, "agent_days_training_scheduled", sums["training planned"] > 0)
        ledger.add(where, "agent_days_training_attended", sums["training attended"] > 0)
    if first := first_on_queue(work):
        where = team_slice(facts, agent_id, day, first)
        for name in ("busy_ms", "handling_ms", "handling_or_available_ms", "interacting_ms"):
            ledger.add(where, name, sums[name])


def first_on_queue(work: AgentDay) -> int | None:
    """The day's first instant on queue."""
    starts = [start for name in ON_QUEUE for start, _ in work.states.get(name, [])]
    return min(starts, default=None)


def team_slice(facts: Facts, agent_id: str, day: date, at: int) -> Slice:
    """Slice of a team at an instant."""
    return Slice(day, ALL, ALL, ALL, shown(facts.team(agent_id, at)))
