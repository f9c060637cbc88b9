"""One compiled engine per time zone and set of vars, shared by all tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from warehouse.engine import Engine, compile_engine


@pytest.fixture(scope="session")
def engine(shared: Path) -> Callable[..., Engine]:
    """Give the engine compiled for a time zone and vars, compiling on the first request."""
    made: dict[str, Engine] = {}

    def give(
        timezone: str = "UTC",
        project_vars: Mapping[str, Any] | None = None,
        periods: bool = False,
    ) -> Engine:
        key = f"{timezone} {sorted((project_vars or {}).items())} {periods}"
        if key not in made:
            made[key] = compile_engine(shared, timezone, project_vars or {}, periods)
        return made[key]

    return give
