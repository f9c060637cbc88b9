"""Hypothesis strategies for nasty little worlds.

Every contact, agent, queue and piece of mischief is built from its own small seed, so that
drawing is cheap and shrinking takes away whole contacts, agents or mischiefs.
"""

from __future__ import annotations

from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from .instants import BASES, FAR, NEAR, pick, text
from .mischief import make_mischief, settle
from .nasty_contacts import build_contact
from .nasty_demand import trunk, week_before
from .nasty_experience import add_experience
from .nasty_hours import CALENDARS, rest_overnight
from .nasty_issues import return_again
from .nasty_tickets import build_ticket
from .nasty_workforce import TABLES as WORKFORCE_TABLES
from .nasty_workforce import build_staff, give_issues
from .reference import Params
from .rows import World

TABLES = (
    "contacts",
    "queue_segments",
    "agent_segments",
    "messages",
    "bot_sessions",
    "bot_turns",
    "suggestions",
    "knowledge_articles",
    "knowledge_flags",
    "opinion_events",
    "opinion_alerts",
    "tickets",
    "ticket_events",
    "sla_instances",
    "quality_reviews",
    "complaints",
    "surveys",
    "customers",
    "costs",
    "agent_states",
    "agents",
    "queues",
    "trunk_intervals",
    *WORKFORCE_TABLES,
)
T = TypeVar("T")
TEAMS = ("T1", "T2", None)
STATES = ("available", "handling", "acw", "break", "meal", "meeting", "training", "other", "asleep")
CAPS = (0, 1, 2, 4, 8, 99, 99, 99, 99, 99, 99, 99)  # rows kept of a table
SEEDS = st.integers(0, 2**20)


def versions(rnd: Random, table: str, key: str, name: str, world: World) -> None:
    """Up to three dated versions: some end early, some run into the next, some touch."""
    at = rnd.choice((BASES[0] - 86_400_000, BASES[0], BASES[0], BASES[3], BASES[5]))
    for _ in range(rnd.choice((0, 1, 1, 2, 2, 3))):
        length = rnd.choice((20_000, 3_600_000, 86_400_000, 172_800_000, 172_800_000))
        gap = rnd.choice((0, 0, 1, -1_000, 3_600_000))
        ends = rnd.choice((True, True, False))
        row: dict[str, str | None] = {
            key: name,
            "valid_from": text(rnd, at),
            "valid_to": text(rnd, at + length) if ends else None,
        }
        if table == "agents":
            row["team_id"] = rnd.choice(TEAMS)
            row["max_concurrency"] = rnd.choice(("1", "3", "0", None))
            row["tier"] = rnd.choice(("junior", "expert", None))
        else:
            row["channel"] = rnd.choice(("voice", "chat", None))
            row["site_id"] = rnd.choice(("S1", None))
            row["service_level_seconds"] = rnd.choice(("20", "60", "0", "1.5", None, None))
            row["calendar_id"] = rnd.choice(CALENDARS)
            row["short_abandon_seconds"] = rnd.choice(("5", "0", "0.001", None, None))
        world[table].append(row)
        at += length + gap


def states(rnd: Random, agent_id: str, world: World) -> None:
    """Spells that touch, overlap, cross midnight, last nothing, or never end."""
    at = pick(rnd, BASES)
    for number in range(rnd.randint(0, 5)):
        end = at + rnd.choice((*NEAR, 3_600_000, 90_000_000))
        world["agent_states"].append(
            {
                "state_id": f"{agent_id}-{number}",
                "agent_id": agent_id,
                "state": rnd.choice(STATES),
                "entered_at": text(rnd, at),
                "left_at": rnd.choice((text(rnd, end),) * 5 + (None,)),
            }
        )
        at = rnd.choice((end, end, at, max(at, end) + rnd.choice(FAR), end - 1))


def presets(rnd: Random, number: int, world: World) -> None:
    """A flagged preset, an event and its alerts."""
    flagged = pick(rnd, BASES) + rnd.choice(NEAR)
    later = rnd.choice((*NEAR, *FAR, 259_200_000, 259_200_001, 259_199_999))
    fixed = rnd.choice((flagged + later, max(flagged, pick(rnd, BASES))))
    world["knowledge_flags"].append(
        {
            "flag_id": f"F{number}",
            "article_id": rnd.choice(("K1", "K2")),
            "reason": rnd.choice(("stale", "manual", "whim", None)),
            "flagged_at": text(rnd, flagged),
            "fixed_at": rnd.choice((text(rnd, fixed), text(rnd, fixed), None)),
        }
    )
    world["knowledge_articles"].append(
        {"article_id": f"K{number}", "kind": "faq", "title": None, "created_at": None}
    )
    happened = pick(rnd, BASES)
    world["opinion_events"].append(
        {
            "event_id": f"E{number}",
            "contact_id": rnd.choice(("C0", "C1", "ghost", None)),
            "occurred_at": text(rnd, happened),
            "severity": None,
            "escalated_at": rnd.choice((None, text(rnd, happened + rnd.choice(NEAR)))),
        }
    )
    for alert in range(rnd.randint(0, 3)):
        after = rnd.choice((0, 1_799_999, 1_800_000, 1_800_001, -1, -60_000, 7_200_000))
        world["opinion_alerts"].append(
            {
                "alert_id": f"A{number}-{alert}",
                "event_id": rnd.choice((f"E{number}", f"E{number}", "E0", "ghost", None)),
                "alerted_at": text(rnd, happened + after),
                "is_confirmed": rnd.choice(("true", "No", "1", None)),
            }
        )


def few_or_many(item: st.SearchStrategy[T], most: int) -> st.SearchStrategy[list[T]]:
    """A list that is as likely to be long as short (plain lists are mostly short)."""
    return st.one_of(
        st.lists(item, max_size=most), st.lists(item, min_size=(most + 1) // 2, max_size=most)
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world of 1-12 contacts over about three days, with everything that can go wrong."""
    world: World = {table: [] for table in TABLES}
    salt = draw(st.integers(0, 2**62))  # small seeds repeat often; the salt tells them apart

    def source(seed: int, kind: str) -> Random:
        return Random(f"{salt} {seed} {kind}")

    details = st.sampled_from((0, 1, 2, 3, 3, 3))
    contacts = draw(few_or_many(st.tuples(SEEDS, details), 11))
    contacts.append((draw(SEEDS), draw(details)))
    for number, (seed, detail) in enumerate(contacts):
        build_contact(source(seed, "contact"), f"C{number}", detail, world)
    rest_overnight(source(salt, "nights"), world)
    for number, seed in enumerate(draw(few_or_many(SEEDS, 3))):
        versions(source(seed, "agent"), "agents", "agent_id", f"A{number}", world)
        states(source(seed, "state"), f"A{number}", world)
        build_staff(source(seed, "staff"), f"A{number}", world)
    give_issues(source(0, "issues"), world)
    for number, seed in enumerate(draw(few_or_many(SEEDS, 2))):
        versions(source(seed, "queue"), "queues", "queue_id", f"Q{number}", world)
    for number, seed in enumerate(draw(few_or_many(SEEDS, 3))):
        presets(source(seed, "preset"), number, world)
    for number, seed in enumerate(draw(few_or_many(SEEDS, 6))):
        week_before(source(seed, "week"), number, world)
        trunk(source(seed, "trunk"), world)
        build_ticket(source(seed, "ticket"), number, world)
    for number, seed in enumerate(draw(few_or_many(SEEDS, 2))):
        return_again(source(seed, "issue"), number, world)
    for number, seed in enumerate(draw(few_or_many(SEEDS, 4))):
        add_experience(source(seed, "experience"), number, world)
    if draw(st.integers(0, 9)) == 0:  # now and then tables lose rows; shrinking comes here
        for table in TABLES:
            world[table] = world[table][: draw(st.sampled_from(CAPS))]
    for number, seed in enumerate(draw(few_or_many(SEEDS, 10))):
        make_mischief(source(seed, "mischief"), number, world)
    return settle(world)


def timezones() -> st.SearchStrategy[str]:
    """Business zones: none, one without and one with daylight saving time."""
    return st.sampled_from(("UTC", "Asia/Shanghai", "America/New_York"))


def params() -> st.SearchStrategy[Params]:
    """Settings under which little worlds reach the rarer measures."""
    return st.builds(
        Params,
        recontact_hours=st.sampled_from((24, 1)),
        resolution_cutoff_days=st.sampled_from((14, 1)),
        reopen_window_days=st.sampled_from((30, 1)),
        adoption_window_days=st.sampled_from((14, 1)),
        adoption_min_impressions=st.sampled_from((1, 2, 30)),
        human_conversation_rule=st.sampled_from(("connected", "valid")),
        fcr_window_days=st.sampled_from((7, 1, 2)),
        repeat_window_days=st.sampled_from((7, 1, 2)),
        chat_idle_seconds=st.sampled_from((120, 60, 5)),
        as_of=st.sampled_from((None, "2024-04-20T00:00:00Z", "2024-03-12T00:00:00Z")),
        default_calendar=st.sampled_from(("24x7", "us_evening")),
        least_employee_answers=st.sampled_from((5, 1, 2)),
    )
