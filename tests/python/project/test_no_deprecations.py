"""dbt has nothing to say against the project, and would say so if it had."""

from __future__ import annotations

from pathlib import Path

import msgpack
from dbt_parse import Parse, Parsed

SMALL_PROJECT = """
name: small
version: "1.0"
config-version: 2
profile: wallboard
flags: {require_generic_test_arguments_property: true}
"""
OLD_WAY = """
models:
  - name: one
    data_tests:
      - never_zero: {columns: a}
"""
GENERIC = "{% test never_zero(model, columns) %} select 1 from {{ model }} {% endtest %}"


def complaints(parsed: Parsed) -> list[str]:
    """Lines in which dbt warns or speaks of a deprecation."""
    words = ("deprecat", "warning")
    return [line for line in parsed.output.splitlines() if any(w in line.lower() for w in words)]


def test_nothing_is_deprecated(parsed: Parsed) -> None:
    assert complaints(parsed) == []


def test_what_dbt_keeps_of_a_parse_can_be_read_back(parsed: Parsed) -> None:
    # dbt says nothing where it cannot, and parses all files again in every command.
    files = msgpack.unpackb(parsed.kept)["files"]
    places = {Path(name.removeprefix("wallboard://")).parts[:2] for name in files}
    assert ("tests", "singular") in places
    assert {place for place in places if place[0] == "tests"} <= {
        ("tests", "singular"),
        ("tests", "generic"),
    }


def test_no_warning_passes_for_an_error(parse: Parse) -> None:
    strict = parse("--warn-error")
    assert strict.exit_code == 0, strict.output


def test_an_old_way_of_writing_is_seen(parse: Parse, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "dbt_project.yml").write_text(SMALL_PROJECT)
    (tmp_path / "models" / "one.sql").write_text("select 1 as a")
    (tmp_path / "models" / "one.yml").write_text(OLD_WAY)
    (tmp_path / "tests" / "generic").mkdir(parents=True)
    (tmp_path / "tests" / "generic" / "never_zero.sql").write_text(GENERIC)
    loose = parse("--show-all-deprecations", project=tmp_path)
    assert loose.exit_code == 0, loose.output
    assert complaints(loose) != []
    assert parse("--warn-error", project=tmp_path).exit_code != 0
