"""A large delivery with one broken row in a hundred, against the same one without any.

    python tests/python/faults/at_scale.py --messages 10000000 --out DIR

Asserts, to the row: by file and in total, rows read (as counted while writing) = accepted +
quarantined + duplicates; reasons found = reasons planted; and every mart of figures equal to that
of the clean delivery. Prints how long each step took.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.home import KEY, settings_of
from faults.mixture import Ledger, mix
from faults.transform import ABOUT_DELIVERIES
from wallboard.render.intermediate import TABLES
from wallboard.runs import current_run
from wallboard.synth import generate

MESSAGES_A_CONTACT = 6.1
MESSAGES_A_DAY = 40_000
START = "from wallboard.cli import main; main()"

Query = Callable[[str], list[tuple[Any, ...]]]


def make(out: Path, messages: int, seed: int = 17) -> tuple[Path, Path, Ledger]:
    """Write the clean delivery and the mixture; return their folders and what was planted."""
    clean, mixed = out / "clean", out / "mixed"
    contacts = round(messages / MESSAGES_A_CONTACT)
    days = max(3, min(365, messages // MESSAGES_A_DAY))
    generate(clean, contacts=contacts, days=days, seed=seed, fault_rate=0)
    return clean, mixed, mix(clean, mixed)


def check_rows(ledger: Ledger, query: Query) -> None:
    """Assert that every row written is found where it belongs; ``query`` asks the broken build."""
    read: dict[str, int] = dict(query("select source_file, rows_read from meta_load_audit"))
    assert _difference(read, ledger.read) == ""
    unbalanced = query(
        "select source_file from meta_load_audit "
        "where rows_read <> rows_accepted + rows_quarantined + rows_duplicate"
    )
    assert unbalanced == [], unbalanced
    found: Counter[tuple[str, str]] = Counter()
    for file, reason, field, rows in query(
        "select source_file, reason_code, field, count(*) from quarantine group by all"
    ):
        found[file, f"{reason}:{field}" if field else reason] += rows
    assert _difference(found, ledger.reasons) == ""
    for table, rows in ledger.clean.items():
        [(accepted, duplicate, superseded)] = query(
            "select sum(rows_accepted), sum(rows_duplicate), sum(rows_superseded) "
            f"from meta_load_audit where table_name = '{table}'"
        )
        again, older = ledger.duplicates[table], ledger.superseded[table]
        if table not in TABLES:  # nothing judges these rows yet
            assert accepted == rows + again + older, table
            continue
        assert (duplicate, superseded) == (again, older), (table, duplicate, superseded)
        assert accepted - superseded == rows, (table, accepted, superseded, rows)


def _difference(found: Any, expected: Any) -> str:
    keys = sorted(
        (key for key in {*found, *expected} if found.get(key, 0) != expected.get(key, 0)), key=str
    )
    return "; ".join(
        f"{key}: {found.get(key, 0)} found, {expected.get(key, 0)} written" for key in keys[:20]
    )


def same_marts(clean: dict[str, str], mixed: dict[str, str]) -> None:
    """Assert that every mart of figures is the same."""
    assert clean.keys() == mixed.keys()
    assert {name for name in clean if clean[name] != mixed[name]} == set()


class Timed:
    """Wall-clock seconds and peak memory of the steps taken."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, float]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.steps.append((name, time.monotonic() - started))
        print(f"{name:40} {self.steps[-1][1]:9.1f} s", flush=True)


def _command(home: Path, *arguments: str) -> None:
    environment = {**os.environ, "WALLBOARD_HOME": str(home), "WALLBOARD_HMAC_KEY": KEY}
    done = subprocess.run(
        [sys.executable, "-c", START, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


def main() -> None:
    """Make both deliveries, land and build both, and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--messages", type=int, default=10_000_000)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    out = asked.out.resolve()
    timed = Timed()
    with timed.step("simulate, and plant the broken rows"):
        _, _, ledger = make(out, asked.messages)
    marts = {}
    for name in ("clean", "mixed"):
        home = out / f"home_{name}"
        with timed.step(f"ingest, {name}"):
            _command(home, "ingest", str(out / name), "--source", "native")
        with timed.step(f"build, {name}"):
            _command(home, "build")
        run = current_run(settings_of(home))
        marts[name] = {
            mart: described["sha256"]
            for mart, described in run.manifest["marts"].items()
            if not mart.startswith(ABOUT_DELIVERIES)
        }
    with run.connect() as connection:
        check_rows(ledger, lambda sql: connection.execute(sql).fetchall())
        totals = connection.execute(
            "select sum(rows_read), sum(rows_accepted), sum(rows_quarantined), "
            "sum(rows_duplicate), sum(rows_superseded), count(*) from meta_load_audit"
        ).fetchone()
    same_marts(marts["clean"], marts["mixed"])
    assert totals is not None
    read, accepted, quarantined, duplicate, superseded, files = totals
    print(
        f"{read:,} rows read in {files} files = {accepted:,} accepted ({superseded:,} of them "
        f"superseded) + {quarantined:,} quarantined + {duplicate:,} duplicate"
    )
    print(f"{ledger.clean['messages']:,} messages among the good rows; set aside:")
    reasons = Counter[str]()
    for (_, reason), rows in ledger.reasons.items():
        reasons[reason.split(":")[0]] += rows
    for reason, rows in reasons.most_common():
        print(f"  {reason:24} {rows:>9,}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_048_576
    print(f"{len(marts['clean'])} marts equal; peak memory of a command {peak:.1f} GB")
    print(f"DuckDB {duckdb.__version__}; {sum(seconds for _, seconds in timed.steps):.0f} s in all")


if __name__ == "__main__":
    main()
