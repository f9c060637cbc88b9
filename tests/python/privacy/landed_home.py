"""Homes landed by hand, and a reader of every byte and every value in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from wallboard.landing import IngestReport, ingest
from wallboard.privacy.key import key_of
from wallboard.privacy.pseudonym import pseudonyms
from wallboard.settings import Settings

Rows = list[dict[str, Any]]


class Home:
    """One home: deliver tables into it, read what was landed."""

    def __init__(self, folder: Path, key: str = "k" * 32) -> None:
        # What is delivered lies outside the home: it is the user's.
        self.inbox = folder / "in"
        self.inbox.mkdir(parents=True)
        self.settings = replace(Settings(home=folder / "home"), hmac_key=key)

    def deliver(
        self, tables: dict[str, Rows], delivery: str = "first", broken: str = ""
    ) -> IngestReport:
        """Land JSON lines, a file a table; ``broken`` are lines added to the messages."""
        folder = self.inbox / delivery
        for table, rows in tables.items():
            path = folder / table / f"{delivery}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = [json.dumps(row, ensure_ascii=False) for row in rows]
            text = "\n".join(lines) + "\n" + (broken if table == "messages" else "")
            path.write_text(text, encoding="utf-8")
        return ingest([folder], "native", settings=self.settings)

    def read(self, query: str, *tables: str) -> list[tuple[Any, ...]]:
        """Query landed tables by their names, ``audit`` and ``quarantine`` among them."""
        with duckdb.connect() as connection:
            for table in tables:
                place = f"_{table}" if table in ("audit", "quarantine") else f"native/{table}"
                files = f"{self.settings.raw}/{place}/*.parquet"
                connection.execute(
                    f"create view {table} as from read_parquet('{files}', union_by_name = true)"
                )
            return connection.execute(query).fetchall()

    def pseudonym(self, own: str) -> str:
        """The pseudonym of an id in this home."""
        [made] = pseudonyms(key_of(self.settings), [own])
        assert made is not None
        return made


def holders(home: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """Which files under a home hold which of the words: in their bytes, or in any value.

    Parquet and DuckDB files pack their values, so their rows are read as well.
    """
    found = []
    wanted = list(words)
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        name = path.relative_to(home).as_posix()
        content = path.read_bytes() + name.encode()
        for value in _values(path):
            content += b"\n" + value.encode("utf-8", "surrogatepass")
        found += [(name, word) for word in wanted if word.encode() in content]
    return found


def _values(path: Path) -> Iterator[str]:
    if path.suffix == ".parquet":
        yield str(pq.read_table(path).to_pylist())
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute(
                "select schema_name, table_name from duckdb_tables() where not internal"
            ).fetchall()
            for schema, table in tables:
                yield str(connection.execute(f'from "{schema}"."{table}"').fetchall())
