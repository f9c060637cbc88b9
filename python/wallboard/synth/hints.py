"""Knowledge put before agents and customers, and what they make of it."""

from __future__ import annotations

from wallboard.synth import draws
from wallboard.synth.codes import ACCEPTED, ADOPTED, DISMISSED, EDITED, REJECTED
from wallboard.synth.config import NONE
from wallboard.synth.state import Centre, Contact

THINK = draws.lognormal(4.0, 0.7)
TO_AGENT, TO_CUSTOMER = 0, 1


def _show(
    centre: Centre, at: int, contact: Contact, article: int, audience: int, answer: int, rank: int
) -> None:
    answered = NONE
    if answer != NONE:
        answered = at + THINK[int(centre.text.random() * draws.TABLE)]
        if answered >= centre.horizon:
            answered = answer = NONE
    centre.put["suggestions"]((contact.no, article, audience, at, answer, answered, rank))


def agent_hint(centre: Centre, at: int, contact: Contact) -> int:
    """Suggest the script of the issue to the agent; return it when it is used, else -1."""
    rnd = centre.text.random
    article = 3 * (contact.issue if rnd() < 0.85 else int(rnd() * (len(centre.appeal) // 3)))
    lot, taken = rnd(), centre.appeal[article]
    if lot < taken:
        answer = ACCEPTED if rnd() < 0.7 else EDITED
    else:
        answer = DISMISSED if rnd() < 0.6 else NONE
    _show(centre, at, contact, article, TO_AGENT, answer, 1 + int(3 * rnd() ** 2))
    return article if lot < taken else NONE


def voice_hint(centre: Centre, at: int, contact: Contact, length: int) -> None:
    """Suggest a script during a call."""
    agent_hint(centre, at + int(length * centre.text.random() / 2), contact)


def customer_hint(centre: Centre, at: int, contact: Contact) -> bool:
    """Push the hotspot or FAQ answer of the issue to the customer; true when it is adopted."""
    rnd = centre.text.random
    article = 3 * contact.issue + (1 if rnd() < 0.7 else 2)
    lot, taken = rnd(), 0.6 * centre.appeal[article]
    answer = ADOPTED if lot < taken else REJECTED if lot < taken + 0.2 else NONE
    _show(centre, at, contact, article, TO_CUSTOMER, answer, 1)
    return answer == ADOPTED
