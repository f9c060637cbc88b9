"""Seeded random numbers: one generator per concern, and tables to draw durations from.

A table lookup costs a fraction of ``lognormvariate`` and is as good for a simulation.
"""

from __future__ import annotations

import math
import random
from functools import cache
from statistics import NormalDist
from zlib import crc32

import numpy as np

TABLE = 2048


def plain(seed: int, concern: str) -> random.Random:
    """Return a generator for one concern; a text seed does not depend on ``hash()``."""
    return random.Random(f"{seed}:{concern}")


def vector(seed: int, concern: str) -> np.random.Generator:
    """Return a numpy generator for one concern."""
    return np.random.default_rng([seed & 0xFFFFFFFF, crc32(concern.encode())])


@cache
def lognormal(median_seconds: float, sigma: float) -> tuple[int, ...]:
    """Return ``TABLE`` equally likely durations in milliseconds, ascending."""
    normal = NormalDist()
    return tuple(
        max(1, round(1000 * median_seconds * math.exp(sigma * normal.inv_cdf((i + 0.5) / TABLE))))
        for i in range(TABLE)
    )


@cache
def exponential(mean_seconds: float) -> tuple[int, ...]:
    """Return ``TABLE`` equally likely exponential durations in milliseconds, ascending."""
    return tuple(
        max(1, round(-1000 * mean_seconds * math.log1p(-(i + 0.5) / TABLE))) for i in range(TABLE)
    )
