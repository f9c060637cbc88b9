"""Promises about tickets: the source's own, and where it makes none, those of our policies."""

from __future__ import annotations

from .facts import Facts
from .reference import Policy, sla_policies
from .rows import Row
from .slices import Ledger
from .tickets import Ticket, counted_tickets

METRICS = ("first_reply", "resolution")


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every promise that is due on the day it was made."""
    for ticket in counted_tickets(facts):
        made = [
            promise
            for promise in facts.tables["sla_instances"]
            if promise["ticket_id"] == ticket.row["ticket_id"]
        ]
        if not made:
            policies = (chosen(facts, ticket, metric) for metric in METRICS)
            made = [own(ticket, policy) for policy in policies if policy is not None]
        for promise in made:
            count_promise(facts, ledger, ticket, promise)


def count_promise(facts: Facts, ledger: Ledger, ticket: Ticket, promise: Row) -> None:
    """Count one promise, if it is due."""
    verdict = kept(facts, promise)
    if verdict is None:
        return
    where = ticket.slice_on(facts.business_date(promise["applied_at"]))
    ledger.add(where, "sla_due")
    ledger.add(where, "sla_met", verdict)
    if promise["metric"] in METRICS:
        ledger.add(where, f"sla_{promise['metric']}_due")
        ledger.add(where, f"sla_{promise['metric']}_met", verdict)


def kept(facts: Facts, promise: Row) -> bool | None:
    """Whether the promise was kept; None where it is not due or nothing tells."""
    assert facts.as_of is not None
    due, fulfilled, breached = (promise[name] for name in ("due_at", "fulfilled_at", "is_breached"))
    is_past = due is not None and due < facts.as_of
    if breached is not None:
        return None if not breached and fulfilled is None and not is_past else not breached
    if due is None or (fulfilled is None and not is_past):
        return None
    return fulfilled is not None and fulfilled <= due


def own(ticket: Ticket, policy: Policy) -> Row:
    """Our promise by a policy; the clock stops at the solution, whatever was promised."""
    ends = ticket.solutions[:1]
    if policy.metric == "first_reply":
        ends += ticket.agent_replies[:1]
    return {
        "metric": policy.metric,
        "applied_at": ticket.created_at,
        "due_at": ticket.created_at + policy.target,
        "fulfilled_at": min(ends) if ends else None,
        "is_breached": None,
    }


def chosen(facts: Facts, ticket: Ticket, metric: str) -> Policy | None:
    """The most specific policy that held when the ticket was opened."""
    day = facts.business_date(ticket.created_at).isoformat()
    priority = first_priority(facts, ticket)
    fitting = [
        policy
        for policy in sla_policies()
        if policy.metric == metric
        and policy.priority in (None, priority)
        and policy.channel in (None, ticket.row["channel"])
        and policy.valid_from <= day
        and (policy.valid_to is None or day < policy.valid_to)
    ]
    if not fitting:
        return None
    return min(fitting, key=lambda p: (p.priority is None, p.channel is None, p.policy_id))


def first_priority(facts: Facts, ticket: Ticket) -> str | None:
    """The first priority given at the opening or a moment after it."""
    limit = ticket.created_at + facts.params.sla_priority_grace_seconds * 1000
    for event in ticket.events:
        if event["event_type"] == "priority" and event["priority"] is not None:
            given: str = event["priority"]
            return given if event["occurred_at"] <= limit else None
    return None
