"""Two customers and two agents, everything said between them, and a row that nobody can read."""

from __future__ import annotations

from typing import Any

JANE, OMAR = "cust-jane@example.com", "cust-omar"
ANN, BOB = "agent-ann", "agent-bob"
JANES_WORDS = ("my card is lost", "it was at the station", "Jane sounds upset")
BROKEN = f'{{"message_id": "m9", "contact_id": "contact-1", "author_id": "{JANE}", "body": "oh\n'
DAY = "2025-01-06T"

TABLES: dict[str, list[dict[str, Any]]] = {
    "customers": [
        {"customer_id": JANE, "active_from": "2024-01-01", "segment": "gold"},
        {"customer_id": OMAR, "active_from": "2024-01-01", "segment": "gold"},
    ],
    "agents": [
        {"agent_id": ANN, "valid_from": "2024-01-01T00:00:00Z", "team_id": "red"},
        {"agent_id": BOB, "valid_from": "2024-01-01T00:00:00Z", "team_id": "red"},
    ],
    "contacts": [
        {
            "contact_id": f"contact-{number}",
            "source_system": "desk",
            "channel": "chat",
            "direction": "inbound",
            "customer_id": customer,
            "started_at": f"{DAY}0{number}:00:00Z",
            "ended_at": f"{DAY}0{number}:10:00Z",
            "note": note,
        }
        for number, customer, note in (
            (1, JANE, "Jane sounds upset"),
            (2, OMAR, "Omar is fine"),
            (3, JANE, None),
        )
    ],
    "queue_segments": [
        {
            "segment_id": f"q{number}",
            "contact_id": f"contact-{number}",
            "queue_id": "cards",
            "entered_at": f"{DAY}0{number}:00:00Z",
            "left_at": f"{DAY}0{number}:00:10Z",
            "outcome": "answered",
            "agent_id": agent,
        }
        for number, agent in ((1, ANN), (2, BOB), (3, BOB))
    ],
    "agent_segments": [
        {
            "segment_id": f"a{number}",
            "contact_id": f"contact-{number}",
            "agent_id": agent,
            "queue_id": "cards",
            "connected_at": f"{DAY}0{number}:00:10Z",
            "disconnected_at": f"{DAY}0{number}:10:00Z",
        }
        for number, agent in ((1, ANN), (2, BOB), (3, BOB))
    ],
    "messages": [
        {
            "message_id": f"m{number}",
            "contact_id": contact,
            "sent_at": f"{DAY}0{contact[-1]}:0{number}:00Z",
            "author_type": kind,
            "author_id": author,
            "body": body,
        }
        for number, contact, kind, author, body in (
            (1, "contact-1", "customer", JANE, "my card is lost"),
            (2, "contact-1", "agent", ANN, "where was it, Jane"),
            (3, "contact-1", "customer", JANE, "it was at the station"),
            (4, "contact-2", "customer", OMAR, "good morning to you"),
            (5, "contact-2", "agent", BOB, "good morning indeed"),
            (6, "contact-2", "bot", "bot-7", "your number in the queue is one"),
        )
    ],
    "tickets": [
        {
            "ticket_id": "t1",
            "contact_id": "contact-1",
            "created_at": f"{DAY}01:20:00Z",
            "channel": "chat",
        },
        {"ticket_id": "t2", "customer_id": OMAR, "created_at": f"{DAY}02:20:00Z"},
    ],
    "ticket_events": [
        {
            "event_id": f"e{number}",
            "ticket_id": ticket,
            "occurred_at": f"{DAY}03:00:00Z",
            "event_type": "status",
            "status": "solved",
            "agent_id": ANN,
            "remark": remark,
        }
        for number, ticket, remark in (
            (1, "t1", "sent her a new card"),
            (2, "t2", "told him the hours"),
        )
    ],
    "pilot_arms": [
        {"pilot_id": "p", "unit_type": "agent", "unit_id": ANN, "arm": "treated"},
        {"pilot_id": "p", "unit_type": "team", "unit_id": "red", "arm": "treated"},
    ],
}
