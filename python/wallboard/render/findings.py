"""Models that look for what is odd about rows that were kept, with the columns they look at."""

from collections.abc import Callable, Iterable
from pathlib import Path

from wallboard.contract import Column, Table
from wallboard.render.files import sql_banner, yaml_banner
from wallboard.render.findings_sql import (
    FILE_DAYS,
    FINDINGS,
    LISTS,
    ODD_VALUES,
    ORPHANS,
)
from wallboard.render.intermediate import FOLDER as INTERMEDIATE
from wallboard.render.intermediate import TABLES
from wallboard.render.staging import FOLDER as STAGING
from wallboard.render.staging import SOURCE
from wallboard.render.written_sql import ODD_TIMES, UNKNOWN_VALUES

# Whose rows a column names. A customer or a site need not be delivered to be known.
PARENTS = {
    "contact_id": "contacts",
    "parent_contact_id": "contacts",
    "ticket_id": "tickets",
    "merged_into_ticket_id": "tickets",
    "agent_id": "agents",
    "queue_id": "queues",
    "bot_session_id": "bot_sessions",
    "article_id": "knowledge_articles",
}
PARENT_KEYS = {
    "contacts": "contact_id",
    "tickets": "ticket_id",
    "agents": "agent_id",
    "queues": "queue_id",
    "bot_sessions": "bot_session_id",
    "knowledge_articles": "article_id",
    "opinion_events": "event_id",
}
# Plans lie ahead of what has happened and say nothing about how fresh a delivery is.
PLANS = ("shifts",)
LONG = "-- Long because every column of the contract stands in a list."
LINES = 120


def render_findings(contract: dict[str, Table]) -> dict[Path, str]:
    """Return the six models, and the YAML of the two in staging, by path."""
    tables = [contract[name] for name in TABLES]
    enums = [(table, column) for table in tables for column in _of(table, "enum")]
    checked = [table.name for table in tables if _of(table, "enum") or _of(table, "instant")]
    children = _children(tables)
    parents = dict.fromkeys(parent for _, _, parent in children)
    odd_values = [
        *_mapped("enums", _by_table(tables, _enums)),
        *_mapped("orders", _by_table(tables, _orders)),
    ]
    orphans = [
        *_mapped("parents", {parent: repr(PARENT_KEYS[parent]) for parent in parents}),
        *_listed("children", map(str, children)),
    ]
    accepted = (
        f"('{table.name}', '{column.name}', {list(column.accepted_values)})"
        for table, column in enums
    )
    events = (f"('{table.name}', '{event_column(table) or 'null'}')" for table in tables)
    return {
        STAGING / "stg_native__odd_times.sql": _model(
            ODD_TIMES, _mapped("columns", _by_table(tables, _instants))
        ),
        STAGING / "stg_native__unknown_values.sql": _model(
            UNKNOWN_VALUES, _listed("columns", accepted)
        ),
        STAGING / "_native_findings.yml": _yaml(),
        INTERMEDIATE / "int_file_days.sql": _model(FILE_DAYS, _listed("tables", events)),
        INTERMEDIATE / "int_findings.sql": _model(FINDINGS, _listed("checked", map(repr, checked))),
        INTERMEDIATE / "int_odd_values.sql": _model(ODD_VALUES, odd_values),
        INTERMEDIATE / "int_orphans.sql": _model(ORPHANS, orphans),
    }


def event_column(table: Table) -> str | None:
    """The column that says when what a row tells of happened; None where it tells of a state."""
    if table.name in PLANS:
        return None
    moments = (column.name for column in _of(table, "instant") if column.is_required)
    return next((name for name in moments if name != "valid_from"), None)


def _of(table: Table, data_type: str) -> list[Column]:
    return [column for column in table.columns if column.data_type == data_type]


def _by_table(tables: Iterable[Table], found: Callable[[Table], list[object]]) -> dict[str, str]:
    """What is found of each table, of those of which there is any."""
    return {table.name: str(found(table)) for table in tables if found(table)}


def _enums(table: Table) -> list[object]:
    return [column.name for column in _of(table, "enum")]


def _orders(table: Table) -> list[object]:
    return [(column.name, column.not_before) for column in table.columns if column.not_before]


def _instants(table: Table) -> list[object]:
    return [column.name for column in _of(table, "instant")]


def _children(tables: Iterable[Table]) -> list[tuple[str, str, str]]:
    """Columns that name a row of another table, or another row of their own: (table, column,
    parent)."""
    found = []
    for table in tables:
        for column in table.columns:
            parent = PARENTS.get(column.name)
            if (table.name, column.name) == ("opinion_alerts", "event_id"):
                parent = "opinion_events"
            if parent and not (parent == table.name and column.is_key):
                found.append((table.name, column.name, parent))
    return found


def _listed(name: str, items: Iterable[str]) -> list[str]:
    return [f"{{% set {name} = [", *(f"    {item}," for item in items), "] %}"]


def _mapped(name: str, items: dict[str, str]) -> list[str]:
    return [
        f"{{% set {name} = {{",
        *(f"    '{key}': {item}," for key, item in items.items()),
        "} %}",
    ]


def _model(template: str, lists: list[str]) -> str:
    text = sql_banner(SOURCE) + template.replace(LISTS, "\n".join(lists))
    if len(text.splitlines()) > LINES:
        text = text.replace("\n-- Does:", f"\n{LONG}\n-- Does:", 1)
    return text


def _yaml() -> str:
    return "\n".join(
        [
            yaml_banner(SOURCE),
            "models:",
            "  - name: stg_native__odd_times",
            "    description: Native times without an offset that their zone shows twice or never.",
            "  - name: stg_native__unknown_values",
            "    description: Native values that are not on the contract's list.",
            "",
        ]
    )
