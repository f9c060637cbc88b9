"""Queue measures: one queue segment after the other."""

from __future__ import annotations

from .facts import Facts, is_inbound
from .reference import OTHER_CHANNEL, channels
from .rows import Row, duration
from .slices import ALL, Ledger, Slice, shown

FLOW_OUT = ("overflow", "callback_requested", "voicemail", "returned")


def is_open(segment: Row) -> bool:
    """The wait still lasts, or nobody knows how it ended."""
    return segment["left_at"] is None or segment["outcome"] in (None, "open", "unknown")


def flowed_out(segment: Row) -> bool:
    """The wait ended elsewhere, neither answered nor abandoned."""
    return not is_open(segment) and segment["outcome"] in FLOW_OUT


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every inbound queue segment."""
    for segment in facts.tables["queue_segments"]:
        contact = facts.contacts.get(segment["contact_id"])
        if is_inbound(contact):
            count_segment(facts, ledger, segment, contact)


def count_segment(facts: Facts, ledger: Ledger, segment: Row, contact: Row | None) -> None:
    """Count one inbound queue segment."""
    entered_at = segment["entered_at"]
    version = facts.queue(segment["queue_id"], entered_at)
    # The contact's own site and channel where known, else the queue version's, value by value.
    site = contact["site_id"] if contact is not None else None
    channel = contact["channel"] if contact is not None else None
    if version is not None:
        site = version["site_id"] if site is None else site
        channel = version["channel"] if channel is None else channel
    where = Slice(
        facts.date_at(site, entered_at), shown(site), shown(channel), segment["queue_id"], ALL
    )

    ledger.add(where, "offered")
    if is_open(segment):
        ledger.add(where, "queue_open")
        return

    wait = duration(entered_at, segment["left_at"])
    defaults = channels().get(channel, OTHER_CHANNEL) if channel is not None else OTHER_CHANNEL
    threshold, short_limit = defaults.threshold, defaults.short_abandon
    if version is not None and version["service_level_ms"] is not None:
        threshold = version["service_level_ms"]
    if version is not None and version["short_abandon_ms"] is not None:
        short_limit = version["short_abandon_ms"]

    customer = contact["customer_id"] if contact is not None else None
    answered = segment["outcome"] == "answered"
    abandoned = segment["outcome"] == "abandoned"
    short = abandoned and wait <= short_limit
    early = wait <= threshold

    ledger.add(where, "offered_closed")
    ledger.add(where, "answered", answered)
    ledger.add(where, "abandoned", abandoned)
    ledger.add(where, "flow_out", flowed_out(segment))
    ledger.add(where, "short_abandoned", short)
    ledger.add(where, "abandoned_excl_short", abandoned and not short)
    ledger.add(where, "offered_closed_excl_short", not short)
    ledger.add(where, "queued", wait > 0)
    ledger.add(where, "service_level_base_incl_flow_out")
    if customer is not None:
        ledger.member(where, "customers_offered", customer)
    if not (answered or abandoned):
        return

    ledger.add(where, "service_level_base")
    ledger.add(where, "service_level_base_excl_in_threshold", not (abandoned and early))
    ledger.add(where, "service_level_base_excl_short", not short)
    ledger.add(where, "ended_in_threshold", early)
    ledger.add(where, "queued_ended", wait > 0)
    ledger.add(where, "wait_ended_ms", wait)
    ledger.observe(where, "wait_ended", wait)
    if answered:
        ledger.add(where, "answered_in_threshold", early)
        ledger.add(where, "wait_answered_ms", wait)
        ledger.observe(where, "wait_answered", wait)
    if abandoned:
        ledger.add(where, "abandoned_in_threshold", early)
        ledger.add(where, "wait_abandoned_ms", wait)
        if customer is not None:
            ledger.member(where, "customers_abandoned", customer)
