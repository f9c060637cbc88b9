"""Every fault of the matrix, played as its file says.

The classes are there to share the work out: tests of one class are run by one worker.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.case import Case, all_cases
from faults.play import play
from faults.stage import ModelsFor
from wallboard.settings import Settings

CASES = all_cases()
BUILDS = [case for case in CASES if case.home == "whole"]


def _name(case: Case) -> str:
    return case.path.stem


class TestRows:
    """Faults in what is delivered: landed, and transformed in memory."""

    @pytest.mark.parametrize("case", [case for case in CASES if case not in BUILDS], ids=_name)
    def test_fault(self, case: Case, template: Settings, models: ModelsFor, tmp_path: Path) -> None:
        play(case, template, models, tmp_path)


class TestBuilds:
    """Faults that need real builds, one half of them."""

    @pytest.mark.parametrize("case", BUILDS[::2], ids=_name)
    def test_fault(self, case: Case, template: Settings, models: ModelsFor, tmp_path: Path) -> None:
        play(case, template, models, tmp_path)


class TestMoreBuilds:
    """The other half."""

    @pytest.mark.parametrize("case", BUILDS[1::2], ids=_name)
    def test_fault(self, case: Case, template: Settings, models: ModelsFor, tmp_path: Path) -> None:
        play(case, template, models, tmp_path)


def test_no_fault_is_missing() -> None:
    assert [case.number for case in CASES] == list(range(1, 56))


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_case_shows_the_outcome_it_claims(case: Case) -> None:
    exits = [code for step in _all_steps(case.steps) for code in _codes(step)]
    if case.outcome == "E":
        assert any(exits), "an error ends some command with another code than 0"
    if case.outcome == "Q":
        assert "quarantined" in str(case.books) or "refused" in str(case.books)


def _all_steps(steps: list[dict[str, object]]) -> list[dict[str, object]]:
    inner = [step["while"] for step in steps if isinstance(step.get("while"), list)]
    return steps + [step for group in inner for step in _all_steps(group)]  # type: ignore[arg-type]


def _codes(step: dict[str, object]) -> list[object]:
    code = step.get("exit", 0)
    return code if isinstance(code, list) else [code]
