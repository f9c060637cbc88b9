"""Tombstones: what is kept of an erased person, so that nothing of them comes back.

A tombstone holds marks only, keyed hashes of the person's pseudonym and of what their matters were
called. Whoever has the key and an id can tell that it is erased; nobody can read an id from it.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from wallboard.errors import WallboardError
from wallboard.settings import Settings

Role = Literal["customer", "agent"]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One erased person.

    ``mark`` is the person's, ``cases`` those of a customer's contacts, tickets and the like.
    ``stand_in`` is what stands where an agent's id stood, so that the work keeps adding up; it is
    forgotten with the end of the erasure (``finished_at``). ``is_swept`` tells that every landed
    row of the cases was seen to; ``found`` counts rows by table before anything was erased.
    """

    tombstone_id: str
    role: Role
    mark: str
    begun_at: str
    cases: tuple[str, ...] = ()
    stand_in: str | None = None
    finished_at: str | None = None
    is_swept: bool = False
    found: dict[str, dict[str, int]] | None = None

    def with_cases(self, marks: Iterable[str]) -> Tombstone:
        """The same person with more cases, whose landed rows are to be seen to."""
        known = tuple(sorted({*self.cases, *marks}))
        return self if known == self.cases else replace(self, cases=known, is_swept=False)


def new_tombstone(role: Role, mark: str) -> Tombstone:
    """A tombstone for the person of this mark, nothing erased yet."""
    stand_in = f"erased-{secrets.token_hex(8)}" if role == "agent" else None
    return Tombstone(mark[:16], role, mark, utc_now(), stand_in=stand_in)


def read_tombstones(settings: Settings) -> list[Tombstone]:
    """Every tombstone of the home."""
    found = []
    for path in sorted(_folder(settings).glob("*.json")):
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            found.append(Tombstone(**{**kept, "cases": tuple(kept["cases"])}))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WallboardError(
                f"{path} cannot be read; bring it back from a back-up, for without it an erased "
                "person's rows could be landed again"
            ) from error
    return found


def write_tombstone(settings: Settings, tombstone: Tombstone) -> None:
    """Write a tombstone, whole or not at all."""
    write_json(_folder(settings) / f"{tombstone.tombstone_id}.json", asdict(tombstone))


def write_json(target: Path, content: dict[str, Any]) -> None:
    """Write a small JSON file that a crash leaves whole, old or new."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(target)


def load_marks(connection: duckdb.DuckDBPyConnection, tombstones: Iterable[Tombstone]) -> None:
    """Leave the marks in the temporary table ``erased (mark, role, tombstone_id)``."""
    rows = [
        (mark, each.role, each.tombstone_id)
        for each in tombstones
        for mark in (each.mark, *each.cases)
    ]
    columns = zip(*rows, strict=True) if rows else [(), (), ()]
    arrays = [pa.array(column, pa.string()) for column in columns]
    connection.register("marks", pa.table(arrays, names=["mark", "role", "tombstone_id"]))
    connection.execute("create or replace temp table erased as from marks")
    connection.unregister("marks")


def utc_now() -> str:
    """The present, in UTC and whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _folder(settings: Settings) -> Path:
    return settings.raw / "_erased" / "tombstones"
