"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("wallboard", "dbt-core", "dbt-duckdb", "duckdb", "pyarrow")
CPU_INFO = Path("/proc/cpuinfo")


def machine() -> dict[str, str | int]:
    """Cores this process may use, memory in bytes, model of the processor."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0,
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "cpu": _model(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """Versions of what the work is done by."""
    return {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def _model() -> str:
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"
