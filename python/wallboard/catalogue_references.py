"""What KPIs are held against: targets, baselines, benchmarks; records that refuse to be wrong.

A reference names the scope it holds for; what it leaves empty may be anything. Values are in the
KPI's own unit. A standing says how far a number may be trusted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from wallboard.catalogue_rows import Kpi

STANDINGS = ("contract", "standard", "seed_claim_unverified")
TIERS = ("new", "junior", "senior", "expert")
# The KPIs that are also told by the agents' tier, in the mart concurrency_by_tier.
TIER_KPIS = ("concurrency_time_weighted", "concurrency_peak_mean", "concurrency_configured")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a reference holds; empty is any."""

    channel: str
    queue_id: str
    team_id: str
    tier: str

    @property
    def slices(self) -> tuple[str, ...]:
        """The dimensions it names, the tier apart."""
        return tuple(name for name in ("channel", "queue_id", "team_id") if getattr(self, name))

    def __str__(self) -> str:
        named = (*self.slices, *(("tier",) if self.tier else ()))
        return ", ".join(f"{name} {getattr(self, name)}" for name in named) or "anything"


@dataclass(frozen=True, slots=True)
class Target:
    """One row of ``kpi_targets.csv``; valid from a day up to, but not at, another."""

    target_id: str
    kpi_id: str
    scope: Scope
    low: float | None
    high: float | None
    valid_from: date
    valid_to: date | None
    source: str
    standing: str
    note_en: str
    note_zh: str

    def __post_init__(self) -> None:
        _check_words(self.target_id, self.source, self.standing, self.note_en, self.note_zh)
        if self.low is None and self.high is None:
            raise ValueError(f"{self.target_id}: neither low nor high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"{self.target_id}: low {self.low} is above high {self.high}")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError(f"{self.target_id}: valid_to {self.valid_to} is not after valid_from")

    @property
    def bounds(self) -> tuple[float, ...]:
        """The bounds there are."""
        return tuple(bound for bound in (self.low, self.high) if bound is not None)

    @property
    def text(self) -> str:
        """The bounds in words."""
        if self.low is None:
            return f"at most {self.high:g}"
        return f"at least {self.low:g}" if self.high is None else f"{self.low:g} to {self.high:g}"

    def meets(self, other: "Target") -> bool:
        """Whether both are valid on some day."""
        return (other.valid_to is None or self.valid_from < other.valid_to) and (
            self.valid_to is None or other.valid_from < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Baseline:
    """One row of ``kpi_baselines.csv``; both days it was measured over are included."""

    baseline_id: str
    kpi_id: str
    scope: Scope
    value: float
    measured_from: date | None
    measured_to: date | None
    source: str
    standing: str
    note_en: str
    note_zh: str

    def __post_init__(self) -> None:
        _check_words(self.baseline_id, self.source, self.standing, self.note_en, self.note_zh)
        if (self.measured_from is None) != (self.measured_to is None):
            raise ValueError(f"{self.baseline_id}: measured_from and measured_to go together")
        if self.measured_from and self.measured_to and self.measured_to < self.measured_from:
            raise ValueError(f"{self.baseline_id}: measured_to is before measured_from")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One row of ``kpi_benchmarks.csv``: what another centre, or a group of ``n``, reaches."""

    kpi_id: str
    channel: str
    comparator: str
    value: float
    n: int | None
    source: str
    as_of: date
    standing: str

    def __post_init__(self) -> None:
        if not self.comparator or not self.source:
            raise ValueError(f"{self.kpi_id}: a benchmark names its comparator and its source")
        _check_standing(f"{self.kpi_id} of {self.comparator}", self.standing)


def check_references(
    kpis: Iterable[Kpi],
    targets: list[Target],
    baselines: list[Baseline],
    benchmarks: list[Benchmark],
) -> list[str]:
    """Return what no row can see alone: one sentence a fault, none if all is well."""
    known = {kpi.kpi_id: kpi for kpi in kpis if kpi.valid_to is None and not kpi.is_planned}
    faults: list[str] = []
    for target in targets:
        kpi = known.get(target.kpi_id)
        faults += _scope_faults(target.target_id, target.kpi_id, target.scope, kpi)
        faults += _bound_faults(target, kpi) if kpi else []
    for one, other in combinations(targets, 2):
        if (one.kpi_id, one.scope) == (other.kpi_id, other.scope) and one.meets(other):
            faults.append(f"{other.target_id}: valid at the same time as {one.target_id}")
    for baseline in baselines:
        kpi = known.get(baseline.kpi_id)
        faults += _scope_faults(baseline.baseline_id, baseline.kpi_id, baseline.scope, kpi)
    for benchmark in benchmarks:
        kpi = known.get(benchmark.kpi_id)
        scope = Scope(benchmark.channel, "", "", "")
        faults += _scope_faults(f"{benchmark.comparator}", benchmark.kpi_id, scope, kpi)
    return [*faults, *_twins(targets, baselines, benchmarks)]


def _scope_faults(row: str, kpi_id: str, scope: Scope, kpi: Kpi | None) -> Iterator[str]:
    if kpi is None:
        yield f"{row}: no such KPI: {kpi_id}"
        return
    if scope.tier:
        if scope.tier not in TIERS or kpi_id not in TIER_KPIS:
            yield f"{row}: {kpi_id} is not told by tier {scope.tier}"
        if scope.channel or scope.queue_id:
            yield f"{row}: a tier goes with a team or alone"
    for name in scope.slices:
        if name not in kpi.sliceable_by:
            yield f"{row}: {kpi_id} is not cut by {name}"


def _bound_faults(target: Target, kpi: Kpi) -> Iterator[str]:
    """Bounds that the KPI's direction has no use for, or that it cannot reach."""
    if kpi.better == "higher" and (target.low is None or target.high is not None):
        yield f"{target.target_id}: higher is better, so it has low and nothing else"
    if kpi.better == "lower" and (target.high is None or target.low is not None):
        yield f"{target.target_id}: lower is better, so it has high and nothing else"
    for bound in target.bounds:
        if (kpi.floor is not None and bound < kpi.floor) or (
            kpi.ceiling is not None and bound > kpi.ceiling
        ):
            yield f"{target.target_id}: {bound:g} is out of the bounds of {kpi.kpi_id}"


def _twins(
    targets: list[Target], baselines: list[Baseline], benchmarks: list[Benchmark]
) -> Iterator[str]:
    keys = [
        *(("target", target.target_id) for target in targets),
        *(("baseline", baseline.baseline_id) for baseline in baselines),
        *(
            ("benchmark", f"{row.kpi_id} {row.channel} {row.comparator} {row.as_of}")
            for row in benchmarks
        ),
    ]
    for kind, key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{kind} {key} occurs twice"


def _check_words(row: str, source: str, standing: str, note_en: str, note_zh: str) -> None:
    if not source:
        raise ValueError(f"{row}: source is empty")
    if not note_en or not note_zh:
        raise ValueError(f"{row}: notes are written in both languages")
    _check_standing(row, standing)


def _check_standing(row: str, standing: str) -> None:
    if standing not in STANDINGS:
        raise ValueError(f"{row}: unknown standing {standing!r}; known are {', '.join(STANDINGS)}")
