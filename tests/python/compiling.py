"""The project as dbt compiles it for a zone and vars: done once, whichever worker asks first."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wallboard.landing import ensure_layout
from wallboard.runs.buildfile import build_file
from wallboard.runs.dbt import run_dbt
from wallboard.settings import Settings


def compiled_home(shared: Path, timezone: str, project_vars: Mapping[str, Any]) -> Path:
    """A home whose build file holds the seeds, and whose target the SQL of every model.

    It lies in the folder that the workers share, for all that ask for the same, and is read only.
    """
    told = json.dumps(dict(project_vars), sort_keys=True)
    home = shared / "compiled" / hashlib.md5(f"{timezone} {told}".encode()).hexdigest()
    with _made_once(home) as is_made:
        if not is_made:
            settings = Settings(home=home, timezone=timezone)
            ensure_layout(settings)
            shutil.copyfile(_seeds(shared), build_file(settings))
            run_dbt(settings, ["compile", "--select", "resource_type:model", "--vars", told])
    return home


def manifest_of(home: Path) -> dict[str, Any]:
    """What dbt says of the project, of a home where it was compiled."""
    manifest = (home / "target" / "manifest.json").read_text(encoding="utf-8")
    return dict(json.loads(manifest))


def _seeds(shared: Path) -> Path:
    """A build file with the seeds alone, which depend on no zone and no vars."""
    settings = Settings(home=shared / "seeds")
    with _made_once(settings.home) as is_made:
        if not is_made:
            ensure_layout(settings)
            run_dbt(settings, ["seed"])
    return build_file(settings)


@contextmanager
def _made_once(folder: Path) -> Iterator[bool]:
    """Whether somebody has made what belongs into a folder; others wait until it is made."""
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield done.exists()
        done.touch()
