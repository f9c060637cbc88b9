"""Start one command, wait for it and write down what it took; run as a script of its own.

The kernel counts into a process's peak memory that of the process it was forked from. So the
command is started from here, where nearly nothing is loaded.
"""

import json
import os
import signal
import subprocess
import sys
import time


def main() -> None:
    """``launch.py report command…``: the report is JSON."""
    report, *command = sys.argv[1:]
    started, began = time.time(), time.monotonic()
    child = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.monotonic() - began
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    figures = {
        "exit_code": os.waitstatus_to_exitcode(status),
        "started": started,
        "seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_bytes": used.ru_maxrss * unit,
    }
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - no import to spare
        json.dump(figures, file)


if __name__ == "__main__":
    main()
