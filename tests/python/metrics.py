"""MetricFlow over a built project: asked for metrics, it writes the SQL that answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantic_interfaces.implementations.semantic_manifest import (
    PydanticSemanticManifest,
)
from metricflow_semantic_interfaces.transformations.pydantic_rule_set import (
    PydanticSemanticManifestTransformRuleSet,
)
from metricflow_semantic_interfaces.transformations.semantic_manifest_transformer import (
    PydanticSemanticManifestTransformer,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from wallboard.settings import Settings

MONTH, CHANNEL = "metric_time__month", "slice__channel"
Answers = dict[tuple[object, ...], tuple[object, ...]]


class Renderer:
    """The part of a SQL client that MetricFlow needs to write statements; it runs none."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


class MetricFlow:
    """MetricFlow on the semantic manifest that dbt wrote, and on the warehouse it built."""

    def __init__(self, settings: Settings) -> None:
        manifest = PydanticSemanticManifest.parse_raw(
            (settings.home / "target" / "semantic_manifest.json").read_text(encoding="utf-8")
        )
        rules = PydanticSemanticManifestTransformRuleSet().all_rules
        self.manifest = PydanticSemanticManifestTransformer.transform(manifest, rules)
        self.metrics = {metric.name for metric in self.manifest.metrics}
        self.warehouse: Path = settings.home / "work" / "warehouse.duckdb"
        self._engine = MetricFlowEngine(SemanticManifestLookup(self.manifest), Renderer())  # type: ignore[arg-type]

    def ask(self, metrics: Sequence[str], group_by: Sequence[str]) -> Answers:
        """Values of the metrics, in their order, by the values of ``group_by``."""
        request = MetricFlowQueryRequest.create(metric_names=metrics, group_by_names=group_by)
        statement = self._engine.explain(request).sql_statement.sql
        keys, values = ", ".join(group_by), ", ".join(metrics)
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            rows = connection.execute(f"select {keys}, {values} from ({statement})").fetchall()
        return {row[: len(group_by)]: row[len(group_by) :] for row in rows}
