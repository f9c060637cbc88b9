"""What every test needs: a key for pseudonyms, and no word to anybody about having run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

KEY = "a key for tests, long enough and known to everybody"

os.environ.setdefault("WALLBOARD_HMAC_KEY", KEY)
os.environ["DO_NOT_TRACK"] = "1"
os.environ["GX_ANALYTICS_ENABLED"] = "false"

# The same examples for everybody, however slow the machine: who wants others takes this out.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


# What builds for minutes goes first, or one worker would be left with it at the end.
LONGEST_FIRST = ("incremental", "faults", "runs", "warehouse", "centre", "privacy")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the folders; within one the order stays."""
    places = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path.parent.name, len(places)))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run of tests that all its workers see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
