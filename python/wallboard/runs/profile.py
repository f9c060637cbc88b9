"""What a build cost, model by model: dbt's results beside the profiles that DuckDB wrote."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wallboard.runs.queries import Query, read_query
from wallboard.runs.rebuilt import UNCHANGED
from wallboard.settings import Settings

BUILT, LEFT_ALONE = "models built", "models unchanged"


@dataclass(frozen=True, slots=True)
class Span:
    """When dbt's process began and ended, in seconds since 1970, and the CPU seconds it took."""

    began: float
    ended: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class ModelCost:
    """A model that was built: dbt's wall seconds for it, and the query that filled its table.

    ``share`` is its part of the seconds of all nodes. The query is none where DuckDB left no
    profile; ``seconds`` less the query's is what dbt and the fingerprints took.
    """

    model: str
    seconds: float
    share: float
    query: Query | None


@dataclass(frozen=True, slots=True)
class KindCost:
    """Nodes of one kind, such as tests: how many, and their wall seconds together."""

    kind: str
    nodes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Profile:
    """One build. Seconds are of the wall; those of nodes at work beside each other are added up.

    ``start_seconds`` pass before dbt's first node (start and parse), ``end_seconds`` after its
    last. Kinds and models are sorted by cost, the dearest first.
    """

    dbt_seconds: float
    dbt_cpu_seconds: float
    start_seconds: float
    end_seconds: float
    kinds: tuple[KindCost, ...]
    models: tuple[ModelCost, ...]

    @property
    def node_seconds(self) -> float:
        """Seconds of all nodes, of which shares are told."""
        return sum(each.seconds for each in self.kinds)


def folder_of(settings: Settings) -> Path:
    """Where `wallboard build --profile` leaves what it found."""
    return settings.home / "work" / "profile"


def prepare_folder(settings: Settings) -> Path:
    """Remove the last profile and return an empty folder for what DuckDB writes."""
    shutil.rmtree(folder_of(settings), ignore_errors=True)
    raw = folder_of(settings) / "models"
    raw.mkdir(parents=True)
    return raw


def collect(settings: Settings, artefacts: Path, span: Span) -> Profile:
    """Read what dbt and DuckDB left of one build, and write it as ``profile.json``."""
    results = json.loads((artefacts / "run_results.json").read_text(encoding="utf-8"))["results"]
    queries = {
        path.stem: read_query(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((folder_of(settings) / "models").glob("*.json"))
    }
    profile = profile_of(results, queries, span)
    text = json.dumps(asdict(profile), ensure_ascii=False, indent=1)
    (folder_of(settings) / "profile.json").write_text(f"{text}\n", encoding="utf-8")
    return profile


def profile_of(
    results: Iterable[Mapping[str, Any]], queries: Mapping[str, Query], span: Span
) -> Profile:
    """Put the results of dbt's nodes and the queries of its models, by name, together."""
    done = [(_kind(each), each) for each in results]
    whole = sum(float(each["execution_time"]) for _, each in done)
    instants = [
        datetime.fromisoformat(instant).timestamp()
        for _, each in done
        for step in each["timing"]
        for instant in (step["started_at"], step["completed_at"])
        if instant
    ]
    kinds = [
        KindCost(kind, len(times), round(sum(times), 3))
        for kind in dict.fromkeys(kind for kind, _ in done)
        for times in [[float(each["execution_time"]) for its, each in done if its == kind]]
    ]
    models = [
        ModelCost(
            model=name,
            seconds=round(seconds, 3),
            share=round(seconds / whole, 4) if whole else 0.0,
            query=queries.get(name),
        )
        for kind, each in done
        if kind == BUILT
        for name in [str(each["unique_id"]).split(".")[2]]
        for seconds in [float(each["execution_time"])]
    ]
    return Profile(
        dbt_seconds=round(span.ended - span.began, 3),
        dbt_cpu_seconds=round(span.cpu_seconds, 3),
        start_seconds=round(min(instants, default=span.ended) - span.began, 3),
        end_seconds=round(span.ended - max(instants, default=span.ended), 3),
        kinds=tuple(sorted(kinds, key=lambda each: -each.seconds)),
        models=tuple(sorted(models, key=lambda each: -each.seconds)),
    )


def _kind(result: Mapping[str, Any]) -> str:
    resource = str(result["unique_id"]).split(".")[0]
    if resource == "test":  # one that passed has no message but that of its query
        said = result.get("adapter_response", {}).get("_message")
        return "tests unchanged" if said == UNCHANGED else "tests"
    if resource != "model":
        return {"seed": "seeds"}.get(resource, "others")
    return LEFT_ALONE if result["message"] == UNCHANGED else BUILT
