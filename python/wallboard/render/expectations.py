"""Great Expectations' suites: what is asked of the profiles of landed files and of the marts.

A suite is asked of one small frame (`wallboard.quality.profiles`, `wallboard.quality.frames`);
its columns are named here and made there. Suites are Great Expectations' own JSON.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from wallboard.catalogue import Kpi
from wallboard.contract import Table
from wallboard.gates import Gate, Level
from wallboard.render.files import REFRESH
from wallboard.render.staging import READABLE_OR_NOT, VERSION

FOLDER = Path("tests/expectations")
GATES = "seeds/reference/quality_gates.csv"
BETWEEN = "expect_column_values_to_be_between"
# Great Expectations' word for each level.
SEVERITIES: dict[Level, str] = {"block": "critical", "warn": "warning"}
Gates = Mapping[tuple[str, Level], Gate]
Expectation = dict[str, Any]


def render_expectations(
    contract: Mapping[str, Table], kpis: Iterable[Kpi], gates: Gates
) -> dict[Path, str]:
    """Return the suites by path."""
    source = f"seeds/reference/raw_contract.csv and {GATES}"
    texts = {}
    for table in contract.values():
        suite = f"landing/{table.name}"
        texts[_path(suite)] = _text(suite, source, _landing(table, gates))
    source = f"seeds/kpi/kpi_catalogue.csv and {GATES}"
    for suite, expectations in _marts(kpis, gates).items():
        texts[_path(suite)] = _text(suite, source, expectations)
    return texts


def bounds_column(kpi_id: str, definition_version: int) -> str:
    """Column of the frame of extremes that holds one version of a KPI."""
    return f"{kpi_id} v{definition_version}"


def _landing(table: Table, gates: Gates) -> Iterator[Expectation]:
    for column in (*table.columns, VERSION):
        if column.is_required:
            yield _share(gates["missing_value", "warn"], f"{column.name}__missing_share")
        if column.data_type in READABLE_OR_NOT:
            yield _share(gates["unreadable_value", "warn"], f"{column.name}__unreadable_share")
        if column.data_type == "enum":
            unknown = f"{column.name}__unknown_share"
            yield _share(gates["unknown_value", "warn"], unknown)
            if column.is_required:
                yield _share(gates["unknown_value", "block"], unknown)


def _marts(kpis: Iterable[Kpi], gates: Gates) -> dict[str, list[Expectation]]:
    """The suites of the published tables; each is asked of the frame of its name."""
    return {
        "marts/kpi_daily": list(_bounds(kpis, gates["kpi_bounds", "block"])),
        "marts/kpi_daily_parts": [
            _share(gates["kpi_parts", "block"], "values_without_numerator"),
            _share(gates["kpi_parts", "block"], "values_without_denominator"),
        ],
        "marts/fct_measure_daily_days": [
            _expectation(gates["missing_day", "warn"], "arrivals", least=1)
        ],
        "marts/fct_measure_daily_volume": [_share(gates["usual_volume", "warn"], "spreads_away")],
        "marts/meta_load_audit": [
            _share(gates["quarantined_share", "warn"], "quarantined_share"),
            _share(gates["quarantined_share", "block"], "quarantined_share"),
            _share(gates["rejected_file", "warn"], "is_rejected"),
        ],
        "marts/meta_freshness": list(_freshness(gates)),
    }


def _freshness(gates: Gates) -> Iterator[Expectation]:
    """A centre that would rather publish nothing than stale figures adds the blocking gate."""
    yield _share(gates["freshness", "warn"], "is_late")
    yield _share(gates["future_event", "block"], "hours_ahead")
    if ("freshness", "block") in gates:
        yield _share(gates["freshness", "block"], "is_stale")


def _bounds(kpis: Iterable[Kpi], gate: Gate) -> Iterator[Expectation]:
    for kpi in kpis:
        if kpi.is_planned or (kpi.floor is None and kpi.ceiling is None):
            continue
        column = bounds_column(kpi.kpi_id, kpi.definition_version)
        yield _expectation(gate, column, kpi.floor, kpi.ceiling, subject=kpi.kpi_id)


def _share(gate: Gate, column: str) -> Expectation:
    return _expectation(gate, column, most=gate.most)


def _expectation(
    gate: Gate,
    column: str,
    least: float | None = None,
    most: float | None = None,
    subject: str | None = None,
) -> Expectation:
    limits = {"min_value": least, "max_value": most}
    meta = {"gate": gate.gate, "level": gate.level, "expected": in_words(least, most)}
    return {
        "type": BETWEEN,
        "kwargs": {"column": column, **{k: v for k, v in limits.items() if v is not None}},
        "meta": {**meta, "subject": subject} if subject else meta,
        "severity": SEVERITIES[gate.level],
    }


def in_words(least: float | None, most: float | None) -> str:
    """The two limits as one phrase."""
    if least is None:
        return f"at most {most:g}"
    return f"at least {least:g}" if most is None else f"between {least:g} and {most:g}"


def _path(suite: str) -> Path:
    return FOLDER / f"{suite}.json"


def _text(suite: str, source: str, expectations: Iterable[Expectation]) -> str:
    """The suite as JSON, an expectation a line."""
    origin = {"rendered": f"Rendered from {source}. {REFRESH}"}
    lines = ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in expectations)
    return (
        f'{{"name": {json.dumps(suite)},\n "meta": {json.dumps(origin)},\n'
        f' "expectations": [\n{lines}\n ]}}\n'
    )
