"""The gates' findings as a run shows them: a public table, and a badge in the manifest."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import duckdb

from wallboard.errors import GateFailed
from wallboard.landing.layout import literal
from wallboard.quality.verdict import Finding, Verdict
from wallboard.runs.files import Mart

NAME = "meta_quality"
TABLE = "What the quality gates found when the run was built: one row a rule and its subject."
COLUMNS = {
    "gate": "Name of the gate.",
    "subject": "What was looked at: a landed file or table, a mart, a column.",
    "rule": "What must hold.",
    "level": "block: a failure keeps a run from being published; warn: it is told.",
    "status": "passed, failed, or accepted: failed, and published on somebody's word.",
    "observed": "What was seen; empty where nothing was to be seen.",
    "expected": "What was to be seen.",
    "accepted_by": "Who took a failure upon himself.",
    "accepted_because": "Why.",
}


def refuse_blocked(verdict: Verdict) -> None:
    """Raise `GateFailed` if a blocking rule failed and nobody accepted it."""
    failed = [f for f in verdict.findings if (f.level, f.status) == ("block", "failed")]
    if failed:
        lines = "\n".join(f"  {f.gate}: {f.subject}: {f.rule}" for f in failed)
        raise GateFailed(
            f"{len(failed)} blocking findings; nothing was published, the previous run stands\n"
            f"{lines}"
        )


def badge(verdict: Verdict) -> dict[str, Any]:
    """The badge of a run, with counts, and who accepted what."""
    findings = verdict.findings
    return {
        "badge": verdict.badge,
        "passed": sum(finding.status == "passed" for finding in findings),
        "warned": sum(finding.status == "failed" for finding in findings),
        "accepted": sum(finding.status == "accepted" for finding in findings),
        "acceptances": [asdict(finding) for finding in findings if finding.status == "accepted"],
    }


def write_table(connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> Mart:
    """Make the table in the engine's memory, with its descriptions, for publishing."""
    names = [field.name for field in fields(Finding)]
    connection.execute(f"create table {NAME} ({', '.join(f'{name} varchar' for name in names)})")
    connection.execute(f"comment on table {NAME} is {literal(TABLE)}")
    for name in names:
        connection.execute(f"comment on column {NAME}.{name} is {literal(COLUMNS[name])}")
    rows = [[getattr(finding, name) for name in names] for finding in verdict.findings]
    if rows:
        marks = ", ".join("?" for _ in names)
        connection.executemany(f"insert into {NAME} values ({marks})", rows)
    return Mart(NAME, "memory", "main", NAME)
