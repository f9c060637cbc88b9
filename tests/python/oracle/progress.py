"""Measures that set agents side by side: the new with their team, juniors with seniors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor

from .agents import ON_QUEUE
from .facts import Facts
from .rows import duration
from .slices import ALL, Ledger, Slice, shown
from .staff import records, thousandths
from .workforce import ONE_DAY, Days, agent_days, covers, first_on_queue, first_state_day

ONE_WEEK = timedelta(days=7)


@dataclass(slots=True)
class AgentWeek:
    """An agent's week on queue."""

    team_id: str | None
    on_queue_ms: int
    handled: int = 0
    points: int = 0
    points_possible: int = 0


def count_ramps(facts: Facts, ledger: Ledger) -> None:
    """Find the first week in which each new agent kept pace with the team."""
    first = first_state_day(facts)
    if first is None or facts.as_of is None:
        return
    weeks = agent_weeks(facts, agent_days(facts))
    for agent_id, versions in records(facts).items():
        hired = versions[-1]["hired_on"]
        if hired is None or hired < first:
            continue
        for (who, monday), week in sorted(weeks.items(), key=lambda item: item[0][1]):
            if who != agent_id or monday + ONE_WEEK <= hired:
                continue
            if facts.midnight(monday + ONE_WEEK) > facts.as_of:
                continue
            if not is_up_to_speed(facts, week, [w for (_, m), w in weeks.items() if m == monday]):
                continue
            where = Slice(monday + 6 * ONE_DAY, ALL, ALL, ALL, shown(week.team_id))
            ledger.add(where, "agents_up_to_speed")
            ledger.add(where, "ramp_days", max(0, (monday - hired).days))
            break


def agent_weeks(facts: Facts, days: Days) -> dict[tuple[str, date], AgentWeek]:
    """Weeks with time on queue, by agent and Monday."""
    weeks: dict[tuple[str, date], AgentWeek] = {}
    for (agent_id, day), work in sorted(days.items(), key=lambda item: item[0][1]):
        first = first_on_queue(work)
        if first is None:
            continue
        week = weeks.setdefault(
            (agent_id, monday_of(day)), AgentWeek(facts.team(agent_id, first), 0)
        )
        spells = [spell for name in ON_QUEUE for spell in work.states.get(name, [])]
        edges = sorted({edge for spell in spells for edge in spell})
        week.on_queue_ms += sum(b - a for a, b in pairwise(edges) if covers(spells, a))
    for segment in facts.tables["agent_segments"]:
        handled_on = monday_of(facts.business_date(segment["connected_at"]))
        week_of = weeks.get((segment["agent_id"], handled_on))
        if segment["disconnected_at"] is not None and week_of is not None:
            week_of.handled += 1
    for review in facts.tables["quality_reviews"]:
        reviewed_on = monday_of(facts.business_date(review["reviewed_at"]))
        week_of = weeks.get((review["agent_id"], reviewed_on))
        score, most = thousandths(review["score"]), thousandths(review["max_score"])
        if week_of is None or review["is_calibration"] is True or score is None or not most:
            continue
        if most > 0:
            week_of.points += score
            week_of.points_possible += most
    return weeks


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - day.weekday() * ONE_DAY


def is_up_to_speed(facts: Facts, week: AgentWeek, all_weeks: list[AgentWeek]) -> bool:
    """Whether pace and quality are reached."""
    if week.team_id is None or week.handled == 0:
        return False
    team = [other for other in all_weeks if other.team_id == week.team_id]
    pace = Fraction(week.handled, week.on_queue_ms)
    pace_of_team = Fraction(sum(w.handled for w in team), sum(w.on_queue_ms for w in team))
    if pace * 100 < pace_of_team * facts.params.ramp_productivity_percent:
        return False
    needed_points = week.points_possible * facts.params.ramp_quality_percent
    return week.points_possible == 0 or week.points * 100 >= needed_points


def count_handle_mix(facts: Facts, ledger: Ledger) -> None:
    """Set the juniors' handling time against the seniors', cell by cell."""
    cells: dict[tuple[Slice, str | None], dict[str, list[int]]] = {}
    for segment in facts.tables["agent_segments"]:
        version = facts.agent(segment["agent_id"], segment["connected_at"])
        if segment["disconnected_at"] is None or version is None:
            continue
        tier = version["tier"]
        side = "junior" if tier in ("new", "junior") else "senior"
        if tier not in ("new", "junior", "senior", "expert"):
            continue
        contact = facts.contacts.get(segment["contact_id"])
        site = contact["site_id"] if contact is not None else None
        where = Slice(
            facts.date_at(site, segment["connected_at"]),
            shown(site),
            shown(contact["channel"] if contact is not None else None),
            shown(segment["queue_id"]),
            ALL,
        )
        issue = contact["issue_key"] if contact is not None else None
        # Talk and hold together are the connection; wrap-up follows it.
        end = segment["disconnected_at"]
        took = duration(segment["connected_at"], end)
        if segment["acw_ended_at"] is not None:
            took += duration(end, segment["acw_ended_at"])
        cells.setdefault((where, issue), {}).setdefault(side, []).append(took)
    for (where, _), sides in cells.items():
        junior, senior = sides.get("junior", []), sides.get("senior", [])
        if junior and senior:
            ledger.add(where, "junior_handle_ms", sum(junior))
            alike = Fraction(sum(senior) * len(junior), len(senior))
            ledger.add(where, "junior_handle_at_senior_mean_ms", floor(alike + Fraction(1, 2)))
