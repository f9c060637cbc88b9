"""Which days of a daily delivery are landed, built and measured."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest

from wallboard.bench import daily
from wallboard.bench.centre import START, Centre
from wallboard.bench.rows import Row
from wallboard.bench.steps import Plan
from wallboard.errors import UsageError, WallboardError


def test_last_days_are_measured_each_after_a_first_and_the_others_built_in_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = Centre(tmp_path, 1000, 20)
    whole, young = daily.home(centre), daily.young(centre)
    done: list[tuple[Path, str]] = []

    def split(source: Path, out: Path, cuts: list[date], settings: object) -> list[Path]:
        out.mkdir(parents=True)
        assert cuts[0] == date(2025, 1, 7)  # the second day begins the second delivery
        return [out / f"{number:02d}" for number in range(len(cuts) + 1)]

    def land(centre: Centre, where: Path, folder: Path, name: str, day: date) -> Row:
        assert day == START + timedelta(days=int(folder.name))
        done.append((where, folder.name))
        return Row(name, rows=int(folder.name))

    def build(centre: Centre, where: Path, name: str, messages: int | None) -> Row:
        done.append((where, "build"))
        return Row(name, rows=messages)

    def run_in(centre: Centre, where: Path, command: list[str]) -> None:
        done.append((where, command[-1]))

    monkeypatch.setattr(daily, "split", split)
    monkeypatch.setattr(daily.history, "run_in", run_in)
    monkeypatch.setattr(daily.history, "land", land)
    monkeypatch.setattr(daily.history, "build", build)
    rows = daily.day_by_day(centre, 2, 6, lambda line: None)
    of_whole = [word for where, word in done if where == whole]
    days = [f"{number:02d}" for number in range(20)]
    assert [word for word in of_whole if word in days] == days
    # every sixth from the first day on, the eve of the last two, and these
    built = _before("build", [word for word in of_whole if word != "compact"])
    assert built == ["00", "06", "12", "17", "18", "19"]
    assert _before("compact", of_whole) == ["00", "06", "12", "17"]
    assert [word for where, word in done if where == young] == [
        "00",
        "build",
        "01",
        "build",
        "02",
        "build",
    ]
    assert [(row.name, row.rows) for row in rows if row.name.endswith("build")] == [
        ("first days: build", 1),
        ("last days: build", 18),
        ("first days: build", 2),
        ("last days: build", 19),
    ]
    assert done[-8:] == [
        *((young, "01"), (young, "build"), (whole, "18"), (whole, "build")),
        *((young, "02"), (young, "build"), (whole, "19"), (whole, "build")),
    ]


def _before(word: str, done: list[str]) -> list[str]:
    """What comes just before a word, each time."""
    return [before for before, after in itertools.pairwise(done) if after == word]


@pytest.mark.parametrize("differs", [False, True])
def test_what_grew_is_held_against_a_build_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, differs: bool
) -> None:
    def run_in(centre: Centre, where: Path, command: list[str]) -> None:
        assert command[-1] == "parity"
        if differs:
            raise WallboardError("2 of 162 tables differ")

    monkeypatch.setattr(daily.history, "run_in", run_in)
    check = daily.same_as_at_once(Centre(tmp_path, 1000, 20))
    assert check.holds is not differs
    assert ("2 of 162" in check.claim) is differs


def test_ends_that_meet_are_refused() -> None:
    Plan(("daily",), ends=2).check(5)
    with pytest.raises(UsageError, match="5 days"):
        Plan(("daily",), ends=3).check(5)
