"""Golden cases of messages, scripts and sensitive words, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import GoldenCase, case, contact, nothing, said, spell, world
from .rows import World


def scripted() -> World:
    """Two human conversations and one without an agent segment.

    Agent messages: 3 in C1 (two from a script; the automatic one is no agent message), 1 in C2,
    1 from a script in C3. Messages of human conversations: 2 + 3 in C1, 1 + 1 in C2.
    Answered runs: 2 in C1, 1 in C2.
    """
    return world(
        contacts=[contact("C1"), contact("C2"), contact("C3")],
        agent_segments=[spell("G1", "C1"), spell("G2", "C2")],
        messages=[
            said("M1", "C1", "customer", 10),
            said("M2", "C1", "agent", 20, script_id="s1"),
            said("M3", "C1", "agent", 30, script_id="s2"),
            said("M4", "C1", "agent", 31, script_id="s2", is_auto="true"),
            said("M5", "C1", "customer", 40),
            said("M6", "C1", "agent", 50),
            said("M7", "C2", "customer", 10),
            said("M8", "C2", "agent", 20),
            said("M9", "C3", "agent", 20, script_id="s1"),
        ],
    )


def script_then_word(is_auto: str) -> World:
    """A human conversation: one message from a script, maybe automatic, and one by hand."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1")],
        messages=[
            said("M1", "C1", "agent", 10, script_id="s1", is_auto=is_auto),
            said("M2", "C1", "agent", 20),
        ],
    )


def answered_at(seconds: float) -> World:
    """A conversation that ended after 600 s; its run gets an answer at the second given."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1")],
        messages=[said("M1", "C1", "customer", 10), said("M2", "C1", "agent", seconds)],
    )


def no_segment() -> World:
    """An agent answers with a script and a bad word, but no segment was recorded."""
    return world(
        contacts=[contact("C1")],
        messages=[
            said("M1", "C1", "customer", 10),
            said("M2", "C1", "agent", 20, "idiot", script_id="s1"),
        ],
    )


def rude() -> World:
    """Agents' hits: 2 in C1 (full-width, zero-width), none in C2, 2 in C3, which is not human.

    The internal note does not count; the customer of C1 says one word.
    """
    return world(
        contacts=[contact("C1"), contact("C2"), contact("C3")],
        agent_segments=[spell("G1", "C1"), spell("G2", "C2")],
        messages=[
            said("M1", "C1", "agent", 10, "ＳＴＵＰＩＤ, stu\u200bpid!"),
            said("M2", "C1", "agent", 11, "idiot", visibility="internal"),
            said("M3", "C1", "customer", 12, "你是骗子吗"),
            said("M4", "C2", "agent", 10, "stupidity"),
            said("M5", "C3", "agent", 10, "滚滚"),
        ],
    )


def one_word(who: str, body: str) -> World:
    """A human conversation of one message."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1")],
        messages=[said("M1", "C1", who, 10, body)],
    )


BY_HAND = partial(script_then_word, "false")
BY_RULE = partial(script_then_word, "true")
# An answer at the very end of the contact is one, 1 ms later it is none.
IN_TIME = partial(answered_at, 600.0)
TOO_LATE = partial(answered_at, 600.001)

CASES: dict[str, GoldenCase] = {
    "script_uses_per_conversation": case(
        scripted,
        ("3", "2", 1.5),
        (BY_HAND, "1", "1", 1.0),
        (BY_RULE, "0", "1", 0.0),
        (no_segment, "1", "0"),
    ),
    "script_conversation_coverage": case(
        scripted, ("1", "2", 0.5), (BY_HAND, "1", "1", 1.0), (BY_RULE, "0", "1", 0.0), no_segment
    ),
    "script_message_share": case(
        scripted,
        ("3", "5", 0.6),
        (BY_HAND, "1", "2", 0.5),
        (BY_RULE, "0", "1", 0.0),
        partial(one_word, "customer", "hm"),
    ),
    "turns_per_conversation": case(
        scripted,
        ("3", "2", 1.5),
        (IN_TIME, "1", "1", 1.0),
        (TOO_LATE, "0", "1", 0.0),
        (no_segment, "1", "0"),
    ),
    "messages_per_conversation": case(
        scripted, ("7", "2", 3.5), (BY_HAND, "2", "1", 2.0), (BY_RULE, "1", "1", 1.0), no_segment
    ),
    "agent_messages_per_conversation": case(
        scripted,
        ("5", "2", 2.5),
        (BY_HAND, "2", "1", 2.0),
        (BY_RULE, "1", "1", 1.0),
        (no_segment, "1", "0"),
    ),
    "sensitive_hits_per_conversation": case(
        rude,
        ("4", "2", 2.0),
        (partial(one_word, "agent", "stupid!"), "1", "1", 1.0),
        (partial(one_word, "agent", "stupids"), "0", "1", 0.0),
        (no_segment, "1", "0"),
    ),
    "sensitive_conversation_rate": case(
        rude,
        ("1", "2", 0.5),
        (partial(one_word, "agent", "stupid!"), "1", "1", 1.0),
        (partial(one_word, "agent", "stupids"), "0", "1", 0.0),
        no_segment,
    ),
    "customer_sensitive_hits_per_contact": case(
        rude,
        ("1", "3", 1 / 3),
        (partial(one_word, "customer", "stupid!"), "1", "1", 1.0),
        (partial(one_word, "customer", "stupids"), "0", "1", 0.0),
        nothing,
    ),
}
