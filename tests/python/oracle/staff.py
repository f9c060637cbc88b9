"""Measures of agents as staff: heads, leavers and skills."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .facts import Facts
from .rows import Row
from .slices import ALL, Ledger, Slice, shown
from .workforce import ONE_DAY, days_seen


def records(facts: Facts) -> dict[str, list[Row]]:
    """The versions of every agent's record, first to last."""
    found: dict[str, list[Row]] = {}
    for row in sorted(facts.tables["agents"], key=lambda row: row["valid_from"]):
        found.setdefault(row["agent_id"], []).append(row)
    return found


def team_of_day(facts: Facts, agent_id: str, day: date) -> str:
    """Team of the latest version begun by the end of a day, though it may have ended."""
    begun = [
        row
        for row in facts.tables["agents"]
        if row["agent_id"] == agent_id and row["valid_from"] < facts.midnight(day + ONE_DAY)
    ]
    latest = max(begun, key=lambda row: row["valid_from"], default=None)
    return shown(None if latest is None else latest["team_id"])


def count_heads(facts: Facts, ledger: Ledger) -> None:
    """Count who is employed on each day, and who goes."""
    for agent_id, versions in records(facts).items():
        latest = versions[-1]
        since = latest["hired_on"] or facts.business_date(versions[0]["valid_from"])
        for day in days_seen(facts):
            if day < since or (latest["left_on"] is not None and day > latest["left_on"]):
                continue
            where = Slice(day, ALL, ALL, ALL, team_of_day(facts, agent_id, day))
            ledger.add(where, "agent_days_employed")
            if day == latest["left_on"]:
                ledger.add(where, "agents_left")
                ledger.add(where, "agents_left_voluntarily", latest["left_voluntarily"] is True)


def thousandths(amount: Decimal | None) -> int | None:
    """A number in whole thousandths."""
    if amount is None:
        return None
    return int((amount * 1000).to_integral_value(ROUND_HALF_UP))


def count_skills(facts: Facts, ledger: Ledger) -> None:
    """Tell the latest assessments at the end of every day, empty teams too once they had some."""
    left_on = {agent_id: rows[-1]["left_on"] for agent_id, rows in records(facts).items()}
    known: set[str] = set()
    for day in days_seen(facts):
        levels: dict[str, list[tuple[int, int]]] = {}
        for assessment in latest_assessments(facts, day):
            gone = left_on.get(assessment["agent_id"])
            required = thousandths(assessment["required_level"]) or 0
            if required <= 0 or (gone is not None and gone < day):
                continue
            level = max(0, thousandths(assessment["level"]) or 0)
            team_id = team_of_day(facts, assessment["agent_id"], day)
            levels.setdefault(team_id, []).append((level, required))
        known |= levels.keys()
        for team_id in known:
            found = levels.get(team_id, [])
            where = Slice(day, ALL, ALL, ALL, team_id)
            ledger.level(where, "skills_required_to_date", len(found))
            met = sum(1 for level, required in found if level >= required)
            ledger.level(where, "skills_met_to_date", met)
            needed = sum(required for _, required in found)
            ledger.level(where, "skill_levels_required_to_date_milli", needed)
            missing = sum(max(0, required - level) for level, required in found)
            ledger.level(where, "skill_levels_missing_to_date_milli", missing)


def latest_assessments(facts: Facts, day: date) -> list[Row]:
    """The latest assessment with a level of every agent and skill, as of the end of a day."""
    latest: dict[tuple[str, str], Row] = {}
    made = [
        row
        for row in facts.tables["agent_skills"]
        if row["level"] is not None and facts.business_date(row["assessed_at"]) <= day
    ]
    for row in sorted(made, key=lambda row: (row["assessed_at"], row["assessment_id"].encode())):
        latest[row["agent_id"], row["skill"]] = row
    return list(latest.values())
