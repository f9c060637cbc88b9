"""Where things live and how much of the machine may be used."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from wallboard.errors import UsageError

HMAC_KEY = "WALLBOARD_HMAC_KEY"
PROJECT_DIR = Path(__file__).resolve().parents[2]
SIZE = re.compile(r"(?P<number>\d+)\s*(?P<unit>[KMGT])?(?P<step>i)?B", re.IGNORECASE)
MEMORY = re.compile(r"(?P<number>\d+(\.\d+)?)\s*(?P<unit>[KMGT]i?B|B|%)", re.IGNORECASE)

LEAST_RUNS = 2


def _key_of_environment() -> str | None:
    return os.environ.get(HMAC_KEY)


def checked_timezone(name: str, origin: str) -> str:
    """Return ``name`` if it is an IANA time zone; ``origin`` says where it was written."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"{origin}: {name!r} is not a time zone; use an IANA name such as Asia/Shanghai or UTC"
        ) from error
    return name


def size_in_bytes(text: str, origin: str) -> int:
    """Bytes of a size such as 64GB (thousands) or 64GiB (1024s)."""
    found = SIZE.fullmatch(text)
    if found is None:
        raise UsageError(f"{origin}: {text!r} is not a size such as 64GB")
    step = 1024 if found["step"] else 1000
    power = "BKMGT".index((found["unit"] or "B").upper())
    return int(found["number"]) * int(step**power)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one command; ``timezone_declared`` tells a chosen zone from the default.

    ``hmac_key`` is a secret: it comes from the environment and is never shown.
    """

    home: Path
    timezone: str = "UTC"
    threads: int = 2
    memory: str = "4GB"
    project_dir: Path = PROJECT_DIR
    timezone_declared: bool = False
    export_root: Path = field(default_factory=Path.cwd)
    max_file: str = "64GB"
    hmac_key: str | None = field(default_factory=_key_of_environment, repr=False)
    spill: str = "20GB"
    keep_runs: int = 10
    keep_days: int = 90

    def __post_init__(self) -> None:
        checked_timezone(self.timezone, "WALLBOARD_TIMEZONE")
        if self.threads < 1:
            raise UsageError(f"WALLBOARD_THREADS: {self.threads} is not at least 1")
        if not MEMORY.fullmatch(self.memory):
            raise UsageError(f"WALLBOARD_MEMORY: {self.memory!r} is not a size such as 4GB")
        size_in_bytes(self.max_file, "WALLBOARD_MAX_FILE")
        size_in_bytes(self.spill, "WALLBOARD_SPILL")
        if self.keep_runs < LEAST_RUNS:
            raise UsageError(
                f"WALLBOARD_KEEP_RUNS: {self.keep_runs} is not at least {LEAST_RUNS}: the current "
                "run and the one before it always stay"
            )
        if self.keep_days < 1:
            raise UsageError(f"WALLBOARD_KEEP_DAYS: {self.keep_days} is not at least 1")
        if not self.home.is_absolute():
            object.__setattr__(self, "home", self.project_dir / self.home)

    @property
    def memory_bytes(self) -> int:
        """The memory limit; a share, as DuckDB takes it, is one of the machine's memory."""
        found = MEMORY.fullmatch(self.memory)
        assert found is not None, "checked when the settings were made"
        if found["unit"] == "%":
            unit = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 100
        else:
            unit = size_in_bytes(f"1{found['unit']}", "WALLBOARD_MEMORY")
        return int(float(found["number"]) * unit)

    @property
    def raw(self) -> Path:
        """Folder of landed Parquet."""
        return self.home / "raw"

    @property
    def runs(self) -> Path:
        """Folder of published runs."""
        return self.home / "runs"

    @property
    def restricted(self) -> Path:
        """Folder of what runs hold for few eyes: nobody else may enter it."""
        return self.home / "restricted"

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the WALLBOARD_* variables; an empty one counts as not set."""
        env = os.environ if environment is None else environment

        def number(name: str, default: int) -> int:
            text = env.get(name) or str(default)
            if not text.isascii() or not text.isdigit():
                raise UsageError(f"{name}: {text!r} is not a whole number")
            return int(text)

        return cls(
            home=Path(env.get("WALLBOARD_HOME") or ".wallboard"),
            timezone=env.get("WALLBOARD_TIMEZONE") or "UTC",
            threads=number("WALLBOARD_THREADS", 2),
            memory=env.get("WALLBOARD_MEMORY") or "4GB",
            timezone_declared=bool(env.get("WALLBOARD_TIMEZONE")),
            max_file=env.get("WALLBOARD_MAX_FILE") or "64GB",
            export_root=Path(env.get("WALLBOARD_EXPORT_ROOT") or Path.cwd()),
            hmac_key=env.get(HMAC_KEY),
            spill=env.get("WALLBOARD_SPILL") or "20GB",
            keep_runs=number("WALLBOARD_KEEP_RUNS", 10),
            keep_days=number("WALLBOARD_KEEP_DAYS", 90),
        )
