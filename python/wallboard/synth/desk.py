"""What an agent is doing: the state log, breaks, logging in and out."""

from __future__ import annotations

from wallboard.synth.config import NONE
from wallboard.synth.shifts import BREAK
from wallboard.synth.staffing import slots
from wallboard.synth.state import (
    AVAILABLE,
    BACK,
    HANDLING,
    LEAVE,
    OFFLINE,
    OTHER,
    WRAPPING,
    AgentRun,
    Centre,
)

FIRST_AWAY_STATE = 3  # "break" in codes.STATES


def log(centre: Centre, at: int, run: AgentRun, state: int) -> None:
    """Enter a state; the one before is written if it lasted at all."""
    if state == run.state:
        return
    if run.state != OFFLINE and at > run.since:
        centre.put["agent_states"]((run.code, run.state, run.since, at))
    run.state, run.since = state, at


def settle(centre: Centre, at: int, run: AgentRun) -> None:
    """Bring the state up to date, and start a break or log out when the desk is empty."""
    if not run.on:
        return
    if run.wish != NONE and run.load == 0:
        if run.wish == LEAVE:
            run.on, run.wish = False, NONE
            centre.duty[run.team].remove(run)
            log(centre, at, run, OFFLINE)
            return
        run.away, run.wish = run.wish, NONE
        centre.push(at + run.wish_length, BACK, run)
    if run.open:
        state = HANDLING
    elif run.dialling:
        state = OTHER
    elif run.wrapping:
        state = WRAPPING
    elif run.away != NONE:
        state = run.away - BREAK + FIRST_AWAY_STATE
    else:
        state = AVAILABLE
    log(centre, at, run, state)


def has_seat(run: AgentRun) -> bool:
    """Whether the agent can be given one more contact."""
    return run.load < run.limit and run.on and run.wish == NONE and run.away == NONE


def log_in(centre: Centre, at: int, run: AgentRun, day: int) -> bool:
    """Start the day of an agent; false when the last one has not ended yet."""
    if run.on:
        return False
    run.team, run.tier = run.agent.team_on(day), run.agent.tier_on(day)
    run.limit = slots(run.team, run.tier, centre.config)
    run.on, run.wish, run.away = True, NONE, NONE
    centre.duty[run.team].append(run)
    log(centre, at, run, AVAILABLE)
    return True


def ask_away(run: AgentRun, activity: int, length: int) -> None:
    """Note that the agent leaves the desk as soon as it is empty."""
    if run.on and run.away == NONE and run.wish == NONE:
        run.wish, run.wish_length = activity, length
