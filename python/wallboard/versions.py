"""One version of a KPI on any day: its two numbers from the measures.

In kpi_daily each day follows the version of that day.
"""

from __future__ import annotations

from wallboard.catalogue import SLICES, Kpi, Measure


def version_daily(kpi: Kpi, measures: dict[str, Measure]) -> str:
    """SQL with the rows that kpi_daily would have if this version had always been valid."""
    slices = ", ".join(
        name if name in kpi.sliceable_by else f"'(all)' as {name}" for name in SLICES
    )
    total = "max" if kpi.kind == "extremum" else "sum"
    amounts = [f"{_amount(total, measures[kpi.numerator])} as numerator"]
    if kpi.denominator:
        amounts.append(f"{_amount('sum', measures[kpi.denominator])} as denominator")
    else:
        amounts.append("null as denominator")
    names = ", ".join(f"'{name}'" for name in kpi.measures)
    return (
        f"select measure_date as kpi_date, {slices}, {', '.join(amounts)} "
        f"from fct_measure_daily where measure_id in ({names}) group by all"
    )


def _amount(total: str, measure: Measure) -> str:
    """A measure summed up, exactly, in the unit of the marts."""
    amount = f"{total}(measure_value) filter (where measure_id = '{measure.measure_id}')"
    return (
        f"cast(cast(coalesce({amount}, 0) as decimal(20, 0)) "
        f"* cast({10**-measure.scale:.4f} as decimal(5, 4)) as decimal(18, 4))"
    )
