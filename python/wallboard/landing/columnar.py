"""Readers that stay inside the engine: Parquet, and CSV that a survey found plain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from wallboard.landing.csvrows import Plan
from wallboard.landing.header import require_columns, require_distinct
from wallboard.landing.jsontext import quoted
from wallboard.landing.layout import identifier, literal
from wallboard.landing.tables import RawTable
from wallboard.landing.tally import MAX_RECORD_BYTES, FileRejected, Tally

# What may not stay in a text: C0 controls except tab, line feed and carriage return.
CONTROL_CLASS = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"
NESTED = ("STRUCT", "MAP", "UNION")


def extra_sql(unknown: Sequence[tuple[str, str]]) -> str:
    """SQL of ``_extra`` from (name, text expression) in order of name."""
    if not unknown:
        return "cast(null as varchar)"
    members = ", ".join(
        f"case when {value} is not null then {literal(quoted(name) + ':')} || to_json({value}) end"
        for name, value in unknown
    )
    return f"nullif('{{' || concat_ws(',', {members}) || '}}', '{{}}')"


def fast_csv_sql(path: Path, plan: Plan, delimiter: str, table: RawTable) -> str:
    """SQL that reads a plain CSV file; it fails on the first row that does not fit."""
    columns = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(len(plan.names)))
    own = ", ".join(
        f"{'cast(null as varchar)' if index is None else f'c{index}'} as {identifier(name)}"
        for name, index in zip(table.columns, plan.positions, strict=True)
    )
    extra = extra_sql([(name, f"c{index}") for name, index in plan.unknown])
    compression = "gzip" if path.suffix.lower() == ".gz" else "none"
    return (
        f"select {own}, {extra} as _extra, row_number() over () as _source_row "
        f"from read_csv({literal(str(path))}, auto_detect = false, header = false, skip = 1, "
        f"columns = {{{columns}}}, delim = {literal(delimiter)}, quote = '\"', escape = '\"', "
        f"strict_mode = true, null_padding = false, parallel = false, "
        f"compression = '{compression}', max_line_size = {MAX_RECORD_BYTES})"
    )


def parquet_sql(
    connection: duckdb.DuckDBPyConnection, path: Path, table: RawTable, tally: Tally
) -> str:
    """SQL that reads a Parquet file as text; rows with NaN or infinity are set aside."""
    try:
        metadata = pq.read_metadata(path)
        names = list(metadata.schema.to_arrow_schema().names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise FileRejected(f"is not readable Parquet: {error}") from error
    require_distinct([name.casefold() for name in names])
    require_columns(table, names)
    tally.rows_read = metadata.num_rows
    source = (
        f"read_parquet({literal(str(path))}, file_row_number = true, binary_as_string = true, "
        "union_by_name = false)"
    )
    described = connection.execute(f"describe select * from {source}").fetchall()
    kinds = {str(row[0]): str(row[1]) for row in described}
    texts = {name: text_sql(name, kinds[name]) for name in names}
    finite = _set_aside_non_finite(connection, source, kinds, tally)
    stripped = [name for name in names if kinds[name] == "VARCHAR" or _is_nested(kinds[name])]
    if stripped and _count_controls(connection, source, [texts[n] for n in stripped], tally):
        for name in stripped:
            pattern = literal(CONTROL_CLASS)
            texts[name] = f"regexp_replace({texts[name]}, {pattern}, '', 'g')"
    texts = {name: f"nullif({text}, '')" for name, text in texts.items()}
    known = set(table.columns)
    unknown = sorted(name for name in names if name not in known)
    tally.unknown.update(dict.fromkeys(unknown))
    own = ", ".join(
        f"{texts.get(name, 'cast(null as varchar)')} as {identifier(name)}"
        for name in table.columns
    )
    extra = extra_sql([(name, texts[name]) for name in unknown])
    return (
        f"select {own}, {extra} as _extra, file_row_number + 1 as _source_row "
        f"from {source} where {finite}"
    )


def text_sql(name: str, kind: str) -> str:
    """SQL of a column's value as text: instants in ISO 8601, nested values as JSON."""
    column = identifier(name)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"replace(cast(({column} at time zone 'UTC') as varchar), ' ', 'T') || 'Z'"
    if kind.startswith("TIMESTAMP"):
        return f"replace(cast({column} as varchar), ' ', 'T')"
    if _is_nested(kind):
        return f"cast(to_json({column}) as varchar)"
    return f"cast({column} as varchar)"


def _is_nested(kind: str) -> bool:
    return kind.startswith(NESTED) or kind.endswith("]")


def _set_aside_non_finite(
    connection: duckdb.DuckDBPyConnection, source: str, kinds: dict[str, str], tally: Tally
) -> str:
    """Set rows with a non-finite number or instant aside; return the filter of the others."""
    tests = {
        name: f"coalesce(not isfinite({identifier(name)}), false)"
        for name, kind in kinds.items()
        if kind in ("FLOAT", "DOUBLE", "DATE") or kind.startswith("TIMESTAMP")
    }
    if not tests:
        return "true"
    bad = " or ".join(tests.values())
    branches = " ".join(f"when {test} then {literal(name)}" for name, test in tests.items())
    found = connection.execute(
        f"select file_row_number + 1, case {branches} end, cast(t as varchar) "
        f"from {source} as t where {bad} order by 1"
    ).fetchall()
    for number, column, text in found:
        tally.reject(number, "NON_FINITE", text, column)
    return f"not ({bad})"


def _count_controls(
    connection: duckdb.DuckDBPyConnection, source: str, texts: list[str], tally: Tally
) -> int:
    joined = ", ".join(texts)
    row = connection.execute(
        f"select count(*) from {source} "
        f"where regexp_matches(concat_ws('', {joined}), {literal(CONTROL_CLASS)})"
    ).fetchone()
    count = int(row[0]) if row else 0
    if count:
        tally.flags["CTRL_STRIPPED"] += count
    return count
