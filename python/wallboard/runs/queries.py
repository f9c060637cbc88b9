"""DuckDB's JSON profile of one statement, read: its cost, and the operators that cost most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Where an operator says what it works on, the most telling first. Filters are left out: they
# may quote values of the data.
TELLING = ("Table", "CTE Name", "Conditions", "Groups", "Order By", "Projections", "Function")
WRITERS = ("INSERT", "CREATE_TABLE_AS")
SHOWN_LETTERS, SHOWN_NAMES = 60, 3

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of a query: what it works on, the named relations below it, its cost.

    ``seconds`` are summed over threads; ``share`` is its part of all operators' seconds.
    """

    name: str
    about: str
    reads: tuple[str, ...]
    rows: int
    seconds: float
    share: float


@dataclass(frozen=True, slots=True)
class Query:
    """The statement that filled a table: wall and CPU seconds, rows written, bytes at their peak.

    ``operators`` are sorted by cost, the dearest first.
    """

    seconds: float
    cpu_seconds: float
    rows: int
    memory_bytes: int
    spilled_bytes: int
    operators: tuple[Operator, ...]


def read_query(document: Node) -> Query:
    """Read one profile; what it does not tell counts as 0."""
    nodes = list(_below(document))
    names = {
        _info(node).get("Table Index"): _info(node).get("CTE Name", "")
        for node in nodes
        if "CTE Name" in _info(node)
    }
    whole = sum(_seconds(node) for node in nodes)
    operators = [
        Operator(
            name=_name(node),
            about=_about(node, names),
            reads=_reads(node, names),
            rows=int(node.get("operator_cardinality", 0)),
            seconds=round(_seconds(node), 6),
            share=round(_seconds(node) / whole, 4) if whole else 0.0,
        )
        for node in nodes
    ]
    return Query(
        seconds=round(float(document.get("latency", 0)), 6),
        cpu_seconds=round(float(document.get("cpu_time", 0)), 6),
        rows=_rows_written(nodes),
        memory_bytes=int(document.get("system_peak_buffer_memory", 0)),
        spilled_bytes=int(document.get("system_peak_temp_dir_size", 0)),
        operators=tuple(sorted(operators, key=lambda each: -each.seconds)),
    )


def _rows_written(nodes: list[Node]) -> int:
    """Rows given to the operator that fills the table; it gives one row itself: their number."""
    writers = [node for node in nodes if _name(node).endswith(WRITERS)]
    given = writers[0].get("children", []) if writers else []
    # A common table expression has two below it: what it is, and what goes on with it.
    while given and _name(given[0]) == "CTE":
        given = given[0].get("children", [])[-1:]
    return int(given[0].get("operator_cardinality", 0)) if given else 0


def _below(node: Node) -> Iterator[Node]:
    for child in node.get("children", []):
        yield child
        yield from _below(child)


def _name(node: Node) -> str:
    return str(node.get("operator_name", "")).strip()


def _seconds(node: Node) -> float:
    return float(node.get("operator_timing", 0))


def _info(node: Node) -> dict[str, Any]:
    info = node.get("extra_info")
    return info if isinstance(info, dict) else {}


def _relation(node: Node, names: dict[Any, Any]) -> str:
    """The table or common table expression that an operator reads; empty if it reads another's."""
    info = _info(node)
    return str(info.get("Table") or names.get(info.get("CTE Index"), ""))


def _about(node: Node, names: dict[Any, Any]) -> str:
    info = _info(node)
    told = _relation(node, names) or next((info[key] for key in TELLING if info.get(key)), "")
    text = " ".join((", ".join(map(str, told)) if isinstance(told, list) else str(told)).split())
    return text if len(text) <= SHOWN_LETTERS else f"{text[: SHOWN_LETTERS - 1]}…"


def _reads(node: Node, names: dict[Any, Any]) -> tuple[str, ...]:
    """The first named relations below an operator."""
    found = dict.fromkeys(name for each in _below(node) if (name := _relation(each, names)))
    return tuple(found)[:SHOWN_NAMES]
