"""Typed current rows of one world, with the look-ups every process needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from .reference import Params, site_zones
from .rows import Row, World, current, instant

# Columns whose greatest value is as_of when none is given.
AS_OF_COLUMNS = {
    "contacts": ("started_at", "ended_at"),
    "queue_segments": ("entered_at", "left_at"),
    "agent_segments": ("connected_at", "disconnected_at"),
    "messages": ("sent_at",),
    "bot_sessions": ("started_at", "ended_at"),
    "suggestions": ("shown_at",),
    "knowledge_flags": ("flagged_at", "fixed_at"),
    "opinion_events": ("occurred_at",),
    "opinion_alerts": ("alerted_at",),
    "complaints": ("opened_at", "closed_at"),
    "quality_reviews": ("reviewed_at",),
    "surveys": ("invited_at", "responded_at"),
    "tickets": ("created_at",),
    "ticket_events": ("occurred_at",),
    "sla_instances": ("applied_at", "fulfilled_at"),
    "agent_states": ("entered_at", "left_at"),
    "trunk_intervals": ("interval_start",),
}
TABLES = (
    *AS_OF_COLUMNS,
    "bot_turns",
    "agent_skills",
    "agents",
    "shifts",
    "queues",
    "costs",
    "customers",
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Facts:
    """Everything the measures are computed from."""

    tables: dict[str, list[Row]]
    contacts: dict[str, Row]
    business_zone: ZoneInfo
    zones: dict[str, ZoneInfo]
    as_of: int | None
    params: Params
    children: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table, rows in self.tables.items():
            for row in rows:
                if row.get("contact_id") is not None:
                    self.children.setdefault((table, row["contact_id"]), []).append(row)

    def of_contact(self, table: str, contact_id: str) -> list[Row]:
        """Rows of a table that belong to a contact."""
        return self.children.get((table, contact_id), [])

    def version(self, table: str, id_column: str, wanted: str | None, at: int) -> Row | None:
        """The version of an agent or queue in force at an instant."""
        versions = sorted(
            (row for row in self.tables[table] if row[id_column] == wanted),
            key=lambda row: row["valid_from"],
        )
        begun = [row for row in versions if row["valid_from"] <= at]
        if not begun:
            return None
        latest = begun[-1]
        # A later version begins after `at`, as this one is the latest begun, so only
        # the version's own end can have come.
        if latest["valid_to"] is not None and at >= latest["valid_to"]:
            return None
        return latest

    def agent(self, agent_id: str, at: int) -> Row | None:
        """The agent's version at an instant."""
        return self.version("agents", "agent_id", agent_id, at)

    def team(self, agent_id: str, at: int) -> str | None:
        """The agent's team at an instant."""
        version = self.agent(agent_id, at)
        return None if version is None else version["team_id"]

    def queue(self, queue_id: str, at: int) -> Row | None:
        """The queue's version at an instant."""
        return self.version("queues", "queue_id", queue_id, at)

    def date_at(self, site_id: str | None, at: int) -> date:
        """Business date of an instant at a site."""
        zone = self.zones.get(site_id, self.business_zone) if site_id else self.business_zone
        return local_date(at, zone)

    def business_date(self, at: int) -> date:
        """Date of an instant in the business zone, whatever the site."""
        return local_date(at, self.business_zone)

    def midnight(self, day: date) -> int:
        """The instant at which a day begins in the business zone."""
        local = datetime(day.year, day.month, day.day, tzinfo=self.business_zone)
        return round((local.astimezone(UTC) - EPOCH) / timedelta(milliseconds=1))


def local_date(at: int, zone: ZoneInfo) -> date:
    """Date that the calendar on the wall shows."""
    return (EPOCH + timedelta(milliseconds=at)).astimezone(zone).date()


def is_inbound(contact: Row | None) -> bool:
    """Inbound, of unknown direction, or missing."""
    return contact is None or contact["direction"] in ("inbound", None, "unknown")


def load(world: World, timezone: str, params: Params) -> Facts:
    """Type a world and pick the winner of every key."""
    tables = {table: current(world, table) for table in TABLES}
    if params.as_of is not None:
        as_of: int | None = instant(params.as_of)
    else:
        seen = [
            row[column]
            for table, columns in AS_OF_COLUMNS.items()
            for row in tables[table]
            for column in columns
            if row[column] is not None
        ]
        as_of = max(seen) if seen else None
    return Facts(
        tables=tables,
        contacts={row["contact_id"]: row for row in tables["contacts"]},
        business_zone=ZoneInfo(timezone),
        zones={site: ZoneInfo(zone) for site, zone in site_zones(params).items()},
        as_of=as_of,
        params=params,
    )
