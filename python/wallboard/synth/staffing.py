"""Who works in the centre: agents, their teams and tiers over time, skills."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from wallboard.synth.clock import Clock, iso
from wallboard.synth.config import CHAT_TEAMS, TEAMS, TIERS, VOICE_TEAMS, Config

SKILLS = ("product_knowledge", "writing", "empathy", "tools")
Columns = dict[str, list[str | None]]


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent. Days count from the first day of the period; ``left`` is the last day at work."""

    number: int
    team: int
    tier: int
    hired: int
    left: int | None = None
    voluntarily: bool | None = None
    moved: int | None = None
    new_team: int = 0
    promoted: int | None = None

    def __post_init__(self) -> None:
        if self.left is not None and self.left < self.hired:
            raise ValueError(f"agent {self.number} left before being hired")

    @property
    def agent_id(self) -> str:
        """Return the id used in every table."""
        return f"a{self.number:04d}"

    def team_on(self, day: int) -> int:
        """Return the team of a day."""
        return self.new_team if self.moved is not None and day >= self.moved else self.team

    def tier_on(self, day: int) -> int:
        """Return the tier of a day."""
        return self.tier + 1 if self.promoted is not None and day >= self.promoted else self.tier

    def employed_on(self, day: int) -> bool:
        """Whether the agent is on the payroll on a day."""
        return self.hired <= day and (self.left is None or day <= self.left)


def slots(team: int, tier: int, config: Config) -> int:
    """Return how many conversations the routing may give an agent at once."""
    return config.chat_slots[tier] if team in CHAT_TEAMS else 1


def team_sizes(agents: int, weights: tuple[float, ...]) -> list[int]:
    """Split the agents over the teams by largest remainder, at least two a team."""
    exact = [agents * weight / sum(weights) for weight in weights]
    sizes = [max(2, int(share)) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (int(exact[i]) - exact[i], i))
    for place in order[: max(0, agents - sum(sizes))]:
        sizes[place] += 1
    return sizes


def roster(rng: Random, clock: Clock, per_day: float, config: Config) -> list[Agent]:
    """Return every agent of the period, and two who left shortly before it."""
    wanted = max(config.least_agents, round(per_day / config.contacts_per_agent_day))
    agents: list[Agent] = []
    for team, size in enumerate(team_sizes(wanted, config.team_weights)):
        for place in range(size):
            tier = rng.choices(range(len(TIERS)), config.tiers)[0]
            hired = -rng.randint(5, 80) if tier == 0 else -rng.randint(120, 1500)
            agent = Agent(len(agents), team, tier, hired)
            agents.append(_career(rng, agent, place, clock.days))
    for left, voluntarily in ((-9, True), (-23, False)):
        number = len(agents)
        agents.append(Agent(number, number % len(TEAMS), 1, left - 300, left, voluntarily))
    return agents


def _career(rng: Random, agent: Agent, place: int, days: int) -> Agent:
    """Give some agents a change inside the period, if it is long enough for one."""
    base = (agent.number, agent.team, agent.tier)
    if days < 4 or place == 0:  # the first of each team stays, so that no team dies out
        return Agent(*base, agent.hired)
    change = rng.randint(1, days - 2)
    lot = rng.random()
    if lot < 0.12:
        group = VOICE_TEAMS if agent.team in VOICE_TEAMS else CHAT_TEAMS
        other = group[(group.index(agent.team) + 1) % len(group)] if agent.team in group else 3
        return Agent(*base, agent.hired, moved=change, new_team=other)
    if lot < 0.20 and agent.tier < len(TIERS) - 1:
        return Agent(*base, agent.hired, promoted=change)
    if lot < 0.27:
        return Agent(agent.number, agent.team, 0, change)
    if lot < 0.33:
        return Agent(*base, agent.hired, left=change, voluntarily=rng.random() < 0.7)
    return agent


def versions(agents: list[Agent], clock: Clock, config: Config) -> Columns:
    """Return the dated records of the agents; intervals are half-open."""
    rows: list[tuple[str | None, ...]] = []
    for agent in agents:
        dates = (agent.hired, agent.moved, agent.promoted)
        changes = sorted({day for day in dates if day is not None})
        for place, day in enumerate(changes):
            last = None if agent.left is None else agent.left + 1
            upto = changes[place + 1] if place + 1 < len(changes) else last
            tier = agent.tier_on(day)
            gone = agent.left is not None and agent.left < clock.days
            rows.append((
                agent.agent_id, iso(clock.at(day)), None if upto is None else iso(clock.at(upto)),
                TEAMS[agent.team_on(day)], TIERS[tier], clock.day(agent.hired).isoformat(),
                clock.day(agent.left).isoformat() if gone and agent.left is not None else None,
                str(agent.voluntarily).lower() if gone else None,
                str(slots(agent.team_on(day), tier, config)), config.hourly_cost[tier], "EUR",
            ))  # fmt: skip
    names = ("agent_id", "valid_from", "valid_to", "team_id", "tier", "hired_on", "left_on",
             "left_voluntarily", "max_concurrency", "hourly_cost", "currency")  # fmt: skip
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def skills(rng: Random, agents: list[Agent], clock: Clock) -> Columns:
    """Return skill assessments: one before the period, some repeated half-way with a change."""
    rows: list[tuple[str, str, str, str, str]] = []
    for agent in agents:
        for skill in SKILLS:
            level = min(5, max(1, agent.tier + 1 + rng.randint(-1, 2)))
            needed = str(min(4, agent.tier + 2))
            when = clock.at(max(agent.hired, -20) if agent.left is None else agent.hired, 15.5)
            rows.append((agent.agent_id, skill, str(level), needed, iso(when)))
            if rng.random() < 0.3 and agent.employed_on(clock.days // 2) and agent.hired < 0:
                after = str(min(5, level + rng.randint(0, 1)))
                when = clock.at(clock.days // 2, 10.25)
                rows.append((agent.agent_id, skill, after, needed, iso(when)))
    names = ("agent_id", "skill", "level", "required_level", "assessed_at")
    out: Columns = {"assessment_id": [f"sk{i}" for i in range(len(rows))]}
    return out | {name: [row[i] for row in rows] for i, name in enumerate(names)}
