"""How a conversation in writing goes between a customer and an agent.

Turns of a burst of customer messages and one or two replies; the text is drawn from the phrase
book. Messages are written ahead when the agent is connected: the last one ends the spell.
"""

from __future__ import annotations

from wallboard.synth import draws
from wallboard.synth.config import AGENT, CUSTOMER, INBOUND, NONE, SECOND, SYSTEM, TIMEOUT
from wallboard.synth.hints import agent_hint, customer_hint
from wallboard.synth.state import AgentRun, Centre, Contact, Plan
from wallboard.synth.voice import BLIND, BY_AGENT, BY_CUSTOMER, BY_SYSTEM, CONSULT

REPLY = draws.lognormal(38.0, 0.7)
THINK = draws.lognormal(45.0, 0.8)
BURST = draws.lognormal(6.0, 0.7)
WRAP = draws.lognormal(18.0, 0.6)
TURNS = draws.exponential(2.8)  # thousandths of a turn
FROM_CUSTOMER, FROM_AGENT, FROM_BOT, FROM_SYSTEM = range(4)
IDLE = 180 * SECOND


def author_of(centre: Centre, contact: Contact) -> int:
    """Return the author code of the customer, -1 when nobody was identified."""
    return NONE if contact.customer == NONE else centre.customer_code + contact.customer


def converse(centre: Centre, at: int, contact: Contact, run: AgentRun) -> Plan:
    """Write the messages of one spell and return its plan."""
    rnd, size, put = centre.text.random, draws.TABLE, centre.put["messages"]
    no, me, who, config = contact.no, run.code, author_of(centre, contact), centre.config
    spans = centre.phrases.spans[contact.language]
    (more, n_more), (answer, n_answer) = spans["more"], spans["answer"]
    pace = run.pace * (1 + 0.05 * run.load)
    put((no, at, FROM_SYSTEM, NONE, 0, NONE, 1, spans["joined"][0]))
    t = at + 400
    if rnd() < 0.9:
        put((no, t, FROM_AGENT, me, 0, NONE, 1, spans["greet"][0]))
    turns = 1 + TURNS[int(rnd() * size)] // SECOND
    for turn in range(turns):
        # Who came from the bot or the queue has said what it is about; some say more at once.
        burst = 1 + (rnd() < 0.3) + (rnd() < 0.12) if turn else int(rnd() < 0.6)
        t += THINK[int(rnd() * size)] if turn else 3 * SECOND
        for place in range(burst):
            if place:
                t += BURST[int(rnd() * size)]
            body = more + int(rnd() * n_more)
            if rnd() < config.rude_customer:
                body = _of(spans["rude"], rnd())
                contact.upset = True
            put((no, t, FROM_CUSTOMER, who, 0, NONE, 0, body))
        t += int(REPLY[int(rnd() * size)] * pace)
        lot, script, body = rnd(), NONE, answer + int(rnd() * n_answer)
        if lot < 0.22:
            script = agent_hint(centre, t - SECOND, contact)
        elif lot < 0.32:
            script = 3 * contact.issue
        elif lot < 0.32 + config.rude_agent:
            body = _of(spans["agent_rude"], rnd())
            contact.upset = True
        elif lot > 0.975:
            put((no, t - 500, FROM_AGENT, me, 1, NONE, 0, _of(spans["note"], rnd())))
        elif lot > 0.955:
            customer_hint(centre, t, contact)
        if script != NONE:
            body = _of(spans["script"], rnd())
        put((no, t, FROM_AGENT, me, 0, script, 0, body))
        if lot > 0.62:
            t += BURST[int(rnd() * size)]
            put((no, t, FROM_AGENT, me, 0, NONE, 0, answer + int(rnd() * n_answer)))
    return _ending(centre, t, contact, run)


def _ending(centre: Centre, t: int, contact: Contact, run: AgentRun) -> Plan:
    """Close the spell: transfer, premature close, silence, or goodbye."""
    rnd, size, put = centre.text.random, draws.TABLE, centre.put["messages"]
    no, who, config = contact.no, author_of(centre, contact), centre.config
    spans = centre.phrases.spans[contact.language]
    wrap = int(WRAP[int(rnd() * size)] * run.pace) if rnd() < 0.6 else 0
    lot = rnd()
    if contact.hops < 2 and contact.direction == INBOUND and lot < config.transfer:
        blind = lot < 0.7 * config.transfer
        return Plan(t + SECOND, 0, 0, wrap, BLIND if blind else CONSULT, BY_AGENT, AGENT)
    lot = rnd()
    if lot < config.premature_close:
        t += THINK[int(rnd() * size)]
        put((no, t, FROM_CUSTOMER, who, 0, NONE, 0, _of(spans["more"], rnd())))
        contact.upset = True
        return Plan(t + 2 * SECOND, 0, 0, wrap, 0, BY_AGENT, AGENT)
    if lot < 0.13:
        t += IDLE
        put((no, t, FROM_SYSTEM, NONE, 0, NONE, 1, spans["timeout"][0]))
        return Plan(t, 0, 0, wrap, 0, BY_SYSTEM, TIMEOUT)
    if lot < 0.14:
        contact.upset = True
        return Plan(t + 5 * SECOND, 0, 0, wrap, 0, BY_SYSTEM, SYSTEM)
    if lot < 0.80:
        t += THINK[int(rnd() * size)] // 2
        put((no, t, FROM_CUSTOMER, who, 0, NONE, 0, _of(spans["bye"], rnd())))
    if rnd() < 0.6:
        t += int(REPLY[int(rnd() * size)] * run.pace) // 3
        put((no, t, FROM_AGENT, run.code, 0, NONE, 0, _of(spans["close"], rnd())))
    if rnd() < 0.45:
        return Plan(t + 6 * SECOND, 0, 0, wrap, 0, BY_AGENT, AGENT)
    return Plan(t + 9 * SECOND, 0, 0, wrap, 0, BY_CUSTOMER, CUSTOMER)


def _of(span: tuple[int, int], lot: float) -> int:
    return span[0] + int(lot * span[1])
