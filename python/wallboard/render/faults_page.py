"""The page of faults: what wallboard does about each, rendered from the cases that prove it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from wallboard.render.files import markdown_banner
from wallboard.render.markdown import code, table

CASES = Path("tests/faults")
PAGE = Path("docs/faults.md")
INTRODUCTION = """\
# Faults and what becomes of them

Every line is a case that is tried by the tests: a file of [tests/faults](../tests/faults/) says
how the fault is made, what is done, and what must have become of each row. Each case also shows
that no row is lost (`rows_read = rows_accepted + rows_quarantined + rows_duplicate`, by file and in
total), that the run published before is whole and readable, and that no temporary file, table or
lock is left.

| | outcome |
|---|---|
| E | an error that says what to do; the command ends with the code given |
| Q | the row or the file is set aside with a reason; the rest goes on |
| C | kept, and counted or flagged |
| S | handled, or survived; nothing is lost |

What the reasons mean, and where rows set aside are seen: [operate.md](operate.md).
"""
HEAD = ("", "fault", "what wallboard does", "", "reasons and flags", "exit")


def render_faults_page(project_dir: Path) -> dict[Path, str]:
    """Return the page by its path; nothing where there are no cases."""
    paths = sorted((project_dir / CASES).glob("*.yaml"))
    if not paths:
        return {}
    cases = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    lines = table(HEAD, map(_row, cases))
    return {PAGE: "\n".join([markdown_banner(str(CASES)), INTRODUCTION, *lines, ""])}


def _row(case: Mapping[str, Any]) -> tuple[str, ...]:
    codes = sorted({code for code in _exits(case["steps"]) if code})
    return (
        str(case["number"]),
        case["fault"],
        case["answer"],
        case["outcome"],
        " ".join(map(code, dict.fromkeys(_reasons(case.get("books") or {})))),
        ", ".join(map(str, codes)),
    )


def _reasons(books: Mapping[str, Any]) -> Iterator[str]:
    """Codes that a case's books name: of files refused, rows set aside, rows flagged."""
    for entry in books.values():
        if "refused" in entry:
            yield entry["refused"]
        for reason in (*entry.get("quarantined", ()), *entry.get("flagged", ())):
            yield reason.split(":")[0]


def _exits(steps: list[dict[str, Any]]) -> Iterator[int]:
    for step in steps:
        code = step.get("exit", 0)
        yield from code if isinstance(code, list) else [code]
        if isinstance(step.get("while"), list):
            yield from _exits(step["while"])
