"""The project parsed once by dbt, as if every connector had landed data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from dbt_parse import Parse, Parsed

from wallboard.landing import ensure_layout
from wallboard.landing.layout import landed_macro
from wallboard.runs.dbt import environment
from wallboard.settings import PROJECT_DIR, Settings

DBT = "from dbt.cli.main import cli; cli(prog_name='dbt')"


@pytest.fixture(scope="session")
def parse(tmp_path_factory: pytest.TempPathFactory) -> Parse:
    """Give a function that parses the project, or a copy of it, from scratch."""
    home = tmp_path_factory.mktemp("parsed")
    settings = Settings(home=home)
    ensure_layout(settings)
    staging = PROJECT_DIR / "models" / "staging"
    sources = [folder.name for folder in staging.iterdir() if folder.is_dir()]
    (home / "dbt" / "landed.sql").write_text(landed_macro(PROJECT_DIR, sources), encoding="utf-8")

    def run(*options: str, project: Path = PROJECT_DIR) -> Parsed:
        target = tmp_path_factory.mktemp("target")
        command = [sys.executable, "-c", DBT, "--no-use-colors", *options, "parse"]
        where = ["--project-dir", project, "--profiles-dir", PROJECT_DIR]
        kept = ["--no-partial-parse", "--target-path", target, "--log-path", target]
        done = subprocess.run(
            [str(part) for part in [*command, *where, *kept]],
            cwd=PROJECT_DIR,
            env=environment(settings),
            capture_output=True,
            text=True,
            check=False,
        )
        written = target / "manifest.json"
        manifest = json.loads(written.read_text(encoding="utf-8")) if written.is_file() else {}
        saved = target / "partial_parse.msgpack"
        kept = saved.read_bytes() if saved.is_file() else b""
        return Parsed(done.returncode, done.stdout + done.stderr, manifest, kept)

    return run


@pytest.fixture(scope="session")
def parsed(parse: Parse) -> Parsed:
    """The project, parsed with every deprecation shown."""
    result = parse("--show-all-deprecations")
    assert result.exit_code == 0, result.output
    return result
