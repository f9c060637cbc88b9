"""Time against size, log–log, as a small SVG; straight lines whose slope is the exponent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10
from statistics import median

import numpy as np

from wallboard.bench.result import Result

WIDTH, HEIGHT = 900, 560
LEFT, RIGHT, TOP, BOTTOM = 80, 330, 40, 60  # margins; the legend stands in the right one
COLOURS = (
    *("#1b6ca8", "#c1440e", "#3a7d44", "#7b4ea3", "#b58900"),
    *("#00838f", "#ad1457", "#5d4037", "#78909c", "#212121"),
)
Points = list[tuple[float, float]]


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The power of size by which time grows: least squares on the logarithms of both.

    None where there are not two sizes.
    """
    if len({size for size, _ in points}) < 2:
        return None
    sizes, times = np.log(np.array(points)).T
    return float(np.polyfit(sizes, times, 1)[0])


def series(results: Iterable[Result]) -> dict[str, Points]:
    """For each step its messages and the median seconds of all cores, where it has a CPU time."""
    found: dict[str, Points] = {}
    for result in results:
        for name in result.names:
            known = [row.cpu_seconds for row in result.named(name) if row.cpu_seconds]
            if known:
                found.setdefault(name, []).append((float(result.messages), median(known)))
    return found


def svg(results: Iterable[Result]) -> str:
    """The drawing: a point a step and size, a fitted line where there are two sizes or more."""
    drawn = series(results)
    points = [point for each in drawn.values() for point in each] or [(1.0, 1.0)]
    across, up = (_decades([point[axis] for point in points]) for axis in (0, 1))

    def x(size: float) -> float:
        return LEFT + (log10(size) - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - RIGHT)

    def y(time: float) -> float:
        return HEIGHT - BOTTOM - (log10(time) - up[0]) / (up[1] - up[0]) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT, TOP - 15, "CPU seconds against messages, both logarithmic"),
    ]
    for power in range(across[0], across[1] + 1):
        parts += [_line(x(10**power), y(10 ** up[0]), x(10**power), y(10 ** up[1]), "#ddd")]
        parts += [_text(x(10**power), HEIGHT - BOTTOM + 20, f"{10**power:,}", "middle")]
    for power in range(up[0], up[1] + 1):
        parts += [_line(x(10 ** across[0]), y(10**power), x(10 ** across[1]), y(10**power), "#ddd")]
        parts += [_text(LEFT - 8, y(10**power) + 4, f"{10.0**power:g}", "end")]
    for number, (name, each) in enumerate(drawn.items()):
        colour, place = COLOURS[number % len(COLOURS)], TOP + 18 * number
        parts += [
            f'<circle cx="{x(size):.1f}" cy="{y(time):.1f}" r="4" fill="{colour}"/>'
            for size, time in each
        ]
        grown = exponent(each)
        if grown is not None:
            middle = np.exp(np.log(np.array(each)).mean(axis=0))
            ends = min(each)[0], max(each)[0]
            fitted = [middle[1] * (size / middle[0]) ** grown for size in ends]
            parts += [_line(x(ends[0]), y(fitted[0]), x(ends[1]), y(fitted[1]), colour)]
        slope = "" if grown is None else f"  ~ n^{grown:.2f}"
        parts += [f'<circle cx="{WIDTH - RIGHT + 25}" cy="{place}" r="4" fill="{colour}"/>']
        parts += [_text(WIDTH - RIGHT + 35, place + 4, f"{name}{slope}")]
    return "\n".join([*parts, "</svg>", ""])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten below and above."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        'stroke-width="1.5"/>'
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
