"""A home with one small run."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_run import NASTY, RESTRICTED, RUN_ID, write_run

from wallboard.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The home, with an export root beside it."""
    home = tmp_path / "home"
    write_run(home / "runs" / RUN_ID, NASTY)
    (home / "current").symlink_to(Path("runs") / RUN_ID)
    root = tmp_path / "root"
    root.mkdir()
    return Settings(home=home, export_root=root)


@pytest.fixture
def restricted(settings: Settings) -> Settings:
    """The same home with marts that name agents."""
    write_run(settings.home / "restricted" / RUN_ID, RESTRICTED)
    return settings
