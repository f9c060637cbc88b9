"""What it takes to ask a published run: starting the command, and the answer itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from wallboard.bench.centre import Centre
from wallboard.bench.child import run
from wallboard.bench.rows import Row

# The command line, telling on a last line when it was ready and what came after.
PROGRAM = """
import json, sys, time
from wallboard.cli import main
ready, worked = time.monotonic(), time.process_time()
try:
    main()
finally:
    seconds, cpu_seconds = time.monotonic() - ready, time.process_time() - worked
    print(json.dumps([seconds, cpu_seconds, "dbt" in sys.modules]))
"""


def ask(centre: Centre) -> tuple[list[Row], bool]:
    """Ask the published run for one KPI and for all of them; say whether that imported dbt."""
    rows: list[Row] = []
    imports = False
    for name, kpi_ids in (("one KPI", ["service_level"]), ("all KPIs", [])):
        took, (seconds, cpu_seconds, has_dbt), _ = _asked(centre, centre.home, kpi_ids)
        imports = imports or has_dbt
        if not rows:
            rows.append(Row("kpi: start", took.seconds - seconds, took.cpu_seconds - cpu_seconds))
        rows.append(Row(f"kpi: {name}", seconds, cpu_seconds, took.peak_bytes))
    return rows, imports


def answers(centre: Centre, home: Path, kpi_ids: list[str]) -> list[dict[str, Any]]:
    """What the published run of a home says of the whole period."""
    return _asked(centre, home, kpi_ids)[2]


def _asked(centre: Centre, home: Path, kpi_ids: list[str]) -> tuple[Any, Any, list[dict[str, Any]]]:
    command = [sys.executable, "-c", PROGRAM, "kpi", *kpi_ids, "--format", "json"]
    took = run(command, centre.environment(home), centre.logs, home / "work" / "spill")
    told, last = took.output.rstrip().rsplit("\n", 1)
    return took, json.loads(last), json.loads(told)
