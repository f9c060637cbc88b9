"""dbt doc blocks: one for every KPI and every measure, used wherever the column appears."""

from collections.abc import Mapping
from pathlib import Path

from wallboard.catalogue import Kpi, Measure, open_kpis
from wallboard.render.files import dbt_docs_banner
from wallboard.render.markdown import sentence

FOLDER = Path("models/_docs")
UNITS_OF_MEASURES = {
    "count": "a count",
    "ms": "milliseconds in facts, seconds in marts",
    "milli": "thousandths in facts, ones in marts",
    "money": "ten-thousandths of the currency's unit in facts, units in marts",
}


def render_doc_blocks(kpis: list[Kpi], measures: Mapping[str, Measure]) -> dict[Path, str]:
    """Return the files of doc blocks by path."""
    kpi_blocks = [_block(f"kpi_{kpi.kpi_id}", _kpi_text(kpi)) for kpi in open_kpis(kpis)]
    measure_blocks = [
        _block(f"measure_{measure.measure_id}", _measure_text(measure))
        for measure in measures.values()
    ]
    return {
        FOLDER / "kpis.md": _file("seeds/kpi/kpi_catalogue.csv", kpi_blocks),
        FOLDER / "measures.md": _file("seeds/kpi/measures.csv", measure_blocks),
    }


def _kpi_text(kpi: Kpi) -> str:
    text = f"{kpi.name_en} · {kpi.name_zh}. {sentence(kpi.formula)} Unit: {kpi.unit}."
    if kpi.is_planned:
        text += " Planned: no mart computes it yet."
    if kpi.min_sample is not None:
        text += f" Null below {kpi.min_sample} observations."
    return text


def _measure_text(measure: Measure) -> str:
    return f"{sentence(measure.description)} Unit: {UNITS_OF_MEASURES[measure.unit]}."


def _block(name: str, text: str) -> str:
    return f"{{% docs {name} %}}\n{text}\n{{% enddocs %}}\n"


def _file(source: str, blocks: list[str]) -> str:
    return "\n".join([dbt_docs_banner(source), "", *blocks])
