"""Whatever the text: no row is lost, and the fast reader agrees with the exact one."""

from __future__ import annotations

from pathlib import Path

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wallboard.landing.columnar import fast_csv_sql
from wallboard.landing.csvrows import read_rows
from wallboard.landing.csvtext import read_records
from wallboard.landing.reading import find_plan
from wallboard.landing.survey import survey
from wallboard.landing.tables import Field, RawTable
from wallboard.landing.tally import Tally

TABLE = RawTable("any", "pairs", (Field("a"), Field("b")))
PIECES = [
    "a",
    "é",
    '"',
    '""',
    ",",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    'x"y',
    '"p,q"',
    '"m\nn"',
    "a,b\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_two_csv_readers_agree(tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "pairs.csv"
    path.write_bytes(("a,b\n" + "".join(pieces)).encode())
    found = find_plan(path, "utf-8", TABLE)
    assert found is not None
    tally = Tally()
    records = read_records(path, "utf-8", ",")
    next(records)
    exact = [
        (*cells, extra, number) for number, cells, extra in read_rows(records, found[1], tally)
    ]
    assert tally.rows_read == len(exact) + len(tally.rejects)
    surveyed = survey(path, ",")
    if surveyed.is_plain:
        try:
            fast = duckdb.sql(fast_csv_sql(path, found[1], ",", TABLE)).fetchall()
        except duckdb.Error:
            return
        if len(fast) == surveyed.records - 1:
            assert fast == exact
            assert tally.rejects == []
