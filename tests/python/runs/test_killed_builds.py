"""Whole builds, killed and starved: what was published stands, and the next build mends it all.

One home goes through everything, since a build is dear.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from small_build import assert_whole, drafts

from wallboard.errors import Locked, Mismatch, OutOfResources
from wallboard.landing import ingest
from wallboard.runs import current_run
from wallboard.runs.buildfile import build_file
from wallboard.runs.lock import holder
from wallboard.settings import PROJECT_DIR, Settings
from wallboard.synth import generate

BUILD = [sys.executable, "-c", "from wallboard.cli import main; main()", "build"]
INGEST = [*BUILD[:-1], "ingest", "nowhere", "--source", "native"]
SEED = 20
# Whether the build file is made anew, or what the killed build before left of it is gone on with;
# and whether the command's children are killed with it.
KILLS = ((True, True), (False, False), (True, False), (False, True), (True, True))


def start(settings: Settings, command: list[str], **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=PROJECT_DIR,
        env={**os.environ, "WALLBOARD_HOME": str(settings.home), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(settings: Settings, command: list[str], **variables: str) -> tuple[int, str]:
    process = start(settings, command, **variables)
    _, said = process.communicate()
    return process.returncode, said


def hashes(settings: Settings) -> dict[str, str]:
    marts = current_run(settings).manifest["marts"]
    return {name: described["sha256"] for name, described in marts.items()}


def relations_of_dbt(settings: Settings) -> list[str]:
    """Relations that dbt makes for a moment, and should have removed."""
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() union all "
            "select view_name from duckdb_views() where not internal"
        ).fetchall()
    return [name for (name,) in names if re.search(r"__dbt_(tmp|backup|int)", name)]


def assert_tidy(settings: Settings) -> None:
    assert drafts(settings.home) == []
    assert relations_of_dbt(settings) == []
    assert holder(settings) == ""
    assert_whole(settings)
    with current_run(settings).connect() as connection:
        unbalanced = connection.execute(
            "select count(*) from meta_load_audit where rows_read is distinct from "
            "rows_accepted + rows_quarantined + rows_duplicate"
        ).fetchone()
    assert unbalanced == (0,)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a small simulated centre."""
    home = tmp_path_factory.mktemp("killed")
    settings = Settings(home=home)
    generate(home / "delivery", contacts=150, days=2, seed=SEED, fault_rate=0.02)
    ingest([home / "delivery"], "native", settings=settings)
    return settings


@pytest.fixture(scope="module")
def built(settings: Settings) -> tuple[dict[str, str], float]:
    """The hashes of its marts from a build that nobody disturbed, and how long that took."""
    started = time.monotonic()
    code, said = finish(settings, BUILD)
    assert code == 0, said
    return hashes(settings), time.monotonic() - started


def test_killed_builds_leave_the_run_before(
    settings: Settings, built: tuple[dict[str, str], float]
) -> None:
    expected, seconds = built
    before = current_run(settings)
    draw = random.Random(SEED)
    struck = 0
    for anew, with_children in KILLS:
        if anew:
            build_file(settings).unlink(missing_ok=True)
        process = start(settings, BUILD)
        time.sleep(draw.uniform(0.05, 0.75 if anew else 0.4) * seconds)
        if with_children:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
            # So that the orphan is still there when it is asked for.
            os.killpg(process.pid, signal.SIGSTOP)
        process.communicate()
        struck += process.returncode != 0  # it may have been done already
        assert current_run(settings).run_id >= before.run_id
        assert hashes(settings) == expected
        before = current_run(settings)
        assert_whole(settings)
        if holder(settings):
            # The orphan has inherited the lock: nobody can work beside it.
            assert not with_children
            assert finish(settings, INGEST)[0] == Locked.exit_code
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGCONT)
        while holder(settings):
            time.sleep(0.2)
    assert struck >= 2
    code, said = finish(settings, BUILD)
    assert code == 0, said
    assert hashes(settings) == expected
    assert current_run(settings).run_id > before.run_id
    assert_tidy(settings)


def test_a_broken_build_file_is_made_anew_even_with_little_memory(
    settings: Settings, built: tuple[dict[str, str], float]
) -> None:
    expected, _ = built
    before = current_run(settings)
    path = build_file(settings)
    os.truncate(path, path.stat().st_size // 2)
    code, said = finish(settings, BUILD)
    assert code == Mismatch.exit_code, said
    assert "set aside" in said
    assert current_run(settings).run_id == before.run_id
    code, said = finish(settings, BUILD, WALLBOARD_MEMORY="256MB", WALLBOARD_THREADS="1")
    if code != 0:
        assert code == OutOfResources.exit_code, said
        assert "WALLBOARD_MEMORY" in said
        code, said = finish(settings, BUILD)
    assert code == 0, said
    assert hashes(settings) == expected
    assert current_run(settings).run_id > before.run_id
    assert list(path.parent.glob("*.broken-*"))
    assert_tidy(settings)
    assert not list(Path(settings.home).glob("current.*"))
