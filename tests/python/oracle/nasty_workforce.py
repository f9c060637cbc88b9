"""An agent's career, plan, skills and reviews, with all that can be wrong about them."""

from __future__ import annotations

from random import Random

from .instants import BASES, DAY, FAR, NEAR, SUNDAY, pick, text
from .rows import World

LONG_AGO, NEXT_WEEK = BASES[0] - 90 * DAY, BASES[0] + 9 * DAY
TABLES = ("shifts", "agent_skills", "quality_reviews")
DATES = ("2024-03-08", "2024-03-09", "2024-03-10", "2024-03-10", "2024-03-11", "2024-03-12")
ACTIVITIES = ("on_queue", "on_queue", "break", "meal", "meeting", "training", "nap", None)
FLAGS = ("true", "F", "yes", "0", None, None)
LEVELS = ("3", "3", "2.5", "2.999", "0", "-1", "5", None)
REQUIRED = ("3", "3", "2.5", "0", "-2", "4", None)
SCORES = (("80", "100"), ("79.999", "100"), ("1", "0"), (None, "10"), ("9", None), ("4", "5"))


def build_staff(rnd: Random, agent_id: str, world: World) -> None:
    """Give an agent a career, shifts, assessments and reviews."""
    if rnd.random() < 0.4:
        world["agents"].append({"agent_id": agent_id, "valid_from": text(rnd, LONG_AGO)})
    career(rnd, agent_id, world)
    shifts(rnd, agent_id, world)
    share_work(rnd, agent_id, world)
    if rnd.random() < 0.4:
        work_on_monday(rnd, agent_id, world)
    for number in range(rnd.randint(0, 4)):
        world["agent_skills"].append(
            {
                "assessment_id": f"{agent_id}-{rnd.choice('zZ9é')}{number}",
                "agent_id": rnd.choice((agent_id, agent_id, agent_id, "A9")),
                "skill": rnd.choice(("writing", "tools")),
                "level": rnd.choice(LEVELS),
                "required_level": rnd.choice(REQUIRED),
                "assessed_at": text(
                    rnd, rnd.choice((*BASES, NEXT_WEEK, NEXT_WEEK)) + rnd.choice((0, *NEAR))
                ),
            }
        )
    for number in range(rnd.choice((0, 0, 1, 2))):
        score, most = rnd.choice(SCORES)
        world["quality_reviews"].append(
            {
                "review_id": f"staff-{agent_id}-{number}",
                "contact_id": rnd.choice(("C0", "ghost")),
                "agent_id": agent_id,
                "reviewed_at": text(rnd, pick(rnd, BASES)),
                "score": score,
                "max_score": most,
                "is_calibration": rnd.choice((None, None, "false", "true")),
            }
        )


def career(rnd: Random, agent_id: str, world: World) -> None:
    """Say in each version of the record when the agent came and went; they may disagree."""
    for version in world["agents"]:
        if version["agent_id"] == agent_id:
            version.setdefault("team_id", rnd.choice(("T1", "T2")))
            version["tier"] = rnd.choice(("new", "junior", "senior", "expert", "expert", None))
            version["hired_on"] = rnd.choice((*DATES, "2020-01-01", None, None))
            version["left_on"] = rnd.choice((*DATES, None, None, None, None, None, None))
            version["left_voluntarily"] = rnd.choice(FLAGS)


def share_work(rnd: Random, agent_id: str, world: World) -> None:
    """Let the agent take part in what others handle."""
    for segment in list(world["agent_segments"]):
        if rnd.random() < 0.2:
            name = f"{segment['segment_id']}-{agent_id}"
            end = rnd.choice((segment["disconnected_at"], segment.get("acw_ended_at")))
            twin = {"segment_id": name, "agent_id": agent_id, "disconnected_at": end}
            world["agent_segments"].append(segment | twin)


def work_on_monday(rnd: Random, agent_id: str, world: World) -> None:
    """Put the agent on queue, and a contact in hand, in the second week of the world."""
    at = SUNDAY + DAY + 36_000_000
    state = {"state_id": f"{agent_id}-monday", "agent_id": agent_id, "state": "handling"}
    world["agent_states"].append(
        state | {"entered_at": text(rnd, at), "left_at": text(rnd, at + 3_600_000)}
    )
    for number in range(rnd.choice((1, 9, 10, 10))):  # nine are 90 % of ten
        world["agent_segments"].append(
            {
                "segment_id": f"{agent_id}-monday-{number}",
                "contact_id": "C0",
                "agent_id": agent_id,
                "connected_at": text(rnd, at),
                "disconnected_at": text(rnd, at + number * 1_000),
            }
        )


def shifts(rnd: Random, agent_id: str, world: World) -> None:
    """Plan blocks that touch, overlap, cross midnight, last nothing, or lie in days to come."""
    at = rnd.choice((pick(rnd, BASES), BASES[0] - 90_000_000))
    for number in range(rnd.randint(0, 6)):
        end = at + rnd.choice((*NEAR, 3_600_000, 90_000_000))
        world["shifts"].append(
            {
                "shift_id": f"{agent_id}-{number}",
                "agent_id": agent_id,
                "starts_at": text(rnd, at),
                "ends_at": text(rnd, end),
                "activity": rnd.choice(ACTIVITIES),
                "is_paid": rnd.choice(FLAGS),
            }
        )
        at = rnd.choice((end, end, at, max(at, end) + rnd.choice(FAR), end - 1))
    kept = [state for state in world["agent_states"] if state["agent_id"] == agent_id]
    for number, state in enumerate(kept[:2]):
        world["shifts"].append(
            {
                "shift_id": f"{agent_id}-kept-{number}",
                "agent_id": agent_id,
                "starts_at": state["entered_at"],
                "ends_at": state["left_at"],
                "activity": state["state"],
                "is_paid": rnd.choice(FLAGS),
            }
        )


def give_issues(rnd: Random, world: World) -> None:
    """Let some contacts be about a known issue."""
    for contact in world["contacts"]:
        contact["issue_key"] = contact["issue_key"] or rnd.choice(("I1", "I1", None))
