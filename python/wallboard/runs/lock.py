"""One writer at a time: an advisory lock that the kernel lets go of when its holder dies.

A process started while the lock is held may be handed its descriptor; the lock then lasts until
both have ended, so that an orphan can never work beside a new command.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wallboard.errors import Locked
from wallboard.runs.leftovers import sweep
from wallboard.settings import Settings

# A look at the lock (`wallboard doctor`) holds it for an instant; that is no reason to give up.
TRIES, PAUSE_SECONDS = 5, 0.1


@contextmanager
def exclusive(settings: Settings, purpose: str) -> Iterator[int]:
    """Hold the warehouse for one command and give the lock's descriptor.

    What killed commands left half done is removed first. Raises `Locked`, naming the holder, if
    another process has it.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with _path(settings).open("a+", encoding="utf-8") as handle:
        if not _take(handle):
            raise Locked(
                f"{settings.home} is in use by {holder(settings) or 'another process'}; "
                "wait for it to end, or stop it, and run this again"
            )
        handle.seek(0)
        handle.truncate()
        handle.write(f"process {os.getpid()} ({purpose})")
        handle.flush()
        try:
            sweep(settings)
            yield handle.fileno()
        finally:
            handle.seek(0)
            handle.truncate()


def holder(settings: Settings) -> str:
    """Who holds the lock, in words; empty if nobody does, whatever a killed holder left behind."""
    if not _path(settings).exists():
        return ""
    with _path(settings).open(encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return handle.read() or "another process"
    return ""


def _take(handle: IO[str]) -> bool:
    for _ in range(TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE_SECONDS)
        else:
            return True
    return False


def _path(settings: Settings) -> Path:
    return settings.home / "lock"
