"""Which marts are for whom, read from dbt's manifest as the publishing reads it."""

from __future__ import annotations

import re
from typing import Any

from dbt_parse import Parsed

# Whatever points at one person. `member` is a process step; what else it may be, its feeds say.
PERSONAL = re.compile(r"(agent|customer|author|employee|member|user|person)_(id|key|no|name|hash)")
RESTRICTED = {"kpi_agent_daily", "agent_duration_histogram_daily", "dim_agent"}
MEMBERS_ARE_STEPS = {"msr_process_step_amounts"}


def audience(node: dict[str, Any]) -> str | None:
    """Whom a model is published for."""
    if node["access"] == "public":
        return "public"
    named = node["config"]["meta"].get("audience")
    return None if named is None else str(named)


def of(parsed: Parsed, wanted: str) -> dict[str, dict[str, Any]]:
    """The models for an audience."""
    return {name: node for name, node in parsed.models.items() if audience(node) == wanted}


def test_restricted_marts_are_marked_alike(parsed: Parsed) -> None:
    restricted = of(parsed, "restricted")
    assert set(restricted) == RESTRICTED
    for name, node in restricted.items():
        assert node["access"] == "protected", name
        assert node["contract"]["enforced"], name
        assert "agent_id" in node["columns"], name
        assert all(column["description"].strip() for column in node["columns"].values()), name


def test_no_public_mart_has_a_column_for_a_person(parsed: Parsed) -> None:
    personal = [
        f"{name}.{column}"
        for name, node in of(parsed, "public").items()
        for column in node["columns"]
        if PERSONAL.fullmatch(column)
    ]
    assert personal == []
    assert PERSONAL.fullmatch("agent_id") and not PERSONAL.fullmatch("agents_ever")


def test_no_public_mart_reads_figures_of_single_agents(parsed: Parsed) -> None:
    by_agent = {name for name, node in parsed.models.items() if node["fqn"][2] == "agents"}
    assert by_agent >= {"kpi_agent_daily", "agent_measure_daily"}
    reads = {
        f"{name} reads {parent['name']}"
        for name, node in parsed.models.items()
        if name not in by_agent
        for parent in parsed.parents(name)
        if parent["name"] in by_agent
    }
    assert reads == set()


def test_members_that_are_told_are_no_persons(parsed: Parsed) -> None:
    feeds = {
        parent["name"]
        for parent in parsed.parents("member_amount_daily")
        if parent["name"].startswith("msr_")
    }
    assert feeds == MEMBERS_ARE_STEPS


def test_every_public_mart_tells_small_teams_as_one(parsed: Parsed) -> None:
    """A public mart with teams reads them from a model that merged them, never from a fact."""
    merged = {
        name
        for name in parsed.models
        if any(parent["name"] == "dim_small_team" for parent in parsed.parents(name))
    }

    def is_safe(name: str) -> bool:
        if name in merged or parsed.models[name]["fqn"][1] != "marts":
            return True
        if "team_id" not in str(parsed.models[name]["raw_code"]) and name.startswith(
            ("dim_", "int_")
        ):
            return True
        if parsed.models[name]["fqn"][2] in ("core", "measures"):
            return False
        return all(
            is_safe(parent["name"])
            for parent in parsed.parents(name)
            if parent["resource_type"] == "model"
        )

    with_teams = [
        name for name, node in of(parsed, "public").items() if "team_id" in node["columns"]
    ]
    assert len(with_teams) > 8
    assert [name for name in with_teams if not is_safe(name)] == []
    assert not is_safe("msr_contact_daily")
