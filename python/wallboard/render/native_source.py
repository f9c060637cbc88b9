"""The native source as dbt declares it, and what its staging models are."""

from collections.abc import Iterable
from pathlib import Path

from wallboard.contract import Table
from wallboard.render.files import yaml_banner
from wallboard.render.staging import COMMON, FOLDER, SOURCE
from wallboard.render.wrapping import yaml_text

LOCATION = (
    "read_parquet('{{ env_var('WALLBOARD_HOME', '.wallboard') }}/raw/native/{name}/*.parquet',"
    " union_by_name = true)"
)


def render_native_source(contract: dict[str, Table]) -> dict[Path, str]:
    """Return the two YAML files by path."""
    return {
        FOLDER / "_native.yml": _declared(contract.values()),
        FOLDER / "_native_models.yml": _described(contract.values()),
    }


def _declared(tables: Iterable[Table]) -> str:
    lines = [
        yaml_banner(SOURCE),
        "sources:",
        "  - name: native",
        "    description: >",
        "      Deliveries in the raw contract's own shape, landed as text. Every column is text",
        "      until staging reads it; what the contract does not know is kept in _extra.",
        "    config:",
        "      meta:",
        "        external_location: >-",
        f"          {LOCATION}",
        "    tables:",
    ]
    for table in tables:
        lines += [f"      - name: {table.name}", "        columns:"]
        lines += [
            f"          - {{name: {column.name}, data_type: text,"
            f" description: {yaml_text(column.description)}}}"
            for column in (*table.columns, *COMMON)
        ]
    return "\n".join([*lines, ""])


def _described(tables: Iterable[Table]) -> str:
    lines = [yaml_banner(SOURCE), "models:"]
    for table in tables:
        text = f"Rows delivered as {table.name}, typed; _cast_failure names what cannot be read."
        lines += [
            f"  - name: stg_native__{table.name}",
            f"    description: {yaml_text(text)}",
        ]
    return "\n".join([*lines, ""])
