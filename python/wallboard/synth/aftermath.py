"""Complaints, public-opinion events with their alerts, and quality reviews."""

from __future__ import annotations

from wallboard.synth.config import DAY, HOUR, MINUTE, NONE, VOICE
from wallboard.synth.state import Centre, Contact, Segment

REVIEW_MAX = 100


def _known(centre: Centre, at: int) -> int:
    """Return the instant, or -1 when it lies after the moment the data is taken."""
    return at if at < centre.horizon else NONE


def complain(centre: Centre, at: int, contact: Contact) -> None:
    """File a complaint, due in three days or in one for a grave one."""
    rnd = centre.fate.random
    opened = at + int(HOUR * rnd())
    if opened >= centre.horizon:
        return
    grave = rnd() < 0.2
    due = opened + (DAY if grave else 3 * DAY)
    closed = _known(centre, opened + int((due - opened) * 1.3 * rnd())) if rnd() < 0.95 else NONE
    link = NONE if rnd() < 0.1 else contact.no
    centre.put["complaints"]((link, contact.customer, opened, due, closed, int(grave)))


def notice(centre: Centre, at: int, contact: Contact) -> None:
    """Record an event worth watching; alerts come in time, late, twice, falsely or not at all."""
    rnd = centre.fate.random
    occurred = contact.started + int((at - contact.started) * rnd())
    if occurred >= centre.horizon:
        return
    number = centre.opinions
    centre.opinions += 1
    severity = int(3 * rnd() ** 2)
    escalated = _known(centre, occurred + int(6 * HOUR * rnd())) if rnd() < 0.15 else NONE
    link = NONE if rnd() < 0.2 else contact.no
    centre.put["opinion_events"]((number, link, occurred, severity, escalated))
    lot = rnd()
    if lot < 0.12 and not centre.first("alert"):
        return
    delay = int((5 + 20 * rnd()) * MINUTE if lot < 0.75 else (1 + 8 * rnd()) * HOUR)
    for repeat in range(1 + (rnd() < 0.2)):
        alerted = occurred + delay + repeat * 10 * MINUTE
        judged = rnd()
        confirmed = NONE if judged < 0.15 else int(judged < 0.85)
        centre.put["opinion_alerts"]((number, alerted, confirmed))
    if rnd() < 0.1:
        centre.put["opinion_alerts"]((NONE, occurred + int(HOUR * rnd()), 0))


def review(centre: Centre, at: int, segment: Segment) -> None:
    """Score a handling spell; some reviews only calibrate the reviewers."""
    rnd = centre.fate.random
    skill = 78 + 4 * segment.run.tier
    score = max(20, min(REVIEW_MAX, skill + int(16 * (rnd() - 0.5)) - 25 * segment.contact.upset))
    delay = HOUR // 3 if centre.first("review") else HOUR // 3 + int(2 * DAY * rnd() ** 2)
    form = 0 if segment.contact.channel == VOICE else 1
    centre.put["quality_reviews"]((
        segment.contact.no, segment.run.code, at + delay, form, score,
        REVIEW_MAX, int(rnd() < 0.03), int(rnd() < 0.08),
    ))  # fmt: skip
