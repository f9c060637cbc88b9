"""The demo needs no key, and leaves its own behind when real data comes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wallboard import demo
from wallboard.cli import app
from wallboard.errors import UsageError
from wallboard.landing import IngestReport
from wallboard.privacy.key import DEMO_KEY, Key
from wallboard.settings import Settings

REAL = "the key of a real centre, kept in a safe"
CONTACTS = (
    "contact_id,source_system,channel,started_at,customer_id\nC1,s,voice,2025-01-06T08:00Z,X1\n"
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo of a few contacts."""
    monkeypatch.setattr(demo, "CONTACTS", 40)
    monkeypatch.setattr(demo, "DAYS", 1)


def land(home: Path, key: str | None) -> IngestReport:
    return demo.land_demo(replace(Settings(home=home), hmac_key=key))


def key_id(home: Path) -> str:
    return (home / "raw" / "_key.json").read_text(encoding="utf-8").split('"')[3]


@pytest.mark.usefixtures("small")
def test_real_data_begins_with_a_key_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    assert land(home, None).rejected == ()
    assert key_id(home) == Key(DEMO_KEY.encode()).key_id
    delivery = tmp_path / "contacts.csv"
    delivery.write_text(CONTACTS, encoding="utf-8")
    monkeypatch.setenv("WALLBOARD_HOME", str(home))
    ingest = ["ingest", str(delivery), "--source", "native"]

    # without a key the demo stays where it is
    monkeypatch.delenv("WALLBOARD_HMAC_KEY")
    assert isinstance(CliRunner().invoke(app, ingest).exception, UsageError)
    assert (home / "demo").exists()

    monkeypatch.setenv("WALLBOARD_HMAC_KEY", REAL)
    assert CliRunner().invoke(app, ingest).exit_code == 0
    assert key_id(home) == Key(REAL.encode()).key_id


@pytest.mark.usefixtures("small")
def test_a_short_key_is_no_key_for_the_demo_either(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="31 characters"):
        land(tmp_path / "home", "k" * 31)
    assert not (tmp_path / "home").exists()
