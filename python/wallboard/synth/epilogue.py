"""What is still going on when the data is taken: written with its end not known."""

from __future__ import annotations

from wallboard.synth.closing import bot_row, contact_row
from wallboard.synth.config import NONE, OPEN
from wallboard.synth.handling import spell_row
from wallboard.synth.state import OFFLINE, Centre


def put_open_work(centre: Centre) -> None:
    """Write the open contacts, waits, handling spells and agent states."""
    for contact in centre.live.values():
        centre.put["contacts"](contact_row(contact, NONE, NONE))
        if contact.bot is not None:
            centre.put["bot_sessions"](bot_row(contact.bot, centre.horizon))
        entry, segment = contact.entry, contact.segment
        if entry is not None and entry.queue != NONE:
            centre.put["queue_segments"](
                (contact.no, entry.queue, entry.entered, NONE, OPEN, NONE, NONE, NONE)
            )
        if segment is not None:
            centre.put["agent_segments"](spell_row(segment, False, centre.horizon))
    for run in centre.runs:
        if run.state != OFFLINE:
            centre.put["agent_states"]((run.code, run.state, run.since, NONE))
