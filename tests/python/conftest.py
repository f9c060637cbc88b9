"""What every test needs: a key for pseudonyms, and no word to anybody about having run."""

from __future__ import annotations

import os

KEY = "a key for tests, long enough and known to everybody"

os.environ.setdefault("WALLBOARD_HMAC_KEY", KEY)
os.environ["DO_NOT_TRACK"] = "1"
os.environ["GX_ANALYTICS_ENABLED"] = "false"
