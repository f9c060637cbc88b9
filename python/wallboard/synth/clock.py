"""Wall clock of the centre as instants: milliseconds since 1970-01-01T00:00Z."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wallboard.synth.config import HOUR


@dataclass(frozen=True, slots=True)
class Clock:
    """The period of the simulation in the centre's own time zone."""

    start: date
    days: int
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"days: {self.days} is not at least 1")

    def day(self, number: int) -> date:
        """Return the date of day ``number`` (0 is the first; negative is before it)."""
        return self.start + timedelta(days=number)

    def at(self, number: int, hours: float = 0.0) -> int:
        """Return the instant at which the wall clock of day ``number`` shows ``hours``."""
        whole = int(hours)
        moment = datetime.combine(self.day(number), datetime.min.time(), self.zone)
        moment = moment.replace(hour=whole % 24) + timedelta(days=whole // 24)
        # fold=0 on both sides of a clock change: the first of two equal wall times.
        return int(moment.timestamp()) * 1000 + round((hours - whole) * HOUR)


def iso(instant: int) -> str:
    """Return an instant as ISO 8601 text with milliseconds and ``Z``."""
    seconds, millis = divmod(instant, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{millis:03d}Z"
