"""A process that does one thing to a home and kills itself in the midst of it.

Arguments: what to do (``publish``, ``rollback``, ``compact``, ``ingest`` and the folder to land),
the home, at which touch of the home's files to die (0: never) and after how many seconds (0:
never). One that lives says how often it touched them, when it moved and when it removed something,
and how long it took.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import wallboard.landing as landing
from wallboard.landing.compact import compact
from wallboard.runs.buildfile import build_file
from wallboard.runs.lock import exclusive
from wallboard.runs.publish import publish
from wallboard.runs.rollback import roll_back
from wallboard.settings import Settings

MAKINGS = {"open", "os.mkdir", "os.link"}
MOVES = {"os.rename"}
REMOVALS = {"os.remove", "os.rmdir"}  # below a folder that is removed they name no whole path


def main() -> None:
    """Do it, or die."""
    action, home, touch, seconds, *rest = sys.argv[1:]
    settings = Settings(home=Path(home), keep_runs=3)
    touches: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        is_here = event in MAKINGS | MOVES and str(arguments[0]).startswith(home)
        if is_here or event in REMOVALS:
            touches.append(event)
            if len(touches) == int(touch):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    if float(seconds):
        late = threading.Timer(float(seconds), os.kill, (os.getpid(), signal.SIGKILL))
        late.daemon = True
        late.start()
    started = time.monotonic()
    with exclusive(settings, f"wallboard {action}"):
        match action:
            case "publish":
                publish(settings, build_file(settings), settings.home / "target")
            case "rollback":
                roll_back(settings)
            case "ingest":
                landing.ingest([Path(rest[0])], "native", settings=settings)
            case "compact":
                compact(settings)
    seconds_taken = time.monotonic() - started
    moves, removals = (
        [at for at, event in enumerate(touches, start=1) if event in kind]
        for kind in (MOVES, REMOVALS)
    )
    told = {"touches": len(touches), "moves": moves, "removals": removals}
    print(json.dumps({**told, "seconds": seconds_taken}))


if __name__ == "__main__":
    main()
