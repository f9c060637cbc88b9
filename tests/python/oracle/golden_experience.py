"""Golden cases of quality reviews, complaints and surveys, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, contact, maybe, nothing, spell, world
from .rows import RawRow, World


def review(review_id: str, score: str | None, most: str | None, **other: str | None) -> RawRow:
    """A quality review of agent A1."""
    row: RawRow = {"review_id": review_id, "contact_id": "C1", "agent_id": "A1"}
    return row | {"reviewed_at": at(60), "score": score, "max_score": most} | other


def reviews() -> World:
    """80 of 100, 9 of 10 with a critical error, one without a score, and a calibration."""
    return world(
        quality_reviews=[
            review("R1", "80", "100", has_critical_error="false"),
            review("R2", "9", "10", has_critical_error="true"),
            review("R3", None, "100", has_critical_error="false"),
            review("R4", "0", "100", has_critical_error="true", is_calibration="true"),
        ]
    )


def reviewed(score: str, most: str, flaw: str | None = None) -> World:
    """One review."""
    return world(quality_reviews=[review("R1", score, most, has_critical_error=flaw)])


def calibrated() -> World:
    """Nothing but a calibration."""
    row = review("R1", "80", "100", has_critical_error="false", is_calibration="true")
    return world(quality_reviews=[row])


def complaint(
    complaint_id: str, opened: float, closed: float | None, **other: str | None
) -> RawRow:
    """A complaint about C1 of a customer who is not known unless told."""
    row: RawRow = {"complaint_id": complaint_id, "contact_id": "C1"}
    return row | {"opened_at": at(opened), "closed_at": maybe(closed)} | other


def complaints() -> World:
    """K1 settled in time and escalated, K2 ten days later by the same customer and late, K3 open
    and due after the last instant, which is its opening. Four contacts on the first day.
    """
    return world(
        contacts=[contact(f"C{n}") for n in range(1, 5)],
        complaints=[
            complaint("K1", 0, DAY / 2, due_at=at(DAY), customer_id="P1", is_escalated="true"),
            complaint("K2", 10 * DAY, 11.5 * DAY, due_at=at(11 * DAY), customer_id="P1"),
            complaint("K3", 12 * DAY, None, due_at=at(20 * DAY)),
        ],
    )


def closed_after(seconds: float | None, is_escalated: str | None = None) -> World:
    """One complaint without a due time, closed so long after it was made."""
    return world(
        contacts=[contact("C1")],
        complaints=[complaint("K1", 0, seconds, is_escalated=is_escalated)],
    )


def lonely() -> World:
    """A complaint in a world without contacts."""
    return world(complaints=[complaint("K1", 0, None)])


def repeated_after(seconds: float) -> World:
    """Two complaints of one customer, so far apart."""
    return world(
        complaints=[
            complaint("K1", 0, None, customer_id="P1"),
            complaint("K2", seconds, None, customer_id="P1"),
        ]
    )


def survey(
    survey_id: str, kind: str, score: str | None, scale: str | None = "1-5", **other: str | None
) -> RawRow:
    """A survey sent at second 0 and answered at second 60, about no known contact."""
    low, high = scale.split("-") if scale else (None, None)
    row: RawRow = {"survey_id": survey_id, "kind": kind, "invited_at": at(0)}
    row |= {"responded_at": at(60), "score": score, "scale_min": low, "scale_max": high}
    return row | other


def surveys() -> World:
    """Satisfied: 5 and 4 of 1 to 5, 8 of 0 to 10. Not: 3. Without a scale one, unanswered one."""
    return world(
        surveys=[
            survey("V1", "csat", "5"),
            survey("V2", "csat", "4"),
            survey("V3", "csat", "3"),
            survey("V4", "csat", "8", "0-10"),
            survey("V5", "csat", "5", None),
            survey("V6", "csat", None, None, responded_at=None),
        ]
    )


def rated(kind: str, *scores: str, scale: str = "1-5") -> World:
    """Answers of one kind about a contact that A1 took."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1")],
        surveys=[
            survey(f"V{n}", kind, score, scale, contact_id="C1") for n, score in enumerate(scores)
        ],
    )


def staff(*scores: str, days: float = 30) -> World:
    """Employees' answers of 6 May in a world that lasts so many days; 30 reach 5 June."""
    later = contact("C2", days * DAY, None)
    answers = [survey(f"V{n}", "esat", score, contact_id="C1") for n, score in enumerate(scores)]
    return world(
        contacts=[contact("C1"), later], agent_segments=[spell("G1", "C1")], surveys=answers
    )


def answered_after(seconds: float) -> World:
    """One survey answered so long after it was sent."""
    return world(surveys=[survey("V1", "csat", "5", responded_at=at(seconds))])


def transferred() -> World:
    """C1 went from A1 to A2 and pleased; A1 had C2 alone and did not; no agent had C3."""
    return world(
        contacts=[contact(f"C{n}") for n in (1, 2, 3)],
        agent_segments=[
            spell("G1", "C1", 0, 60),
            spell("G2", "C1", 60, 120, agent_id="A2"),
            spell("G3", "C2"),
        ],
        surveys=[
            survey("V1", "csat", "5", contact_id="C1"),
            survey("V2", "csat", "2", contact_id="C2"),
            survey("V3", "csat", "5", contact_id="C3"),
        ],
    )


def told(*answers: tuple[str | None, str | None]) -> World:
    """Answers to “resolved?” and “in one contact?”."""
    return world(
        surveys=[
            survey(f"V{n}", "csat", None, None, is_resolved=resolved, is_first_contact=first)
            for n, (resolved, first) in enumerate(answers)
        ]
    )


def customer(customer_id: str, first: str, last: str | None) -> RawRow:
    """A spell of a customer."""
    return {"customer_id": customer_id, "active_from": first, "active_to": last}


def base(*spells: RawRow, days: float = 30) -> World:
    """Customers in a world that lasts from 6 May so many days; 30 reach 5 June."""
    return world(contacts=[contact("C1"), contact("C2", days * DAY, None)], customers=[*spells])


def customers() -> World:
    """P1 stays, P2 leaves on the 30th, P3 comes on the 2nd, P4 leaves and returns within May."""
    return base(
        customer("P1", "2023-01-01", None),
        customer("P2", "2023-01-01", "2024-05-30"),
        customer("P3", "2024-05-02", None),
        customer("P4", "2024-05-01", "2024-05-10"),
        customer("P4", "2024-05-20", None),
    )


def until(last: str) -> World:
    """One customer, active up to a day."""
    return base(customer("P1", "2023-01-01", last))


def ongoing() -> World:
    """Seen from the last day of May, which is not over."""
    return base(customer("P1", "2023-01-01", None), days=25)


STAFF = ("5", "4", "3", "2", "5")

CASES: dict[str, GoldenCase] = {
    # 80 + 9 of 100 + 10 points; a form of a thousandth of a point counts, one of none does not.
    "qa_score_avg": case(
        reviews,
        ("89", "110", 89 / 110),
        (partial(reviewed, "0", "0.001"), "0", "0.001", 0.0),
        (partial(reviewed, "0", "0"), None, None, None),
        calibrated,
    ),
    # 0.800 and 0.900. Half a thousandth is rounded up, a little less down.
    "qa_score_review_mean": case(
        reviews,
        ("1.7", "2", 0.85),
        (partial(reviewed, "1", "2000"), "0.001", "1", 0.001),
        (partial(reviewed, "0.999", "2000"), "0", "1", 0.0),
        calibrated,
    ),
    "critical_error_free_rate": case(
        reviews,
        ("2", "3", 2 / 3),
        (partial(reviewed, "1", "1", "false"), "1", "1", 1.0),
        (partial(reviewed, "1", "1", "true"), "0", "1", 0.0),
        partial(reviewed, "1", "1"),
    ),
    "fcr_survey": case(
        partial(told, ("yes", "yes"), ("yes", "no"), ("no", "no"), ("yes", None)),
        ("1", "3", 1 / 3),
        (partial(told, ("yes", "yes")), "1", "1", 1.0),
        (partial(told, ("yes", "no")), "0", "1", 0.0),
        partial(told, ("yes", None)),
    ),
    # Closed up to 5 s before it was opened is skew; further back the row is rejected.
    "complaint_volume": case(
        complaints,
        ("3", None, 3.0),
        (partial(closed_after, -5.0), "1", None, 1.0),
        (partial(closed_after, -5.001), None, None, None),
        nothing,
    ),
    "complaint_rate": case(
        complaints,
        ("3", "4", 0.75),
        (partial(closed_after, -5.0), "1", "1", 1.0),
        (partial(closed_after, -5.001), "0", "1", 0.0),
        (lonely, "1", "0"),
    ),
    # K1 of K1 and K2; K3 is not due. Without a due time the limit is seven days.
    "complaint_on_time_rate": case(
        complaints,
        ("1", "2", 0.5),
        (partial(closed_after, 7 * DAY), "1", "1", 1.0),
        (partial(closed_after, 7 * DAY + 0.001), "0", "1", 0.0),
        partial(closed_after, None),
    ),
    "escalated_complaint_rate": case(
        complaints,
        ("1", "3", 1 / 3),
        (partial(closed_after, None, "true"), "1", "1", 1.0),
        (partial(closed_after, None, "false"), "0", "1", 0.0),
        nothing,
    ),
    # K2 of K1 and K2; the customer of K3 is not known.
    "repeat_complaint_rate": case(
        complaints,
        ("1", "2", 0.5),
        (partial(repeated_after, 30 * DAY), "1", "2", 0.5),
        (partial(repeated_after, 30 * DAY + 0.001), "0", "2", 0.0),
        lonely,
    ),
    # 1 + 0.8 + 0.6 + 0.4 + 1 over five. Of five answers something is told, of four nothing is; nor
    # of a month that still runs.
    "esat_mean": case(
        partial(staff, *STAFF),
        ("3.8", "5", 0.76),
        (partial(staff, *["4"] * 5), "4", "5", 0.8),
        (partial(staff, *["4"] * 4), None, None, None),
        partial(staff, *STAFF, days=25),
    ),
    "esat_top2": case(
        partial(staff, *STAFF),
        ("3", "5", 0.6),
        (partial(staff, *["4"] * 5), "5", "5", 1.0),
        (partial(staff, *["4"] * 4), None, None, None),
        partial(staff, *STAFF, days=25),
    ),
    "csat_top2": case(
        surveys,
        ("3", "4", 0.75),
        (partial(rated, "csat", "4"), "1", "1", 1.0),
        (partial(rated, "csat", "3.999"), "0", "1", 0.0),
        partial(told, ("yes", "yes")),
    ),
    # 5 + 4 + 3 + 8 of 5 + 5 + 5 + 10. A score beyond its scale is none.
    "csat_mean": case(
        surveys,
        ("20", "25", 0.8),
        (partial(rated, "csat", "5"), "5", "5", 1.0),
        (partial(rated, "csat", "5.001"), None, None, None),
        nothing,
    ),
    # The answer about C1 counts for A2, the one about C2 for A1.
    "csat_last_agent": case(
        transferred,
        ("1", "2", 0.5),
        (partial(rated, "csat", "4"), "1", "1", 1.0),
        (partial(rated, "csat", "3.999"), "0", "1", 0.0),
        surveys,
    ),
    # The answer about C1 is half A1's and half A2's.
    "csat_shared": case(
        transferred,
        ("1", "2", 0.5),
        (partial(rated, "csat", "4"), "1", "1", 1.0),
        (partial(rated, "csat", "3.999"), "0", "1", 0.0),
        surveys,
    ),
    "survey_response_rate": case(
        surveys,
        ("5", "6", 5 / 6),
        (partial(answered_after, -5.0), "1", "1", 1.0),
        (partial(answered_after, -5.001), None, None, None),
        nothing,
    ),
    # Two promoters, one detractor, one between; 10 of 1 to 10 is another question.
    "nps": case(
        partial(rated, "nps", "10", "9", "8", "6", scale="0-10"),
        ("1", "4", 0.25),
        (partial(rated, "nps", "9", scale="0-10"), "1", "1", 1.0),
        (partial(rated, "nps", "8.999", scale="0-10"), "0", "1", 0.0),
        partial(rated, "nps", "10", scale="1-10"),
    ),
    "ces": case(
        partial(rated, "ces", "2", "5", scale="1-7"),
        ("7", "2", 3.5),
        (partial(rated, "ces", "7", scale="1-7"), "7", "1", 7.0),
        (partial(rated, "ces", "7.001", scale="1-7"), None, None, None),
        nothing,
    ),
    # At the start P1, P2 and P4, of whom P2 is gone at the end.
    "customer_retention_rate": case(
        customers,
        ("2", "3", 2 / 3),
        (partial(until, "2024-05-31"), "1", "1", 1.0),
        (partial(until, "2024-05-30"), "0", "1", 0.0),
        ongoing,
    ),
    "customer_churn_rate": case(
        customers,
        ("1", "3", 1 / 3),
        (partial(until, "2024-05-31"), "0", "1", 0.0),
        (partial(until, "2024-05-30"), "1", "1", 1.0),
        ongoing,
    ),
}
