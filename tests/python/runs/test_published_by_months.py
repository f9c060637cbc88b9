"""A mart that is published by months: a run writes what has changed and takes over the rest."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_build import assert_whole, node, prepare, publish_small, write_artefacts

from wallboard.runs.buildfile import build_file
from wallboard.runs.published import Run
from wallboard.settings import Settings

DAYS = ("2025-01-05", "2025-01-31", "2025-02-01", "2025-03-31", "2025-04-01")
Rows = list[tuple[Any, ...]]


def execute(settings: Settings, *statements: str) -> None:
    with duckdb.connect(str(build_file(settings))) as built:
        for statement in statements:
            built.execute(statement)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with a small build of a mart of five days in four months, and of some undivided."""
    return made(tmp_path / "home")


def made(home: Path) -> Settings:
    settings = prepare(Settings(home=home, keep_runs=99))
    days = ", ".join(f"(date '{day}')" for day in DAYS)
    execute(
        settings,
        "create table marts.by_month as select day, i, 0 as number, 0.25 as share "
        f"from (values {days}) as t (day), range(3) as u (i)",
        "comment on column marts.by_month.day is 'Its day'",
    )
    divided = node("by_month", access="public")
    divided["config"]["meta"] = {"published_by": "day"}
    plain = [node(name, access="public") for name in ("kpi_daily", "order")]
    write_artefacts(settings.home / "target", [divided, *plain])
    return settings


def months(run: Run) -> list[str]:
    return [Path(name).stem for name in run.files("by_month")]


def in_files(run: Run, mart: str = "by_month") -> Rows:
    paths = [str(run.path / name) for name in run.files(mart)]
    with duckdb.connect() as connection:
        return connection.execute("from read_parquet(?)", [paths]).fetchall()


def in_database(run: Run, mart: str = "by_month") -> Rows:
    with run.connect() as connection:
        return connection.execute(f'from "{mart}"').fetchall()


def taken_over(run: Run, before: Run) -> list[str]:
    """Months whose file is the very one of the run before."""
    return [
        Path(name).stem
        for name in run.files("by_month")
        if (before.path / name).exists() and (run.path / name).samefile(before.path / name)
    ]


def test_a_month_is_a_file(settings: Settings) -> None:
    run = publish_small(settings)
    assert months(run) == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert run.manifest["marts"]["by_month"]["rows"] == 15
    assert [file["rows"] for file in run.files("by_month").values()] == [6, 3, 3, 3]
    rows = in_files(run)
    assert rows == sorted(rows)
    assert rows == in_database(run)
    assert (run.path / "order.parquet").exists()
    assert run.damaged() == []


# What is done to the build file, and which months are then taken over.
CHANGES = [
    pytest.param("select 1", ["2025-01", "2025-02", "2025-03", "2025-04"], id="nothing"),
    pytest.param(
        "update marts.by_month set number = 1 where day = '2025-04-01' and i = 2",
        ["2025-01", "2025-02", "2025-03"],
        id="the-last-month",
    ),
    pytest.param(
        "delete from marts.by_month where day = '2025-01-31' and i = 0",
        ["2025-02", "2025-03", "2025-04"],
        id="an-old-month",
    ),
    pytest.param(
        "delete from marts.by_month where day = '2025-02-01'",
        ["2025-01", "2025-03", "2025-04"],
        id="a-month-goes",
    ),
    pytest.param(
        "delete from marts.by_month where day > '2025-03-31'",
        ["2025-01", "2025-02", "2025-03"],
        id="the-last-month-goes",
    ),
    pytest.param(
        "insert into marts.by_month values ('2025-05-01', 0, 0, 0), ('2024-12-31', 0, 0, 0)",
        ["2025-01", "2025-02", "2025-03", "2025-04"],
        id="months-come",
    ),
    pytest.param(
        "insert into marts.by_month values (null, 7, 0, 0), (null, 6, 0, 0)",
        ["2025-01", "2025-02", "2025-03", "2025-04"],
        id="rows-without-a-day",
    ),
    pytest.param(
        "update marts.by_month set i = 2 where day = '2025-02-01' and i = 1",
        ["2025-01", "2025-03", "2025-04"],
        id="a-row-twice",
    ),
    pytest.param("alter table marts.by_month add column note varchar", [], id="a-column-comes"),
    pytest.param("alter table marts.by_month alter i type integer", [], id="a-type-changes"),
    pytest.param("delete from marts.by_month", [], id="all-goes"),
]


@pytest.mark.parametrize(("change", "kept"), CHANGES)
def test_what_is_the_same_is_taken_over(
    settings: Settings, tmp_path: Path, change: str, kept: list[str]
) -> None:
    before = publish_small(settings)
    seen = in_files(before)
    execute(settings, change)
    run = publish_small(settings)
    assert taken_over(run, before) == kept
    assert in_files(run) == in_database(run)
    assert in_files(before) == in_database(before) == seen
    assert_whole(settings)
    # Whatever came before, a run is what a first one gives of the same build.
    first = made(tmp_path / "first")
    execute(first, change)
    anew = publish_small(first)
    assert run.manifest["marts"] == anew.manifest["marts"]
    assert in_database(run) == in_database(anew)
    # And so it is once more when the change is taken back.
    execute(settings, "drop table marts.by_month")
    with duckdb.connect(str(build_file(settings))) as built:
        built.execute(f"attach '{before.database}' as old (read_only)")
        built.execute("create table marts.by_month as from old.by_month")
    back = publish_small(settings)
    assert in_files(back) == in_database(back) == seen
    assert back.manifest["marts"] == before.manifest["marts"]


def test_a_mart_without_rows_has_a_file_that_names_its_columns(settings: Settings) -> None:
    execute(settings, "delete from marts.by_month")
    run = publish_small(settings)
    assert months(run) == ["undated"]
    assert in_files(run) == in_database(run) == []
    execute(settings, "insert into marts.by_month values ('2025-01-01', 0, 0, 0)")
    run = publish_small(settings)
    assert months(run) == ["2025-01"]
    assert in_files(run) == in_database(run)
    assert in_files(run)[0][0] == date(2025, 1, 1)


def test_a_table_that_is_taken_over_has_the_descriptions_of_now(settings: Settings) -> None:
    publish_small(settings)
    execute(settings, "comment on column marts.by_month.day is 'Another word'")
    with publish_small(settings).connect() as connection:
        comments = connection.execute(
            "select comment from duckdb_columns() where table_name = 'by_month' and "
            "comment is not null"
        ).fetchall()
    assert comments == [("Another word",)]


def test_a_mart_that_is_no_more_leaves_the_database(settings: Settings) -> None:
    publish_small(settings)
    write_artefacts(settings.home / "target", [node("kpi_daily", access="public")])
    run = publish_small(settings)
    assert not run.files("by_month")
    assert not (run.path / "by_month").exists()
    with run.connect() as connection:
        assert connection.execute("select table_name from duckdb_tables()").fetchall() == [
            ("kpi_daily",)
        ]


def _tear_file(run: Run) -> None:
    (run.path / "by_month" / "2025-02.parquet").write_bytes(b"torn")


def _tear_database(run: Run) -> None:
    with duckdb.connect(str(run.database)) as connection:
        connection.execute("update by_month set number = -1")


def _tear_manifest(run: Run) -> None:
    (run.path / "manifest.json").write_text("{")


@pytest.mark.parametrize(
    ("tear", "kept"),
    [
        (_tear_file, ["2025-01", "2025-03", "2025-04"]),
        (_tear_database, ["2025-01", "2025-02", "2025-03", "2025-04"]),
        (_tear_manifest, []),
    ],
)
def test_nothing_is_taken_from_what_is_damaged(
    settings: Settings, tear: Any, kept: list[str]
) -> None:
    before = publish_small(settings)
    seen = in_files(before)
    shares = list(before.files("by_month"))
    tear(before)
    run = publish_small(settings)
    same = [Path(n).stem for n in shares if (run.path / n).samefile(before.path / n)]
    assert same == kept
    assert in_files(run) == in_database(run) == seen
    assert run.damaged() == []


def test_a_run_with_a_torn_database_is_damaged(settings: Settings) -> None:
    run = publish_small(settings)
    _tear_database(run)
    assert run.damaged() == ["marts.duckdb"]


def test_anew_nothing_is_taken_over(settings: Settings) -> None:
    execute(settings, "update marts.by_month set number = 8 where i = 0")
    before = publish_small(settings)
    run = publish_small(settings, anew=True)
    assert taken_over(run, before) == []
    assert run.manifest["marts"] == before.manifest["marts"]
    assert in_files(run) == in_database(run)


def test_anew_no_row_that_went_is_among_the_bytes(settings: Settings) -> None:
    execute(
        settings,
        'alter table marts."order" add column who varchar',
        "update marts.\"order\" set who = 'somebody who asked to be erased'",
    )
    assert b"asked to be erased" in publish_small(settings).database.read_bytes()
    execute(settings, "update marts.\"order\" set who = 'nobody'")
    run = publish_small(settings, anew=True)
    assert b"asked to be erased" not in run.database.read_bytes()


def test_where_there_are_no_links_all_is_written(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = publish_small(settings)

    def refuse(*_: Any) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    run = publish_small(settings)
    assert taken_over(run, before) == []
    assert run.manifest["marts"] == before.manifest["marts"]
    assert in_files(run) == in_database(run)
