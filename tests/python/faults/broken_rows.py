"""Rows that cannot be accepted: every kind a table of the contract can have, made from a good row.

Each is told with the reason the warehouse must give, written as in the books: ``CODE`` or
``CODE:column``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wallboard.contract import Column, Table
from wallboard.render.intermediate import TABLES

Row = dict[str, Any]
# Ids of persons are landed as pseudonyms.
PERSONS = ("customer_id", "agent_id", "author_id")
BAD_TIMES = ("2025-13-45T99:00:00Z", "2025-01-06 08:00:00", "1736150400", "1736150400000")
OUTSIDE = (
    "1970-01-01T00:00:00Z",
    "1989-12-31T23:59:59.999Z",
    "2100-01-01T00:00:00Z",
    "55840-01-06T00:00:00Z",
)
HUGE = 2_200_000


def meaningless(table: Table, good: Row) -> Iterator[tuple[str, Row]]:
    """Rows that can be read and mean nothing; none for a table that no model judges yet."""
    if table.name not in TABLES:
        return
    for reason, changes in _changes(table):
        yield reason, {**good, **changes}


def _changes(table: Table) -> Iterator[tuple[str, Row]]:
    own = {column.name: column for column in table.columns}
    keys = [column for column in table.columns if column.is_key and column.is_required]
    yield "NULL_KEY", {keys[0].name: ""}
    for column in table.columns:
        if column.is_required and not column.is_key:
            yield f"MISSING:{column.name}", {column.name: ""}
            break
    for column in (c for c in table.columns if c.data_type in ("count", "number", "money", "flag")):
        yield f"CAST:{column.name}", {column.name: "many"}
        break
    instants = [c for c in table.columns if c.data_type == "instant" and c.is_required]
    for column in instants[:1]:
        yield from ((f"CAST:{column.name}", {column.name: text}) for text in BAD_TIMES)
        yield from ((f"TIME_OUT_OF_RANGE:{column.name}", {column.name: text}) for text in OUTSIDE)
    for column in (c for c in table.columns if c.data_type in ("seconds", "count")):
        yield f"OUT_OF_RANGE:{column.name}", {column.name: "-5"}
        yield f"OUT_OF_RANGE:{column.name}", {column.name: "1000000001"}
        break
    for column in (c for c in table.columns if _is_time_after(c, own)):
        assert column.not_before is not None
        late, early = "2025-01-06T12:00:00.000Z", "2025-01-06T11:59:54.999Z"
        yield f"NEGATIVE_DURATION:{column.name}", {column.not_before: late, column.name: early}
        break
    for column in (c for c in table.columns if c.data_type == "id" and c.name not in PERSONS):
        yield f"MANGLED_ID:{column.name}", {column.name: "1.23457E+17"}
        break


def _is_time_after(column: Column, own: Mapping[str, Column]) -> bool:
    return column.not_before is not None and own[column.not_before].data_type == "instant"


def unreadable_csv(names: list[str], line: bytes) -> Iterator[tuple[str, bytes]]:
    """Lines of CSV that no row can be made of; ``line`` is a good one."""
    rest = line.split(b",", 1)[1] if b"," in line else b""
    yield "UNQUOTED_VALUE", b'"open,' + rest
    yield "TOO_MANY_COLUMNS", line + b",more"
    yield "BAD_ENCODING", "查询,".encode("gb18030") + rest
    if len(names) > 2:
        yield f"MISSING_COLUMNS:{names[2]}", b"one,two"


def unreadable_json(good: Row) -> Iterator[tuple[str, bytes]]:
    """Lines of JSON that no row can be made of."""
    name = next(iter(good))
    text = json.dumps(good)
    inside = text[1:-1]
    yield "MALFORMED_JSON", text[: len(text) // 2].encode()
    yield "MALFORMED_JSON", f"[{text}]".encode()
    yield f"DUPLICATE_KEY:{name}", f'{{{json.dumps(name)}: "x", {inside}}}'.encode()
    yield "NON_FINITE", f'{{{inside}, "more": NaN}}'.encode()
    yield "NON_FINITE", f'{{{inside}, "more": 1e999}}'.encode()
    yield "BAD_ENCODING", f'{{{inside}, "more": "\\ud800"}}'.encode()


def oversize_csv(line: bytes) -> bytes:
    """A line of CSV longer than any record may be."""
    return b"x" * HUGE + b"," + line


def oversize_json(good: Row) -> bytes:
    """A line of JSON longer than any record may be."""
    return json.dumps({**good, "more": "x" * HUGE}).encode()
