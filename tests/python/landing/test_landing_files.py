"""Whole files: headers, empties, repeats, refusals, atomicity."""

from __future__ import annotations

import gzip
import tarfile
from typing import Any

import duckdb
import pytest

from wallboard.errors import InputRejected, UsageError
from wallboard.landing import ensure_layout
from wallboard.landing import land as land_module

HEADER = "contact_id,source_system,channel,started_at\n"
GOOD = "1,pbx,voice,2025-03-03T09:00:00Z\n"


def refused(landed: Any, **options: Any) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        landed.ingest(**options)
    return caught.value


def test_a_missing_required_column_names_the_nearest(landed: Any) -> None:
    landed.put("contacts.csv", HEADER.replace("contact_id", "contactid") + GOOD)
    landed.put("tickets.csv", "ticket_id,created_at\n1,2025-03-03T09:00:00Z\n")
    error = refused(landed)
    assert "contacts.csv" in str(error)
    assert "'contact_id' (nearest in the file: 'contactid')" in str(error)
    assert landed.rows("tickets", "ticket_id") == [("1",)]
    assert landed.rows("contacts") == []
    assert landed.quarantine()[0][1] == "MISSING_REQUIRED_COLUMN"


@pytest.mark.parametrize("name", ["contacts.jsonl", "contacts.parquet"])
def test_a_missing_required_column_is_found_without_a_header(landed: Any, name: str) -> None:
    path = landed.put(name, '{"contactid":1,"source_system":"a","channel":"b","started_at":"c"}\n')
    if name.endswith("parquet"):
        sql = "select 1 as contactid, 'a' as source_system, 'b' as channel, 'c' as started_at"
        duckdb.sql(f"copy ({sql}) to '{path}' (format parquet)")
    assert "nearest in the file: 'contactid'" in str(refused(landed))
    assert landed.rows("contacts") == []


def test_a_doubled_header_is_refused(landed: Any) -> None:
    landed.put("contacts.csv", HEADER.replace("\n", ",channel\n") + GOOD)
    error = refused(landed)
    assert "'channel' twice" in str(error)
    assert landed.quarantine()[0][1] == "DUPLICATE_HEADER"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("contacts.csv", b""),
        ("contacts.csv", b"\xef\xbb\xbf"),
        ("contacts.csv", HEADER.encode()),
        ("contacts.csv", HEADER.rstrip().encode()),
        ("contacts.csv.gz", gzip.compress(HEADER.encode(), mtime=0)),
        ("contacts.csv.gz", gzip.compress(b"", mtime=0)),
        ("contacts.jsonl", b"\n"),
        ("contacts.parquet", b""),
    ],
)
def test_an_empty_file_is_no_fault(landed: Any, name: str, content: bytes) -> None:
    landed.put(name, content)
    report = landed.ingest().files[0]
    assert (report.status, report.rows_read, report.flags) == ("landed", 0, {"EMPTY_INPUT": 1})
    assert landed.rows("contacts") == []
    assert landed.ingest().files[0].status == "repeated"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("contacts.xlsx", b"PK"),
        ("contacts.parquet", b"PAR1 no more"),
        ("contacts.csv.gz", gzip.compress((HEADER + GOOD * 5000).encode(), mtime=0)[:-20]),
        ("contacts.jsonl.gz", gzip.compress(b'{"contact_id":"1"}\n' * 5000, mtime=0)[:-20]),
        ("contacts.csv.gz", b"no gzip at all"),
        ("contactz.csv", b"contact_id\n1\n"),
        ("contacts.csv", b"\xff\xfa\x81,b\n1,2\n"),
    ],
)
def test_an_unreadable_file_is_refused_after_the_others(
    landed: Any, name: str, content: bytes
) -> None:
    landed.put("a/contacts.csv", HEADER + GOOD)
    landed.put(name, content)
    error = refused(landed)
    assert error.exit_code == 3
    assert name in str(error)
    assert [file.status for file in error.report.files].count("landed") == 1
    assert landed.rows("contacts", "contact_id") == [("1",)]
    audit = landed.query("select rows_read, flags from {_audit} order by 1")
    assert audit == [(0, "REJECTED=1"), (1, None)]
    assert [row[1] for row in landed.quarantine()] == ["UNREADABLE_FILE"]
    assert [file.status for file in refused(landed).report.files].count("rejected") == 1


def test_the_same_bytes_again_add_nothing_and_are_counted(landed: Any) -> None:
    first = landed.put("contacts.csv", HEADER + GOOD)
    landed.ingest()
    landed.put("contacts_renamed.csv", first.read_bytes())
    report = landed.ingest()
    assert [file.status for file in report.files] == ["repeated", "repeated"]
    assert len(landed.rows("contacts", "contact_id")) == 1
    assert landed.query("select deliveries from {_audit}") == [(3,)]
    assert report.total("rows_read") == 0


def test_a_corrected_zone_is_read_anew(landed: Any) -> None:
    landed.put("contacts.csv", HEADER + GOOD)
    landed.ingest(timezone="Asia/Shanghai")
    report = landed.ingest(timezone="Asia/Tokyo")
    assert [file.status for file in report.files] == ["landed"]
    assert {row[0] for row in landed.rows("contacts", "_timezone")} == {"Asia/Tokyo"}
    assert landed.query("select timezone, deliveries from {_audit}") == [("Asia/Tokyo", 2)]


def test_no_zone_the_second_time_is_a_repeat(landed: Any) -> None:
    landed.put("contacts.csv", HEADER + GOOD)
    landed.ingest(timezone="Asia/Shanghai")
    assert [file.status for file in landed.ingest().files] == ["repeated"]
    assert {row[0] for row in landed.rows("contacts", "_timezone")} == {"Asia/Shanghai"}


def test_a_batch_without_audit_is_done_again(landed: Any, monkeypatch: Any) -> None:
    landed.put("contacts.csv", HEADER + GOOD + "bad\n")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(land_module, "write_audit", killed)
        with pytest.raises(KeyboardInterrupt):
            landed.ingest()
    assert landed.query("select * from {_audit}") == []
    assert landed.ingest().files[0].status == "landed"
    assert landed.rows("contacts", "contact_id") == [("1",)]
    assert len(landed.quarantine()) == 1


def test_a_failing_write_leaves_nothing_behind(landed: Any, monkeypatch: Any) -> None:
    landed.put("contacts.csv", HEADER + GOOD)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("wallboard.landing.layout.os.fsync", full)
        ensure = landed.settings.raw / "_audit" / "_schema.parquet"
        with pytest.raises(Exception, match="No space left"):
            landed.ingest()
        assert not ensure.exists()
    assert landed.ingest().files[0].status == "landed"


def test_folders_and_names_choose_the_table(landed: Any) -> None:
    landed.put("contacts/part-0.csv", HEADER + GOOD)
    landed.put("agent_states_2025.csv", "state_id,agent_id,state,entered_at\n1,a,meal,t\n")
    landed.put("agents-1.csv", "agent_id,valid_from\n1,2025-01-01T00:00:00Z\n")
    landed.put("README.md", "about")
    landed.put("_SUCCESS", "")
    report = landed.ingest()
    assert [(file.source_file, file.table) for file in report.files] == [
        ("agent_states_2025.csv", "agent_states"),
        ("agents-1.csv", "agents"),
        ("contacts/part-0.csv", "contacts"),
    ]
    assert report.passed_over == ("README.md",)
    alone = landed.ingest(landed.inbox / "contacts" / "part-0.csv")
    assert alone.files[0].status == "repeated"


def test_wrong_calls_are_usage_errors(landed: Any) -> None:
    path = landed.put("contacts.csv", HEADER + GOOD)
    link = landed.inbox / "contacts_link.csv"
    link.symlink_to(path)
    wrong: list[tuple[list[Any], dict[str, str]]] = [
        ([link], {}),
        ([landed.inbox], {}),
        (["https://example.org/contacts.csv"], {}),
        ([landed.inbox / "nothing.csv"], {}),
        ([path], {"source": "nobody"}),
        ([path], {"timezone": "Mars/Base"}),
        ([path], {"encoding": "klingon"}),
        ([path], {"encoding": "base64"}),
    ]
    for paths, options in wrong:
        with pytest.raises(UsageError):
            landed.ingest(*paths, **options)
    assert not landed.settings.raw.exists() or landed.rows("contacts") == []


def test_the_layout_is_complete_before_any_file(landed: Any) -> None:
    ensure_layout(landed.settings)
    names = [row[0] for row in landed.query(f"describe from {landed.table('native', 'messages')}")]
    assert names[:3] == ["message_id", "contact_id", "sent_at"]
    assert names[9:13] == ["source_updated_at", "is_deleted", "body_folded", "_extra"]
    assert landed.query(f"select count(*) from {landed.table('chats', 'events')}") == [(0,)]
    before = {path: path.stat().st_mtime_ns for path in landed.settings.home.rglob("*.*")}
    ensure_layout(landed.settings)
    assert before == {path: path.stat().st_mtime_ns for path in landed.settings.home.rglob("*.*")}


def test_the_macro_lists_what_connectors_feed(landed: Any) -> None:
    staging = landed.project / "models" / "staging" / "exchange"
    for table in ("contacts", "anomalies", "calls"):
        (staging / f"stg_exchange__{table}.sql").write_text("select 1", encoding="utf-8")
    ensure_layout(landed.settings)
    macro = landed.settings.home / "dbt" / "landed.sql"
    assert "return({})" in macro.read_text(encoding="utf-8")
    landed.put("calls.csv", "vru+line,call_id,date\nA,1,2010-08-01\n")
    landed.ingest(source="exchange")
    assert 'return({"exchange": ["anomalies", "contacts"]})' in macro.read_text(encoding="utf-8")


def test_a_truncated_archive_is_refused(landed: Any) -> None:
    document = landed.put("1.json", '{"DialogueID": 1}' + " " * 20_000)
    archive = landed.inbox / "d.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(document, "1.json")
    archive.write_bytes(archive.read_bytes()[:-30])
    with pytest.raises(InputRejected):
        landed.ingest(archive, source="chats")
