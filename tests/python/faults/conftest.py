"""One small centre, built and published once; every case works in a copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from faults.home import make_template
from faults.stage import ModelsFor
from faults.transform import Models, compiled_anew, models_of
from wallboard.settings import Settings


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The home that every case is given a copy of."""
    return make_template(tmp_path_factory.mktemp("template") / "home")


@pytest.fixture(scope="session")
def models(template: Settings, shared: Path) -> ModelsFor:
    """The compiled models for a zone and vars; those of the template at no cost."""
    made: dict[str, Models] = {}

    def give(timezone: str, project_vars: Mapping[str, Any]) -> Models:
        key = f"{timezone} {sorted(project_vars.items())}"
        if key not in made:
            is_plain = timezone == "UTC" and not project_vars
            made[key] = (
                models_of(template) if is_plain else compiled_anew(shared, timezone, project_vars)
            )
        return made[key]

    return give
