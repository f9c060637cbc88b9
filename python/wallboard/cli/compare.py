"""The command that holds a vendor's figures against a published run: reconcile."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from wallboard import printing
from wallboard.cli.ask import Format
from wallboard.reconcile import Reconciler, Reconciliation, Variant
from wallboard.runs import current_run
from wallboard.runs.carried import carried_catalogue
from wallboard.settings import Settings
from wallboard.vendor_csv import read_figures

SHOWN = 10


def reconcile(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="VENDOR.csv",
            help="Columns metric, period_start, value; also grain (day, week, month, all), unit "
            "(percent, share, seconds, minutes, count), site_id, channel, queue_id, team_id.",
        ),
    ],
    kpi: Annotated[
        str | None, typer.Option(help="The KPI it should be; it and its other readings are tried.")
    ] = None,
    tolerance: Annotated[
        float, typer.Option(min=0, help="Difference that counts as equal, in percent.")
    ] = 0.5,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.table,
) -> None:
    """Find out which variant of a KPI a vendor reports, from his figures in a CSV file.

    Example: wallboard reconcile acd_report.csv --kpi service_level

    with a file such as

    metric,period_start,grain,queue_id,unit,value

    SL 20s,2025-01-06,day,billing,percent,81.4
    """
    figures = read_figures(path)
    with current_run(Settings.from_env()).connect() as connection:
        catalogue = carried_catalogue(connection)
        found = Reconciler(connection, catalogue, tolerance / 100, kpi).reconcile(figures)
    match format:
        case Format.json:
            print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        case Format.csv:
            print(printing.as_csv([asdict(variant) for variant in found.variants]))
            for left in found.unmatched:
                print(f"line {left.line}, {left.metric}: {left.why}", file=sys.stderr)
        case Format.table:
            _print(found, list(dict.fromkeys(figure.metric for figure in figures)), tolerance)


COMMANDS = (reconcile,)


def _print(found: Reconciliation, metrics: list[str], tolerance: float) -> None:
    for metric in metrics:
        variants = [variant for variant in found.variants if variant.metric == metric]
        print(_headline(metric, variants, tolerance))
        if variants:
            print(printing.as_table([_row(variant) for variant in variants[:SHOWN]]))
        if len(variants) > SHOWN:
            print(f"and {len(variants) - SHOWN} variants further away; --format json has them all")
        print()
    for hint in found.hints:
        print(hint)
    if found.unmatched:
        print("Figures of the file with none of ours beside them")
        print(printing.as_table([asdict(left) for left in found.unmatched]))


def _headline(metric: str, variants: list[Variant], tolerance: float) -> str:
    if not variants:
        return f"{metric}: nothing of ours to hold it against"
    best = variants[0]
    if best.verdict:
        return f"{metric}: matches {best.kpi_id} ({best.computed})"
    return f"{metric}: nothing matches within {tolerance:g} %; nearest is {best.kpi_id}"


def _row(variant: Variant) -> dict[str, Any]:
    return {
        "kpi_id": variant.kpi_id,
        "reading": variant.reading,
        "computed": variant.computed,
        "matched rows": variant.matched_rows,
        "mean difference": variant.mean_difference,
        "largest": variant.largest_difference,
        "equal rows": f"{variant.equal_share:.0%}",
        "": variant.verdict,
    }
