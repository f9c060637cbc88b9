"""Rows that hang on no contact of the world: trunks, and contacts of the weeks before."""

from __future__ import annotations

from random import Random

from .instants import BASES, DAY, pick, text
from .rows import World


def week_before(rnd: Random, number: int, world: World) -> None:
    """A bare contact one to five weeks earlier, sometimes on the edge of a day."""
    at = pick(rnd, BASES) + rnd.choice((0, 0, -1, 1)) - rnd.choice((1, 2, 3, 4, 4, 4, 5)) * 7 * DAY
    world["contacts"].append(
        {
            "contact_id": f"W{number}",
            "source_system": "nasty",
            "channel": rnd.choice(("voice", "chat")),
            "direction": rnd.choice(("inbound", "outbound", None)),
            "customer_id": None,
            "site_id": rnd.choice(("S1", None, None)),
            "issue_key": None,
            "started_at": text(rnd, at),
            "ended_at": None,
            "ended_by": None,
            "parent_contact_id": None,
        }
    )


def trunk(rnd: Random, world: World) -> None:
    """An interval in which more may be blocked than tried, and whose site may be unknown."""
    world["trunk_intervals"].append(
        {
            "interval_start": text(rnd, pick(rnd, BASES)),
            "interval_seconds": rnd.choice(("1800", "900", "0")),
            "site_id": rnd.choice(("S1", "S2", None)),
            "attempts": rnd.choice(("0", "1", "7", "1000000000")),
            "blocked": rnd.choice(("0", "1", "8")),
        }
    )
