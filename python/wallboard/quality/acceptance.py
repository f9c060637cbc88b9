"""Accepting what a gate found: who and why, remembered as long as exactly the same is found.

A landed file never changes, so a file that was accepted once would block every later build if
nobody remembered. The record lies with the landed rows, which are what is backed up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wallboard.errors import UsageError
from wallboard.gates import gates_file, load_gates
from wallboard.landing.layout import write_text
from wallboard.quality.verdict import Finding
from wallboard.settings import Settings

# What makes a finding the same as one that was accepted before.
SAME = ("gate", "subject", "rule", "level", "observed")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Gates whose failed findings may pass in this build, with who says so and why."""

    gates: tuple[str, ...] = ()
    by: str = ""
    because: str = ""

    def __post_init__(self) -> None:
        if self.gates and not (self.by.strip() and self.because.strip()):
            raise UsageError(
                "--accept needs --by NAME and --because TEXT: who takes the findings, and why"
            )
        if not self.gates and (self.by or self.because):
            raise UsageError("--by and --because go with --accept GATE; no gate was named")

    def check(self, settings: Settings) -> None:
        """Refuse a gate that does not exist."""
        known = sorted({gate for gate, _ in load_gates(gates_file(settings.project_dir))})
        for gate in self.gates:
            if gate not in known:
                raise UsageError(
                    f"--accept {gate}: there is no such gate; the gates are {', '.join(known)} "
                    "(a failed dbt test cannot be accepted)"
                )


def accepted(
    settings: Settings, findings: Iterable[Finding], acceptance: Acceptance
) -> list[Finding]:
    """The findings with those marked that are accepted, now or by a build before this one."""
    record = _record(settings)
    known = {tuple(entry[name] for name in SAME): entry for entry in record}
    marked = []
    for finding in findings:
        key = tuple(getattr(finding, name) for name in SAME)
        if finding.status == "failed" and finding.gate in acceptance.gates:
            known[key] = dict(zip(SAME, key, strict=True)) | {
                "by": acceptance.by.strip(),
                "because": acceptance.because.strip(),
                "accepted_at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
        entry = known.get(key) if finding.status == "failed" else None
        marked.append(
            finding
            if entry is None
            else replace(
                finding,
                status="accepted",
                accepted_by=entry["by"],
                accepted_because=entry["because"],
            )
        )
    if list(known.values()) != record:
        text = json.dumps(list(known.values()), indent=1, ensure_ascii=False)
        write_text(text + "\n", _path(settings))
    return marked


def _record(settings: Settings) -> list[dict[str, Any]]:
    path = _path(settings)
    if not path.exists():
        return []
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def _path(settings: Settings) -> Path:
    return settings.raw / "_accepted.json"
