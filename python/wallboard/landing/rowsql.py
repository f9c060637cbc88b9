"""SQL of the landed rows: pseudonyms for persons, and what every landed table carries besides."""

from __future__ import annotations

from wallboard.landing.context import Context
from wallboard.landing.fold import folded_sql
from wallboard.landing.layout import identifier, literal
from wallboard.landing.order import order_sql
from wallboard.landing.routing import Delivery
from wallboard.landing.tables import Field, RawTable
from wallboard.privacy.pseudonym import pseudonym_sql


def landed_sql(sql: str, context: Context, delivery: Delivery, table: RawTable, batch: str) -> str:
    """SQL of the landed rows: own columns, folded prose, lineage, hash.

    From ``typed`` on no own id of a person is left, so neither hash nor file can hold one. They are
    sorted there, before they grow wide by what is made of them.
    """
    own = [identifier(name) for name in table.columns]
    texts = [f"{_text(name, table)} as {name}" for name in own]
    named = [
        f"{pseudonym_sql(identifier(field.name), field.naming, _by(field))} as "
        f"{identifier(field.name)}"
        for field in table.fields
        if field.naming
    ]
    replaced = f"replace ({', '.join(named)})" if named else ""
    folded = [
        f"{folded_sql(identifier(name))} as {identifier(name + '_folded')}" for name in table.prose
    ]
    columns = [
        *own,
        *folded,
        "_extra",
        f"{literal(delivery.source_file)} as _source_file",
        "cast(_source_row as bigint) as _source_row",
        f"{literal(batch)} as _batch_id",
        f"cast({literal(context.loaded_at.isoformat(' '))} as timestamp) as _loaded_at",
        f"cast({literal(context.zone)} as varchar) as _timezone",
        f"{hash_sql(table)} as _row_hash",
        f"{known_sql(table)} as _known_fields",
    ]
    order = f"order by {order_sql(table, '_source_row')}" if table.is_native else ""
    return (
        f"with read_rows as ({sql}), "
        f"texts as (select {', '.join(texts)}, cast(_extra as varchar) as _extra, _source_row "
        f"from read_rows), typed as (select * {replaced} from texts {order}) "
        f"select {', '.join(columns)} from typed"
    )


def hash_sql(table: RawTable) -> str:
    """SQL of a row's fingerprint.

    What names nobody is hashed first and the pseudonyms apart: of two versions that differ in
    more than a person the same one has the greater hash, whatever the key.
    """
    persons = [identifier(field.name) for field in table.fields if field.naming]
    others = [identifier(field.name) for field in table.fields if not field.naming]
    return " || ".join(_hashed(part) for part in ([*others, "_extra"], persons) if part)


def known_sql(table: RawTable) -> str:
    """SQL of how many of the table's columns a row fills."""
    known = " + ".join(f"cast({identifier(name)} is not null as integer)" for name in table.columns)
    return f"cast({known} as integer)"


def _hashed(columns: list[str]) -> str:
    # Control characters are stripped from values, so two of them can mark null and the border.
    values = ", ".join(f"coalesce({name}, chr(30))" for name in columns)
    return f"md5(concat_ws(chr(31), {values}))"


def _by(field: Field) -> str | None:
    by = field.naming.by if field.naming else None
    return identifier(by) if by else None


def _text(name: str, table: RawTable) -> str:
    """A value as text; what the source writes for nothing is null, as an empty value is."""
    text = f"cast({name} as varchar)"
    return text if table.null_text is None else f"nullif({text}, {literal(table.null_text)})"
