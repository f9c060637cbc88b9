"""Is everything in place? Versions, settings, landed data, the lock, the published run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from wallboard.catalogue import check_catalogue, load_kpis, load_measures
from wallboard.erase import unfinished
from wallboard.runs.lock import holder
from wallboard.settings import Settings

NEEDED = {"dbt-core": "1.12", "dbt-duckdb": "1.11", "duckdb": "1.5"}
ENOUGH_GIGABYTES = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is well, and what was seen or is to be done."""

    check: str
    is_well: bool
    seen: str


def examine(settings: Settings) -> list[Finding]:
    """All checks; none of them changes anything."""
    return [*_versions(), *_places(settings), *_landed(settings), *_catalogue(settings)]


def _versions() -> Iterator[Finding]:
    for package, wanted in NEEDED.items():
        try:
            found = version(package)
        except PackageNotFoundError:
            yield Finding(package, False, "not installed; run `make setup`")
        else:
            well = found.startswith(wanted + ".")
            yield Finding(package, well, found if well else f"{found}, but {wanted} is needed")


def _places(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    place = home if home.exists() else home.parent
    yield Finding("home", os.access(place, os.W_OK), str(home))
    free = shutil.disk_usage(place).free / 1e9
    yield Finding("disk", free >= ENOUGH_GIGABYTES, f"{free:,.1f} GB free")
    chosen = "" if settings.timezone_declared else " (the default; set WALLBOARD_TIMEZONE)"
    yield Finding("business zone", True, settings.timezone + chosen)
    held = holder(settings)
    yield Finding("lock", not held, f"held by {held}" if held else "free")
    pointer = home / "current"
    run = pointer.resolve().name if pointer.exists() else "none yet; run `wallboard build`"
    yield Finding("published run", pointer.exists(), run)


def _landed(settings: Settings) -> Iterator[Finding]:
    batches = list((settings.raw / "_audit").glob("[!_]*.parquet"))
    seen = f"{len(batches)} files landed" if batches else "nothing landed; run `wallboard ingest`"
    yield Finding("landed data", bool(batches), seen)
    begun = unfinished(settings)
    seen = f"begun and not finished: {', '.join(begun)}; run `wallboard erase` again"
    yield Finding("erasures", not begun, seen if begun else "none unfinished")


def _catalogue(settings: Settings) -> Iterator[Finding]:
    seeds = settings.project_dir / "seeds" / "kpi"
    kpis = load_kpis(seeds / "kpi_catalogue.csv")
    faults = check_catalogue(kpis, load_measures(seeds / "measures.csv"))
    yield Finding("catalogue", not faults, "; ".join(faults) or f"{len(kpis)} KPIs")
