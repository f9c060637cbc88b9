"""Many readers and one publisher on one home: does ever anybody read a torn run?

`python tests/python/runs/load.py --readers 20 --seconds 120` prints the counts and exits with 1 if
any reader met an error or read what no run published.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent))
from small_build import drafts, prepare, publish_small

from wallboard.runs import current_run
from wallboard.settings import PROJECT_DIR, Settings

MART = "kpi_daily"
KEPT = 5
REST_SECONDS = 0.1
SUMS = "select count(*), min(number), max(number), bit_xor(hash(kpi_date, kpi_id, kpi_value)) from"


@dataclass(frozen=True, slots=True)
class Read:
    """What one look at ``current`` saw."""

    run_id: str
    sha256: str
    numbers: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all readers together saw of what was published."""

    published: int
    reads: int
    runs_read: int
    kept: int
    errors: dict[str, int]


def look(settings: Settings) -> Read:
    """Read a mart as a reader should: resolve ``current`` once, and stay in that folder."""
    run = current_run(settings)
    described = run.manifest["marts"][MART]
    parquet = run.path / f"{MART}.parquet"
    digest = hashlib.sha256(parquet.read_bytes()).hexdigest()
    assert digest == described["sha256"], "the Parquet file is not what the manifest says"
    with duckdb.connect() as connection:
        from_parquet = connection.execute(f"{SUMS} read_parquet('{parquet}')").fetchone()
    with run.connect() as connection:
        from_database = connection.execute(f"{SUMS} {MART}").fetchone()
    assert from_parquet is not None
    assert from_parquet == from_database, "database and Parquet differ"
    rows, least, most, _ = from_parquet
    assert rows == described["rows"], "rows are missing"
    return Read(run.run_id, digest, (least, most))


def read_on(home: Path, until: float) -> None:
    """Look again and again until a time, then print every different thing seen, with its count."""
    settings = Settings(home=home)
    seen: Counter[str] = Counter()
    while time.time() < until:
        try:
            read = look(settings)
            seen[json.dumps([read.run_id, read.sha256, *read.numbers])] += 1
        except Exception as error:
            seen[json.dumps([f"{type(error).__name__}: {error}"[:300]])] += 1
        time.sleep(REST_SECONDS)
    print(json.dumps(seen))


def measure(home: Path, readers: int, seconds: float, rows: int, pause: float) -> Outcome:
    """Publish every ``pause`` seconds, with retention, while so many processes read."""
    settings = Settings(home=home, threads=1, keep_runs=KEPT)
    published = {_publish(settings, 0, rows)}
    until = time.time() + seconds
    command = [sys.executable, __file__, "--read", str(home), "--until", str(until)]
    processes = [
        subprocess.Popen(command, cwd=PROJECT_DIR, stdout=subprocess.PIPE, text=True)
        for _ in range(readers)
    ]
    number = 0
    while time.time() < until:
        number += 1
        published.add(_publish(settings, number, rows))
        time.sleep(pause)
    seen: Counter[str] = Counter()
    for process in processes:
        said, _ = process.communicate()
        seen.update(json.loads(said))
    known = {json.dumps(read) for read in published}
    assert len({sha256 for _, sha256, _, _ in published}) == len(published)
    return Outcome(
        published=len(published),
        reads=sum(seen.values()),
        runs_read=len(known & set(seen)),
        kept=len(list(settings.runs.iterdir())),
        errors={what: count for what, count in seen.items() if what not in known},
    )


def _publish(settings: Settings, number: int, rows: int) -> tuple[str, str, int, int]:
    run = publish_small(prepare(settings, number, rows))
    return run.run_id, run.manifest["marts"][MART]["sha256"], number, number


def main() -> None:
    """Measure and tell; or be one of the readers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--pause", type=float, default=1)
    parser.add_argument("--read", type=Path)
    parser.add_argument("--until", type=float)
    chosen = parser.parse_args()
    if chosen.read:
        read_on(chosen.read, chosen.until)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        outcome = measure(home, chosen.readers, chosen.seconds, chosen.rows, chosen.pause)
        print(json.dumps({**asdict(outcome), "drafts": drafts(home)}, indent=2))
    sys.exit(bool(outcome.errors))


if __name__ == "__main__":
    main()
