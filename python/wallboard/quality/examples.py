"""The first rows behind a finding that blocks, for the message that says so.

Counts, dates, slices and reasons only; a raw text is shown where it stands in place of a listed
word, which is no text of a customer's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb

from wallboard.engine import sealed
from wallboard.landing.batchfiles import file_of
from wallboard.landing.layout import connect, identifier, literal
from wallboard.landing.tables import NATIVE
from wallboard.masking import mask
from wallboard.quality.verdict import Finding
from wallboard.settings import Settings

SHOWN_ROWS = 3
SHOWN_LETTERS = 40
SUBJECT = re.compile(r"(?P<table>\w+): .*\[(?P<batch>\w+)\]$", re.DOTALL)

OUT_OF_BOUNDS = """
select format('{}, {}, {}, {}, {}: {} = {} / {}', daily.kpi_date, daily.site_id, daily.channel,
    daily.queue_id, daily.team_id, daily.kpi_value, daily.numerator, daily.denominator)
from marts.kpi_daily as daily
inner join marts.dim_kpi as kpis
    on daily.kpi_id = kpis.kpi_id and daily.definition_version = kpis.definition_version
where daily.kpi_id = $subject
    and (daily.kpi_value < kpis.floor or daily.kpi_value > kpis.ceiling)
order by all limit $rows
"""
WITHOUT_PARTS = """
select format('{}, {}, {}, {}, {}: {} = {} / {}', kpi_date, site_id, channel, queue_id, team_id,
    kpi_value, numerator, denominator)
from marts.kpi_daily
where kpi_id = $subject and kpi_value is not null
    and (numerator is null or denominator is null)
order by all limit $rows
"""
SET_ASIDE = """
select format('{} rows: {}{}, first in row {}', count(*), reason_code,
    coalesce(' of ' || field, ''), min(coalesce(row_no, line_no)))
from marts.quarantine
where batch_id = $batch
group by reason_code, field
order by count(*) desc, reason_code, field limit $rows
"""


def examples(settings: Settings, finding: Finding) -> list[str]:
    """A line for each of the first rows; none for gates whose finding is the row."""
    make = EXAMPLES.get(finding.gate)
    try:
        return [] if make is None else make(settings, finding)
    except duckdb.Error:
        return []  # the finding counts, with or without an example


def _from_build_file(question: str) -> Callable[[Settings, Finding], list[str]]:
    def give(settings: Settings, finding: Finding) -> list[str]:
        warehouse = settings.home / "work" / "warehouse.duckdb"
        place = SUBJECT.search(finding.subject)
        values = {"subject": finding.subject, "batch": place["batch"] if place else None}
        used = {name: value for name, value in values.items() if f"${name}" in question}
        with sealed(warehouse, settings) as connection:
            rows = connection.execute(question, {**used, "rows": SHOWN_ROWS}).fetchall()
        return [str(row[0]) for row in rows]

    return give


def _unknown_words(settings: Settings, finding: Finding) -> list[str]:
    place = SUBJECT.search(finding.subject)
    if place is None:
        return []
    path = file_of(settings.raw / NATIVE / place["table"], place["batch"])
    column = identifier(finding.rule.removesuffix("__unknown_share"))
    with connect(settings) as connection:
        rows = connection.execute(
            f"select count(*), trim({column}) from read_parquet({literal(str(path))}) "
            f"where _batch_id = {literal(place['batch'])} and trim({column}) <> '' "
            f"group by all order by all desc limit {SHOWN_ROWS}"
        ).fetchall()
    return [f"{count} rows: {mask(word)[:SHOWN_LETTERS]!r}" for count, word in rows]


EXAMPLES = {
    "kpi_bounds": _from_build_file(OUT_OF_BOUNDS),
    "kpi_parts": _from_build_file(WITHOUT_PARTS),
    "quarantined_share": _from_build_file(SET_ASIDE),
    "unknown_value": _unknown_words,
}
