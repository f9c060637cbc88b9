"""Measures of quality reviews and of complaints."""

from __future__ import annotations

from .amounts import half_up, thousandths
from .facts import Facts
from .rows import Row
from .slices import ALL, Ledger, Slice, shown

DAY_MS = 86_400_000


def slice_of(facts: Facts, contact_id: str | None, at: int, team: str = ALL) -> Slice:
    """Site and channel of a contact, on the day of an instant there."""
    contact = facts.contacts.get(contact_id) if contact_id is not None else None
    site = contact["site_id"] if contact is not None else None
    channel = contact["channel"] if contact is not None else None
    return Slice(facts.date_at(site, at), shown(site), shown(channel), ALL, team)


def count_reviews(facts: Facts, ledger: Ledger) -> None:
    """Count the reviews that judge somebody."""
    for review in facts.tables["quality_reviews"]:
        if review["is_calibration"] is True:
            continue
        at = review["reviewed_at"]
        team = shown(facts.team(review["agent_id"], at))
        where = slice_of(facts, review["contact_id"], at, team)
        flaw = review["has_critical_error"]
        ledger.add(where, "quality_reviews_checked", flaw is not None)
        ledger.add(where, "quality_reviews_without_critical_error", flaw is False)
        given, most = thousandths(review["score"]), thousandths(review["max_score"])
        if given is None or most is None or most <= 0:
            continue
        score = min(max(given, 0), most)
        ledger.add(where, "quality_reviews")
        ledger.add(where, "quality_score_milli", score)
        ledger.add(where, "quality_max_score_milli", most)
        ledger.add(where, "quality_review_share_milli", half_up(1000 * score, most))


def customer_of(facts: Facts, complaint: Row) -> str | None:
    """The customer who complained: the one named, else the contact's."""
    named: str | None = complaint["customer_id"]
    contact = facts.contacts.get(complaint["contact_id"])
    if named is None and contact is not None:
        named = contact["customer_id"]
    return named


def count_complaints(facts: Facts, ledger: Ledger) -> None:
    """Count complaints on the day they were made."""
    complaints = facts.tables["complaints"]
    for complaint in complaints:
        opened, closed, due = (complaint[f"{word}_at"] for word in ("opened", "closed", "due"))
        if due is None:
            due = opened + facts.params.complaint_due_days * DAY_MS
        where = slice_of(facts, complaint["contact_id"], opened)
        is_past = facts.as_of is not None and due < facts.as_of
        ledger.add(where, "complaints")
        ledger.add(where, "complaints_due", closed is not None or is_past)
        ledger.add(where, "complaints_closed_in_time", closed is not None and closed <= due)
        ledger.add(where, "complaints_escalated", complaint["is_escalated"] is True)
        customer = customer_of(facts, complaint)
        if customer is None:
            continue
        reach = facts.params.repeat_complaint_days * DAY_MS
        mine = (opened, complaint["complaint_id"].encode())
        has_earlier = any(
            customer_of(facts, other) == customer
            and (other["opened_at"], other["complaint_id"].encode()) < mine
            and opened - other["opened_at"] <= reach
            for other in complaints
        )
        ledger.add(where, "complaints_customer_known")
        ledger.add(where, "complaints_repeated", has_earlier)
