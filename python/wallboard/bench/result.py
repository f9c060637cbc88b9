"""The figures of one centre, from the run itself or from files of earlier ones."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from wallboard.bench.rows import Row
from wallboard.errors import UsageError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold among the figures themselves."""

    claim: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of a centre of so many messages; every repetition's rows as they came."""

    messages: int
    contacts: int
    days: int
    machine: dict[str, str | int]
    versions: dict[str, str]
    limits: dict[str, str | int]
    rows: tuple[Row, ...]
    checks: tuple[Check, ...] = ()

    def named(self, name: str) -> list[Row]:
        """All repetitions of one row."""
        return [row for row in self.rows if row.name == name]

    @property
    def names(self) -> list[str]:
        """Names of the rows, in the order in which they came first."""
        return list(dict.fromkeys(row.name for row in self.rows))


def write(path: Path, results: Iterable[Result]) -> None:
    """Write results as JSON."""
    listed = {"format": FORMAT, "results": [asdict(result) for result in results]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path) -> list[Result]:
    """Read what `write` wrote; raise `UsageError` for anything else."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        if listed["format"] != FORMAT:
            raise UsageError(f"{path} is of format {listed['format']}, not {FORMAT}")
        return [_result(each) for each in listed["results"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is no result of `wallboard bench --json`: {error}") from error


def merged(results: Iterable[Result]) -> list[Result]:
    """One result a size, smallest first: parts of one size that were measured apart, together.

    Raises `UsageError` where they are of different machines, versions or limits: no ratio between
    them would mean anything.
    """
    by_size: dict[tuple[int, int], Result] = {}
    for result in results:
        size = (result.messages, result.days)
        known = by_size.get(size)
        if known is None:
            by_size[size] = result
            continue
        for what in ("machine", "versions", "limits"):
            if getattr(known, what) != getattr(result, what):
                raise UsageError(
                    f"{result.messages:,} messages were measured twice, with another {what}: "
                    f"{getattr(known, what)} and {getattr(result, what)}"
                )
        by_size[size] = replace(
            known,
            rows=known.rows + tuple(row for row in result.rows if not _is_one_of(row, known.rows)),
            checks=tuple(dict.fromkeys(known.checks + result.checks)),
        )
    return [by_size[size] for size in sorted(by_size)]


def _is_one_of(row: Row, rows: tuple[Row, ...]) -> bool:
    """Whether this very measurement is there: a kept centre tells each run how it was generated."""
    return row.seconds is not None and row in rows


def _result(each: dict[str, Any]) -> Result:
    rows = tuple(Row(**row) for row in each["rows"])
    checks = tuple(Check(**check) for check in each["checks"])
    return Result(**{**each, "rows": rows, "checks": checks})
