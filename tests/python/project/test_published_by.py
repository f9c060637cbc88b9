"""Marts that are published by months name a date of theirs, and are published at all."""

from __future__ import annotations

from dbt_parse import Parsed


def test_months_are_of_a_date_of_a_published_mart(parsed: Parsed) -> None:
    divided = {
        name: node["config"]["meta"]["published_by"]
        for name, node in parsed.models.items()
        if "published_by" in node["config"]["meta"]
    }
    assert divided.keys() >= {"kpi_scorecard", "kpi_daily"}
    for name, column in divided.items():
        node = parsed.models[name]
        is_restricted = node["config"]["meta"].get("audience") == "restricted"
        assert node["access"] == "public" or is_restricted, name
        assert node["columns"][column]["data_type"] == "date", name
