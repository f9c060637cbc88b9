"""The KPI handbook: an index by family and theme, and the pages it leads to."""

from collections.abc import Mapping
from pathlib import Path

from wallboard.catalogue import (
    FAMILIES,
    Kpi,
    Measure,
    Notes,
    Source,
    Target,
    computed_kpis,
    family_kpis,
    open_kpis,
    siblings,
)
from wallboard.render.files import markdown_banner
from wallboard.render.handbook_page import DIRECTION_TEXTS, READING_TEXTS, kpi_page
from wallboard.render.handbook_targets import target_section
from wallboard.render.markdown import code, table

SOURCE = "seeds/kpi"
INDEX = Path("docs/kpi_handbook.md")
FOLDER = Path("docs/handbook")
FAMILY_TEXTS = {
    "efficiency": "Efficiency · 效率",
    "quality": "Service quality · 服务质量",
    "intelligence": "Intelligence · 智能化",
}


def render_handbook(
    kpis: list[Kpi],
    measures: Mapping[str, Measure],
    notes: Mapping[str, Notes],
    sources: Mapping[str, Source],
    targets: list[Target],
) -> dict[Path, str]:
    """Return the index and the pages of the handbook by path."""
    texts = {INDEX: _index(kpis, sources)}
    for kpi in open_kpis(kpis):
        lines = [
            markdown_banner(SOURCE),
            *kpi_page(kpi, notes.get(kpi.kpi_id), measures, siblings(kpi, kpis), sources),
            *target_section([target for target in targets if target.kpi_id == kpi.kpi_id]),
        ]
        texts[FOLDER / f"{kpi.kpi_id}.md"] = "\n".join([*lines, ""])
    return texts


def _index(kpis: list[Kpi], sources: Mapping[str, Source]) -> str:
    lines = [
        markdown_banner(SOURCE),
        "# KPI handbook · 指标手册",
        "",
        f"{len(computed_kpis(kpis))} KPIs, one page each. A KPI is two added-up measures divided"
        " once; it is null, not zero,",
        "where its denominator is zero. Shares run from 0 to 1, durations are seconds.",
        *_planned(kpis),
        "",
        "Where an article's formula and its own definition disagree, both are kept under names",
        "that say what is computed:",
        "",
        *(f"- **{reading}**: {text}" for reading, text in READING_TEXTS.items()),
        "",
        "What values are held against, targets and their own past: [scorecard](scorecard.md).",
        "",
    ]
    for family in FAMILIES:
        lines += [f"## {FAMILY_TEXTS[family]}", ""]
        chosen = family_kpis(kpis, family)
        for theme in dict.fromkeys(kpi.theme for kpi in chosen):
            rows = [_index_row(kpi) for kpi in chosen if kpi.theme == theme]
            head = ("no.", "KPI", "名称", "reading", "unit", "better", "status")
            lines += [f"### {theme.capitalize()}", "", *table(head, rows), ""]
    lines += ["## Sources", "", *table(("id", "article", "author", "year"), _sources(sources)), ""]
    return "\n".join(lines)


def _planned(kpis: list[Kpi]) -> list[str]:
    planned = len(open_kpis(kpis)) - len(computed_kpis(kpis))
    if not planned:
        return []
    return ["", f"{planned} more are defined and planned: no mart computes them yet."]


def _index_row(kpi: Kpi) -> tuple[str, ...]:
    page = f"[{kpi.name_en}](handbook/{kpi.kpi_id}.md)<br>{code(kpi.kpi_id)}"
    better = DIRECTION_TEXTS[kpi.better]
    return (kpi.dictionary_no, page, kpi.name_zh, kpi.reading, kpi.unit, better, kpi.status)


def _sources(sources: Mapping[str, Source]) -> list[tuple[str, ...]]:
    return [
        (source.source_id, source.title, source.author or "not named", source.year)
        for source in sources.values()
    ]
