"""The day ahead: shifts are written, and turned into events of agents who really come."""

from __future__ import annotations

from wallboard.synth.config import HOUR, MINUTE
from wallboard.synth.ledger import TREATED_PACE, treated
from wallboard.synth.shifts import MEAL, ON_QUEUE, plan, works_on
from wallboard.synth.state import AWAY, CLOSE, DIAL, LOGIN, LOGOUT, Centre
from wallboard.synth.surveys import ask_staff

STAFF_SURVEY_DAYS = 30
CALLS_PER_CONTACT = 0.012  # calls made by agents, against arriving contacts


def plan_day(centre: Centre, day: int, mean: float) -> None:
    """Set the opening hours, the state of the knowledge and the events of a day."""
    clock, config, rng = centre.clock, centre.config, centre.rng
    centre.opens = clock.at(day, config.opens_hour)
    centre.closes = clock.at(day, config.closes_hour)
    centre.appeal = [article.appeal(centre.opens + 4 * HOUR) for article in centre.articles]
    centre.push(centre.closes, CLOSE, None)
    if day % STAFF_SURVEY_DAYS == 0:
        staff = [run for run in centre.runs if run.agent.employed_on(day)]
        ask_staff(centre, clock.at(day, 9.0), staff)
    weekday = clock.day(day).weekday()
    chosen = treated([run.agent for run in centre.runs]) if day >= clock.days // 2 else set()
    for run in centre.runs:
        agent = run.agent
        if not works_on(agent, day, weekday):
            continue
        speed = config.tier_speed[agent.tier_on(day)]
        run.pace = speed * (TREATED_PACE if agent.number in chosen else 1.0)
        blocks = plan(rng, agent, clock, day)
        for block in blocks:
            centre.put["shifts"]((
                run.code, block.starts_at, block.ends_at, block.activity,
                int(block.activity != MEAL),
            ))  # fmt: skip
        if rng.random() < config.absent:
            continue
        tardy = max(-2, rng.random() ** 4 * 14 - 1.5) * MINUTE
        centre.push(blocks[0].starts_at + int(tardy), LOGIN, (run, day))
        for block in blocks:
            if block.activity != ON_QUEUE:
                length = block.ends_at - block.starts_at + int((rng.random() - 0.3) * 3 * MINUTE)
                centre.push(block.starts_at, AWAY, (run, block.activity, length))
        centre.push(blocks[-1].ends_at + int(2 * MINUTE * rng.random()), LOGOUT, run)
    calls = max(1, round(CALLS_PER_CONTACT * mean))
    for _ in range(calls):
        share = rng.random()
        centre.push(centre.opens + int(share * (centre.closes - centre.opens)), DIAL, None)
