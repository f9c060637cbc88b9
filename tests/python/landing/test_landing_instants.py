"""Times without an offset need a zone: without one the file is refused, by name and with advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wallboard.errors import InputRejected
from wallboard.landing.instants import OFFSET
from wallboard.settings import PROJECT_DIR

if TYPE_CHECKING:
    from conftest import Landed

HEAD = "contact_id,source_system,channel,started_at,ended_at\n"
NAIVE = "c1,s,chat,2025-01-08 09:00:00,\n"
ZULU = "c2,s,chat,2025-01-08T09:00:00Z,\n"
OFFSET_TIME = "c3,s,chat,2025-01-08T09:00:00+08:00,\n"
LATE_NAIVE_END = "c4,s,chat,2025-01-08T09:00:00Z,2025-01-08 09:10:00\n"
UNREADABLE = "c5,s,chat,yesterday,\n"


@pytest.mark.parametrize("rows", [NAIVE, NAIVE + UNREADABLE])
def test_a_file_without_any_offset_is_refused(landed: Landed, rows: str) -> None:
    landed.put("contacts.csv", HEAD + rows)
    with pytest.raises(InputRejected, match="started_at has times without an offset") as refused:
        landed.ingest()
    assert refused.value.exit_code == 3
    assert "--timezone" in str(refused.value)
    assert [row[1] for row in landed.quarantine()] == ["NO_TIMEZONE"]
    assert landed.rows("contacts") == []


@pytest.mark.parametrize(
    "rows", ["", ZULU, OFFSET_TIME, NAIVE + ZULU, LATE_NAIVE_END, UNREADABLE], ids=repr
)
def test_other_files_are_landed(landed: Landed, rows: str) -> None:
    landed.put("contacts.csv", HEAD + rows)
    landed.ingest()
    assert len(landed.rows("contacts")) == rows.count("\n")


def test_with_a_zone_the_refused_file_is_landed(landed: Landed) -> None:
    path = landed.put("contacts.csv", HEAD + NAIVE)
    with pytest.raises(InputRejected):
        landed.ingest(path)
    landed.ingest(path, timezone="Asia/Shanghai")
    assert landed.rows("contacts", "contact_id, _timezone") == [("c1", "Asia/Shanghai")]
    assert landed.quarantine() == []


def test_what_was_landed_with_a_zone_outlives_a_reading_without(landed: Landed) -> None:
    path = landed.put("contacts.csv", HEAD + NAIVE)
    landed.ingest(path, timezone="Asia/Shanghai")
    with pytest.raises(InputRejected, match="landed of it before is kept"):
        landed.ingest(path, encoding="gb18030")
    assert landed.rows("contacts", "_timezone") == [("Asia/Shanghai",)]


def test_jsonl_and_parquet_are_looked_at_too(landed: Landed) -> None:
    row = '{"contact_id": "c1", "source_system": "s", "channel": "chat", "started_at": "%s"}\n'
    landed.put("contacts.jsonl", row % "2025-01-08 09:00:00")
    with pytest.raises(InputRejected, match="without an offset"):
        landed.ingest()


def test_a_connector_reads_its_own_times(landed: Landed) -> None:
    landed.put(
        "dialogue.json", '{"DialogueID": 1, "Scenario": "2025-01-08 09:00:00", "Events": []}'
    )
    landed.ingest(source="chats")
    assert len(landed.rows("dialogues", source="chats")) == 1


def test_landing_and_staging_agree_on_what_an_offset_is() -> None:
    macro = PROJECT_DIR / "macros" / "engine" / "to_instant.sql"
    assert f"'{OFFSET}'" in macro.read_text(encoding="utf-8")
