"""Where the time of one `wallboard build` went, from what the build leaves behind.

Nothing in the build is instrumented for it: the files of its phases carry the time at which each
was done, and a run is named by the instant at which its publishing began.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from wallboard.bench.child import Measured, size
from wallboard.bench.rows import Row
from wallboard.runs.published import RUN_ID

MODELS, TESTS = "models and seeds", "tests"
KINDS = {"model": MODELS, "seed": MODELS, "test": TESTS}


def phases(home: Path, took: Measured, name: str) -> list[Row]:
    """Wall seconds of each phase of the build that just ended; together they are the whole.

    dbt runs models and tests side by side: their common time is shared out by the seconds that its
    threads spent on each.
    """
    results = _results(home)
    run = (home / "current").resolve()
    stamps = [
        took.started,
        (home / "work" / "quality" / "landing").stat().st_mtime,
        min(_times(results)),
        _instant(results["metadata"]["generated_at"]),
        datetime.strptime(run.name, RUN_ID).replace(tzinfo=UTC).timestamp(),
        (home / "current").lstat().st_mtime,
    ]
    # A phase that had nothing to do left the mark of an earlier build.
    for place in range(1, len(stamps)):
        stamps[place] = max(stamps[place - 1], stamps[place])
    landed, started, nodes, judged, published = (
        after - before for before, after in pairwise(stamps)
    )
    spent = thread_seconds(results)
    models = nodes * spent[MODELS] / max(spent[MODELS] + spent[TESTS], 1e-9)
    written = size(run) + size(home / "restricted" / run.name)
    return [
        Row(f"{name}: gates on landed files", landed),
        Row(f"{name}: dbt starts", started),
        Row(f"{name}: models", models),
        Row(f"{name}: tests", nodes - models),
        Row(f"{name}: gates on marts", judged),
        Row(f"{name}: publishing", published, bytes=written),
        Row(f"{name}: spill", bytes=took.spill_bytes),
    ]


def each_node(home: Path, name: str) -> list[Row]:
    """Seconds of one of dbt's threads for a model and for a test of the last build, on average."""
    results = _results(home)
    spent = thread_seconds(results)
    number = Counter(_kind(node) for node in results["results"])
    return [
        Row(f"{name}: each of {number[kind]} {kind}", spent[kind] / number[kind])
        for kind in (MODELS, TESTS)
        if number[kind]
    ]


def thread_seconds(results: dict[str, Any]) -> Counter[str]:
    """Seconds that dbt's threads spent on each kind of node."""
    spent: Counter[str] = Counter()
    for node in results["results"]:
        spent[_kind(node)] += node["execution_time"]
    return spent


def _results(home: Path) -> Any:
    return json.loads((home / "target" / "run_results.json").read_text(encoding="utf-8"))


def _kind(node: dict[str, Any]) -> str:
    return KINDS.get(node["unique_id"].split(".")[0], "others")


def _times(results: dict[str, Any]) -> list[float]:
    return [
        _instant(timing["started_at"])
        for node in results["results"]
        for timing in node["timing"]
        if timing["started_at"]
    ]


def _instant(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
