"""What the catalogue says to people: notes on each KPI and the articles it answers to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notes:
    """One row of ``kpi_notes.csv``: what a reader of the KPI has to know, in two languages."""

    kpi_id: str
    includes_en: str
    includes_zh: str
    how_to_read_en: str
    how_to_read_zh: str
    why_two_readings_en: str
    why_two_readings_zh: str
    pitfalls_en: str

    def __post_init__(self) -> None:
        for column in ("includes_en", "includes_zh", "how_to_read_en", "how_to_read_zh"):
            if not getattr(self, column):
                raise ValueError(f"{self.kpi_id}: {column} is empty")
        if not self.pitfalls_en:
            raise ValueError(f"{self.kpi_id}: pitfalls_en is empty")
        if bool(self.why_two_readings_en) != bool(self.why_two_readings_zh):
            raise ValueError(f"{self.kpi_id}: why_two_readings is written in one language only")


@dataclass(frozen=True, slots=True)
class Source:
    """One row of ``kpi_sources.csv``: an article that asks for KPIs."""

    source_id: str
    title: str
    author: str
    publisher: str
    year: str
