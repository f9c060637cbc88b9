"""Two small centres, and a work folder that a server's own user may enter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from peers.hand_centre import write_hand_centre
from wallboard.synth import generate


@pytest.fixture
def work() -> Iterator[Path]:
    """A folder for a comparison; pytest's own lies below one that nobody else may enter."""
    with tempfile.TemporaryDirectory(prefix="wallboard-peers-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def hand_centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The centre whose answers were worked out by hand."""
    return write_hand_centre(tmp_path_factory.mktemp("hand"))


@pytest.fixture(scope="session")
def small_centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated centre of about 6,000 messages, with faults."""
    folder = tmp_path_factory.mktemp("small")
    generate(folder, contacts=1000, days=10, seed=5)
    return folder
