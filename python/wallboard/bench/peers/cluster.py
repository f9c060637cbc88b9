"""A private PostgreSQL: made for one comparison, reached by a socket only, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wallboard.bench.peers.available import SERVER_USER, postgres_programs
from wallboard.errors import UsageError, WallboardError
from wallboard.settings import Settings, size_in_bytes

PATIENCE = 60.0  # seconds until it must answer
Ask = Callable[[str], str]


@contextmanager
def cluster(folder: Path, settings: Settings) -> Iterator[Ask]:
    """Start a server over ``folder``, which is removed in the end; psql as a function.

    It is a child of this process, so its CPU and memory count with ours. As root it runs as user
    postgres. Raises `UsageError` if that user may not enter the folder.
    """
    programs = postgres_programs()
    if programs is None:
        raise UsageError("PostgreSQL is not installed")
    user = SERVER_USER if os.geteuid() == 0 else None
    folder.mkdir(parents=True)
    # The name of a socket may have a hundred letters, which a work folder's path can exceed.
    socket = Path(tempfile.mkdtemp(prefix="wallboard-"))
    try:
        if user:
            owner = pwd.getpwnam(user)
            for path in (folder, socket):
                os.chown(path, owner.pw_uid, owner.pw_gid)
            if subprocess.run(["test", "-w", str(folder)], user=user, check=False).returncode:
                raise UsageError(f"user {user} may not enter {folder}; choose another work folder")
        data = folder / "data"
        made = [str(programs / "initdb"), "-D", str(data), "-U", SERVER_USER, "-A", "trust"]
        made += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(made, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/")
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(data), *_options(settings, socket)],
                user=user, cwd="/", stdout=log, stderr=log,
            )  # fmt: skip
        try:
            _wait(programs, socket, server, folder / "log")
            yield lambda statement: _psql(programs, socket, statement)
        finally:
            server.send_signal(signal.SIGINT)  # ends connections and writes what it holds
            server.wait()
    finally:
        # initdb, interrupted, takes away its own part at the same time
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(socket, ignore_errors=True)


def _options(settings: Settings, socket: Path) -> list[str]:
    """Settings for reading much on a small machine; nothing here needs to survive a crash."""
    megabytes = size_in_bytes(settings.memory, "WALLBOARD_MEMORY") // 2**20
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": socket,
        "shared_buffers": f"{megabytes // 4}MB",
        "work_mem": f"{megabytes // 8}MB",
        "maintenance_work_mem": f"{megabytes // 8}MB",
        "effective_cache_size": f"{megabytes}MB",
        "max_parallel_workers_per_gather": settings.threads,
        "max_wal_size": "8GB",
        "fsync": "off",
        "synchronous_commit": "off",
        "timezone": "UTC",
    }
    return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]


def _wait(programs: Path, socket: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server takes connections."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        asked = [str(programs / "pg_isready"), "-q", "-h", str(socket)]
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise WallboardError(f"PostgreSQL did not start: {log.read_text()[-2000:]}")


def _psql(programs: Path, socket: Path, statement: str) -> str:
    """Run a statement; its rows as CSV without a header."""
    command = [str(programs / "psql"), "-XqtA", "--csv", "-v", "ON_ERROR_STOP=1"]
    command += ["-h", str(socket), "-U", SERVER_USER, "-d", "postgres", "-c", statement]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise WallboardError(f"PostgreSQL: {done.stderr.strip()}")
    return done.stdout
