"""Knowledge articles: they go stale, are flagged and, some of them, repaired in time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from wallboard.synth.clock import Clock, iso
from wallboard.synth.config import DAY, HOUR, ISSUES

KINDS = ("script", "hotspot", "faq")
SCRIPT, HOTSPOT, FAQ = range(3)
REASONS = ("low_clicks", "stale", "low_adoption", "manual")


@dataclass(frozen=True, slots=True)
class Article:
    """One preset; ``decays_at`` is when its content begins to age, instants in ms."""

    number: int
    kind: int
    issue: int
    created_at: int
    quality: float
    decays_at: int
    flagged_at: int | None
    reason: int
    fixed_at: int | None

    @property
    def article_id(self) -> str:
        """Return the id used in every table."""
        return f"k{self.number:03d}"

    def appeal(self, at: int) -> float:
        """Return the probability that it is taken up: falls with age, a fix restores it."""
        if self.fixed_at is not None and at >= self.fixed_at:
            return self.quality
        age = max(0, at - self.decays_at) / DAY
        return float(max(0.08, self.quality * (1 - 0.12 * age)))


def articles(rng: Random, clock: Clock) -> list[Article]:
    """Return the presets: three kinds for each issue, a third of them ageing in the period."""
    start, span = clock.at(0), clock.days * DAY
    made = []
    for number in range(3 * len(ISSUES)):
        ages = number % 3 == number // 3 % 3
        decays = start + int((rng.random() - 0.15) * span) if ages else start + 10 * span
        flagged = decays + int((0.3 + rng.random()) * min(4 * DAY, span / 3)) if ages else None
        quality = 0.45 + 0.4 * rng.random()
        created = start - rng.randint(40, 700) * DAY
        lot, delay = rng.random(), rng.lognormvariate(0, 0.8)
        fixed = None
        if flagged is not None and lot < 0.8:
            fixed = flagged + int(delay * min(30 * HOUR, span / 5))
        reason = rng.choices(range(len(REASONS)), (2, 4, 3, 1))[0]
        kind, issue = number % 3, number // 3
        made.append(Article(number, kind, issue, created, quality, decays, flagged, reason, fixed))
    return made


def article_columns(made: list[Article], extract: int) -> dict[str, list[str | None]]:
    """Return the articles as they stand when the data is taken."""
    changed = [
        a.fixed_at if a.fixed_at is not None and a.fixed_at < extract else a.created_at + 9 * DAY
        for a in made
    ]
    return {
        "article_id": [a.article_id for a in made],
        "kind": [KINDS[a.kind] for a in made],
        "title": [f"{ISSUES[a.issue].replace('.', ' ')}: {KINDS[a.kind]}" for a in made],
        "created_at": [iso(a.created_at) for a in made],
        "content_updated_at": [iso(at) for at in changed],
    }


def flag_columns(made: list[Article], extract: int) -> dict[str, list[str | None]]:
    """Return what was flagged, and when it was repaired, until the data is taken."""
    due = [(a.flagged_at, a) for a in made if a.flagged_at is not None and a.flagged_at < extract]
    due.sort(key=lambda pair: (pair[0], pair[1].number))
    return {
        "flag_id": [f"kf{i}" for i in range(len(due))],
        "article_id": [a.article_id for _, a in due],
        "reason": [REASONS[a.reason] for _, a in due],
        "flagged_at": [iso(at) for at, _ in due],
        "fixed_at": [
            iso(a.fixed_at) if a.fixed_at is not None and a.fixed_at < extract else None
            for _, a in due
        ],
    }
