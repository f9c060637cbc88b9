"""What a centre keeps books of: queues, customers, costs, trunks, pilots, forecasts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import numpy as np

from wallboard.synth.arrivals import hour_means
from wallboard.synth.clock import Clock, iso
from wallboard.synth.config import (
    CHANNELS,
    DAY,
    HOUR,
    MINUTE,
    QUEUES,
    SITES,
    VOICE,
    Config,
)
from wallboard.synth.staffing import Agent
from wallboard.synth.state import Centre

Columns = dict[str, list[str | None]]
TREATED_SHARE = 0.3
TREATED_PACE = 0.94  # what the trial really does to handling time


def by_column(names: tuple[str, ...], rows: list[tuple[str | None, ...]]) -> Columns:
    """Turn rows into columns."""
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def queue_columns(clock: Clock) -> Columns:
    """Return the dated queue records; the threshold of three of them changes half-way."""
    start, change = iso(clock.at(-365)), iso(clock.at(clock.days // 2, 12.0))
    rows: list[tuple[str | None, ...]] = []
    for number, queue in enumerate(QUEUES):
        tail = (queue.name, CHANNELS[queue.channel], SITES[queue.site], "utc_daily")
        short, level = str(queue.short_abandon), queue.service_level
        if number in (0, 1, 3):
            rows.append((queue.queue_id, start, change, *tail, str(level), short))
            rows.append((queue.queue_id, change, None, *tail, str(level * 3 // 2), short))
        else:
            rows.append((queue.queue_id, start, None, *tail, str(level), short))
    return by_column(
        ("queue_id", "valid_from", "valid_to", "queue_name", "channel", "site_id", "calendar_id",
         "service_level_seconds", "short_abandon_seconds"), rows)  # fmt: skip


def customer_columns(rng: np.random.Generator, customers: int, clock: Clock) -> Columns:
    """Return the spells during which customers are active; some left, a few came back."""
    since = rng.integers(20, 900, customers)
    lot = rng.random(customers)
    segment = rng.choice(["consumer", "business", "premium"], customers, p=[0.75, 0.17, 0.08])
    offsets = rng.random(customers)
    rows: list[tuple[str | None, ...]] = []
    for number, (ago, chance, kind, share) in enumerate(
        zip(since.tolist(), lot.tolist(), segment.tolist(), offsets.tolist(), strict=True)
    ):
        name, inside = f"u{number}", int(share * clock.days)
        first = clock.day(inside if chance > 0.93 else -ago)
        left = clock.day(inside) if chance < 0.06 else None
        rows.append((name, first.isoformat(), left.isoformat() if left else None, kind))
        if chance < 0.01 and left is not None:
            rows.append((name, (left + timedelta(days=30)).isoformat(), None, kind))
    return by_column(("customer_id", "active_from", "active_to", "segment"), rows)


def cost_columns(clock: Clock, config: Config, contacts: int, agents: int) -> Columns:
    """Return the costs of each month (or part of one) by category, channel and handler."""
    rows: list[tuple[str | None, ...]] = []
    first, last = clock.day(0), clock.day(clock.days - 1)
    while first <= last:
        month_end = date(first.year, first.month, monthrange(first.year, first.month)[1])
        end = min(last, month_end)
        share = ((end - first).days + 1) / clock.days
        span = (first.isoformat(), end.isoformat())
        for number, channel in enumerate(CHANNELS):
            load = contacts * share * config.mix[number]
            rows.append((*span, "labour", channel, "human", f"{load * 2.9:.2f}", "EUR"))
            if number == VOICE:
                rows.append((*span, "telecom", channel, "human", f"{load * 0.35:.2f}", "EUR"))
            elif channel != "email":
                rows.append((*span, "technology", channel, "bot", f"{load * 0.11:.2f}", "EUR"))
        rows.append((*span, "technology", None, "shared", f"{agents * share * 95:.2f}", "EUR"))
        rows.append((*span, "overhead", None, "shared", f"{agents * share * 140:.2f}", "EUR"))
        first = end + timedelta(days=1)
    names = ("period_start", "period_end", "category", "channel", "handler", "amount", "currency")
    ids: Columns = {"cost_id": [f"co{i}" for i in range(len(rows))]}
    return ids | by_column(names, rows)


def treated(agents: list[Agent]) -> set[int]:
    """Return the numbers of the agents in the treated arm of the trial."""
    return {a.number for a in agents if a.number * 7 % 10 < 10 * TREATED_SHARE}


def pilot_columns(agents: list[Agent], clock: Clock) -> tuple[Columns, Columns]:
    """Return the trials and their arms; the second one is by team and has no effect."""
    half = clock.days // 2
    before = clock.day(min(0, half - 1)).isoformat()
    rows: list[tuple[str | None, ...]] = [
        ("pilot-assist", "aht", "Drafted replies shorten handling", before,
         clock.day(half).isoformat(), clock.day(clock.days - 1).isoformat()),
        ("pilot-greeting", "csat_top2", "A new greeting pleases", before,
         clock.day(half).isoformat(), clock.day(clock.days - 1).isoformat()),
    ]  # fmt: skip
    pilots = by_column(
        ("pilot_id", "kpi_id", "hypothesis", "pre_starts_on", "starts_on", "ends_on"), rows
    )
    chosen = treated(agents)
    arms: list[tuple[str | None, ...]] = [
        ("pilot-assist", "agent", a.agent_id, "treated" if a.number in chosen else "control")
        for a in agents
    ]
    arms.append(("pilot-greeting", "team", "chat-north", "treated"))
    arms.append(("pilot-greeting", "team", "chat-south", "control"))
    arms.append(("pilot-greeting", "queue", "q-mail", "control"))
    return pilots, by_column(("pilot_id", "unit_type", "unit_id", "arm"), arms)


def put_trunks(centre: Centre, rng: np.random.Generator) -> None:
    """Write attempts and busy tones by half-hour; who got one is not in the contacts."""
    for at, site in sorted(centre.attempts):
        got = centre.attempts[at, site]
        blocked = int(rng.poisson(0.006 * got + 0.0005 * got * got))
        centre.put["trunk_intervals"]((at, 30 * MINUTE // 1000, site, got + blocked, blocked))


def put_forecasts(centre: Centre, rng: np.random.Generator, means: list[float]) -> None:
    """Write hourly forecasts by channel for the first and last day, and the day after."""
    models = len(("seasonal_naive", "smoothed"))
    for day in sorted({0, len(means) - 1, len(means)}):
        table = hour_means(means[min(day, len(means) - 1)], centre.config)
        for channel, row in enumerate(table.tolist()):
            for hour, mean in enumerate(row):
                at = centre.clock.at(day, hour)
                for model in range(models):
                    guess = mean * float(rng.normal(1.0, 0.12 - 0.05 * model)) + 0.01
                    spread = 1.64 * guess**0.5
                    low, high = max(0.0, guess - spread), guess + spread
                    queue = {1: 3, 2: 4, 3: 5, 4: 6, 5: 7}.get(channel, -1)
                    handle = (320, 300, 300, 300, 300, 400)[channel] * 1000
                    centre.put["forecasts"]((
                        at - at % HOUR - DAY, model, channel, queue, at, 3600,
                        round(guess * 1000), round(low * 1000), round(high * 1000), handle,
                    ))  # fmt: skip
