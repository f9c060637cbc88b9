"""Where simulated rows go: flat integer buffers, written to Parquet a chunk at a time."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wallboard.synth import draws, faults
from wallboard.synth.encode import Col, Ints, Layout, table
from wallboard.synth.layout import LAYOUTS

CHUNK = 131_072  # rows a row group
FILE_ROWS = 8 * CHUNK  # rows a file, so that a large table can be landed by many workers


def writer(path: Path, schema: pa.Schema) -> Any:
    """Open a Parquet file with settings that do not change from run to run."""
    few = [name for name in schema.names if not name.endswith(("_at", "message_id"))]
    return pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=1, use_dictionary=few, version="2.6"
    )


@dataclass(slots=True)
class Stream:
    """One table on its way to disk; ``rows`` counts simulated rows, faults apart."""

    layout: Layout
    folder: Path
    horizon: int
    rate: float
    force: bool
    rng: np.random.Generator
    buffer: array[int] = field(default_factory=lambda: array("q"))
    rows: int = 0
    duplicates: int = 0
    outdated: int = 0
    late: int = 0
    broken: int = 0
    deleted: int = 0
    files: int = 0
    in_file: int = 0
    out: Any = None
    out_late: Any = None
    first_rows: pa.Table = None

    def cols(self) -> tuple[Col, ...]:
        """Return the columns of the files."""
        more = (Col("source_updated_at", "instant"),) if self.layout.faulty else ()
        return (*self.layout.cols, *more)

    def _take(self) -> Ints:
        """Empty the buffer: drop what lies after the horizon, number the rest."""
        width = len(self.layout.cols) - self.layout.numbered
        rows = np.frombuffer(self.buffer, dtype=np.int64).reshape(-1, width).copy()
        del self.buffer[:]  # the array stays, as the simulation holds its ``extend``
        kinds = [col.kind for col in self.layout.cols[self.layout.numbered :]]
        if not self.layout.planned:
            rows = rows[rows[:, kinds.index("instant")] < self.horizon]
        if self.layout.numbered:
            rows = np.column_stack([np.arange(self.rows, self.rows + len(rows)), rows])
        self.rows += len(rows)
        return rows

    def flush(self, lookups: Mapping[str, Any], least: int = CHUNK) -> None:
        """Write the buffered rows when there are at least ``least`` of them."""
        if len(self.buffer) < least * (len(self.layout.cols) - self.layout.numbered):
            return
        rows = self._take()
        if len(rows) == 0:
            return
        if self.layout.faulty:
            done = faults.plant(self.layout, rows, self.rate, self.rng, self.force)
            self.force = False
            self.duplicates += done.duplicates
            self.outdated += done.outdated
            self.late += len(done.late)
            self._write_late(done.late, lookups)
            rows = done.rows
        self._write(rows, lookups)

    def _write(self, rows: Ints, lookups: Mapping[str, Any]) -> None:
        data = table(self.cols(), rows, lookups)
        if self.first_rows is None:
            self.first_rows = data.slice(0, 50)
        if self.out is None:
            self.out = writer(self.folder / f"part-{self.files:04d}.parquet", data.schema)
            self.files += 1
        self.out.write_table(data)
        self.in_file += len(rows)
        if self.in_file >= FILE_ROWS:
            self.out.close()
            self.out, self.in_file = None, 0

    def _write_late(self, rows: Ints, lookups: Mapping[str, Any]) -> None:
        if len(rows) == 0:
            return
        data = table(self.cols(), rows, lookups)
        if self.out_late is None:
            self.out_late = writer(self.folder / "late.parquet", data.schema)
        self.out_late.write_table(data)

    def close(self, lookups: Mapping[str, Any], break_rows: bool) -> None:
        """Write what is left, broken and deleted rows where the table has some, close the files."""
        self.flush(lookups, least=1)
        for out in (self.out, self.out_late):
            if out is not None:
                out.close()
        if break_rows and self.layout.name in faults.BROKEN_TABLES and self.first_rows is not None:
            # fewer than a gate judges by their share: a centre of any size can be published
            repeat = 1 + min(19, int(self.rows * self.rate / 40))
            good = [
                ["" if v is None else str(v).lower() if v in (True, False) else str(v) for v in row]
                for row in zip(*self.first_rows.to_pydict().values(), strict=True)
            ]
            name, header = self.layout.name, list(self.first_rows.column_names)
            broken = faults.broken_csv(name, header, good, repeat)
            (self.folder / "broken.csv").write_bytes(broken.encode())
            self.broken = repeat * len(faults.BROKEN_KINDS)
            # two of them, so that a deletion comes after its row and before it
            self.deleted = 2 * repeat
            deleted = faults.deleted_csv(name, header, good, self.deleted)
            (self.folder / "deleted.csv").write_bytes(deleted.encode())


def streams(out: Path, seed: int, rate: float, force: bool, horizon: int) -> dict[str, Stream]:
    """Make the folder and the stream of every table that is written row by row."""
    made = {}
    for layout in LAYOUTS:
        folder = out / layout.name
        folder.mkdir(parents=True, exist_ok=True)
        rng = draws.vector(seed, f"faults:{layout.name}")
        made[layout.name] = Stream(layout, folder, horizon, rate, force, rng)
    return made


def write_small(out: Path, name: str, columns: Mapping[str, Sequence[str | None]]) -> int:
    """Write a table of text held in memory and return its rows."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    data = pa.table({key: pa.array(values, pa.string()) for key, values in columns.items()})
    with writer(folder / "part-0000.parquet", data.schema) as target:
        target.write_table(data)
    return int(data.num_rows)
