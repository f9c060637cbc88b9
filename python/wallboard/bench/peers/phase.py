"""What one phase of a peer took."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """What ``name`` (peer/phase) took: clock and CPU in seconds, the most memory held in bytes.

    ``bytes`` and ``rows`` are the size of what it read.
    """

    name: str
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    bytes: int
    rows: int
