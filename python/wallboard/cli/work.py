"""Commands that make data and runs: demo, synth, ingest, compact, build, parity."""

from __future__ import annotations

import itertools
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from wallboard.cli.costs import print_profile
from wallboard.demo import CONTACTS, DAYS, land_demo, leave_demo
from wallboard.landing import IngestReport
from wallboard.landing import ingest as land
from wallboard.landing.compact import compact as compact_landed
from wallboard.printing import as_json, as_table
from wallboard.privacy.key import key_of
from wallboard.quality import Acceptance, Verdict
from wallboard.query import Question, ask
from wallboard.runs import Run, rebuilt
from wallboard.runs import build as build_run
from wallboard.runs import parity as check_parity
from wallboard.runs.carried import carried_catalogue
from wallboard.runs.lock import exclusive
from wallboard.runs.profile import Profile, folder_of
from wallboard.settings import Settings
from wallboard.synth import generate

SHOWN_FINDINGS = 10


def demo() -> None:
    """Generate a simulated centre, build it, publish a run and print its KPIs.

    Example: wallboard demo
    """
    settings = Settings.from_env()
    print(f"Simulating about {CONTACTS:,} contacts over {DAYS} days …")
    with exclusive(settings, "wallboard demo"):
        report = land_demo(settings)
    print(
        f"Landed {len(report.files)} files: {report.total('rows_read'):,} rows read, "
        f"{report.total('rows_quarantined'):,} set aside as unreadable"
    )
    run = _build(settings)
    with run.connect() as connection:
        catalogue = carried_catalogue(connection)
        rows = ask(connection, catalogue.computed, catalogue.measures, Question())
    names = {kpi.kpi_id: f"{kpi.name_en} · {kpi.name_zh}" for kpi in catalogue.computed}
    print(
        as_table(
            [
                {
                    "kpi": row["kpi_id"],
                    "value": row["value"],
                    "unit": row["unit"],
                    "name": names[row["kpi_id"]],
                }
                for row in rows
            ]
        )
    )
    _say_where(run)


def synth(
    out: Annotated[Path, typer.Option(help="Folder to write the raw tables to.")],
    contacts: Annotated[int, typer.Option(min=1, help="About how many contacts come.")] = 10_000,
    days: Annotated[int, typer.Option(min=1, help="How many days are simulated.")] = 28,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    start: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="First day.")] = datetime(
        2025, 1, 6
    ),
    fault_rate: Annotated[
        float, typer.Option(min=0, max=0.5, help="Share of late, duplicate and broken records.")
    ] = 0.002,
) -> None:
    """Write a simulated contact centre in the raw contract's shape.

    Example: wallboard synth --contacts 50000 --days 90 --seed 3 --out data/centre
    """
    settings = Settings.from_env()
    report = generate(
        out,
        contacts=contacts,
        days=days,
        seed=seed,
        start=date(start.year, start.month, start.day),
        fault_rate=fault_rate,
        timezone=settings.timezone,
    )
    print(as_table([{"table": name, "rows": rows} for name, rows in report.rows.items()]))


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to land.")],
    source: Annotated[str, typer.Option(help="native, or a connector's name.")],
    timezone: Annotated[str | None, typer.Option(help="Zone of times without an offset.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text files, such as gb18030.")
    ] = None,
) -> None:
    """Land files as text-typed Parquet; what cannot be read is set aside with a reason.

    Example: wallboard ingest deliveries/2025-01-06 --source native --timezone Asia/Shanghai
    """
    settings = Settings.from_env()
    key_of(settings)
    with exclusive(settings, "wallboard ingest"):
        if leave_demo(settings):
            print("The demo's simulated rows were taken out of this home first")
        report = land(paths, source, settings=settings, timezone=timezone, encoding=encoding)
    print_ingest(report)


def compact(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; say what would be done.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Put the many small landed files of months that are over together into few.

    No row and no figure changes; the next build reads the tables named once more, and stops there.

    Example: wallboard compact --dry-run
    """
    settings = Settings.from_env()
    with exclusive(settings, "wallboard compact"):
        done = compact_landed(settings, is_dry=dry_run)
    if json:
        print(as_json([asdict(each) for each in done]))
        return
    if not done:
        print("Nothing to compact: no month that is over has two files or more of one table")
        return
    print(as_table([asdict(each) for each in done]))
    before = sum(each.files_before for each in done)
    after = sum(each.files_after for each in done)
    said = "would become" if dry_run else "became"
    print(f"{before:,} files {said} {after:,}")


def build(
    full_refresh: Annotated[
        bool, typer.Option("--full-refresh", help="Begin anew instead of with the last build.")
    ] = False,
    accept: Annotated[
        list[str] | None, typer.Option(help="A gate whose findings may pass; more than once.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who accepts them.")] = "",
    because: Annotated[str, typer.Option(help="Why they are right as they are.")] = "",
    profile: Annotated[
        bool, typer.Option("--profile", help="Name the slowest models and their operators.")
    ] = False,
) -> None:
    """Build what has changed since the last build, run every test and gate, publish the marts.

    If a test or gate fails nothing is published and the previous run stays; what a gate found may
    be accepted, by name and with a reason. Example: wallboard build
    """
    acceptance = Acceptance(tuple(accept or ()), by, because)
    _say_where(_build(Settings.from_env(), full_refresh, acceptance, profile))


def parity() -> None:
    """Build everything anew in a second file and compare it with the one that is kept.

    Exits 4 and names tables and keys if they differ. Example: wallboard parity
    """
    started = time.monotonic()
    tables = check_parity(Settings.from_env(), _progress())
    _end_progress()
    print(
        f"All {tables} tables are what a build anew gives "
        f"(checked in {time.monotonic() - started:.0f} s)"
    )


COMMANDS = (demo, synth, ingest, compact, build, parity)


def print_ingest(report: object) -> None:
    """One line a file, then the totals."""
    assert isinstance(report, IngestReport)
    if not report.files:
        print("No file to land was found there")
    for file in report.files:
        print(file)
    for name in report.passed_over:
        print(f"{name}: passed over, it belongs to no table")
    print(
        f"{report.source}: {report.total('rows_read'):,} rows read = "
        f"{report.total('rows_accepted'):,} accepted + "
        f"{report.total('rows_quarantined'):,} quarantined"
    )


def _progress() -> Callable[[str], None]:
    """Say on a terminal which node was done last."""
    done = itertools.count(1)

    def progress(line: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{next(done)} done: {line.strip()[:90]}", end="", file=sys.stderr)

    return progress


def _end_progress() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)


def _build(
    settings: Settings,
    full_refresh: bool = False,
    acceptance: Acceptance | None = None,
    profile: bool = False,
) -> Run:
    started = time.monotonic()
    verdicts: list[Verdict] = []
    profiles: list[Profile] = []
    run = build_run(
        settings,
        _progress(),
        full_refresh=full_refresh,
        acceptance=acceptance,
        judged=verdicts.append,
        profiled=profiles.append if profile else None,
    )
    _end_progress()
    took = time.monotonic() - started
    print(f"{rebuilt(run.path / 'dbt')}, tested and published in {took:.0f} s")
    with run.connect() as connection:
        [read, accepted, quarantined, duplicate, superseded, deleted] = connection.execute(
            "select coalesce(sum(rows_read), 0), coalesce(sum(rows_accepted), 0), "
            "coalesce(sum(rows_quarantined), 0), coalesce(sum(rows_duplicate), 0), "
            "coalesce(sum(rows_superseded), 0), coalesce(sum(rows_deleted), 0) from meta_load_audit"
        ).fetchone() or (0, 0, 0, 0, 0, 0)
    print(
        f"{read:,} rows read = {accepted:,} accepted ({superseded:,} of them superseded, "
        f"{deleted:,} deletions) + "
        f"{quarantined:,} quarantined + {duplicate:,} duplicate"
    )
    for verdict in verdicts:
        _print_verdict(verdict)
    for found in profiles:
        print_profile(found, folder_of(settings))
    return run


def _print_verdict(verdict: Verdict) -> None:
    """How many findings of the gates held, and the first of those that did not."""
    counts = Counter(finding.status for finding in verdict.findings)
    print(
        f"Quality gates: {counts['passed']} held, {counts['failed']} warn, "
        f"{counts['accepted']} were accepted"
    )
    for finding in verdict.remarkable[:SHOWN_FINDINGS]:
        print(f"  {finding}")
    if len(verdict.remarkable) > SHOWN_FINDINGS:
        print(f"  … and {len(verdict.remarkable) - SHOWN_FINDINGS} more")


def _say_where(run: Run) -> None:
    print(f"Published run {run.run_id}: {run.path}")
    print(f"For BI and SQL: {run.database} (read-only), or the Parquet files beside it")
