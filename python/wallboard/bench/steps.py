"""The steps in their order, and one go through those that are asked for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from wallboard.bench import asking, building, daily, history
from wallboard.bench.centre import Centre, is_built, made, rows_in
from wallboard.bench.checks import same_by_hand, same_by_the_day
from wallboard.bench.machine import machine, versions
from wallboard.bench.result import Check, Result
from wallboard.bench.rows import Row
from wallboard.errors import UsageError

Say = Callable[[str], None]
USUAL = ("ingest", "scan", "reference", "models", "build", "kpi", "history", "late")
STEPS = (*USUAL, "daily")  # a build for each of many days takes hours


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured; ``shares`` are lengths of history, ``late`` numbers of old days.

    ``ends`` is how many days are measured at the beginning and at the end of daily deliveries;
    those between are built ``every`` so many.
    """

    only: tuple[str, ...] = USUAL
    repetitions: int = 1
    shares: tuple[float, ...] = (0.25, 0.5, 1.0)
    late: tuple[int, ...] = (1, 5, 20)
    ends: int = 5
    every: int = 7

    def __post_init__(self) -> None:
        unknown = [name for name in self.only if name not in STEPS]
        if unknown:
            raise UsageError(f"--only {','.join(unknown)}: choose from {', '.join(STEPS)}")
        if not self.shares or not all(0 < share <= 1 for share in self.shares):
            raise UsageError("--history: a length is a share of the days, above 0 and up to 1")
        if not self.late or min(self.late) < 1:
            raise UsageError("--late: name numbers of days, at least 1")

    def check(self, days: int) -> None:
        """Raise `UsageError` where so many days are too few for the histories asked for."""
        if "history" in self.only and min(self.shares) * days < 2:
            raise UsageError(f"--history {min(self.shares):g}: too short a part of {days} days")
        if "daily" in self.only and 2 * self.ends >= days:
            raise UsageError(f"--daily {self.ends}: {days} days have no such ends")
        if "late" in self.only and max(self.late) > days:
            raise UsageError(f"--late {max(self.late)}: the centre has {days} days")


def measure(centre: Centre, plan: Plan, say: Say, keep: Callable[[Result], None]) -> Result:
    """Make the centre unless it is there, and take the steps, repetition by repetition.

    What a step needs and was left out is done before it, and not measured. ``keep`` is given what
    there is after each step, since a long run may end in the midst.
    """
    plan.check(centre.days)
    say(f"generating about {centre.messages_wanted:,} messages")
    result = _begun(centre)
    for number in range(plan.repetitions):
        for name in (step for step in STEPS if step in plan.only):
            say(f"{name} ({number + 1} of {plan.repetitions})")
            began = time.monotonic()
            _prepare(centre, name, say)
            rows, checks = _step(centre, plan, name, say)
            result = replace(
                result,
                rows=(*result.rows, *rows),
                checks=tuple(dict.fromkeys((*result.checks, *checks))),
            )
            keep(result)
            say(f"  took {time.monotonic() - began:.0f} s")
    return result


def _begun(centre: Centre) -> Result:
    row, settings = made(centre), centre.settings()
    return Result(
        messages=rows_in(centre, "messages"),
        contacts=rows_in(centre, "contacts"),
        days=centre.days,
        machine=machine(),
        versions=versions(),
        limits={
            "threads": settings.threads,
            "memory": settings.memory,
            "spill": settings.spill,
        },
        rows=(row,),
    )


def _prepare(centre: Centre, name: str, say: Say) -> None:
    """Do what the step needs and nobody did before."""
    if name in ("scan", "reference", "models", "build", "kpi") and not centre.is_landed:
        say("  landing first, not measured")
        building.land(centre)
    if name == "kpi" and not is_built(centre.home):
        say("  building first, not measured")
        building.build(centre)


def _step(centre: Centre, plan: Plan, name: str, say: Say) -> tuple[list[Row], list[Check]]:
    match name:
        case "ingest":
            return building.land(centre), []
        case "scan":
            return building.scan(centre), []
        case "reference":
            return building.reference(centre)[0], []
        case "models":
            return building.models(centre), []
        case "build":
            return building.build(centre), []
        case "kpi":
            rows, has_imported = asking.ask(centre)
            checks = [Check("`wallboard kpi` does not import dbt", not has_imported)]
            return rows, [*checks, same_by_hand(centre)]
        case "history":
            rows = history.one_more_day(centre, plan.shares, say)
            return rows, [same_by_the_day(centre)] if is_built(centre.home) else []
        case "daily":
            rows = daily.day_by_day(centre, plan.ends, plan.every, say)
            return rows, [daily.same_as_at_once(centre)]
        case _:
            return history.late_rows(centre, plan.late, say), []
