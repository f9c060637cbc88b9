"""PostgreSQL, loaded by COPY and asked with the same SQL as the models."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wallboard.bench.peers.child import Answer, Work, take_part
from wallboard.bench.peers.cluster import cluster
from wallboard.bench.peers.statements import reply_gap, service_level
from wallboard.engine import working
from wallboard.settings import Settings

MILLISECONDS = "cast(extract(epoch from {end} - {start}) * 1000 as bigint)"
COLUMNS = {
    "messages": "message_id text, contact_id text, sent_at timestamp, author_type text, "
    "visibility text, is_auto boolean",
    "contacts": "contact_id text, channel text, direction text, started_at timestamp, "
    "ended_at timestamp",
    "queue_segments": "segment_id text, contact_id text, queue_id text, entered_at timestamp, "
    "left_at timestamp, outcome text",
    "queues": "queue_id text, valid_from timestamp, valid_to timestamp, channel text, "
    "service_level_ms bigint",
}


@contextmanager
def started(tables: Path, settings: Settings) -> Iterator[Work]:
    """A private server; loading goes through CSV, which DuckDB writes."""
    with cluster(settings.home / "postgres", settings) as ask:

        def load() -> None:
            for name, columns in COLUMNS.items():
                source, text = tables / f"{name}.parquet", settings.home / f"{name}.csv"
                with working(settings, "spill") as connection:
                    connection.execute(
                        f"copy (from read_parquet({_quoted(source)})) to {_quoted(text)} "
                        "(format csv, header false)"
                    )
                ask(f"create unlogged table {name} ({columns})")
                ask(f"\\copy {name} from {_quoted(text)} csv")
                ask(f"vacuum analyze {name}")
                text.unlink()

        def answer(statement: str) -> Answer:
            return [tuple(row) for row in csv.reader(ask(statement).splitlines())]

        yield Work(
            load,
            lambda: answer(reply_gap(MILLISECONDS)),
            lambda: answer(service_level(MILLISECONDS)),
        )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


if __name__ == "__main__":
    take_part(started)
