"""Steps that look at what came of it: models in memory, queries, results held side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from faults.stage import Stage, listed
from faults.transform import mart_digests
from wallboard.runs import current_run


def transform(stage: Stage, how: Any, options: dict[str, Any]) -> None:
    how = how or {}
    models = stage.models(how.get("timezone", "UTC"), how.get("vars", {}))
    stage.close()
    stage.warehouse = models.run(stage.home.settings, stage.cut)
    if "as" in options:
        stage.results[options["as"]] = mart_digests(stage.warehouse)


def query(stage: Stage, sql: str, options: dict[str, Any]) -> None:
    of = options.get("of", "transform")
    if of == "transform":
        assert stage.warehouse is not None, "no transform before the query"
        found = stage.warehouse.execute(sql).fetchall()
    elif of == "run":
        with current_run(stage.home.settings).connect() as connection:
            found = connection.execute(sql).fetchall()
    else:
        with duckdb.connect() as connection:
            found = connection.execute(stage.placed(sql)).fetchall()
    rows = [[value if _is_plain(value) else str(value) for value in row] for row in found]
    assert rows == options["gives"], f"{sql}\ngives {rows}, expected {options['gives']}"


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str))


def same(stage: Stage, names: list[str], options: dict[str, Any]) -> None:
    first, *others = (stage.results[name] for name in names)
    for other in others:
        differing = sorted(mart for mart in first | other if first.get(mart) != other.get(mart))
        assert differing == [], f"{names}: these marts differ: {differing}"


def nowhere(stage: Stage, texts: Any, options: dict[str, Any]) -> None:
    for folder in listed(options.get("in", "{home}/runs")):
        for path in Path(stage.placed(folder)).rglob("*"):
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                rows = "\n".join(_values(path))
                for text in listed(texts):
                    where = f"{text!r} stands in {path.name}"
                    assert text.encode() not in content, where
                    assert text not in rows, where


def _values(path: Path) -> Iterator[str]:
    """The rows of a packed file, unpacked."""
    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            yield from _texts(connection, f"read_parquet('{path}')")
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables()")
            for schema, table in tables.fetchall():
                yield from _texts(connection, f'{schema}."{table}"')


def _texts(connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    rows = connection.execute(f"select cast(t as varchar) from {relation} as t").fetchall()
    return [str(row[0]) for row in rows]
