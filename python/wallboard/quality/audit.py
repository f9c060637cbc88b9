"""Before dbt the landed files are audited, after it the marts; a blocking finding stops the build.

What Great Expectations answered is kept in ``WALLBOARD_HOME/work/quality``, from where the pages
are made.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from wallboard.contract import load_contract
from wallboard.engine import sealed
from wallboard.errors import GateFailed
from wallboard.quality.acceptance import Acceptance, accepted
from wallboard.quality.docs import Page, write_docs
from wallboard.quality.examples import examples
from wallboard.quality.frames import BOUNDS, MARTS, marts_frame
from wallboard.quality.profiles import profiled
from wallboard.quality.runner import validate
from wallboard.quality.suites import load_suite
from wallboard.quality.verdict import Finding, Verdict
from wallboard.settings import Settings

SHOWN_FINDINGS = 10
CONTRACT = Path("seeds/reference/raw_contract.csv")


def audit_landing(settings: Settings) -> list[Finding]:
    """Judge every landed file of the native tables by the suites of the raw contract."""
    shutil.rmtree(_folder(settings), ignore_errors=True)
    contract = load_contract(settings.project_dir / CONTRACT)
    frames = profiled(settings, list(contract.values()))
    pages = []
    for name, frame in frames.items():
        suite = load_suite(settings.project_dir, f"landing/{name}")
        pages.append(Page.of(suite, frame, validate(suite, frame)))
    return _kept(settings, "landing", pages)


def audit_marts(settings: Settings, warehouse: Path) -> list[Finding]:
    """Judge what is to be published by the suites of the catalogue; reads the build file only."""
    pages = []
    with sealed(warehouse, settings) as connection:
        for name in MARTS:
            suite = load_suite(settings.project_dir, name)
            frame = marts_frame(connection, suite)
            if name == BOUNDS:
                suite = suite.about(frame.columns)  # of a KPI without values nothing is asked
            if len(frame):
                pages.append(Page.of(suite, frame, validate(suite, frame)))
    return _kept(settings, "marts", pages)


def let_pass(settings: Settings, found: Iterable[Finding], acceptance: Acceptance) -> list[Finding]:
    """The findings, with those marked that are accepted; raise `GateFailed` if one still blocks."""
    marked = accepted(settings, found, acceptance)
    blocking = [finding for finding in marked if finding.blocks]
    if blocking:
        docs = write_docs(_folder(settings), marked)
        raise GateFailed(_refusal(settings, blocking, docs))
    return marked


def conclude(settings: Settings, found: Sequence[Finding]) -> Verdict:
    """The verdict of a build that no gate stopped, with its pages."""
    return Verdict(tuple(found), write_docs(_folder(settings), found) if found else None)


def _kept(settings: Settings, place: str, pages: list[Page]) -> list[Finding]:
    for page in pages:
        page.keep(_folder(settings) / place)
    return [finding for page in pages for finding in page.findings]


def _refusal(settings: Settings, blocking: Sequence[Finding], docs: Path) -> str:
    lines = []
    for finding in blocking[:SHOWN_FINDINGS]:
        lines.append(f"  {finding}")
        lines += [f"      {line}" for line in examples(settings, finding)]
    if len(blocking) > SHOWN_FINDINGS:
        lines.append(f"  … and {len(blocking) - SHOWN_FINDINGS} more")
    gates = " ".join(f"--accept {gate}" for gate in dict.fromkeys(f.gate for f in blocking))
    return "\n".join(
        [
            f"quality gates block this build (findings: {len(blocking)}); nothing was published, "
            "the previous run stands",
            *lines,
            f"All that was asked: {docs / 'index.html'}",
            "Mend what was delivered, or the rule, and build again. If it is right as it is: "
            f"wallboard build {gates} --by NAME --because TEXT",
        ]
    )


def _folder(settings: Settings) -> Path:
    return settings.home / "work" / "quality"
