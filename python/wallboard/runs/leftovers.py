"""What killed commands left half done: removed by the next command that holds the lock."""

from __future__ import annotations

import shutil

from wallboard.landing.exchange import recover
from wallboard.runs.published import RUN_NAME
from wallboard.settings import Settings


def sweep(settings: Settings) -> None:
    """Remove drafts, half-written files and what has lost its run. Only under the lock."""
    for draft in settings.home.glob("current.*.tmp"):
        draft.unlink()
    recover(settings.raw)
    for folder in (settings.raw, settings.home / "dbt"):
        for draft in folder.rglob("*.tmp"):
            draft.unlink()
    for folder in (settings.runs, settings.restricted):
        for draft in folder.glob("*.tmp"):
            shutil.rmtree(draft)
    # The restricted part takes its name first and loses it last.
    for part in settings.restricted.glob("*"):
        if RUN_NAME.fullmatch(part.name) and not (settings.runs / part.name).exists():
            draft = part.rename(part.with_name(f"{part.name}.tmp"))
            shutil.rmtree(draft)
    shutil.rmtree(settings.home / "work" / "landing_spill", ignore_errors=True)
