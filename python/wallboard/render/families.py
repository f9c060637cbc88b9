"""One wide mart a family, for BI: the family's measures and KPI values side by side."""

from collections.abc import Mapping
from pathlib import Path

from wallboard.catalogue import (
    FAMILIES,
    SLICES,
    Kpi,
    Measure,
    computed_kpis,
    family_kpis,
    family_measures,
)
from wallboard.render.files import sql_banner, yaml_banner
from wallboard.render.wrapping import sql_list

SOURCE = "seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv"
KEYS = ("kpi_date", *SLICES)
WIDTH = 100


def render_families(kpis: list[Kpi], measures: Mapping[str, Measure]) -> dict[Path, str]:
    """Return the family marts and their YAML by path."""
    texts = {}
    for family in FAMILIES:
        folder = Path("models/marts") / family
        chosen = family_kpis(computed_kpis(kpis), family)
        used = family_measures(kpis, measures, family)
        _refuse_clash(chosen, used)
        texts[folder / f"{family}_daily.sql"] = family_model(family, chosen, used)
        texts[folder / f"_{family}.yml"] = _yaml(family, chosen, used)
    return texts


def family_model(family: str, kpis: list[Kpi], measures: list[Measure]) -> str:
    """Return the SQL of one family's mart."""
    columns = [line for measure in measures for line in _measure_lines(measure)]
    values = [line for kpi in kpis for line in _kpi_lines(kpi)]
    values[-1] = values[-1].removesuffix(",")
    return "\n".join(
        [
            sql_banner(SOURCE),
            "-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.",
            f"-- Holds: the {family} KPIs and the summable measures they are made of, durations",
            "--        in seconds. Null means not applicable: the slice has nothing of that kind,",
            "--        or the KPI is not cut this far and sits on the row that holds (all).",
            "--        Add up measures, never KPI values. Long because every column is listed.",
            "with measures as (",
            "",
            *_select("measure_date as kpi_date", *SLICES, "measure_id as item", "measure_value"),
            "    from {{ ref('fct_measure_daily') }}",
            "    where measure_id in (",
            *sql_list((measure.measure_id for measure in measures), 8),
            "    )",
            "",
            "),",
            "",
            "kpis as (",
            "",
            *_select(*KEYS, "kpi_id as item", "kpi_value"),
            "    from {{ ref('kpi_daily') }}",
            "    where kpi_id in (",
            *sql_list((kpi.kpi_id for kpi in kpis), 8),
            "    )",
            "",
            "),",
            "",
            "unioned as (",
            "",
            *_select(*KEYS, "item", "measure_value", "cast(null as double) as kpi_value"),
            "    from measures",
            "    union all",
            *_select(*KEYS, "item", "cast(null as bigint) as measure_value", "kpi_value"),
            "    from kpis",
            "",
            "),",
            "",
            "pivoted as (",
            "",
            "    select",
            *(f"        {key}," for key in KEYS),
            "",
            "        -- measures",
            *columns,
            "",
            "        -- KPIs",
            *values,
            "    from unioned",
            f"    group by {', '.join(KEYS)}",
            "",
            ")",
            "",
            "select * from pivoted",
            "",
        ]
    )


def _select(*columns: str) -> list[str]:
    return ["    select", *(f"        {name}," for name in columns[:-1]), f"        {columns[-1]}"]


def _measure_lines(measure: Measure) -> list[str]:
    call = f"measure_total('{measure.measure_id}')"
    if measure.scale:
        call = f"measure_scaled('{measure.measure_id}', {measure.scale})"
    return _column_lines(f"{{{{ {call} }}}}", measure.column)


def _kpi_lines(kpi: Kpi) -> list[str]:
    return _column_lines(f"{{{{ kpi_of('{kpi.kpi_id}') }}}}", kpi.kpi_id)


def _column_lines(expression: str, name: str) -> list[str]:
    line = f"        {expression} as {name},"
    if len(line) <= WIDTH:
        return [line]
    return [f"        {expression}", f"            as {name},"]


def _refuse_clash(kpis: list[Kpi], measures: list[Measure]) -> None:
    names = [*KEYS, *(kpi.kpi_id for kpi in kpis), *(measure.column for measure in measures)]
    clashes = {name for name in names if names.count(name) > 1}
    if clashes:
        raise ValueError(f"two columns of one mart share a name: {', '.join(sorted(clashes))}")


def _yaml(family: str, kpis: list[Kpi], measures: list[Measure]) -> str:
    return "\n".join(
        [
            yaml_banner(SOURCE),
            "models:",
            f"  - name: {family}_daily",
            "    description: >",
            f"      The {family} KPIs and their measures by day, site, channel, queue and team.",
            "      Null means not applicable on that slice. Measures may be added up; KPI values",
            "      may not: divide the added-up measures again.",
            "    config:",
            "      access: public",
            "      group: wallboard",
            "      contract: {enforced: true}",
            "    data_tests:",
            "      - unique_key:",
            f"          arguments: {{columns: [{', '.join(KEYS)}]}}",
            "      - finite:",
            f"          name: {family}_daily__values_are_finite",
            "          arguments:",
            "            columns: [",
            *sql_list((kpi.kpi_id for kpi in kpis), 14),
            "            ]",
            "    columns:",
            *(_key_column(name) for name in KEYS),
            *(
                _column(measure.column, '"decimal(18,4)"', f"measure_{measure.measure_id}")
                for measure in measures
            ),
            *(_column(kpi.kpi_id, "double", f"kpi_{kpi.kpi_id}") for kpi in kpis),
            "",
        ]
    )


def _column(name: str, data_type: str, doc_block: str) -> str:
    description = f"\"{{{{ doc('{doc_block}') }}}}\""
    return f"      - {{name: {name}, data_type: {data_type}, description: {description}}}"


def _key_column(name: str) -> str:
    data_type = "date" if name == "kpi_date" else "varchar"
    line = _column(name, data_type, name)
    return f"{line.removesuffix('}')}, constraints: [{{type: not_null}}]}}"
