"""`wallboard rejects`: the broken line is found at once, and what stands there is masked."""

from __future__ import annotations

from typing import Any

import pytest
from typer.testing import CliRunner

from wallboard.cli import app
from wallboard.errors import InputRejected
from wallboard.rejects import READ_CHARACTERS, SHOWN_CHARACTERS, Filter, rejects

HEADER = "contact_id,source_system,channel,started_at\n"
GOOD = "1,pbx,voice,2025-03-03T09:00:00Z\n"


def shown(landed: Any, **wanted: Any) -> list[tuple[str, str, str, str]]:
    found = rejects(landed.settings, Filter(**wanted))
    assert found.is_before_build
    return [
        (place.source_file, place.where, place.reason_code, text) for place, text in found.shown
    ]


def test_each_unreadable_line_is_named_and_masked(landed: Any) -> None:
    landed.put("contacts.csv", f"{HEADER}{GOOD}2,pbx\n{GOOD}9,pbx,voice,x,1３8 0013 8000,b\n")
    landed.put("deep/tickets.csv", "ticket_id,created_at\n1,2025-03-03T09:00:00Z,li@ming.cn\n")
    landed.ingest()
    assert shown(landed) == [
        ("contacts.csv", "line 3", "MISSING_COLUMNS", "2,pbx"),
        ("contacts.csv", "line 5", "TOO_MANY_COLUMNS", "9,pbx,voice,x,[mobile],b"),
        (
            "deep/tickets.csv",
            "line 2",
            "TOO_MANY_COLUMNS",
            "1,2025-03-03T09:00:00Z,[email]",
        ),
    ]
    assert len(shown(landed, file="tickets.csv")) == 1
    assert len(shown(landed, file="deep/tickets.csv")) == 1
    assert shown(landed, file="ickets.csv") == []
    assert len(shown(landed, reason="TOO_MANY_COLUMNS")) == 2
    assert len(shown(landed, limit=1)) == 1


def test_nothing_that_a_terminal_obeys_is_printed(landed: Any) -> None:
    landed.put("contacts.csv", f"{HEADER}\x1b[2J\u202ecod,b\n")
    landed.ingest()
    assert shown(landed)[0][3] == "\\x1b[2J\\u202ecod,b"


@pytest.mark.parametrize("lead", [SHOWN_CHARACTERS - 6, READ_CHARACTERS - 6])
def test_no_half_of_a_number_is_shown(landed: Any, lead: int) -> None:
    landed.put("contacts.csv", f"{HEADER}{'x' * (lead - 1)} 13800138000,b\n")
    landed.ingest()
    [(_, _, _, text)] = shown(landed)
    assert len(text) == SHOWN_CHARACTERS + 1
    assert "138" not in text


def test_a_number_behind_bytes_that_are_no_text_is_masked(landed: Any) -> None:
    landed.put("contacts.csv", HEADER.encode() + "9,pbx,电话13800138000,x\n".encode("gb18030"))
    landed.ingest()
    [(_, where, reason, text)] = shown(landed)
    assert (where, reason) == ("line 2", "BAD_ENCODING")
    assert text == "9,pbx,\\xb5\\xe7\\xbb\\xb0[mobile],x"


def test_a_message_does_not_quote_what_a_missing_header_lets_it_see(landed: Any) -> None:
    landed.put("contacts.csv", "contact li@a.cn,b\nli@b.cn,c\n")
    landed.put("tickets.csv", "li@ming.cn,li@ming.cn\n1,2\n")
    with pytest.raises(InputRejected) as caught:
        landed.ingest()
    assert "nearest in the file: 'contact [email]'" in str(caught.value)
    assert "names '[email]' twice" in str(caught.value)
    assert "li@" not in str(caught.value)
    assert "li@" not in str(landed.quarantine())
    assert {where for _, where, _, _ in shown(landed)} == {"whole file"}


def test_a_doubled_key_is_data_too(landed: Any) -> None:
    landed.put("contacts.jsonl", '{"13800138000": 1, "13800138000": 2}\n')
    landed.ingest()
    assert landed.query("select field from {_quarantine}") == [("[mobile]",)]


def test_the_command_prints_them(landed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WALLBOARD_HOME", str(landed.settings.home))
    said = CliRunner().invoke(app, ["rejects"]).output
    assert said.splitlines()[0] == "0 of 0 rows set aside"
    landed.put("contacts.csv", f"{HEADER}{GOOD}2,pbx\n")
    landed.ingest()
    assert CliRunner().invoke(app, ["rejects"]).output.splitlines() == [
        "contacts.csv  line 3  MISSING_COLUMNS  channel",
        "    2,pbx",
        "1 of 1 rows set aside",
        "What the build will reject is not known yet: run `wallboard build`",
    ]
