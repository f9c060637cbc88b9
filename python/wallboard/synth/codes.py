"""Accepted values of the raw contract by position, as the integer rows use them."""

from __future__ import annotations

from wallboard.synth.config import QUEUES

AUTHORS = ("customer", "agent", "bot", "system")
VISIBILITY = ("public", "internal")
TRANSFERS = ("none", "blind", "consult")
AUDIENCES = ("agent", "customer")
RESPONSES = ("accepted", "edited", "dismissed", "adopted", "rejected")
ACCEPTED, EDITED, DISMISSED, ADOPTED, REJECTED = range(5)
FEEDBACK = ("positive", "negative")
STATES = ("available", "handling", "acw", "break", "meal", "meeting", "training", "other")
SURVEYS = ("csat", "nps", "ces", "esat")
EVENTS = ("status", "assignment", "priority", "public_reply", "internal_note", "step")
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = ("low", "normal", "high", "urgent")
STEPS = ("intake", "verify", "back_office", "approve", "settle")
QUEUE_IDS = tuple(queue.queue_id for queue in QUEUES)
