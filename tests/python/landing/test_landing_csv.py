"""CSV: every fault costs its own row, with line and text, and nothing else."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

HEADER = "contact_id,source_system,channel,started_at,issue_key\n"
GOOD = "1,pbx,voice,2025-03-03T09:00:00Z,billing\n"
LAST = "9,pbx,chat,2025-03-03T10:00:00Z,\n"


def ids(landed: Any) -> list[str]:
    return [row[0] for row in landed.rows("contacts", "contact_id")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2,pbx,voice", "MISSING_COLUMNS"),
        ("2,pbx,voice,2025-03-03T09:00:00Z,a,b", "TOO_MANY_COLUMNS"),
        ('2,pbx,voice,2025-03-03T09:00:00Z,"a', "UNQUOTED_VALUE"),
        ('2,pbx,voice,2025-03-03T09:00:00Z,"a"b', "UNQUOTED_VALUE"),
        ('2,"pbx,voice,2025-03-03T09:00:00Z,a', "UNQUOTED_VALUE"),
        ("   ", "MISSING_COLUMNS"),
    ],
)
@pytest.mark.parametrize("below", [LAST, '9,"pbx","chat",2025-03-03T10:00:00Z,"a ""b"", c"\n'])
@pytest.mark.parametrize("name", ["contacts.csv", "contacts.csv.gz"])
def test_a_broken_line_is_set_aside_alone(
    landed: Any, line: str, reason: str, below: str, name: str
) -> None:
    content = (HEADER + GOOD + line + "\n" + below).encode()
    landed.put(name, gzip.compress(content) if name.endswith("gz") else content)
    report = landed.ingest().files[0]
    assert (report.rows_read, report.rows_accepted, report.reasons) == (3, 2, {reason: 1})
    assert ids(landed) == ["1", "9"]
    assert landed.quarantine() == [(3, reason, line)]
    assert landed.rows("contacts", "_source_row") == [(1,), (3,)]


def test_a_quote_open_to_the_end_swallows_nothing(landed: Any) -> None:
    rows = "".join(f'{n},pbx,voice,2025-03-03T09:00:00Z,"x, {n}"\n' for n in range(10, 500))
    landed.put("contacts.csv", HEADER + '2,"pbx,voice,2025-03-03T09:00:00Z,a\n' + rows + '7,"')
    report = landed.ingest().files[0]
    assert (report.rows_read, report.rows_accepted) == (492, 490)
    assert [row[0] for row in landed.quarantine()] == [2, 493]


def test_two_forgotten_quotes_do_not_make_a_row(landed: Any) -> None:
    bad = '2,pbx,voice,2025-03-03T09:00:00Z,"a\n'
    landed.put("contacts.csv", HEADER + bad + GOOD + '3,pbx,voice,",x"\n' + LAST)
    landed.ingest()
    assert ids(landed) == ["1", "9"]
    assert [row[:2] for row in landed.quarantine()] == [
        (2, "UNQUOTED_VALUE"),
        (4, "MISSING_COLUMNS"),
    ]


def test_a_row_in_another_encoding_is_set_aside_with_its_bytes(landed: Any) -> None:
    bad = b"2,pbx,voice,2025-03-03T09:00:00Z," + "查询".encode("gb18030")
    landed.put("contacts.csv", (HEADER + GOOD).encode() + bad + b"\n" + LAST.encode())
    landed.ingest()
    assert ids(landed) == ["1", "9"]
    text = "2,pbx,voice,2025-03-03T09:00:00Z,\\xb2\\xe9\\xd1\\xaf"
    assert landed.quarantine() == [(3, "BAD_ENCODING", text)]


def test_an_oversize_line_keeps_its_beginning_length_and_hash(landed: Any) -> None:
    long = "2,pbx,voice,2025-03-03T09:00:00Z," + "x" * 3_000_000
    landed.put("contacts.csv", HEADER + GOOD + long + "\n" + LAST)
    landed.ingest()
    assert ids(landed) == ["1", "9"]
    [(line_no, reason, text)] = landed.quarantine()
    assert (line_no, reason) == (3, "OVERSIZE")
    assert text.startswith("2,pbx,voice")
    assert "[3000033 characters, sha256 " in text
    assert len(text) < 1_200


def test_quoted_values_keep_commas_quotes_and_line_ends(landed: Any) -> None:
    body = '2,"a,b","c ""d""",2025-03-03T09:00:00Z,"x\ny\r\nz"\n'
    landed.put("contacts.csv", HEADER + body + LAST)
    landed.put("contacts_exact.csv", HEADER + body + LAST + "bad\n")
    landed.ingest()
    rows = landed.rows("contacts", "contact_id, source_system, channel, issue_key, _source_row")
    assert (
        rows[:2]
        == rows[2:]
        == [
            ("2", "a,b", 'c "d"', "x\ny\r\nz", 1),
            ("9", "pbx", "chat", None, 2),
        ]
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEADER + GOOD + LAST).encode(),
        (HEADER + GOOD + LAST).replace("\n", "\r\n").encode(),
        (HEADER + GOOD + LAST).rstrip("\n").encode(),
        (HEADER + GOOD + "\n" + LAST + "\n").encode(),
        (HEADER + GOOD).replace("\n", "\r\n").encode() + LAST.encode(),
        (HEADER + GOOD + LAST).encode("utf-16"),
        "\n".join(line + "," for line in (HEADER + GOOD + LAST).splitlines()).encode(),
    ],
    ids=["bom", "crlf", "no-end", "blank-lines", "mixed-ends", "utf-16", "trailing-comma"],
)
def test_the_written_form_does_not_change_the_rows(landed: Any, content: bytes) -> None:
    landed.put("contacts.csv", HEADER + GOOD + LAST)
    landed.put("contacts_form.csv", content)
    landed.ingest()
    hashes = [row[0] for row in landed.rows("contacts", "_row_hash")]
    assert hashes[:2] == hashes[2:]


def test_a_permuted_header_gives_the_same_rows(landed: Any) -> None:
    landed.put("contacts.csv", HEADER + GOOD)
    landed.put(
        "contacts2.csv",
        "issue_key,started_at,channel,source_system,contact_id\n"
        "billing,2025-03-03T09:00:00Z,voice,pbx,1\n",
    )
    landed.ingest()
    assert len({row[0] for row in landed.rows("contacts", "_row_hash")}) == 1


def test_ids_stay_text(landed: Any) -> None:
    wanted = [
        "007",
        "9007199254740993",
        "9007199254740992",
        "1.23E+17",
        " x ",
        "18446744073709551616",
    ]
    tail = ",pbx,voice,2025-03-03T09:00:00Z,\n"
    landed.put("contacts.csv", HEADER + "".join(name + tail for name in wanted))
    landed.ingest()
    assert ids(landed) == wanted


def test_blanks_before_a_quote_belong_to_the_value(landed: Any) -> None:
    landed.put("contacts.csv", HEADER + '2, "pbx",voice,2025-03-03T09:00:00Z,5" pipe\n' + LAST)
    landed.ingest()
    assert landed.rows("contacts", "source_system, issue_key")[0] == (' "pbx"', '5" pipe')


def test_control_characters_are_stripped_and_flagged(landed: Any) -> None:
    landed.put("contacts.csv", HEADER + "1,p\0bx\x1f,voice,2025-03-03T09:00:00Z,a\tb\n" + LAST)
    report = landed.ingest().files[0]
    assert landed.rows("contacts", "source_system, issue_key")[0] == ("pbx", "a\tb")
    assert report.flags == {"CTRL_STRIPPED": 1}
    assert landed.query("select flags from {_audit} where rows_read > 0") == [("CTRL_STRIPPED=1",)]


def test_gb18030_is_transcoded_strictly(landed: Any) -> None:
    text = "2,pbx,voice,2025-03-03T09:00:00Z,退款𠮷\n"
    bad = b"3,pbx,voice,2025-03-03T09:00:00Z,\xff\n"
    landed.put("contacts.csv", (HEADER + text).encode("gb18030") + bad + LAST.encode())
    report = landed.ingest(encoding="gb18030").files[0]
    assert landed.rows("contacts", "issue_key") == [("退款𠮷",), (None,)]
    assert report.reasons == {"BAD_ENCODING": 1}
    assert landed.query("select encoding from {_audit} where rows_read > 0") == [("gb18030",)]


def test_the_encoding_can_be_corrected_afterwards(landed: Any) -> None:
    text = HEADER + "2,pbx,voice,2025-03-03T09:00:00Z,退款\n"
    landed.put("contacts.csv", text.encode("gbk"))
    assert landed.ingest().files[0].reasons == {"BAD_ENCODING": 1}
    assert landed.ingest(encoding="gbk").files[0].status == "landed"
    assert landed.rows("contacts", "issue_key") == [("退款",)]
    assert landed.quarantine() == []
    assert landed.ingest().files[0].status == "repeated"


def test_unknown_columns_are_kept_and_named(landed: Any) -> None:
    header = HEADER.replace("\n", ',zone,"a ""b"""\n')
    landed.put(
        "contacts.csv", header + '1,pbx,voice,2025-03-03T09:00:00Z,x,"n, ""s""",7\n9,p,chat,t,,,\n'
    )
    landed.put(
        "contacts_exact.csv", header + '1,pbx,voice,2025-03-03T09:00:00Z,x,"n, ""s""",7\nx\n'
    )
    report = landed.ingest().files[0]
    assert report.unknown_columns == ('a "b"', "zone")
    extras = landed.rows("contacts", "_extra, _row_hash")
    assert [row[0] for row in extras] == [
        r'{"a \"b\"":"7","zone":"n, \"s\""}',
        None,
        r'{"a \"b\"":"7","zone":"n, \"s\""}',
    ]
    assert extras[0] == extras[2]
