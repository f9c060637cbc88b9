"""Delivered rows that count are read from the landed files; the others are stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from deliveries import deliver, transform, write

from wallboard.runs.buildfile import build_file
from wallboard.settings import Settings

CONTACT = {
    "source_system": "crm",
    "channel": "chat",
    "started_at": "2024-03-09T10:00:00Z",
    "source_updated_at": "2024-03-09T11:00:00Z",
}
LATER = CONTACT | {"source_updated_at": "2024-03-09T12:00:00Z"}
DELIVERED = "intermediate.int_contacts__delivered"
STORED = "stored.int_contacts__delivered"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home without anything landed."""
    return Settings(home=tmp_path / "home")


def build(settings: Settings, folder: Path, *rows: dict[str, str]) -> None:
    """Land contacts as one file and tell them apart."""
    deliver(settings, write([("contacts", row) for row in rows], folder))
    transform(settings, "--select", "+int_contacts__delivered")


def standings(settings: Settings, relation: str = DELIVERED) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        return connection.execute(
            f"select contact_id, _standing from {relation} order by all"
        ).fetchall()


def test_what_counts_is_not_stored(settings: Settings, tmp_path: Path) -> None:
    broken = CONTACT | {"contact_id": "broken", "started_at": "never"}
    counts = CONTACT | {"contact_id": "counts"}
    build(settings, tmp_path / "one", counts, broken)
    assert standings(settings) == [("broken", "rejected"), ("counts", "current")]
    assert standings(settings, STORED) == [("broken", "rejected")]


def test_a_file_that_lands_later_waits_for_the_build(settings: Settings, tmp_path: Path) -> None:
    build(settings, tmp_path / "one", CONTACT | {"contact_id": "a"})
    deliver(settings, write([("contacts", CONTACT | {"contact_id": "b"})], tmp_path / "two"))
    assert standings(settings) == [("a", "current")]
    transform(settings, "--select", "+int_contacts__delivered")
    assert standings(settings) == [("a", "current"), ("b", "current")]


def test_older_files_are_found_whatever_blanks_are_around_their_ids(
    settings: Settings, tmp_path: Path
) -> None:
    """Files are passed over by the bounds of their raw ids: the first and the last id that is
    looked for lie in files of their own, past the bounds but for their blanks."""
    for number, contact_id in enumerate((" b", "y ", "a", "z")):
        row = CONTACT | {"contact_id": contact_id}
        deliver(settings, write([("contacts", row)], tmp_path / f"older-{number}"))
    transform(settings, "--select", "+int_contacts__delivered")
    build(settings, tmp_path / "later", LATER | {"contact_id": "b"}, LATER | {"contact_id": " y "})
    superseded = [("b", "superseded"), ("y", "superseded")]
    current = [(contact_id, "current") for contact_id in "abyz"]
    assert standings(settings) == sorted(current + superseded)
    assert standings(settings, STORED) == superseded
