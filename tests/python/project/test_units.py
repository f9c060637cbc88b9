"""What models say of their units is about relations they read and columns they have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from dbt_parse import Parsed

from wallboard.contract import load_contract
from wallboard.settings import PROJECT_DIR

REACHES = ("follows", "through", "grows", "ripens_in")
WORDS = {"unit", "ripens_at", "ripens_on", *REACHES}
SPAN = "int_data_span"
MARK = re.compile(r"of_unit\(\s*('\w+'|\[[^\]]+\])")

Node = dict[str, Any]


@pytest.fixture(scope="module")
def models(parsed: Parsed) -> dict[str, Node]:
    """The models by name."""
    return parsed.models


def with_units(models: dict[str, Node]) -> Iterator[tuple[Node, dict[str, Any]]]:
    for node in models.values():
        if "unit" in node["config"]["meta"]:
            yield node, node["config"]["meta"]


def read_by(models: dict[str, Node], node: Node) -> set[str]:
    """The relations a model reads, itself or through ephemeral models, which count as well."""
    found = set()
    for parent in node["depends_on"]["nodes"]:
        name = parent.rsplit(".", 1)[-1]
        found.add(name)
        if name in models and models[name]["config"]["materialized"] == "ephemeral":
            found |= read_by(models, models[name])
    return found


def test_large_tables_have_units(models: dict[str, Node]) -> None:
    assert len(list(with_units(models))) > 60


def test_words_are_known(models: dict[str, Node]) -> None:
    for node, meta in with_units(models):
        assert node["config"]["materialized"] in ("table", "delivered"), node["name"]
        assert set(meta) - {"audience", "published_by"} <= WORDS, node["name"]


def test_reaches_are_of_relations_that_are_read(models: dict[str, Node]) -> None:
    for node, meta in with_units(models):
        read = read_by(models, node)
        for word in REACHES:
            assert set(meta.get(word, {})) <= read, (node["name"], word)
        others = {other for other, *_ in meta.get("through", {}).values()}
        assert others <= read, node["name"]


def test_who_reads_the_present_says_what_ripens(models: dict[str, Node]) -> None:
    """Else every day that as_of moves on would build the whole table."""
    for node, meta in with_units(models):
        ripens = {word for word in meta if word.startswith("ripens_")}
        assert bool(ripens) == (SPAN in read_by(models, node)), node["name"]
        # Another instant of the span than as_of is not followed.
        if ripens:
            assert not re.search(r"(first|last)_at\b.*span|span\.(first|last)_at", node["raw_code"])


def test_refs_speak_of_the_models_own_unit(models: dict[str, Node]) -> None:
    for node, meta in with_units(models):
        for mark in MARK.findall(node["raw_code"]):
            assert ast.literal_eval(mark) == meta["unit"], node["name"]


def test_what_is_called_an_id_is_landed_as_one() -> None:
    """By its raw text files are told that can hold it (macro files_with)."""
    for table in load_contract(PROJECT_DIR / "seeds" / "reference" / "raw_contract.csv").values():
        named = {column.name for column in table.columns if column.name.endswith("_id")}
        assert named <= {column.name for column in table.columns if column.data_type == "id"}
