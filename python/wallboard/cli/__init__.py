"""The command line. Every command says what it did; exit codes are those of `wallboard.errors`."""

from __future__ import annotations

import os
import signal
import sys

import typer

from wallboard.cli import ask, care, compare, score, work
from wallboard.errors import InputRejected, WallboardError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The open contact-centre KPI warehouse.",
)
for module in (work, ask, score, compare, care):
    for command in module.COMMANDS:
        app.command()(command)


def main() -> None:
    """Entry point of the `wallboard` command."""
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
