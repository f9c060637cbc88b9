"""A guard taken out makes its case fail, so that each case is known to see what it looks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from faults.case import Case, all_cases
from faults.play import play
from faults.stage import ModelsFor
from wallboard.settings import Settings

GUARDED = [(case, guard) for case in all_cases() for guard in case.guards]


def _name(value: Any) -> str:
    return (
        value.path.stem if isinstance(value, Case) else str(value.get("patch", value.get("model")))
    )


@pytest.mark.parametrize(("case", "guard"), GUARDED, ids=_name)
def test_without_its_guard_a_case_fails(
    case: Case, guard: dict[str, Any], template: Settings, models: ModelsFor, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError):
        play(case, template, models, tmp_path, without=guard)


def test_guards_of_all_parts_are_tried() -> None:
    assert len(GUARDED) >= 40
