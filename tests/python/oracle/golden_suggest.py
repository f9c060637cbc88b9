"""Golden cases of suggestions and pushes, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import (
    DAY,
    GoldenCase,
    at,
    case,
    contact,
    nothing,
    showing,
    spell,
    wait,
    world,
)
from .rows import World


def suggested() -> World:
    """A human conversation with four suggestions and four pushes, and a bare contact.

    The queue entry at 100 s follows the adoption at 50 s, not the one at 200 s.
    """
    return world(
        contacts=[contact("C1"), contact("C2")],
        agent_segments=[spell("G1", "C1", 130)],
        queue_segments=[wait("W1", "C1", 100, 130, "answered")],
        suggestions=[
            showing("S1", "C1", "agent", "accepted"),
            showing("S2", "C1", "agent", "edited"),
            showing("S3", "C1", "agent", "dismissed"),
            showing("S4", "C1", "agent", None),
            showing("P1", "C1", "customer", "adopted", responded_at=at(50)),
            showing("P2", "C1", "customer", "adopted", responded_at=at(200)),
            showing("P3", "C1", "customer", "rejected"),
            showing("P4", "C1", "customer", None),
        ],
    )


def shown(audience: str, *responses: str, is_human: bool = True) -> World:
    """One contact with suggestions that got these responses."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1")] if is_human else [],
        suggestions=[showing(f"S{n}", "C1", audience, r) for n, r in enumerate(responses)],
    )


def asks_later(after: float) -> World:
    """A push shown and adopted at 10 s, and a queue entry so long after it."""
    return shown("customer", "adopted") | world(
        queue_segments=[wait("W1", "C1", 10 + after, None, "open")]
    )


ADOPTED = partial(shown, "customer", "adopted")
ACCEPTED = partial(shown, "customer", "accepted")  # pushes are adopted, not accepted

CASES: dict[str, GoldenCase] = {
    "push_adoptions_per_human_conversation": case(
        suggested,
        ("2", "1", 2.0),
        (ADOPTED, "1", "1", 1.0),
        (ACCEPTED, "0", "1", 0.0),
        (partial(shown, "customer", "adopted", is_human=False), "1", "0"),
    ),
    "push_adoption_rate": case(
        suggested,
        ("2", "4", 0.5),
        (ADOPTED, "1", "1", 1.0),
        (ACCEPTED, "0", "1", 0.0),
        partial(shown, "agent", "accepted"),
    ),
    "push_rated_adoption_rate": case(
        suggested,
        ("2", "3", 2 / 3),
        (partial(shown, "customer", "adopted", "rejected"), "1", "2", 0.5),
        (partial(shown, "customer", "adopted", "dismissed"), "1", "1", 1.0),
        ACCEPTED,
    ),
    # A request 24 h after the adoption spoils it, 1 ms later it does not.
    "push_effective_adoption_rate": case(
        suggested,
        ("1", "4", 0.25),
        (partial(asks_later, DAY), "0", "1", 0.0),
        (partial(asks_later, DAY + 0.001), "1", "1", 1.0),
        partial(shown, "agent", "accepted"),
    ),
    "agent_suggestion_acceptance_rate": case(
        suggested,
        ("2", "4", 0.5),
        (partial(shown, "agent", "edited"), "1", "1", 1.0),
        (partial(shown, "agent", "adopted"), "0", "1", 0.0),
        ADOPTED,
    ),
    "agent_suggestion_verbatim_rate": case(
        suggested,
        ("1", "4", 0.25),
        (partial(shown, "agent", "accepted"), "1", "1", 1.0),
        (partial(shown, "agent", "edited"), "0", "1", 0.0),
        ADOPTED,
    ),
    "agent_suggestion_dismissal_rate": case(
        suggested,
        ("1", "4", 0.25),
        (partial(shown, "agent", "dismissed"), "1", "1", 1.0),
        (partial(shown, "agent", "rejected"), "0", "1", 0.0),
        ADOPTED,
    ),
    "agent_suggestion_trigger_rate": case(
        suggested,
        ("1", "2", 0.5),
        (partial(shown, "agent", "dismissed"), "1", "1", 1.0),
        (partial(shown, "customer", "dismissed"), "0", "1", 0.0),
        nothing,
    ),
}
