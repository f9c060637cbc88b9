"""The semantic layer in MetricFlow's words: measures on the long measure table, a metric a KPI.

Written in the specification that dbt 1.11 and 1.12 both read. MetricFlow sums over any period and
slice and divides once, so it gives the numbers of ``kpi_daily``; percentiles, stocks,
distinct counts and concentrations need more than sums and stay with the marts.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from wallboard.catalogue import FAMILIES, SLICES, Kpi, Measure, family_kpis
from wallboard.render.files import yaml_banner
from wallboard.render.wrapping import yaml_text

FOLDER = Path("models/semantic")
SOURCE = "seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv"
# What MetricFlow can add up, and how.
AGGREGATES = {"sum": "sum", "max": "max"}
RELATION = "fct_measure_daily"
DERIVED = "derived"


def render_semantic(kpis: list[Kpi], measures: Mapping[str, Measure]) -> dict[Path, str]:
    """Return the YAML of the semantic model, metrics and saved queries by path."""
    texts = {FOLDER / "_measures.yml": _model(measures)}
    for family in FAMILIES:
        chosen = [kpi for kpi in family_kpis(kpis, family) if is_metric(kpi, measures)]
        texts[FOLDER / f"_{family}_metrics.yml"] = _metrics(chosen, measures)
    texts[FOLDER / "_saved_queries.yml"] = _saved_queries(kpis, measures)
    return texts


def is_metric(kpi: Kpi, measures: Mapping[str, Measure]) -> bool:
    """Whether MetricFlow can compute the KPI: from sums and peaks, or from two such KPIs."""
    if kpi.is_planned:
        return False
    return kpi.kind == "index" or all(
        measures[name].aggregation in AGGREGATES for name in kpi.measures
    )


def metric_name(kpi_id: str) -> str:
    """Name of a KPI's metric: MetricFlow keeps double underscores for itself."""
    return kpi_id.replace("__", "_")


def _model(measures: Mapping[str, Measure]) -> str:
    chosen = [measure for measure in measures.values() if measure.aggregation in AGGREGATES]
    return "\n".join(
        [
            yaml_banner(SOURCE),
            "semantic_models:",
            "  - name: measures",
            "    description: Every additive measure by day and slice.",
            f"    model: ref('{RELATION}')",
            "    defaults: {agg_time_dimension: measure_date}",
            "    primary_entity: slice",
            "    dimensions:",
            "      - {name: measure_date, type: time, type_params: {time_granularity: day}}",
            *(f"      - {{name: {name}, type: categorical}}" for name in SLICES),
            "    measures:",
            *(_measure(measure) for measure in chosen),
            "",
        ]
    )


def _measure(measure: Measure) -> str:
    case = f"case when measure_id = '{measure.measure_id}' then measure_value else 0 end"
    factor = f" * {Decimal(1).scaleb(-measure.scale)}" if measure.scale else ""
    expression = f"{case}{factor}"
    how = AGGREGATES[measure.aggregation]
    return (
        f"      - {{name: {measure.measure_id}, agg: {how}, create_metric: true,"
        f" description: {yaml_text(measure.description)}, expr: {yaml_text(expression)}}}"
    )


def _metrics(kpis: list[Kpi], measures: Mapping[str, Measure]) -> str:
    lines = [line for kpi in kpis for line in _metric(kpi, measures)]
    return "\n".join([yaml_banner(SOURCE), "metrics:", *lines, ""])


def _metric(kpi: Kpi, measures: Mapping[str, Measure]) -> Iterator[str]:
    if kpi.kpi_id in measures:  # a total under its measure's own name is that measure's metric
        return
    kind, parameters = _type(kpi)
    yield (
        f"  - {{name: {metric_name(kpi.kpi_id)}, label: {yaml_text(kpi.name_en)},"
        f" description: {yaml_text(kpi.formula)}, type: {kind}, type_params: {{{parameters}}}}}"
    )


def _type(kpi: Kpi) -> tuple[str, str]:
    """Type of metric and its parameters; factor and sample need an expression of their own."""
    if not kpi.denominator:
        return "simple", f"measure: {kpi.numerator}"
    if kpi.kind != "index" and kpi.per == 1 and kpi.min_sample is None:
        return "ratio", f"numerator: {kpi.numerator}, denominator: {kpi.denominator}"
    quotient = f"{kpi.per}.0 * {kpi.numerator} / nullif({kpi.denominator}, 0)"
    if kpi.min_sample is not None:
        quotient = f"case when {kpi.denominator} >= {kpi.min_sample} then {quotient} end"
    names = f"[{{name: {kpi.numerator}}}, {{name: {kpi.denominator}}}]"
    return DERIVED, f"expr: {yaml_text(quotient)}, metrics: {names}"


def _saved_queries(kpis: list[Kpi], measures: Mapping[str, Measure]) -> str:
    lines = [yaml_banner(SOURCE), "saved_queries:"]
    for family in FAMILIES:
        chosen = [kpi for kpi in family_kpis(kpis, family) if is_metric(kpi, measures)]
        lines += [
            f"  - name: {family}_by_month_and_channel",
            f"    description: The {family} KPIs by month and channel.",
            "    query_params:",
            "      metrics:",
            *(f"        - {metric_name(kpi.kpi_id)}" for kpi in chosen),
            "      group_by:",
            "        - TimeDimension('metric_time', 'month')",
            "        - Dimension('slice__channel')",
        ]
    return "\n".join([*lines, ""])
