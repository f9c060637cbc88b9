"""How a telephone conversation goes: talk, hold, wrap-up, transfers."""

from __future__ import annotations

from wallboard.synth import draws
from wallboard.synth.config import AGENT, CUSTOMER, INBOUND, INTERNAL, NONE, SECOND, SYSTEM
from wallboard.synth.hints import voice_hint
from wallboard.synth.state import AgentRun, Centre, Contact, Plan

TALK = draws.lognormal(255.0, 0.65)
HOLD = draws.lognormal(35.0, 0.6)
WRAP = draws.lognormal(32.0, 0.6)
BY_AGENT, BY_CUSTOMER, BY_SYSTEM = range(3)
BLIND, CONSULT = 1, 2


def talk(centre: Centre, at: int, contact: Contact, run: AgentRun) -> Plan:
    """Return the plan of a call; the hold is part of the spell, the wrap-up follows it."""
    rng, size = centre.rng.random, draws.TABLE
    length = int(TALK[int(rng() * size)] * run.pace) + 2 * SECOND
    hold = holds = 0
    if rng() < 0.16:
        holds = 1 if rng() < 0.75 else 2
        hold = min(sum(HOLD[int(rng() * size)] for _ in range(holds)), length)
        length += hold
    if contact.issue != NONE and rng() < 0.25:
        voice_hint(centre, at, contact, length)
    wrap = int(WRAP[int(rng() * size)] * run.pace) if rng() < 0.92 else 0
    lot = rng()
    if contact.hops < 2 and contact.direction == INBOUND and lot < centre.config.transfer:
        transfer = BLIND if lot < 0.6 * centre.config.transfer else CONSULT
        if transfer == CONSULT:
            extra = HOLD[int(rng() * size)]
            hold, holds, length = hold + extra, holds + 1, length + extra
        return Plan(at + length, hold, holds, wrap, transfer, BY_AGENT, AGENT)
    lot = rng()
    if lot < 0.74 and contact.direction != INTERNAL:
        by, ended = BY_CUSTOMER, CUSTOMER
    elif lot < 0.985:
        by, ended = BY_AGENT, AGENT
    else:
        by, ended = BY_SYSTEM, SYSTEM  # the line was cut
        contact.upset = True
    return Plan(at + length, hold, holds, wrap, 0, by, ended)
