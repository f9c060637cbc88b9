"""Steps that run wallboard: in this process, or in one of its own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from typer.testing import CliRunner

from faults.stage import Stage, listed, published
from wallboard.cli import app
from wallboard.errors import InputRejected, WallboardError
from wallboard.settings import PROJECT_DIR

START = "from wallboard.cli import main; main()"


def run(stage: Stage, arguments: list[str], options: Mapping[str, Any]) -> None:
    """Run one command in this process, as `wallboard` would, and check what came of it."""
    if stage.project != PROJECT_DIR or options.get("apart"):
        code, said = elsewhere(stage, arguments)
    else:
        with pytest.MonkeyPatch.context() as patch:
            # Relative paths on the command line are those of the inbox.
            patch.chdir(stage.home.inbox)
            result = CliRunner().invoke(app, arguments, env=stage.variables)
        code, said = result.exit_code, result.output
        if isinstance(result.exception, WallboardError):
            code = result.exception.exit_code
            said += f"wallboard: {result.exception}"
            if isinstance(result.exception, InputRejected):
                said += str(result.exception.report)
    check(stage, arguments, options, code, said)


def elsewhere(stage: Stage, arguments: list[str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", START, *arguments],
        env=process_environment(stage),
        cwd=stage.home.inbox,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def process_environment(stage: Stage) -> dict[str, str]:
    wanted = {**os.environ, "PYTHONPATH": str(stage.project / "python"), **stage.variables}
    return {name: value for name, value in wanted.items() if value is not None}


def check(
    stage: Stage, arguments: list[str], options: Mapping[str, Any], code: int, said: str
) -> None:
    expected = options.get("exit", 0)
    shown = f"wallboard {' '.join(arguments)}"
    allowed = expected if isinstance(expected, list) else [expected]
    assert code in allowed, f"{shown}: exit {code}, expected {expected}\n{said[-3000:]}"
    stage.codes.append(code)
    flat = " ".join(said.split())
    for text in listed(options.get("says", ())):
        assert text in flat, f"{shown}: does not say {text!r}:\n{said[-3000:]}"
    for text in listed(options.get("hides", ())):
        assert text not in said, f"{shown}: says {text!r}"


def ingest(stage: Stage, files: Any, options: dict[str, Any]) -> None:
    paths = [str(stage.home.inbox / name) if "://" not in name else name for name in listed(files)]
    arguments = ["ingest", *paths, "--source", options.get("source", "native")]
    for name in ("timezone", "encoding"):
        if name in options:
            arguments += [f"--{name}", options[name]]
    run(stage, arguments, options)


def build(stage: Stage, arguments: Any, options: dict[str, Any]) -> None:
    run(stage, ["build", *map(str, arguments or ())], options)
    if options.get("exit", 0) == 0 and "as" in options:
        stage.results[options["as"]] = published(stage.home)


def command(stage: Stage, line: str, options: dict[str, Any]) -> None:
    run(stage, shlex.split(stage.placed(line)), options)
