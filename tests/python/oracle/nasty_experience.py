"""Reviews, complaints, surveys, customers and costs at and around every boundary."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from .instants import BASES, DAY, FAR, NEAR, pick, text
from .rows import World

CONTACTS = ("C0", "C0", "C1", "C2", "C3", "ghost", None)
AGENTS = ("A0", "A1", "A2", "A9", None)
FLAGS = ("true", "false", "no", "1", None)
SCORES = (
    *("0", "1", "2.5", "3.9994", "3.9995", "4", "4", "5", "5"),
    *("6", "6.0004", "7", "8.9995", "8.9994", "9", "10", "10.001", "-1", "1e20", None),
)
SCALES = (
    *(("1", "5"),) * 4,
    *(("0", "10"),) * 4,
    *(("1", "7"), ("0", "1")),
    *(("0.5", "4.5"), ("5", "1"), ("0", "0"), ("-3", "3"), (None, "5"), ("1", None)),
)
HIGHEST = ("100", "100", "100", "10", "10", "3", "7", "0.0004", "0", "-5", "1e20", None)
# 2024-04-01 00:00 UTC: from here on March is over.
APRIL = 1_711_929_600_000
STARTS = ("2024-02-28", "2024-03-01", "2024-03-01", "2024-03-02", "2024-03-31", "2024-04-01")
ENDS = (*STARTS, "2024-03-30", "2024-01-01", "9999-12-31", None, None)
COST_STARTS = ("2024-03-09", "2024-03-10", "2024-03-10", "2024-03-11", "2024-03-01", "1989-12-31")
COST_ENDS = ("2024-03-10", "2024-03-11", "2024-03-12", "2024-03-31", "2024-04-30", "2100-01-01")
AMOUNTS = ("100", "0.0001", "0.0007", "33.33", "1000.00005", "0", "-1", "2000000000000")


def add_review(rnd: Random, number: int, world: World) -> None:
    """Add a quality review; scores beyond the form and forms without points included."""
    world["quality_reviews"].append(
        {
            "review_id": f"R{number}",
            "contact_id": rnd.choice(CONTACTS),
            "agent_id": rnd.choice(AGENTS),
            "reviewed_at": text(rnd, pick(rnd, BASES) + rnd.choice((*NEAR, *FAR))),
            "form_id": rnd.choice(("voice", None)),
            "score": rnd.choice((*SCORES, "66.6666", "100", "120")),
            "max_score": rnd.choice(HIGHEST),
            "has_critical_error": rnd.choice(FLAGS),
            "is_calibration": rnd.choice((*FLAGS, None, None)),
        }
    )


def add_complaint(rnd: Random, number: int, world: World) -> None:
    """Add a complaint closed about its due time, and at times one before it."""
    opened = pick(rnd, BASES) + rnd.choice(NEAR)
    due = opened + rnd.choice((*NEAR, *FAR, 7 * DAY))
    closed = rnd.choice((due, due, due + 1, due - 1, opened + 7 * DAY, opened + 7 * DAY + 1))
    if rnd.random() < 0.15:
        closed = APRIL + rnd.choice((0, -1, 4, 3_600_000 * 4, 3_600_000 * 4 - 1, 20 * DAY))
    earlier = rnd.choice((30 * DAY, 30 * DAY + 1, 30 * DAY - 1, 0, DAY, None, None))
    customer = rnd.choice(("P1", "P2", None))
    if earlier is not None:
        world["complaints"].append(
            {
                "complaint_id": f"{rnd.choice('zZ9é')}{number}",
                "contact_id": rnd.choice(CONTACTS),
                "customer_id": customer,
                "opened_at": text(rnd, opened - earlier),
                "due_at": None,
                "closed_at": None,
                "is_escalated": rnd.choice(FLAGS),
            }
        )
    world["complaints"].append(
        {
            "complaint_id": f"K{number}",
            "contact_id": rnd.choice(CONTACTS),
            "customer_id": rnd.choice((customer, customer, None)),
            "opened_at": text(rnd, opened),
            "due_at": rnd.choice((text(rnd, due), text(rnd, due), None)),
            "closed_at": rnd.choice((text(rnd, closed), text(rnd, closed), None)),
            "is_escalated": rnd.choice(FLAGS),
        }
    )


def score_near(rnd: Random, low: str | None, high: str | None) -> str | None:
    """A score at an end or at the upper quarter of its scale, or any other."""
    if low is None or high is None or rnd.random() < 0.4:
        return rnd.choice(SCORES)
    quarter = Decimal(low) + (Decimal(high) - Decimal(low)) * 3 / 4
    return rnd.choice((low, high, str(quarter), str(quarter - Decimal("0.001"))))


def add_survey(rnd: Random, number: int, world: World) -> None:
    """Add a survey, with scores on, off and without their scale."""
    invited = pick(rnd, BASES) + rnd.choice(NEAR)
    answered = invited + rnd.choice((*NEAR, *FAR))
    low, high = rnd.choice(SCALES)
    world["surveys"].append(
        {
            "survey_id": f"V{number}",
            "kind": rnd.choice(("csat",) * 3 + ("nps", "nps", "ces", "esat", "mood")),
            "contact_id": rnd.choice(CONTACTS),
            "agent_id": rnd.choice((*AGENTS, None, None)),
            "invited_at": text(rnd, invited),
            "responded_at": rnd.choice((text(rnd, answered),) * 4 + (None,)),
            "score": score_near(rnd, low, high),
            "scale_min": low,
            "scale_max": high,
            "is_resolved": rnd.choice(FLAGS),
            "is_first_contact": rnd.choice(FLAGS),
        }
    )


def add_customer(rnd: Random, world: World) -> None:
    """Add a spell of a customer: some touch the ends of March, some end before they begin."""
    world["customers"].append(
        {
            "customer_id": rnd.choice(("P1", "P1", "P2", "P3")),
            "active_from": rnd.choice(STARTS),
            "active_to": rnd.choice(ENDS),
            "segment": None,
        }
    )


def add_cost(rnd: Random, number: int, world: World) -> None:
    """Add a cost entry: small ones that do not divide, shared ones, strange ones."""
    world["costs"].append(
        {
            "cost_id": f"X{number}",
            "period_start": rnd.choice(COST_STARTS),
            "period_end": rnd.choice(COST_ENDS),
            "category": rnd.choice(("labour", "labour", "technology", "overhead", "bribes")),
            "channel": rnd.choice(("voice", "chat", "email", "telepathy", None, None, None)),
            "handler": rnd.choice(("human", "bot", "shared", "nobody", None)),
            "amount": rnd.choice(AMOUNTS),
            "currency": rnd.choice(("EUR", "EUR", "EUR", "eur", "USD")),
        }
    )


def add_experience(rnd: Random, number: int, world: World) -> None:
    """Add one or two rows of every table."""
    add_review(rnd, number, world)
    add_complaint(rnd, number, world)
    add_survey(rnd, 2 * number, world)
    add_survey(rnd, 2 * number + 1, world)
    add_customer(rnd, world)
    add_cost(rnd, 2 * number, world)
    add_cost(rnd, 2 * number + 1, world)
