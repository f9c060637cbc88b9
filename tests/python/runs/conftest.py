"""Published runs that several tests read, each built once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from wallboard.cli import app
from wallboard.landing import ingest
from wallboard.runs import build
from wallboard.settings import PROJECT_DIR, Settings

SHARED = PROJECT_DIR.parent / "shared" / "data"
Ask = Callable[..., dict[str, dict[str, Any]]]


def real(name: str) -> Path:
    """Folder of a real input; skips the test where it is missing."""
    folder = SHARED / name
    if not folder.exists():
        pytest.skip(f"the real input {name} is not beside the project")
    return folder


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """August 1999 of the bank, ingested, built and published."""
    home = tmp_path_factory.mktemp("bank")
    settings = Settings(home=home, timezone="Asia/Jerusalem", timezone_declared=True)
    ingest([real("anonymous_bank_aug1999")], "anonymous_bank", settings=settings)
    build(settings)
    return settings


@pytest.fixture(scope="session")
def star(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The STAR dialogues, ingested, built and published."""
    settings = Settings(home=tmp_path_factory.mktemp("star"))
    ingest([real("star_dialogues")], "star", settings=settings)
    build(settings)
    return settings


@pytest.fixture(scope="session")
def incidents(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The incident log, ingested, built and published; its times are read as UTC."""
    settings = Settings(home=tmp_path_factory.mktemp("incidents"))
    ingest([real("uci_incident")], "servicenow_incident", settings=settings, timezone="UTC")
    build(settings)
    return settings


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a wallboard command on a home and return what it printed."""

    def run(settings: Settings, *arguments: str) -> str:
        monkeypatch.setenv("WALLBOARD_HOME", str(settings.home))
        monkeypatch.setenv("WALLBOARD_TIMEZONE", settings.timezone)
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


@pytest.fixture
def ask(command: Callable[..., str]) -> Ask:
    """Answers of `wallboard kpi`, by KPI."""

    def give(settings: Settings, *kpi_ids: str) -> dict[str, dict[str, Any]]:
        rows = json.loads(command(settings, "kpi", *kpi_ids, "--format", "json"))
        return {row["kpi_id"]: row for row in rows}

    return give
