"""A delivery that is landed as of another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from wallboard.bench.centre import Centre
from wallboard.bench.history import land
from wallboard.landing.compact import compact

JANUARY = [date(2025, 1, 6), date(2025, 1, 7)]


@pytest.mark.parametrize(
    ("days", "files"),
    [(JANUARY, 2), ([*JANUARY, date(2025, 1, 31)], 3), ([*JANUARY, date(2025, 2, 1)], 2)],
)
def test_what_has_no_instant_is_compacted_by_the_month_it_was_played_in(
    tmp_path: Path, days: list[date], files: int
) -> None:
    """Customers of two days of January are one file once February has begun, not before."""
    centre = Centre(tmp_path, 1000, 50)
    for day in days:
        folder = tmp_path / "deliveries" / str(day)
        folder.mkdir(parents=True)
        (folder / "customers.csv").write_text(f"customer_id,active_from\nc{day},2025-01-01\n")
        land(centre, centre.home, folder, "ingest", day)
    compact(centre.settings())
    landed = [path for path in centre.home.glob("raw/native/customers/*") if path.stem != "_schema"]
    assert len(landed) == files
