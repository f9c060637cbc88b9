"""The seed files the oracle reads (contract, channels, sites, word lists, measures, catalogue)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


@dataclass(frozen=True, slots=True)
class Params:
    """The tunable settings; ``as_of`` is ISO 8601 text with offset, None = the latest event."""

    recontact_hours: int = 24
    repair_sla_hours: int = 72
    adoption_window_days: int = 14
    adoption_min_impressions: int = 30
    alert_sla_minutes: int = 30
    service_level_interval_target_percent: int = 80
    ring_cycle_seconds: int = 5
    resolution_cutoff_days: int = 14
    reopen_window_days: int = 30
    sla_priority_grace_seconds: int = 60
    ramp_productivity_percent: int = 90
    ramp_quality_percent: int = 80
    complaint_due_days: int = 7
    repeat_complaint_days: int = 30
    reporting_currency: str | None = None
    human_conversation_rule: str = "connected"
    default_calendar: str = "24x7"
    ticket_calendar: str = "24x7"
    holiday_set: str | None = None
    fcr_window_days: int = 7
    repeat_window_days: int = 7
    chat_idle_seconds: int = 120
    least_employee_answers: int = 5
    least_agent_contacts: int = 10
    as_of: str | None = None
    # (site_id, zone) pairs; None = seeds/reference/sites.csv
    site_zones: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the raw contract."""

    name: str
    data_type: str
    is_required: bool
    is_key: bool
    accepted_values: tuple[str, ...]
    not_before: str | None


@dataclass(frozen=True, slots=True)
class Channel:
    """Defaults of one channel, in milliseconds."""

    threshold: int
    short_abandon: int
    response_target: int
    is_spoken: bool
    is_live_chat: bool


# What holds for a channel that is not in the list.
OTHER_CHANNEL = Channel(
    threshold=20_000,
    short_abandon=5_000,
    response_target=180_000,
    is_spoken=False,
    is_live_chat=False,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A sensitive word or simple question; holds on ISO dates valid_from <= d < valid_to or on."""

    term: str
    valid_from: str
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    """A promise about tickets, in milliseconds; valid on ISO dates valid_from <= d < valid_to."""

    policy_id: str
    metric: str
    priority: str | None
    channel: str | None
    target: int
    valid_from: str
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of measures.csv."""

    measure_id: str
    process: str
    unit: str
    aggregation: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One row of kpi_catalogue.csv, the columns that take part in the arithmetic."""

    kpi_id: str
    kind: str
    numerator: str
    denominator: str
    per: Decimal
    quantile: Decimal | None
    top_members: int | None
    sliceable_by: tuple[str, ...]
    min_sample: Decimal | None


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    with (SEEDS / folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def contract() -> dict[str, tuple[Column, ...]]:
    """Columns of every raw table, in file order."""
    tables: dict[str, list[Column]] = {}
    for row in _rows("reference", "raw_contract.csv"):
        tables.setdefault(row["table_name"], []).append(
            Column(
                name=row["column_name"],
                data_type=row["data_type"],
                is_required=row["is_required"] == "yes",
                is_key=row["is_key"] == "yes",
                accepted_values=tuple(row["accepted_values"].split("|")),
                not_before=row["not_before"] or None,
            )
        )
    return {name: tuple(columns) for name, columns in tables.items()}


@cache
def channels() -> dict[str, Channel]:
    """Defaults by channel."""
    return {
        row["channel"]: Channel(
            threshold=int(Decimal(row["service_level_seconds"]) * 1000),
            short_abandon=int(Decimal(row["short_abandon_seconds"]) * 1000),
            response_target=int(Decimal(row["first_response_target_seconds"]) * 1000),
            is_spoken=row["is_spoken"] == "yes",
            is_live_chat=row["is_live_chat"] == "yes",
        )
        for row in _rows("reference", "channels.csv")
    }


def site_zones(params: Params) -> dict[str, str]:
    """Own time zone of the sites that have one."""
    if params.site_zones is not None:
        return dict(params.site_zones)
    return {row["site_id"]: row["timezone"] for row in _rows("reference", "sites.csv")}


@cache
def closing_phrases() -> tuple[str, ...]:
    """Closing courtesies as written in the seed."""
    return tuple(row["phrase"] for row in _rows("reference", "closing_courtesies.csv"))


@cache
def sensitive_terms() -> tuple[Term, ...]:
    """Sensitive words as written in the seed."""
    return tuple(
        Term(row["term"], row["valid_from"], row["valid_to"] or None)
        for row in _rows("reference", "sensitive_words.csv")
    )


def exchange_rate(currency: str, day: date) -> Decimal | None:
    """Units of the reporting currency for one of another on a day; the latest rate begun holds."""
    begun = [
        row
        for row in _rows("reference", "exchange_rates.csv")
        if row["currency"] == currency and date.fromisoformat(row["valid_from"]) <= day
    ]
    if not begun:
        return None
    latest = max(begun, key=lambda row: row["valid_from"])
    is_over = latest["valid_to"] and date.fromisoformat(latest["valid_to"]) <= day
    return None if is_over else Decimal(latest["rate"])


@cache
def sla_policies() -> tuple[Policy, ...]:
    """Our own promises about tickets."""
    return tuple(
        Policy(
            policy_id=row["policy_id"],
            metric=row["metric"],
            priority=row["priority"] or None,
            channel=row["channel"] or None,
            target=int(row["target_seconds"]) * 1000,
            valid_from=row["valid_from"],
            valid_to=row["valid_to"] or None,
        )
        for row in _rows("reference", "sla_policies.csv")
    )


@cache
def simple_questions() -> tuple[Term, ...]:
    """Simple questions as written in the seed."""
    return tuple(
        Term(row["issue_key"], row["valid_from"], row["valid_to"] or None)
        for row in _rows("reference", "simple_questions.csv")
    )


@cache
def measures() -> dict[str, Measure]:
    """Measures by id."""
    return {
        row["measure_id"]: Measure(
            row["measure_id"], row["process"], row["unit"], row["aggregation"]
        )
        for row in _rows("kpi", "measures.csv")
    }


@cache
def catalogue() -> dict[str, Kpi]:
    """KPIs by id."""
    return {
        row["kpi_id"]: Kpi(
            kpi_id=row["kpi_id"],
            kind=row["kind"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            per=Decimal(row["per"]),
            quantile=Decimal(row["quantile"]) if row["quantile"] else None,
            top_members=int(row["top_members"]) if row["top_members"] else None,
            sliceable_by=tuple(part for part in row["sliceable_by"].split("|") if part),
            min_sample=Decimal(row["min_sample"]) if row["min_sample"] else None,
        )
        for row in _rows("kpi", "kpi_catalogue.csv")
        if row["status"] != "planned"
    }
