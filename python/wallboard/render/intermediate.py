"""Intermediate models: which delivered rows count, for the tables that facts are made of."""

from pathlib import Path

from wallboard.contract import Column, Table
from wallboard.render.files import sql_banner, yaml_banner
from wallboard.render.staging import SOURCE, typed_name, typed_names
from wallboard.render.wrapping import yaml_text

FOLDER = Path("models/intermediate")
# Tables that a measure is counted from; the others wait in staging until one is.
TABLES = (
    "contacts",
    "queue_segments",
    "agent_segments",
    "bot_sessions",
    "bot_turns",
    "messages",
    "suggestions",
    "knowledge_articles",
    "knowledge_flags",
    "opinion_events",
    "opinion_alerts",
    "complaints",
    "quality_reviews",
    "surveys",
    "tickets",
    "ticket_events",
    "sla_instances",
    "agents",
    "agent_states",
    "agent_skills",
    "shifts",
    "queues",
    "costs",
    "customers",
    "trunk_intervals",
)
ENTITIES = Path("macros/landing/entities.sql")
EARLIEST, LATEST = "1990-01-01", "2100-01-01"
# A billion of anything, and thirty years in one spell, are typing errors.
MOST, MOST_MS = 1_000_000_000, 1_000_000_000_000
SKEW = "interval '{{ var('clock_skew_seconds') }}' second"


def render_intermediate(contract: dict[str, Table]) -> dict[Path, str]:
    """Return the two models a table, and their YAML, by path."""
    tables = [contract[name] for name in TABLES]
    texts = {
        FOLDER / f"int_{table.name}__delivered.sql": delivered_model(table) for table in tables
    }
    texts |= {FOLDER / f"int_{table.name}.sql": current_model(table) for table in tables}
    texts[FOLDER / "_intermediate.yml"] = _yaml(tables)
    texts[ENTITIES] = _entities()
    return texts


def delivered_model(table: Table) -> str:
    """Return the model that judges every delivered row of one table."""
    key = ", ".join(f"'{name}'" for name in table.key)
    unit = table.key[0] if len(table.key) == 1 else "_key"
    prose = [column.name for column in table.columns if column.data_type == "prose"]
    kept = f"* exclude ({', '.join(prose)})," if prose else "*,"
    return "\n".join(
        [
            sql_banner(SOURCE),
            f"-- Grain: one row per delivered row of {table.name}, with its standing.",
            "-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows",
            "--        counts. No row is dropped here.",
            *(f"-- Drops: {name}, of which only the folded form goes on." for name in prose),
            f"{{{{ config(materialized='delivered', meta={{'unit': '{unit}'}}) }}}}",
            "with staged as (",
            "",
            f"    {{{{ staged('{table.name}') }}}}",
            "",
            "),",
            "",
            "judged as (",
            "",
            "    select",
            f"        {kept}",
            "        case",
            "            when _cast_failure is not null then _cast_failure",
            *(f"            {line}" for line in _reasons(table)),
            "        end as _reject_reason",
            "    from staged",
            "",
            "),",
            "",
            f"{{{{ standing([{key}]) }}}}",
            "",
            "select * from stood",
            "",
        ]
    )


def current_model(table: Table) -> str:
    """Return the model with the rows of one table that count."""
    prose = [column.name for column in table.columns if column.data_type == "prose"]
    names = [name for name in typed_names(table) if name not in prose]
    return "\n".join(
        [
            sql_banner(SOURCE),
            f"-- Grain: {_grain(table)}.",
            "-- Does:  keeps the accepted, current version of each row.",
            "select",
            *(f"    {name}," for name in names[:-1]),
            f"    {names[-1]}",
            f"from {{{{ ref('int_{table.name}__delivered') }}}}",
            "where _standing = 'current'",
            "",
        ]
    )


def _entities() -> str:
    """Return the macro that lists the modelled tables."""
    names = ", ".join(f"'{name}'" for name in TABLES)
    return "\n".join(
        [
            "{#- Rendered by `make render`.",
            "    entities(): the contract tables that are modelled so far; each has a model",
            "    int_<table>__delivered. -#}",
            "{% macro entities() -%}",
            f"    {{{{ return([{names}]) }}}}",
            "{%- endmacro %}",
            "",
        ]
    )


def _reasons(table: Table) -> list[str]:
    """Branches of the reject reason; a row is told the first that applies."""
    required = [column for column in table.columns if column.is_required]
    keys = [column for column in required if column.is_key]
    absent = " or ".join(f"{column.name} is null" for column in keys)
    return [
        f"when {absent} then 'NULL_KEY'",
        # a deletion may come with its key only
        "when is_deleted then null",
        *(
            f"when {typed_name(column)} is null then 'MISSING:{column.name}'"
            for column in required
            if not column.is_key
        ),
        *(
            line
            for column in table.columns
            if column.data_type == "id"
            for line in _mangled(column)
        ),
        *(line for column in table.columns for line in _out_of_range(column)),
        *(line for column in table.columns if column.not_before for line in _too_early(column)),
    ]


def _mangled(column: Column) -> list[str]:
    """An id that went through a floating-point number: its digits are lost."""
    return [
        f"when {{{{ is_mangled('{column.name}') }}}}",
        f"    then 'MANGLED_ID:{column.name}'",
    ]


def _out_of_range(column: Column) -> list[str]:
    """A time outside any centre's life, or an amount that cannot be; an end of validity may lie
    in the year 9999, as many systems write it."""
    name = typed_name(column)
    kind = _bounded(column)
    if kind:
        return [
            f"when {name} < {kind} '{EARLIEST}' or {name} >= {kind} '{LATEST}'",
            f"    then 'TIME_OUT_OF_RANGE:{column.name}'",
        ]
    if column.data_type in ("seconds", "count"):
        most = MOST_MS if column.data_type == "seconds" else MOST
        return [f"when {name} < 0 or {name} > {most} then 'OUT_OF_RANGE:{column.name}'"]
    return []


def _bounded(column: Column) -> str:
    """SQL type of a time that must lie in a centre's life; empty for what may lie outside it, such
    as an end of validity or the day somebody became a customer."""
    if column.data_type == "instant":
        return "" if column.name == "valid_to" else "timestamp"
    is_plain_need = column.is_required and not column.is_key
    return "date" if column.data_type == "date" and is_plain_need else ""


def _too_early(column: Column) -> list[str]:
    return [
        f"when {column.name} < {column.not_before} - {SKEW}",
        f"    then 'NEGATIVE_DURATION:{column.name}'",
    ]


def _grain(table: Table) -> str:
    return f"one row per {', '.join(table.key)}"


def _yaml(tables: list[Table]) -> str:
    lines = [yaml_banner(SOURCE), "models:"]
    for table in tables:
        delivered = (
            f"Every delivered row of {table.name}, all sources, with its standing"
            " (current, deleted, superseded, duplicate, rejected) and the reason if rejected."
        )
        current = f"The rows of {table.name} that count, {_grain(table)}."
        lines += [
            f"  - name: int_{table.name}__delivered",
            f"    description: {yaml_text(delivered)}",
            f"  - name: int_{table.name}",
            f"    description: {yaml_text(current)}",
            "    config: {materialized: ephemeral}",
        ]
    return "\n".join([*lines, ""])
