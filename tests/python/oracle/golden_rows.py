"""Row builders and the shape of golden cases. Times are seconds after Monday 09:00 UTC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .rows import RawRow, World

MONDAY = datetime(2024, 5, 6, 9, tzinfo=UTC)
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Expected:
    """What a KPI is over a whole world, uncut; decimals as text, times in seconds.

    All three None: the KPI has no row, or one without a value.
    """

    world: Callable[[], World]
    numerator: str | None
    denominator: str | None
    value: float | None


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A typical world, two worlds one unit apart at a boundary, and one without a base."""

    typical: Expected
    at_boundary: Expected
    past_boundary: Expected
    empty: Expected


def case(
    world: Callable[..., World],
    typical: tuple[str | None, str | None, float],
    at: tuple[Callable[[], World], str | None, str | None, float | None],
    past: tuple[Callable[[], World], str | None, str | None, float | None],
    empty: tuple[Callable[[], World], str | None, str | None] | Callable[[], World],
) -> GoldenCase:
    """Short way to write a golden case down."""
    if callable(empty):
        empty = (empty, None, None)
    return GoldenCase(
        Expected(world, *typical), Expected(*at), Expected(*past), Expected(*empty, None)
    )


def at(seconds: float) -> str:
    """The instant so many seconds after Monday 09:00 UTC."""
    moment = MONDAY + timedelta(milliseconds=round(seconds * 1000))
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def maybe(seconds: float | None) -> str | None:
    """An instant, or null."""
    return None if seconds is None else at(seconds)


def world(**tables: list[RawRow]) -> World:
    """A world of the tables given."""
    return dict(tables)


def nothing() -> World:
    """A world in which nothing happened."""
    return {}


def contact(
    contact_id: str, start: float = 0, end: float | None = 600, **other: str | None
) -> RawRow:
    """An inbound chat; the customer is not known unless told."""
    row: RawRow = {
        "contact_id": contact_id,
        "source_system": "golden",
        "channel": "chat",
        "direction": "inbound",
        "started_at": at(start),
        "ended_at": maybe(end),
    }
    return row | other


def spell(
    segment_id: str, contact_id: str, start: float = 0, end: float | None = 600, **other: str | None
) -> RawRow:
    """An agent segment of agent A1."""
    row: RawRow = {
        "segment_id": segment_id,
        "contact_id": contact_id,
        "agent_id": "A1",
        "connected_at": at(start),
        "disconnected_at": maybe(end),
    }
    return row | other


def wait(
    segment_id: str, contact_id: str, start: float, end: float | None, outcome: str | None
) -> RawRow:
    """A segment in queue Q1."""
    return {
        "segment_id": segment_id,
        "contact_id": contact_id,
        "queue_id": "Q1",
        "entered_at": at(start),
        "left_at": maybe(end),
        "outcome": outcome,
    }


def said(
    message_id: str, contact_id: str, who: str, when: float, body: str = "hm", **other: str | None
) -> RawRow:
    """A public message."""
    row: RawRow = {
        "message_id": message_id,
        "contact_id": contact_id,
        "author_type": who,
        "sent_at": at(when),
        "visibility": "public",
        "body": body,
    }
    return row | other


def session(
    session_id: str, contact_id: str, end: float | None = 60, **other: str | None
) -> RawRow:
    """A bot session from second 0."""
    row: RawRow = {
        "bot_session_id": session_id,
        "contact_id": contact_id,
        "started_at": at(0),
        "ended_at": maybe(end),
        "is_greeting_only": "false",
    }
    return row | other


def turn(turn_id: str, session_id: str, **other: str | None) -> RawRow:
    """A bot turn."""
    row: RawRow = {"turn_id": turn_id, "bot_session_id": session_id, "asked_at": at(5)}
    return row | other


def showing(
    suggestion_id: str, contact_id: str, audience: str, response: str | None, **other: str | None
) -> RawRow:
    """A suggestion shown at second 10."""
    row: RawRow = {
        "suggestion_id": suggestion_id,
        "contact_id": contact_id,
        "article_id": "K1",
        "audience": audience,
        "shown_at": at(10),
        "response": response,
    }
    return row | other
