"""The front door: contacts arrive, pass the IVR or the bot, and ask for a queue."""

from __future__ import annotations

from wallboard.synth.arrivals import Arrival
from wallboard.synth.bot import greet, text_open
from wallboard.synth.closing import finish
from wallboard.synth.config import (
    CALLBACK,
    CUSTOMER,
    EMAIL,
    INBOUND,
    MINUTE,
    NONE,
    QUEUE_OF_CHANNEL,
    QUEUES,
    SECOND,
    VOICE,
    WECHAT,
)
from wallboard.synth.mail import receive
from wallboard.synth.state import FINISH, JOIN, Centre, Contact

TRUNK_INTERVAL = 30 * MINUTE


def new_contact(
    centre: Centre, at: int, channel: int, direction: int, customer: int, issue: int, queue: int
) -> Contact:
    """Open a contact."""
    wechat = 1 if channel == WECHAT else 0
    # Most WeChat customers write Chinese and most others English; a customer keeps to one.
    language = wechat if customer % 7 else 1 - wechat
    site = QUEUES[queue].site
    contact = Contact(
        centre.contacts, channel, direction, customer, issue, at, queue, site, language
    )
    centre.contacts += 1
    centre.live[contact.no] = contact
    return contact


def arrive(centre: Centre, at: int, arrival: Arrival) -> None:
    """Let a contact in."""
    rng, channel = centre.rng, arrival.channel
    if channel == VOICE:
        lot, queue = rng.random(), 0
        while queue < 2 and lot >= centre.config.voice_queue_shares[queue]:
            lot -= centre.config.voice_queue_shares[queue]
            queue += 1
    else:
        queue = QUEUE_OF_CHANNEL[channel]
    contact = new_contact(centre, at, channel, INBOUND, arrival.customer, arrival.issue, queue)
    if channel == VOICE:
        key = (at - at % TRUNK_INTERVAL, contact.site)
        centre.attempts[key] = centre.attempts.get(key, 0) + 1
        menu = int((8 + 25 * rng.random()) * SECOND)
        lost = rng.random() < 0.03  # hangs up in the menu, or found the answer there
        centre.push(at + menu, FINISH if lost else JOIN, (contact, CUSTOMER) if lost else contact)
    elif channel == EMAIL:
        receive(centre, at, contact)
        centre.push(at + SECOND, JOIN, contact)
    elif rng.random() < centre.config.bot_front:
        end, ended_by = greet(centre, at, contact)
        stays = ended_by == NONE
        centre.push(end, JOIN if stays else FINISH, contact if stays else (contact, ended_by))
    else:
        text_open(centre, at, contact)
        centre.push(at + SECOND, JOIN, contact)


def end_early(centre: Centre, at: int, what: tuple[Contact, int]) -> None:
    """End a contact that never reached a queue."""
    finish(centre, at, what[0], what[1])


def call_back(centre: Centre, at: int, origin: Contact) -> None:
    """Start the callback that a caller asked for: it queues, and the agent dials."""
    contact = new_contact(centre, at, VOICE, CALLBACK, origin.customer, origin.issue, origin.queue)
    contact.parent = origin.no
    centre.push(at, JOIN, contact)
