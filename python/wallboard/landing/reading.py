"""From one delivery to SQL over its rows: the fast way if the file is plain, else the exact one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from wallboard.landing.columnar import fast_csv_sql, parquet_sql
from wallboard.landing.csvrows import Plan, read_rows
from wallboard.landing.csvtext import UNDECODED, read_records
from wallboard.landing.documents import read_documents
from wallboard.landing.header import plan_columns, require_columns
from wallboard.landing.jsonrows import document_rows, object_rows, read_lines
from wallboard.landing.layout import identifier
from wallboard.landing.routing import Delivery
from wallboard.landing.survey import survey
from wallboard.landing.tables import RawTable
from wallboard.landing.tally import FileRejected, Row, Tally, batch_schema, batches
from wallboard.shortage import is_shortage

Write = Callable[[str, Tally, Callable[[int], None]], int]
"""Lands the rows of a query after the given check of their number; returns that number."""


class _Disagreement(Exception):
    """The fast reader did not account for every record."""


def read(
    connection: duckdb.DuckDBPyConnection,
    delivery: Delivery,
    table: RawTable,
    encoding: str,
    write: Write,
) -> Tally:
    """Read one delivery and land its rows through ``write``."""
    if delivery.kind == "csv":
        return _read_csv(connection, delivery.path, table, encoding, write)
    tally = Tally(encoding)
    if delivery.kind == "parquet":
        sql = parquet_sql(connection, delivery.path, table, tally)
        try:
            write(sql, tally, lambda _: None)
        except duckdb.Error as error:
            if is_shortage(error):
                raise
            raise FileRejected(f"is not readable Parquet: {first_line(error)}") from error
        return tally
    if delivery.kind == "jsonl":
        rows = object_rows(read_lines(delivery.path, encoding), table, tally)
    else:
        documents = read_documents(delivery.path, delivery.members, encoding)
        rows = document_rows(documents, table, tally)

    def keys_present(accepted: int) -> None:
        if accepted and delivery.kind == "jsonl":
            require_columns(table, sorted(tally.seen))

    _stream(connection, rows, table, tally, write, keys_present)
    return tally


def choose_table(delivery: Delivery, encoding: str) -> RawTable:
    """The first candidate that the header fits; the first of all if none does."""
    if delivery.kind == "csv" and len(delivery.candidates) > 1:
        for table in delivery.candidates:
            try:
                if find_plan(delivery.path, encoding, table) is not None:
                    return table
            except FileRejected:
                continue
    return delivery.candidates[0]


def find_plan(path: Path, encoding: str, table: RawTable) -> tuple[str, Plan] | None:
    """The declared delimiter under which the header fits; None if the file holds nothing."""
    refusals: list[tuple[int, FileRejected]] = []
    for delimiter in table.delimiters:
        records = read_records(path, encoding, delimiter)
        header = next(records, None)
        if header is None:
            return None
        if header.cells is None or UNDECODED.search(header.text):
            why = "is not text in this encoding" if header.cells else "is not readable as CSV"
            refusals.append((0, FileRejected(f"its header {why} ({encoding})")))
            continue
        cells = [cell.removeprefix("\ufeff") for cell in header.cells]
        try:
            return delimiter, plan_columns(table, cells)
        except FileRejected as refusal:
            refusals.append((len(set(cells) & set(table.columns)), refusal))
    raise max(refusals, key=lambda pair: pair[0])[1]


def _read_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, table: RawTable, encoding: str, write: Write
) -> Tally:
    found = find_plan(path, encoding, table)
    if found is None:
        tally = Tally()
        _stream(connection, iter(()), table, tally, write)
        return tally
    delimiter, plan = found
    tally = Tally(encoding, unknown=dict.fromkeys(name for name, _ in plan.unknown))
    if encoding in ("utf-8", "utf-8-sig"):
        surveyed = survey(path, delimiter)
        if surveyed.is_plain:
            tally.rows_read = surveyed.records - 1
            try:
                write(fast_csv_sql(path, plan, delimiter, table), tally, _must_be(tally.rows_read))
                return tally
            except (_Disagreement, duckdb.Error) as error:
                if is_shortage(error):
                    raise
                # Some row is ragged, oddly quoted or oversize: the exact reader says which.
                tally.rows_read = 0
    records = read_records(path, encoding, delimiter)
    next(records)
    _stream(connection, read_rows(records, plan, tally), table, tally, write)
    return tally


def _must_be(expected: int) -> Callable[[int], None]:
    def check(accepted: int) -> None:
        if accepted != expected:
            raise _Disagreement

    return check


def _stream(
    connection: duckdb.DuckDBPyConnection,
    rows: Iterator[Row],
    table: RawTable,
    tally: Tally,
    write: Write,
    check: Callable[[int], None] = lambda _: None,
) -> None:
    """Feed rows made in Python to the engine, batch by batch."""
    width = len(table.columns)
    failures: list[Exception] = []

    def guarded() -> Iterator[pa.RecordBatch]:
        # The engine would turn any error into its own; the first one is kept to be raised again.
        try:
            yield from batches(rows, width)
        except Exception as error:
            failures.append(error)
            raise

    reader: Any = pa.RecordBatchReader.from_batches(batch_schema(width), guarded())
    connection.register("streamed", reader)
    own = ", ".join(f"c{i} as {identifier(name)}" for i, name in enumerate(table.columns))
    try:
        write(f"select {own}, _extra, _source_row from streamed", tally, check)
    except duckdb.Error as error:
        raise (failures[0] if failures else error) from error
    finally:
        connection.unregister("streamed")


def first_line(error: Exception) -> str:
    """The first line of an engine's message."""
    return (str(error).splitlines() or [""])[0]
