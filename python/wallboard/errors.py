"""Every failure a user can cause or meet, each with the exit code of the command line.

A message says what happened, to which file or line, and what to do about it.
"""

from __future__ import annotations

from typing import ClassVar


class WallboardError(Exception):
    """A failure without a kind of its own (a broken promise inside the program)."""

    exit_code: ClassVar[int] = 1


class UsageError(WallboardError):
    """The command or the configuration is wrong; nothing was read."""

    exit_code = 2


class InputRejected(WallboardError):
    """A delivered file could not be landed; the readable files beside it were."""

    exit_code = 3

    def __init__(self, message: str, report: object | None = None) -> None:
        super().__init__(message)
        self.report = report


class GateFailed(WallboardError):
    """A quality gate blocked publishing; what was published before is untouched."""

    exit_code = 4


class Locked(WallboardError):
    """Another process holds the warehouse."""

    exit_code = 5


class OutOfResources(WallboardError):
    """Memory or disk ran out."""

    exit_code = 6


class Mismatch(WallboardError):
    """Two things that must belong together do not: versions, keys, a file and its program."""

    exit_code = 7
