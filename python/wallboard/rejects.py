"""Rows set aside: where each stands in its delivery, why, and what it says, masked.

What could not be read lies as text in the landing's quarantine. What could be read and was rejected
later lies among the landed rows; the published run names batch and row.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from wallboard.landing.batchfiles import file_of
from wallboard.landing.layout import LINEAGE_TYPES, audit_dir, connect, literal, quarantine_dir
from wallboard.masking import mask
from wallboard.runs import current_run
from wallboard.settings import Settings

SHOWN_CHARACTERS = 600
ESCAPED = re.compile(r"((?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4})+)")
# Masked before it is cut, so that no half of a number is shown: a find is never this long.
READ_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are wanted; a file by its name or the end of its path, None means all."""

    file: str | None = None
    reason: str | None = None
    limit: int = 20

    def takes(self, source_file: str, reason_code: str) -> bool:
        """Whether a row of this file and reason is wanted."""
        named = self.file is None or f"/{source_file}".endswith(f"/{self.file}")
        return named and self.reason in (None, reason_code)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One row set aside: where it stands and why. ``line_no`` or ``row_no`` is 0, not both.

    With ``line_no`` 0 and ``row_no`` 0 the whole file was.
    """

    source_file: str
    line_no: int
    row_no: int
    reason_code: str
    field: str
    batch_id: str
    raw_text: str = ""

    @property
    def where(self) -> str:
        """The place in words."""
        if self.line_no:
            return f"line {self.line_no}"
        return f"row {self.row_no}" if self.row_no else "whole file"


@dataclass(frozen=True, slots=True)
class Rejects:
    """The rows shown, each with its text, and how many there are in all."""

    shown: list[tuple[Place, str]]
    found: int
    is_before_build: bool


def rejects(settings: Settings, wanted: Filter) -> Rejects:
    """Rows set aside in the landing and, where a run is published, by its build."""
    with connect(settings) as connection:
        places = [*_unreadable(connection, settings)]
        is_before_build = not (settings.home / "current").exists()
        if not is_before_build:
            places += _rejected(settings)
        places = sorted(p for p in places if wanted.takes(p.source_file, p.reason_code))
        shown = places[: wanted.limit]
        texts = _texts(connection, settings, shown)
    return Rejects(
        [(place, shortened(visible(texts[place]))) for place in shown],
        len(places),
        is_before_build,
    )


def _unreadable(connection: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[Place]:
    """What the landing could not read."""
    for row in _read(
        connection,
        quarantine_dir(settings),
        "source_file, line_no, 0, reason_code, coalesce(field, ''), batch_id, "
        f"left(coalesce(raw_text, ''), {READ_CHARACTERS})",
    ):
        yield Place(*row)


def _rejected(settings: Settings) -> Iterator[Place]:
    """What the build of the published run rejected."""
    with current_run(settings).connect() as run:
        rows = run.execute(
            "select source_file, 0, row_no, reason_code, coalesce(field, ''), batch_id "
            "from quarantine where row_no is not null and source_file is not null"
        ).fetchall()
    for row in rows:
        yield Place(*row)


def _texts(
    connection: duckdb.DuckDBPyConnection, settings: Settings, places: Sequence[Place]
) -> dict[Place, str]:
    """The masked text of each place; landed rows are fetched batch by batch."""
    texts = {place: _masked(place.raw_text) for place in places if not place.row_no}
    folders = dict(_landed_folders(connection, settings))
    for batch_id in {place.batch_id for place in places if place.row_no}:
        asked = [place for place in places if place.row_no and place.batch_id == batch_id]
        numbers = {place.row_no for place in asked}
        rows = _rows(connection, folders.get(batch_id), batch_id, numbers)
        for place in asked:
            texts[place] = rows.get(place.row_no, "(no longer among the landed rows)")
    return texts


def _masked(text: str) -> str:
    """A text masked between the bytes that the landing wrote out, which end in digits."""
    return "".join(part if ESCAPED.fullmatch(part) else mask(part) for part in ESCAPED.split(text))


def _landed_folders(
    connection: duckdb.DuckDBPyConnection, settings: Settings
) -> Iterator[tuple[str, Path]]:
    chosen = "batch_id, source, table_name"
    for batch_id, source, table in _read(connection, audit_dir(settings), chosen):
        yield batch_id, settings.raw / source / str(table)


def _rows(
    connection: duckdb.DuckDBPyConnection,
    folder: Path | None,
    batch_id: str,
    numbers: Iterable[int],
) -> dict[int, str]:
    """A batch's landed rows by number, as ``name=value`` of the columns that hold something."""
    file = file_of(folder, batch_id) if folder else None
    if file is None or not file.is_file():
        return {}
    listed = ", ".join(str(number) for number in sorted(numbers))
    found = connection.execute(
        f"select * from read_parquet({literal(str(file))}) "
        f"where _batch_id = {literal(batch_id)} and _source_row in ({listed})"
    )
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row["_source_row"]: _line(row) for row in rows}


def _line(row: dict[str, Any]) -> str:
    extra = json.loads(row["_extra"]) if row.get("_extra") else {}
    own = {name: value for name, value in row.items() if name not in LINEAGE_TYPES}
    return ", ".join(
        f"{mask(name)}={mask(str(value))}"
        for name, value in {**own, **extra}.items()
        # A folded twin says the same once more.
        if value is not None and not name.endswith("_folded")
    )


def _read(
    connection: duckdb.DuckDBPyConnection, folder: Path, columns: str
) -> list[tuple[Any, ...]]:
    if not folder.is_dir():
        return []
    files = literal(str(folder / "*.parquet"))
    return connection.execute(f"select {columns} from read_parquet({files})").fetchall()


def visible(text: str) -> str:
    """The text on one line, with everything that a terminal would obey written out."""
    return "".join(
        letter.encode("unicode_escape", "surrogatepass").decode("ascii")
        if unicodedata.category(letter).startswith(("C", "Zl", "Zp"))
        else letter
        for letter in text.rstrip("\r\n")
    )


def shortened(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
