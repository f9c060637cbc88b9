"""The bot in front of the text channels: it answers, gives up or hands over."""

from __future__ import annotations

from wallboard.synth import draws
from wallboard.synth.chat import FROM_BOT, FROM_CUSTOMER, FROM_SYSTEM, author_of
from wallboard.synth.config import (
    BOT,
    CHAT,
    CUSTOMER,
    ISSUES,
    MINUTE,
    NONE,
    SECOND,
    TIMEOUT,
)
from wallboard.synth.hints import customer_hint
from wallboard.synth.state import Centre, Contact

ASK = draws.lognormal(18.0, 0.8)
STARTED, ENDED, REQUESTED, CONNECTED, HUMAN, FEEDBACK, GREETING = 3, 4, 5, 6, 7, 8, 9
UNNOTICED = 250  # of so many sessions, the platform does not notice the end of one
LOST_LIMIT = 2  # the bot offers a human after this many misses


def greet(centre: Centre, at: int, contact: Contact) -> tuple[int, int]:
    """Run the bot spell of a contact.

    Return its end and who ended the contact there, or -1 when the customer goes to the queue.
    """
    rnd, size, put = centre.text.random, draws.TABLE, centre.put["messages"]
    spans = centre.phrases.spans[contact.language]
    bot = centre.bot_code + (contact.channel != CHAT)
    row = contact.bot = [centre.bots, contact.no, bot, at, NONE, NONE, NONE, NONE, NONE, 0]
    centre.bots += 1
    put((contact.no, at, FROM_BOT, bot, 0, NONE, 1, spans["bot_greet"][0]))
    t = at + int(ASK[int(rnd() * size)]) + SECOND
    if rnd() < 0.07:
        row[GREETING] = 1
        row[ENDED] = t
        return (t, TIMEOUT) if rnd() < 0.4 else (t, CUSTOMER)
    wants = rnd() >= centre.config.bot_contains
    lost, adopted, asked = 0, False, 1 + int(3.2 * rnd() ** 2)
    for turn in range(asked):
        _say(centre, t, contact, "more" if turn else "open")
        if rnd() < 0.22:
            t += 4 * SECOND
            _say(centre, t, contact, "more")
        missed = rnd() < 0.15
        lost += missed
        _turn(centre, t, contact, row[0], missed)
        t += 900 + int(800 * rnd())
        first, count = spans["bot_lost" if missed else "bot_answer"]
        put((contact.no, t, FROM_BOT, bot, 0, NONE, 0, first + int(rnd() * count)))
        if not missed and rnd() < 0.35 and customer_hint(centre, t + 200, contact):
            adopted = True
        t += ASK[int(rnd() * size)]
        if lost >= LOST_LIMIT:
            break
    if (wants and not (adopted and rnd() < 0.5)) or lost >= LOST_LIMIT:
        return _hand_over(centre, t, contact, row)
    row[ENDED] = t if row[0] % UNNOTICED else NONE
    if rnd() < 0.3:
        row[FEEDBACK] = 0 if rnd() < (0.85 if adopted else 0.6) else 1
    contact.upset = row[FEEDBACK] == 1 or lost > 0
    if rnd() < 0.35:
        _say(centre, t, contact, "bye")
        return t + 2 * SECOND, CUSTOMER
    return t + 2 * MINUTE, BOT if rnd() < 0.5 else TIMEOUT


def _hand_over(centre: Centre, t: int, contact: Contact, row: list[int]) -> tuple[int, int]:
    """Ask for a human; at night and when nobody is on duty there is none."""
    _say(centre, t, contact, "human")
    row[REQUESTED] = row[ENDED] = t + 300
    row[HUMAN] = int(centre.opens <= t < centre.closes)
    if row[HUMAN]:
        return t + 300, NONE
    leave_note(centre, t + 600, contact)
    contact.upset = True
    return t + 30 * SECOND, CUSTOMER


def leave_note(centre: Centre, at: int, contact: Contact) -> None:
    """Say when the team is back."""
    body = centre.phrases.spans[contact.language]["away"][0]
    centre.put["messages"]((contact.no, at, FROM_SYSTEM, NONE, 0, NONE, 1, body))


def _say(centre: Centre, at: int, contact: Contact, key: str) -> None:
    first, count = centre.phrases.spans[contact.language][key]
    body = first + int(centre.text.random() * count)
    who = author_of(centre, contact)
    centre.put["messages"]((contact.no, at, FROM_CUSTOMER, who, 0, NONE, 0, body))


def _turn(centre: Centre, at: int, contact: Contact, session: int, missed: bool) -> None:
    """Write what the bot made of a question; a sample is labelled by people."""
    rnd = centre.text.random
    chosen = contact.issue if rnd() < 0.9 else int(rnd() * len(ISSUES))
    sure = int(1000 * (0.2 + 0.35 * rnd() if missed else 0.55 + 0.45 * rnd()))
    label = contact.issue if rnd() < 0.08 else NONE
    centre.put["bot_turns"]((session, at, int(missed), NONE if missed else chosen, sure, label))


def text_open(centre: Centre, at: int, contact: Contact) -> None:
    """Write the first message of a customer who goes past the bot, and the place in the queue."""
    _say(centre, at, contact, "open")
    body = centre.phrases.spans[contact.language]["queued"][0]
    centre.put["messages"]((contact.no, at + 500, FROM_SYSTEM, NONE, 0, NONE, 1, body))
