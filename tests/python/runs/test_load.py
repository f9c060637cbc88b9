"""Readers beside a publisher: the short form of `load.py`."""

from __future__ import annotations

from pathlib import Path

import duckdb
import load
import pytest
from small_build import drafts, prepare, publish_small

from wallboard.settings import Settings


def test_no_reader_sees_half_a_run(tmp_path: Path) -> None:
    outcome = load.measure(tmp_path, readers=6, seconds=12, rows=5_000, pause=1)
    assert outcome.errors == {}
    assert outcome.published >= 2
    assert outcome.reads >= outcome.runs_read >= 1
    assert outcome.kept == min(load.KEPT, outcome.published)
    assert drafts(tmp_path) == []


def test_a_torn_run_would_be_seen(tmp_path: Path) -> None:
    run = publish_small(prepare(Settings(home=tmp_path)))
    assert load.look(Settings(home=tmp_path)).run_id == run.run_id
    with duckdb.connect(str(run.database)) as connection:
        connection.execute("update kpi_daily set kpi_value = -1 where kpi_id = 'k7'")
    with pytest.raises(AssertionError, match="database and Parquet differ"):
        load.look(Settings(home=tmp_path))
    (run.path / "kpi_daily.parquet").write_bytes(b"torn")
    with pytest.raises(AssertionError, match="not what the manifest says"):
        load.look(Settings(home=tmp_path))
