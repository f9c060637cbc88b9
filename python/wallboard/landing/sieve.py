"""At the door: rows of erased persons are set aside, without their text, before they are landed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from wallboard.landing.layout import literal, write_parquet
from wallboard.landing.persons import further_cases, is_personal, is_theirs_sql
from wallboard.landing.tables import RawTable
from wallboard.privacy.tombstones import Tombstone, load_marks, read_tombstones, write_tombstone
from wallboard.settings import Settings


@dataclass(slots=True)
class Sieve:
    """The tombstones of a home, held against every row that is landed.

    ``tables`` are all in which persons can be found, those of other sources included.
    """

    settings: Settings
    connection: duckdb.DuckDBPyConnection
    tables: Sequence[RawTable]
    tombstones: dict[str, Tombstone] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tombstones = {each.tombstone_id: each for each in read_tombstones(self.settings)}
        load_marks(self.connection, self.tombstones.values())

    def write(
        self,
        query: str,
        table: RawTable,
        target: Path,
        verify: Callable[[int], None],
        inspect: Callable[[Path], None],
    ) -> tuple[int, list[int]]:
        """Land a query's rows but for those of erased persons.

        Returns how many were landed and the numbers of the others. ``verify`` is given the count of
        both and ``inspect`` the file before it takes its name.
        """
        if not self.tombstones or not is_personal(table):
            return write_parquet(self.connection, query, target, verify, inspect), []
        draft = target.with_suffix(".unsifted")
        try:
            count = write_parquet(self.connection, query, draft, verify, inspect)
            rows = f"read_parquet({literal(str(draft))})"
            self._note(further_cases(self.connection, table, rows))
            theirs = is_theirs_sql(table)
            found = self.connection.execute(
                f"select _source_row from {rows} where {theirs} order by 1"
            ).fetchall()
            if not found:
                draft.replace(target)
                return count, []
            landed = write_parquet(
                self.connection, f"select * from {rows} where not {theirs}", target
            )
            return landed, [int(row[0]) for row in found]
        finally:
            draft.unlink(missing_ok=True)

    @property
    def unswept(self) -> list[Tombstone]:
        """Tombstones of which landed rows may still have to be seen to."""
        return [each for each in self.tombstones.values() if not each.is_swept]

    def _note(self, found: dict[str, set[str]]) -> None:
        """Keep a known customer's new cases: their other rows name nobody, and must not stay."""
        for tombstone_id, marks in found.items():
            grown = self.tombstones[tombstone_id].with_cases(marks)
            self.tombstones[tombstone_id] = grown
            write_tombstone(self.settings, grown)
