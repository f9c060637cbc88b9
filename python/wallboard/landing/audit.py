"""One audit row per delivered file: the proof that nothing was lost, and the memory of repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from wallboard.errors import WallboardError
from wallboard.landing.layout import (
    AUDIT_TYPES,
    QUARANTINE_TYPES,
    audit_dir,
    literal,
    quarantine_dir,
    whole,
    write_parquet,
)
from wallboard.landing.tally import Reject
from wallboard.settings import Settings

ARROW_TYPES = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "TIMESTAMP": pa.timestamp("us")}


@dataclass(frozen=True, slots=True)
class Audit:
    """Counts of one file; ``rows_duplicate`` stays 0 here, dbt finds duplicates."""

    batch_id: str
    source: str
    table_name: str | None
    source_file: str
    bytes: int
    sha256: str
    encoding: str | None
    timezone: str | None
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    rows_duplicate: int
    deliveries: int
    loaded_at: datetime
    unknown_columns: str | None
    flags: str | None

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_accepted + self.rows_quarantined + self.rows_duplicate:
            raise WallboardError(
                f"{self.source_file}: {self.rows_read} rows read are not {self.rows_accepted} "
                f"accepted and {self.rows_quarantined} quarantined; nothing was landed"
            )


def read_audit(
    connection: duckdb.DuckDBPyConnection, settings: Settings, batch_id: str
) -> Audit | None:
    """The audit row of a batch, None if it was never finished."""
    path = audit_dir(settings) / f"{batch_id}.parquet"
    if not path.is_file():
        return None
    names = ", ".join(AUDIT_TYPES)
    row = connection.execute(f"select {names} from read_parquet({literal(str(path))})").fetchone()
    return None if row is None else Audit(*row)


def write_audit(settings: Settings, audit: Audit) -> None:
    """Write the audit row; a batch counts as landed from here on."""
    arrays = [
        pa.array([value], ARROW_TYPES[kind])
        for value, kind in zip(astuple(audit), AUDIT_TYPES.values(), strict=True)
    ]
    # One row is not worth a query: that would take ten times as long.
    with whole(audit_dir(settings) / f"{audit.batch_id}.parquet") as draft:
        pq.write_table(pa.table(arrays, names=list(AUDIT_TYPES)), draft, compression="zstd")


def count_delivery(settings: Settings, audit: Audit) -> Audit:
    """Note that the same bytes came once more."""
    again = replace(audit, deliveries=audit.deliveries + 1)
    write_audit(settings, again)
    return again


def write_quarantine(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    audit: Audit,
    rejects: list[Reject],
) -> None:
    """Write the unreadable rows of a batch; no file when there are none."""
    target = quarantine_dir(settings) / f"{audit.batch_id}.parquet"
    if not rejects:
        target.unlink(missing_ok=True)
        return
    columns: dict[str, Sequence[object]] = {
        "line_no": [reject.line_no for reject in rejects],
        "reason_code": [reject.reason for reject in rejects],
        "field": [reject.field for reject in rejects],
        "raw_text": [reject.raw_text for reject in rejects],
    }
    constants = {
        "batch_id": literal(audit.batch_id),
        "source": literal(audit.source),
        "table_name": literal(audit.table_name),
        "source_file": literal(audit.source_file),
        "detected_at": literal(audit.loaded_at.isoformat(" ")),
    }
    _register(connection, columns)
    chosen = ", ".join(
        f"cast({constants.get(name, name)} as {kind}) as {name}"
        for name, kind in QUARANTINE_TYPES.items()
    )
    write_parquet(connection, f"select {chosen} from rejected order by line_no", target)
    connection.unregister("rejected")


def _register(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[str, Sequence[object]]
) -> None:
    types = {"line_no": pa.int64()}
    arrays = [pa.array(values, types.get(name, pa.string())) for name, values in columns.items()]
    connection.register("rejected", pa.table(arrays, names=list(columns)))
