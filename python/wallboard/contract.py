"""The raw contract, read from ``seeds/reference/raw_contract.csv``, its only list."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from wallboard.errors import WallboardError
from wallboard.settings import PROJECT_DIR

DataType = Literal[
    "id", "text", "enum", "instant", "date", "seconds", "count", "number", "money", "flag", "prose"
]
DATA_TYPES: tuple[str, ...] = get_args(DataType)
VERSION_COLUMN = "source_updated_at"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a contract table; ``not_before`` names the instant it may not precede."""

    name: str
    data_type: DataType
    is_required: bool = False
    is_key: bool = False
    accepted_values: tuple[str, ...] = ()
    not_before: str | None = None
    description: str = ""

    def __post_init__(self) -> None:
        if self.data_type not in DATA_TYPES:
            raise ValueError(f"{self.name}: unknown data type {self.data_type!r}")
        if bool(self.accepted_values) != (self.data_type == "enum"):
            raise ValueError(f"{self.name}: an enum has accepted values, nothing else has")


@dataclass(frozen=True, slots=True)
class Table:
    """One contract table, its columns in contract order."""

    name: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a column is listed twice")
        if not self.key:
            raise ValueError(f"{self.name}: no key column")
        for column in self.columns:
            if column.not_before is not None and column.not_before not in names:
                raise ValueError(f"{self.name}.{column.name}: no column {column.not_before!r}")

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that make a row's identity."""
        return tuple(column.name for column in self.columns if column.is_key)

    @property
    def delivered(self) -> tuple[str, ...]:
        """Names of all columns a file of this table may carry, in landing order."""
        return (*(column.name for column in self.columns), VERSION_COLUMN)


@cache
def load_contract(path: Path | None = None) -> dict[str, Table]:
    """Return the contract's tables by name, in the order of the file."""
    source = path or PROJECT_DIR / "seeds" / "reference" / "raw_contract.csv"
    columns: dict[str, list[Column]] = {}
    with source.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), start=2):
            try:
                columns.setdefault(row["table_name"], []).append(_column(row))
            except (KeyError, ValueError) as error:
                raise WallboardError(f"{source.name} line {number}: {error}") from error
    return {name: Table(name, tuple(listed)) for name, listed in columns.items()}


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["column_name"],
        data_type=cast(DataType, row["data_type"]),
        is_required=row["is_required"] == "yes",
        is_key=row["is_key"] == "yes",
        accepted_values=tuple(filter(None, row["accepted_values"].split("|"))),
        not_before=row["not_before"] or None,
        description=row["description"],
    )
