"""Every connection: opened in one place, without extensions, and sealed where it only reads."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import yaml

from wallboard.engine import sealed, working
from wallboard.settings import PROJECT_DIR, Settings

OPENS = re.compile(r"duckdb\.(connect|sql|query|execute|read_\w+|from_\w+)\(")
SETTINGS = ("autoinstall_known_extensions", "autoload_known_extensions")


def openers(folder: Path) -> list[str]:
    """Modules that open DuckDB by themselves, or use the connection that nobody configured."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.py"))
        if OPENS.search(path.read_text(encoding="utf-8"))
    ]


def test_duckdb_is_opened_in_one_place() -> None:
    assert openers(PROJECT_DIR / "python" / "wallboard") == ["engine.py"]


def test_another_place_is_found(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text("import duckdb\nduckdb.IOException\n")
    (tmp_path / "bad.py").write_text("import duckdb\nduckdb.sql('from x')\n")
    assert openers(tmp_path) == ["bad.py"]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file with one table."""
    path = tmp_path / "some.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table t as select 1 as a")
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('{folder}/secret.txt')",
        "select * from read_csv('{folder}/*.txt')",
        "select * from glob('{folder}/*')",
        "copy t to '{folder}/out.csv'",
        "export database '{folder}/out'",
        "attach '{folder}/other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set autoload_known_extensions = true",
        "set memory_limit = '1GB'",
        "reset enable_external_access",
        "drop table t",
        "insert into t values (2)",
        "create table u as select 1 as a",
        "select * from 'https://host/file.parquet'",
    ],
)
def test_a_sealed_connection_reads_its_file_and_no_more(database: Path, statement: str) -> None:
    (database.parent / "secret.txt").write_text("secret")
    with sealed(database) as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(statement.format(folder=database.parent)).fetchall()
        assert connection.execute("select a from t").fetchall() == [(1,)]
    assert sorted(path.name for path in database.parent.iterdir()) == ["secret.txt", "some.duckdb"]


def test_two_sealed_connections_stand_side_by_side(database: Path) -> None:
    with sealed(database) as one, sealed(database) as other:
        assert one.execute("from t").fetchall() == other.execute("from t").fetchall()


def test_no_engine_fetches_an_extension(database: Path, tmp_path: Path) -> None:
    with sealed(database) as reading, working(Settings(home=tmp_path), "spill") as writing:
        for connection in (reading, writing):
            found = connection.execute(
                f"select name, value from duckdb_settings() where name in {SETTINGS} order by 1"
            ).fetchall()
            assert found == [(name, "false") for name in SETTINGS]
    profile = yaml.safe_load((PROJECT_DIR / "profiles.yml").read_text(encoding="utf-8"))
    options = profile["wallboard"]["outputs"]["duckdb"]["config_options"]
    assert {name: options[name] for name in SETTINGS} == dict.fromkeys(SETTINGS, False)
