"""What a build had to do: how many table models it built, how many were current."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# What materializations say of a table or a test that they left alone (macros/materializations).
UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Unique ids of the table models that one dbt command built and left alone."""

    built: tuple[str, ...]
    unchanged: tuple[str, ...]

    def __str__(self) -> str:
        models = len(self.built) + len(self.unchanged)
        return f"Built {len(self.built)} of {models} models ({len(self.unchanged)} unchanged)"


def rebuilt(artefacts: Path) -> Rebuilt:
    """Read it from dbt's artefacts, those of a published run among them."""
    results = json.loads((artefacts / "run_results.json").read_text(encoding="utf-8"))["results"]
    done = [
        (each["unique_id"], each["message"] == UNCHANGED)
        for each in results
        if each["unique_id"].startswith("model.") and each["status"] == "success"
    ]
    return Rebuilt(
        tuple(sorted(name for name, is_unchanged in done if not is_unchanged)),
        tuple(sorted(name for name, is_unchanged in done if is_unchanged)),
    )
