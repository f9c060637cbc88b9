"""What the gates found, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wallboard.gates import Level

Status = Literal["passed", "failed", "accepted"]
Badge = Literal["passed", "warned", "accepted"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule of one gate on one subject: a file, a KPI, a day; ``observed`` is None if it held.

    ``rule`` is the figure that was looked at, ``expected`` its limits in words.
    """

    gate: str
    subject: str
    rule: str
    level: Level
    status: Status
    observed: str | None
    expected: str
    accepted_by: str | None = None
    accepted_because: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether this alone keeps a run from being published."""
        return self.level == "block" and self.status == "failed"

    def __str__(self) -> str:
        text = f"{self.gate}: {self.subject}: {self.rule} is {self.observed}, not {self.expected}"
        if self.status == "accepted":
            text += f"; accepted by {self.accepted_by}: {self.accepted_because}"
        return text


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings of one build and the folder of pages that show them (None if nothing was asked).

    Only a build that no finding blocks has a verdict.
    """

    findings: tuple[Finding, ...]
    docs: Path | None = None

    @property
    def badge(self) -> Badge:
        """The whole in one word: what was accepted weighs more than a warning."""
        found = {finding.status for finding in self.findings}
        if "accepted" in found:
            return "accepted"
        return "warned" if "failed" in found else "passed"

    @property
    def remarkable(self) -> tuple[Finding, ...]:
        """The findings that did not simply hold."""
        return tuple(finding for finding in self.findings if finding.status != "passed")
