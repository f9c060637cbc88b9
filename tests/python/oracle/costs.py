"""Costs by day, who bears them, and what bots spared; contacts must be in the book before."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .amounts import half_up, money
from .bots import is_engaged
from .facts import Facts
from .reference import exchange_rate
from .rows import Row
from .slices import ALL, UNKNOWN, Ledger, Slice, shown

FIRST, END = date(1990, 1, 1), date(2100, 1, 1)
MOST = 10**12


class Bearer(NamedTuple):
    """Who bears a cost, or served contacts; None where it was not said."""

    channel: str | None
    handler: str | None


def count(facts: Facts, ledger: Ledger) -> None:
    """Count costs, contacts served, and the estimate of what was avoided."""
    served = contacts_served(facts, ledger)
    for (day, bearer), contacts in served.items():
        where = Slice(day, ALL, bearer.channel or "", ALL, ALL)
        ledger.add(where, "contacts_served", contacts)
        ledger.add(where, f"contacts_served_by_{bearer.handler}", contacts)
    human_cost: Counter[date] = Counter()
    for (day, category, given), amount in daily(facts).items():
        for bearer, part in shared_out(day, given, amount, served).items():
            where = Slice(day, ALL, bearer.channel or "", ALL, ALL)
            ledger.add(where, "cost_total", part)
            ledger.add(where, f"cost_{bearer.handler}", part)
            ledger.add(where, "cost_labour", part if category == "labour" else 0)
            if bearer.handler == "human":
                human_cost[day.replace(day=1)] += part
    count_avoided(ledger, human_cost)


def by_day_and_channel(ledger: Ledger, measure_id: str) -> Counter[tuple[date, str]]:
    """A measure that is already in the book."""
    found: Counter[tuple[date, str]] = Counter()
    for (where, name), amount in ledger.sums.items():
        if name == measure_id:
            found[where.day, where.channel] += amount
    return found


def contacts_served(facts: Facts, ledger: Ledger) -> dict[tuple[date, Bearer], int]:
    """Contacts of each day by channel and who served them."""
    served: Counter[tuple[date, Bearer]] = Counter()
    for (day, channel), number in by_day_and_channel(ledger, "human_conversations").items():
        served[day, Bearer(channel, "human")] += number
    for contact in facts.contacts.values():
        sessions = facts.of_contact("bot_sessions", contact["contact_id"])
        humans = facts.of_contact("agent_segments", contact["contact_id"])
        if any(is_engaged(session) for session in sessions) and not humans:
            day = facts.date_at(contact["site_id"], contact["started_at"])
            served[day, Bearer(shown(contact["channel"]), "bot")] += 1
    return {key: number for key, number in served.items() if number}


def daily(facts: Facts) -> Counter[tuple[date, str, Bearer]]:
    """Every entry over its days, as far as they are over or begun at as_of."""
    spread: Counter[tuple[date, str, Bearer]] = Counter()
    if facts.as_of is None:
        return spread
    currency = facts.params.reporting_currency or most_used(facts.tables["costs"])
    for entry in facts.tables["costs"]:
        amount = in_currency(entry, currency)
        if amount is None:
            continue
        handler = entry["handler"] if entry["handler"] in ("human", "bot") else None
        first, last = entry["period_start"], entry["period_end"]
        days = (last - first).days + 1
        each, left = divmod(amount, days)
        for number in range(min(days, (facts.business_date(facts.as_of) - first).days + 1)):
            where = (first + timedelta(days=number), entry["category"])
            spread[*where, Bearer(entry["channel"], handler)] += each + (number < left)
    return spread


def most_used(entries: list[Row]) -> str:
    """The currency of most entries, the first by name of several."""
    counts = Counter(entry["currency"].upper() for entry in entries)
    return min(counts, key=lambda name: (-counts[name], name.encode())) if counts else ""


def in_currency(entry: Row, currency: str) -> int | None:
    """An entry's amount in ten-thousandths of the currency; None if it is not counted."""
    first, last, amount = entry["period_start"], entry["period_end"], money(entry["amount"])
    own = entry["currency"].upper()
    rate = Decimal(1) if own == currency else exchange_rate(own, first)
    if last < first or first < FIRST or last >= END or amount < 0 or rate is None:
        return None
    return None if amount * rate > MOST else int(money(amount * rate) * 10_000)


def shared_out(
    day: date, given: Bearer, amount: int, served: dict[tuple[date, Bearer], int]
) -> dict[Bearer, int]:
    """Split an amount over those who served contacts of the day and fit what is given."""
    weights = {
        bearer: number
        for (when, bearer), number in served.items()
        if when == day
        and given.channel in (None, bearer.channel)
        and given.handler in (None, bearer.handler)
    }
    if not weights:
        return {Bearer(given.channel or UNKNOWN, given.handler or "human"): amount}
    whole = sum(weights.values())
    parts = {bearer: amount * number // whole for bearer, number in weights.items()}
    largest = min(
        weights, key=lambda b: (-weights[b], (b.channel or "").encode(), (b.handler or "").encode())
    )
    parts[largest] += amount - sum(parts.values())
    return parts


def count_avoided(ledger: Ledger, human_cost: Counter[date]) -> None:
    """Price the sessions that spared a human at the month's cost of a human conversation."""
    humans: Counter[date] = Counter()
    for (day, _), number in by_day_and_channel(ledger, "human_conversations").items():
        humans[day.replace(day=1)] += number
    spared = by_day_and_channel(ledger, "bot_sessions_contained_no_recontact")
    for (day, channel), sessions in spared.items():
        month = day.replace(day=1)
        if humans[month]:
            amount = half_up(human_cost[month] * sessions, humans[month])
            ledger.add(Slice(day, ALL, channel, ALL, ALL), "avoided_cost", amount)
