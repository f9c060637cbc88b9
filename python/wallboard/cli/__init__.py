"""The command line. Every command says what it did; exit codes are those of `wallboard.errors`."""

from __future__ import annotations

import sys

import typer

from wallboard.cli import ask, care, work
from wallboard.errors import InputRejected, WallboardError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The open contact-centre KPI warehouse.",
)
for module in (work, ask, care):
    for command in module.COMMANDS:
        app.command()(command)


def main() -> None:
    """Entry point of the `wallboard` command."""
    try:
        app()
    except WallboardError as error:
        if isinstance(error, InputRejected) and error.report is not None:
            work.print_ingest(error.report)
        print(f"wallboard: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
