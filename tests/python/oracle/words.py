"""Sensitive words and closing courtesies."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from .reference import closing_phrases, sensitive_terms

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def fold(text: str) -> str:
    """One form for full-width, upper-case and zero-width variants of a text."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", UNSEEN.sub("", text)).lower())


def bare(text: str) -> str:
    """Folded text without white space, punctuation and symbols."""
    return "".join(
        ch
        for ch in fold(text)
        if not ch.isspace() and unicodedata.category(ch)[0] not in ("P", "S")
    )


def is_courtesy(body: str | None) -> bool:
    """Whether a message only says thanks or goodbye."""
    if body is None:
        return False
    return any(bare(body) == bare(phrase) for phrase in closing_phrases())


def hits(body: str | None, sent_at: int) -> int:
    """Occurrences of the terms that are valid on the UTC date of the message."""
    if body is None:
        return 0
    day = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=sent_at)).date().isoformat()
    text = fold(body)
    found = 0
    for entry in sensitive_terms():
        if day < entry.valid_from or (entry.valid_to is not None and day >= entry.valid_to):
            continue
        term = fold(entry.term)
        if term.isascii():
            before = r"\b" if re.match(r"\w", term, flags=re.ASCII) else ""
            after = r"\b" if re.search(r"\w$", term, flags=re.ASCII) else ""
            whole = before + re.escape(term) + after
            found += len(re.findall(whole, text, flags=re.ASCII))
        else:
            found += text.count(term)
    return found
