"""One staging model for every table of the raw contract, as the native source delivers it."""

from pathlib import Path

from wallboard.contract import Column, Table
from wallboard.render.files import sql_banner
from wallboard.render.wrapping import sql_list

SOURCE = "seeds/reference/raw_contract.csv"
FOLDER = Path("models/staging/native")
LINEAGE = ("_batch_id", "_source_file", "_source_row", "_row_hash", "_known_fields")
# The optional column every delivered table may carry; later versions of a row win by it.
VERSION = Column(
    name="source_updated_at",
    data_type="instant",
    description="when the source last changed the row; the latest version of a row wins",
)
DELETION = Column(
    name="is_deleted",
    data_type="flag",
    description="true if the source deleted the row; as latest version it takes the row away",
)
# What every delivered table may carry besides its own columns.
COMMON = (VERSION, DELETION)
# Columns are grouped by kind, in contract order within a kind.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ids", ("id",)),
    ("properties", ("text", "enum", "flag", "prose")),
    ("when (UTC)", ("instant", "date")),
    ("durations (milliseconds)", ("seconds",)),
    ("amounts", ("count", "number", "money")),
)
MACROS = {
    "id": "to_id",
    "text": "to_text",
    "instant": "to_instant",
    "date": "to_date",
    "seconds": "to_milliseconds",
    "count": "to_count",
    "number": "to_number",
    "money": "to_money",
    "flag": "to_flag",
}
# Types whose text can be unreadable; any text is an id, and an unlisted enum value is 'unknown'.
READABLE_OR_NOT = ("instant", "date", "seconds", "count", "number", "money", "flag")


def render_staging(contract: dict[str, Table]) -> dict[Path, str]:
    """Return the staging models by path."""
    return {
        FOLDER / f"stg_native__{name}.sql": staging_model(table) for name, table in contract.items()
    }


def typed_name(column: Column) -> str:
    """Name of a column once it is typed: seconds as delivered become milliseconds."""
    if column.data_type == "seconds":
        return f"{column.name.removesuffix('_seconds')}_ms"
    return column.name


def typed_names(table: Table) -> list[str]:
    """Names of a table's typed columns, grouped by kind as the staging model lists them."""
    names = []
    for _, columns in _grouped(table):
        for column in columns:
            names.append(typed_name(column))
            if column.data_type == "prose":
                names.append(f"{column.name}_folded")
    return names


def staging_model(table: Table) -> str:
    """Return the staging model of one table."""
    doubtful = [
        column for column in (*table.columns, *COMMON) if column.data_type in READABLE_OR_NOT
    ]
    typed = _typed_lines(table, doubtful)
    names = [*typed_names(table), *(column.name for column in COMMON), *LINEAGE]
    return "\n".join(
        [
            sql_banner(SOURCE),
            f"-- Grain: one row per delivered row of {table.name}.",
            "-- Does:  types the landed text. Text that cannot be read becomes null, and",
            "--        _cast_failure names its column.",
            "with source as (",
            "",
            f"    select * from {{{{ source('native', '{table.name}') }}}}",
            "",
            "),",
            "",
            "typed as (",
            "",
            "    select",
            *typed,
            "    from source",
            "",
            "),",
            "",
            "checked as (",
            "",
            "    select",
            *(f"        {name}," for name in names),
            "        case",
            *(line for column in doubtful for line in _failure(column)),
            "        end as _cast_failure",
            "    from typed",
            "",
            ")",
            "",
            "select * from checked",
            "",
        ]
    )


def _typed_lines(table: Table, doubtful: list[Column]) -> list[str]:
    lines = []
    for title, columns in _grouped(table):
        lines.append(f"        -- {title}")
        for column in columns:
            lines += [f"        {line}" for line in _typed(column)]
        lines.append("")
    lines += [
        "        -- text as landed, to tell unreadable from absent",
        *(f"        {column.name} as {_text(column)}," for column in doubtful),
        "",
        "        -- version and lineage",
        *(f"        {_typed(column)[0]}" for column in COMMON),
        *(f"        {name}," for name in LINEAGE),
    ]
    return [*lines[:-1], lines[-1].removesuffix(",")]


def _failure(column: Column) -> list[str]:
    condition = f"when {_text(column)} is not null and {typed_name(column)} is null"
    return [f"            {condition}", f"                then 'CAST:{column.name}'"]


def _text(column: Column) -> str:
    return f"{column.name}_text"


def _typed(column: Column) -> list[str]:
    if column.data_type == "prose":
        return [f"{column.name},", f"{column.name}_folded,"]
    if column.data_type != "enum":
        macro = MACROS[column.data_type]
        return [f"{{{{ {macro}('{column.name}') }}}} as {typed_name(column)},"]
    values = ", ".join(f"'{value}'" for value in column.accepted_values)
    line = f"{{{{ to_enum('{column.name}', [{values}]) }}}} as {column.name},"
    if len(line) <= 92:
        return [line]
    return [
        f"{{{{ to_enum('{column.name}', [",
        *sql_list(column.accepted_values, 4, 80),
        f"]) }}}} as {column.name},",
    ]


def _grouped(table: Table) -> list[tuple[str, list[Column]]]:
    groups = [
        (title, [column for column in table.columns if column.data_type in types])
        for title, types in GROUPS
    ]
    return [(title, columns) for title, columns in groups if columns]
