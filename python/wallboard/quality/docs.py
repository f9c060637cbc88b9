"""The pages of a run's gates: Great Expectations' results as static HTML that loads nothing.

Great Expectations' own pages fetch their style and scripts from the net, so that a page opened
without one is bare; these are one file each, and every value in them is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallboard.quality.runner import Result, findings
from wallboard.quality.suites import Suite
from wallboard.quality.verdict import Finding, Verdict

if TYPE_CHECKING:
    import pandas as pd

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; }
th, td { border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
.passed { color: #14632e; } .failed { color: #a11; font-weight: 600; }
.accepted { color: #8a5a00; font-weight: 600; } .quiet { color: #666; }
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What one suite was answered: ``rows`` is the length of the frame it was asked of."""

    suite: str
    rows: int
    findings: tuple[Finding, ...]
    results: tuple[Result, ...]

    @classmethod
    def of(cls, suite: Suite, frame: pd.DataFrame, results: Sequence[Result]) -> Page:
        """The page of a suite's results."""
        return cls(suite.name, len(frame), tuple(findings(suite, list(results))), tuple(results))

    def keep(self, folder: Path) -> None:
        """Write the results where `write_docs` finds them."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = {"suite": self.suite, "rows": self.rows, "results": self.results}
        name = self.suite.replace("/", ".")
        text = json.dumps(kept, indent=1, ensure_ascii=False, default=str)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def write_docs(folder: Path, found: Sequence[Finding]) -> Path:
    """Write ``index.html``, a page a suite and ``results.json`` into ``folder/docs``; return it.

    ``found`` are the findings as they stand, those accepted marked.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    suites = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*/*.json"))
        if path.parent != docs
    ]
    for suite in suites:
        text = _page(suite["suite"], [_suite(suite)])
        (docs / _file(suite["suite"])).write_text(text, encoding="utf-8")
    (docs / "index.html").write_text(_index(suites, found), encoding="utf-8")
    verdict = {"findings": [asdict(finding) for finding in found], "suites": suites}
    text = json.dumps(verdict, ensure_ascii=False)
    (docs / "results.json").write_text(text + "\n", encoding="utf-8")
    return docs


def _index(suites: list[Any], found: Sequence[Finding]) -> str:
    verdict = Verdict(tuple(found), None)
    is_blocked = any(finding.blocks for finding in found)
    badge = "blocked" if is_blocked else verdict.badge
    parts = [
        f"<p>This build is <strong>{escape(badge)}</strong>: {len(found)} findings, "
        f"{len(verdict.remarkable)} of them remarkable.</p>",
        _remarkable(verdict.remarkable) if verdict.remarkable else "",
        "<h2>Suites</h2>",
        _table(
            ("suite", "rows judged", "asked", "held"),
            (
                (
                    f'<a href="{escape(_file(suite["suite"]))}">{escape(suite["suite"])}</a>',
                    str(suite["rows"]),
                    str(len(suite["results"])),
                    str(sum(result["success"] for result in suite["results"])),
                )
                for suite in suites
            ),
        ),
    ]
    return _page("Quality gates", parts)


def _remarkable(found: Iterable[Finding]) -> str:
    heads = ("gate", "level", "status", "subject", "figure", "observed", "expected", "accepted")
    rows = []
    for each in found:
        taken = f"{each.accepted_by}: {each.accepted_because}" if each.accepted_by else ""
        cells = (each.subject, each.rule, each.observed or "", each.expected, taken)
        status = f'<span class="{escape(each.status)}">{escape(each.status)}</span>'
        head = (escape(each.gate), escape(each.level), status)
        rows.append((*head, *(escape(cell) for cell in cells)))
    return "<h2>What did not simply hold</h2>" + _table(heads, rows)


def _suite(suite: Any) -> str:
    rows = []
    for result in sorted(suite["results"], key=lambda each: bool(each["success"])):
        config, seen = result["expectation_config"], result["result"]
        meta, word = config["meta"], "passed" if result["success"] else "failed"
        rows.append(
            (
                f'<span class="{word}">{word}</span>',
                escape(meta["gate"]),
                escape(meta["level"]),
                escape(config["kwargs"]["column"]),
                escape(meta["expected"]),
                f"{seen.get('unexpected_count', 0)} of {seen.get('element_count', 0)}",
                "<br>".join(_unexpected(seen)),
            )
        )
    heads = ("", "gate", "level", "figure", "expected", "rows outside", "the first of them")
    rows_judged = f'<p class="quiet">{suite["rows"]} rows judged. <a href="index.html">All</a></p>'
    return rows_judged + _table(heads, rows)


def _unexpected(seen: Any) -> list[str]:
    """The first rows outside the limits, each as its figures and subject."""
    return [
        escape(", ".join(str(value) for value in row.values()))
        for row in seen.get("partial_unexpected_index_list") or []
    ]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"


def _page(title: str, parts: Iterable[str]) -> str:
    content = "\n".join(part for part in parts if part)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body><h1>{escape(title)}</h1>\n{content}\n</body></html>\n"
    )


def _file(suite: str) -> str:
    return f"{suite.replace('/', '.')}.html"
