"""What a process and all its descendants have used, as Linux tells it in /proc."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")  # CPU is told in ticks, a hundredth of a second as a rule


def family(root: int) -> list[int]:
    """The process and its living descendants."""
    parents = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            parents[int(entry.name)] = int(fields[1])
    found, fresh = [root], {root}
    while fresh := {pid for pid, parent in parents.items() if parent in fresh}:
        found += sorted(fresh)
    return found


def cpu_seconds(root: int) -> float:
    """CPU of the family so far: of the living, and of each one's children that ended.

    A parent is told what a child took when it collects it, so a server's past connections count.
    """
    used = [_stat(pid)[11:15] for pid in family(root)]
    return sum(int(ticks) for fields in used for ticks in fields) / TICKS


def memory_bytes(root: int) -> int:
    """Memory the family holds now; a page that several of them share counts once."""
    return sum(_size(PROC / str(pid) / "smaps_rollup", "Pss:") for pid in family(root))


def peak_bytes(pid: int) -> int:
    """The most memory the process itself has held since it began or since `forget_peak`."""
    return _size(PROC / str(pid) / "status", "VmHWM:")


def forget_peak() -> None:
    """Let `peak_bytes` of this process begin anew."""
    (PROC / "self" / "clear_refs").write_text("5")


def _stat(pid: int) -> list[str]:
    """Fields of /proc/<pid>/stat from the state on; none for a process that is gone.

    The name before them is in brackets and may hold anything.
    """
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _size(file: Path, label: str) -> int:
    """Bytes of a line such as ``Pss:  12 kB``; 0 for a process that is gone or ending."""
    try:
        lines = file.read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(label))
