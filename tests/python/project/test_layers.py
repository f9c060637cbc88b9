"""Layers in one direction, names, descriptions, contracts and budgets, over dbt's own manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbt_parse import Parsed

from wallboard.settings import PROJECT_DIR

FAMILIES = ("marts/efficiency", "marts/quality", "marts/intelligence")
FINAL = {"marts/core", "marts/measures", "marts/kpi", "seeds"}
# What a layer may read besides itself. A layer that is not named here may not exist.
READS = {
    "staging": {"sources"},
    "intermediate": {"staging", "source landing"},
    "marts/core": {"intermediate", "seeds"},
    "marts/measures": {"marts/core"},
    "marts/kpi": FINAL,
    "marts/agents": FINAL,
    "marts/scorecard": FINAL,
    **dict.fromkeys(FAMILIES, FINAL),
    "marts/meta": {"intermediate", "source landing", "marts/core", "seeds"},
}
NAMES = {
    "intermediate": r"int_\w+",
    "marts/core": r"(fct|dim)_\w+",
    "marts/agents": r"(kpi_)?agent_\w+",
    "marts/measures": r"msr_\w+_(daily|durations|members|amounts)|fct_measure_daily",
    **{family: f"{family.split('/')[1]}_daily" for family in FAMILIES},
}
MODEL_LINES = 120
MACRO_LINES = 60
YAML_LINES = 400
CLOCK = r"\b(now|today|get_current_\w+)\s*\(|\bcurrent_(date|time|timestamp)\b|\blocaltime"
BANNED = {
    "the clock": rf"{CLOCK}|\brun_started_at\b|\bmodules\.(?!re\b)",
    "the target": r"\btarget\s*[.\[]",
    "a random draw": r"\b(random|uuid|gen_random_uuid)\s*\(",
    # a build would not see that it has changed; files are read through source()
    "a file of its own": (
        r"\b(read_\w+|parquet_\w+|glob|sniff_csv)\s*\(|(?<!distinct )\b(from|join)\s+'"
    ),
    "the session": r"\b(current_setting|getenv|version|current_(user|schema|database))\s*\(",
}


def layer(node: dict[str, Any]) -> str:
    """The layer of a model, seed or source."""
    if node["resource_type"] == "source":
        return "source landing" if node["source_name"] == "landing" else "sources"
    if node["resource_type"] == "seed":
        return "seeds"
    folders = node["fqn"][1:-1]
    return "/".join(folders[:2]) if folders[0] == "marts" else str(folders[0])


def may_read(reader: dict[str, Any], parent: dict[str, Any]) -> bool:
    """Whether the layers allow it; a connector's staging knows no other connector."""
    own = layer(reader)
    if own == "staging":
        origin = parent.get("source_name", parent["fqn"][2])
        return layer(parent) in {"staging", "sources"} and origin == reader["fqn"][2]
    if own == "marts/meta" and parent.get("source_name") == "native":
        return True  # the text of a rejected row lies nowhere else
    return layer(parent) == own or layer(parent) in READS[own]


def code(text: str) -> str:
    """SQL or Jinja without comments and quoted text; what Jinja quotes is SQL and stays."""
    text = re.sub(r"\{#.*?#\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"--[^\n]*", " ", text)
    text = re.sub(
        r"\{[{%].*?[%}]\}", lambda jinja: jinja[0].replace("'", " "), text, flags=re.DOTALL
    )
    return re.sub(r"'[^']*'", "''", text)


def header(text: str) -> list[str]:
    """The comment lines a file starts with, the note that it is rendered left out."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line)
    return [line for line in lines if not line.startswith("-- Rendered from ")]


def files(folder: str, pattern: str) -> Iterator[tuple[str, str]]:
    """Path within the project and text of every file in a folder."""
    for path in sorted((PROJECT_DIR / folder).rglob(pattern)):
        yield str(path.relative_to(PROJECT_DIR)), path.read_text(encoding="utf-8")


MODELS = list(files("models", "*.sql"))


def finding(where: str, what: str) -> list[str]:
    """Models or macros whose code matches a pattern."""
    return [path for path, text in files(where, "*.sql") if re.search(what, code(text), re.I)]


def test_every_model_lies_in_a_known_layer(parsed: Parsed) -> None:
    assert {layer(node) for node in parsed.models.values()} <= set(READS)


def test_layers_read_in_one_direction(parsed: Parsed) -> None:
    wrong = [
        f"{name} ({layer(node)}) reads {parent['name']} ({layer(parent)})"
        for name, node in parsed.models.items()
        for parent in parsed.parents(name)
        if not may_read(node, parent)
    ]
    assert wrong == []


def test_connectors_are_gathered_where_they_have_landed(parsed: Parsed) -> None:
    gathered = {parent["fqn"][2] for parent in parsed.parents("int_contacts__delivered")}
    assert gathered >= {"native", "anonymous_bank", "star"}


def test_a_way_back_is_seen(parsed: Parsed) -> None:
    models, seeds = parsed.models, parsed.manifest["nodes"]
    upward = (
        (models["int_contacts"], models["fct_contact"]),
        (models["int_contacts"], seeds["seed.wallboard.sites"]),
        (models["fct_contact"], models["stg_native__contacts"]),
        (models["fct_contact"], models["msr_contact_daily"]),
        (models["msr_contact_daily"], models["int_contacts"]),
        (models["msr_contact_daily"], models["kpi_daily"]),
        (models["kpi_daily"], models["efficiency_daily"]),
        (models["stg_star__contacts"], models["stg_native__contacts"]),
    )
    for reader, parent in upward:
        assert not may_read(reader, parent), (reader["name"], parent["name"])


def test_names_follow_the_folder(parsed: Parsed) -> None:
    wrong = []
    for name, node in parsed.models.items():
        own = layer(node)
        rule = rf"stg_{node['fqn'][2]}__\w+" if own == "staging" else NAMES.get(own, r"\w+")
        if not re.fullmatch(rule, name):
            wrong.append(f"{name} in {own}: {rule}")
    assert wrong == []


def test_every_model_is_described(parsed: Parsed) -> None:
    assert [name for name, node in parsed.models.items() if not node["description"].strip()] == []


def test_every_mart_belongs_to_a_group_or_stays_inside(parsed: Parsed) -> None:
    public = {name: node for name, node in parsed.models.items() if node["access"] == "public"}
    assert len(public) > 10
    assert [name for name, node in public.items() if not node["group"]] == []
    assert [name for name, node in public.items() if not node["contract"]["enforced"]] == []
    assert [name for name, node in public.items() if not layer(node).startswith("marts/")] == []


def test_every_public_column_is_described(parsed: Parsed) -> None:
    bare = [
        f"{name}.{column['name']}"
        for name, node in parsed.models.items()
        if node["access"] == "public"
        for column in node["columns"].values()
        if not column["description"].strip()
    ]
    assert bare == []


@pytest.mark.parametrize(("path", "text"), MODELS, ids=[path for path, _ in MODELS])
def test_a_model_opens_with_its_grain(path: str, text: str) -> None:
    opening = header(text)
    assert opening and opening[0].startswith("-- Grain: one row"), path


@pytest.mark.parametrize(("path", "text"), MODELS, ids=[path for path, _ in MODELS])
def test_a_model_is_short_or_says_why_not(path: str, text: str) -> None:
    lines = len(text.splitlines())
    says_why = any("Long because" in line for line in header(text))
    assert lines <= MODEL_LINES or says_why, f"{path}: {lines} lines"


@pytest.mark.parametrize(
    ("folder", "pattern", "most"),
    [("macros", "*.sql", MACRO_LINES), ("models", "*.yml", YAML_LINES)],
)
def test_macros_and_yaml_stay_within_their_budget(folder: str, pattern: str, most: int) -> None:
    lengths = {path: len(text.splitlines()) for path, text in files(folder, pattern)}
    assert lengths
    assert {path: lines for path, lines in lengths.items() if lines > most} == {}


@pytest.mark.parametrize("what", BANNED)
def test_models_do_not_depend_on(what: str) -> None:
    assert finding("models", BANNED[what]) == []


@pytest.mark.parametrize("what", ["the clock", "a random draw"])
def test_macros_do_not_depend_on(what: str) -> None:
    assert finding("macros", BANNED[what]) == []


def test_marts_divide_in_one_macro_and_never_average() -> None:
    assert finding("models/marts", r"/") == []
    assert finding("models/marts", r"\b(avg|mean|median)\s*\(") == []
    assert finding("models/marts", r"\bfloat\b|\breal\b") == []


def test_ratios_are_divided_in_one_macro() -> None:
    # logarithms and milliseconds in duration_bucket, whole numbers in the other two
    allowed = {"kpi_value.sql", "duration_bucket.sql", "sensitive_words.sql", "whole_share.sql"}
    a_slash_of_no_comment = r"(?<!\*)/(?![*\\])"
    assert {Path(path).name for path in finding("macros", a_slash_of_no_comment)} <= allowed


@pytest.mark.parametrize(
    ("text", "pattern", "is_found"),
    [
        ("select now() as loaded_at", BANNED["the clock"], True),
        ("where day < current_date", BANNED["the clock"], True),
        ("{{ run_started_at }}", BANNED["the clock"], True),
        ("select * from read_csv('rates.csv')", BANNED["a file of its own"], True),
        ("select * from 'rates.parquet'", BANNED["a file of its own"], True),
        ("select * from {{ source('native', 'contacts') }}", BANNED["a file of its own"], False),
        ("select current_setting('TimeZone')", BANNED["the session"], True),
        ("select definition_version from versions", BANNED["the session"], False),
        ("select known_at, 'now()' as word -- now()", BANNED["the clock"], False),
        ("{% if target.type == 'spark' %}", BANNED["the target"], True),
        ("select target_status, first_response_target_seconds", BANNED["the target"], False),
        ("select a / b as share", "/", True),
        ("select 'a/b' as path -- a / b", "/", False),
        ("select {{ count_if('a / b > 1') }} as share", "/", True),
        ("select {{ local_date('started_at') }} as day", BANNED["the clock"], False),
    ],
)
def test_the_patterns_find_what_they_name(text: str, pattern: str, is_found: bool) -> None:
    assert bool(re.search(pattern, code(text), re.I)) is is_found
