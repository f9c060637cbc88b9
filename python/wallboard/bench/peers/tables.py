"""The Parquet that all peers read: a generated centre's rows, typed and each only once.

That is what a landing leaves and no part of the comparison. Messages lie in the order they were
sent, as a source delivers them, so that nobody finds them sorted by contact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wallboard.engine import working
from wallboard.errors import UsageError
from wallboard.settings import Settings

# The last version of a row counts, instants are whole milliseconds, and a queue's version ends
# where the next one begins.
STATEMENTS: Mapping[str, str] = {
    "messages": """
        select
            message_id, contact_id,
            date_trunc('millisecond', cast(sent_at as timestamp)) as sent_at,
            author_type, visibility, is_auto
        from read_parquet($files, union_by_name = true)
        qualify row_number() over (partition by message_id order by source_updated_at desc) = 1
        order by sent_at, message_id
    """,
    "contacts": """
        select
            contact_id, channel, direction,
            date_trunc('millisecond', cast(started_at as timestamp)) as started_at,
            date_trunc('millisecond', cast(ended_at as timestamp)) as ended_at
        from read_parquet($files, union_by_name = true)
        qualify row_number() over (partition by contact_id order by source_updated_at desc) = 1
        order by started_at, contact_id
    """,
    "queue_segments": """
        select
            segment_id, contact_id, queue_id,
            date_trunc('millisecond', cast(entered_at as timestamp)) as entered_at,
            date_trunc('millisecond', cast(left_at as timestamp)) as left_at, outcome
        from read_parquet($files, union_by_name = true)
        qualify row_number() over (partition by segment_id order by source_updated_at desc) = 1
        order by entered_at, segment_id
    """,
    "queues": """
        select
            queue_id, cast(valid_from as timestamp) as valid_from,
            least(
                cast(valid_to as timestamp),
                lead(cast(valid_from as timestamp)) over (partition by queue_id order by valid_from)
            ) as valid_to,
            channel, cast(cast(service_level_seconds as decimal(18, 3)) * 1000 as bigint)
                as service_level_ms
        from read_parquet($files, union_by_name = true)
        order by queue_id, valid_from
    """,
}


@dataclass(frozen=True, slots=True)
class Size:
    """How large a prepared table is."""

    rows: int
    bytes: int


def prepared(centre: Path, folder: Path, settings: Settings) -> dict[str, Size]:
    """Write ``folder/<table>.parquet`` for each table of the comparison; their sizes.

    ``centre`` is what ``wallboard synth --out`` wrote. Raises `UsageError` where a table misses.
    """
    for table in STATEMENTS:
        if not list((centre / table).glob("*.parquet")):
            raise UsageError(f"{centre}: no Parquet of {table}; wallboard synth --out writes it")
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {}
    with working(settings, "spill") as connection:
        for table, statement in STATEMENTS.items():
            target = folder / f"{table}.parquet"
            files = statement.replace("$files", _quoted(centre / table / "*.parquet"))
            done = connection.execute(f"copy ({files}) to {_quoted(target)} (format parquet)")
            sizes[table] = Size(done.fetchall()[0][0], target.stat().st_size)
    return sizes


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
