"""Rows of the KPI catalogue as records that refuse to be wrong.

A KPI names two measures and says how they are put together; no number is computed here.
Bounds are in the KPI's own unit, where durations are seconds and shares run from 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

FAMILIES = ("efficiency", "quality", "intelligence")
SLICES = ("site_id", "channel", "queue_id", "team_id")
DIRECTIONS = ("higher", "lower", "range")
READINGS = ("base", "literal", "strict", "variant")
THEMES = (
    *("accessibility", "speed", "handling", "concurrency", "demand", "workforce", "cost"),
    *("service quality", "experience", "bot", "knowledge", "process"),
)
PLANNED = "planned"  # defined, but no mart computes it yet
STATUSES = ("certified", "provisional", PLANNED)
LEGACY_STATUSES = ("confirmed", "existence_confirmed", "reconstructed")
SHARE = "share"
SECONDS = "s"
MONEY = "money"
NET_SHARE = "net share"
UNITS = (
    SHARE,
    SECONDS,
    MONEY,
    NET_SHARE,
    "agents",
    "calls",
    "change share",
    "complaints",
    "complaints per contact",
    "days",
    "index",
    "ratio",
    "rings",
    "scale points",
    "steps",
    "tickets",
    "contacts",
    "conversations",
    "adoptions per conversation",
    "answers per issue",
    "contacts per agent",
    "contacts per hour",
    "exchanges per conversation",
    "hits per contact",
    "hits per conversation",
    "messages per conversation",
    "uses per conversation",
)
# What a kind divides, and how each of its measures must add up.
DIVIDED_KINDS = ("ratio", "mean", "distinct", "index")
PLAIN_KINDS = ("total", "extremum", "percentile", "concentration")
KINDS = (*DIVIDED_KINDS, *PLAIN_KINDS, "balance")  # a balance is a stock or a share of one
AGGREGATIONS_OF_KIND: dict[str, tuple[str, ...]] = {
    "ratio": ("sum",),
    "mean": ("sum",),
    "total": ("sum",),
    "balance": ("last",),
    "distinct": ("distinct", "sum"),
    "extremum": ("max",),
    "percentile": ("histogram", "last_histogram"),
    "concentration": ("member",),
}
AGGREGATIONS = ("sum", "distinct", "max", "last", "histogram", "last_histogram", "member")
# Units a measure is kept in, a whole number of each, and the power of ten that leads to the unit
# of a mart: milliseconds to seconds, thousandths to ones, ten-thousandths to a currency's unit.
SCALES = {"count": 0, "ms": 3, "milli": 3, "money": 4}
# The dimensions each process is counted by.
SLICES_OF_PROCESS: dict[str, tuple[str, ...]] = {
    "contact": SLICES,
    "message": SLICES,
    "response": SLICES,
    "bot": SLICES,
    "preset": SLICES,
    "queue": ("site_id", "channel", "queue_id"),
    "agent_segment": SLICES,
    "agent_time": ("team_id",),
    "workforce": ("team_id",),
    "knowledge": (),
    "opinion": ("site_id", "channel"),
    "complaint": ("site_id", "channel"),
    "quality_review": ("site_id", "channel", "team_id"),
    "survey": ("site_id", "channel", "team_id"),
    "employee_survey": ("team_id",),
    "issue": SLICES,
    "ticket": ("channel", "team_id"),
    "process_step": ("channel", "team_id"),
    "trunk": ("site_id",),
    "demand": ("site_id", "channel", "queue_id"),
    "cost": ("channel",),
    "customer": (),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of ``measures.csv``: an amount that facts add up, a whole number of its unit."""

    measure_id: str
    process: str
    unit: str
    aggregation: str
    description: str

    def __post_init__(self) -> None:
        _one_of(self.measure_id, "process", self.process, tuple(SLICES_OF_PROCESS))
        _one_of(self.measure_id, "unit", self.unit, tuple(SCALES))
        _one_of(self.measure_id, "aggregation", self.aggregation, AGGREGATIONS)
        if not self.description:
            raise ValueError(f"{self.measure_id}: no description")
        is_summed = self.aggregation not in ("histogram", "last_histogram", "member")
        for unit in ("ms", "milli"):
            if is_summed and (self.unit == unit) != self.measure_id.endswith(f"_{unit}"):
                raise ValueError(
                    f"{self.measure_id}: the suffix _{unit} and the unit {unit} go together"
                )

    @property
    def column(self) -> str:
        """Name in a mart, where durations are seconds and thousandths ones."""
        if self.is_ms:
            return f"{self.measure_id.removesuffix('_ms')}_seconds"
        return self.measure_id.removesuffix("_milli")

    @property
    def scale(self) -> int:
        """Power of ten by which the amount is divided in a mart."""
        return SCALES[self.unit]

    @property
    def is_ms(self) -> bool:
        """Whether the amount is stored in milliseconds."""
        return self.unit == "ms"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One row of ``kpi_catalogue.csv``; ``floor`` and ``ceiling`` are in ``unit``."""

    kpi_id: str
    dictionary_no: str
    kind: str
    family: str
    theme: str
    numerator: str
    denominator: str
    per: int
    quantile: float | None
    top_members: int | None
    unit: str
    better: str
    floor: float | None
    ceiling: float | None
    sliceable_by: tuple[str, ...]
    cohort: str
    min_sample: int | None
    business_hours: bool
    reading: str
    source: str
    legacy24_no: int | None
    legacy24_status: str
    appraisal_ok: bool
    status: str
    definition_version: int
    valid_from: date
    valid_to: date | None
    owner: str
    name_en: str
    name_zh: str
    formula: str

    def __post_init__(self) -> None:
        for column, allowed in (
            ("kind", KINDS),
            ("family", FAMILIES),
            ("theme", THEMES),
            ("unit", UNITS),
            ("better", DIRECTIONS),
            ("reading", READINGS),
            ("status", STATUSES),
        ):
            _one_of(self.kpi_id, column, getattr(self, column), allowed)
        for column in ("cohort", "owner", "name_en", "name_zh", "formula"):
            if not getattr(self, column):
                raise ValueError(f"{self.kpi_id}: {column} is empty")
        for name in self.sliceable_by:
            _one_of(self.kpi_id, "slice", name, SLICES)
        if len(set(self.sliceable_by)) != len(self.sliceable_by):
            raise ValueError(f"{self.kpi_id}: a slice is named twice")
        self._check_measures()
        self._check_numbers()

    def _check_measures(self) -> None:
        if self.is_planned:
            if self.numerator or self.denominator:
                raise ValueError(f"{self.kpi_id}: what is planned names no measure yet")
            return
        if not self.numerator:
            raise ValueError(f"{self.kpi_id}: numerator is empty")
        if self.kind in DIVIDED_KINDS and not self.denominator:
            raise ValueError(f"{self.kpi_id}: kind {self.kind} needs a denominator")
        if self.kind in PLAIN_KINDS and self.denominator:
            raise ValueError(f"{self.kpi_id}: kind {self.kind} has no denominator")
        if self.numerator == self.denominator:
            raise ValueError(f"{self.kpi_id}: numerator and denominator are the same measure")

    def _check_numbers(self) -> None:
        if self.floor is not None and self.ceiling is not None and self.floor >= self.ceiling:
            raise ValueError(
                f"{self.kpi_id}: floor {self.floor} is not below ceiling {self.ceiling}"
            )
        if self.unit == SHARE and (self.floor, self.ceiling) != (0, 1):
            raise ValueError(f"{self.kpi_id}: a share runs from 0 to 1")
        if self.unit == NET_SHARE and (self.floor, self.ceiling) != (-1, 1):
            raise ValueError(f"{self.kpi_id}: a net share runs from -1 to 1")
        if (self.kind == "percentile") != (self.quantile is not None):
            raise ValueError(f"{self.kpi_id}: a percentile, and only that, has a quantile")
        if (self.kind == "concentration") != (self.top_members is not None):
            raise ValueError(f"{self.kpi_id}: a concentration, and only that, has top_members")
        if self.quantile is not None and not 0 < self.quantile < 1:
            raise ValueError(f"{self.kpi_id}: quantile {self.quantile} is not between 0 and 1")
        if self.per < 1 or self.definition_version < 1:
            raise ValueError(f"{self.kpi_id}: per and definition_version start at 1")
        if self.min_sample is not None and self.min_sample < 1:
            raise ValueError(f"{self.kpi_id}: min_sample {self.min_sample} is below 1")
        if (self.legacy24_no is None) != (self.legacy24_status == ""):
            raise ValueError(f"{self.kpi_id}: legacy24_no and legacy24_status go together")
        if self.legacy24_no is not None:
            _one_of(self.kpi_id, "legacy24_status", self.legacy24_status, LEGACY_STATUSES)
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError(f"{self.kpi_id}: valid_to {self.valid_to} is not after valid_from")

    @property
    def is_planned(self) -> bool:
        """Whether the KPI is defined, but no mart computes it yet."""
        return self.status == PLANNED

    @property
    def operands(self) -> tuple[str, ...]:
        """What is divided, or stands alone: measures, or other KPIs for an index."""
        return tuple(name for name in (self.numerator, self.denominator) if name)

    @property
    def measures(self) -> tuple[str, ...]:
        """The one or two measures the KPI is made of; none for an index of other KPIs."""
        return () if self.kind == "index" else self.operands


def _one_of(row: str, column: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{row}: unknown {column} {value!r}; known are {', '.join(allowed)}")
