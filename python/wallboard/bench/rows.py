"""What was measured of one step, in one repetition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the benchmark; what was not measured is None.

    ``seconds`` is wall time, ``cpu_seconds`` that of all cores, ``peak_bytes`` the memory of the
    largest process, ``bytes`` what the step left on disk (of a peer: what it read), ``rows`` the
    messages it was about.
    """

    name: str
    seconds: float | None = None
    cpu_seconds: float | None = None
    peak_bytes: int | None = None
    bytes: int | None = None
    rows: int | None = None
