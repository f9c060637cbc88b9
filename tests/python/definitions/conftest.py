"""One compiled project for the folder, and a small world published as a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import Project
from typer.testing import CliRunner, Result

from golden_worlds import two_queues
from wallboard.cli import app
from wallboard.settings import Settings


@pytest.fixture(scope="session")
def project(shared: Path) -> Project:
    """The project, compiled once."""
    return Project.compile(shared)


@pytest.fixture(scope="session")
def home(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with one run: two queues, 762 of 1166 answered within the threshold."""
    return project.publish(two_queues(), tmp_path_factory.mktemp("home"))


@pytest.fixture
def wallboard(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command on a home; a failure is in the result."""

    def run(settings: Settings, *arguments: str) -> Result:
        monkeypatch.setenv("WALLBOARD_HOME", str(settings.home))
        return CliRunner().invoke(app, list(arguments))

    return run
