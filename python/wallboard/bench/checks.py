"""What must hold among the figures, or the times beside them mean nothing."""

from __future__ import annotations

from wallboard.bench import building, history
from wallboard.bench.asking import answers
from wallboard.bench.centre import Centre
from wallboard.bench.result import Check


def same_by_hand(centre: Centre) -> Check:
    """The script written by hand and the published run agree, numerator by numerator."""
    _, values = building.reference(centre)
    by_hand = {kpi_id: (numerator, denominator) for kpi_id, numerator, denominator, _ in values}
    published = {
        row["kpi_id"]: (row["numerator"], row["denominator"])
        for row in answers(centre, centre.home, list(by_hand))
    }
    unlike = [kpi_id for kpi_id in by_hand if by_hand[kpi_id] != published.get(kpi_id)]
    return Check(
        f"the reference has the published run's figures of {len(by_hand)} KPIs"
        + (f": not {', '.join(unlike)}" if unlike else ""),
        not unlike,
    )


def same_by_the_day(centre: Centre) -> Check:
    """What was delivered and built bit by bit gives what one delivery gives, KPI by KPI."""
    whole = {row["kpi_id"]: row for row in answers(centre, centre.home, [])}
    grown = {row["kpi_id"]: row for row in answers(centre, history.home(centre), [])}
    unlike = [kpi_id for kpi_id in whole if whole[kpi_id] != grown.get(kpi_id)]
    return Check(
        f"history delivered piece by piece has the figures of one delivery, {len(whole)} KPIs"
        + (f": not {', '.join(unlike[:10])}" if unlike else ""),
        not unlike,
    )
