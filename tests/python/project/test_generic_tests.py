"""Every generic test is seen to fail on a bad row and to pass on a good one."""

from __future__ import annotations

import re
from typing import Any

import duckdb
import pytest
from jinja2 import Environment

from wallboard.settings import PROJECT_DIR

GENERIC = PROJECT_DIR / "tests" / "generic"

# test, its arguments, the rows of a table with columns a and b, rows it must find
Case = tuple[str, dict[str, Any], str, int]
CASES: list[Case] = [
    ("finite", {"columns": "a"}, "(1.5, 1), (0.0, 1), (null, 1)", 0),
    ("finite", {"columns": "a"}, "('inf'::double, 1)", 1),
    ("finite", {"columns": "a"}, "('-inf'::double, 1)", 1),
    ("finite", {"columns": "b, a"}, "('nan'::double, 1), (1.5, 1)", 1),
    ("finite", {"columns": "b, a"}, "('-inf'::double, null), (null, null), (null, 1)", 1),
    ("finite", {"columns": "a, b"}, "('-inf'::double, 'inf'::double), (1.5, '-inf'::double)", 2),
    ("holds", {"expression": "a <= b"}, "(1, 1), (1, 2)", 0),
    ("holds", {"expression": "a <= b"}, "(2, 1), (1, 2)", 1),
    ("holds", {"expression": "a <= b"}, "(null, 1)", 1),
    ("holds", {"expression": "a = 1 or b = 1"}, "(0, 0), (1, 0), (0, 1)", 1),
    ("unique_key", {"columns": "a, b"}, "(1, 1), (1, 2), (2, 1)", 0),
    ("unique_key", {"columns": "a, b"}, "(1, 1), (1, 1), (1, 1), (2, 1)", 1),
    ("unique_key", {"columns": "a, b"}, "(1, null)", 1),
    ("unique_key", {"columns": "a"}, "(1, 1), (1, 2)", 1),
]


def rows_found(test: str, arguments: dict[str, Any], rows: str) -> int:
    """Rows that a generic test finds in the given ones; column_name is as dbt passes it."""
    text = (GENERIC / f"{test}.sql").read_text(encoding="utf-8")
    macro = re.sub(r"\{%(-?)\s*test\b", r"{%\1 macro", text)
    macro = re.sub(r"\{%(-?)\s*endtest\b", r"{%\1 endmacro", macro)
    whole = {"of_changed": lambda columns="": ""}  # as where nothing is known of the table
    module = Environment().from_string(macro, globals=whole).make_module()
    sql = getattr(module, test)(model="checked", column_name=None, **arguments)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"create table checked as from (values {rows}) as cases (a, b)")
        return len(connection.execute(sql).fetchall())


@pytest.mark.parametrize(("test", "arguments", "rows", "found"), CASES)
def test_a_generic_test_finds_bad_rows_and_no_others(
    test: str, arguments: dict[str, Any], rows: str, found: int
) -> None:
    assert rows_found(test, arguments, rows) == found


def test_every_generic_test_has_a_good_and_a_bad_case() -> None:
    names = {path.stem for path in GENERIC.glob("*.sql")}
    assert names
    assert names == {case[0] for case in CASES if case[3] == 0}
    assert names == {case[0] for case in CASES if case[3] > 0}
