"""Folding of prose, so that evasions (full-width letters, zero-width characters, case) match."""

from __future__ import annotations

import unicodedata
from typing import Any

import duckdb
import pyarrow as pa

# Soft hyphen, joiners, zero-width blanks, marks of direction, selectors of a character's variant.
INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
    ]
)


def fold(text: str) -> str:
    """Return ``text`` without what is not seen, in NFKC, in lower case.

    What is not seen goes first: one between a letter and its accent would otherwise keep
    the two from composing.
    """
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE)).lower()


def _fold_array(values: pa.ChunkedArray) -> pa.Array:
    """Fold each distinct value once."""
    encoded = values.combine_chunks().dictionary_encode()
    folded = [None if text is None else fold(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(folded, pa.string()).take(encoded.indices)


def register_fold(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``fold_prose(varchar)`` known to the connection."""
    text: Any = "VARCHAR"
    kind: Any = "arrow"
    connection.create_function("fold_prose", _fold_array, [text], text, type=kind)


def folded_sql(expression: str) -> str:
    """SQL that folds ``expression``: plain ASCII stays in the engine, the rest goes to Python."""
    return (
        f"case when strlen({expression}) = length({expression}) then lower({expression}) "
        f"else fold_prose({expression}) end"
    )
