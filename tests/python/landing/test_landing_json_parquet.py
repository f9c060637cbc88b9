"""JSON lines, JSON documents and Parquet: the same content is the same row."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from typing import Any

import duckdb
import pytest

OK = '{"contact_id":"1","source_system":"a","channel":"chat","started_at":"2025-03-03T09:00:00Z"}'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (OK[:-1] + ',"channel":"web"}', "DUPLICATE_KEY"),
        (OK[:-10], "MALFORMED_JSON"),
        ("[1, 2]", "MALFORMED_JSON"),
        ("{}{}", "MALFORMED_JSON"),
        (OK[:-1] + ',"x":NaN}', "NON_FINITE"),
        (OK[:-1] + ',"x":{"y":[-Infinity]}}', "NON_FINITE"),
        (OK[:-1] + ',"x":1e999}', "NON_FINITE"),
        (OK[:-1] + r',"x":"\ud800"}', "BAD_ENCODING"),
        (OK[:-1] + ',"x":' + "[" * 100_000 + "}", "NESTED_TOO_DEEP"),
        (OK[:-1] + ',"x":"' + "y" * 3_000_000 + '"}', "OVERSIZE"),
    ],
)
def test_a_bad_line_is_set_aside_alone(landed: Any, line: str, reason: str) -> None:
    landed.put("contacts.jsonl", "\n".join([OK, "", line, OK.replace('"1"', "9")]))
    report = landed.ingest().files[0]
    assert (report.rows_read, report.rows_accepted, report.reasons) == (3, 2, {reason: 1})
    assert landed.rows("contacts", "contact_id") == [("1",), ("9",)]
    [(line_no, code, text)] = landed.quarantine()
    assert (line_no, code) == (3, reason)
    assert text == line or reason == "OVERSIZE"


def test_values_keep_their_text(landed: Any) -> None:
    row = (
        '{"contact_id":9007199254740993,"source_system":"","channel":true,"started_at":1.50,'
        '"site_id":{"b":[1.10,null,"x"],"a":false},"issue_key":"p\\u0000q","zz":1e3,"yy":null}'
    )
    landed.put("contacts.jsonl", row)
    report = landed.ingest().files[0]
    columns = "contact_id, source_system, channel, started_at, site_id, issue_key, _extra"
    assert landed.rows("contacts", columns) == [
        (
            "9007199254740993",
            None,
            "true",
            "1.50",
            '{"b":[1.10,null,"x"],"a":false}',
            "pq",
            '{"zz":"1e3"}',
        )
    ]
    assert report.unknown_columns == ("yy", "zz")
    assert report.flags == {"CTRL_STRIPPED": 1}


def test_every_format_gives_the_same_rows(landed: Any) -> None:
    sql = (
        "select '00'||i as message_id, i as contact_id, "
        "timestamptz '2025-03-03 09:00:00+08' + to_seconds(i) as sent_at, "
        "'agent' as author_type, case when i % 2 = 0 then 'Ｈi, \"你\"\n'||i end as body, "
        "case when i % 3 = 0 then '奇\"x' end as mood, i % 2 = 0 as is_auto, "
        "i::decimal(10, 2) as weight from range(20) t(i) order by i"
    )
    text = sql.replace(
        "timestamptz '2025-03-03 09:00:00+08' + to_seconds(i) as",
        "strftime(timestamp '2025-03-03 01:00:00' + to_seconds(i), '%Y-%m-%dT%H:%M:%SZ') as",
    )
    inbox = landed.inbox
    duckdb.sql(f"copy ({text}) to '{inbox}/messages_a.csv' (header)")
    (inbox / "messages_b.csv.gz").write_bytes(
        gzip.compress((inbox / "messages_a.csv").read_bytes() + b"bad\n")
    )
    duckdb.sql(f"copy ({text}) to '{inbox}/messages_c.jsonl' (format json)")
    connection = duckdb.connect()
    connection.execute(f"copy ({sql}) to '{inbox}/messages_d.parquet' (format parquet)")
    landed.ingest()
    rows = landed.rows("messages", "_row_hash, body_folded, _known_fields, _extra, _source_file")
    files = sorted({row[4] for row in rows})
    assert len(files) == 4
    lists = [[row[:4] for row in rows if row[4] == file] for file in files]
    # JSON writes decimals as numbers of its own form; everything else agrees to the letter.
    assert lists[0] == lists[1] == lists[3]
    assert [row[1:3] for row in lists[2]] == [row[1:3] for row in lists[0]]
    assert lists[0][2][1] == 'hi, "你"\n2'


def test_parquet_types_become_exact_text(landed: Any) -> None:
    sql = (
        "select 18446744073709551615::ubigint as contact_id, 1.10::decimal(9, 2) as source_system, "
        "timestamp '2025-03-03 09:00:00.5' as channel, "
        "timestamptz '2025-03-03 09:00:00+08' as started_at, date '2025-03-03' as ended_at, "
        "{'a': [1, 2], 'b': '你'} as site_id, ['x'] as tags, 'a\x01b' as issue_key"
    )
    duckdb.sql(f"copy ({sql}) to '{landed.inbox}/contacts.parquet' (format parquet)")
    landed.ingest()
    columns = "contact_id, source_system, channel, started_at, ended_at, site_id, issue_key, _extra"
    assert landed.rows("contacts", columns) == [
        (
            "18446744073709551615",
            "1.10",
            "2025-03-03T09:00:00.5",
            "2025-03-03T01:00:00Z",
            "2025-03-03",
            '{"a":[1,2],"b":"你"}',
            "ab",
            '{"tags":"[\\"x\\"]"}',
        )
    ]


def test_non_finite_numbers_in_parquet_are_set_aside(landed: Any) -> None:
    sql = (
        "select i as contact_id, 'a' as source_system, 'b' as channel, 'c' as started_at, "
        "case i when 1 then 'nan'::double when 2 then '-inf'::double else i end as weight "
        "from range(5) t(i) order by i"
    )
    duckdb.sql(f"copy ({sql}) to '{landed.inbox}/contacts.parquet' (format parquet)")
    report = landed.ingest().files[0]
    assert (report.rows_read, report.rows_accepted) == (5, 3)
    assert [row[:2] for row in landed.quarantine()] == [(2, "NON_FINITE"), (3, "NON_FINITE")]
    assert landed.rows("contacts", "_source_row") == [(1,), (4,), (5,)]


DIALOGUES = {
    "d/10.json": {"DialogueID": 10, "Events": [{"Text": "ten", "UnixTime": 3}]},
    "d/2.json": {
        "DialogueID": 2,
        "Scenario": {"a": 1},
        "Mood": "calm",
        "Events": [{"Text": "Ｔwo\u200b", "UnixTime": 1}, {"Options": ["x"], "API": {"n": 1.0}}],
    },
    "d/1.json": {"DialogueID": 1, "Events": []},
}


def check_dialogues(landed: Any) -> None:
    columns = "DialogueID, position, Text, Text_folded, UnixTime, Options, _extra, _source_row"
    assert landed.rows("events", columns, "chats") == [
        ("2", "1", "Ｔwo\u200b", "two", "1", None, None, 1),
        ("2", "2", None, None, None, '["x"]', '{"API":"{\\"n\\":1.0}"}', 2),
        ("10", "1", "ten", "ten", "3", None, None, 3),
    ]
    assert landed.rows("dialogues", "DialogueID, Scenario, _extra", "chats") == [
        ("1", None, None),
        ("2", '{"a":1}', '{"Mood":"calm"}'),
        ("10", None, None),
    ]


def test_documents_in_an_archive(landed: Any) -> None:
    with tarfile.open(landed.inbox / "all.tar.gz", "w:gz") as archive:
        for name, document in {**DIALOGUES, "d/3.json": None, "LICENSE": "free"}.items():
            content = b'{"broken' if document is None else json.dumps(document).encode()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    report = landed.ingest(source="chats")
    by_table = {file.table: file for file in report.files}
    assert by_table["dialogues"].reasons == by_table["events"].reasons == {"MALFORMED_JSON": 1}
    assert by_table["dialogues"].rows_read == 4
    assert [row[:2] for row in landed.quarantine()] == [(3, "MALFORMED_JSON")] * 2
    assert landed.rows("dialogues", "DialogueID", "chats") == [("1",), ("2",), ("10",)]
    assert [row[0] for row in landed.rows("events", "Text_folded", "chats")] == [
        "two",
        None,
        "ten",
    ]


def test_documents_in_a_folder(landed: Any) -> None:
    for name, document in DIALOGUES.items():
        landed.put(name, json.dumps(document, ensure_ascii=False))
    landed.ingest(source="chats")
    check_dialogues(landed)
    assert [file.status for file in landed.ingest(source="chats").files] == ["repeated"] * 2


def test_documents_as_lines(landed: Any) -> None:
    order = ["d/1.json", "d/2.json", "d/10.json"]
    landed.put("all.jsonl", "\n".join(json.dumps(DIALOGUES[name]) for name in order))
    landed.ingest(source="chats")
    check_dialogues(landed)


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("comma", ",vru+line,call_id,date\n,AA01,1,2010-08-01\n,AA01,2,2010-08-01\n"),
        ("tab", "vru+line\tcall_id\tdate\t\r\nAA01\t1\t2010-08-01\t\r\nAA01\t2\t2010-08-01\t\r\n"),
        (
            "tab, short header",
            "vru+line\tcall_id\tdate\r\nAA01\t1\t2010-08-01\t\r\nAA01\t2\t2010-08-01\t\r\n",
        ),
        (
            "tab, short rows",
            "vru+line\tcall_id\tdate\t\r\nAA01\t1\t2010-08-01\r\nAA01\t2\t2010-08-01\r\n",
        ),
    ],
)
def test_declared_delimiters_and_blank_headers(landed: Any, form: str, content: str) -> None:
    landed.put("august.txt", content)
    report = landed.ingest(source="exchange").files[0]
    assert (report.rows_accepted, report.unknown_columns) == (2, ())
    columns = '"vru+line", call_id, date, _timezone, _source_row, _extra'
    assert landed.rows("calls", columns, "exchange") == [
        ("AA01", "1", "2010-08-01", "Asia/Jerusalem", 1, None),
        ("AA01", "2", "2010-08-01", "Asia/Jerusalem", 2, None),
    ]
