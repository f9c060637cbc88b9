"""What a run is made of: a public and a restricted artefact, each from its allow-list."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import duckdb
import pytest
from small_build import PUBLIC, RESTRICTED, drafts, node, prepare, publish_small, write_artefacts

from wallboard.errors import GateFailed, WallboardError
from wallboard.quality.verdict import Finding, Verdict
from wallboard.runs import publish as publishing
from wallboard.runs.buildfile import build_file
from wallboard.runs.publish import publish
from wallboard.runs.published import current_run, pointed_at
from wallboard.settings import Settings

PASSED = Finding(
    "contract", "kpi_daily", "columns are as declared", "block", "passed", None, "same"
)
WARNED = Finding("freshness", "contacts", "at most a day old", "warn", "failed", "3 d", "1 d")
BLOCKED = Finding("bounds", "kpi_daily", "shares are 0 to 1", "block", "failed", "1.2", "0 to 1")
ACCEPTED = Finding(
    *("bounds", "kpi_daily", "shares are 0 to 1", "block", "accepted", "1.2", "0 to 1"),
    *("Ada", "the source's fault, told to its owner"),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with a small build that was not published yet."""
    return prepare(Settings(home=tmp_path / "home"))


def marts_in(folder: Path) -> set[str]:
    with duckdb.connect(str(folder / "marts.duckdb"), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
    names = {path.stem for path in folder.glob("*.parquet")}
    assert names == {name for (name,) in tables}
    assert names == set(json.loads((folder / "manifest.json").read_text())["marts"])
    return names


def test_each_mart_goes_to_its_audience(settings: Settings) -> None:
    run = publish_small(settings)
    assert marts_in(run.path) == set(PUBLIC)
    part = run.restricted
    assert part is not None
    assert marts_in(part.path) == set(RESTRICTED)
    assert stat.S_IMODE(settings.restricted.stat().st_mode) == 0o700
    assert stat.S_IMODE(part.path.stat().st_mode) == 0o700
    assert (run.manifest["audience"], part.manifest["audience"]) == ("public", "restricted")
    assert run.manifest["run_id"] == part.manifest["run_id"] == run.run_id
    assert drafts(settings.home) == []
    assert not list(settings.home.rglob("marts.duckdb.wal"))


def test_without_a_restricted_mart_there_is_no_such_folder(settings: Settings) -> None:
    write_artefacts(settings.home / "target", [node("kpi_daily", "public")])
    assert publish_small(settings).restricted is None
    assert not settings.restricted.exists()


def test_a_mart_cannot_be_both(settings: Settings) -> None:
    both = node("kpi_daily", access="public", audience="restricted")
    write_artefacts(settings.home / "target", [both])
    with pytest.raises(WallboardError, match="both public and restricted"):
        publish_small(settings)
    assert pointed_at(settings) is None
    assert drafts(settings.home) == []


def test_descriptions_and_odd_names_come_along(settings: Settings) -> None:
    with publish_small(settings).connect() as connection:
        comments = connection.execute(
            "select comment from duckdb_tables() where comment is not null union all "
            "select comment from duckdb_columns() where comment is not null order by all"
        ).fetchall()
        assert connection.execute('select "a ""b" from "order"').fetchall() == [(1,)]
    assert comments == [("A column's description",), ("A table's description",)]


@pytest.mark.parametrize(
    ("findings", "badge", "counts"),
    [
        ((PASSED,), "passed", (1, 0, 0)),
        ((PASSED, WARNED), "warned", (1, 1, 0)),
        ((PASSED, WARNED, ACCEPTED), "accepted", (1, 1, 1)),
    ],
)
def test_the_verdict_is_in_the_run(
    settings: Settings, findings: tuple[Finding, ...], badge: str, counts: tuple[int, ...]
) -> None:
    docs = settings.home / "work" / "pages"
    docs.mkdir()
    (docs / "index.html").write_text("findings")
    run = publish(settings, build_file(settings), settings.home / "target", Verdict(findings, docs))
    quality = run.manifest["quality"]
    assert quality["badge"] == badge
    assert (quality["passed"], quality["warned"], quality["accepted"]) == counts
    by = [each["accepted_by"] for each in quality["acceptances"]]
    assert by == ["Ada"] * counts[2]
    assert marts_in(run.path) == {*PUBLIC, "meta_quality"}
    assert (run.path / "quality" / "index.html").read_text() == "findings"
    with run.connect() as connection:
        rows = connection.execute("select gate, status from meta_quality order by all").fetchall()
        comments = connection.execute(
            "select count(comment) from duckdb_columns() where table_name = 'meta_quality'"
        ).fetchone()
    assert rows == sorted((finding.gate, finding.status) for finding in findings)
    assert comments == (9,)


def test_a_blocking_finding_is_never_published(settings: Settings) -> None:
    before = publish_small(settings)
    with pytest.raises(GateFailed, match="shares are 0 to 1"):
        publish(
            settings, build_file(settings), settings.home / "target", Verdict((PASSED, BLOCKED))
        )
    assert current_run(settings).run_id == before.run_id
    assert len(list(settings.runs.iterdir())) == 1


@pytest.mark.parametrize("name", ["catalog.json", "sources.json", "semantic_manifest.json"])
def test_what_catalogues_read_comes_along_where_it_is(settings: Settings, name: str) -> None:
    assert not (publish_small(settings).path / "dbt" / name).exists()
    (settings.home / "target" / name).write_text("{}")
    assert (publish_small(settings).path / "dbt" / name).exists()


def test_a_failure_leaves_no_draft(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = publish_small(settings)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("write_marts", "settle", "_appear", "fsync_directory", "point_to"):
        with monkeypatch.context() as patched:
            patched.setattr(publishing, step, fail)
            with pytest.raises(KeyboardInterrupt):
                publish_small(settings)
        assert [path.name for path in settings.runs.iterdir()] == [before.run_id]
        assert [path.name for path in settings.restricted.iterdir()] == [before.run_id]
        assert current_run(settings).run_id == before.run_id


def test_a_run_is_later_than_the_one_before_whatever_the_clock_says(settings: Settings) -> None:
    first = publish_small(settings)
    ahead = first.path.rename(first.path.with_name("29991231T235959999998Z"))
    assert publish_small(settings).run_id == "29991231T235959999999Z"
    assert ahead.exists()
