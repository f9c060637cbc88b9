"""Fresh homes, landed by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from landed_home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A fresh home."""
    return Home(tmp_path)


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[[str, str], Home]:
    """Make a home by name and key."""
    return lambda name, key: Home(tmp_path / name, key)
