"""A file of deletions needs keys only; any other file needs every required column."""

from __future__ import annotations

from pathlib import Path

import pytest

from wallboard.errors import InputRejected
from wallboard.landing import ingest
from wallboard.settings import Settings


def test_a_file_of_deletions_needs_its_keys_only(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    file = tmp_path / "contacts.csv"
    file.write_text("contact_id,source_updated_at,is_deleted\nC1,2025-01-06T08:00:00Z,true\n")
    [report] = ingest([file], "native", settings=settings).files
    assert (report.rows_read, report.rows_accepted) == (1, 1)


@pytest.mark.parametrize("header", ["contact_id,source_updated_at", "source_updated_at,is_deleted"])
def test_without_the_flag_or_the_key_it_is_rejected(tmp_path: Path, header: str) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(f"{header}\nC1,true\n")
    with pytest.raises(InputRejected, match="lacks the required column"):
        ingest([file], "native", settings=Settings(home=tmp_path / "home"))
