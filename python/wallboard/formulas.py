"""Text that a spreadsheet would take for a formula, made harmless.

A cell that begins with one of a few signs is computed when the file is opened, and what it computes
may have been written by a stranger: a customer's name, a subject line. An apostrophe in front makes
it text again. Numbers are left alone.
"""

from __future__ import annotations

import re
import unicodedata

STARTS = frozenset("=+-@|%\t\r\n")
NEGATIVE_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# Blanks, format characters (zero-width, direction marks) and controls: spreadsheets pass over them.
UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cf", "Cc"))


def defused(text: str) -> str:
    """The text as a cell may hold it: with an apostrophe in front if it would be computed."""
    return f"'{text}" if _is_computed(text) and not NEGATIVE_NUMBER.fullmatch(text) else text


def _is_computed(text: str) -> bool:
    """Whether the first sign that counts is one of `STARTS`, in its full-width form too."""
    for letter in text:
        if letter in STARTS or unicodedata.normalize("NFKC", letter)[0] in STARTS:
            return True
        if unicodedata.category(letter) not in UNSEEN:
            return False
    return False
