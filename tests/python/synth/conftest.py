"""Small worlds of the generator, made once a test run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from synth_worlds import World, open_world

from wallboard.synth import generate


@pytest.fixture(scope="session")
def make_world(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., World]:
    """Return a function that generates a world in a new folder."""

    def make(**arguments: object) -> World:
        out = tmp_path_factory.mktemp("world") / "raw"
        return open_world(out, generate(out, **arguments))  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def world(make_world: Callable[..., World]) -> World:
    """Return a world of six days with faults."""
    return make_world(contacts=4000, days=6, seed=11)
