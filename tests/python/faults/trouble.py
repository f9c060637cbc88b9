"""Steps that make trouble: broken files, held files, kills, full disks, a changed project."""

from __future__ import annotations

import errno
import importlib
import os
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

import duckdb
import pytest

from faults.commands import START, process_environment
from faults.files import write_files
from faults.stage import Stage, listed
from wallboard.settings import PROJECT_DIR

PATIENCE_SECONDS = 600


def environment(stage: Stage, values: Mapping[str, Any], options: dict[str, Any]) -> None:
    stage.environment |= {
        name: None if value is None else stage.placed(str(value)) for name, value in values.items()
    }


def write(stage: Stage, files: Mapping[str, Any], options: dict[str, Any]) -> None:
    write_files(stage.home.inbox, files)


def link(stage: Stage, links: Mapping[str, str], options: dict[str, Any]) -> None:
    for name, target in links.items():
        (stage.home.inbox / name).symlink_to(stage.placed(target))


def damage(stage: Stage, what: Mapping[str, Any], options: dict[str, Any]) -> None:
    found = sorted(stage.home.path.glob(what["file"]))
    assert found, f"nothing to damage: {what['file']}"
    by = what["by"]
    for path in found:
        if by == "remove":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            continue
        if isinstance(by, dict) and "keep" in by:
            duckdb.sql(
                f"copy (select * from read_parquet('{path}') where {by['keep']}) "
                f"to '{path}' (format parquet)"
            )
            continue
        content = bytearray(path.read_bytes() if path.exists() else b"")
        if by == "truncate":
            content = content[: len(content) // 2]
        elif by == "flip":
            for place in range(len(content) // 4, len(content), 4096):
                content[place] ^= 0xFF
        elif isinstance(by, dict):
            _say_version(content, by["storage_version"])
        else:
            content += str(by).encode()
        path.write_bytes(content)


def _say_version(content: bytearray, version: int) -> None:
    """Put a storage version into the header of a DuckDB file, with the checksum it has then."""
    content[12:20] = struct.pack("<Q", version)
    checksum = 5381
    for (word,) in struct.iter_unpack("<Q", content[8:4096]):
        checksum ^= word * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    content[:8] = struct.pack("<Q", checksum)


def change(stage: Stage, sql: str, options: dict[str, Any]) -> None:
    with duckdb.connect(str(stage.home.path / "work" / "warehouse.duckdb")) as connection:
        connection.execute(sql)


HOLD = {
    "lock": "import fcntl, sys, time; f = open(sys.argv[1], 'a+'); fcntl.flock(f, 2); "
    "f.write('process 1 (wallboard build)'); f.flush(); print('held', flush=True); "
    "time.sleep(600)",
    "database": "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); "
    "print('held', flush=True); time.sleep(600)",
}


def holding(stage: Stage, name: str, options: dict[str, Any]) -> None:
    path = stage.home.path / name
    how = "database" if name.endswith(".duckdb") else "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD[how], str(path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        try:
            assert other.stdout.readline().strip() == "held"
            stage.take(_told(options["while"], "{pid}", str(other.pid)))
        finally:
            other.kill()
            other.wait()
    if how == "lock":
        path.write_bytes(b"")


def _told(steps: list[dict[str, Any]], word: str, value: str) -> list[dict[str, Any]]:
    """Steps whose `says` speak of something known only now."""
    return [
        {**step, "says": [text.replace(word, value) for text in listed(step.get("says", ()))]}
        for step in steps
    ]


def kill(stage: Stage, line: str, options: dict[str, Any]) -> None:
    home = stage.home.path
    before = set(home.glob(options["when"]))
    with subprocess.Popen(
        [sys.executable, "-c", START, *shlex.split(stage.placed(line))],
        env=process_environment(stage),
        cwd=PROJECT_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not set(home.glob(options["when"])) - before:
            assert process.poll() is None, f"{line} ended before {options['when']} was there"
            assert time.monotonic() < deadline, f"{options['when']} never came"
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)


def full_disk(stage: Stage, module: str, options: dict[str, Any]) -> None:
    """What calls `os.fsync` in the module is told, from the call given on, that no room is left."""
    place: Any = importlib.import_module(module)
    calls = 0

    def refuse(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls >= options.get("from_call", 1):
            raise OSError(errno.ENOSPC, "No space left on device")

    class Disk:
        fsync = staticmethod(refuse)

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "os", Disk())
        stage.take(options["while"])
    assert calls, f"{module} wrote nothing"


# What a project needs to run from another folder.
PROJECT = (
    "dbt_project.yml profiles.yml models macros seeds tests/generic tests/singular python docs"
)


def edit(stage: Stage, changes: Mapping[str, list[str]], options: dict[str, Any]) -> None:
    if stage.project == PROJECT_DIR:
        copy = stage.home.inbox.with_name("project")
        for name in PROJECT.split():
            source = PROJECT_DIR / name
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, target)
        stage.project = copy
    for name, (old, new) in changes.items():
        path = stage.project / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")
