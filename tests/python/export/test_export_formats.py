"""What each format makes of the same rows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from small_run import leftovers

from wallboard.errors import UsageError
from wallboard.export import Request, export, workbook
from wallboard.settings import Settings


def written(settings: Settings, format: Any, **options: Any) -> Path:
    [path] = export(settings, Request(("kpi_daily",), format, **options), Path("out"))
    assert path.parent == settings.export_root / "out"
    assert leftovers(settings) == []
    return path


def test_csv_disarms_texts_and_leaves_numbers(settings: Settings) -> None:
    assert written(settings, "csv").read_text(encoding="utf-8") == (
        "id,'@note,amount,big,'=day,seen_at,is_odd\n"
        "1,'=1+1,-5.50,-7,2025-01-06,2025-01-06 08:00:00.25,true\n"
        "2,-12,1234567890123456789.25,9007199254740993,,,false\n"
        '3,"plain, ""quoted""\n退款",,,1899-12-31,,\n'
    )


def test_raw_csv_is_as_it_is(settings: Settings) -> None:
    lines = written(settings, "csv", is_raw=True).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("id,@note,amount,big,=day")
    assert lines[1].startswith("1,=1+1,-5.50")


@pytest.mark.parametrize("is_raw", [True, False])
def test_xlsx_holds_texts_and_never_a_formula(settings: Settings, is_raw: bool) -> None:
    path = written(settings, "xlsx", is_raw=is_raw)
    sheet = openpyxl.load_workbook(path)["kpi_daily"]
    cells = [[(cell.data_type, cell.value) for cell in row] for row in sheet.iter_rows()]
    mark = "" if is_raw else "'"
    assert cells[0][1] == ("s", f"{mark}@note")
    assert cells[1] == [
        ("n", 1),
        ("s", f"{mark}=1+1"),
        ("n", -5.5),
        ("n", -7),
        ("d", datetime(2025, 1, 6)),
        ("d", datetime(2025, 1, 6, 8, 0, 0, 250_000)),
        ("b", True),
    ]
    # Digits that a spreadsheet would round, and days before its calendar, are texts.
    assert cells[2][1:5] == [
        ("s", "-12"),
        ("s", "1234567890123456789.25"),
        ("s", "9007199254740993"),
        ("n", None),
    ]
    assert cells[3][1] == ("s", 'plain, "quoted"\n退款')
    assert cells[3][4] == ("s", "1899-12-31")
    assert not any(cell[0] == "f" for row in cells for cell in row)
    again = path.read_bytes()
    assert written(settings, "xlsx", is_raw=is_raw).read_bytes() == again


def test_a_sheet_that_is_too_small_is_said(settings: Settings, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 4)
    written(settings, "xlsx")
    monkeypatch.setattr(workbook, "SHEET_ROWS", 3)
    with pytest.raises(UsageError, match=r"3 rows, a sheet holds 2 .*--format csv"):
        written(settings, "xlsx")
    assert leftovers(settings) == []


def test_a_cell_that_is_too_small_is_said(settings: Settings, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook, "CELL_CHARACTERS", 22)
    written(settings, "xlsx", is_raw=True)
    before = (settings.export_root / "out" / "kpi_daily.xlsx").read_bytes()
    monkeypatch.setattr(workbook, "CELL_CHARACTERS", 21)
    with pytest.raises(UsageError, match=r"row 2, amount: 22 characters"):
        written(settings, "xlsx", is_raw=True)
    assert (settings.export_root / "out" / "kpi_daily.xlsx").read_bytes() == before


def test_json_lines_keep_every_digit(settings: Settings) -> None:
    path = written(settings, "json")
    assert path.name == "kpi_daily.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line, parse_float=str) for line in lines]
    assert rows[0]["@note"] == "=1+1"
    assert (rows[1]["amount"], rows[1]["big"]) == ("1234567890123456789.25", 9007199254740993)
    assert rows[2]["amount"] is None


def test_parquet_is_the_published_file(settings: Settings) -> None:
    path = written(settings, "parquet")
    assert path.read_bytes() == (settings.home / "current" / "kpi_daily.parquet").read_bytes()
    assert pq.read_table(path)["@note"].to_pylist()[0] == "=1+1"


def test_parquet_of_a_mart_published_by_months_is_one_file(settings: Settings) -> None:
    run = (settings.home / "current").resolve()
    table = pq.read_table(run / "kpi_daily.parquet")
    files = {}
    for number, part in enumerate(("2025-01", "2025-02", "undated")):
        name = f"kpi_daily/{part}.parquet"
        (run / name).parent.mkdir(exist_ok=True)
        pq.write_table(table.slice(number, 1), run / name)
        files[name] = {"rows": 1, "sha256": ""}
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["marts"]["kpi_daily"]["files"] = files
    (run / "manifest.json").write_text(json.dumps(manifest))
    (run / "kpi_daily.parquet").unlink()
    assert pq.read_table(written(settings, "parquet")).equals(table)
