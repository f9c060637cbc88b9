"""A small clean centre, generated once."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_delivery import DAYS

from wallboard.synth import generate


@pytest.fixture(scope="session")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve days without faults."""
    out = tmp_path_factory.mktemp("bench") / "delivery"
    generate(out, contacts=2_500, days=DAYS, seed=17, fault_rate=0)
    return out
