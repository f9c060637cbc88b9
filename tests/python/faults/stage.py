"""Where a case is played, and what its steps share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from faults.case import Case
from faults.files import write_files
from faults.home import KEY, Home
from faults.transform import ABOUT_DELIVERIES, Cut, Models
from wallboard.runs import current_run
from wallboard.settings import PROJECT_DIR

ModelsFor = Callable[[str, Mapping[str, Any]], Models]
Step = Callable[["Stage", Any, dict[str, Any]], None]


@dataclass(slots=True)
class Stage:
    """Where a case is played: its home, what it set, what it has found so far."""

    case: Case
    home: Home
    models: ModelsFor
    steps: Mapping[str, Step]
    cut: Cut | None = None
    environment: dict[str, str | None] = field(default_factory=dict)
    results: dict[str, dict[str, str]] = field(default_factory=dict)
    warehouse: duckdb.DuckDBPyConnection | None = None
    project: Path = PROJECT_DIR
    codes: list[int] = field(default_factory=list)

    def play(self) -> None:
        """Write the case's files and take its steps."""
        write_files(self.home.inbox, self.case.files)
        self.results["published"] = published(self.home)
        self.take(self.case.steps)

    def take(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            name = next(iter(step))
            act = self.steps.get(name)
            assert act is not None, f"{self.case.path.name}: no step is called {name!r}"
            act(self, step[name], {key: step[key] for key in list(step)[1:]})

    @property
    def variables(self) -> dict[str, str | None]:
        """The environment of commands."""
        own = {
            "WALLBOARD_HOME": str(self.home.path),
            "WALLBOARD_HMAC_KEY": KEY,
            "WALLBOARD_EXPORT_ROOT": str(self.home.inbox),
            "WALLBOARD_TIMEZONE": None,
        }
        return {**own, **self.environment}

    def close(self) -> None:
        """Let go of what the last transform built."""
        if self.warehouse is not None:
            self.warehouse.close()
            self.warehouse = None

    def placed(self, text: str) -> str:
        """A text with the folders of this case in it."""
        return text.replace("{inbox}", str(self.home.inbox)).replace("{home}", str(self.home.path))


def published(home: Home) -> dict[str, str]:
    """The hashes of the marts of the current run that do not tell of deliveries."""
    marts = current_run(home.settings).manifest["marts"]
    return {
        name: mart["sha256"]
        for name, mart in marts.items()
        if not name.startswith(ABOUT_DELIVERIES)
    }


def listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else list(value)
