"""Measures of presets under repair and of public-opinion events."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from .facts import Facts
from .rows import Row, duration
from .slices import ALL, Ledger, Slice, shown

HOUR_MS = 3_600_000
TAKEN = ("accepted", "edited", "adopted")


def count_knowledge(facts: Facts, ledger: Ledger) -> None:
    """Count flags on their day, fixes on theirs, and the stock of every day."""
    flags = facts.tables["knowledge_flags"]
    for flag in flags:
        where = Slice(facts.business_date(flag["flagged_at"]), ALL, ALL, ALL, ALL)
        ledger.add(where, "knowledge_flags")
        if flag["fixed_at"] is None:
            continue
        took = duration(flag["flagged_at"], flag["fixed_at"])
        in_time = took <= facts.params.repair_sla_hours * HOUR_MS
        ledger.add(where, "knowledge_flags_fixed_in_sla", in_time)
        count_fix(facts, ledger, flag)

    if not flags or facts.as_of is None:
        return
    day = min(facts.business_date(flag["flagged_at"]) for flag in flags)
    while day <= facts.business_date(facts.as_of):
        where = Slice(day, ALL, ALL, ALL, ALL)
        flagged = [f for f in flags if facts.business_date(f["flagged_at"]) <= day]
        fixed = [
            f
            for f in flagged
            if f["fixed_at"] is not None and facts.business_date(f["fixed_at"]) <= day
        ]
        ledger.level(where, "knowledge_flags_to_date", len(flagged))
        ledger.level(where, "knowledge_flags_fixed_to_date", len(fixed))
        day += timedelta(days=1)


def count_fix(facts: Facts, ledger: Ledger, flag: Row) -> None:
    """Compare a preset's adoption before and after its repair."""
    fixed_at = flag["fixed_at"]
    window = facts.params.adoption_window_days * 24 * HOUR_MS
    least = facts.params.adoption_min_impressions
    # Every showing of the preset counts, to agents and customers, contact known or not.
    shown_then = [s for s in facts.tables["suggestions"] if s["article_id"] == flag["article_id"]]
    before = [s for s in shown_then if fixed_at - window <= s["shown_at"] < fixed_at]
    after = [s for s in shown_then if fixed_at <= s["shown_at"] < fixed_at + window]
    is_over = facts.as_of is not None and fixed_at + window <= facts.as_of
    if not is_over or len(before) < least or len(after) < least:
        return
    where = Slice(facts.business_date(fixed_at), ALL, ALL, ALL, ALL)
    ledger.add(where, "knowledge_fixes_measured")
    ledger.add(where, "knowledge_fixes_effective", share_taken(after) > share_taken(before))


def share_taken(showings: list[Row]) -> Fraction:
    """Share of the showings that were taken up; 0 of none."""
    if not showings:
        return Fraction(0)
    return Fraction(sum(1 for s in showings if s["response"] in TAKEN), len(showings))


def count_opinion(facts: Facts, ledger: Ledger) -> None:
    """Count events and alerts, each on its own day."""
    events = {event["event_id"]: event for event in facts.tables["opinion_events"]}
    alerts = facts.tables["opinion_alerts"]
    limit = facts.params.alert_sla_minutes * 60_000
    for event in events.values():
        where = event_slice(facts, event, event["occurred_at"])
        ledger.add(where, "opinion_events")
        ledger.add(where, "opinion_events_escalated", event["escalated_at"] is not None)
        raised = [a["alerted_at"] for a in alerts if a["event_id"] == event["event_id"]]
        # An alert that came before the event is in time as well.
        in_time = bool(raised) and min(raised) - event["occurred_at"] <= limit
        ledger.add(where, "opinion_events_alerted_in_time", in_time)
    for alert in alerts:
        where = event_slice(facts, events.get(alert["event_id"]), alert["alerted_at"])
        ledger.add(where, "opinion_alerts")
        ledger.add(where, "opinion_alerts_confirmed", alert["is_confirmed"] is True)


def event_slice(facts: Facts, event: Row | None, at: int) -> Slice:
    """Slice of an event's contact on the day of an instant."""
    contact = facts.contacts.get(event["contact_id"]) if event is not None else None
    site = contact["site_id"] if contact is not None else None
    channel = contact["channel"] if contact is not None else None
    return Slice(facts.date_at(site, at), shown(site), shown(channel), ALL, ALL)
