"""Catalogue arithmetic: daily rows of every KPI and their roll-up to periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from . import (
    agents,
    contacts,
    costs,
    customers,
    demand,
    endings,
    issues,
    knowledge,
    progress,
    queues,
    reference,
    reviews,
    slas,
    staff,
    steps,
    surveys,
    tickets,
    workforce,
)
from .facts import load
from .reference import Kpi, Params
from .rows import World
from .slices import ALL, Ledger, Slice

MeasureKey = tuple[date, str, str, str, str, str]
PeriodKey = tuple[Any, ...]
SCALES = {"count": 1, "ms": 1000, "milli": 1000, "money": 10_000}
DIMENSIONS = ("site_id", "channel", "queue_id", "team_id")


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One value of one KPI; times in seconds."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: float | None


def ledger(world: World, timezone: str, params: Params) -> Ledger:
    """Every measure of a world, written down at its finest slice."""
    facts = load(world, timezone, params)
    book = Ledger()
    contacts.count(facts, book)
    queues.count(facts, book)
    demand.count(facts, book)
    agents.count_segments(facts, book)
    agents.count_time(facts, book)
    workforce.count(facts, book)
    staff.count_heads(facts, book)
    staff.count_skills(facts, book)
    progress.count_ramps(facts, book)
    progress.count_handle_mix(facts, book)
    endings.count(facts, book)
    issues.count(facts, book)
    knowledge.count_knowledge(facts, book)
    knowledge.count_opinion(facts, book)
    tickets.count(facts, book)
    slas.count(facts, book)
    steps.count(facts, book)
    reviews.count_reviews(facts, book)
    reviews.count_complaints(facts, book)
    surveys.count(facts, book)
    customers.count(facts, book)
    costs.count(facts, book)
    return book


# Stocks of which an empty one is told too.
STOCKS = (
    "backlog_open",
    "skills_required_to_date",
    "skills_met_to_date",
    "skill_levels_required_to_date_milli",
    "skill_levels_missing_to_date_milli",
)


def measures(world: World, timezone: str, params: Params) -> dict[MeasureKey, int]:
    """The long measure table: sums, maxima and stocks that are not zero."""
    book = ledger(world, timezone, params)
    return {
        (*where, measure_id): amount
        for amounts in (book.sums, book.peaks, book.levels)
        for (where, measure_id), amount in amounts.items()
        if amount != 0 or measure_id in STOCKS
    }


def members(world: World, timezone: str, params: Params) -> dict[MeasureKey, frozenset[str]]:
    """Who stands behind the distinct counts."""
    book = ledger(world, timezone, params)
    return {(*where, name): frozenset(who) for (where, name), who in book.members.items()}


def histograms(world: World, timezone: str, params: Params) -> dict[MeasureKey, dict[int, int]]:
    """Observations by bucket."""
    book = ledger(world, timezone, params)
    return {(*where, name): dict(counts) for (where, name), counts in book.buckets.items()}


def shares(world: World, timezone: str, params: Params) -> dict[MeasureKey, dict[str, int]]:
    """Amounts by member."""
    book = ledger(world, timezone, params)
    found: dict[MeasureKey, dict[str, int]] = {}
    for (where, name), noted in book.shares.items():
        mine = found.setdefault((*where, name), {})
        for who, amount in noted:
            mine[who] = mine.get(who, 0) + amount
    return found


def kpi_daily(world: World, timezone: str, params: Params) -> dict[MeasureKey, KpiRow]:
    """Every KPI a day and slice; dimensions a KPI is not cut by are '(all)'."""
    book = ledger(world, timezone, params)
    daily: dict[MeasureKey, KpiRow] = {}
    for kpi in reference.catalogue().values():

        def group(where: Slice, kpi: Kpi = kpi) -> MeasureKey:
            parts = [getattr(where, dim) if dim in kpi.sliceable_by else ALL for dim in DIMENSIONS]
            return (where.day, parts[0], parts[1], parts[2], parts[3], kpi.kpi_id)

        daily.update(rolled_up(book, kpi, group))
    return daily


def kpi_total(
    world: World,
    kpi_id: str,
    timezone: str,
    params: Params,
    by: tuple[str, ...] = (),
    grain: str = "all",
) -> dict[PeriodKey, KpiRow]:
    """`total` of a world of which nothing else is asked."""
    return total(ledger(world, timezone, params), kpi_id, by, grain)


def total(
    book: Ledger, kpi_id: str, by: tuple[str, ...] = (), grain: str = "all"
) -> dict[PeriodKey, KpiRow]:
    """One KPI a period and value of the dimensions in ``by``.

    The key is (first day of the period, *values of ``by``); the day is None for grain 'all'.
    Grains: all, day, week (from Monday), month.
    """
    kpi = reference.catalogue()[kpi_id]
    for dim in by:
        if dim not in kpi.sliceable_by:
            raise ValueError(f"{kpi_id} is not cut by {dim}")

    def group(where: Slice) -> PeriodKey:
        return (period_start(where.day, grain), *(getattr(where, dim) for dim in by))

    return rolled_up(book, kpi, group)


def period_start(day: date, grain: str) -> date | None:
    """First day of the period a day lies in."""
    match grain:
        case "all":
            return None
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
    raise ValueError(f"unknown grain {grain}")


def rolled_up(
    book: Ledger, kpi: Kpi, group: Callable[[Slice], tuple[Any, ...]]
) -> dict[Any, KpiRow]:
    """The KPI's rows, by group; a row exists if its numerator or denominator is not zero."""
    if kpi.kind == "percentile":
        return percentiles(book, kpi, group)
    if kpi.kind == "index":
        return quotients(book, kpi, group)
    if kpi.kind == "concentration":
        return concentrations(book, kpi, group)
    above = amounts(book, kpi.numerator, group)
    below = amounts(book, kpi.denominator, group) if kpi.denominator else {}
    rows: dict[Any, KpiRow] = {}
    for key in above.keys() | below.keys():
        numerator = above.get(key, Decimal(0))
        denominator = below.get(key, Decimal(0)) if kpi.denominator else None
        if numerator == 0 and not denominator and kpi.numerator not in STOCKS:
            continue
        rows[key] = KpiRow(numerator, denominator, value(kpi, numerator, denominator))
    return rows


def quotients(
    book: Ledger, kpi: Kpi, group: Callable[[Slice], tuple[Any, ...]]
) -> dict[Any, KpiRow]:
    """An index: two KPIs over the same group, the one divided by the other."""
    parts = reference.catalogue()
    above = rolled_up(book, parts[kpi.numerator], group)
    below = rolled_up(book, parts[kpi.denominator], group)
    rows: dict[Any, KpiRow] = {}
    for key in above.keys() & below.keys():
        over, under = above[key].value, below[key].value
        if over is not None and under:
            rows[key] = KpiRow(None, None, over / under)
    return rows


def concentrations(
    book: Ledger, kpi: Kpi, group: Callable[[Slice], tuple[Any, ...]]
) -> dict[Any, KpiRow]:
    """What the members with the most have, over what all have; too few observations say nothing."""
    scale = SCALES[reference.measures()[kpi.numerator].unit]
    found: dict[Any, list[tuple[str, int]]] = {}
    for (where, name), noted in book.shares.items():
        if name == kpi.numerator:
            found.setdefault(group(where), []).extend(noted)
    rows: dict[Any, KpiRow] = {}
    for key, noted in found.items():
        totals: Counter[str] = Counter()
        for who, amount in noted:
            totals[who] += amount
        largest = sorted(totals.values(), reverse=True)[: kpi.top_members]
        whole = sum(totals.values())
        if whole > 0:
            is_enough = kpi.min_sample is None or len(noted) >= kpi.min_sample
            share = sum(largest) / whole if is_enough else None
            rows[key] = KpiRow(Decimal(sum(largest)) / scale, Decimal(whole) / scale, share)
    return rows


def value(kpi: Kpi, numerator: Decimal, denominator: Decimal | None) -> float | None:
    """The KPI's value, None where it has none or the sample is too small."""
    if denominator is None:
        return float(numerator)
    if denominator == 0 or (kpi.min_sample is not None and denominator < kpi.min_sample):
        return None
    return float(kpi.per * numerator / denominator)


def amounts(
    book: Ledger, measure_id: str, group: Callable[[Slice], tuple[Any, ...]]
) -> dict[Any, Decimal]:
    """A measure by group, times in seconds."""
    measure = reference.measures()[measure_id]
    found: dict[Any, Decimal] = {}
    match measure.aggregation:
        case "sum":
            for (where, name), amount in book.sums.items():
                if name == measure_id:
                    found[group(where)] = found.get(group(where), Decimal(0)) + amount
        case "max":
            for (where, name), amount in book.peaks.items():
                if name == measure_id:
                    found[group(where)] = max(found.get(group(where), Decimal(0)), Decimal(amount))
        case "last":
            # Of each group the last day on which it has any stock told, over all its slices.
            levels = [(where, n) for (where, name), n in book.levels.items() if name == measure_id]
            last: dict[Any, date] = {}
            for where, _ in levels:
                last[group(where)] = max(last.get(group(where), where.day), where.day)
            for where, amount in levels:
                if where.day == last[group(where)]:
                    found[group(where)] = found.get(group(where), Decimal(0)) + amount
        case "distinct":
            everybody: dict[Any, set[str]] = {}
            for (where, name), who in book.members.items():
                if name == measure_id:
                    everybody.setdefault(group(where), set()).update(who)
            found = {key: Decimal(len(who)) for key, who in everybody.items()}
        case other:
            raise ValueError(f"{measure_id}: cannot sum up {other}")
    return {key: amount / SCALES[measure.unit] for key, amount in found.items()}


def percentiles(
    book: Ledger, kpi: Kpi, group: Callable[[Slice], tuple[Any, ...]]
) -> dict[Any, KpiRow]:
    """Quantile of the merged histogram, in seconds; the denominator is the sample."""
    merged: dict[Any, Counter[int]] = {}
    is_stock = reference.measures()[kpi.numerator].aggregation == "last_histogram"
    last: dict[Any, date] = {}  # of each period; a group's key begins with it
    for (where, name), _ in book.buckets.items():
        if name == kpi.numerator:
            period = group(where)[0]
            last[period] = max(last.get(period, where.day), where.day)
    for (where, name), counts in book.buckets.items():
        if name == kpi.numerator and (not is_stock or where.day == last[group(where)[0]]):
            merged.setdefault(group(where), Counter()).update(counts)
    rows: dict[Any, KpiRow] = {}
    for key, counts in merged.items():
        assert kpi.quantile is not None
        size = sum(counts.values())
        passed = 0
        for number in sorted(counts):
            passed += counts[number]
            if passed >= max(Decimal(1), kpi.quantile * size):
                break
        middle = 0.0 if number == 0 else 1.02 ** (number - 0.5) / 1000
        rows[key] = KpiRow(None, Decimal(size), middle)
    return rows
