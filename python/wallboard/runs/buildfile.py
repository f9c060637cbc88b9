"""The private build file: whether dbt can open it, and what becomes of one that it cannot.

The file is disposable, since all of it is made from what has landed. It is never repaired, and
never deleted without a word either: a broken one is set aside.
"""

from __future__ import annotations

import re
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from wallboard.engine import building
from wallboard.errors import Locked, Mismatch, OutOfResources, WallboardError
from wallboard.settings import Settings
from wallboard.shortage import ADVICE, is_shortage

# Somebody's look into the file ends soon; a tool that keeps it open does not.
TRIES, PAUSE_SECONDS = 6, 0.5
HELD = "Could not set lock on file"
NEWER = "Trying to read a database file with version number"
BROKEN = (
    *("Corrupt database file", "Corrupt WAL file", "Failure while replaying WAL"),
    "not a valid DuckDB database file",
)
CUT_SHORT = "Could not read enough bytes"
NOT_OPENED = "Cannot open file"
# What DuckDB raises over bytes that make no sense; other errors are not the file's fault.
UNREADABLE = (
    *(duckdb.IOException, duckdb.InternalException),
    *(duckdb.FatalException, duckdb.SerializationException),
)
SHOWN_COMMAND = 200
HEADERS = 3 * 4_096


def build_file(settings: Settings) -> Path:
    """Where dbt builds."""
    return settings.home / "work" / "warehouse.duckdb"


def prepare_build_file(settings: Settings, full_refresh: bool) -> Path:
    """The build file, fit to be opened by dbt; with ``full_refresh`` there is none yet."""
    try:
        check_build_file(settings)
    except Mismatch:
        if not full_refresh:
            raise
    path = build_file(settings)
    if full_refresh:
        discard(path)
    return path


def discard(file: Path) -> None:
    """Remove a build file: all of it can be made again from the landed rows."""
    for stale in (file, file.with_name(f"{file.name}.wal")):
        stale.unlink(missing_ok=True)


def checkpoint(settings: Settings) -> None:
    """Bring everything into the file itself, so that it depends on no log beside it."""
    with building(settings, build_file(settings)) as connection:
        connection.execute("checkpoint")


def check_build_file(settings: Settings) -> None:
    """Open the build file once, as dbt is about to; what a killed build left is replayed.

    Raises `Locked` if another process has it open and goes on having it, `Mismatch` if it is from
    a newer DuckDB or broken; a broken one is set aside, so that the next build begins anew.
    """
    path = build_file(settings)
    if path.exists():
        _open(settings, path)
    # Nobody else has the file open: what was spilled is a killed build's.
    shutil.rmtree(settings.home / "work" / "spill", ignore_errors=True)


def _open(settings: Settings, path: Path) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            with building(settings, path) as connection:
                whole = _bytes_needed(connection)
            break
        except duckdb.Error as error:
            text = str(error)
            if HELD in text and attempt < TRIES:
                time.sleep(PAUSE_SECONDS)
                continue
            if is_shortage(error):
                raise OutOfResources(f"{path} could not be opened: {ADVICE}\n{text}") from error
            found = trouble(settings, text)
            if found is None and isinstance(error, UNREADABLE) and NOT_OPENED not in text:
                found = _set_aside(settings, text)
            raise found or WallboardError(f"{path} could not be opened: {text}") from error
    size = path.stat().st_size
    if size < whole:
        # DuckDB would find out when it comes to the blocks that are missing.
        raise _set_aside(settings, f"it has {size:,} bytes, and its own count makes {whole:,}")


def _bytes_needed(connection: duckdb.DuckDBPyConnection) -> int:
    """How long a file is at least that holds all the blocks it says are in use."""
    row = connection.execute(
        "select block_size * used_blocks from pragma_database_size()"
    ).fetchone()
    return HEADERS + int(row[0]) if row else 0


def trouble(settings: Settings, text: str) -> WallboardError | None:
    """What a message of DuckDB, or of dbt in its name, says about the build file, if anything."""
    path = build_file(settings)
    if HELD in text:
        return Locked(
            f"{path} is open in {_holder(text)}; close it there, or wait for it to end, and run "
            f"this again. To look at figures open {settings.home / 'current' / 'marts.duckdb'}"
        )
    if NEWER in text:
        return Mismatch(
            f"{path} was written by DuckDB {_writer(path)}, which is newer than DuckDB "
            f"v{duckdb.__version__} here; run `wallboard build --full-refresh` to make it anew, "
            "or bring the newer DuckDB back"
        )
    if any(sign in text for sign in BROKEN) or (CUT_SHORT in text and str(path) in text):
        return _set_aside(settings, text)
    return None


def _set_aside(settings: Settings, text: str) -> Mismatch:
    """Rename a broken build file and its log; keep only the last that were broken."""
    path = build_file(settings)
    kept = path.with_name(f"{path.name}.broken-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    log = path.with_name(f"{path.name}.wal")
    if log.exists():
        log.rename(kept.with_name(f"{kept.name}.wal"))
    if path.exists():
        path.rename(kept)
    for older in path.parent.glob(f"{path.name}.broken-*"):
        if older not in (kept, kept.with_name(f"{kept.name}.wal")):
            older.unlink()
    said = next((line for line in text.splitlines() if _is_telling(line)), text).strip()
    return Mismatch(
        f"{path} is damaged and was set aside as {kept.name} ({said}). Nothing was published, and "
        "nothing is lost: run `wallboard build` again, which makes it anew from what has landed"
    )


def _is_telling(line: str) -> bool:
    return any(sign in line for sign in (*BROKEN, CUT_SHORT))


def _holder(text: str) -> str:
    """The process that DuckDB names, with its command where the system tells it."""
    found = re.search(r"\(PID (\d+)\)", text)
    if not found:
        return "another process"
    try:
        words = Path("/proc", found[1], "cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        return f"process {found[1]}"
    command = words.decode(errors="replace").strip()[:SHOWN_COMMAND]
    return f"process {found[1]} ({command})"


def _writer(path: Path) -> str:
    """The version of DuckDB in a file's header."""
    with path.open("rb") as file:
        header = file.read(68)
    storage = int.from_bytes(header[12:20], "little")
    name = header[52:68].split(b"\0")[0].decode("ascii", "replace")
    return f"{name or 'of an unknown version'} (storage version {storage})"
