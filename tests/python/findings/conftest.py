"""Books compiled once for each business zone and set of vars."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from findings.books import Books, Centre, compile_books

Open = Callable[..., Centre]


@pytest.fixture(scope="session")
def books(shared: Path) -> Callable[..., Books]:
    """Give the books compiled for a zone and vars, compiling on the first request."""
    made: dict[str, Books] = {}

    def give(timezone: str = "UTC", **project_vars: Any) -> Books:
        key = f"{timezone} {sorted(project_vars.items())}"
        if key not in made:
            made[key] = compile_books(shared, timezone, project_vars)
        return made[key]

    return give


@pytest.fixture
def centre(tmp_path: Path, books: Callable[..., Books]) -> Open:
    """Open an empty home whose books are kept in a zone and with vars."""

    def give(timezone: str = "UTC", **project_vars: Any) -> Centre:
        return Centre(tmp_path, books(timezone, **project_vars))

    return give
