"""What an export refuses: names that are not listed, and places outside the export root."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from small_run import RUN_ID, leftovers

from wallboard.errors import UsageError
from wallboard.export import Request, export
from wallboard.settings import Settings


def names(settings: Settings) -> list[str]:
    """The tables of the run, looked at afresh."""
    database = settings.home / "runs" / RUN_ID / "marts.duckdb"
    with duckdb.connect(str(database), read_only=True) as marts:
        return [row[0] for row in marts.execute("show tables").fetchall()]


@hypothesis_settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=60,
)
@given(
    st.text()
    | st.sampled_from(
        [
            'x"; drop table kpi_daily;--',
            "kpi_daily; drop table dim_team",
            "../kpi_daily",
            "read_csv('/etc/passwd')",
            "KPI_DAILY",
            "main.kpi_daily",
            "agent_daily",
            "",
        ]
    )
)
def test_a_name_that_is_not_listed_is_no_sql(settings: Settings, name: str) -> None:
    if name in ("kpi_daily", "dim_team"):
        return
    with pytest.raises(UsageError, match="unknown mart"):
        export(settings, Request((name,), "csv"), Path("out"))
    assert names(settings) == ["dim_team", "kpi_daily"]
    assert not (settings.export_root / "out").exists()


@pytest.mark.parametrize(
    "out",
    [
        *("..", "../elsewhere", "inside/../../elsewhere", "/etc", "/", "~/../../etc"),
        *("http://host/x", "https:/host", "file:///etc", "file:x", "s3://bucket/x", "a\0b"),
    ],
)
def test_a_place_outside_is_refused(settings: Settings, out: str) -> None:
    with pytest.raises(UsageError, match=r"WALLBOARD_EXPORT_ROOT|not an address"):
        export(settings, Request(), Path(out))
    assert list(settings.export_root.iterdir()) == []


@pytest.mark.parametrize("out", [".", "a/b", "a/../b", "./a"])
def test_a_place_inside_is_taken(settings: Settings, out: str) -> None:
    for path in (Path(out), settings.export_root / out):
        [written] = export(settings, Request(("dim_team",)), path)
        assert written.parent == (settings.export_root / out.replace("a/../", "")).resolve()


def test_a_root_that_is_reached_by_a_link_may_be_named_either_way(settings: Settings) -> None:
    link = settings.home.parent / "link"
    link.symlink_to(settings.export_root)
    linked = Settings(home=settings.home, export_root=link)
    for path in (link / "a", settings.export_root / "a"):
        [written] = export(linked, Request(("dim_team",)), path)
        assert written == settings.export_root / "a" / "dim_team.parquet"


def test_no_link_is_followed_below_the_root(settings: Settings, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (settings.export_root / "link").symlink_to(outside)
    for out in ("link", "link/deeper"):
        with pytest.raises(UsageError, match="is a link"):
            export(settings, Request(), Path(out))
    (settings.export_root / "dim_team.parquet").symlink_to(outside / "stolen")
    with pytest.raises(UsageError, match="is a link"):
        export(settings, Request(("dim_team",)), Path())
    assert list(outside.iterdir()) == []


def test_a_file_is_no_folder(settings: Settings) -> None:
    (settings.export_root / "taken").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        export(settings, Request(), Path("taken/x"))


def test_a_root_that_is_not_there_is_said(settings: Settings) -> None:
    nowhere = Settings(home=settings.home, export_root=settings.home / "nowhere")
    with pytest.raises(UsageError, match=r"WALLBOARD_EXPORT_ROOT.*not a folder"):
        export(nowhere, Request(), Path("out"))


@pytest.mark.parametrize("own", ["raw", "runs", f"runs/{RUN_ID}", "work/x", "restricted"])
def test_what_is_wallboards_own_is_not_written_over(settings: Settings, own: str) -> None:
    at_home = Settings(home=settings.home, export_root=settings.home)
    with pytest.raises(UsageError, match="keeps its own files"):
        export(at_home, Request(), Path(own))


def test_each_audience_has_its_own_list(restricted: Settings) -> None:
    asked = Request((), "csv", "restricted")
    [written] = export(restricted, asked, Path())
    assert written.name == "agent_daily.csv"
    assert written.stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError, match="unknown mart"):
        export(restricted, Request(("agent_daily",)), Path())
    with pytest.raises(UsageError, match="unknown mart"):
        export(restricted, Request(("kpi_daily",), "csv", "restricted"), Path())


def test_a_run_without_restricted_marts_says_so(settings: Settings) -> None:
    with pytest.raises(UsageError, match="has no restricted marts"):
        export(settings, Request((), "csv", "restricted"), Path())
    assert leftovers(settings) == []
