"""The key of the pseudonyms: where it comes from, and that a home is only ever landed with one.

The key itself is written nowhere. A home keeps the key's id, by which another key is told.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from pathlib import Path

from wallboard.errors import Mismatch, UsageError
from wallboard.settings import HMAC_KEY, Settings

LEAST_CHARACTERS = 32
# The demo's persons are simulated, so that everybody may know the key of their pseudonyms.
DEMO_KEY = "wallboard demo: the key of simulated persons"
# No id of a person can be this text: the landing strips control characters.
LABEL = "\x1fkey id"
MAKE_ONE = 'python -c "import secrets; print(secrets.token_hex(32))"'


@dataclass(frozen=True, slots=True)
class Key:
    """A key of at least 32 characters; it never shows in a text made from it."""

    secret: bytes = field(repr=False)

    @property
    def key_id(self) -> str:
        """What may be written down about the key: 16 hex digits that do not lead back to it."""
        return hmac.new(self.secret, LABEL.encode(), hashlib.sha256).hexdigest()[:16]


def key_of(settings: Settings) -> Key:
    """The key of the settings; `UsageError` if there is none or it is too short."""
    text = settings.hmac_key or ""
    if len(text) >= LEAST_CHARACTERS:
        return Key(text.encode())
    what = f"has {len(text)} characters, {LEAST_CHARACTERS} are needed" if text else "is not set"
    raise UsageError(
        f"{HMAC_KEY} {what}. It is the key by which ids of customers and agents become pseudonyms. "
        f"Make one with  {MAKE_ONE}  and keep it as you keep passwords: what is landed with one "
        "key can only be added to with the same"
    )


def check_key(settings: Settings, key: Key) -> bool:
    """Whether the home knows this key; False if it has landed nothing yet.

    `Mismatch` if the home was landed with another key, or by a version that knew none.
    """
    note = _note(settings)
    if not note.exists():
        if any((settings.raw / "_audit").glob("[!_]*.parquet")):
            raise Mismatch(
                f"{settings.home} was landed by an earlier version, without pseudonyms; set "
                "WALLBOARD_HOME to a new folder and deliver everything anew"
            )
        return False
    try:
        known = json.loads(note.read_text(encoding="utf-8"))["key_id"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Mismatch(
            f"{note} cannot be read, so that nobody can tell which key this home was landed with; "
            "bring the file back from a back-up"
        ) from error
    if known != key.key_id:
        raise Mismatch(
            f"{HMAC_KEY} is not the key that {settings.home} was landed with (key id {known}; this "
            f"one is {key.key_id}). Set that key again. To change keys, set WALLBOARD_HOME to a "
            "new folder and deliver everything anew: pseudonyms of two keys never meet"
        )
    return True


def bind_key(settings: Settings, key: Key) -> None:
    """Check the key against the home, and note its id in a home that has none; under the lock."""
    if check_key(settings, key):
        return
    note = _note(settings)
    note.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"key_id": key.key_id, "pseudonyms": "HMAC-SHA-256"}, indent=2)
    draft = note.with_suffix(".tmp")
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(note)


def _note(settings: Settings) -> Path:
    return settings.raw / "_key.json"
