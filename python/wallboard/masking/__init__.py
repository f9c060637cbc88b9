"""Personal numbers and addresses in a text, replaced by the name of what stood there.

What is shown to people goes through `mask`. It looks at a copy of the text in which evasions are
undone (full-width and other digits, zero-width characters, odd dashes and blanks), and cuts what it
finds out of the text itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from wallboard.masking.recognisers import RECOGNISERS

# Format characters, and the marks that turn a digit into a picture of it.
UNSEEN = frozenset(("Cf", "Mn", "Me"))
DASH, BLANK = "Pd", "Zs"


class Found(NamedTuple):
    """What was found, and where it stands in the text as it came."""

    kind: str
    start: int
    end: int


def mask(text: str) -> str:
    """The text with each find replaced by its kind in brackets, such as ``[mobile]``."""
    parts, position = [], 0
    for found in recognised(text):
        parts += [text[position : found.start], f"[{found.kind}]"]
        position = found.end
    return "".join([*parts, text[position:]])


def mask_row(row: dict[str, Any]) -> dict[str, Any]:
    """The row as it may be shown; its ids stay, since it is found by them."""
    return {
        name: mask(value) if isinstance(value, str) and not name.endswith("_id") else value
        for name, value in row.items()
    }


def recognised(text: str) -> list[Found]:
    """All that is found, in order and without overlap; the surer recognisers go first."""
    plain, origin = _plain(text)
    taken: list[tuple[int, int, str]] = []
    covered = bytearray(len(plain))
    for recogniser in RECOGNISERS:
        for start, end in recogniser.spans(plain):
            if not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                taken.append((start, end, recogniser.kind))
    # What is not seen behind a find goes with it.
    ends = [*origin, len(text)]
    return [
        Found(kind, origin[start], max(origin[end - 1] + 1, ends[end]))
        for start, end, kind in sorted(taken)
    ]


def _plain(text: str) -> tuple[str, list[int] | range]:
    """The text to look at, and for each of its letters the place it has in ``text``."""
    if text.isascii():
        return text, range(len(text))
    letters = [(letter, place) for place, raw in enumerate(text) for letter in _letters(raw)]
    return "".join(letter for letter, _ in letters), [place for _, place in letters]


def _letters(raw: str) -> Iterator[str]:
    """What one character stands for; nothing if it is not seen."""
    if raw.isascii():
        yield raw
        return
    for letter in unicodedata.normalize("NFKC", raw):
        category = unicodedata.category(letter)
        if category in UNSEEN:
            continue
        if category == DASH or letter == "\N{MINUS SIGN}":
            yield "-"
        elif category == BLANK:
            yield " "
        else:
            digit = unicodedata.decimal(letter, None)
            yield letter if digit is None else str(digit)
