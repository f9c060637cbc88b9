"""The catalogue that a run carries: its KPIs are explained by the definitions they were built from,
whatever the working tree says today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from wallboard.catalogue import Kpi, Measure, kpis_of, measures_of, open_kpis
from wallboard.catalogue_rows import READINGS
from wallboard.errors import UsageError

# Columns that a mart calls by what they say.
RENAMED = {"has_business_hours": "business_hours", "is_appraisal_ok": "appraisal_ok"}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of a definition's log: a version, its fingerprint, and why it came."""

    definition_version: int
    revision: int
    fingerprint: str
    locked_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """KPIs, by their number in the dictionary, and measures of one run."""

    kpis: list[Kpi]
    measures: dict[str, Measure]

    @property
    def computed(self) -> list[Kpi]:
        """Open definitions that a mart computes."""
        return [kpi for kpi in open_kpis(self.kpis) if not kpi.is_planned]


def carried_catalogue(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """Read the catalogue from a connection to a published run."""
    kpis = kpis_of(_rows(connection, "dim_kpi"), "dim_kpi")
    kpis.sort(
        key=lambda kpi: (
            kpi.dictionary_no,
            READINGS.index(kpi.reading),
            kpi.kpi_id,
            kpi.definition_version,
        )
    )
    return Catalogue(kpis, measures_of(_rows(connection, "dim_measure"), "dim_measure"))


def definition_log(connection: duckdb.DuckDBPyConnection, kpi_id: str) -> list[LogLine]:
    """The log of one KPI's definitions, oldest first."""
    lines = [row for row in _rows(connection, "kpi_definition_log") if row["kpi_id"] == kpi_id]
    return [
        LogLine(**{name: value for name, value in row.items() if name != "kpi_id"})
        for row in sorted(lines, key=lambda row: (row["definition_version"], row["revision"]))
    ]


def _rows(connection: duckdb.DuckDBPyConnection, mart: str) -> list[dict[str, Any]]:
    try:
        result = connection.execute(f"select * from {mart}")
    except duckdb.CatalogException as error:
        raise UsageError(
            f"the published run has no {mart}, so an earlier wallboard published it; "
            "run `wallboard build`"
        ) from error
    names = [RENAMED.get(column[0], column[0]) for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
