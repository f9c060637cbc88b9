"""A landing in a temporary home, and a project with three small connectors of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from wallboard.landing import IngestReport, ingest
from wallboard.settings import Settings

CALLS = """
sources:
  - name: exchange
    config: {meta: {timezone: Asia/Jerusalem}}
    tables:
      - name: calls
        config: {meta: {landing: {format: csv, delimiters: [",", "\\t"]}}}
        columns: [{name: vru+line}, {name: call_id}, {name: date}]
"""
CHATS = """
sources:
  - name: chats
    tables:
      - name: dialogues
        config: {meta: {landing: {format: json_documents}}}
        columns: [{name: DialogueID}, {name: Scenario}]
      - name: events
        config: {meta: {landing: {format: json_documents, rows: Events, prose: [Text]}}}
        columns:
          - {name: DialogueID, config: {meta: {path: DialogueID, of: document}}}
          - {name: position, config: {meta: {of: position}}}
          - {name: Text}
          - {name: UnixTime}
          - {name: Options}
"""


DESK = """
sources:
  - name: desk
    tables:
      - name: changes
        config:
          meta:
            landing: {format: csv, header: by_position, null_text: "?", delimiters: [";", ","]}
        columns: [{name: number}, {name: category}, {name: subcategory}]
"""


class Landed:
    """One temporary home: deliver files into it, query what was landed."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "in"
        self.inbox.mkdir()
        self.project = folder / "project"
        for name, text in (("exchange", CALLS), ("chats", CHATS), ("desk", DESK)):
            models = self.project / "models" / "staging" / name
            models.mkdir(parents=True)
            (models / f"_{name}.yml").write_text(text, encoding="utf-8")
        self.settings = Settings(home=folder / "home", project_dir=self.project)

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def ingest(self, *paths: Path, source: str = "native", **options: Any) -> IngestReport:
        return ingest(list(paths) or [self.inbox], source, settings=self.settings, **options)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        for name in ("_audit", "_quarantine"):
            sql = sql.replace(f"{{{name}}}", self.table("", name))
        return duckdb.sql(sql).fetchall()

    def table(self, source: str, name: str) -> str:
        folder = self.settings.raw / source / name
        return f"read_parquet('{folder}/*.parquet', union_by_name = true)"

    def rows(self, table: str, columns: str = "*", source: str = "native") -> list[tuple[Any, ...]]:
        return self.query(
            f"select {columns} from {self.table(source, table)} order by _source_file, _source_row"
        )

    def quarantine(self) -> list[tuple[Any, ...]]:
        return self.query("select line_no, reason_code, raw_text from {_quarantine} order by 1")


@pytest.fixture
def landed(tmp_path: Path) -> Iterator[Landed]:
    """A fresh home; afterwards nothing may be lost and no temporary file left."""
    home = Landed(tmp_path)
    yield home
    if home.settings.raw.exists():
        gaps = home.query(
            "select * from {_audit} "
            "where rows_read <> rows_accepted + rows_quarantined + rows_duplicate"
        )
        assert gaps == []
        kept = home.query(
            "select a.source, a.table_name, a.batch_id, a.rows_quarantined, count(q.batch_id) "
            "from {_audit} as a left join {_quarantine} as q on q.batch_id = a.batch_id "
            "where a.flags is null or a.flags not like '%REJECTED%' "
            "group by all having a.rows_quarantined <> count(q.batch_id)"
        )
        assert kept == []
    assert [path.name for path in home.settings.home.rglob("*.tmp")] == []
