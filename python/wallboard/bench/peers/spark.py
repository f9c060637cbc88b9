"""PySpark on this machine only, with the same SQL as the models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wallboard.bench.peers.child import Answer, Work, take_part
from wallboard.bench.peers.statements import reply_gap, service_level
from wallboard.bench.peers.tables import STATEMENTS
from wallboard.settings import Settings, size_in_bytes

MILLISECONDS = "timestampdiff(MILLISECOND, {start}, {end})"


@contextmanager
def started(tables: Path, settings: Settings) -> Iterator[Work]:
    """A session whose JVM has the memory and the threads of the settings.

    Two hundred parts a shuffle, Spark's own choice, are meant for a cluster and cost more here.
    """
    from pyspark.sql import SparkSession

    megabytes = size_in_bytes(settings.memory, "WALLBOARD_MEMORY") // 2**20
    options: dict[str, str | int | float | bool | None] = {
        "spark.driver.memory": f"{megabytes}m",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(settings.home / "spill"),
        "spark.sql.warehouse.dir": str(settings.home / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(4 * settings.threads),
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
    }
    session = (
        SparkSession.builder.master(f"local[{settings.threads}]").config(map=options).getOrCreate()
    )

    def load() -> None:
        for name in STATEMENTS:
            path = str(tables / f"{name}.parquet")
            session.read.parquet(path).createOrReplaceTempView(name)

    def answer(statement: str) -> Answer:
        return [tuple(row) for row in session.sql(statement).collect()]

    try:
        yield Work(
            load,
            lambda: answer(reply_gap(MILLISECONDS)),
            lambda: answer(service_level(MILLISECONDS)),
        )
    finally:
        session.stop()


if __name__ == "__main__":
    take_part(started)
