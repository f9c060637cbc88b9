"""A clean delivery written again in several formats, with broken rows between the good ones.

Every row is counted as it is written; nothing is asked of the warehouse.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

import duckdb
import pyarrow as pa

from faults import broken_rows
from wallboard.contract import Table, load_contract
from wallboard.landing.layout import identifier, literal

# One broken row for so many good ones.
GOOD_FOR_A_BROKEN = 100
# Which rows, by their place in their file modulo 20, go into which file.
SLICES = (
    ("part.parquet", 0, 10),
    ("part.csv", 10, 15),
    ("win.csv.gz", 15, 16),
    ("part.jsonl", 16, 20),
)
AGAIN_EVERY = 300
OLDER = "2000-01-01T00:00:00Z"
LARGE = 1_000

Fault = tuple[str, Any]


@dataclass(slots=True)
class Ledger:
    """What was written: rows by file, reasons by file, and what repeats rows by table."""

    read: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    clean: Counter[str] = field(default_factory=Counter)
    duplicates: Counter[str] = field(default_factory=Counter)
    superseded: Counter[str] = field(default_factory=Counter)

    def good(self, file: str, rows: int) -> None:
        """Note rows that must be accepted, or known to repeat others."""
        self.read[file] += rows

    def broken(self, file: str, reason: str) -> None:
        """Note a row that must be set aside."""
        self.read[file] += 1
        self.reasons[file, reason] += 1


def mix(clean: Path, out: Path) -> Ledger:
    """Write the mixture of every table of ``clean`` under ``out``."""
    ledger = Ledger()
    contract = load_contract()
    with duckdb.connect() as connection:
        for place, folder in enumerate(sorted(path for path in clean.iterdir() if path.is_dir())):
            if not any(folder.glob("*.parquet")):
                continue
            (out / folder.name).mkdir(parents=True)
            _Mixer(connection, contract[folder.name], folder, out, ledger, place).write()
    return ledger


class _Mixer:
    """One table's files; the kinds of faults go round from file to file."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: Table,
        clean: Path,
        out: Path,
        ledger: Ledger,
        place: int,
    ) -> None:
        self.connection, self.table, self.out, self.ledger = connection, table, out, ledger
        self.source = f"read_parquet({literal(str(clean / '*.parquet'))}, file_row_number = true)"
        described = connection.execute(f"describe select * from {self.source}").fetchall()
        self.names = [str(row[0]) for row in described if row[0] != "file_row_number"]
        self.texts = ", ".join(
            f"cast({identifier(name)} as varchar) as {identifier(name)}" for name in self.names
        )
        first = connection.execute(f"select {self.texts} from {self.source} limit 1").fetchone()
        self.sample = dict(zip(self.names, first or (), strict=False))
        self.start = place * 5

    def write(self) -> None:
        if not self.sample:
            return
        [(rows,)] = self.connection.execute(f"select count(*) from {self.source}").fetchall()
        self.ledger.clean[self.table.name] = rows
        for name, first, last in SLICES:
            where = f"file_row_number % 20 between {first} and {last - 1}"
            file = f"{self.table.name}/{name}"
            if name.endswith(".parquet"):
                self._parquet(file, where)
            else:
                self._text(file, where)
            self.start += 3
        self._again("again.parquet", "", self.ledger.duplicates)
        if "source_updated_at" in self.names:
            replaced = f"replace ({literal(OLDER)} as source_updated_at)"
            self._again("outdated.parquet", replaced, self.ledger.superseded)
        self._not_finite()

    def _parquet(self, file: str, where: str) -> None:
        rows = self._count(where)
        faults = list(broken_rows.meaningless(self.table, self.sample))
        chosen = list(self._chosen(faults, rows))
        columns = {name: [row.get(name) or None for _, row in chosen] for name in self.names}
        broken = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
        self.connection.register("broken", broken)
        good = f"select {self.texts} from {self.source} where {where}"
        self._copy(
            f"{good} and file_row_number % 2 = 0 union all by name select * from broken "
            f"union all by name {good} and file_row_number % 2 = 1",
            file,
            "parquet",
        )
        self.connection.unregister("broken")
        self.ledger.good(file, rows)
        for reason, _ in chosen:
            self.ledger.broken(file, reason)

    def _text(self, file: str, where: str) -> None:
        """CSV or JSON lines: the engine writes the good rows, the broken ones come between."""
        is_json = file.endswith(".jsonl")
        plain = self.out / f"{file}.plain"
        written = self._copy(
            f"select {', '.join(map(identifier, self.names))} from {self.source} where {where}",
            f"{file}.plain",
            "json" if is_json else "csv, header",
        )
        faults = list(self._json_faults() if is_json else self._csv_faults())
        ends = b"\r\n" if file.startswith(f"{self.table.name}/win") else b"\n"
        with plain.open("rb") as source, _opened(self.out / file) as target:
            if not is_json:
                target.write(next(source).rstrip(b"\n") + ends)
            chosen = self._chosen(faults, written)
            for number, line in enumerate(source, start=1):
                target.write(line.rstrip(b"\n") + ends)
                # The good rows are counted one by one: none of them may span lines.
                self.ledger.good(file, 1)
                if number % GOOD_FOR_A_BROKEN == 0 or number == written < GOOD_FOR_A_BROKEN:
                    self._put(file, target, next(chosen), ends)
            if written >= LARGE:
                self._put(file, target, ("OVERSIZE", self._oversize(is_json)), ends)
        plain.unlink()
        broken = sum(count for (of, _), count in self.ledger.reasons.items() if of == file)
        assert self.ledger.read[file] - broken == written, f"{file}: a value spans lines"

    def _put(self, file: str, target: IO[bytes], fault: Fault, ends: bytes) -> None:
        target.write(fault[1] + ends)
        self.ledger.broken(file, fault[0])

    def _oversize(self, is_json: bool) -> bytes:
        line = self._csv_line(self.sample)
        return broken_rows.oversize_json(self.sample) if is_json else broken_rows.oversize_csv(line)

    def _csv_faults(self) -> Iterator[Fault]:
        yield from broken_rows.unreadable_csv(self.names, self._csv_line(self.sample))
        for reason, row in broken_rows.meaningless(self.table, self.sample):
            yield reason, self._csv_line(row)

    def _json_faults(self) -> Iterator[Fault]:
        yield from broken_rows.unreadable_json(self.sample)
        for reason, row in broken_rows.meaningless(self.table, self.sample):
            yield reason, json.dumps(row).encode()

    def _csv_line(self, row: broken_rows.Row) -> bytes:
        cells = ["" if row.get(name) is None else str(row[name]) for name in self.names]
        quoted = [
            '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"') else cell for cell in cells
        ]
        return ",".join(quoted).encode()

    def _chosen(self, faults: list[Fault], rows: int) -> Iterator[Fault]:
        """One fault for every hundred rows, at least one, the kinds in turn."""
        if not rows or not faults:
            return iter(())
        turn = itertools.cycle(
            faults[self.start % len(faults) :] + faults[: self.start % len(faults)]
        )
        return itertools.islice(turn, max(1, rows // GOOD_FOR_A_BROKEN))

    def _again(self, name: str, replaced: str, repeated: Counter[str]) -> None:
        """Some rows once more, in a file of their own; which ones its name says."""
        file = f"{self.table.name}/{name}"
        rows = self._copy(
            f"select * exclude (file_row_number) {replaced} from {self.source} "
            f"where file_row_number % {AGAIN_EVERY} = {len(name)}",
            file,
            "parquet",
        )
        self.ledger.good(file, rows)
        repeated[self.table.name] += rows

    def _not_finite(self) -> None:
        """Rows whose number is none, in a file of their own where the column is a double."""
        numbers = [c.name for c in self.table.columns if c.data_type == "number"]
        column = next((name for name in numbers if name in self.names), None)
        if column is None:
            return
        file = f"{self.table.name}/numbers.parquet"
        self._copy(
            f"select * exclude (value) replace (value as {identifier(column)}) from "
            f"(select {self.texts} from {self.source} limit 1), "
            "(select unnest(['nan'::double, 'inf'::double, '-inf'::double]) as value)",
            file,
            "parquet",
        )
        for _ in range(3):
            self.ledger.broken(file, f"NON_FINITE:{column}")

    def _count(self, where: str) -> int:
        [(rows,)] = self.connection.execute(
            f"select count(*) from {self.source} where {where}"
        ).fetchall()
        return int(rows)

    def _copy(self, sql: str, file: str, form: str) -> int:
        target = literal(str(self.out / file))
        [(rows,)] = self.connection.execute(f"copy ({sql}) to {target} (format {form})").fetchall()
        return int(rows)


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "wb", compresslevel=1))
    return path.open("wb")
