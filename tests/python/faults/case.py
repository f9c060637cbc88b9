"""A case of the fault matrix, as its YAML file under tests/faults says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from wallboard.settings import PROJECT_DIR

FOLDER = PROJECT_DIR / "tests" / "faults"
OUTCOMES = {
    "E": "an error says what to do; nothing is published",
    "Q": "the row or file is set aside with a reason, the rest goes on",
    "C": "kept, and counted",
    "S": "nothing is lost",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One fault: what is given, what is done, and what must have become of it.

    ``books`` has an entry for every delivered file; None for a case about something else than
    rows. ``guards`` are the parts of the product without which the case must fail.
    """

    path: Path
    number: int
    fault: str
    answer: str
    outcome: str
    steps: list[dict[str, Any]]
    files: Mapping[str, Any] = field(default_factory=dict)
    books: Mapping[str, Any] | None = None
    guards: list[dict[str, Any]] = field(default_factory=list)
    home: str = "run"
    publishes: int = 0
    replaces: bool = False

    def __post_init__(self) -> None:
        if self.path.name[:3] != f"{self.number:02}_":
            raise ValueError(f"{self.path.name}: does not begin with its number {self.number}")
        if self.outcome not in OUTCOMES:
            raise ValueError(f"{self.path.name}: outcome {self.outcome!r} is none of E, Q, C, S")
        if self.home not in ("run", "whole"):
            raise ValueError(f"{self.path.name}: home is 'run' or 'whole', not {self.home!r}")


def load_case(path: Path) -> Case:
    """Read one file; a key that no case has is an error."""
    return Case(path, **yaml.safe_load(path.read_text(encoding="utf-8")))


def all_cases() -> list[Case]:
    """Every case, by number."""
    return [load_case(path) for path in sorted(FOLDER.glob("*.yaml"))]
