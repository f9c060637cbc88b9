"""What one ingest did, a line a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["landed", "repeated", "rejected"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: counts of rows, why rows were set aside, and what is worth a remark."""

    source_file: str
    table: str | None
    batch_id: str
    status: Status
    rows_read: int = 0
    rows_accepted: int = 0
    rows_quarantined: int = 0
    deliveries: int = 1
    reasons: Mapping[str, int] = field(default_factory=dict)
    flags: Mapping[str, int] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()
    message: str = ""

    def __str__(self) -> str:
        parts = [f"{self.source_file} → {self.table or '?'}: {self.status}"]
        if self.message:
            parts.append(self.message)
        else:
            parts.append(
                f"{self.rows_read} rows read, {self.rows_accepted} accepted, "
                f"{self.rows_quarantined} quarantined"
            )
        counts = {**self.reasons, **self.flags}
        if counts:
            parts.append(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
        if self.unknown_columns:
            parts.append(f"unknown columns kept in _extra: {', '.join(self.unknown_columns)}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """All files of one ingest; ``passed_over`` are files that belong to no table."""

    source: str
    files: tuple[FileReport, ...]
    passed_over: tuple[str, ...] = ()

    def total(self, count: Literal["rows_read", "rows_accepted", "rows_quarantined"]) -> int:
        """Sum of a count over the files landed now (a repeated file brings no rows)."""
        return sum(int(getattr(file, count)) for file in self.files if file.status == "landed")

    @property
    def rejected(self) -> tuple[FileReport, ...]:
        """Files of which nothing was landed."""
        return tuple(file for file in self.files if file.status == "rejected")
