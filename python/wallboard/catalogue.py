"""The KPI catalogue: read from ``seeds/kpi`` or from what a run carries, checked as a whole, asked
simple questions.

Measures are a dictionary by id, KPIs a list in file order: one id may have several rows,
each valid for other dates.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from wallboard.catalogue_check import check_catalogue
from wallboard.catalogue_notes import Notes, Source
from wallboard.catalogue_references import Baseline, Benchmark, Scope, Target, check_references
from wallboard.catalogue_rows import FAMILIES, SLICES, Kpi, Measure

__all__ = [
    "FAMILIES",
    "SLICES",
    "Baseline",
    "Benchmark",
    "Kpi",
    "Measure",
    "Notes",
    "Scope",
    "Source",
    "Target",
    "check_catalogue",
    "check_references",
    "computed_kpis",
    "family_kpis",
    "family_measures",
    "kpis_of",
    "load_baselines",
    "load_benchmarks",
    "load_kpis",
    "load_measures",
    "load_notes",
    "load_sources",
    "load_targets",
    "measure_ids",
    "measures_of",
    "open_kpis",
    "siblings",
]


def load_kpis(path: Path) -> list[Kpi]:
    """Read ``kpi_catalogue.csv``; a row that cannot be right is a ``ValueError`` naming it."""
    return kpis_of(_rows(path), path.name)


def load_measures(path: Path) -> dict[str, Measure]:
    """Read ``measures.csv`` in file order."""
    return measures_of(_rows(path), path.name)


def kpis_of(rows: Iterable[Mapping[str, Any]], origin: str) -> list[Kpi]:
    """Take KPIs from rows of the catalogue's columns, be they text or typed."""
    kpis = [_kpi({name: _text(value) for name, value in row.items()}) for row in rows]
    _refuse_twins((f"{kpi.kpi_id} version {kpi.definition_version}" for kpi in kpis), origin)
    return kpis


def measures_of(rows: Iterable[Mapping[str, Any]], origin: str) -> dict[str, Measure]:
    """Take measures from rows, in their order."""
    measures = [Measure(**row) for row in rows]
    _refuse_twins((measure.measure_id for measure in measures), origin)
    return {measure.measure_id: measure for measure in measures}


def load_notes(path: Path) -> dict[str, Notes]:
    """Read ``kpi_notes.csv`` in file order."""
    notes = [Notes(**row) for row in _rows(path)]
    _refuse_twins((note.kpi_id for note in notes), path.name)
    return {note.kpi_id: note for note in notes}


def load_sources(path: Path) -> dict[str, Source]:
    """Read ``kpi_sources.csv`` in file order."""
    sources = [Source(**row) for row in _rows(path)]
    _refuse_twins((source.source_id for source in sources), path.name)
    return {source.source_id: source for source in sources}


def load_targets(path: Path) -> list[Target]:
    """Read ``kpi_targets.csv`` in file order."""
    return [
        Target(
            **{name: row[name] for name in ("target_id", "kpi_id", *_PROSE)},
            scope=_scope(row),
            low=_number(row["low"]),
            high=_number(row["high"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
        )
        for row in _rows(path)
    ]


def load_baselines(path: Path) -> list[Baseline]:
    """Read ``kpi_baselines.csv`` in file order."""
    return [
        Baseline(
            **{name: row[name] for name in ("baseline_id", "kpi_id", *_PROSE)},
            scope=_scope(row),
            value=float(row["value"]),
            measured_from=_date(row["measured_from"]),
            measured_to=_date(row["measured_to"]),
        )
        for row in _rows(path)
    ]


def load_benchmarks(path: Path) -> list[Benchmark]:
    """Read ``kpi_benchmarks.csv`` in file order."""
    return [
        Benchmark(
            **{name: row[name] for name in _COMPARED},
            value=float(row["value"]),
            n=_whole(row["n"]),
            as_of=date.fromisoformat(row["as_of"]),
        )
        for row in _rows(path)
    ]


def open_kpis(kpis: Iterable[Kpi]) -> list[Kpi]:
    """Return the rows still valid, so that every id occurs once."""
    return [kpi for kpi in kpis if kpi.valid_to is None]


def computed_kpis(kpis: Iterable[Kpi]) -> list[Kpi]:
    """Return the open rows that a mart computes: all but what is planned."""
    return [kpi for kpi in open_kpis(kpis) if not kpi.is_planned]


def family_kpis(kpis: Iterable[Kpi], family: str) -> list[Kpi]:
    """Return the open KPIs of one family, in file order."""
    return [kpi for kpi in open_kpis(kpis) if kpi.family == family]


def family_measures(
    kpis: Iterable[Kpi], measures: Mapping[str, Measure], family: str
) -> list[Measure]:
    """Return the summable measures a family's KPIs use, each once, in the measures' order."""
    used = measure_ids(family_kpis(kpis, family))
    return [
        measure
        for measure in measures.values()
        if measure.measure_id in used and measure.aggregation == "sum"
    ]


def measure_ids(kpis: Iterable[Kpi]) -> set[str]:
    """Return the measures the KPIs are made of."""
    return {measure_id for kpi in kpis for measure_id in kpi.measures}


def siblings(kpi: Kpi, kpis: Iterable[Kpi]) -> list[Kpi]:
    """Return the other open KPIs that answer to the same number or indicator of an article."""
    return [
        other
        for other in open_kpis(kpis)
        if other.kpi_id != kpi.kpi_id
        and (
            other.dictionary_no == kpi.dictionary_no
            or ("#" in kpi.source and other.source == kpi.source)
        )
    ]


def _kpi(row: dict[str, str]) -> Kpi:
    try:
        return Kpi(
            **{name: row[name] for name in _TEXTS},
            per=int(row["per"]),
            quantile=_number(row["quantile"]),
            top_members=_whole(row["top_members"]),
            floor=_number(row["floor"]),
            ceiling=_number(row["ceiling"]),
            sliceable_by=tuple(name for name in row["sliceable_by"].split("|") if name),
            min_sample=_whole(row["min_sample"]),
            business_hours=_flag(row["business_hours"]),
            legacy24_no=_whole(row["legacy24_no"]),
            appraisal_ok=_flag(row["appraisal_ok"]),
            definition_version=int(row["definition_version"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
        )
    except ValueError as error:
        raise ValueError(f"{row['kpi_id']}: {error}") from error


_TEXTS = (
    *("kpi_id", "dictionary_no", "kind", "family", "theme", "numerator", "denominator"),
    *("unit", "better", "cohort", "reading", "source", "legacy24_status", "status", "owner"),
    *("name_en", "name_zh", "formula"),
)
_PROSE = ("source", "standing", "note_en", "note_zh")
_COMPARED = ("kpi_id", "channel", "comparator", "source", "standing")


def _scope(row: dict[str, str]) -> Scope:
    return Scope(row["channel"], row["queue_id"], row["team_id"], row["tier"])


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(value: Any) -> str:
    """A typed value as the catalogue's file writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _flag(text: str) -> bool:
    if text not in ("yes", "no", ""):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _refuse_twins(ids: Iterable[str], origin: str) -> None:
    seen: set[str] = set()
    for row_id in ids:
        if row_id in seen:
            raise ValueError(f"{origin}: {row_id} occurs twice")
        seen.add(row_id)
