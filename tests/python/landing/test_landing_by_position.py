"""Connectors whose header says little: columns by position, and a text that means nothing."""

from __future__ import annotations

from typing import Any

import pytest

from wallboard.errors import InputRejected, UsageError
from wallboard.landing.tables import Field, RawTable

DOUBLED = "number,category,category\n"
COLUMNS = "number, category, subcategory, _extra, _known_fields"


# A row that does not fit sends the file through the exact reader.
@pytest.mark.parametrize("odd", ["", "only\n"], ids=["plain", "exact"])
def test_columns_stand_where_they_are_declared(landed: Any, odd: str) -> None:
    landed.put("log.csv", DOUBLED + "1,55,?\n?,,170\n" + odd)
    report = landed.ingest(source="desk").files[0]
    assert (report.rows_accepted, report.unknown_columns) == (2, ())
    assert landed.rows("changes", COLUMNS, "desk") == [
        ("1", "55", None, None, 2),
        (None, None, "170", None, 1),
    ]
    assert [row[1] for row in landed.quarantine()] == (["MISSING_COLUMNS"] if odd else [])


def test_the_names_in_the_header_do_not_matter(landed: Any) -> None:
    landed.put("log.csv", "a;b;c\n1;55;170\n")
    landed.ingest(source="desk")
    assert landed.rows("changes", "number, subcategory", "desk") == [("1", "170")]


@pytest.mark.parametrize("header", ["number,category\n", "number,category,category,more\n"])
def test_another_number_of_columns_is_refused(landed: Any, header: str) -> None:
    landed.put("log.csv", header + "1,55,170\n")
    with pytest.raises(InputRejected, match="has 3 columns by position, the file"):
        landed.ingest(source="desk")
    assert landed.quarantine()[0][1] == "HEADER_WIDTH"


def test_what_means_nothing_elsewhere_is_a_value(landed: Any) -> None:
    landed.put("calls.csv", "vru+line,call_id,date\n?,1,2025-03-03\n")
    landed.ingest(source="exchange")
    assert landed.rows("calls", '"vru+line"', "exchange") == [("?",)]


def test_a_header_is_read_in_one_of_two_ways() -> None:
    with pytest.raises(UsageError, match="by_guess"):
        RawTable("desk", "changes", (Field("number"),), header="by_guess")  # type: ignore[arg-type]
