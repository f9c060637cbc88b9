"""What is installed is what was locked, by hash; and what an audit did not check, it says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wallboard import NO_TELEMETRY, audit
from wallboard.runs.dbt import environment
from wallboard.settings import PROJECT_DIR, Settings

LOCKS = (audit.CORE, audit.DEV)
FAR = "far @ https://host/far.whl"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_one_version_with_hashes(lock: Path) -> None:
    assert audit.loose_pins(lock) == []
    assert len(list(audit.pins(lock))) > 50
    text = lock.read_text(encoding="utf-8")
    assert [word for word in ("://", " @ ", "--index", "--find", "-e ") if word in text] == []
    assert all(each.startswith("sha256:") for pin in audit.pins(lock) for each in pin.hashes)


def test_a_loose_line_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(
        "good==1.0 \\\n    --hash=sha256:ab \\\n    --hash=sha256:cd\n    # via x\n"
        "range>=1.0 --hash=sha256:ab\n"
        "star==1.* --hash=sha256:ab\n"
        "both==1.0,!=1.1 --hash=sha256:ab\n"
        "bare==1.0\n"
        f"{FAR} --hash=sha256:ab\n"
        "elsewhere==1.0 ; sys_platform == 'never' --hash=sha256:ab\n"
    )
    loose = [
        line.removeprefix("some.lock: ").removesuffix(" is not one version with hashes")
        for line in audit.loose_pins(lock)
    ]
    assert loose == ["range>=1.0", "star==1.*", "both!=1.1,==1.0", "bare==1.0", FAR]
    assert audit.strays(lock)[0] == "good is missing, some.lock says 1.0"
    assert not any("elsewhere" in line for line in audit.strays(lock))


def test_these_tests_run_on_what_is_locked() -> None:
    assert [*audit.strays(audit.CORE), *audit.strays(audit.DEV)] == []


def test_a_wrong_version_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("duckdb==0.0.1 --hash=sha256:ab\n")
    assert len(audit.strays(lock)) == 1


def test_the_setup_installs_by_hash_only() -> None:
    makefile = (PROJECT_DIR / "Makefile").read_text(encoding="utf-8")
    [pip] = [line for line in makefile.splitlines() if line.startswith("PIP :=")]
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(pip.split())
    installs = [line for line in makefile.splitlines() if "pip install" in line and line != pip]
    # our own folder, from which nothing else may come
    assert all("--no-deps" in line and line.endswith("--editable .") for line in installs)


def test_every_licence_of_the_core_is_allowed() -> None:
    assert audit.licences() == []
    lines = audit.LICENCES.read_text(encoding="utf-8").splitlines()
    allowed = " ".join(line for line in lines if not line.startswith("#"))
    assert [word for word in ("GPL", "Affero", "SSPL", "Elastic") if word in allowed] == []


def test_a_licence_that_is_not_allowed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "licences.txt"
    text = audit.LICENCES.read_text(encoding="utf-8")
    listed.write_text(text.replace("Artistic License\n", ""))
    monkeypatch.setattr(audit, "LICENCES", listed)
    assert [line.split()[0] for line in audit.licences()] == ["text-unidecode"]


def test_what_was_not_checked_is_said() -> None:
    flaw = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
    found, coverage = audit.read_advisories(
        [
            {"name": "a", "version": "1.0", "vulns": [flaw]},
            {"name": "b", "version": "1.0", "vulns": []},
            {"name": "c", "skip_reason": "not found"},
        ]
    )
    assert found == ["a 1.0: PYSEC-1, mended in 1.1"]
    assert coverage.startswith("2 of 3 packages checked")
    assert "NOT CHECKED: 1" in coverage
    assert "NOT" not in audit.read_advisories([{"name": "b", "version": "1", "vulns": []}])[1]


def test_an_advisory_service_out_of_reach_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Said:
        stdout = ""
        stderr = "ERROR: could not connect\n"

    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: Said())
    found, coverage = audit.advisories(audit.CORE)
    assert found == []
    assert coverage.startswith("NOT CHECKED")
    assert "could not connect" in coverage


def test_nobody_is_told_that_it_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    assert NO_TELEMETRY.items() <= os.environ.items()
    monkeypatch.delenv("DO_NOT_TRACK")
    assert NO_TELEMETRY.items() <= environment(Settings(home=Path("x"))).items()
    assert "send_anonymous_usage_stats: false" in (PROJECT_DIR / "dbt_project.yml").read_text()
