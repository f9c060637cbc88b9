"""Layout of the tables that the simulation writes row by row, as integers."""

from __future__ import annotations

from wallboard.synth.codes import (
    AUDIENCES,
    AUTHORS,
    EVENTS,
    FEEDBACK,
    PRIORITIES,
    QUEUE_IDS,
    RESPONSES,
    STATES,
    STATUSES,
    STEPS,
    SURVEYS,
    TRANSFERS,
    VISIBILITY,
)
from wallboard.synth.config import (
    CHANNELS,
    DIRECTIONS,
    ENDED_BY,
    ISSUES,
    OUTCOMES,
    SITES,
    SOURCES,
)
from wallboard.synth.encode import Col, Layout


def _num(name: str, prefix: str) -> Col:
    return Col(name, "num", prefix)


def _at(name: str) -> Col:
    return Col(name, "instant")


def _code(name: str, values: tuple[str, ...]) -> Col:
    return Col(name, "code", values=values)


def _flag(name: str) -> Col:
    return Col(name, "flag")


_CONTACT = _num("contact_id", "c")
_AGENT = Col("agent_id", "look", "people")
_QUEUE = _code("queue_id", QUEUE_IDS)
_CUSTOMER = _num("customer_id", "u")
_ISSUE = _code("issue_key", ISSUES)

LAYOUTS = (
    Layout(
        "contacts",
        (_CONTACT, _code("source_system", SOURCES), _code("channel", CHANNELS),
         _code("direction", DIRECTIONS), _CUSTOMER, _code("site_id", SITES), _ISSUE,
         _at("started_at"), _at("ended_at"), _code("ended_by", ENDED_BY),
         _num("parent_contact_id", "c")),
        forget=("ended_at", "ended_by"),
        numbered=False,
    ),
    Layout(
        "queue_segments",
        (_num("segment_id", "qs"), _CONTACT, _QUEUE, _at("entered_at"), _at("left_at"),
         _code("outcome", OUTCOMES), _AGENT, Col("ring_seconds", "milli"),
         Col("ring_count", "count")),
        forget=("left_at", "outcome", "agent_id", "ring_seconds", "ring_count"),
    ),
    Layout(
        "agent_segments",
        (_num("segment_id", "as"), _CONTACT, _AGENT, _QUEUE, _at("connected_at"),
         _at("disconnected_at"), Col("hold_seconds", "milli"), Col("hold_count", "count"),
         _at("acw_ended_at"), Col("dial_seconds", "milli"), Col("switch_seconds", "milli"),
         _code("transfer_out", TRANSFERS),
         _code("disconnected_by", ("agent", "customer", "system"))),
        forget=("disconnected_at", "acw_ended_at", "disconnected_by"),
    ),
    Layout(
        "bot_sessions",
        (_num("bot_session_id", "b"), _CONTACT, Col("bot_id", "look", "people"),
         _at("started_at"), _at("ended_at"), _at("handoff_requested_at"),
         _at("handoff_connected_at"), _flag("human_available"), _code("feedback", FEEDBACK),
         _flag("is_greeting_only")),
        forget=("ended_at", "feedback"),
        numbered=False,
    ),
    Layout(
        "bot_turns",
        (_num("turn_id", "bt"), _num("bot_session_id", "b"), _at("asked_at"),
         _flag("is_fallback"), _code("intent", ISSUES), Col("confidence", "milli"),
         _code("labelled_intent", ISSUES)),
        forget=("intent", "confidence"),
    ),
    Layout(
        "messages",
        (_num("message_id", "m"), _CONTACT, _at("sent_at"), _code("author_type", AUTHORS),
         Col("author_id", "look", "people"), _code("visibility", VISIBILITY),
         Col("script_id", "look", "articles"), _flag("is_auto"), Col("body", "look", "bodies")),
        alter="body",
    ),
    Layout(
        "suggestions",
        (_num("suggestion_id", "sg"), _CONTACT, Col("article_id", "look", "articles"),
         _code("audience", AUDIENCES), _at("shown_at"), _code("response", RESPONSES),
         _at("responded_at"), Col("rank", "count")),
        forget=("response", "responded_at"),
    ),
    Layout(
        "opinion_events",
        (_num("event_id", "oe"), _CONTACT, _at("occurred_at"),
         _code("severity", ("minor", "major", "critical")), _at("escalated_at")),
        numbered=False,
    ),
    Layout(
        "opinion_alerts",
        (_num("alert_id", "oa"), _num("event_id", "oe"), _at("alerted_at"),
         _flag("is_confirmed")),
    ),
    Layout(
        "complaints",
        (_num("complaint_id", "cp"), _CONTACT, _CUSTOMER, _at("opened_at"), _at("due_at"),
         _at("closed_at"), _flag("is_escalated")),
    ),
    Layout(
        "quality_reviews",
        (_num("review_id", "qr"), _CONTACT, _AGENT, _at("reviewed_at"),
         _code("form_id", ("form-voice", "form-text")), Col("score", "count"),
         Col("max_score", "count"), _flag("has_critical_error"), _flag("is_calibration")),
    ),
    Layout(
        "surveys",
        (_num("survey_id", "sv"), _code("kind", SURVEYS), _CONTACT, _AGENT, _at("invited_at"),
         _at("responded_at"), Col("score", "count"), Col("scale_min", "count"),
         Col("scale_max", "count"), _flag("is_resolved"), _flag("is_first_contact")),
        forget=("responded_at", "score", "is_resolved", "is_first_contact"),
    ),
    Layout(
        "tickets",
        (_num("ticket_id", "t"), _CONTACT, _CUSTOMER, _code("channel", CHANNELS), _ISSUE,
         _at("created_at"), _code("created_by", ("customer", "agent")),
         _num("merged_into_ticket_id", "t"), _flag("is_spam")),
        forget=("issue_key", "is_spam"),
        numbered=False,
    ),
    Layout(
        "ticket_events",
        (_num("event_id", "te"), _num("ticket_id", "t"), _at("occurred_at"),
         _code("event_type", EVENTS), _code("status", STATUSES), _code("priority", PRIORITIES),
         _AGENT, Col("team_id", "look", "teams"), _code("author_type", AUTHORS),
         _code("step", STEPS), _flag("is_automated")),
        forget=("author_type", "is_automated"),
    ),
    Layout(
        "agent_states",
        (_num("state_id", "st"), _AGENT, _code("state", STATES), _at("entered_at"),
         _at("left_at")),
        forget=("left_at",),
    ),
    Layout(
        "shifts",
        (_num("shift_id", "sh"), _AGENT, _at("starts_at"), _at("ends_at"),
         _code("activity", ("on_queue", "break", "meal", "meeting", "training")),
         _flag("is_paid")),
        planned=True,
    ),
    Layout(
        "trunk_intervals",
        (_at("interval_start"), Col("interval_seconds", "count"), _code("site_id", SITES),
         Col("attempts", "count"), Col("blocked", "count")),
        numbered=False,
    ),
    Layout(
        "forecasts",
        (_num("forecast_id", "f"), _at("made_at"), _code("model", ("seasonal_naive", "smoothed")),
         _code("channel", CHANNELS), _QUEUE, _at("interval_start"),
         Col("interval_seconds", "count"), Col("contacts_mean", "milli"),
         Col("contacts_low", "milli"), Col("contacts_high", "milli"),
         Col("handle_seconds_mean", "milli")),
        planned=True,
    ),
)  # fmt: skip
