"""The command that measures: bench."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from wallboard.bench.centre import Centre
from wallboard.bench.peers import PEERS, run_peers, why_missing
from wallboard.bench.peers.phase import Phase
from wallboard.bench.peers.side_by_side import side_by_side
from wallboard.bench.plot import svg
from wallboard.bench.report import text
from wallboard.bench.result import Result, merged, read, write
from wallboard.bench.steps import STEPS, USUAL, Plan, measure
from wallboard.errors import UsageError, WallboardError
from wallboard.printing import as_table

MESSAGES = 250_000
T = TypeVar("T")


def bench(
    messages: Annotated[
        int | None,
        typer.Option(
            min=1000,
            help=f"About how many messages; default {MESSAGES:,}, or none of its own with --with.",
        ),
    ] = None,
    days: Annotated[int, typer.Option(min=4, help="Over how many days they come.")] = 365,
    home: Annotated[
        Path | None,
        typer.Option(help="Folder to keep what is made, and to find it again; default none."),
    ] = None,
    repetitions: Annotated[int, typer.Option(min=1, help="How often each step is taken.")] = 1,
    only: Annotated[
        str, typer.Option(help=f"Steps to take, comma-separated: {','.join(STEPS)}.")
    ] = ",".join(USUAL),
    history: Annotated[
        str, typer.Option(help="Lengths of history on top of which a day comes, as shares.")
    ] = "0.25,0.5,1",
    late: Annotated[
        str, typer.Option(help="On how many old days late rows come, one delivery each.")
    ] = "1,5,20",
    daily: Annotated[
        int,
        typer.Option(min=1, help="How many of the first and last days, of days one by one."),
    ] = 5,
    every: Annotated[
        int, typer.Option(min=1, help="How many of the days between them go into one build.")
    ] = 7,
    json: Annotated[
        Path | None, typer.Option("--json", help="File to write all repetitions to, as JSON.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="SVG to draw CPU time against size in, log–log.")
    ] = None,
    peers: Annotated[
        str | None,
        typer.Option(help="Other engines for two pieces of the work: all, or names with commas."),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option("--with", help="JSON of an earlier run to put beside; more than once."),
    ] = None,
) -> None:
    """Measure every step over a simulated centre, beside a bare scan and a hand-written script.

    Exits 1 if the figures themselves are not the same by two ways.
    Example: wallboard bench --messages 1000000 --days 365 --repetitions 3 --json results/1m.json
    """
    plan = Plan(
        tuple(_listed(only, "--only", str)),
        repetitions,
        tuple(_listed(history, "--history", float)),
        tuple(_listed(late, "--late", int)),
        daily,
        every,
    )
    results = [result for path in earlier or [] for result in read(path)]

    def keep(result: Result) -> None:
        if json is not None:
            write(json, merged([*results, result]))

    beside: list[Phase] = []
    if messages is not None or not results:
        with _folder(home) as base:
            centre = Centre(base, messages or MESSAGES, days)
            results.append(measure(centre, plan, _say, keep))
            if peers is not None:
                beside = run_peers(centre.delivery, centre.folder / "peers", _peers(peers))
    elif peers is not None:
        raise UsageError("--peers measures a centre: name its size by --messages")
    together = merged(results)
    print("\n\n".join(text(result) for result in together))
    if beside:
        print(as_table(side_by_side([beside])))
    if json is not None:
        write(json, together)
    if plot is not None:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot.write_text(svg(together), encoding="utf-8")
    _refuse(together)


COMMANDS = (bench,)


@contextmanager
def _folder(home: Path | None) -> Iterator[Path]:
    """The folder named, or one that goes when we are done."""
    if home is not None:
        home.mkdir(parents=True, exist_ok=True)
        yield home.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-") as folder:
        yield Path(folder)


def _listed(text: str, option: str, kind: Callable[[str], T]) -> list[T]:
    try:
        return [kind(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise UsageError(f"{option} {text}: {error}") from error


def _peers(text: str) -> list[str]:
    """The peers named; of all only those that can run here, and of the others why not."""
    if text != "all":
        return _listed(text, "--peers", str)
    reasons = {peer: why_missing(peer) for peer in PEERS}
    for peer, reason in reasons.items():
        if reason:
            _say(f"{peer} is left out: {reason}")
    return [peer for peer, reason in reasons.items() if not reason]


def _refuse(results: list[Result]) -> None:
    broken = [check.claim for result in results for check in result.checks if not check.holds]
    if broken:
        raise WallboardError(f"the figures do not agree, so the times mean little: {broken[0]}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
