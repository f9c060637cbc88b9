"""What would never end, or fill the machine: packed, nested, endless, too large, not a file."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

from wallboard.errors import InputRejected, UsageError
from wallboard.landing import ingest, packed
from wallboard.landing.jsontext import MAX_NESTING
from wallboard.settings import Settings, size_in_bytes

HEADER = "contact_id,source_system,channel,started_at\n"
GOOD = "1,pbx,voice,2025-03-03T09:00:00Z\n"
CONTACT = '{"contact_id":"1","source_system":"a","channel":"b","started_at":"c"'


def refused(landed: Any, **options: Any) -> str:
    with pytest.raises(InputRejected) as caught:
        landed.ingest(**options)
    assert landed.rows("contacts") == []
    return str(caught.value)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can reach."""
    monkeypatch.setattr(packed, "BOMB_BYTES", 1_000_000)
    monkeypatch.setattr(packed, "BOMB_RATIO", 1)


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("contacts.csv.gz", HEADER + "x" * 1_000_000, None),
        ("contacts.csv.GZ", HEADER + GOOD * 40_000, None),
        ("contacts.csv.gz", HEADER + GOOD * 40_000, "gb18030"),
        ("contacts.jsonl.gz", f"{CONTACT}}}\n" + " " * 1_000_000, None),
        ("contacts.jsonl.gz", f"{CONTACT}}}\n" * 40_000, None),
    ],
)
def test_what_unpacks_without_end_is_refused(
    landed: Any, small: None, name: str, content: str, encoding: str | None
) -> None:
    landed.put(name, gzip.compress(content.encode(), mtime=0))
    assert "unpacks to more than 1,000,000 bytes" in refused(landed, encoding=encoding)


def test_what_unpacks_to_the_limit_is_landed(landed: Any, small: None) -> None:
    for filler, status in ((1_000_000, "landed"), (1_000_001, "rejected")):
        body = (HEADER + GOOD).encode()
        body += b"\n" * (filler - len(body))
        landed.put("contacts.csv.gz", gzip.compress(body, mtime=0))
        if status == "landed":
            assert landed.ingest().files[0].rows_accepted == 1
        else:
            with pytest.raises(InputRejected, match="unpacks to more"):
                landed.ingest()


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tgz"])
def test_an_archive_is_bounded_too(landed: Any, small: None, name: str) -> None:
    document = b'{"DialogueID": 1, "Scenario": "x"}'
    landed.put(name, _archive(name, {"1.json": document}))
    landed.ingest(source="chats")
    assert landed.rows("dialogues", "DialogueID", "chats") == [("1",)]
    # a tarball of much that nobody asked for, and one of a document that never ends
    for member in ("notes.txt", "2.json"):
        bomb = {"1.json": document, member: b" " * 1_500_000}
        landed.put(name, _archive(name, bomb))
        if name == "a.tar":
            continue  # it is as large as it says
        with pytest.raises(InputRejected, match="unpacks to more than"):
            landed.ingest(source="chats")


def _archive(name: str, members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w" if name.endswith(".tar") else "w:gz") as archive:
        for member, content in members.items():
            info = tarfile.TarInfo(member)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["contacts.csv", "contacts.jsonl"])
def test_a_line_without_end_is_refused(
    landed: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(packed, "MAX_LINE_CHARACTERS", 1_000)
    begin = HEADER if name.endswith("csv") else f"{CONTACT}}}\n"
    landed.put(name, begin + '"' + "x" * 1_000)
    assert "line 2 has no end within 1,000 characters" in refused(landed)


def test_a_document_without_end_is_set_aside(landed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wallboard.landing.packed.MAX_DOCUMENT_BYTES", 1_000)
    monkeypatch.setattr("wallboard.landing.jsonrows.MAX_DOCUMENT_BYTES", 1_000)
    landed.put("1.json", '{"DialogueID": 1, "Scenario": "x"}')
    landed.put("2.json", '{"DialogueID": 2, "Scenario": "' + "x" * 1_000)
    landed.ingest(source="chats")
    assert landed.rows("dialogues", "DialogueID", "chats") == [("1",)]
    assert {row[1] for row in landed.quarantine()} == {"OVERSIZE"}


@pytest.mark.parametrize(
    "value",
    ["[" * 64 + "]" * 64, '{"a":' * 64 + "1" + "}" * 64, "[" * 200_000, "[" * 900 + "]" * 900],
)
def test_what_is_nested_too_deep_costs_its_row(landed: Any, value: str) -> None:
    landed.put("contacts.jsonl", f'{CONTACT},"x":{value}}}\n{CONTACT}}}\n')
    landed.ingest()
    assert [row[:2] for row in landed.quarantine()] == [(1, "NESTED_TOO_DEEP")]
    assert len(landed.rows("contacts")) == 1


def test_what_is_nested_just_deep_enough_is_kept(landed: Any) -> None:
    deep = "[" * (MAX_NESTING - 1) + "]" * (MAX_NESTING - 1)
    landed.put("contacts.jsonl", f'{CONTACT},"x":{deep}}}\n{CONTACT},"x":"{"[" * 99}"}}\n')
    landed.ingest()
    assert landed.quarantine() == []
    assert len(landed.rows("contacts")) == 2


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(HEADER + GOOD)
    size = file.stat().st_size
    ingest([file], "native", settings=Settings(home=tmp_path / "a", max_file=f"{size}B"))
    tight = Settings(home=tmp_path / "b", max_file=f"{size - 1}B")
    with pytest.raises(InputRejected, match=r"WALLBOARD_MAX_FILE") as caught:
        ingest([file], "native", settings=tight)
    assert caught.value.report.files[0].reasons == {"TOO_LARGE": 1}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "size"),
    [("1B", 1), ("10kB", 10_000), ("2 GiB", 2 << 30), ("64GB", 64 * 10**9), ("1TB", 10**12)],
)
def test_sizes(text: str, size: int) -> None:
    assert size_in_bytes(text, "x") == size


@pytest.mark.parametrize("text", ["", "64", "1.5GB", "-1GB", "much"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(UsageError, match="is not a size"):
        size_in_bytes(text, "x")


@pytest.mark.parametrize(
    "path",
    [
        *("http://host/a.csv", "https:/host/a.csv", "s3://bucket/a.csv", "file:///etc/passwd"),
        *("file:contacts.csv", "*.csv", "**", "contacts.cs?", "/dev/zero", "nowhere", "~"),
    ],
)
def test_only_files_and_folders_are_read(landed: Any, path: str) -> None:
    landed.put("contacts.csv", HEADER + GOOD)
    with pytest.raises(UsageError):
        ingest([Path(path)], "native", settings=landed.settings)
    with pytest.raises(UsageError):
        ingest([landed.inbox / path.lstrip("/")], "native", settings=landed.settings)


def test_no_link_is_followed(landed: Any, tmp_path: Path) -> None:
    file = landed.put("contacts.csv", HEADER + GOOD)
    (tmp_path / "file.csv").symlink_to(file)
    (tmp_path / "folder").symlink_to(landed.inbox)
    for path in (tmp_path / "file.csv", tmp_path / "folder"):
        with pytest.raises(UsageError, match="symbolic link"):
            landed.ingest(path)
    (landed.inbox / "deeper").symlink_to("/etc")
    with pytest.raises(UsageError, match="symbolic link"):
        landed.ingest()


def test_a_pipe_in_a_folder_is_not_waited_for(landed: Any) -> None:
    landed.put("contacts.csv", HEADER + GOOD)
    os.mkfifo(landed.inbox / "contacts_2.csv")
    assert [file.source_file for file in landed.ingest().files] == ["contacts.csv"]
