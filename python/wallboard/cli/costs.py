"""What `wallboard build --profile` prints: dbt's own share, the slowest models, their operators."""

from __future__ import annotations

from pathlib import Path

from wallboard.printing import as_table
from wallboard.runs.profile import ModelCost, Profile

SHOWN_MODELS, SHOWN_QUERIES, SHOWN_OPERATORS = 15, 5, 4


def print_profile(profile: Profile, folder: Path) -> None:
    """Three tables, each sorted by cost, and where all of it lies."""
    built = len(profile.models)
    print(
        f"\ndbt took {profile.dbt_seconds:.1f} s ({profile.dbt_cpu_seconds:.1f} CPU s): "
        f"{profile.start_seconds:.1f} s to start and parse, {profile.end_seconds:.1f} s to end, "
        f"nodes {profile.node_seconds:.1f} s on all threads:"
    )
    print(as_table(_kinds(profile)))
    if built:
        print(f"\nThe slowest {min(SHOWN_MODELS, built)} of {built} models built:")
        print(as_table([_model(each) for each in profile.models[:SHOWN_MODELS]]))
        print("\nTheir dearest operators:")
        print(as_table(_operators(profile)))
    else:
        print("\nNo model was built: all are current. `--full-refresh` builds them all")
    print(f"\nThe whole profile: {folder / 'profile.json'}; DuckDB's own: {folder / 'models'}\n")


def _kinds(profile: Profile) -> list[dict[str, object]]:
    whole = profile.node_seconds
    return [
        {
            "nodes": each.kind,
            "how many": each.nodes,
            "seconds": f"{each.seconds:.2f}",
            "ms each": f"{1000 * each.seconds / each.nodes:.0f}",
            "share": f"{each.seconds / whole if whole else 0:.1%}",
        }
        for each in profile.kinds
    ]


def _model(cost: ModelCost) -> dict[str, object]:
    query = cost.query
    return {
        "model": cost.model,
        "seconds": f"{cost.seconds:.2f}",
        "of them query": f"{query.seconds:.2f}" if query else None,
        "CPU s": f"{query.cpu_seconds:.2f}" if query else None,
        "rows out": query.rows if query else None,
        "spilled MB": query.spilled_bytes // 1_000_000 if query else None,
        "share": f"{cost.share:.1%}",
    }


def _operators(profile: Profile) -> list[dict[str, object]]:
    return [
        {
            "model": cost.model,
            "operator": operator.name,
            "rows": operator.rows,
            "seconds": f"{operator.seconds:.3f}",
            "share": f"{operator.share:.0%}",
            "on": operator.about or "–",
            "reads": ", ".join(name.removeprefix("warehouse.") for name in operator.reads) or "–",
        }
        for cost in profile.models[:SHOWN_QUERIES]
        if cost.query
        for operator in cost.query.operators[:SHOWN_OPERATORS]
    ]
