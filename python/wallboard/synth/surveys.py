"""Survey invitations and answers: most people do not answer, upset ones score lower."""

from __future__ import annotations

from wallboard.synth.config import DAY, HOUR, MINUTE, NONE
from wallboard.synth.state import AgentRun, Centre, Contact

CSAT, NPS, CES, ESAT = range(4)
SCALES = ((1, 5), (0, 10), (1, 7), (1, 5))


def invite(centre: Centre, at: int, contact: Contact) -> None:
    """Invite the customer of an ended contact, if it is drawn for a survey."""
    lot = centre.fate.random()
    handled = contact.last is not None
    if lot < (0.30 if handled else 0.06):
        kind = CSAT
    elif handled and lot < 0.35:
        kind = NPS
    elif handled and lot < 0.40:
        kind = CES
    else:
        return
    agent = contact.last.code if contact.last is not None else NONE
    _send(centre, at + MINUTE, kind, contact, agent)


def _send(centre: Centre, at: int, kind: int, contact: Contact, agent: int) -> None:
    rnd = centre.fate.random
    if at >= centre.horizon:
        return
    low, high = SCALES[kind]
    answered, score, resolved, first = NONE, NONE, NONE, NONE
    if rnd() < 0.34:
        answered = at + int(20 * HOUR * rnd() ** 3) + MINUTE // 2
    if answered >= centre.horizon:
        answered = NONE
    if answered != NONE:
        mood = 0.84 - 0.45 * contact.upset - 0.04 * min(6, contact.wait / MINUTE)
        score = _score(rnd() + rnd() - 1, mood, low, high)
        resolved = int(rnd() < mood) if rnd() < 0.9 else NONE
        first = int(contact.hops == 0 and rnd() < 0.85) if resolved != NONE else NONE
    centre.put["surveys"](
        (kind, contact.no, agent, at, answered, score, low, high, resolved, first)
    )


def _score(noise: float, mood: float, low: int, high: int) -> int:
    """Return a whole score on the scale around ``mood`` in [0, 1]."""
    return max(low, min(high, round(low + (high - low) * (mood + 0.3 * noise))))


def ask_staff(centre: Centre, at: int, runs: list[AgentRun]) -> None:
    """Ask these agents how content they are."""
    rnd = centre.fate.random
    low, high = SCALES[ESAT]
    for run in runs:
        answered = at + int(2 * DAY * rnd()) if rnd() < 0.7 else NONE
        answered = NONE if answered >= centre.horizon else answered
        score = _score(rnd() + rnd() - 1, 0.7, low, high) if answered != NONE else NONE
        centre.put["surveys"]((ESAT, NONE, run.code, at, answered, score, low, high, NONE, NONE))
