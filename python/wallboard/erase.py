"""Erasing persons: out of the landed rows, out of all that was made from them, and not to return.

The order makes it safe to be cut short: first the tombstone, which keeps the person's rows from
being landed again, then the landed rows, then what was made from them, a new run, and last the
earlier runs. Running the same erasure again does what is left.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from wallboard.errors import UsageError, WallboardError
from wallboard.landing import drop_unfinished, ensure_layout
from wallboard.landing.forget import (
    count_traces,
    find_cases,
    forget,
    personal_tables,
)
from wallboard.landing.layout import connect
from wallboard.landing.tables import RawTable, load_sources
from wallboard.landing.tally import as_bytes
from wallboard.privacy.key import bind_key, key_of
from wallboard.privacy.pseudonym import PSEUDONYM, register_pseudonyms
from wallboard.privacy.tombstones import (
    Role,
    Tombstone,
    load_marks,
    new_tombstone,
    read_tombstones,
    utc_now,
    write_json,
    write_tombstone,
)
from wallboard.runs import Run, build
from wallboard.runs.lock import exclusive
from wallboard.settings import Settings

# Whatever was made from the landed rows and is made again by the next build.
DISPOSABLE = ("work", "target", "logs")
PURPOSE = "wallboard erase"
ENCODINGS = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class Subject:
    """One person to be erased, by their own id or by their pseudonym."""

    role: Role
    name: str
    is_pseudonym: bool = False


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done to the landed rows for one person, and how many texts set aside it emptied."""

    tombstone: Tombstone
    texts: int


def erase(
    settings: Settings,
    subjects: Sequence[Subject],
    progress: Callable[[str], None] = lambda line: None,
) -> list[dict[str, Any]]:
    """Erase persons and return a certificate for each; a person never heard of gets one, too.

    A new run is built if there was one. A build that fails leaves the erasure unfinished.
    """
    _check(subjects)
    key = key_of(settings)
    with exclusive(settings, PURPOSE):
        bind_key(settings, key)
        ensure_layout(settings)
        drop_unfinished(settings)
        with connect(settings) as connection:
            register_pseudonyms(connection, key)
            tables = personal_tables(load_sources(settings.project_dir).values())
            done = [_forget(settings, connection, tables, subject) for subject in subjects]
        was_published = (settings.home / "current").exists()
        _wipe(settings)
    run = _rebuild(settings, progress) if was_published else None
    with exclusive(settings, PURPOSE):
        purged = _purge_runs(settings, run)
        return [_certify(settings, each, key.key_id, run, purged) for each in done]


def _check(subjects: Sequence[Subject]) -> None:
    if not subjects:
        raise UsageError("name who is to be erased: --customer-id or --agent-id, or both")
    for subject in subjects:
        if not subject.name.strip():
            raise UsageError("an empty id names nobody")
        if subject.is_pseudonym and not PSEUDONYM.fullmatch(subject.name.strip()):
            raise UsageError(f"{subject.name!r} is no pseudonym: that is 64 digits from 0 to f")


def _forget(
    settings: Settings,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[RawTable],
    subject: Subject,
) -> Forgotten:
    """Lay the tombstone, then take the person out of the landed rows."""
    own = subject.name.strip() if subject.is_pseudonym else subject.name
    pseudonym = "?" if subject.is_pseudonym else "pseudonym(?)"
    [mark, written] = connection.execute(
        f"select erased_mark('{subject.role}', {pseudonym}), one_writing(?)", [own, own]
    ).fetchone() or ["", ""]
    known = {each.mark: each for each in read_tombstones(settings)}
    tombstone = known.get(mark) or new_tombstone(subject.role, mark)
    if tombstone.finished_at is not None:
        # Erased before: what has come since, if anything could, is a new erasure's.
        tombstone = replace(new_tombstone(subject.role, mark), cases=tombstone.cases)
    tombstone = find_cases(settings, connection, tables, tombstone)
    if tombstone.found is None:
        before = count_traces(settings, connection, tables)
        found = {name: asdict(traces) for name, traces in before.items()}
        tombstone = replace(tombstone, found=found)
    write_tombstone(settings, tombstone)
    texts = forget(
        settings,
        connection,
        tables,
        tombstone,
        [] if subject.is_pseudonym else _writings(own.strip(), written),
    )
    load_marks(connection, [tombstone])
    after = count_traces(settings, connection, tables)
    if after:  # the certificate says that nothing is left
        raise WallboardError(
            f"rows of the person are left in {', '.join(after)}; nothing was published. "
            "Run the erasure again; if that does not help, this is a fault of wallboard"
        )
    swept = replace(tombstone, is_swept=True)
    write_tombstone(settings, swept)
    return Forgotten(swept, texts)


def _writings(*ids: str) -> list[str]:
    """How an id may stand in text that was set aside: bytes in a wrong encoding are escaped."""
    return sorted({*ids, *(as_bytes(each, code) for each in ids for code in ENCODINGS)})


def _wipe(settings: Settings) -> None:
    """Remove what is made from landed rows; the files of the demo's delivery, too."""
    folders = [settings.home / name for name in DISPOSABLE]
    for path in [*filter(Path.exists, folders), *_entries(settings.home / "demo")]:
        _remove(path)


def _rebuild(settings: Settings, progress: Callable[[str], None]) -> Run:
    try:
        return build(settings, progress)
    except WallboardError as error:
        left = (
            "The landed rows are erased, but the runs published before still stand, and no "
            "certificate was written. Put right what is said above, then run the erasure again"
        )
        raise type(error)(f"{error}\n{left}") from error


def _purge_runs(settings: Settings, run: Run | None) -> list[str]:
    """Remove every run but the one that was just made, with what belongs to it."""
    kept = None if run is None else run.run_id
    gone = [
        path
        for folder in (settings.runs, settings.home / "restricted")
        for path in _entries(folder)
        if path.is_dir() and path.name != kept
    ]
    for path in gone:
        _remove(path)
    return sorted({path.name for path in gone})


def _certify(
    settings: Settings, done: Forgotten, key_id: str, run: Run | None, purged: list[str]
) -> dict[str, Any]:
    """Close the tombstone and write what was done; neither holds an id or a pseudonym."""
    now = utc_now()
    tombstone = replace(done.tombstone, finished_at=now, stand_in=None, found=None)
    certificate: dict[str, Any] = {
        "tombstone": tombstone.tombstone_id,
        "person": tombstone.role,
        "key_id": key_id,
        "begun_at": tombstone.begun_at,
        "finished_at": now,
        "cases": len(tombstone.cases),
        "tables": {
            name: {
                "rows_naming_before": counts["naming"],
                "rows_naming_after": 0,
                "rows_taken_out": counts["taken_out"],
                "rows_emptied_of_words": counts["emptied"],
            }
            for name, counts in (done.tombstone.found or {}).items()
        },
        "texts_set_aside_emptied": done.texts,
        "removed": [*DISPOSABLE, *(f"run {name}" for name in purged)],
        "run_id": None if run is None else run.run_id,
    }
    stamp = now.replace(":", "").replace("-", "").split("+")[0]
    folder = settings.raw / "_erased" / "certificates"
    write_json(folder / f"{tombstone.tombstone_id}_{stamp}.json", certificate)
    write_tombstone(settings, tombstone)
    return certificate


def unfinished(settings: Settings) -> list[str]:
    """Tombstones of erasures that were begun and not brought to an end."""
    return [each.tombstone_id for each in read_tombstones(settings) if each.finished_at is None]


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
