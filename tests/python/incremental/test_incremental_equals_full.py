"""Whatever the split into deliveries and their order: the marts are those of one full build.

Each case delivers a world of its own to one home, builds after every delivery in the file that
was kept, and compares every mart with what the models' SQL gives of all rows landed at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from deliveries import (
    deliver,
    in_pieces,
    leftovers,
    marts,
    marts_on,
    nasty_world,
    transform,
    write,
)

from faults.transform import compiled_anew
from oracle.rows import current
from wallboard.settings import Settings

EACH = 0  # as many deliveries as rows
CASES = [
    pytest.param(1, 8, "UTC", id="all-in-one-utc"),
    pytest.param(2, 1, "Asia/Shanghai", id="two-shanghai"),
    pytest.param(5, 8, "America/New_York", id="five-new-york"),
    pytest.param(EACH, 2, "UTC", id="row-by-row-utc"),
]
# A contact with its wait, a newer version of the contact and of another one, and deletions that
# come before, beside and after what they take away.
FEW = 7


@pytest.mark.parametrize(("pieces", "threads", "timezone"), CASES)
def test_split_and_order_of_deliveries(
    shared: Path, tmp_path: Path, pieces: int, threads: int, timezone: str
) -> None:
    seed = 100 * pieces + threads
    rows = nasty_world(seed)
    if pieces == EACH:
        contacts = [row for row in rows if row[0] == "contacts"]
        waits = [row for row in rows if row[0] == "queue_segments"]
        gone = dict(contacts[1][1]) | {"is_deleted": "true"}
        rows = [*contacts[:3], ("contacts", gone), *waits[: FEW - 4]]
        pieces = len(rows)
    one = Settings(home=tmp_path / "one", timezone=timezone)
    deliver(one, write(rows, tmp_path / "whole"))
    with compiled_anew(shared, timezone, {}, left_out=()).run(one) as connection:
        expected = marts_on(connection)
    many = replace(one, home=tmp_path / "many", threads=threads)
    for number, delivery in enumerate(in_pieces(rows, pieces, seed)):
        deliver(many, write(delivery, tmp_path / f"delivery-{number}"))
        transform(many)
        assert leftovers(many) == []
    found = marts(many)
    assert len(expected) > 80
    assert len(expected["kpi_daily"]) > 1
    assert set(found) == set(expected)
    assert {name for name in expected if found[name] != expected[name]} == set()


@pytest.mark.parametrize("seed", [108, 201, 508])  # those of the cases above
def test_worlds_have_what_makes_deliveries_hard(seed: int) -> None:
    rows = nasty_world(seed)
    world = {table: [row for name, row in rows if name == table] for table, _ in rows}
    deleted = [row for _, row in rows if row.get("is_deleted") in ("true", "1", "YES")]
    assert len(deleted) > 2
    assert any(row.get("source_updated_at") for _, row in rows)
    assert len(rows) > len({(table, *sorted(row.items(), key=str)) for table, row in rows})
    assert any(len(current(world, table)) < len(found) for table, found in world.items())
