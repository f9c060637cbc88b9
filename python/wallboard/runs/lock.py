"""One writer at a time: an advisory lock that the kernel lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from wallboard.errors import Locked
from wallboard.settings import Settings


@contextmanager
def exclusive(settings: Settings, purpose: str) -> Iterator[None]:
    """Hold the warehouse for one command; raise `Locked` naming the holder if another has it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    path = settings.home / "lock"
    with path.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(
                f"{settings.home} is in use by {holder(settings) or 'another process'}; "
                "wait for it to end, or stop it, and run this again"
            ) from None
        handle.seek(0)
        handle.truncate()
        handle.write(f"process {os.getpid()} ({purpose})")
        handle.flush()
        try:
            yield
        finally:
            handle.seek(0)
            handle.truncate()


def holder(settings: Settings) -> str:
    """Who holds the lock, in words; empty if nobody does, whatever a killed holder left behind."""
    path = settings.home / "lock"
    if not path.exists():
        return ""
    with path.open(encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return handle.read() or "another process"
    return ""
