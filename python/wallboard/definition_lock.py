"""The definition lock: a version of a KPI, once locked, means what it meant.

``seeds/kpi/kpi_fingerprints.csv`` is the log. A line is added for each new version, and for each
rewriting of the SQL that somebody declares to mean the same; no line is ever changed.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Collection
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Literal

from wallboard.catalogue import load_kpis, load_measures
from wallboard.compiled import Compiled
from wallboard.errors import WallboardError
from wallboard.fingerprint import Fingerprints
from wallboard.landing import ensure_layout
from wallboard.runs.dbt import run_dbt
from wallboard.settings import Settings

LOG = Path("seeds/kpi/kpi_fingerprints.csv")
# Only what a measure is made of; the zone is fixed, since it does not belong to the definition.
COMPILE = ("compile", "--no-introspect", "--no-populate-cache", "--select")
LAYERS = ("path:models/intermediate", "path:models/marts/core", "path:models/marts/measures")
Version = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    kpi_id: str
    definition_version: int
    revision: int
    fingerprint: str
    locked_on: date
    reason: str

    @property
    def version(self) -> Version:
        """Which definition it is about."""
        return self.kpi_id, self.definition_version


@dataclass(frozen=True, slots=True)
class Difference:
    """A version whose fingerprint is not the one in the log."""

    kpi_id: str
    definition_version: int
    kind: Literal["new", "changed", "gone"]

    @property
    def said(self) -> str:
        """What it is, in words."""
        return {
            "new": "not locked yet",
            "changed": "means something else than was locked",
            "gone": "is locked, but the catalogue no longer computes it",
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Prints:
    """Fingerprints of a project's versions; ``coarse`` models count as a whole."""

    of: dict[Version, str]
    coarse: tuple[str, ...] = ()


def compile_project(settings: Settings) -> Compiled:
    """Compile the working tree, in a home of its own, as far as measures go."""
    with tempfile.TemporaryDirectory(prefix="wallboard-lock-") as folder:
        home = Settings(home=Path(folder), project_dir=settings.project_dir)
        ensure_layout(home)
        (home.home / "work").mkdir(exist_ok=True)
        return Compiled.of_file(run_dbt(home, [*COMPILE, *LAYERS]) / "manifest.json")


def prints(compiled: Compiled, project: Path) -> Prints:
    """Fingerprints of every version that is computed."""
    seeds = project / "seeds" / "kpi"
    kpis = load_kpis(seeds / "kpi_catalogue.csv")
    measures = load_measures(seeds / "measures.csv")
    found = Fingerprints(compiled, project)
    return Prints(
        {
            (kpi.kpi_id, kpi.definition_version): found.of_kpi(kpi, kpis, measures)
            for kpi in kpis
            if not kpi.is_planned
        },
        tuple(sorted(found.coarse)),
    )


def begin(project: Path) -> None:
    """Begin a log where there is none, since the project reads it as a seed."""
    if not (project / LOG).exists():
        _write(project / LOG, [])


def read_log(project: Path) -> list[Entry]:
    """The log as it is committed."""
    with (project / LOG).open(encoding="utf-8", newline="") as lines:
        return [
            Entry(
                row["kpi_id"],
                int(row["definition_version"]),
                int(row["revision"]),
                row["fingerprint"],
                date.fromisoformat(row["locked_on"]),
                row["reason"],
            )
            for row in csv.DictReader(lines)
        ]


def differences(log: Collection[Entry], now: Prints) -> list[Difference]:
    """What the log and the project do not agree on, in the catalogue's order."""
    locked = {entry.version: entry for entry in sorted(log, key=lambda entry: entry.revision)}
    found = []
    for version, fingerprint in now.of.items():
        if version not in locked:
            found.append(Difference(*version, "new"))
        elif locked[version].fingerprint != fingerprint:
            found.append(Difference(*version, "changed"))
    return found + [Difference(*version, "gone") for version in locked if version not in now.of]


def lock(
    project: Path,
    now: Prints,
    today: date,
    reason: str = "",
    same_meaning: str = "",
    only: Collection[str] = (),
) -> list[Entry]:
    """Add to the log what is new, or what was rewritten and means the same; give the lines added.

    A locked version whose meaning changed is a `WallboardError`, and nothing is written.
    """
    log = read_log(project)
    found = [each for each in differences(log, now) if not only or each.kpi_id in only]
    _refuse(found, bool(same_meaning), bool(reason))
    added = []
    for each in found:
        version = (each.kpi_id, each.definition_version)
        revision = 1 + sum(entry.version == version for entry in log)
        why = same_meaning if each.kind == "changed" else reason or "first definition"
        added.append(Entry(*version, revision, now.of[version], today, why))
    if added:
        _write(project / LOG, _in_order([*log, *added], now))
    return added


def _refuse(found: list[Difference], may_change: bool, says_why: bool) -> None:
    changed = [each.kpi_id for each in found if each.kind == "changed"]
    gone = [
        f"{each.kpi_id} version {each.definition_version}" for each in found if each.kind == "gone"
    ]
    bare = [each.kpi_id for each in found if each.kind == "new" and each.definition_version > 1]
    if gone:
        raise WallboardError(
            f"locked, but no longer in the catalogue: {', '.join(gone)}; close a version with "
            "valid_to instead of removing it, or take its lines out of "
            f"{LOG} in a change that says why"
        )
    if changed and not may_change:
        raise WallboardError(
            f"{', '.join(changed)}: the definition is locked and now means something else. "
            "Close the version with valid_to and open the next one, over new measures where a "
            'measure changed; or, if the numbers stay the same, `wallboard lock --same-meaning "…"`'
        )
    if bare and not says_why:
        raise WallboardError(f"{', '.join(bare)}: say why the definition changed, with --reason")


def _in_order(entries: list[Entry], now: Prints) -> list[Entry]:
    """The catalogue's order, then versions, then revisions; what it no longer has comes last."""
    ids = list(dict.fromkeys(kpi_id for kpi_id, _ in now.of))
    places = {kpi_id: place for place, kpi_id in enumerate(ids)}
    return sorted(
        entries,
        key=lambda entry: (
            places.get(entry.kpi_id, len(places)),
            entry.kpi_id,
            entry.definition_version,
            entry.revision,
        ),
    )


def _write(path: Path, entries: list[Entry]) -> None:
    draft = path.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(field.name for field in fields(Entry))
        writer.writerows(astuple(entry) for entry in entries)
    draft.replace(path)
