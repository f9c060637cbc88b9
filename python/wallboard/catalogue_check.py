"""What no row of the catalogue can see alone: measures that exist and fit, versions that part."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from wallboard.catalogue_rows import (
    AGGREGATIONS_OF_KIND,
    MONEY,
    SECONDS,
    SLICES_OF_PROCESS,
    Kpi,
    Measure,
)


def check_catalogue(kpis: Iterable[Kpi], measures: Mapping[str, Measure]) -> list[str]:
    """Return what no row can see alone: one sentence a fault, none if all is well."""
    faults = []
    rows = list(kpis)
    for kpi in rows:
        if kpi.kind == "index":
            faults += _index_faults(kpi, rows)
            continue
        if kpi.is_planned:
            continue
        unknown = [measure_id for measure_id in kpi.measures if measure_id not in measures]
        if unknown:
            faults.append(f"{kpi.kpi_id}: no such measure: {', '.join(unknown)}")
        else:
            faults += _measure_faults(kpi, [measures[name] for name in kpi.measures])
    return faults + _overlaps(rows)


def _overlaps(kpis: list[Kpi]) -> list[str]:
    """Versions of one KPI that are valid on the same day; ``valid_to`` itself is free again."""
    faults = []
    ordered = sorted(kpis, key=lambda kpi: (kpi.kpi_id, kpi.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.kpi_id == later.kpi_id and (
            earlier.valid_to is None or earlier.valid_to > later.valid_from
        ):
            faults.append(f"{later.kpi_id}: two versions are valid on {later.valid_from}")
    return faults


def _measure_faults(kpi: Kpi, made_of: list[Measure]) -> list[str]:
    faults = []
    for measure in made_of:
        if measure.aggregation not in AGGREGATIONS_OF_KIND[kpi.kind]:
            faults.append(
                f"{kpi.kpi_id}: {measure.measure_id} ({measure.aggregation}) "
                f"cannot make a {kpi.kind}"
            )
        extra = [
            name for name in kpi.sliceable_by if name not in SLICES_OF_PROCESS[measure.process]
        ]
        if extra:
            faults.append(f"{kpi.kpi_id}: {measure.measure_id} is not cut by {', '.join(extra)}")
    units = [measure.unit for measure in made_of]
    if kpi.kind == "concentration":
        units *= 2  # a part of the measure, over all of it
    for in_unit, unit in (("ms", SECONDS), ("money", MONEY)):
        if _keeps(in_unit, units) != (kpi.unit == unit):
            faults.append(f"{kpi.kpi_id}: unit {kpi.unit} does not follow from its measures")
    return faults


def _keeps(unit: str, units: list[str]) -> bool:
    """Whether a quotient of amounts in these units, or the first alone, is in ``unit``."""
    return units[0] == unit and units != [unit] * 2


def _index_faults(kpi: Kpi, kpis: list[Kpi]) -> list[str]:
    """An index divides two ratios or means that may be cut at least as far as it may."""
    parts = {part.kpi_id: part for part in kpis if part.kind in ("ratio", "mean")}
    faults = []
    for name in kpi.operands:
        if name not in parts:
            faults.append(f"{kpi.kpi_id}: {name} is no ratio or mean")
        elif not set(kpi.sliceable_by) <= set(parts[name].sliceable_by):
            faults.append(f"{kpi.kpi_id}: {name} may not be cut by all of its slices")
    units = [parts[name].unit for name in kpi.operands if name in parts]
    for unit in (SECONDS, MONEY):
        if len(units) == 2 and _keeps(unit, units) != (kpi.unit == unit):
            faults.append(f"{kpi.kpi_id}: unit {kpi.unit} does not follow from its KPIs")
    return faults
