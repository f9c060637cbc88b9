"""The books of a case: what became of every row, counted here apart from the warehouse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import duckdb

from wallboard.contract import load_contract
from wallboard.settings import Settings

COUNTS = ("accepted", "duplicates", "superseded", "deleted")


def check_landing(settings: Settings) -> None:
    """Assert that the landing lost no row of any file."""
    for name, read, accepted, quarantined, duplicate, flags, kept in _landed(settings):
        assert read == accepted + quarantined + duplicate, f"{name}: rows were lost in the landing"
        if "REJECTED" not in (flags or ""):
            assert kept == quarantined, f"{name}: {quarantined} set aside, {kept} kept"


def check_warehouse(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Assert that the build lost no row: by file, in total, and by version of each key."""
    landed = {row[0]: row[1] for row in _landed(settings)}
    audit = _rows(
        connection,
        "select source_file, rows_read, rows_accepted, rows_quarantined, rows_duplicate, "
        "rows_superseded from meta_load_audit",
    )
    for name, read, accepted, quarantined, duplicate, superseded in audit:
        assert read == accepted + quarantined + duplicate, f"{name}: its books do not balance"
        assert 0 <= superseded <= accepted, f"{name}: more rows superseded than accepted"
        assert read == landed[name], f"{name}: the build does not know of all its rows"
    assert sum(row[1] for row in audit) == sum(landed.values())
    for table in load_contract():
        _check_versions(connection, settings, table)


def _check_versions(connection: duckdb.DuckDBPyConnection, settings: Settings, table: str) -> None:
    relation = f"warehouse.intermediate.int_{table}__delivered"
    try:
        standings = Counter(dict(_rows(connection, _standings(relation))))
    except duckdb.CatalogException:
        return  # a table that no measure is counted from yet
    files = settings.raw / "native" / table / "*.parquet"
    [(delivered, rows)] = _rows(
        connection,
        f"select (select count(*) from read_parquet('{files}', union_by_name = true)), "
        f"(select count(*) from {relation})",
    )
    assert delivered == rows, f"{table}: {delivered} rows landed, {rows} in the warehouse"
    [(accepted, superseded)] = _rows(
        connection,
        "select coalesce(sum(rows_accepted), 0), coalesce(sum(rows_superseded), 0) "
        f"from meta_load_audit where source = 'native' and table_name = '{table}'",
    )
    kept = sum(standings.values()) - standings["rejected"] - standings["duplicate"]
    assert accepted == kept, f"{table}: {accepted} accepted, but {dict(standings)}"
    assert superseded == standings["superseded"], f"{table}: {dict(standings)}"
    known = {"current", "superseded", "deleted", "rejected", "duplicate"}
    assert standings.keys() <= known, f"{table}: {dict(standings)}"


def _standings(relation: str) -> str:
    return f"select _standing, count(*) from {relation} group by all"


def check_books(
    books: Mapping[str, Any],
    settings: Settings,
    connection: duckdb.DuckDBPyConnection | None,
    known: frozenset[str] = frozenset(),
) -> None:
    """Assert what a case says of each file, and that it says something of all but the known."""
    found = _books_of_build(connection) if connection else _books_of_landing(settings)
    found = {name: entry for name, entry in found.items() if name not in known}
    assert set(found) == set(books), f"files: {sorted(found)}, the case lists {sorted(books)}"
    for name, entry in books.items():
        seen = _concerning(found[name], entry)
        assert seen == entry, f"{name}: {seen}, the case says {entry}"


def _concerning(found: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the books say without what is nought, and without findings the case is not about."""
    seen = {key: value for key, value in found.items() if value and key != "flagged"}
    about = entry.get("flagged")
    if about:
        seen["flagged"] = {name: found.get("flagged", {}).get(name, 0) for name in about}
    return seen


def _books_of_landing(settings: Settings) -> dict[str, dict[str, Any]]:
    books = {}
    for name, read, accepted, _, _, flags, _ in _landed(settings):
        flagged = {
            k: int(v) for k, v in (pair.split("=") for pair in (flags or "").split(", ") if pair)
        }
        rejected = flagged.pop("REJECTED", None)
        reasons = Counter(
            f"{reason}:{field}" if field else reason
            for file, reason, field in duckdb.sql(
                "select source_file, reason_code, field from "
                f"read_parquet('{settings.raw}/_quarantine/*.parquet')"
            ).fetchall()
            if file == name
        )
        books[name] = (
            {"refused": next(iter(reasons))}
            if rejected
            else {"read": read, "accepted": accepted, "quarantined": reasons, "flagged": flagged}
        )
    return books


def _books_of_build(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    books: dict[str, dict[str, Any]] = {}
    for name, read, accepted, duplicates, superseded in _rows(
        connection,
        "select source_file, rows_read, rows_accepted, rows_duplicate, rows_superseded "
        "from meta_load_audit",
    ):
        books[name] = {
            "read": read,
            "accepted": accepted,
            "duplicates": duplicates,
            "superseded": superseded,
            "quarantined": Counter(),
            "flagged": Counter(),
        }
    for name, reason, field, line in _rows(
        connection, "select source_file, reason_code, field, line_no from quarantine"
    ):
        if line == 0:
            books[name] = {"refused": reason}
        else:
            books[name]["quarantined"][f"{reason}:{field}" if field else reason] += 1
    for name, reason, rows in _rows(
        connection,
        "select source_file, reason_code, rows_found from meta_load_anomaly "
        "where disposition = 'flagged'",
    ):
        # Some findings are about the reference, and not about a delivered file.
        if name in books and "refused" not in books[name]:
            books[name]["flagged"][reason] += rows
    return books


def _landed(settings: Settings) -> list[tuple[Any, ...]]:
    raw = settings.raw
    if not (raw / "_audit").is_dir():
        return []
    return duckdb.sql(
        "select a.source_file, a.rows_read, a.rows_accepted, a.rows_quarantined, "
        "a.rows_duplicate, a.flags, count(q.batch_id) "
        f"from read_parquet('{raw}/_audit/*.parquet') as a "
        f"left join read_parquet('{raw}/_quarantine/*.parquet') as q on a.batch_id = q.batch_id "
        "group by all order by a.source_file"
    ).fetchall()


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()
