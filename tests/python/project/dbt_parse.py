"""What a parse of the project by dbt gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Parse = Callable[..., "Parsed"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parse said, its manifest, and what dbt kept for the next one; none where it failed."""

    exit_code: int
    output: str
    manifest: dict[str, Any]
    kept: bytes

    @property
    def models(self) -> dict[str, dict[str, Any]]:
        """The models by name."""
        nodes = self.manifest["nodes"].values()
        return {node["name"]: node for node in nodes if node["resource_type"] == "model"}

    def parents(self, model: str) -> list[dict[str, Any]]:
        """What a model reads: models, seeds, sources."""
        known = {**self.manifest["nodes"], **self.manifest["sources"]}
        return [known[parent] for parent in self.models[model]["depends_on"]["nodes"]]
