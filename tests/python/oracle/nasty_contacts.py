"""One nasty contact with all that hangs on it."""

from __future__ import annotations

from random import Random

from .instants import BASES, FAR, NEAR, pick, text
from .rows import World

CHANNELS = ("voice", "voice", "chat", "chat", "email", "wechat", "social", "telepathy")
BODIES = (
    "谢谢！",
    "Ｔｈａｎｋ　ｙｏｕ！",
    "tha\u200bnks",
    "ok, thanks 😊",
    "Good-bye.",
    "好的，谢谢～",
    "thanks a lot",
    "你是骗子",
    "滚滚\u200b滚",
    "ＳＴＵＰＩＤ",
    "stu\u00adpid, stupid!",
    "stupidity",
    "shut up idiot",
    "Shut\u3000Up",
    "_stupid",
    "不关我\u2060的事",
    "Not my problem. not my problem",
    "骗stupid子",
    "…",
    "hello",
    "hello",
    None,
    "",
)
FLAGS = ("true", "F", "YES", "0", None, None)


def build_contact(rnd: Random, contact_id: str, detail: int, world: World) -> None:
    """Add a contact; ``detail`` 0 is a bare one, 3 one with many rows of every kind."""
    start = pick(rnd, BASES)
    if rnd.random() < 0.25:
        start += rnd.choice((*NEAR, *FAR))
    end = start + rnd.choice((*NEAR, *FAR, 60_000, 300_000, 300_000))
    world["contacts"].append(
        {
            "contact_id": contact_id,
            "source_system": "nasty",
            "channel": rnd.choice(CHANNELS),
            "direction": rnd.choice(("inbound",) * 4 + (None, "outbound", "callback", "sideways")),
            "customer_id": rnd.choice(("P1", "P1", "P2", None)),
            "site_id": rnd.choice(("S1", "S2", None)),
            "issue_key": rnd.choice(("pay", "account.status", "delivery.status", None, None)),
            "started_at": text(rnd, start),
            "ended_at": rnd.choice((text(rnd, end),) * 4 + (None,)),
            "ended_by": rnd.choice(
                ("agent", "agent", "agent", "customer", "bot", "system", None, "fate")
            ),
            "parent_contact_id": None,
        }
    )
    at = start
    for number in range(rnd.randint(0, detail)):
        at = add_wait(rnd, contact_id, number, at, world)
    at = rnd.choice((start, at))
    for number in range(rnd.randint(0, detail)):
        at = add_spell(rnd, contact_id, number, at, world)
    add_messages(rnd, contact_id, start, rnd.randint(0, 3 * detail), world)
    for number in range(rnd.randint(0, max(0, detail - 1))):
        add_session(rnd, contact_id, number, start, world)
    for number in range(rnd.randint(0, detail)):
        add_suggestion(rnd, contact_id, number, start, world)


def add_wait(rnd: Random, contact_id: str, number: int, at: int, world: World) -> int:
    """Add a queue segment and return when it is over."""
    at += rnd.choice((0, 0, 0, 1, -1, *NEAR))
    left = at + rnd.choice(NEAR)
    world["queue_segments"].append(
        {
            "segment_id": f"{contact_id}-{rnd.choice('zZ9é')}{number}",
            "contact_id": contact_id,
            "queue_id": rnd.choice(("Q0", "Q0", "Q1", "Q9")),
            "entered_at": text(rnd, at),
            "left_at": rnd.choice((text(rnd, left),) * 7 + (None,)),
            "outcome": rnd.choice(
                ("answered",) * 4
                + ("abandoned",) * 4
                + ("overflow", "callback_requested", "voicemail", "returned", "open", None, "??")
            ),
            "ring_seconds": rnd.choice(("3", "4.999", "0", None)),
            "ring_count": rnd.choice(("1", "0", None, None)),
        }
    )
    return left


def add_spell(rnd: Random, contact_id: str, number: int, at: int, world: World) -> int:
    """Add an agent segment and return a start for the next one, before or after its end."""
    at += rnd.choice((0, 0, 0, *NEAR))
    off = at + rnd.choice((*NEAR, *FAR))
    wrapped = off + rnd.choice(NEAR)
    is_over = rnd.random() < 0.85
    world["agent_segments"].append(
        {
            "segment_id": f"{contact_id}-{rnd.choice('zZ9é')}{number}",
            "contact_id": contact_id,
            "agent_id": rnd.choice(("A0", "A0", "A1", "A2", "A9")),
            "queue_id": rnd.choice(("Q0", "Q1", None)),
            "connected_at": text(rnd, at),
            "disconnected_at": text(rnd, off) if is_over else None,
            "hold_seconds": rnd.choice(("0", "1.5", "30", "0.001", None, None)),
            "hold_count": None,
            "acw_ended_at": rnd.choice((text(rnd, wrapped), None)),
            "dial_seconds": rnd.choice(("2", None, None)),
            "switch_seconds": rnd.choice(("0", "0.001", "19.999", "60", "9000", None)),
            "transfer_out": rnd.choice(("none", "blind", "consult", None, None, "thrown")),
            "disconnected_by": rnd.choice(("agent", "agent", "customer", "system", None, "fate")),
        }
    )
    return rnd.choice((at, off, off - 1))


def add_messages(rnd: Random, contact_id: str, start: int, count: int, world: World) -> None:
    """Add runs of messages with bots, rules and internal notes among them, and ties."""
    at = start + rnd.choice((0, 0, 0, -1, 1))
    numbers = list(range(count))
    rnd.shuffle(numbers)  # ties are not in the order of delivery
    for number in numbers:
        world["messages"].append(
            {
                "message_id": f"{contact_id}-{number}",
                "contact_id": contact_id,
                "sent_at": text(rnd, at),
                "author_type": rnd.choice(
                    ("customer",) * 6 + ("agent",) * 6 + ("bot", "bot", "system", "oracle")
                ),
                "author_id": None,
                "visibility": rnd.choice(
                    ("public",) * 5 + (None, None, "internal", "internal", "secret")
                ),
                "script_id": rnd.choice(("s1", "s2", None, None)),
                "is_auto": rnd.choice((None, None, None, None, "false", "FALSE", "1", "t")),
                "body": rnd.choice(BODIES),
            }
        )
        at += abs(rnd.choice((0, 0, 0, *NEAR)))


def add_session(rnd: Random, contact_id: str, number: int, start: int, world: World) -> None:
    """Add a bot session with its turns."""
    at = start + rnd.choice((0, 0, *NEAR))
    end = at + rnd.choice(NEAR)
    wished = at + rnd.choice(NEAR)
    session_id = f"{contact_id}-B{number}"
    world["bot_sessions"].append(
        {
            "bot_session_id": session_id,
            "contact_id": contact_id,
            "bot_id": None,
            "started_at": text(rnd, at),
            "ended_at": rnd.choice((text(rnd, end),) * 3 + (None,)),
            "handoff_requested_at": rnd.choice((text(rnd, wished), None, None, None)),
            "handoff_connected_at": rnd.choice((text(rnd, wished + 1), None, None, None, None)),
            "human_available": rnd.choice(FLAGS),
            "feedback": rnd.choice(("positive", "negative", None, None, "meh")),
            "is_greeting_only": rnd.choice((*FLAGS, None, None, "no")),
        }
    )
    for turn in range(rnd.randint(0, 3)):
        world["bot_turns"].append(
            {
                "turn_id": f"{session_id}-{turn}",
                "bot_session_id": session_id,
                "asked_at": text(rnd, at),
                "is_fallback": rnd.choice(FLAGS),
                "intent": rnd.choice(("pay", "Pay", "account.status", None)),
                "confidence": rnd.choice(("0.5", None)),
                "labelled_intent": rnd.choice(("pay", "pay", None)),
            }
        )


def add_suggestion(rnd: Random, contact_id: str, number: int, start: int, world: World) -> None:
    """Add a suggestion to the agent or a push to the customer."""
    at = start + rnd.choice(NEAR)
    answered = at + rnd.choice((*NEAR, -86_400_000 + 1))
    world["suggestions"].append(
        {
            "suggestion_id": f"{contact_id}-{number}",
            "contact_id": contact_id,
            "article_id": rnd.choice(("K1", "K1", "K2")),
            "audience": rnd.choice(("agent", "agent", "customer", "customer", "customer", "boss")),
            "shown_at": text(rnd, at),
            "response": rnd.choice(
                ("accepted", "edited", "dismissed", "adopted", "adopted", "rejected", None, "hm")
            ),
            "responded_at": rnd.choice((text(rnd, answered), None)),
            "rank": rnd.choice(("1", None)),
        }
    )
