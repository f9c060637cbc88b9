"""The gates, read from ``seeds/reference/quality_gates.csv``, their only list."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from wallboard.errors import WallboardError

Level = Literal["block", "warn"]
Place = Literal["landing", "marts"]


@dataclass(frozen=True, slots=True)
class Gate:
    """One limit of one gate; ``most`` is None where the limit is not one number for all."""

    gate: str
    level: Level
    place: Place
    most: float | None
    description: str

    def __post_init__(self) -> None:
        if self.level not in get_args(Level):
            raise ValueError(f"{self.gate}: {self.level!r} is neither block nor warn")
        if self.place not in get_args(Place):
            raise ValueError(f"{self.gate}: {self.place!r} is neither landing nor marts")


def gates_file(project_dir: Path) -> Path:
    """Where a project lists its gates."""
    return project_dir / "seeds" / "reference" / "quality_gates.csv"


def load_gates(path: Path) -> dict[tuple[str, Level], Gate]:
    """Return the limits by gate and level, in the order of the file."""
    gates: dict[tuple[str, Level], Gate] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                gate = _gate(row)
            except (KeyError, ValueError) as error:
                raise WallboardError(f"{path.name} line {number}: {error}") from error
            if (gate.gate, gate.level) in gates:
                raise WallboardError(f"{path.name} line {number}: {gate.gate} has two limits")
            gates[gate.gate, gate.level] = gate
    return gates


def _gate(row: dict[str, str]) -> Gate:
    return Gate(
        gate=row["gate"],
        level=cast(Level, row["level"]),
        place=cast(Place, row["place"]),
        most=float(row["most"]) if row["most"] else None,
        description=row["description"],
    )
