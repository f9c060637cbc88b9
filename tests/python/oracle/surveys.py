"""Measures of what customers and employees answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from .amounts import half_up, thousandths
from .facts import Facts
from .reviews import slice_of
from .rows import Row
from .slices import ALL, Ledger, Slice, agent_segments_in_order, shown

SMALL = "(small teams)"


class Score(NamedTuple):
    """A score and the ends of its scale, in thousandths."""

    given: int
    low: int
    high: int

    @property
    def is_satisfied(self) -> bool:
        """In the upper quarter of the scale."""
        return Fraction(self.given - self.low, self.high - self.low) >= Fraction(3, 4)


def score_of(survey: Row) -> Score | None:
    """The score of an answered survey; None where scale and score do not fit."""
    numbers = [thousandths(survey[name]) for name in ("score", "scale_min", "scale_max")]
    given, low, high = numbers
    if survey["responded_at"] is None or given is None or low is None or high is None:
        return None
    return Score(given, low, high) if 0 <= low < high and low <= given <= high else None


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every survey on the days of its invitation and its answer; employees' by month."""
    staff: dict[date, dict[str, list[Score]]] = {}
    for survey in facts.tables["surveys"]:
        team = shown(team_of(facts, survey))
        answered_at = survey["responded_at"]
        if survey["kind"] == "csat":
            sent = slice_of(facts, survey["contact_id"], survey["invited_at"], team)
            ledger.add(sent, "csat_invitations")
            ledger.add(sent, "csat_invitations_answered", answered_at is not None)
        if answered_at is None:
            continue
        where = slice_of(facts, survey["contact_id"], answered_at, team)
        score = score_of(survey)
        if survey["kind"] == "esat":
            if score is not None:
                staff.setdefault(month_end(where.day), {}).setdefault(team, []).append(score)
            continue
        resolved, at_once = survey["is_resolved"], survey["is_first_contact"]
        if resolved is not None and at_once is not None:
            ledger.add(where, "resolution_answers")
            ledger.add(where, "resolution_answers_first_contact", resolved and at_once)
        if score is not None:
            count_customer(facts, ledger, where, survey, score)
    for last_day, teams in staff.items():
        if facts.as_of is None or last_day >= facts.business_date(facts.as_of):
            continue
        for team, scores in told_teams(teams, facts.params.least_employee_answers):
            for score in scores:
                count_employee(ledger, Slice(last_day, ALL, ALL, ALL, team), score)


def month_end(day: date) -> date:
    """Last day of the month of a day."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def told_teams(teams: dict[str, list[Score]], least: int) -> Iterator[tuple[str, list[Score]]]:
    """A month's teams: the small ones together, and the next smallest until two have enough."""
    if sum(len(scores) for scores in teams.values()) < least:
        return
    queue = sorted(teams, key=lambda team: (len(teams[team]), team.encode()))
    together: list[str] = []
    while queue and (
        len(teams[queue[0]]) < least
        or len(together) == 1
        or 0 < sum(len(teams[team]) for team in together) < least
    ):
        together.append(queue.pop(0))
    for team in together:
        yield SMALL, teams[team]
    for team in queue:
        yield team, teams[team]


def team_of(facts: Facts, survey: Row) -> str | None:
    """Team of the agent asked about, else of the one who had the contact last."""
    if survey["agent_id"] is not None:
        return facts.team(survey["agent_id"], survey["invited_at"])
    segments = agent_segments_in_order(facts, survey["contact_id"])
    return facts.team(segments[-1]["agent_id"], segments[-1]["connected_at"]) if segments else None


def count_employee(ledger: Ledger, where: Slice, score: Score) -> None:
    """Count what an employee answered."""
    ledger.add(where, "esat_responses")
    ledger.add(where, "esat_satisfied", score.is_satisfied)
    ledger.add(where, "esat_share_milli", half_up(1000 * score.given, score.high))


def count_customer(facts: Facts, ledger: Ledger, where: Slice, survey: Row, score: Score) -> None:
    """Count a customer's score by the kind of survey."""
    match survey["kind"]:
        case "csat":
            ledger.add(where, "csat_responses")
            ledger.add(where, "csat_satisfied", score.is_satisfied)
            ledger.add(where, "csat_score_milli", score.given)
            ledger.add(where, "csat_scale_max_milli", score.high)
            count_agents(facts, ledger, where, survey, score)
        case "nps" if (score.low, score.high) == (0, 10_000):
            ledger.add(where, "nps_responses")
            ledger.add(where, "net_promoters", score.given >= 9_000)
            ledger.add(where, "net_promoters", -int(score.given <= 6_000))
        case "ces":
            ledger.add(where, "ces_responses")
            ledger.add(where, "ces_score_milli", score.given)


def count_agents(facts: Facts, ledger: Ledger, where: Slice, survey: Row, score: Score) -> None:
    """Credit an answer to the last agent, and share it among all of them."""
    latest = {
        segment["agent_id"]: segment["connected_at"]
        for segment in agent_segments_in_order(facts, survey["contact_id"])
    }
    if not latest:
        return
    parts = [1000 // len(latest)] * len(latest)
    for number in range(1000 - sum(parts)):
        parts[number] += 1
    segments = agent_segments_in_order(facts, survey["contact_id"])
    latest_first = dict.fromkeys(segment["agent_id"] for segment in reversed(segments))
    last = segments[-1]["agent_id"]
    for agent_id, part in zip(latest_first, parts, strict=True):
        mine = where._replace(team_id=shown(facts.team(agent_id, latest[agent_id])))
        ledger.add(mine, "csat_responses_shared_milli", part)
        ledger.add(mine, "csat_satisfied_shared_milli", part * score.is_satisfied)
        if agent_id == last:
            ledger.add(mine, "csat_responses_last_agent")
            ledger.add(mine, "csat_satisfied_last_agent", score.is_satisfied)
