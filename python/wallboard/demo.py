"""The demonstration's simulated centre, kept apart from anybody's real data.

A home that holds the demo is marked by its folder ``demo``. The demo goes into an empty home only,
and leaves it as soon as real data comes.
"""

from __future__ import annotations

import shutil
from dataclasses import replace

from wallboard.errors import UsageError
from wallboard.landing import IngestReport, ingest
from wallboard.privacy.key import DEMO_KEY, key_of
from wallboard.settings import Settings
from wallboard.synth import generate

CONTACTS, DAYS, SEED = 20_000, 28, 7


def land_demo(settings: Settings) -> IngestReport:
    """Simulate a centre and land it; raise `UsageError` in a home that holds other data.

    Without a key of the user's own a key that everybody knows makes the pseudonyms.
    """
    marker = settings.home / "demo"
    keyed = replace(settings, hmac_key=settings.hmac_key or DEMO_KEY)
    key_of(keyed)
    has_data = any((settings.raw / "_audit").glob("[!_]*.parquet"))
    if has_data and not marker.exists():
        raise UsageError(
            f"{settings.home} already holds landed data, and the demo would mix with it; "
            "set WALLBOARD_HOME to another folder"
        )
    leave_demo(settings)
    generate(marker, contacts=CONTACTS, days=DAYS, seed=SEED, timezone=settings.timezone)
    return ingest([marker], "native", settings=keyed)


def leave_demo(settings: Settings) -> bool:
    """Take the simulated rows out of a home; say whether there were any. Runs stay published."""
    marker = settings.home / "demo"
    if not marker.exists():
        return False
    shutil.rmtree(settings.raw, ignore_errors=True)
    shutil.rmtree(marker)
    return True
