"""A centre of a few rows whose answers were worked out by hand, in pairs at each boundary."""

from __future__ import annotations

from pathlib import Path

import duckdb

HEADERS = {
    "contacts": "contact_id channel direction started_at ended_at",
    "messages": "message_id contact_id sent_at author_type visibility is_auto source_updated_at",
    "queue_segments": "segment_id contact_id queue_id entered_at left_at outcome",
    "queues": "queue_id valid_from valid_to channel service_level_seconds",
}

# `-` is null. A row that says no source_updated_at has that of the beginning of time.
ROWS = {
    "contacts": """
        c1 chat  inbound  2025-01-06T10:00:00.000Z 2025-01-06T11:00:00.000Z
        c2 web   inbound  2025-01-06T23:59:50.000Z -
        c3 voice outbound 2025-01-06T10:00:00.000Z 2025-01-06T10:05:00.000Z
        c4 chat  -        2025-01-07T09:00:00.000Z -
        c5 chat  inbound  2025-01-07T10:00:00.000Z -
    """,
    # c1: 10 s (the bot, the note and the rule between do not count, nor does the second reply),
    #     then 0 s by the order of ids, then 30 min up to the very end; no more after it.
    # c2: an agent who begins answers nobody; 3.5 s over midnight, on the contact's day; one open.
    # c4: unanswered, and the agent who begins c5 does not answer c4.
    # c5: 1 ms by the later version of the reply; not known counts as public and as a person's.
    "messages": """
        m01 c1 2025-01-06T10:00:00.000Z customer public   false
        m02 c1 2025-01-06T10:00:05.000Z customer public   false
        m03 c1 2025-01-06T10:00:06.000Z bot      public   false
        m04 c1 2025-01-06T10:00:07.000Z agent    internal false
        m05 c1 2025-01-06T10:00:08.000Z agent    public   true
        m06 c1 2025-01-06T10:00:10.000Z agent    public   false
        m07 c1 2025-01-06T10:00:11.000Z agent    public   false
        m08 c1 2025-01-06T10:00:20.000Z customer public   false
        m09 c1 2025-01-06T10:00:20.000Z agent    public   false
        m10 c1 2025-01-06T10:30:00.000Z customer public   false
        m11 c1 2025-01-06T11:00:00.000Z agent    public   false
        m12 c1 2025-01-06T11:00:00.001Z customer public   false
        m13 c1 2025-01-06T11:00:02.000Z agent    public   false
        m14 c2 2025-01-06T23:59:55.000Z agent    public   false
        m15 c2 2025-01-06T23:59:58.000Z customer public   false
        m16 c2 2025-01-07T00:00:01.500Z agent    public   false
        m17 c2 2025-01-07T00:00:05.000Z customer public   false
        m18 c4 2025-01-07T09:00:00.000Z customer public   false
        m19 c5 2025-01-07T10:00:00.000Z agent    public   false
        m20 c5 2025-01-07T10:00:01.000Z customer -        -
        m21 c5 2025-01-07T10:00:01.001Z agent    -        - 2025-01-08T00:00:00.000Z
        m21 c5 2025-01-07T10:00:09.000Z agent    -        - 2025-01-07T00:00:00.000Z
    """,
    # qa has 20 s before noon and 30 s from noon on; qb no version any more and qc none that names
    # a threshold, qx no version at all: 20 s. c3 is outbound, of c9 nothing is known.
    "queue_segments": """
        s01 c1 qa 2025-01-06T11:59:59.999Z 2025-01-06T12:00:19.999Z answered
        s02 c1 qa 2025-01-06T11:59:59.999Z 2025-01-06T12:00:20.000Z answered
        s03 c1 qa 2025-01-06T12:00:00.000Z 2025-01-06T12:00:30.000Z answered
        s04 c1 qa 2025-01-06T12:00:00.000Z 2025-01-06T12:00:30.001Z answered
        s05 c1 qa 2025-01-06T12:00:00.000Z 2025-01-06T12:00:01.000Z abandoned
        s06 c1 qa 2025-01-06T12:00:00.000Z -                        answered
        s07 c3 qa 2025-01-06T10:00:00.000Z 2025-01-06T10:00:01.000Z answered
        s08 c4 qb 2025-01-06T10:00:00.000Z 2025-01-06T10:00:20.000Z answered
        s09 c4 qb 2025-01-06T10:00:00.000Z 2025-01-06T10:00:20.001Z answered
        s10 c9 qa 2025-01-07T00:00:00.000Z 2025-01-06T23:59:59.000Z answered
        s11 c9 qb 2025-01-06T23:59:59.999Z 2025-01-07T00:00:00.000Z overflow
        s12 c1 qc 2025-01-06T10:00:00.000Z 2025-01-06T10:00:20.000Z answered
        s13 c1 qx 2025-01-06T10:00:00.000Z 2025-01-06T10:00:21.000Z answered
    """,
    "queues": """
        qa 2024-01-01T00:00:00.000Z -                        chat  20
        qa 2025-01-06T12:00:00.000Z -                        chat  30
        qb 2024-01-01T00:00:00.000Z 2025-01-06T00:00:00.000Z voice 5
        qc 2024-01-01T00:00:00.000Z -                        web   -
    """,
}

# day, channel, gaps, milliseconds
REPLY_GAP = """\
2025-01-06,chat,3,1810000
2025-01-06,web,1,3500
2025-01-07,chat,1,1
"""

# day, channel, queue, offered, answered, answered in threshold, abandoned
SERVICE_LEVEL = """\
2025-01-06,(unknown),qb,1,0,0,0
2025-01-06,chat,qa,6,4,2,1
2025-01-06,chat,qb,2,2,1,0
2025-01-06,chat,qc,1,1,1,0
2025-01-06,chat,qx,1,1,0,0
2025-01-07,chat,qa,1,1,1,0
"""


def write_hand_centre(folder: Path) -> Path:
    """Write the centre as a generated one lies on disk: text, one folder a table."""
    with duckdb.connect(":memory:") as connection:
        for table, header in HEADERS.items():
            (folder / table).mkdir(parents=True)
            names = header.split()
            if "source_updated_at" not in names:
                names.append("source_updated_at")
            columns = ", ".join(f"{n} {'boolean' if n == 'is_auto' else 'varchar'}" for n in names)
            connection.execute(f"create table {table} ({columns})")
            for line in ROWS[table].strip().splitlines():
                cells = [None if cell == "-" else cell for cell in line.split()]
                cells += ["0001-01-01T00:00:00.000Z"] * (len(names) - len(cells))
                marks = ", ".join("?" for _ in names)
                connection.execute(f"insert into {table} values ({marks})", cells)
            target = folder / table / "part-0000.parquet"
            connection.execute(f"copy {table} to '{target}' (format parquet)")
    return folder
