"""How an e-mail is answered: read, written to somebody now and then, replied to."""

from __future__ import annotations

from wallboard.synth import draws
from wallboard.synth.chat import FROM_AGENT, FROM_CUSTOMER, FROM_SYSTEM, author_of
from wallboard.synth.config import AGENT, MINUTE, NONE, SECOND
from wallboard.synth.hints import agent_hint
from wallboard.synth.state import AgentRun, Centre, Contact, Plan
from wallboard.synth.voice import BY_AGENT

WRITE = draws.lognormal(240.0, 0.6)


def receive(centre: Centre, at: int, contact: Contact) -> None:
    """Write the customer's mail and the automatic receipt."""
    rnd, put = centre.text.random, centre.put["messages"]
    spans = centre.phrases.spans[contact.language]
    first, count = spans["open"]
    body = first + int(rnd() * count)
    put((contact.no, at, FROM_CUSTOMER, author_of(centre, contact), 0, NONE, 0, body))
    put((contact.no, at + 2 * SECOND, FROM_SYSTEM, NONE, 0, NONE, 1, spans["queued"][0]))


def answer(centre: Centre, at: int, contact: Contact, run: AgentRun) -> Plan:
    """Write the reply at the end of the spell, a note before it now and then."""
    rnd, put = centre.text.random, centre.put["messages"]
    spans = centre.phrases.spans[contact.language]
    end = at + int(WRITE[int(rnd() * draws.TABLE)] * run.pace) + 20 * SECOND
    script = agent_hint(centre, at + 10 * SECOND, contact) if rnd() < 0.4 else NONE
    first, count = spans["note"]
    if rnd() < 0.2:
        put((contact.no, end - 10 * SECOND, FROM_AGENT, run.code, 1, NONE, 0,
             first + int(rnd() * count)))  # fmt: skip
    first, count = spans["answer"] if script == NONE else spans["script"]
    put((contact.no, end, FROM_AGENT, run.code, 0, script, 0, first + int(rnd() * count)))
    wrap = MINUTE // 2 if rnd() < 0.3 else 0
    return Plan(end + 3 * SECOND, 0, 0, wrap, 0, BY_AGENT, AGENT)
