"""DuckDB with reply gaps from one sort and one pass over it, in place of the windows."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from wallboard.bench.peers import duckdb
from wallboard.bench.peers.child import Work, take_part
from wallboard.bench.peers.statements import DAILY, SPOKEN
from wallboard.settings import Settings

# A message that changes sides begins a run or ends it, by turns. So a contact's gaps together are
# the instants of its replies less those of its runs' beginnings, but for a last run without reply.
# The order directly below the window is what makes `over ()` right.
REPLY_GAP = f"""
with spoken as ({SPOKEN}),

followed as (
    select
        contact_id,
        is_customer_message,
        epoch_ms(sent_at) as sent_ms,
        lag(case when is_customer_message then contact_id end) over () as asked_contact_id
    from (select * from spoken order by contact_id, sent_at, message_id)
),

turned as (
    select
        contact_id,
        is_customer_message,
        sent_ms
    from followed
    where is_customer_message is distinct from (contact_id is not distinct from asked_contact_id)
),

summed as (
    select
        contact_id,
        count(*) filter (where not is_customer_message) as gaps,
        sum(case when is_customer_message then -sent_ms else sent_ms end)
        + case
            when count(*) filter (where is_customer_message)
                > count(*) filter (where not is_customer_message)
                then max(sent_ms) else 0
        end as gap_ms
    from turned
    group by contact_id
)

{DAILY}
"""


def started(tables: Path, settings: Settings) -> AbstractContextManager[Work]:
    """An engine in memory that reads the Parquet in each statement."""
    return duckdb.started(tables, settings, REPLY_GAP)


if __name__ == "__main__":
    take_part(started)
