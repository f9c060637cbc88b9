"""The key: needed before anything is read, long enough, and always the same in one home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from landed_home import holders

from wallboard.settings import Settings

MAIN = [sys.executable, "-c", "from wallboard.cli import main; main()"]
KEY = "0123456789abcdef0123456789abcdef"
OTHER = KEY[::-1]
CONTACTS = (
    "contact_id,source_system,channel,started_at,customer_id\nC1,s,voice,2025-01-06T08:00Z,X1\n"
)


def run(home: Path, key: str | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would."""
    environment = {**os.environ, "WALLBOARD_HOME": str(home)}
    environment.pop("WALLBOARD_HMAC_KEY", None)
    if key is not None:
        environment["WALLBOARD_HMAC_KEY"] = key
    return subprocess.run(
        [*MAIN, *arguments], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A file with one contact."""
    path = tmp_path / "contacts.csv"
    path.write_text(CONTACTS, encoding="utf-8")
    return path


@pytest.mark.parametrize("key", [None, "", KEY[:-1]], ids=["missing", "empty", "31"])
@pytest.mark.parametrize(
    "command",
    [
        ("ingest", "{file}", "--source", "native"),
        ("erase", "--customer-id", "X1"),
        ("pseudonym", "X1"),
    ],
    ids=lambda command: command[0],
)
def test_without_a_key_nothing_is_read(
    tmp_path: Path, delivery: Path, key: str | None, command: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    result = run(home, key, *(part.replace("{file}", str(delivery)) for part in command))
    assert result.returncode == 2, result.stderr
    assert "WALLBOARD_HMAC_KEY" in result.stderr
    assert "secrets.token_hex" in result.stderr
    assert not home.exists()
    if key:
        assert key not in result.stderr


def test_one_home_one_key(tmp_path: Path, delivery: Path) -> None:
    home = tmp_path / "home"
    ingest = ("ingest", str(delivery), "--source", "native")
    assert run(home, KEY, *ingest).returncode == 0
    note = json.loads((home / "raw" / "_key.json").read_text(encoding="utf-8"))
    assert len(note["key_id"]) == 16
    for command in (ingest, ("pseudonym", "X1"), ("erase", "--customer-id", "X1")):
        refused = run(home, OTHER, *command)
        assert refused.returncode == 7, refused.stderr
        assert note["key_id"] in refused.stderr
        assert "deliver everything anew" in refused.stderr
    assert run(home, KEY, *ingest).returncode == 0
    [pseudonym] = run(home, KEY, "pseudonym", "X1").stdout.split()
    assert holders(home, [pseudonym]) != []
    assert holders(home, [KEY, OTHER, "X1"]) == []


def test_a_home_of_an_earlier_version_is_refused(tmp_path: Path, delivery: Path) -> None:
    home = tmp_path / "home"
    ingest = ("ingest", str(delivery), "--source", "native")
    assert run(home, KEY, *ingest).returncode == 0
    (home / "raw" / "_key.json").unlink()
    refused = run(home, KEY, *ingest)
    assert refused.returncode == 7
    assert "earlier version" in refused.stderr
    (home / "raw" / "_key.json").write_text("{", encoding="utf-8")
    refused = run(home, KEY, *ingest)
    assert refused.returncode == 7
    assert "cannot be read" in refused.stderr


def test_a_key_is_never_shown() -> None:
    settings = Settings.from_env({"WALLBOARD_HMAC_KEY": KEY})
    assert settings.hmac_key == KEY
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("erase",), "--customer-id"),
        (("erase", "--customer-id", " "), "empty"),
        (("erase", "--agent-id", "X1", "--pseudonym"), "64"),
        (("pseudonym", " "), "empty"),
    ],
)
def test_wrong_use_is_said_in_words(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(tmp_path / "home", KEY, *arguments)
    assert result.returncode == 2, result.stderr
    assert words in result.stderr
