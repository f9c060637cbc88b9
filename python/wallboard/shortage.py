"""Telling that memory or disk ran out, whichever library says so."""

from __future__ import annotations

import errno

import duckdb

SIGNS = (
    *("Out of Memory", "max_temp_directory_size"),
    *("No space left", "Disk quota exceeded", "File too large"),
)
NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM}
ADVICE = (
    "free some disk, raise WALLBOARD_MEMORY (or WALLBOARD_SPILL, if the spill has reached it), "
    "or lower WALLBOARD_THREADS"
)


def says_shortage(text: str) -> bool:
    """Whether a message of DuckDB, or of dbt in its name, speaks of memory or disk."""
    return any(sign in text for sign in SIGNS)


def is_shortage(error: BaseException) -> bool:
    """Whether an error means that memory or disk ran out."""
    if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
        return True
    return getattr(error, "errno", None) in NUMBERS or says_shortage(str(error))
