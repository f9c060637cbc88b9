"""Bot sessions and suggestions of one contact."""

from __future__ import annotations

from .facts import Facts, is_inbound
from .rows import Row
from .slices import Ledger, Slice

HOUR_MS = 3_600_000


def is_engaged(session: Row) -> bool:
    """The bot said more than hello, as far as is known."""
    return session["is_greeting_only"] is not True


def wanted_human(session: Row) -> bool:
    """A human was asked for, or took over."""
    return (
        session["handoff_requested_at"] is not None or session["handoff_connected_at"] is not None
    )


def is_contained(session: Row) -> bool:
    """Engaged, ended, and no human asked for."""
    return is_engaged(session) and session["ended_at"] is not None and not wanted_human(session)


def count(facts: Facts, ledger: Ledger, where: Slice, contact: Row, is_human: bool) -> None:
    """Count what bots and knowledge did in a contact."""
    sessions = facts.of_contact("bot_sessions", contact["contact_id"])
    ledger.add(where, "bot_sessions", len(sessions))
    ledger.add(where, "bot_sessions_and_human_conversations", len(sessions) + int(is_human))
    for session in sessions:
        turns = [
            turn
            for turn in facts.tables["bot_turns"]
            if turn["bot_session_id"] == session["bot_session_id"]
        ]
        count_turns(ledger, where, turns)
        if is_engaged(session):
            count_engaged(facts, ledger, where, contact, session)
            fell_back = any(turn["is_fallback"] is True for turn in turns)
            ledger.add(where, "bot_sessions_with_fallback", fell_back)
    count_suggestions(facts, ledger, where, contact)


def count_turns(ledger: Ledger, where: Slice, turns: list[Row]) -> None:
    """Count bot turns, of greeting-only sessions as well."""
    for turn in turns:
        labelled = turn["labelled_intent"] is not None
        ledger.add(where, "bot_turns")
        ledger.add(where, "bot_turns_fallback", turn["is_fallback"] is True)
        ledger.add(where, "bot_turns_labelled", labelled)
        ledger.add(
            where, "bot_turns_correct", labelled and turn["intent"] == turn["labelled_intent"]
        )


def count_engaged(facts: Facts, ledger: Ledger, where: Slice, contact: Row, session: Row) -> None:
    """Count one engaged bot session."""
    contained = is_contained(session)
    liked = session["feedback"] == "positive"
    disliked = session["feedback"] == "negative"
    ledger.add(where, "bot_sessions_engaged")
    ledger.add(where, "bot_sessions_contained", contained)
    ledger.add(
        where, "bot_sessions_open", session["ended_at"] is None and not wanted_human(session)
    )
    ledger.add(where, "bot_sessions_handoff_requested", wanted_human(session))
    ledger.add(where, "bot_sessions_handoff_connected", session["handoff_connected_at"] is not None)
    ledger.add(where, "bot_sessions_confirmed", liked)
    ledger.add(where, "bot_sessions_assumed_resolved", liked or (contained and not disliked))

    end = session["ended_at"]
    if end is None:
        end = session["handoff_connected_at"]
    if end is None:
        end = session["handoff_requested_at"]
    wait = facts.params.recontact_hours * HOUR_MS
    if end is None or facts.as_of is None or end > facts.as_of - wait:
        return
    ledger.add(where, "bot_sessions_matured")
    customer = contact["customer_id"]
    came_back = any(
        other["customer_id"] == customer
        and other["contact_id"] != contact["contact_id"]
        and is_inbound(other)
        and end <= other["started_at"] <= end + wait
        for other in facts.contacts.values()
    )
    ledger.add(
        where,
        "bot_sessions_contained_no_recontact",
        contained and customer is not None and not came_back,
    )


def count_suggestions(facts: Facts, ledger: Ledger, where: Slice, contact: Row) -> None:
    """Count suggestions to the agent and pushes to the customer."""
    has_suggestion = False
    for suggestion in facts.of_contact("suggestions", contact["contact_id"]):
        response = suggestion["response"]
        if suggestion["audience"] == "agent":
            has_suggestion = True
            ledger.add(where, "suggestions_shown")
            ledger.add(where, "suggestions_accepted", response == "accepted")
            ledger.add(where, "suggestions_edited", response == "edited")
            ledger.add(where, "suggestions_applied", response in ("accepted", "edited"))
            ledger.add(where, "suggestions_dismissed", response == "dismissed")
        if suggestion["audience"] == "customer":
            adopted = response == "adopted"
            ledger.add(where, "pushes_shown")
            ledger.add(where, "pushes_rated", response in ("adopted", "rejected"))
            ledger.add(where, "pushes_adopted", adopted)
            ledger.add(
                where,
                "pushes_adopted_without_request",
                adopted and not asked_human(facts, contact, suggestion),
            )
    ledger.add(where, "contacts_with_suggestion", has_suggestion)


def asked_human(facts: Facts, contact: Row, suggestion: Row) -> bool:
    """A human was asked for soon after the push, here or in the customer's other contacts."""
    base = suggestion["responded_at"]
    if base is None:
        base = suggestion["shown_at"]
    latest = base + facts.params.recontact_hours * HOUR_MS
    mine = {contact["contact_id"]}
    if contact["customer_id"] is not None:
        mine |= {
            other["contact_id"]
            for other in facts.contacts.values()
            if other["customer_id"] == contact["customer_id"]
        }
    requests = [
        wait["entered_at"] for wait in facts.tables["queue_segments"] if wait["contact_id"] in mine
    ] + [
        session["handoff_requested_at"]
        for session in facts.tables["bot_sessions"]
        if session["contact_id"] in mine and session["handoff_requested_at"] is not None
    ]
    return any(base < at <= latest for at in requests)
