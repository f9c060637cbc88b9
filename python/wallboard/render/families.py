"""One wide mart a family, for BI: the family's measures and KPI values side by side."""

from collections.abc import Iterable, Mapping
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
from wallboard.render.wrapping import listed, sql_list

SOURCE = "seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv"
KEYS = ("kpi_date", *SLICES)
WIDTH = 140


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
    """Return the SQL of one family's mart: its columns, in order; the macro does the rest."""
    money = [measure.measure_id for measure in measures if measure.unit == "money"]
    return "\n".join(
        [
            sql_banner(SOURCE),
            "-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.",
            f"-- Holds: the {family} KPIs and the summable measures they are made of, durations",
            "--        in seconds. Null means not applicable: the slice has nothing of that kind,",
            "--        or the KPI is not cut this far and sits on the row that holds (all).",
            "--        Add up measures, never KPI values.",
            "{{ config(meta={'unit': 'kpi_date'}) }}",
            *_list("measures", (measure.measure_id for measure in measures)),
            *_list("money", money),
            *_list("kpis", (kpi.kpi_id for kpi in kpis)),
            "{{ family_mart(measures, money, kpis) }}",
            "",
        ]
    )


def _list(name: str, ids: Iterable[str]) -> list[str]:
    return [f"{{% set {name} = [", *sql_list(ids, 4, WIDTH), "] %}"]


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
            "      meta: {published_by: kpi_date}",
            "    data_tests:",
            "      - unique_key:",
            f'          arguments: {{columns: "{", ".join(KEYS)}"}}',
            "      - finite:",
            f"          name: {family}_daily__values_are_finite",
            "          arguments:",
            "            columns: >-",
            *listed((kpi.kpi_id for kpi in kpis), 14),
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
