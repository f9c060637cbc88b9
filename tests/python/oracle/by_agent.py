"""What each agent did, for the KPIs a person may be judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from . import reference
from .amounts import half_up, thousandths
from .bots import wanted_human
from .contacts import Talk, calendar_of, is_agent_message, read
from .facts import Facts, is_inbound, load
from .kpis import SCALES, KpiRow, value
from .opening import open_between
from .reference import OTHER_CHANNEL, Kpi, Params, channels
from .reviews import slice_of
from .rows import Row, World
from .slices import ALL, UNKNOWN, Slice, bucket, contact_slice, shown
from .words import hits
from .workforce import agent_days, covers


class Of(NamedTuple):
    """A slice and an agent; the team is the agent's own."""

    where: Slice
    agent_id: str


Amounts = Counter[tuple[Of, str]]


class Book(NamedTuple):
    """Sums by slice, agent and measure; reply gaps by slice, agent and bucket; contacts a month."""

    sums: Amounts
    gaps: Counter[tuple[Of, int]]
    contacts: Counter[tuple[str, date]]


def book_of(world: World, timezone: str, params: Params) -> Book:
    """Everything by agent."""
    facts = load(world, timezone, params)
    book = Book(Counter(), Counter(), Counter())
    for contact in facts.contacts.values():
        count_contact(facts, book, contact)
    for review in facts.tables["quality_reviews"]:
        count_review(facts, book.sums, review)
    count_plans(facts, book.sums)
    return book


def measures(world: World, timezone: str, params: Params) -> dict[tuple[Of, str], int]:
    """Measures by slice and agent that are not zero."""
    return {key: n for key, n in book_of(world, timezone, params).sums.items() if n}


def author(message: Row) -> str:
    """Who wrote a message."""
    return shown(message["author_id"])


def count_contact(facts: Facts, book: Book, contact: Row) -> None:
    """Give everybody who was connected or wrote their part of a contact."""
    talk = read(facts, contact)
    first_seen: dict[str, int] = {}
    for agent_id, at in touches(talk):
        first_seen[agent_id] = min(at, first_seen.get(agent_id, at))
    base = contact_slice(facts, contact)

    def of(agent_id: str) -> Of:
        at = first_seen.get(agent_id)
        team = facts.team(agent_id, at) if at is not None else None
        return Of(base._replace(team_id=shown(team)), agent_id)

    month = base.day.replace(day=1)
    for agent_id in first_seen:
        book.contacts[agent_id, month] += 1
        mine = [m for m in talk.by_agent if author(m) == agent_id]
        scripts = sum(m["script_id"] is not None for m in mine)
        rude = sum(hits(m["body"], m["sent_at"]) for m in mine)
        book.sums[of(agent_id), "agent_messages"] += len(mine)
        book.sums[of(agent_id), "script_uses"] += scripts
        book.sums[of(agent_id), "sensitive_hits"] += rude
        if talk.is_human:
            book.sums[of(agent_id), "human_conversations"] += 1
            book.sums[of(agent_id), "script_conversations"] += scripts > 0
            book.sums[of(agent_id), "sensitive_conversations"] += rude > 0
    calendar = calendar_of(facts, contact)

    gaps: dict[str, list[int]] = {}
    for asked_at, answer in answered_runs(talk):
        agent_id, gap = author(answer), answer["sent_at"] - asked_at
        gaps.setdefault(agent_id, []).append(gap)
        book.gaps[of(agent_id), bucket(gap)] += 1
        book.sums[of(agent_id), "reply_gaps"] += 1
        book.sums[of(agent_id), "reply_gap_ms"] += gap
        open_ms = open_between(calendar, asked_at, answer["sent_at"])
        book.sums[of(agent_id), "reply_gap_bh_ms"] += open_ms
    for agent_id, mine_ms in gaps.items():
        book.sums[of(agent_id), "conversations_with_reply_gap"] += 1
        rounded = half_up(sum(mine_ms), len(mine_ms))
        book.sums[of(agent_id), "conversation_reply_gap_ms"] += rounded

    def respond(message: Row, since: int, name: str) -> None:
        who = of(author(message))
        book.sums[who, f"first_responses{name}"] += 1
        book.sums[who, f"first_response{name}_ms"] += message["sent_at"] - since
        open_ms = open_between(calendar, since, message["sent_at"])
        book.sums[who, f"first_response{name}_bh_ms"] += open_ms

    if talk.segments:
        accepted_at = talk.segments[0]["connected_at"]
        since = [m for m in talk.by_agent if m["sent_at"] >= accepted_at]
        if since:
            respond(since[0], accepted_at, "_from_accept")
    if not is_inbound(contact) or not talk.by_customer:
        return
    human = [m for m in talk.by_agent if m["sent_at"] >= contact["started_at"]]
    if human:
        respond(human[0], contact["started_at"], "")
    if is_due(facts, talk, human):
        first = author(human[0]) if human else UNKNOWN
        if not human and talk.segments:
            first = talk.segments[0]["agent_id"]
        book.sums[of(first), "responses_due"] += 1
        target = channels().get(contact["channel"], OTHER_CHANNEL).response_target
        in_target = bool(human) and human[0]["sent_at"] - contact["started_at"] <= target
        book.sums[of(first), "responses_in_target"] += in_target


def touches(talk: Talk) -> Iterator[tuple[str, int]]:
    """Who was connected or wrote, and when."""
    for segment in talk.segments:
        yield segment["agent_id"], segment["connected_at"]
    for message in talk.by_agent:
        yield author(message), message["sent_at"]


def answered_runs(talk: Talk) -> Iterator[tuple[int, Row]]:
    """First instant of each run of the customer's messages, and the answer that ended it."""
    ended_at, asked_at = talk.contact["ended_at"], None
    for message in talk.messages:
        if ended_at is not None and message["sent_at"] > ended_at:
            return
        if message["author_type"] == "customer":
            asked_at = message["sent_at"] if asked_at is None else asked_at
        elif is_agent_message(message) and asked_at is not None:
            yield asked_at, message
            asked_at = None


def is_due(facts: Facts, talk: Talk, human: list[Row]) -> bool:
    """Whether a human response was needed, and was given or is overdue."""
    contact = talk.contact
    sessions = facts.of_contact("bot_sessions", contact["contact_id"])
    needed = not sessions or any(wanted_human(s) for s in sessions) or bool(talk.segments)
    target = channels().get(contact["channel"], OTHER_CHANNEL).response_target
    overdue = facts.as_of is not None and contact["started_at"] + target < facts.as_of
    return needed and (bool(human) or overdue)


def count_review(facts: Facts, sums: Amounts, review: Row) -> None:
    """Count a review for the agent whose work was reviewed."""
    if review["is_calibration"] is True:
        return
    agent_id, at = shown(review["agent_id"]), review["reviewed_at"]
    team = shown(facts.team(agent_id, at))
    who = Of(slice_of(facts, review["contact_id"], at, team), agent_id)
    flaw = review["has_critical_error"]
    sums[who, "quality_reviews_checked"] += flaw is not None
    sums[who, "quality_reviews_without_critical_error"] += flaw is False
    given, most = thousandths(review["score"]), thousandths(review["max_score"])
    if given is None or most is None or most <= 0:
        return
    score = min(max(given, 0), most)
    sums[who, "quality_reviews"] += 1
    sums[who, "quality_score_milli"] += score
    sums[who, "quality_max_score_milli"] += most
    sums[who, "quality_review_share_milli"] += half_up(1000 * score, most)


def count_plans(facts: Facts, sums: Amounts) -> None:
    """Count what was planned with a known activity, and kept, at the team of the day's plan."""
    for (agent_id, day), work in agent_days(facts).items():
        planned = [spell for spells in work.plans.values() for spell in spells]
        if not planned:
            continue
        team = shown(facts.team(agent_id, min(planned)[0]))
        who = Of(Slice(day, ALL, ALL, ALL, team), agent_id)
        for start, end in pairwise(work.edges()):
            plans = {name for name, spells in work.plans.items() if covers(spells, start)}
            states = {name for name, spells in work.states.items() if covers(spells, start)}
            on_queue = "on_queue" in plans and bool(states & {"available", "handling", "acw"})
            away = plans & states & {"break", "meal", "meeting", "training"}
            if plans - {None, "unknown"}:
                sums[who, "scheduled_activity_ms"] += end - start
            if on_queue or away:
                sums[who, "adherent_ms"] += end - start


def kpi_agent_daily(
    world: World, timezone: str, params: Params, kpis: tuple[str, ...]
) -> dict[tuple[Of, str], KpiRow]:
    """The KPIs by slice and agent, of the months in which the agent had contacts enough."""
    book = book_of(world, timezone, params)
    rows: dict[tuple[Of, str], KpiRow] = {}
    for name in kpis:
        kpi = reference.catalogue()[name]
        if kpi.kind == "percentile":
            rows |= percentiles(book, kpi, params)
            continue
        above = collected(book, kpi, kpi.numerator, params)
        below = collected(book, kpi, kpi.denominator, params)
        for who in above.keys() | below.keys():
            over, under = above.get(who, Decimal(0)), below.get(who, Decimal(0))
            rows[who, name] = KpiRow(over, under, value(kpi, over, under))
    return rows


def collected(book: Book, kpi: Kpi, measure_id: str, params: Params) -> dict[Of, Decimal]:
    """A measure by agent, cut as the KPI allows."""
    scale = SCALES[reference.measures()[measure_id].unit]
    found: dict[Of, Decimal] = {}
    for (who, name), amount in book.sums.items():
        if name == measure_id and amount and is_told(book, who, params):
            key = cut(who, kpi)
            found[key] = found.get(key, Decimal(0)) + Decimal(amount) / scale
    return found


def percentiles(book: Book, kpi: Kpi, params: Params) -> dict[tuple[Of, str], KpiRow]:
    """The first bucket in which the quantile is reached."""
    merged: dict[Of, Counter[int]] = {}
    for (who, number), n in book.gaps.items():
        if is_told(book, who, params):
            merged.setdefault(cut(who, kpi), Counter())[number] += n
    rows = {}
    for who, counts in merged.items():
        assert kpi.quantile is not None
        gaps = sorted(counts.elements())
        place = -(-kpi.quantile * len(gaps) // 1)
        number = gaps[max(int(place), 1) - 1]
        middle = 0.0 if number == 0 else 1.02 ** (number - 0.5) / 1000
        rows[who, kpi.kpi_id] = KpiRow(None, Decimal(len(gaps)), middle)
    return rows


def is_told(book: Book, who: Of, params: Params) -> bool:
    """Whether the agent is known and had contacts enough in the month."""
    month = who.where.day.replace(day=1)
    contacts = book.contacts[who.agent_id, month]
    return who.agent_id != UNKNOWN and contacts >= params.least_agent_contacts


def cut(who: Of, kpi: Kpi) -> Of:
    """(all) where the KPI is not cut."""
    names = ("site_id", "channel", "queue_id", "team_id")
    uncut = {name: ALL for name in names if name not in kpi.sliceable_by}
    return who._replace(where=who.where._replace(**uncut))
