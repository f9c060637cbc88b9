"""Demand: half hours of the queues, what the trunks were asked for, and what is usual."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from math import isqrt

from .facts import EPOCH, Facts, is_inbound
from .opening import holidays
from .queues import is_open
from .reference import OTHER_CHANNEL, channels
from .rows import Row, duration
from .slices import ALL, Ledger, Slice, contact_slice, shown

HALF_HOUR = timedelta(minutes=30)


def count(facts: Facts, ledger: Ledger) -> None:
    """Count half hours, rings, trunks, and contacts against the usual."""
    count_half_hours(facts, ledger)
    count_trunks(facts, ledger)
    count_against_usual(facts, ledger)


def place(facts: Facts, segment: Row) -> tuple[str | None, str | None, Row | None]:
    """Site, channel and queue version of a segment; the contact's own come first."""
    contact = facts.contacts.get(segment["contact_id"]) or {}
    version = facts.queue(segment["queue_id"], segment["entered_at"])
    site, channel = contact.get("site_id"), contact.get("channel")
    if version is not None:
        site = version["site_id"] if site is None else site
        channel = version["channel"] if channel is None else channel
    return site, channel, version


def half_hour(facts: Facts, site: str | None, at: int) -> datetime:
    """When the half hour began that a clock at the site shows, in UTC."""
    zone = facts.zones.get(site, facts.business_zone) if site else facts.business_zone
    moment = (EPOCH + timedelta(milliseconds=at)).astimezone(zone)
    begun = moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)
    return begun.astimezone(UTC)


def in_threshold(segment: Row, channel: str | None, version: Row | None) -> bool:
    """Whether the wait is no longer than the queue's, else the channel's threshold."""
    limit = (channels().get(channel, OTHER_CHANNEL) if channel else OTHER_CHANNEL).threshold
    if version is not None and version["service_level_ms"] is not None:
        limit = version["service_level_ms"]
    return duration(segment["entered_at"], segment["left_at"]) <= limit


def count_half_hours(facts: Facts, ledger: Ledger) -> None:
    """Service level of each half hour, evenness of each day, and rings."""
    offers: dict[Slice, Counter[datetime]] = defaultdict(Counter)
    ended: dict[tuple[Slice, datetime], list[bool]] = defaultdict(list)
    for segment in facts.tables["queue_segments"]:
        if not is_inbound(facts.contacts.get(segment["contact_id"])):
            continue
        site, channel, version = place(facts, segment)
        day = facts.date_at(site, segment["entered_at"])
        where = Slice(day, shown(site), shown(channel), segment["queue_id"], ALL)
        begun = half_hour(facts, site, segment["entered_at"])
        offers[where][begun] += 1
        if is_open(segment) or segment["outcome"] not in ("answered", "abandoned"):
            continue
        answered = segment["outcome"] == "answered"
        ended[where, begun].append(answered and in_threshold(segment, channel, version))
        if answered:
            count_rings(facts, ledger, where, segment)
    target = facts.params.service_level_interval_target_percent
    for (where, _), in_time in ended.items():
        ledger.add(where, "service_level_intervals")
        met = 100 * sum(in_time) >= target * len(in_time)
        ledger.add(where, "service_level_intervals_met", met)
    for where, by_half_hour in offers.items():
        first, last = min(by_half_hour), max(by_half_hour)
        steps = (last - first) // HALF_HOUR + 1
        deviation = times_deviation([by_half_hour[first + n * HALF_HOUR] for n in range(steps)])
        ledger.add(where, "offered_deviation_milli", deviation)


def times_deviation(values: list[int]) -> int:
    """Standard deviation times the number of values, in thousandths, rounded."""
    # n * sd = sqrt(n * sum of squared differences from the mean), here without fractions
    size, total = len(values), sum(values)
    squares = sum((size * value - total) ** 2 for value in values)
    return (isqrt(4_000_000 * squares // size) + 1) // 2


def count_rings(facts: Facts, ledger: Ledger, where: Slice, segment: Row) -> None:
    """Rings of an answered segment, where they are known."""
    if segment["ring_count"] is not None:
        rings = 1000 * segment["ring_count"]
    elif segment["ring_ms"] is not None:
        rings = segment["ring_ms"] // facts.params.ring_cycle_seconds
    else:
        return
    ledger.add(where, "ring_known")
    ledger.add(where, "rings_milli", rings)


def count_trunks(facts: Facts, ledger: Ledger) -> None:
    """Attempts, and how many of them found no line."""
    for row in facts.tables["trunk_intervals"]:
        day = facts.date_at(row["site_id"], row["interval_start"])
        where = Slice(day, shown(row["site_id"]), ALL, ALL, ALL)
        blocked = min(row["blocked"], row["attempts"])
        ledger.add(where, "attempts", row["attempts"])
        ledger.add(where, "calls_blocked", blocked)
        ledger.add(where, "calls_connected", row["attempts"] - blocked)


def count_against_usual(facts: Facts, ledger: Ledger) -> None:
    """Contacts of each day less a quarter of those of the last four same weekdays at work."""
    off = holidays(facts.params.holiday_set)
    by_day: dict[date, Counter[Slice]] = defaultdict(Counter)
    for contact in facts.contacts.values():
        where = contact_slice(facts, contact)._replace(team_id=ALL)
        by_day[where.day][where] += 1
    for day in days_between(by_day):
        weeks = range(1, (day - min(by_day)).days // 7 + 1)
        earlier = [day - timedelta(weeks=week) for week in weeks]
        usual = [usual_day for usual_day in earlier if usual_day not in off][:4]
        if len(usual) < 4:
            continue
        for usual_day in usual:
            for where, contacts in by_day.get(usual_day, Counter()).items():
                today = where._replace(day=day)
                ledger.add(today, "contacts_usual_milli", 250 * contacts)
                ledger.add(today, "net_contacts_above_usual_milli", -250 * contacts)
        for where, contacts in by_day.get(day, Counter()).items():
            ledger.add(where, "net_contacts_above_usual_milli", 1000 * contacts)


def days_between(days: Iterable[date]) -> list[date]:
    """Every day from the first to the last of some."""
    known = sorted(days)
    if not known:
        return []
    return [known[0] + timedelta(days=n) for n in range((known[-1] - known[0]).days + 1)]
