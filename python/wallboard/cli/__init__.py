"""The command line. Every command says what it did; exit codes are those of `wallboard.errors`."""

from __future__ import annotations

import gc
import os
import signal
import sys

import duckdb
import typer

from wallboard import OBJECTS_BETWEEN_COLLECTIONS
from wallboard.cli import ask, care, compare, give, measure, privacy, runs, score, work
from wallboard.errors import InputRejected, OutOfResources, WallboardError
from wallboard.shortage import ADVICE, is_shortage

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The open contact-centre KPI warehouse.",
)
for module in (work, runs, ask, score, compare, give, privacy, care, measure):
    for command in module.COMMANDS:
        app.command()(command)


def main() -> None:
    """Entry point of the `wallboard` command."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    # Stopped from outside, a command still ends what it began: its children and its lock.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        app()
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except WallboardError as error:
        if isinstance(error, InputRejected) and error.report is not None:
            work.print_ingest(error.report)
        print(f"wallboard: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except (duckdb.Error, OSError, MemoryError) as error:
        if not is_shortage(error):
            raise
        print(f"wallboard: memory or disk ran out: {ADVICE}\n{error}", file=sys.stderr)
        sys.exit(OutOfResources.exit_code)
