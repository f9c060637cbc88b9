"""No public figure is that of a few agents, nor the difference of figures that are published."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oracle import Params
from oracle.facts import load
from oracle.workforce import agent_days, first_on_queue
from oracle.worlds import worlds
from warehouse.engine import Engine, World
from warehouse.test_agents import FLOORS

EXAMPLES = 5
SMALL, UNKNOWN, ALL = "(small teams)", "(unknown)", "(all)"
FLOOR = FLOORS["least_team_agents"]
ANSWERS = FLOORS["least_employee_answers"]
Teams = dict[str, set[str]]


def teams_of(world: World) -> Teams:
    """Every team's agents: those its records name, and those who did anything while in it."""
    facts = load(dict(world), "UTC", Params())
    teams: Teams = {}

    def put(team: str | None, agent_id: str | None) -> None:
        teams.setdefault(UNKNOWN if team is None else team, set()).update(
            set() if agent_id in (None, UNKNOWN) else {str(agent_id)}
        )

    for agent in facts.tables["agents"]:
        put(agent["team_id"], agent["agent_id"])
    for segment in facts.tables["agent_segments"]:
        put(facts.team(segment["agent_id"], segment["connected_at"]), segment["agent_id"])
    for review in facts.tables["quality_reviews"]:
        if review["agent_id"] is not None:
            put(facts.team(review["agent_id"], review["reviewed_at"]), review["agent_id"])
    known = {ticket["ticket_id"] for ticket in facts.tables["tickets"]}
    for event in facts.tables["ticket_events"]:
        if event["ticket_id"] in known and (event["agent_id"] or event["team_id"]):
            agent_id = event["agent_id"]
            team = facts.team(agent_id, event["occurred_at"]) if agent_id else None
            put(event["team_id"] or team, agent_id)
    for (agent_id, _), work in agent_days(facts).items():
        planned = [spell for spells in work.plans.values() for spell in spells]
        for kind in (planned, work.contacts, [s for g in work.states.values() for s in g]):
            if kind:
                put(facts.team(agent_id, min(kind)[0]), agent_id)
        first = first_on_queue(work)
        if first is not None:
            put(facts.team(agent_id, first), agent_id)
    if not teams.get(UNKNOWN, {""}):
        del teams[UNKNOWN]
    return teams


def shown_teams(connection: duckdb.DuckDBPyConnection, compiled: Engine) -> dict[str, set[str]]:
    """The teams that each public mart tells of."""
    found = {}
    for model in compiled.models:
        columns = [row[0] for row in connection.execute(f"describe {model.relation}").fetchall()]
        if model.is_public and "team_id" in columns:
            rows = connection.execute(f"select distinct team_id from {model.relation}").fetchall()
            found[model.name] = {team for (team,) in rows}
    return found


def test_no_team_below_the_floor_can_be_told_apart(engine: Callable[..., Engine]) -> None:
    compiled = engine("UTC", FLOORS, periods=True)
    seen: set[str] = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds(), st.sampled_from((FLOOR, FLOOR, 0)))
    def hold(world: World, colleagues: int) -> None:
        # teams of little worlds are all small; this one may be told
        world["agents"] += [
            {"agent_id": f"B{n}", "team_id": "T3", "valid_from": "2024-01-01T00:00:00Z"}
            for n in range(colleagues)
        ]
        teams = teams_of(world)
        connection = compiled.build(world)
        told = shown_teams(connection, compiled)
        rows = connection.execute("select team_id from dim_small_team").fetchall()
        hidden = {team for (team,) in rows}
        visible = teams.keys() - hidden
        assert hidden <= teams.keys()
        assert all(len(teams[team]) >= FLOOR for team in visible)
        if hidden and visible:
            assert len(hidden) >= 2
            assert len(set().union(*(teams[team] for team in hidden))) >= FLOOR
        if hidden:
            seen.add("merged" if visible else "all merged")
        # no mart knows a team that another one hides
        for mart, shown in told.items():
            assert shown <= visible | {SMALL, ALL, UNKNOWN}, mart
            assert UNKNOWN not in shown or UNKNOWN not in hidden, mart
        # of every day and cut: the whole is what it was, and so is every team that is told
        merged = books(connection)
        apart = books(connection, unmerged(compiled))
        for (team, *cut), amount in merged.items():
            members = hidden if team == SMALL else {team}
            assert amount == sum(apart.get((name, *cut), 0) for name in members), (team, cut)
        assert {key[1:] for key in merged} == {key[1:] for key, n in apart.items() if n}

    hold()
    assert "merged" in seen


def unmerged(compiled: Engine) -> str:
    """The long measure table as it would be if no team were small."""
    measures = next(model for model in compiled.models if model.name == "fct_measure_daily")
    nobody = "(select cast(null as varchar) as team_id where false)"
    return re.sub(r'"warehouse"\."marts"\."dim_small_team"', nobody, measures.sql)


def books(
    connection: duckdb.DuckDBPyConnection, measures: str = "from fct_measure_daily"
) -> dict[tuple[Any, ...], int]:
    """Sums by team, day, slice and measure; the answers of employees have a floor of their own."""
    rows = connection.execute(
        "select team_id, measure_date, site_id, channel, queue_id, measure_id, measure_value "
        f"from ({measures}) where measure_id not like 'esat%' and measure_value <> 0 "
        "and measure_id not in ('concurrency_peak_conversations', 'net_promoters')"
    ).fetchall()
    return {row[:-1]: row[-1] for row in rows}


@pytest.mark.parametrize("seed", range(3))
def test_no_few_answers_of_employees_can_be_told_apart(
    engine: Callable[..., Engine], seed: int
) -> None:
    rnd = Random(seed)
    compiled = engine("UTC", FLOORS, periods=True)
    teams = {f"A{n}": f"T{n % 5}" for n in range(20)}
    given_answers = [
        (rnd.choice(list(teams)), rnd.choice(("01", "02", "03", "04")))
        for _ in range(rnd.randint(3, 14))
    ]
    world: dict[str, list[dict[str, str | None]]] = {
        "agents": [
            {"agent_id": name, "team_id": team, "valid_from": "2024-01-01T00:00:00Z"}
            for name, team in teams.items()
        ],
        "surveys": [
            {
                "survey_id": f"V{n}",
                "kind": "esat",
                "agent_id": agent_id,
                "invited_at": f"2025-{month}-05T09:00:00Z",
                "responded_at": f"2025-{month}-06T09:00:00Z",
                "score": "4",
                "scale_min": "1",
                "scale_max": "5",
            }
            for n, (agent_id, month) in enumerate(given_answers)
        ],
        # April still runs
        "contacts": [
            {
                "contact_id": "C1",
                "channel": "chat",
                "started_at": "2025-04-20T09:00:00Z",
            }
        ],
    }
    connection = compiled.build(world)
    rows = connection.execute(
        "select strftime(measure_date, '%m'), team_id, measure_value from fct_measure_daily "
        "where measure_id = 'esat_responses'"
    ).fetchall()
    told = {(month, team): n for month, team, n in rows}
    assert {month for month, _ in told} <= {"01", "02", "03"}
    for month in ("01", "02", "03"):
        answers = [teams[agent_id] for agent_id, when in given_answers if when == month]
        mine = {team: n for (when, team), n in told.items() if when == month}
        assert sum(mine.values()) == (len(answers) if len(answers) >= ANSWERS else 0)
        assert all(n >= ANSWERS for n in mine.values())
        together = {team for team in answers if team not in mine}
        if mine and together:
            assert len(together) >= 2
    kpis = connection.execute(
        "select min(denominator) from kpi_period where kpi_id like 'esat%'"
    ).fetchone()
    assert kpis is None or kpis[0] is None or kpis[0] >= ANSWERS
