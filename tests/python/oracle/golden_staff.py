"""Golden cases of heads, skills and pace, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, contact, nothing, spell, world
from .golden_workforce import HOUR, no_plan, state
from .rows import RawRow, World

LONG_AGO = -400 * DAY


def agent(agent_id: str, **other: str | None) -> RawRow:
    """An agent on record since long ago."""
    row: RawRow = {"agent_id": agent_id, "valid_from": at(LONG_AGO), "team_id": "T1"}
    return row | other


def ten_days(*agents: RawRow) -> World:
    """Monday 6 to Wednesday 15 May, between two states of somebody not on record."""
    return world(
        agents=list(agents),
        agent_states=[
            state("S1", "other", 0, 60, agent_id="X"),
            state("S2", "other", 9 * DAY, 9 * DAY + 60, agent_id="X"),
        ],
    )


def team_of_three() -> World:
    """A1 all ten days; A2 hired on 8 May, eight days; A3 leaves by choice on 7 May, two days."""
    return ten_days(
        agent("A1"),
        agent("A2", hired_on="2024-05-08"),
        agent("A3", left_on="2024-05-07", left_voluntarily="true"),
    )


def leaves(day: str, voluntarily: str | None) -> World:
    """One agent who leaves on a day."""
    return ten_days(agent("A1", left_on=day, left_voluntarily=voluntarily))


def assessed(agent_id: str, skill: str, level: str, required: str | None, when: float) -> RawRow:
    """An assessment."""
    row: RawRow = {"assessment_id": f"{agent_id}-{skill}-{when}", "agent_id": agent_id}
    return row | {
        "skill": skill,
        "level": level,
        "required_level": required,
        "assessed_at": at(when),
    }


def skills(count: int, level: str) -> World:
    """So many skills at 3 of 3 required, and one at that level; a repeated one counts once."""
    rows = [assessed("A1", f"skill {number}", "3", "3", 0) for number in range(count)]
    first = [assessed("A1", "last", "1", "4", 0), assessed("A1", "last", level, "3", 1)]
    return world(contacts=[contact("C1")], agents=[agent("A1")], agent_skills=[*rows, *first])


def gone(day: str) -> World:
    """Of two agents with a gap of 1 of 4 and of 2 of 4 the second has left, on the day before
    or on the same day as the assessments."""
    return world(
        contacts=[contact("C1")],
        agents=[agent("A1"), agent("A2", left_on=day)],
        agent_skills=[
            assessed("A1", "tools", "3", "4", 0),
            assessed("A2", "tools", "2", "4", 0),
        ],
    )


def above_and_below() -> World:
    """Levels 1.5, 5 and -1, of 3, 4 and 2 required: 1.5 and 2 are missing of 9."""
    return world(
        contacts=[contact("C1")],
        agents=[agent("A1")],
        agent_skills=[
            assessed("A1", "tools", "1.5", "3", 0),
            assessed("A1", "writing", "5", "4", 0),
            assessed("A1", "empathy", "-1", "2", 0),
            assessed("A1", "whistling", "1", None, 0),
        ],
    )


def newcomer(hired_on: str, handled: int, points: str | None, over: float = 13 * DAY) -> World:
    """A1 and the newcomer A2, both of T1 and on queue for an hour in each of two weeks.

    A1 handles 11 contacts a week. A2 handles 1 in the week of Monday 6 May and so many in that of
    13 May. At 9 the team's pace is (11 + 9) / 2 = 10 an hour, 90 % of which is 9.
    A review of A2 in the second week, if any, is of 100 points. The week is over on Sunday
    19 May at midnight, 13 days and 15 hours after Monday 6 May 09:00.
    """
    segments = [
        spell(f"G{who}{week}-{number}", "C1", week * 7 * DAY, week * 7 * DAY + 60, agent_id=who)
        for who, week, count in (("A1", 0, 11), ("A1", 1, 11), ("A2", 0, 1), ("A2", 1, handled))
        for number in range(count)
    ]
    states = [
        state(f"S{who}{week}", "handling", week * 7 * DAY, week * 7 * DAY + HOUR, agent_id=who)
        for who in ("A1", "A2")
        for week in (0, 1)
    ]
    end = at(over)
    review: RawRow = {"review_id": "R1", "contact_id": "C1", "agent_id": "A2"}
    return world(
        contacts=[contact("C1")],
        agents=[agent("A1", hired_on="2020-01-01"), agent("A2", hired_on=hired_on)],
        agent_segments=segments,
        agent_states=[
            *states,
            state("S9", "other", over - 60, None, agent_id="X") | {"left_at": end},
        ],
        quality_reviews=[
            review | {"reviewed_at": at(8 * DAY), "score": points, "max_score": "100"}
        ],
    )


WEEK_OVER = 13 * DAY + 15 * HOUR
PACE = partial(newcomer, "2024-05-07", 9, "80", WEEK_OVER)
TOO_SLOW = partial(newcomer, "2024-05-07", 8, "80", WEEK_OVER)


def tiers(*segments: tuple[str, float]) -> World:
    """Segments of agents by tier and seconds, all of one day, channel, queue and issue."""
    return world(
        contacts=[contact("C1", issue_key="I1"), contact("C2", issue_key="I2")],
        agents=[agent(name, tier=name) for name in ("new", "junior", "senior", "expert")],
        agent_segments=[
            spell(f"G{number}", "C1", 0, seconds, agent_id=tier)
            for number, (tier, seconds) in enumerate(segments)
        ],
    )


def two_issues() -> World:
    """Issue I1: juniors 100 + 200 s, seniors 100 + 101 s: at their mean of 100.5 s, 201 s.
    Issue I2: a junior's 900 s that no senior can be set against.
    """
    mixed = tiers(("new", 100), ("junior", 200), ("senior", 100), ("expert", 101))
    mixed["agent_segments"].append(spell("G9", "C2", 0, 900, agent_id="new"))
    return mixed


def thirds(third: float) -> Callable[[], World]:
    """A junior's second, and three of seniors: 1 + 1 s and a third that ends then."""
    return partial(tiers, ("new", 1), ("senior", 1), ("senior", 1), ("expert", third))


CASES: dict[str, GoldenCase] = {
    # 365 * 1 leaver over 10 + 8 + 2 days. The day of as_of counts, the next one has not come.
    "agent_turnover_rate": case(
        team_of_three,
        ("1", "20", 365 / 20),
        (partial(leaves, "2024-05-15", None), "1", "10", 36.5),
        (partial(leaves, "2024-05-16", None), "0", "10", 0.0),
        no_plan,
    ),
    "agent_turnover_rate_voluntary": case(
        team_of_three,
        ("1", "20", 365 / 20),
        (partial(leaves, "2024-05-15", "true"), "1", "10", 36.5),
        (partial(leaves, "2024-05-15", None), "0", "10", 0.0),
        no_plan,
    ),
    # From Tuesday 7 May to Monday 13 May.
    "ramp_time_days": case(
        PACE,
        ("6", "1", 6.0),
        (PACE, "6", "1", 6.0),
        (TOO_SLOW, None, None, None),
        partial(newcomer, "2024-05-07", 9, "79.999", WEEK_OVER),
    ),
    # 200 is the least sample: of 201 one is not met; of 199 there is no value.
    "skill_coverage": case(
        partial(skills, 200, "2"),
        ("200", "201", 200 / 201),
        (partial(skills, 199, "3"), "200", "200", 1.0),
        (partial(skills, 199, "2.999"), "199", "200", 199 / 200),
        (partial(skills, 198, "3"), "199", "199"),
    ),
    "skill_gap_index": case(
        above_and_below,
        ("3.5", "9", 3.5 / 9),
        (partial(gone, "2024-05-06"), "3", "8", 3 / 8),
        (partial(gone, "2024-05-05"), "1", "4", 0.25),
        nothing,
    ),
    # A mean of 1.0005 s is 1.001 s; of 1.00033.. s 1 s.
    "junior_senior_handle_ratio": case(
        two_issues,
        ("300", "201", 300 / 201),
        (partial(tiers, ("new", 1), ("senior", 1), ("senior", 1.001)), "1", "1.001", 1 / 1.001),
        (thirds(1.001), "1", "1", 1.0),
        partial(tiers, ("new", 1), ("new", 2)),
    ),
}
