"""Landing: delivered files become text-typed Parquet, with an audit row each."""

from wallboard.landing.ingest import drop_unfinished, ensure_layout, ingest
from wallboard.landing.report import FileReport, IngestReport

__all__ = ["FileReport", "IngestReport", "drop_unfinished", "ensure_layout", "ingest"]
