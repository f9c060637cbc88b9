"""When a contact or a handling spell is over: its rows, and what follows from it."""

from __future__ import annotations

from wallboard.synth.aftermath import complain, notice, review
from wallboard.synth.arrivals import Arrival
from wallboard.synth.bot import CONNECTED, ENDED, FEEDBACK, REQUESTED
from wallboard.synth.config import EMAIL, HOUR, INBOUND, INTERNAL, NONE, VOICE
from wallboard.synth.state import AGAIN, Centre, Contact, Segment
from wallboard.synth.surveys import invite
from wallboard.synth.tickets import open_ticket

IM, MAIL = 1, 2


def contact_row(contact: Contact, ended_at: int, ended_by: int) -> tuple[int, ...]:
    """Return the row of ``contacts``."""
    channel = contact.channel
    source = 0 if channel == VOICE else MAIL if channel == EMAIL else IM
    return (
        contact.no, source, channel, contact.direction, contact.customer, contact.site,
        contact.issue, contact.started, ended_at, ended_by, contact.parent,
    )  # fmt: skip


def bot_row(row: list[int], horizon: int) -> list[int]:
    """Return the row of ``bot_sessions`` as known at the horizon."""
    if row[ENDED] >= horizon:
        row[ENDED] = row[FEEDBACK] = NONE
    if row[REQUESTED] >= horizon:
        row[REQUESTED] = row[CONNECTED] = NONE
    return row


def finish(centre: Centre, at: int, contact: Contact, ended_by: int) -> None:
    """Close a contact and draw what it leads to."""
    del centre.live[contact.no]
    centre.put["contacts"](contact_row(contact, at, ended_by))
    if contact.bot is not None:
        centre.put["bot_sessions"](bot_row(contact.bot, centre.horizon))
    if contact.direction == INTERNAL:
        return
    rnd = centre.fate.random
    invite(centre, at, contact)
    handled = contact.last is not None
    chance = 0.5 if contact.channel == EMAIL else 0.10 if handled else 0.02
    if rnd() < chance or (handled and centre.first("ticket")):
        open_ticket(centre, at, contact)
    if rnd() < (0.03 if contact.upset else 0.006) or centre.first("complaint"):
        complain(centre, at, contact)
    if rnd() < (0.02 if contact.upset else 0.004) or centre.first("event"):
        notice(centre, at, contact)
    chance = centre.config.recontact * (1.0 if contact.upset else 0.25)
    if contact.direction == INBOUND and contact.customer != NONE and rnd() < chance:
        later = at + int(30 * HOUR * rnd() ** 2) + HOUR // 20
        channel = contact.channel if rnd() < 0.7 else VOICE
        centre.push(later, AGAIN, Arrival(later, channel, contact.customer, contact.issue))


def after_spell(centre: Centre, at: int, segment: Segment) -> None:
    """Draw a spell for quality review."""
    if centre.fate.random() < 0.03 or centre.first("spell"):
        review(centre, at, segment)
