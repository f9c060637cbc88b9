"""Golden cases of repairs of presets and of public opinion, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, contact, maybe, nothing, showing, world
from .golden_work import one_open
from .rows import RawRow, World


def flag(flag_id: str, article_id: str, flagged: float, fixed: float | None) -> RawRow:
    """A preset flagged and maybe repaired."""
    row: RawRow = {"flag_id": flag_id, "article_id": article_id}
    return row | {"flagged_at": at(flagged), "fixed_at": maybe(fixed)}


def repairs() -> World:
    """Three flags: repaired after 24 h, not at all, and after 100 h. All lie before the end."""
    return world(
        knowledge_flags=[
            flag("F1", "K1", 0, DAY),
            flag("F2", "K2", 0, None),
            flag("F3", "K3", DAY, DAY + 360_000),
        ]
    )


def repaired_after(seconds: float) -> World:
    """One flag repaired so long after it was raised, and one not repaired."""
    return world(knowledge_flags=[flag("F1", "K1", 0, seconds), flag("F2", "K2", 0, None)])


def showings(article_id: str, when: float, count: int, taken: int) -> list[RawRow]:
    """Showings of a preset, the first ones accepted; their contacts need not be known."""
    return [
        showing(
            f"{article_id} {when} {number}",
            "C9",
            "agent",
            "accepted" if number < taken else "dismissed",
            article_id=article_id,
            shown_at=at(when),
        )
        for number in range(count)
    ]


def adoption() -> World:
    """K1 rises from 3 to 6 of 30, K2 stays at 3 of 30, K3 was shown only 29 times before."""
    return world(
        contacts=[contact("C1", 16 * DAY, None)],
        knowledge_flags=[flag(f"F{n}", f"K{n}", 0, DAY) for n in (1, 2, 3)],
        suggestions=[
            *showings("K1", 0, 30, 3),
            *showings("K1", DAY, 30, 6),
            *showings("K2", 0, 30, 3),
            *showings("K2", 2 * DAY, 30, 3),
            *showings("K3", 0, 29, 3),
            *showings("K3", 2 * DAY, 30, 6),
        ],
    )


def measured(latest: float) -> World:
    """A repair after one day that helped; the latest event is a contact at the second given."""
    return world(
        contacts=[contact("C1", latest, None)],
        knowledge_flags=[flag("F1", "K1", 0, DAY)],
        suggestions=[*showings("K1", 0, 30, 3), *showings("K1", 2 * DAY, 30, 6)],
    )


def event(event_id: str, escalated: float | None = None) -> RawRow:
    """An event at second 0."""
    return {"event_id": event_id, "occurred_at": at(0), "escalated_at": maybe(escalated)}


def alert(alert_id: str, event_id: str, minutes: float, is_confirmed: str = "true") -> RawRow:
    """An alert so many minutes after the event."""
    row: RawRow = {"alert_id": alert_id, "event_id": event_id, "is_confirmed": is_confirmed}
    return row | {"alerted_at": at(minutes * 60)}


def opinions() -> World:
    """E1 alerted after 10 and 40 min and escalated, E2 after 31 min, E3 never."""
    return world(
        opinion_events=[event("E1", 7200), event("E2"), event("E3")],
        opinion_alerts=[
            alert("A1", "E1", 10),
            alert("A2", "E1", 40, "false"),
            alert("A3", "E2", 31),
        ],
    )


def alerted(seconds: float, is_confirmed: str = "true") -> World:
    """One event and its alert so many seconds later."""
    return world(
        opinion_events=[event("E1")], opinion_alerts=[alert("A1", "E1", seconds / 60, is_confirmed)]
    )


def escalated(seconds: float) -> World:
    """One event escalated so many seconds after it happened, and one not."""
    return world(opinion_events=[event("E1", seconds), event("E2")])


CASES: dict[str, GoldenCase] = {
    # F1 and F3 of three.
    "knowledge_repair_rate": case(
        repairs,
        ("2", "3", 2 / 3),
        (partial(repaired_after, -5.0), "1", "2", 0.5),
        (partial(repaired_after, -5.001), "0", "1", 0.0),
        one_open,
    ),
    # Only F1 within 72 h; then exactly 72 h and 1 ms more.
    "knowledge_repair_in_sla_rate": case(
        repairs,
        ("1", "3", 1 / 3),
        (partial(repaired_after, 3 * DAY), "1", "2", 0.5),
        (partial(repaired_after, 3 * DAY + 0.001), "0", "2", 0.0),
        one_open,
    ),
    # The 14 days after the repair are over at the latest event, or 1 ms later.
    "knowledge_repair_effectiveness": case(
        adoption,
        ("1", "2", 0.5),
        (partial(measured, 15 * DAY), "1", "1", 1.0),
        (partial(measured, 15 * DAY - 0.001), None, None, None),
        repairs,
    ),
    "sentiment_alert_timeliness": case(
        opinions,
        ("1", "3", 1 / 3),
        (partial(alerted, 1800.0), "1", "1", 1.0),
        (partial(alerted, 1800.001), "0", "1", 0.0),
        one_open,
    ),
    "sentiment_alert_precision": case(
        opinions,
        ("2", "3", 2 / 3),
        (partial(alerted, 60.0, "true"), "1", "1", 1.0),
        (partial(alerted, 60.0, "false"), "0", "1", 0.0),
        partial(escalated, 60.0),
    ),
    "sentiment_escalation_rate": case(
        opinions,
        ("1", "3", 1 / 3),
        (partial(escalated, -5.0), "1", "2", 0.5),
        (partial(escalated, -5.001), "0", "1", 0.0),
        nothing,
    ),
}
