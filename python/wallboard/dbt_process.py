"""The process in which dbt runs; it prints those of dbt's events that `wallboard.runs.dbt` needs.

Each is one line of JSON: whether it is an error, and what dbt says of it. To have dbt print all its
events that way, and to pick from them, costs a twentieth of a build in which nothing is new.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner

from wallboard import OBJECTS_BETWEEN_COLLECTIONS

RESULTS = {"LogModelResult", "LogTestResult", "LogSeedResult"}


def main(arguments: list[str]) -> int:
    """Run one dbt command; 0 if all of it went well."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    done = dbtRunner(callbacks=[_tell]).invoke(["--log-level", "none", *arguments])
    if done.exception is not None:
        _say(str(done.exception), is_error=True)
    return 0 if done.success else 1


def _tell(event: Any) -> None:  # dbt's EventMsg, whose declared parts leave the message out
    is_error = event.info.level == "error"
    if is_error or event.info.name in RESULTS:
        _say(event.info.msg, is_error=is_error)


def _say(message: str, *, is_error: bool) -> None:
    try:
        print(json.dumps([is_error, message]), flush=True)
    except BrokenPipeError:
        # Whoever asked was killed. An error here would leave dbt's threads waiting for ever, and
        # with them the lock: what was begun is brought to its end instead, unheard.
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
