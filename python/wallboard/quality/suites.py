"""The committed suites, as the renderer wrote them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wallboard.errors import WallboardError
from wallboard.render.expectations import FOLDER


@dataclass(frozen=True, slots=True)
class Suite:
    """One suite: its name, such as landing/contacts, and Great Expectations' expectations."""

    name: str
    expectations: Sequence[dict[str, Any]]

    @property
    def columns(self) -> list[str]:
        """Columns of the frame that are asked about, each once."""
        return list(dict.fromkeys(each["kwargs"]["column"] for each in self.expectations))

    def about(self, columns: Iterable[str]) -> Suite:
        """The part of the suite that asks about these columns."""
        kept = set(columns)
        asked = [each for each in self.expectations if each["kwargs"]["column"] in kept]
        return Suite(self.name, tuple(asked))


def load_suite(project_dir: Path, name: str) -> Suite:
    """Read one suite; raise if it was never rendered."""
    path = project_dir / FOLDER / f"{name}.json"
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WallboardError(
            f"{path} is missing; write it with `wallboard render`, and commit it"
        ) from error
    return Suite(read["name"], tuple(read["expectations"]))
