"""How many models share the memory of a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from wallboard.runs.dbt import environment
from wallboard.settings import Settings


@pytest.mark.parametrize(("landed", "at_once"), [(4_000_000, "3"), (4_000_001, "1")])
def test_more_landed_than_memory_is_built_one_by_one(
    tmp_path: Path, landed: int, at_once: str
) -> None:
    settings = Settings(home=tmp_path, threads=3, memory="4MB")
    folder = settings.raw / "native" / "messages"
    folder.mkdir(parents=True)
    (folder / "a.parquet").write_bytes(bytes(landed - 1))
    (folder / "b.parquet").write_bytes(bytes(1))
    assert environment(settings)["WALLBOARD_THREADS"] == at_once


@pytest.mark.parametrize(
    ("memory", "size"),
    [("1.5GB", 1_500_000_000), ("2 MiB", 2_097_152), ("7B", 7), ("4gb", 4_000_000_000)],
)
def test_memory_is_written_as_duckdb_reads_it(tmp_path: Path, memory: str, size: int) -> None:
    assert Settings(home=tmp_path, memory=memory).memory_bytes == size


def test_a_share_of_memory_is_one_of_the_machines(tmp_path: Path) -> None:
    half, whole = (Settings(home=tmp_path, memory=share).memory_bytes for share in ("50%", "100%"))
    assert 0 < half == whole // 2


def test_a_home_without_anything_landed_is_small(tmp_path: Path) -> None:
    assert environment(Settings(home=tmp_path, threads=3))["WALLBOARD_THREADS"] == "3"
