"""One page of the KPI handbook: what a KPI is, how it is read, and how to ask for it."""

from collections.abc import Mapping

from wallboard.catalogue import Kpi, Measure, Notes, Source
from wallboard.render.markdown import code, sentence, table

READING_TEXTS = {
    "literal": "原文口径, the article's formula as it is written",
    "strict": "严格口径, what the name promises, measured",
    "variant": "变体口径, another way of counting that is in use",
    "base": "基础口径, the common definition",
}
PLANNED_TEXT = "Planned: no mart computes it yet. · 规划中，尚无数据。"
DIRECTION_TEXTS = {"higher": "higher", "lower": "lower", "range": "within a band"}
DIRECTION_TEXTS_ZH = {"higher": "越高越好", "lower": "越低越好", "range": "看区间"}
LEGACY_TEXTS = {
    "confirmed": "definition confirmed",
    "existence_confirmed": "existence confirmed, definition likely",
    "reconstructed": "reconstructed, not confirmed",
}
PROCESS_TEXTS = {
    "contact": "contacts",
    "message": "messages",
    "response": "responses and reply gaps",
    "bot": "bot sessions and turns",
    "preset": "suggestions and pushes",
    "queue": "queue segments",
    "agent_segment": "agent segments",
    "agent_time": "agents' time",
    "workforce": "agents' time against plan and queue, heads and skills",
    "knowledge": "knowledge flags",
    "opinion": "public-opinion events and alerts",
    "ticket": "tickets and promises about them",
    "process_step": "process steps of tickets",
    "trunk": "trunk intervals",
    "demand": "volume against other times",
    "issue": "contacts in the order of their customer and issue",
    "complaint": "complaints",
    "quality_review": "quality reviews",
    "survey": "customers' surveys",
    "employee_survey": "employees' surveys",
    "cost": "cost entries and contacts served",
    "customer": "customers and their spells",
}


def kpi_page(
    kpi: Kpi,
    notes: Notes | None,
    measures: Mapping[str, Measure],
    related: list[Kpi],
    sources: Mapping[str, Source],
) -> list[str]:
    """Return the page's lines; ``related`` are the other readings to link to.

    A KPI may be added before its notes are written: the page then has its definition only.
    """
    return [
        f"# {kpi.name_en} · {kpi.name_zh}",
        "",
        *table(("", ""), _facts(kpi, sources)),
        "",
        "## Formula · 公式",
        "",
        sentence(kpi.formula),
        "",
        *_made_of(kpi, measures),
        "",
        *(_told(notes, related) if notes else []),
        "## Ask for it · 查询",
        "",
        *_commands(kpi),
    ]


def _told(notes: Notes, related: list[Kpi]) -> list[str]:
    return [
        *_section("What counts · 统计范围", notes.includes_en, notes.includes_zh),
        *_section("How to read it · 解读", notes.how_to_read_en, notes.how_to_read_zh),
        *_readings(notes, related),
        *_section("Pitfalls · 注意", notes.pitfalls_en),
    ]


def _facts(kpi: Kpi, sources: Mapping[str, Source]) -> list[tuple[str, str]]:
    valid = f"from {kpi.valid_from}" + (f" to {kpi.valid_to}" if kpi.valid_to else "")
    facts = [
        ("Id", code(kpi.kpi_id)),
        ("Number", f"{kpi.dictionary_no}, [all KPIs](../kpi_handbook.md)"),
        ("Family, theme", f"{kpi.family}, {kpi.theme}"),
        ("Reading · 口径", f"{kpi.reading}: {READING_TEXTS[kpi.reading]}"),
        ("Kind", kpi.kind),
        ("Unit · 单位", kpi.unit),
        ("Better · 方向", f"{DIRECTION_TEXTS[kpi.better]} · {DIRECTION_TEXTS_ZH[kpi.better]}"),
        ("Bounds", _bounds(kpi)),
        ("Cut by", ", ".join(map(code, kpi.sliceable_by)) or "nothing, one figure for all"),
        ("Dated by", kpi.cohort),
        ("Least sample", str(kpi.min_sample) if kpi.min_sample else "none"),
        ("Source · 来源", _source(kpi, sources)),
        ("Individual appraisal · 个人考核", "allowed · 可用" if kpi.appraisal_ok else "no · 不用"),
        ("Status", f"{kpi.status}, version {kpi.definition_version}, {valid}"),
        ("Owner", kpi.owner),
    ]
    if kpi.legacy24_no is not None:
        text = f"no. {kpi.legacy24_no}, {LEGACY_TEXTS[kpi.legacy24_status]}"
        facts.insert(-3, ("Among the 24 traditional indicators · 传统24项", text))
    return facts


def _bounds(kpi: Kpi) -> str:
    if kpi.floor is None and kpi.ceiling is None:
        return "none"
    floor = f"{kpi.floor:g}" if kpi.floor is not None else "no floor"
    return f"{floor} to {kpi.ceiling:g}" if kpi.ceiling is not None else f"{floor} or more"


def _source(kpi: Kpi, sources: Mapping[str, Source]) -> str:
    if not kpi.source:
        return "common in the trade, in none of the articles"
    source_id, _, number = kpi.source.partition("#")
    source = sources[source_id]
    who = ", ".join(part for part in (source.author, source.publisher, source.year) if part)
    indicator = f", indicator {number}" if number else ""
    return f"{source_id}{indicator}: {source.title} ({who})"


def _made_of(kpi: Kpi, measures: Mapping[str, Measure]) -> list[str]:
    if kpi.is_planned:
        return [PLANNED_TEXT]
    if kpi.kind == "index":
        links = [f"[{code(name)}]({name}.md)" for name in kpi.operands]
        return [f"Each KPI is computed first, from its own sums: {' ÷ '.join(links)}."]
    parts = ("numerator", "denominator") if kpi.denominator else ("measure",)
    rows = [
        (part, code(measure_id), measures[measure_id].description, _counted(measures[measure_id]))
        for part, measure_id in zip(parts, kpi.measures, strict=True)
    ]
    lines = table(("part", "measure", "what it is", "counted from"), rows)
    if kpi.per != 1:
        lines += ["", f"The quotient is multiplied by {kpi.per}."]
    return lines


def _counted(measure: Measure) -> str:
    return PROCESS_TEXTS[measure.process]


def _section(title: str, *texts: str) -> list[str]:
    lines = [f"## {title}", ""]
    for text in texts:
        lines += [text, ""]
    return lines


def _readings(notes: Notes, related: list[Kpi]) -> list[str]:
    if not notes.why_two_readings_en and not related:
        return []
    texts = [text for text in (notes.why_two_readings_en, notes.why_two_readings_zh) if text]
    lines = _section("Other readings · 口径差异", *texts)
    for other in related:
        link = f"[{other.name_en} · {other.name_zh}]({other.kpi_id}.md)"
        lines.append(f"- {link} ({other.dictionary_no}, {other.reading}): {other.formula}")
    return [*lines, ""] if related else lines


def _commands(kpi: Kpi) -> list[str]:
    if kpi.is_planned:
        return [PLANNED_TEXT]
    lines = ["```sh", f"wallboard kpi {kpi.kpi_id} --grain month"]
    if kpi.sliceable_by:
        lines.append(f"wallboard kpi {kpi.kpi_id} --grain all --by {','.join(kpi.sliceable_by)}")
    return [*lines, f"wallboard explain {kpi.kpi_id}", "```"]
