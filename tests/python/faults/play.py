"""Playing a case: in a fresh home, with or without its guards, and with the invariants of all."""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from faults.books import check_books, check_landing, check_warehouse
from faults.case import Case
from faults.home import check_home, copy_home
from faults.stage import ModelsFor, Stage
from faults.steps import STEPS
from faults.transform import Cut
from wallboard.settings import Settings


def play(
    case: Case,
    template: Settings,
    models: ModelsFor,
    folder: Path,
    without: dict[str, Any] | None = None,
) -> None:
    """Play a case; an AssertionError says what did not come out as it should.

    ``without`` is one of the case's guards, taken out of the product for the time.
    """
    home = copy_home(template, folder, whole=case.home == "whole")
    stage = Stage(case, home, models, STEPS)
    with _taken_out(without) as cut, closing(stage):
        stage.cut = cut
        stage.play()
        check_landing(home.settings)
        if stage.warehouse is not None:
            check_warehouse(stage.warehouse, home.settings)
        if case.books is not None:
            check_books(case.books, home.settings, stage.warehouse, home.landed)
        check_home(home, case.publishes, case.replaces)


@contextmanager
def _taken_out(guard: dict[str, Any] | None) -> Iterator[Cut | None]:
    """Take a guard out: SQL out of a model, or another value in a Python module's place.

    ``{model, sql, instead}`` cuts; ``{patch: dotted.path, by}`` puts there what ``by`` names:
    a value, ``{returns: value}`` for a function, ``{counts: up}`` for one that never says the same
    twice, ``{pattern: text}`` for a regular expression.
    """
    if guard is None:
        yield None
    elif "model" in guard:
        yield guard["model"], guard["sql"], guard.get("instead", "false")
    else:
        module, name = guard["patch"].rsplit(".", 1)
        owner = _owner(module)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, name, _replacement(guard["by"]))
            yield None


def _owner(path: str) -> Any:
    """A module, or a class in one."""
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        module, name = path.rsplit(".", 1)
        return getattr(importlib.import_module(module), name)


def _replacement(by: Any) -> Any:
    if isinstance(by, dict) and "returns" in by:
        return lambda *_, **__: by["returns"]
    if isinstance(by, dict) and "counts" in by:
        numbers = itertools.count()
        return lambda *_, **__: str(next(numbers))
    if isinstance(by, dict) and "pattern" in by:
        return re.compile(by["pattern"])
    return by
