"""The simulated centre, from the arguments to the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from heapq import heappop
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from wallboard.errors import UsageError
from wallboard.synth import draws, handling, intake, ledger, queueing, staffing, state
from wallboard.synth.arrivals import arrivals_of, day_means
from wallboard.synth.clock import Clock
from wallboard.synth.config import TEAMS, Config
from wallboard.synth.epilogue import put_open_work
from wallboard.synth.knowledge import article_columns, articles, flag_columns
from wallboard.synth.planning import plan_day
from wallboard.synth.sink import Stream, streams, write_small
from wallboard.synth.writing import phrase_book

HANDLERS: dict[int, Callable[[state.Centre, int, Any], None]] = {
    state.JOIN: queueing.join,
    state.CONNECT: handling.connect,
    state.DISCONNECT: handling.disconnect,
    state.WRAPPED: handling.wrapped_up,
    state.DEADLINE: queueing.deadline,
    state.OFFER: queueing.offer,
    state.SPILL: queueing.spill,
    state.LOGIN: handling.come,
    state.AWAY: handling.step_away,
    state.BACK: handling.come_back,
    state.LOGOUT: handling.go,
    state.CLOSE: queueing.close,
    state.CALL_BACK: intake.call_back,
    state.AGAIN: intake.arrive,
    state.DIAL: handling.dial,
    state.NO_ANSWER: handling.no_answer,
    state.FINISH: intake.end_early,
}
BOTS = ("bot-web", "bot-app")
EXTRA = 1.11  # repeat contacts, callbacks and calls made come on top of the arrivals
FORCE_FROM = 500  # contacts from which each kind of fault occurs at least once


@dataclass(frozen=True, slots=True)
class SynthReport:
    """What was made. ``rows``: simulated rows a table; the planted faults are counted apart.

    A Parquet folder holds ``rows + duplicates + outdated`` rows, ``late`` of them in
    ``late.parquet``; ``broken.csv`` holds ``broken`` rows that cannot be accepted, and
    ``deleted.csv`` ``deleted`` rows of its own with a deletion each.
    """

    rows: dict[str, int]
    duplicates: dict[str, int]
    outdated: dict[str, int]
    late: dict[str, int]
    broken: dict[str, int]
    deleted: dict[str, int]


def generate(
    out: Path,
    *,
    contacts: int,
    days: int,
    seed: int,
    start: date = date(2025, 1, 6),
    fault_rate: float = 0.002,
    timezone: str = "UTC",
    config: Config | None = None,
) -> SynthReport:
    """Simulate a contact centre and write it in the shape of the raw contract.

    About ``contacts`` contacts come in ``days`` days of the wall clock of ``timezone``; the data
    is taken on the evening of the last day, so some work is still open. The same arguments give
    the same bytes.
    """
    if contacts < 1 or days < 1 or not 0 <= fault_rate < 0.5:
        raise UsageError("contacts and days are at least 1, fault_rate is in [0, 0.5)")
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty: choose a folder that does not exist yet")
    config = config or Config()
    clock = Clock(start, days, ZoneInfo(timezone))
    horizon = clock.at(days - 1, config.extract_hour)
    force = contacts >= FORCE_FROM and fault_rate > 0
    tables = streams(out, seed, fault_rate, force, horizon)
    centre = _centre(seed, clock, config, contacts, horizon, tables)
    lookups = _lookups(centre)
    means = day_means(clock, contacts / EXTRA)
    rng = draws.vector(seed, "arrivals")
    for day in range(days):
        plan_day(centre, day, means[day])
        arrivals = arrivals_of(rng, clock, day, means[day], centre.customers, config)
        for arrival in arrivals:
            if arrival.at < horizon:
                _run(centre, arrival.at)
                intake.arrive(centre, arrival.at, arrival)
        _run(centre, min(horizon, clock.at(day + 1)))
        for stream in tables.values():
            stream.flush(lookups)
    put_open_work(centre)
    ledger.put_trunks(centre, draws.vector(seed, "trunks"))
    ledger.put_forecasts(centre, draws.vector(seed, "forecasts"), means)
    for stream in tables.values():
        stream.close(lookups, force)
    small = _small_tables(out, seed, centre, contacts)
    return _report(tables, small)


def _run(centre: state.Centre, until: int) -> None:
    """Let everything happen that is due before ``until``."""
    heap, handlers = centre.heap, HANDLERS
    while heap and heap[0][0] < until:
        at, _, kind, what = heappop(heap)
        handlers[kind](centre, at, what)


def _centre(
    seed: int, clock: Clock, config: Config, contacts: int, horizon: int, tables: dict[str, Stream]
) -> state.Centre:
    agents = staffing.roster(draws.plain(seed, "staff"), clock, contacts / clock.days, config)
    return state.Centre(
        config=config,
        clock=clock,
        horizon=horizon,
        put={name: stream.buffer.extend for name, stream in tables.items()},
        runs=[state.AgentRun(agent, agent.number, agent.team) for agent in agents],
        phrases=phrase_book(draws.plain(seed, "phrases"), config.sensitive_words),
        articles=articles(draws.plain(seed, "articles"), clock),
        rng=draws.plain(seed, "events"),
        text=draws.plain(seed, "text"),
        fate=draws.plain(seed, "fate"),
        tools=draws.plain(seed, "tools"),
        customers=max(20, contacts * 11 // 20),
        customer_code=len(agents) + len(BOTS),
        bot_code=len(agents),
    )


def _lookups(centre: state.Centre) -> dict[str, Any]:
    people = [run.agent.agent_id for run in centre.runs] + list(BOTS)
    people += [f"u{number}" for number in range(centre.customers)]
    return {
        "people": pa.array(people, pa.string()),
        "bodies": pa.array(centre.phrases.bodies, pa.string()),
        "articles": pa.array([a.article_id for a in centre.articles], pa.string()),
        "teams": pa.array(TEAMS, pa.string()),
    }


def _small_tables(out: Path, seed: int, centre: state.Centre, contacts: int) -> dict[str, int]:
    clock, config = centre.clock, centre.config
    agents = [run.agent for run in centre.runs]
    pilots, arms = ledger.pilot_columns(agents, clock)
    customers = draws.vector(seed, "customers")
    tables = {
        "knowledge_articles": article_columns(centre.articles, centre.horizon),
        "knowledge_flags": flag_columns(centre.articles, centre.horizon),
        "agents": staffing.versions(agents, clock, config),
        "agent_skills": staffing.skills(draws.plain(seed, "skills"), agents, clock),
        "queues": ledger.queue_columns(clock),
        "customers": ledger.customer_columns(customers, centre.customers, clock),
        "costs": ledger.cost_columns(clock, config, contacts, len(agents)),
        "pilots": pilots,
        "pilot_arms": arms,
    }
    return {name: write_small(out, name, columns) for name, columns in tables.items()}


def _report(tables: dict[str, Stream], small: dict[str, int]) -> SynthReport:
    def counts(name: str) -> dict[str, int]:
        return {key: getattr(t, name) for key, t in tables.items() if getattr(t, name)}

    rows = {key: stream.rows for key, stream in tables.items()} | small
    return SynthReport(
        rows,
        counts("duplicates"),
        counts("outdated"),
        counts("late"),
        counts("broken"),
        counts("deleted"),
    )
