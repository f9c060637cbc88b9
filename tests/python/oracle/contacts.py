"""Contact measures: conversations, messages and replies of one contact after the other."""

from __future__ import annotations

from dataclasses import dataclass

from . import bots, queues
from .agents import is_transferred
from .facts import Facts, is_inbound
from .opening import Calendar, named, open_between
from .reference import OTHER_CHANNEL, channels
from .rows import Row, duration
from .slices import Ledger, Slice, agent_segments_in_order, contact_slice, queue_of_contact
from .words import hits, is_courtesy


@dataclass(frozen=True, slots=True)
class Talk:
    """A contact with its public messages in order."""

    contact: Row
    messages: list[Row]
    segments: list[Row]
    is_human: bool

    @property
    def by_customer(self) -> list[Row]:
        """Public messages of the customer."""
        return [m for m in self.messages if m["author_type"] == "customer"]

    @property
    def by_agent(self) -> list[Row]:
        """Public messages an agent wrote."""
        return [m for m in self.messages if is_agent_message(m)]


def is_agent_message(message: Row) -> bool:
    """Written by an agent, not by a rule (the message is public)."""
    return message["author_type"] == "agent" and message["is_auto"] is not True


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every contact with all that hangs on it."""
    for contact in facts.contacts.values():
        where = contact_slice(facts, contact)
        talk = read(facts, contact)
        calendar = calendar_of(facts, contact)
        count_conversation(facts, ledger, where, talk)
        count_messages(ledger, where, talk)
        count_gaps(ledger, where, talk, calendar)
        count_responses(facts, ledger, where, talk, calendar)
        bots.count(facts, ledger, where, contact, talk.is_human)


def calendar_of(facts: Facts, contact: Row) -> Calendar:
    """The calendar of the contact's queue as it was at the start, else the default one."""
    queue_id = queue_of_contact(facts, contact["contact_id"])
    version = facts.queue(queue_id, contact["started_at"]) if queue_id is not None else None
    return named(version["calendar_id"] if version else None, facts.params.default_calendar)


def read(facts: Facts, contact: Row) -> Talk:
    """Collect what was said in a contact."""
    public = sorted(
        (
            m
            for m in facts.of_contact("messages", contact["contact_id"])
            if m["visibility"] in (None, "public", "unknown")
        ),
        key=lambda m: (m["sent_at"], m["message_id"].encode()),
    )
    segments = agent_segments_in_order(facts, contact["contact_id"])
    is_human = bool(segments)
    if facts.params.human_conversation_rule == "valid":
        is_human = (
            is_human
            and any(m["author_type"] == "customer" for m in public)
            and any(is_agent_message(m) for m in public)
        )
    return Talk(contact, public, segments, is_human)


def count_conversation(facts: Facts, ledger: Ledger, where: Slice, talk: Talk) -> None:
    """Count the contact itself and how it ended."""
    contact, contact_id = talk.contact, talk.contact["contact_id"]
    is_closed = contact["ended_at"] is not None
    waits = facts.of_contact("queue_segments", contact_id)
    sessions = facts.of_contact("bot_sessions", contact_id)
    no_human = not talk.segments and not talk.by_agent
    bot_engaged = any(bots.is_engaged(s) for s in sessions)
    bot_contained = any(bots.is_contained(s) for s in sessions)
    left_elsewhere = any(queues.flowed_out(w) for w in waits)
    by_agent = contact["ended_by"] == "agent"

    ledger.add(where, "contacts")
    ledger.add(where, "contacts_inbound", is_inbound(contact))
    ledger.add(where, "contacts_closed", is_closed)
    ledger.add(where, "contacts_automated", is_closed and bot_engaged and not waits and no_human)
    ledger.add(
        where,
        "contacts_left_before_help",
        is_inbound(contact) and is_closed and no_human and not bot_contained and not left_elsewhere,
    )
    ledger.add(where, "human_conversations", talk.is_human)
    ledger.add(where, "contacts_closed_by_agent", by_agent)
    ledger.add(where, "conversations_closed_by_agent", talk.is_human and by_agent)
    ledger.add(
        where,
        "conversations_closed_prematurely",
        talk.is_human
        and by_agent
        and left_unanswered(talk)
        and not is_transferred(talk.segments[-1]),
    )
    for segment in talk.segments:
        if talk.is_human and segment["disconnected_at"] is not None:
            spell = duration(segment["connected_at"], segment["disconnected_at"])
            ledger.add(where, "human_session_ms", spell)


def left_unanswered(talk: Talk) -> bool:
    """The last word before the end is the customer's and more than a courtesy.

    What the system or an automatic agent message says is no word.
    """
    end = talk.contact["ended_at"]
    spoken = [
        m
        for m in talk.messages
        if m["author_type"] != "system"
        and not (m["author_type"] == "agent" and m["is_auto"])
        and (end is None or m["sent_at"] <= end)
    ]
    if not spoken:
        return False
    return spoken[-1]["author_type"] == "customer" and not is_courtesy(spoken[-1]["body"])


def count_messages(ledger: Ledger, where: Slice, talk: Talk) -> None:
    """Count messages, scripts and sensitive words."""
    scripts = sum(1 for m in talk.by_agent if m["script_id"] is not None)
    rude = sum(hits(m["body"], m["sent_at"]) for m in talk.by_agent)
    rude_customer = sum(hits(m["body"], m["sent_at"]) for m in talk.by_customer)
    said = len(talk.by_customer) + len(talk.by_agent)
    ledger.add(where, "customer_messages", len(talk.by_customer))
    ledger.add(where, "agent_messages", len(talk.by_agent))
    ledger.add(where, "conversation_messages", said if talk.is_human else 0)
    ledger.add(where, "script_uses", scripts)
    ledger.add(where, "script_conversations", talk.is_human and scripts > 0)
    ledger.add(where, "sensitive_hits", rude)
    ledger.add(where, "sensitive_conversations", talk.is_human and rude > 0)
    ledger.add(where, "sensitive_hits_customer", rude_customer)


def count_gaps(ledger: Ledger, where: Slice, talk: Talk, calendar: Calendar) -> None:
    """Walk through the messages and count runs of the customer's and their answers."""
    ended_at = talk.contact["ended_at"]
    run: list[int] = []
    gaps: list[int] = []
    for message in talk.messages:
        if ended_at is not None and message["sent_at"] > ended_at:
            continue
        if message["author_type"] == "customer":
            run.append(message["sent_at"])
        elif is_agent_message(message) and run:
            answered_at = message["sent_at"]
            gaps.append(answered_at - run[0])
            ledger.add(where, "reply_gaps")
            ledger.add(where, "reply_gap_ms", answered_at - run[0])
            ledger.add(where, "reply_gap_from_last_ms", answered_at - run[-1])
            open_ms = open_between(calendar, run[0], answered_at)
            open_ms_from_last = open_between(calendar, run[-1], answered_at)
            ledger.add(where, "reply_gap_bh_ms", open_ms)
            ledger.add(where, "reply_gap_from_last_bh_ms", open_ms_from_last)
            ledger.observe(where, "reply_gap", answered_at - run[0])
            run = []
    ledger.add(where, "reply_gaps_open", bool(run))
    if gaps:
        ledger.add(where, "conversations_with_reply_gap")
        rounded_half_up = (2 * sum(gaps) + len(gaps)) // (2 * len(gaps))
        ledger.add(where, "conversation_reply_gap_ms", rounded_half_up)


def count_responses(
    facts: Facts, ledger: Ledger, where: Slice, talk: Talk, calendar: Calendar
) -> None:
    """Count the first responses. Messages after the contact's end count as responses too."""
    contact, started_at = talk.contact, talk.contact["started_at"]
    if talk.segments:
        accepted_at = talk.segments[0]["connected_at"]
        since = [m["sent_at"] for m in talk.by_agent if m["sent_at"] >= accepted_at]
        if since:
            ledger.add(where, "first_responses_from_accept")
            ledger.add(where, "first_response_from_accept_ms", min(since) - accepted_at)
            open_ms = open_between(calendar, accepted_at, min(since))
            ledger.add(where, "first_response_from_accept_bh_ms", open_ms)

    if not is_inbound(contact) or not talk.by_customer:
        return
    human = [m["sent_at"] for m in talk.by_agent if m["sent_at"] >= started_at]
    # An automatic message counts when it goes out in an agent's or a bot's name; what the
    # system or an unknown author says is no response.
    anybody = [
        m["sent_at"]
        for m in talk.messages
        if m["author_type"] in ("agent", "bot") and m["sent_at"] >= started_at
    ]
    if human:
        ledger.add(where, "first_responses")
        ledger.add(where, "first_response_ms", min(human) - started_at)
        ledger.observe(where, "first_response", min(human) - started_at)
        open_ms = open_between(calendar, started_at, min(human))
        ledger.add(where, "first_response_bh_ms", open_ms)
        ledger.observe(where, "first_response_bh", open_ms)
    if anybody:
        ledger.add(where, "first_responses_any")
        ledger.add(where, "first_response_any_ms", min(anybody) - started_at)
        open_ms = open_between(calendar, started_at, min(anybody))
        ledger.add(where, "first_response_any_bh_ms", open_ms)

    # Any bot session counts here, greeting-only ones included, and so does any handoff.
    sessions = facts.of_contact("bot_sessions", contact["contact_id"])
    needs_human = not sessions or any(bots.wanted_human(s) for s in sessions) or bool(talk.segments)
    target = channels().get(contact["channel"], OTHER_CHANNEL).response_target
    overdue = facts.as_of is not None and started_at + target < facts.as_of
    ledger.add(where, "responses_missing", needs_human and not human)
    if needs_human and (human or overdue):
        ledger.add(where, "responses_due")
        in_target = bool(human) and min(human) - started_at <= target
        ledger.add(where, "responses_in_target", in_target)
