"""Where things live and how much of the machine may be used."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from wallboard.errors import UsageError

PROJECT_DIR = Path(__file__).resolve().parents[2]
MEMORY = re.compile(r"\d+(\.\d+)?\s*([KMGT]i?B|B|%)", re.IGNORECASE)


def checked_timezone(name: str, origin: str) -> str:
    """Return ``name`` if it is an IANA time zone; ``origin`` says where it was written."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"{origin}: {name!r} is not a time zone; use an IANA name such as Asia/Shanghai or UTC"
        ) from error
    return name


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one command; ``timezone_declared`` tells a chosen zone from the default."""

    home: Path
    timezone: str = "UTC"
    threads: int = 2
    memory: str = "4GB"
    project_dir: Path = PROJECT_DIR
    timezone_declared: bool = False

    def __post_init__(self) -> None:
        checked_timezone(self.timezone, "WALLBOARD_TIMEZONE")
        if self.threads < 1:
            raise UsageError(f"WALLBOARD_THREADS: {self.threads} is not at least 1")
        if not MEMORY.fullmatch(self.memory):
            raise UsageError(f"WALLBOARD_MEMORY: {self.memory!r} is not a size such as 4GB")
        if not self.home.is_absolute():
            object.__setattr__(self, "home", self.project_dir / self.home)

    @property
    def raw(self) -> Path:
        """Folder of landed Parquet."""
        return self.home / "raw"

    @property
    def runs(self) -> Path:
        """Folder of published runs."""
        return self.home / "runs"

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the WALLBOARD_* variables; an empty one counts as not set."""
        env = os.environ if environment is None else environment
        threads = env.get("WALLBOARD_THREADS") or "2"
        if not threads.isascii() or not threads.isdigit():
            raise UsageError(f"WALLBOARD_THREADS: {threads!r} is not a whole number")
        return cls(
            home=Path(env.get("WALLBOARD_HOME") or ".wallboard"),
            timezone=env.get("WALLBOARD_TIMEZONE") or "UTC",
            threads=int(threads),
            memory=env.get("WALLBOARD_MEMORY") or "4GB",
            timezone_declared=bool(env.get("WALLBOARD_TIMEZONE")),
        )
