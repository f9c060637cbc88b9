"""Running dbt as its own process, so that its state, its memory and its lock end with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from wallboard import NO_TELEMETRY
from wallboard.errors import GateFailed, OutOfResources, WallboardError
from wallboard.masking import mask
from wallboard.runs.buildfile import trouble
from wallboard.settings import HMAC_KEY, Settings
from wallboard.shortage import ADVICE, says_shortage

SHOWN_FAILURES = 10
PROCESS = ("-m", "wallboard.dbt_process")


def environment(settings: Settings) -> dict[str, str]:
    """The process environment that makes dbt see these settings."""
    # The landing alone needs the key of the pseudonyms; nobody else is given it.
    inherited = {name: value for name, value in os.environ.items() if name != HMAC_KEY}
    return {
        **inherited,
        "WALLBOARD_HOME": str(settings.home),
        "WALLBOARD_TIMEZONE": settings.timezone,
        "WALLBOARD_THREADS": str(models_at_once(settings)),
        "WALLBOARD_MEMORY": settings.memory,
        "WALLBOARD_SPILL": settings.spill,
        **NO_TELEMETRY,
    }


def models_at_once(settings: Settings) -> int:
    """How many models dbt builds side by side: one, if there is more landed than memory.

    They share one memory limit, and a large one fails what is built beside it. DuckDB uses all
    cores for each.
    """
    landed = sum(path.stat().st_size for path in settings.raw.rglob("*.parquet"))
    return 1 if landed > settings.memory_bytes else settings.threads


def run_dbt(
    settings: Settings,
    arguments: list[str],
    progress: Callable[[str], None] = lambda line: None,
    lock: int | None = None,
    build_file: Path | None = None,
    profiles: Path | None = None,
) -> Path:
    """Run one dbt command and return the folder of its artefacts.

    ``progress`` gets a line for each node that finished; ``lock`` is the descriptor of the lock,
    which dbt keeps as long as it lives; ``build_file`` is another file to build in than the
    home's own, and has its artefacts beside it; ``profiles`` a folder in which DuckDB is to leave
    one profile a table built. A failed test is `GateFailed`, lack of memory or disk
    `OutOfResources`, anything else that went wrong `WallboardError`.
    """
    target = settings.home / "target" if build_file is None else build_file.with_suffix(".target")
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    # The log is read by people; one of every statement and step of dbt would cost a tenth of it.
    command = [sys.executable, *PROCESS, "--log-level-file", "info", *arguments]
    command += ["--project-dir", str(settings.project_dir)]
    command += ["--profiles-dir", str(settings.project_dir)]
    command += ["--target-path", str(target), "--log-path", str(settings.home / "logs")]
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=settings.project_dir,
        env=environment(settings) | _where(build_file, profiles),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        pass_fds=() if lock is None else (lock,),
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                is_error, message = _event(line)
                if is_error:
                    said.append(message)
                else:
                    progress(message)
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        raise _failure(settings, results, said)
    return target


def _where(build_file: Path | None, profiles: Path | None) -> dict[str, str]:
    paths = {"WALLBOARD_BUILD_FILE": build_file, "WALLBOARD_PROFILE": profiles}
    return {name: str(path) for name, path in paths.items() if path is not None}


def _event(line: str) -> tuple[bool, str]:
    """Whether a line tells of an error, and its message; what is no event is somebody's cry."""
    try:
        is_error, message = json.loads(line)
    except (ValueError, TypeError):
        return True, line.strip()
    return bool(is_error), str(message)


def _failure(settings: Settings, results: Path, said: list[str]) -> WallboardError:
    """What went wrong, from the run's results where there are any, else from what dbt said."""
    nodes = json.loads(results.read_text(encoding="utf-8"))["results"] if results.exists() else []
    failed = [node for node in nodes if node["status"] in {"fail", "error", "runtime error"}]
    lines = [
        f"  {node['unique_id']}: {(node['message'] or '').strip()}"
        for node in failed[:SHOWN_FAILURES]
    ] or [f"  {line}" for line in said[-SHOWN_FAILURES:]]
    text = mask("\n".join(lines))  # an engine's message quotes values
    # A full disk breaks dbt's own log, too, and the cause is buried under what that says.
    short = [line.strip() for line in (*lines, *said) if says_shortage(line)]
    if short:
        return OutOfResources(
            f"memory or disk ran out, nothing was published: {ADVICE}\n  {short[0]}"
        )
    about_the_file = trouble(settings, "\n".join((*lines, *said)))
    if about_the_file is not None:
        return about_the_file
    if failed and all(node["unique_id"].startswith(("test.", "unit_test.")) for node in failed):
        return GateFailed(
            f"{len(failed)} of the tests failed; nothing was published, the previous run stands\n"
            f"{text}\nThe failing rows: dbt's compiled tests are under target/ of WALLBOARD_HOME."
        )
    return WallboardError(f"the build broke; nothing was published\n{text}")
