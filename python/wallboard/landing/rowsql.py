"""SQL of the landed rows: what every landed table carries besides its own columns."""

from __future__ import annotations

from wallboard.landing.context import Context
from wallboard.landing.fold import folded_sql
from wallboard.landing.layout import identifier, literal
from wallboard.landing.routing import Delivery
from wallboard.landing.tables import RawTable


def landed_sql(sql: str, context: Context, delivery: Delivery, table: RawTable, batch: str) -> str:
    """SQL of the landed rows: own columns, folded prose, lineage, hash."""
    own = [identifier(name) for name in table.columns]
    texts = [f"{_text(name, table)} as {name}" for name in own]
    folded = [
        f"{folded_sql(identifier(name))} as {identifier(name + '_folded')}" for name in table.prose
    ]
    # Control characters are stripped from values, so two of them can mark null and the border.
    hashed = ", ".join(f"coalesce({name}, chr(30))" for name in [*own, "_extra"])
    known = " + ".join(f"cast({name} is not null as integer)" for name in own)
    columns = [
        *own,
        *folded,
        "_extra",
        f"{literal(delivery.source_file)} as _source_file",
        "cast(_source_row as bigint) as _source_row",
        f"{literal(batch)} as _batch_id",
        f"cast({literal(context.loaded_at.isoformat(' '))} as timestamp) as _loaded_at",
        f"cast({literal(context.zone)} as varchar) as _timezone",
        f"md5(concat_ws(chr(31), {hashed})) as _row_hash",
        f"cast({known} as integer) as _known_fields",
    ]
    return (
        f"with read_rows as ({sql}), "
        f"typed as (select {', '.join(texts)}, cast(_extra as varchar) as _extra, _source_row "
        f"from read_rows) select {', '.join(columns)} from typed"
    )


def _text(name: str, table: RawTable) -> str:
    """A value as text; what the source writes for nothing is null, as an empty value is."""
    text = f"cast({name} as varchar)"
    return text if table.null_text is None else f"nullif({text}, {literal(table.null_text)})"
