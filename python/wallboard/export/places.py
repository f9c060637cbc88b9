"""Where an export may write: real folders below the export root, and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wallboard.errors import UsageError
from wallboard.settings import Settings

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
OWN = ("raw", "work", "runs", "restricted", "dbt", "target")


def folder_below(settings: Settings, out: Path) -> Path:
    """The folder ``out`` below the export root, made where it is missing.

    A relative ``out`` is taken from the root. `UsageError` if it lies outside, passes a link, is an
    address, or is one of the folders in which wallboard keeps its own.
    """
    if ADDRESS.match(str(out)) or "\0" in str(out):
        raise UsageError(f"--out {str(out)!r}: name a folder of this machine, not an address")
    given = settings.export_root
    root = given.resolve()
    if not root.is_dir():
        raise UsageError(f"WALLBOARD_EXPORT_ROOT: {given} is not a folder; make it, or set another")
    parts = _parts_below(root, given.absolute(), out)
    folder = root
    for part in parts:
        folder = folder / part
        if folder.is_symlink():
            raise UsageError(f"--out {out}: {folder} is a link; name the folder itself")
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"--out {out}: {folder} is a file; name a folder")
    home = settings.home.resolve()
    if any(folder.is_relative_to(home / name) for name in OWN):
        raise UsageError(f"--out {out}: wallboard keeps its own files there; name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _parts_below(root: Path, given: Path, out: Path) -> tuple[str, ...]:
    """The steps from the root to ``out``, with every ``..`` taken as it is written."""
    wanted = Path(os.path.normpath(root / out))
    for base in (root, Path(os.path.normpath(given))):
        if wanted.is_relative_to(base):
            return wanted.relative_to(base).parts
    raise UsageError(
        f"--out {out}: lies outside {root}, below which exports are written; "
        "name a folder inside, or set WALLBOARD_EXPORT_ROOT"
    )


@contextmanager
def create(target: Path, is_private: bool = False) -> Iterator[IO[bytes]]:
    """A file to write that takes its name when it is whole; a failure leaves what was there.

    ``is_private``: nobody but its owner may read it.
    """
    if target.is_symlink():
        raise UsageError(f"{target} is a link; remove it, or choose another folder")
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)  # left by a process that was killed
    mode = 0o600 if is_private else 0o666
    # Made anew and never through a link, whatever somebody puts there in between.
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
