"""The home a case works in, and what must hold of it whatever the case does.

Every case works where the template was built, one after another: dbt's own notes and the build
file speak of that place, so that a build in a case does again only what its rows touch.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from wallboard.landing import ingest
from wallboard.runs import build, current_run
from wallboard.runs.lock import holder
from wallboard.settings import Settings
from wallboard.synth import generate

# The key of every case that does not choose one.
KEY = "a key for the fault matrix, long enough and known to all"
# A centre large enough to have every table, small enough to be built in seconds.
CONTACTS, DAYS, SEED = 400, 3, 11
KEPT_OF_A_RUN = ("runs", "restricted", "current")
# What a build may leave in its file, and never does.
TEMPORARY = r"__dbt_(tmp|backup|int)"


def settings_of(home: Path) -> Settings:
    """Settings as a command reads them, with the key of the matrix."""
    return Settings.from_env({"WALLBOARD_HOME": str(home), "WALLBOARD_HMAC_KEY": KEY})


def kept(template: Settings) -> Path:
    """The untouched copy of the template, whatever a case does where it was built."""
    return template.home.with_name("kept")


def make_template(home: Path) -> Settings:
    """A home with a small simulated centre, landed, built and published; and a copy beside it."""
    settings = settings_of(home)
    centre = home.with_name("centre")
    generate(centre, contacts=CONTACTS, days=DAYS, seed=SEED, fault_rate=0.01)
    ingest([centre], "native", settings=settings)
    build(settings)
    home.rename(kept(settings))
    return settings


@dataclass(frozen=True, slots=True)
class Home:
    """A copy of the template: only its published run, or all of it; ``inbox`` holds deliveries.

    ``before`` are the hashes of the published files, ``landed`` the names of the delivered ones.
    """

    settings: Settings
    inbox: Path
    before: dict[str, str]
    landed: frozenset[str]

    @property
    def path(self) -> Path:
        """The folder that WALLBOARD_HOME names."""
        return self.settings.home

    @property
    def new_runs(self) -> list[Path]:
        """Runs published since the copy was made, oldest first."""
        old = {name.split("/")[0] for name in self.before if "/" in name}
        return sorted(p for p in self.settings.runs.iterdir() if p.name not in old)


def copy_home(template: Settings, folder: Path, whole: bool) -> Home:
    """A fresh home and an inbox in ``folder``; the bytes of its published run are remembered."""
    home = template.home
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    for entry in kept(template).iterdir():
        if entry.name == "current":
            (home / "current").symlink_to(entry.readlink())
        elif entry.is_dir() and (whole or entry.name in KEPT_OF_A_RUN):
            shutil.copytree(entry, home / entry.name, symlinks=True)
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    return Home(settings_of(home), inbox, _fingerprints(home / "runs"), _landed(home / "raw"))


def _landed(raw: Path) -> frozenset[str]:
    if not raw.exists():
        return frozenset()
    files = duckdb.sql(f"select source_file from read_parquet('{raw}/_audit/*.parquet')")
    return frozenset(row[0] for row in files.fetchall())


def check_home(home: Home, publishes: int, replaces: bool = False) -> None:
    """Assert that the earlier run is whole and readable, and that nothing is left lying about.

    ``replaces``: an erasure takes earlier runs away, on purpose.
    """
    now = _fingerprints(home.settings.runs)
    changed = {name for name, digest in home.before.items() if now.get(name) != digest}
    assert replaces or not changed, f"the published run was changed: {sorted(changed)}"
    assert len(home.new_runs) == publishes, f"published: {[run.name for run in home.new_runs]}"
    with current_run(home.settings).connect() as connection:
        assert connection.execute("select count(*) from kpi_daily").fetchone() is not None
    if not publishes:
        assert current_run(home.settings).run_id in {n.split("/")[0] for n in home.before}
    left = [str(p.relative_to(home.path)) for p in home.path.rglob("*") if ".tmp" in p.suffixes]
    assert left == [], f"left behind: {left}"
    assert holder(home.settings) == "", "the lock is still held"
    assert _temporary_relations(home.path / "work" / "warehouse.duckdb") == []


def _fingerprints(runs: Path) -> dict[str, str]:
    return {
        str(path.relative_to(runs)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in runs.rglob("*")
        if path.is_file()
    }


def _temporary_relations(warehouse: Path) -> list[Any]:
    if not warehouse.exists():
        return []
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return connection.execute(
                "select table_name from information_schema.tables "
                f"where regexp_matches(table_name, '{TEMPORARY}')"
            ).fetchall()
    except duckdb.Error:
        # A case that broke the file looks at what became of it itself.
        return []
