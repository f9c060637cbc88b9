"""Landing as of another day: a year is landed within an hour, and lies as if it had taken a year.

``python -m wallboard.bench.played 2025-01-06 folder`` lands a folder at the end of that day. Files
without instants are told apart by when they were landed, and compacted by it.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from pathlib import Path

from wallboard.landing import ingest
from wallboard.runs.lock import exclusive
from wallboard.settings import Settings


def landing(day: date, folder: Path) -> list[str]:
    """The command."""
    return [sys.executable, "-m", __name__, day.isoformat(), str(folder)]


def main(day: str, folder: str) -> None:
    """Land the native files of a folder."""
    settings = Settings.from_env()
    at = datetime.combine(date.fromisoformat(day), time(23, 59))
    with exclusive(settings, "wallboard ingest"):
        ingest([Path(folder)], "native", settings=settings, loaded_at=at)


if __name__ == "__main__":
    main(*sys.argv[1:])
