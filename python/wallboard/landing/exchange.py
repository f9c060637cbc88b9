"""Changing several files of a landed table in one step: its folder gives way to another one.

Readers take what the folder holds, so they must never find a compacted file beside those it was
made of. The other folder is made ready under a name of its own, with links to the files that stay.
Then the one takes the place of the other. A command killed between the two moves leaves no folder,
which no reader takes for an empty table; the next one that holds the lock puts the old one back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from wallboard.durable import fsync_directory

DRAFT, REPLACED = ".next.tmp", ".replaced"


def new_draft(folder: Path) -> Path:
    """An empty folder that may take the place of ``folder``."""
    draft = folder.with_name(folder.name + DRAFT)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    return draft


def keep(files: Iterable[Path], draft: Path) -> None:
    """Let files lie in the draft too, their bytes and times as they are."""
    for path in files:
        try:
            os.link(path, draft / path.name)
        except OSError:  # not every file system has links
            shutil.copy2(path, draft / path.name)


def exchange(folder: Path, draft: Path) -> None:
    """Let the draft take the place of the folder, and remove what it replaces."""
    before = folder.with_name(folder.name + REPLACED)
    fsync_directory(draft)
    folder.rename(before)
    draft.rename(folder)
    fsync_directory(folder.parent)
    shutil.rmtree(before)


def recover(raw: Path) -> None:
    """Bring to an end what a killed exchange left: one folder a table, the old or the new one."""
    for before in raw.glob(f"[!_]*/*{REPLACED}"):
        folder = before.with_name(before.name.removesuffix(REPLACED))
        if folder.exists():
            shutil.rmtree(before)
        else:
            before.rename(folder)
    for draft in raw.glob(f"[!_]*/*{DRAFT}"):
        shutil.rmtree(draft)
