"""The table of a result: medians over the repetitions, their spread, and the ratios."""

from __future__ import annotations

from statistics import median
from typing import Any

from wallboard.bench.daily import FIRST, LAST
from wallboard.bench.result import Result
from wallboard.bench.rows import Row
from wallboard.printing import as_table

# Against these two every row is held, by the seconds of all cores.
FLOOR, REFERENCE = "scan with text", "reference"
WHOLE = "build"


def lines(result: Result) -> list[dict[str, Any]]:
    """One line a step. Times are medians with least and most, memory and bytes the most seen."""
    cpu = {name: _median(result.named(name), "cpu_seconds") for name in result.names}
    return [_line(result, name, cpu) for name in result.names]


def text(result: Result) -> str:
    """The table with what it was measured on, as it is printed."""
    machine, limits = result.machine, result.limits
    head = [
        f"{result.messages:,} messages in {result.contacts:,} contacts over {result.days} days",
        f"{machine['cores']} cores of {machine['cpu']}, {int(machine['memory_bytes']) / 1e9:.0f} GB"
        f" ({machine['system']}); {limits['threads']} threads, {limits['memory']}, "
        f"spill up to {limits['spill']}",
        ", ".join(f"{name} {version}" for name, version in result.versions.items()),
    ]
    checks = [f"{'ok  ' if check.holds else 'NOT '} {check.claim}" for check in result.checks]
    return "\n".join([*head, "", as_table(lines(result)), "", *_pairs(result), *checks])


def _pairs(result: Result) -> list[str]:
    """How many times what one of the first days costs, one of the last does: pair by pair."""
    first_build, last_build = f"{FIRST}: build", f"{LAST}: build"
    told = []
    for what, by in (("seconds", "by the clock"), ("cpu_seconds", "in CPU")):
        pairs = zip(result.named(first_build), result.named(last_build), strict=True)
        costs = [(getattr(first, what), getattr(last, what)) for first, last in pairs]
        ratios = [last / first for first, last in costs if first and last]
        if ratios:
            told.append(
                f"{median(ratios):.2f} × {by} ({min(ratios):.2f}–{max(ratios):.2f}, "
                f"{len(ratios)} pairs)"
            )
    return [f"{last_build} over {first_build}: {', '.join(told)}", ""] if told else []


def _line(result: Result, name: str, cpu: dict[str, float | None]) -> dict[str, Any]:
    rows = result.named(name)
    seconds = _median(rows, "seconds")
    messages = max((row.rows or 0 for row in rows), default=0)
    mine, over = cpu[name], "cpu_seconds"
    if mine is None:
        mine, over = seconds, "seconds"
    whole = _median(result.named(WHOLE), over)
    return {
        "step": name,
        "n": len(rows),
        "seconds": _rounded(seconds),
        "min–max": _spread(rows),
        "CPU s": _rounded(cpu[name]),
        "peak MB": _millions(_most(rows, "peak_bytes")),
        "MB": _millions(_most(rows, "bytes")),
        "× scan": _ratio(cpu[name], cpu.get(FLOOR)),
        "× reference": _ratio(cpu[name], cpu.get(REFERENCE)),
        "% of build": None if mine is None or not whole else round(100 * mine / whole, 1),
        "messages/s": round(messages / seconds) if messages and seconds else None,
    }


def _median(rows: list[Row], what: str) -> float | None:
    known = [getattr(row, what) for row in rows if getattr(row, what) is not None]
    return median(known) if known else None


def _most(rows: list[Row], what: str) -> int | None:
    return max((getattr(row, what) for row in rows if getattr(row, what) is not None), default=None)


def _spread(rows: list[Row]) -> str:
    known = [row.seconds for row in rows if row.seconds is not None]
    return f"{_rounded(min(known))}–{_rounded(max(known))}" if len(known) > 1 else ""


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3 if seconds < 1 else 1)


def _ratio(mine: float | None, other: float | None) -> float | None:
    return None if mine is None or not other else round(mine / other, 2 if mine < other else 1)


def _millions(count: int | None) -> float | None:
    return None if count is None else round(count / 1e6, 1)
