"""dbt goes on to its end if the command that started it was killed."""

from __future__ import annotations

import os
import subprocess
import sys

TALK = """
from wallboard.dbt_process import _say
for number in range(3):
    _say(f"event {number}", is_error=False)
"""


def test_nobody_listening_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", TALK], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert "Traceback" not in done.stderr


def test_what_is_told_is_a_line_each() -> None:
    done = subprocess.run([sys.executable, "-c", TALK], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f'[false, "event {number}"]' for number in range(3)]
