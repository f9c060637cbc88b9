"""A simulated centre of two and a half months, built and published once."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from wallboard.landing import ingest
from wallboard.runs import build, current_run
from wallboard.settings import Settings
from wallboard.synth import generate
from wallboard.synth.config import Config

CONTACTS, DAYS, SEED = 30_000, 75, 41


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the home that holds the centre and its published run."""
    home = tmp_path_factory.mktemp("centre")
    settings = Settings(home=home)
    # agents enough for the KPIs that ask for a sample of assessments, and for newcomers
    config = Config(least_agents=110)
    generate(home / "delivery", contacts=CONTACTS, days=DAYS, seed=SEED, config=config)
    ingest([home / "delivery"], "native", settings=settings)
    build(settings)
    return settings


@pytest.fixture(scope="session")
def run(centre: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the published run."""
    with current_run(centre).connect() as connection:
        yield connection
