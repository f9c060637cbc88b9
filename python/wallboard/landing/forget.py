"""Taking a person out of the landed rows.

Rows in which the person's id is a key leave. In every other row a customer's id is blanked and an
agent's gives way to a word that means nobody; what was said or written in the person's rows and in
a customer's cases is emptied, unknown columns included. So totals stay. Each file is rewritten
whole; whatever was cut short is done when it is done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from wallboard.landing.audit import read_audit, write_audit
from wallboard.landing.batchfiles import batches_of, data_files, is_compacted, own_file
from wallboard.landing.layout import (
    QUARANTINE_TYPES,
    audit_dir,
    identifier,
    literal,
    quarantine_dir,
    table_dir,
    write_parquet,
)
from wallboard.landing.persons import (
    ERASED,
    ROLES,
    case_kinds,
    further_cases,
    is_erased_sql,
    is_personal,
    is_theirs_sql,
    names_erased_sql,
)
from wallboard.landing.rowsql import hash_sql, known_sql
from wallboard.landing.tables import RawTable, Source
from wallboard.privacy.tombstones import Tombstone, load_marks
from wallboard.settings import Settings

# What may be an id in the text of a row that could not be read: up to a mark of CSV or JSON, or
# to any mark that ids seldom have.
TOKENS = (r"[^\s,;|''\"{}\[\]]+", r"[\w.@+-]+")


@dataclass(frozen=True, slots=True)
class Traces:
    """Rows of one table: those that name the person, those taken out, those emptied of words."""

    naming: int = 0
    taken_out: int = 0
    emptied: int = 0


def personal_tables(sources: Iterable[Source]) -> list[RawTable]:
    """The tables in which persons can be found."""
    return [table for source in sources for table in source.tables if is_personal(table)]


def find_cases(
    settings: Settings,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[RawTable],
    tombstone: Tombstone,
) -> Tombstone:
    """The tombstone with every case that landed rows tell of; ``erased`` then holds them all."""
    load_marks(connection, [tombstone])
    grows = True
    while grows:
        grows = False
        for table in tables:
            found = further_cases(connection, table, _rows(settings, table))
            grows = grows or bool(found)
            tombstone = tombstone.with_cases(found.get(tombstone.tombstone_id, ()))
    return tombstone


def count_traces(
    settings: Settings, connection: duckdb.DuckDBPyConnection, tables: Sequence[RawTable]
) -> dict[str, Traces]:
    """What there is of the persons in ``erased``, by table; tables without a trace are left out."""
    found = {}
    for table in tables:
        traces = Traces()
        for _, traces_of_file in _files(settings, connection, table):
            traces = Traces(
                traces.naming + traces_of_file.naming,
                traces.taken_out + traces_of_file.taken_out,
                traces.emptied + traces_of_file.emptied,
            )
        if traces != Traces():
            found[f"{table.source}.{table.name}"] = traces
    return found


def forget(
    settings: Settings,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[RawTable],
    tombstone: Tombstone,
    own_ids: Sequence[str] = (),
) -> int:
    """Take a person out of the landed rows; return how many texts set aside were emptied."""
    load_marks(connection, [tombstone])
    for table in tables:
        for path, _ in _files(settings, connection, table):
            for batch_id in batches_of(path):
                _set_aside(settings, connection, table, path, batch_id)
            _rewrite(connection, table, path, tombstone)
    _balance(settings, connection)
    return forget_texts(settings, connection, tables, own_ids)


def forget_texts(
    settings: Settings,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[RawTable],
    own_ids: Sequence[str] = (),
    batch_id: str | None = None,
) -> int:
    """Empty the texts of rows set aside that hold an erased person's id, or a case of theirs."""
    pattern = quarantine_dir(settings) / f"{batch_id or '*'}.parquet"
    if batch_id is not None and not pattern.exists():
        return 0
    kinds = sorted({kind for table in tables for kind in case_kinds(table).values()})
    marks = [f"erased_mark('{role}', pseudonym(token))" for role in ROLES]
    marks += [f"erased_mark({literal(kind)}, token)" for kind in kinds]
    held = " or ".join(["false", *("contains(lower(raw_text), lower(?))" for _ in own_ids)])
    tokens = ", ".join(f"regexp_extract_all(raw_text, '{token}')" for token in TOKENS)
    found = connection.execute(
        "with texts as (select * from read_parquet("
        f"{literal(str(pattern))}, union_by_name = true, filename = true, file_row_number = true) "
        "where raw_text is not null), "
        f"tokens as (select filename, file_row_number, unnest(list_concat({tokens})) as token "
        "from texts) "
        f"select filename, file_row_number from texts where {held} union "
        f"select filename, file_row_number from tokens where {_is_marked(marks)}",
        list(own_ids),
    ).fetchall()
    rows: dict[str, list[int]] = {}
    for name, number in found:
        rows.setdefault(name, []).append(number)
    for name, numbers in rows.items():
        listed = ", ".join(map(str, numbers))
        write_parquet(
            connection,
            "select * exclude (file_row_number) replace (case when file_row_number in "
            f"({listed}) then null else raw_text end as raw_text) "
            f"from read_parquet({literal(name)}, file_row_number = true)",
            Path(name),
        )
    return len(found)


def _is_marked(marks: Sequence[str]) -> str:
    return " or ".join(f"{mark} in (select mark from erased)" for mark in marks)


def _rows(settings: Settings, table: RawTable, file: Path | None = None) -> str:
    """The landed rows of a table or one of its files, every column there, with their file."""
    folder = table_dir(settings, table)
    files = [folder / "_schema.parquet", file] if file else [folder / "*.parquet"]
    listed = ", ".join(literal(str(path)) for path in files)
    return f"read_parquet([{listed}], union_by_name = true, filename = '_file')"


def _has_words(table: RawTable) -> str:
    texts = [identifier(field.name) for field in table.fields if field.is_words]
    return f"coalesce({', '.join([*texts, '_extra'])}) is not null"


def _leaves(table: RawTable) -> str:
    keys = [is_erased_sql(field) for field in table.fields if field.naming and field.is_key]
    return f"({' or '.join(keys) or 'false'})"


def _files(
    settings: Settings, connection: duckdb.DuckDBPyConnection, table: RawTable
) -> list[tuple[Path, Traces]]:
    """The files of a table that hold something to be erased."""
    if not table_dir(settings, table).is_dir():
        return []
    return [
        (Path(name), Traces(*counts))
        for name, *counts in connection.execute(
            f"with judged as (select _file, {names_erased_sql(table)} as is_named, "
            f"{_leaves(table)} as leaves, {is_theirs_sql(table)} and {_has_words(table)} as speaks "
            f"from {_rows(settings, table)}) "
            "select _file, count(*) filter (where is_named), count(*) filter (where leaves), "
            "count(*) filter (where speaks and not leaves) "
            "from judged where is_named or speaks group by _file order by _file"
        ).fetchall()
    ]


def _set_aside(
    settings: Settings,
    connection: duckdb.DuckDBPyConnection,
    table: RawTable,
    path: Path,
    batch_id: str,
) -> None:
    """Note a batch's rows that are about to leave; a row noted before is not noted again."""
    target = own_file(quarantine_dir(settings), batch_id)
    known = target if target.exists() else quarantine_dir(settings) / "_schema.parquet"
    constants = {
        "batch_id": literal(batch_id),
        "source": literal(table.source),
        "table_name": literal(table.name),
        "source_file": "_source_file",
        "line_no": "_source_row",
        "reason_code": literal(ERASED),
        "detected_at": literal(datetime.now(UTC).replace(tzinfo=None).isoformat(" ")),
    }
    columns = ", ".join(
        f"cast({constants.get(name, 'null')} as {kind}) as {name}"
        for name, kind in QUARANTINE_TYPES.items()
    )
    before = f"(select * from read_parquet({literal(str(known))}))"
    leaving = (
        f"select {columns} from {_rows(settings, table, path)} "
        f"where _batch_id = {literal(batch_id)} and {_leaves(table)} "
        f"and _source_row not in (select line_no from {before} where reason_code = '{ERASED}')"
    )
    if connection.execute(f"select 1 from ({leaving}) limit 1").fetchone():
        write_parquet(
            connection,
            f"select * from (from {before} union all by name {leaving}) order by line_no",
            target,
        )


def _rewrite(
    connection: duckdb.DuckDBPyConnection, table: RawTable, path: Path, tombstone: Tombstone
) -> None:
    """Write a file anew without the person."""
    stand_in = literal(tombstone.stand_in)
    changed = {
        identifier(field.name): f"case when {is_erased_sql(field)} then {stand_in} "
        f"else {identifier(field.name)} end"
        for field in table.fields
        if field.naming
    }
    words = [field.name for field in table.fields if field.is_words]
    words += [f"{name}_folded" for name in table.prose]
    for name in [*map(identifier, words), "_extra"]:
        changed[name] = f"case when _is_theirs then null else {name} end"
    schema = path.with_name("_schema.parquet")
    files = f"[{literal(str(schema))}, {literal(str(path))}]"
    replaced = ", ".join(f"{value} as {name}" for name, value in changed.items())
    query = (
        f"with judged as (select *, {is_theirs_sql(table)} as _is_theirs, {_leaves(table)} as "
        f"_leaves from read_parquet({files}, union_by_name = true)), "
        f"emptied as (select * replace ({replaced}) from judged where not _leaves) "
        "select * exclude (_is_theirs, _leaves) replace ("
        f"case when _is_theirs then {hash_sql(table)} else _row_hash end as _row_hash, "
        f"case when _is_theirs then {known_sql(table)} else _known_fields end as _known_fields) "
        "from emptied"
    )
    write_parquet(connection, query, path, batches=batches_of(path) if is_compacted(path) else ())


def _balance(settings: Settings, connection: duckdb.DuckDBPyConnection) -> None:
    """Let the audit follow the files: what is no longer accepted is set aside."""
    left = {
        batch_id: rows
        for path in settings.raw.glob("[!_]*/*/[!_]*.parquet")
        for batch_id, rows in _rows_left(connection, path).items()
    }
    for path in data_files(audit_dir(settings)):
        audit = read_audit(connection, settings, path.stem)
        if audit is None or audit.batch_id not in left:
            continue
        rows = left[audit.batch_id]
        if rows != audit.rows_accepted:
            aside = audit.rows_read - audit.rows_duplicate - rows
            now = replace(audit, rows_accepted=rows, rows_quarantined=aside)
            write_audit(settings, now)


def _rows_left(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, int]:
    """How many rows of each of its batches a file holds."""
    if not is_compacted(path):
        return {path.stem: pq.read_metadata(path).num_rows}
    counted = connection.execute(
        f"select _batch_id, count(*) from read_parquet({literal(str(path))}) group by all"
    ).fetchall()
    return {**dict.fromkeys(batches_of(path), 0), **dict(counted)}
