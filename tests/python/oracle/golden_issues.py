"""Golden cases of first contacts, repeats, simple questions and answers given again, by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, case, contact, said, session, spell, turn, world
from .rows import RawRow, World

MS = 0.001
LATE = 100 * DAY
# account.status was a simple question up to and including 10 March: 56 days and 9 h before Monday.
DELISTED = -(56 * DAY + 9 * 3600)


def visit(contact_id: str, customer: str | None, when: float, issue: str = "pay") -> RawRow:
    """A contact about something."""
    return contact(contact_id, when, None, customer_id=customer, issue_key=issue)


def sqm() -> World:
    """The SQM example: of 400 first contacts 280 stay without a repeat, 120 get one next day.

    A contact of nobody known, long after, lets all windows of 7 days be over; the repeats are no
    first contacts.
    """
    return world(
        contacts=[visit(f"C{n}", f"U{n}", 0) for n in range(400)]
        + [visit(f"R{n}", f"U{n}", DAY) for n in range(120)]
        + [visit("Z", None, LATE)]
    )


def visits(days: int) -> World:
    """U1 comes back half a window later, U2 never, U3 about something else: 4 first, 3 alone.

    The contact of nobody known is out.
    """
    return world(
        contacts=[
            visit("C1", "U1", 0),
            visit("C2", "U1", days * DAY / 2),
            visit("C3", "U2", 0),
            visit("C4", "U3", 0),
            visit("C5", "U3", days * DAY / 4, "lost"),
            visit("Z", None, LATE),
        ]
    )


def back_after(seconds: float) -> World:
    """U1 comes back so much later, which is the last that is known."""
    return world(contacts=[visit("C1", "U1", 0), visit("C2", "U1", seconds)])


def just_came() -> World:
    """A first contact whose window has only begun."""
    return world(contacts=[visit("C1", "U1", 0)])


def passed_on(how: str) -> World:
    """U1 comes back; U2's first agent passes the contact on in some way, U3 meets no agent.

    With 'none' U1, U2 and U3 are of level 1, and U2 and U3 are done.
    """
    return world(
        contacts=[
            visit("C1", "U1", 0),
            visit("C2", "U1", DAY),
            visit("C3", "U2", 0),
            visit("C4", "U3", 0),
            visit("Z", None, LATE),
        ],
        agent_segments=[
            spell("G1", "C1"),
            spell("G2", "C3", 0, 60, transfer_out=how),
            spell("G3", "C3", 60, 120, transfer_out="blind"),
        ],
    )


def only_passed_on() -> World:
    """The one first contact was passed on."""
    return world(
        contacts=[visit("C1", "U1", 0), visit("Z", None, LATE)],
        agent_segments=[spell("G1", "C1", transfer_out="blind")],
    )


def customers() -> World:
    """Three inbound contacts of U1 and U2, one of them an hour after U1's first.

    A contact of nobody known and a call to U2 do not count and make no repeat.
    """
    return world(
        contacts=[
            visit("C1", "U1", 0),
            visit("C2", "U1", 3600, "lost"),
            visit("C3", "U2", 7200),
            visit("C4", None, 3600),
            visit("C5", "U2", 0) | {"direction": "outbound"},
        ]
    )


def nobody() -> World:
    """A contact of nobody known."""
    return world(contacts=[visit("C1", None, 0)])


def questions() -> World:
    """Issues: C1 simple by its key, C2 simple by the bot's last intent, C3 known, C4 not known.

    C5 went out. C1 and C3 are human conversations.
    """
    return world(
        contacts=[
            visit("C1", "U1", 0, "delivery.status"),
            contact("C2"),
            visit("C3", "U2", 0, "technical.error"),
            contact("C4"),
            visit("C5", "U3", 0, "delivery.status") | {"direction": "outbound"},
        ],
        bot_sessions=[session("B1", "C2")],
        bot_turns=[
            turn("T1", "B1", intent="technical.error"),
            turn("T2", "B1", intent="account.howto"),
            turn("T3", "B1", is_fallback="true"),
        ],
        agent_segments=[spell("G1", "C1"), spell("G2", "C3"), spell("G3", "C5")],
    )


def delisted(when: float) -> World:
    """A human conversation about a question that was simple up to a day."""
    return world(
        contacts=[visit("C1", "U1", when, "account.status")], agent_segments=[spell("G1", "C1")]
    )


def unknown_issue() -> World:
    """A human conversation about nobody knows what."""
    return world(contacts=[contact("C1")], agent_segments=[spell("G1", "C1")])


def scripts() -> World:
    """U1's issue takes two contacts: s1 in both, s2 twice in the second: 2 repeats, 1 issue.

    U2's issue has no script; what the bot-only contact C4 repeats has no human conversation.
    """
    return world(
        contacts=[
            visit("C1", "U1", 0),
            visit("C2", "U1", DAY),
            visit("C3", "U2", 0),
            visit("C4", "U3", 0),
        ],
        agent_segments=[spell("G1", "C1"), spell("G2", "C2"), spell("G3", "C3")],
        messages=[
            said("M1", "C1", "agent", 10, script_id="s1"),
            said("M2", "C2", "agent", DAY + 10, script_id="s1"),
            said("M3", "C2", "agent", DAY + 20, script_id="s2"),
            said("M4", "C2", "agent", DAY + 30, script_id="s2"),
            said("M5", "C2", "agent", DAY + 40, script_id="s2", is_auto="true"),
            said("M6", "C4", "agent", 10, script_id="s1"),
            said("M7", "C4", "agent", 20, script_id="s1"),
        ],
    )


def script_again_after(seconds: float) -> World:
    """The same script in two conversations so far apart."""
    return world(
        contacts=[visit("C1", "U1", 0), visit("C2", "U1", seconds)],
        agent_segments=[spell("G1", "C1"), spell("G2", "C2")],
        messages=[
            said("M1", "C1", "agent", 10, script_id="s1"),
            said("M2", "C2", "agent", seconds + 10, script_id="s1"),
        ],
    )


def no_conversation() -> World:
    """A script twice, but no agent segment was recorded."""
    return world(
        contacts=[visit("C1", "U1", 0)],
        messages=[
            said("M1", "C1", "agent", 10, script_id="s1"),
            said("M2", "C1", "agent", 20, script_id="s1"),
        ],
    )


def fcr(days: int) -> GoldenCase:
    """Back at the window's end is a repeat, 1 ms later another issue, whose window is open."""
    return case(
        partial(visits, days),
        ("3", "4", 0.75),
        (partial(back_after, days * DAY), "0", "1", 0.0),
        (partial(back_after, days * DAY + MS), "1", "1", 1.0),
        just_came,
    )


def repeats(days: int) -> GoldenCase:
    """Another contact exactly so long before makes a repeat, 1 ms more does not."""
    return case(
        customers,
        ("1", "3", 1 / 3),
        (partial(back_after, days * DAY), "1", "2", 0.5),
        (partial(back_after, days * DAY + MS), "0", "2", 0.0),
        nobody,
    )


ON_THE_LIST = partial(delisted, DELISTED - MS)
OFF_THE_LIST = partial(delisted, DELISTED)

CASES: dict[str, GoldenCase] = {
    "fcr_no_repeat": case(
        sqm,
        ("280", "400", 0.7),
        (partial(back_after, 7 * DAY), "0", "1", 0.0),
        (partial(back_after, 7 * DAY + MS), "1", "1", 1.0),
        just_came,
    ),
    "fcr_no_repeat_1d": fcr(1),
    "fcr_no_repeat_3d": fcr(3),
    "fcr_no_repeat_30d": fcr(30),
    "fcr_net": case(
        partial(passed_on, "consult"),
        ("1", "2", 0.5),
        (partial(passed_on, "none"), "2", "3", 2 / 3),
        (partial(passed_on, "blind"), "1", "2", 0.5),
        only_passed_on,
    ),
    "repeat_contact_rate": repeats(7),
    "repeat_contact_rate_24h": repeats(1),
    "repeat_contact_rate_48h": repeats(2),
    "repeat_question_share": case(
        questions,
        ("2", "3", 2 / 3),
        (ON_THE_LIST, "1", "1", 1.0),
        (OFF_THE_LIST, "0", "1", 0.0),
        unknown_issue,
    ),
    "repeat_question_share_human": case(
        questions,
        ("1", "2", 0.5),
        (ON_THE_LIST, "1", "1", 1.0),
        (OFF_THE_LIST, "0", "1", 0.0),
        just_came,
    ),
    # U1's issue is told on C1, U2's on C3.
    "repeat_answers_per_issue": case(
        scripts,
        ("2", "2", 1.0),
        (partial(script_again_after, 7 * DAY), "1", "1", 1.0),
        (partial(script_again_after, 7 * DAY + MS), "0", "2", 0.0),
        no_conversation,
    ),
}
