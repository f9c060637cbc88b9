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
DELETION_COLUMN = "is_deleted"
Role = Literal["customer", "agent", "person"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Naming:
    """That a column holds a person's id, and whose.

    ``person`` is a customer or an agent. With ``by`` the column of that name tells which: ``role``
    is ``person`` then, and an id beside one of ``others`` there (a bot, a team) is no person's.
    A value of ``nobody`` stands for no person at all.
    """

    role: Role
    by: str | None = None
    others: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"names {self.role!r}, which is none of {', '.join(ROLES)}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a contract table.

    ``not_before`` names the instant it may not precede; ``naming`` says whose id it holds;
    ``is_case`` that it tells which rows belong together as one person's affair.
    """

    name: str
    data_type: DataType
    is_required: bool = False
    is_key: bool = False
    accepted_values: tuple[str, ...] = ()
    not_before: str | None = None
    naming: Naming | None = None
    is_case: bool = False
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
        return (*(column.name for column in self.columns), VERSION_COLUMN, DELETION_COLUMN)


@cache
def load_contract(path: Path | None = None) -> dict[str, Table]:
    """Return the contract's tables by name, in the order of the file."""
    source = path or PROJECT_DIR / "seeds" / "reference" / "raw_contract.csv"
    columns: dict[str, list[Column]] = {}
    with source.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    values = {(row["table_name"], row["column_name"]): _values(row) for row in rows}
    for number, row in enumerate(rows, start=2):
        try:
            columns.setdefault(row["table_name"], []).append(_column(row, values))
        except (KeyError, ValueError) as error:
            raise WallboardError(f"{source.name} line {number}: {error}") from error
    return {name: Table(name, tuple(listed)) for name, listed in columns.items()}


def _values(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, row["accepted_values"].split("|")))


def _column(row: dict[str, str], values: dict[tuple[str, str], tuple[str, ...]]) -> Column:
    names = row["names"]
    naming = None
    if names.startswith("by "):
        by = names.removeprefix("by ")
        told = values[(row["table_name"], by)]
        others = tuple(value for value in told if value not in ROLES)
        naming = Naming("person", by, others)
    elif names not in ("", "case"):
        naming = Naming(role=cast(Role, names))
    return Column(
        name=row["column_name"],
        data_type=cast(DataType, row["data_type"]),
        is_required=row["is_required"] == "yes",
        is_key=row["is_key"] == "yes",
        accepted_values=_values(row),
        not_before=row["not_before"] or None,
        naming=naming,
        is_case=names == "case",
        description=row["description"],
    )
