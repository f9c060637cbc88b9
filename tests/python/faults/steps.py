"""What a case does, step by step; each step is a mapping whose first key names it.

    ingest: FILES            land files of the inbox; options source, timezone, encoding
    build: [ARGUMENTS]       the real build
    command: LINE            any other wallboard command; {inbox} and {home} stand for folders
    transform: {timezone, vars}   every model over what has landed, in memory
    query: SQL               gives: ROWS; over the last transform, or of: run | landing | PATH
    same: [NAME, NAME]       two results, kept with `as: NAME`, hold the same rows
    environment: {NAME: VALUE}    for the steps that follow; null takes it away
    write: FILES             more files for the inbox, made as those under `files`
    link: {PATH: TARGET}     a symbolic link
    damage: {file, by}       by: truncate | flip | remove | TEXT to append
                             {keep: CONDITION}: the rows of a Parquet file that are left
                             {storage_version: N}: as a newer DuckDB would write it
    change: SQL              on the build file, behind the product's back
    holding: PATH            the steps under `while` run as another process holds this file
    kill: LINE               start a command, kill -9 it as soon as `when` (a glob) exists
    full_disk: MODULE        the steps under `while` find no room to write to in this module
    edit: {FILE: [OLD, NEW]} the command below runs on a copy of the project so changed
    nowhere: TEXT            the text is in no file below `in` (default runs)

Steps that run a command take exit (0), says (texts it must print), hides (texts it must not) and
apart (true: in a process of its own). The result `published` is that of the run before the case.
"""

from __future__ import annotations

import errno
import importlib
import os
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from faults.case import Case
from faults.files import write_files
from faults.home import KEY, Home
from faults.transform import ABOUT_DELIVERIES, Cut, Models, mart_digests
from wallboard.cli import app
from wallboard.errors import InputRejected, WallboardError
from wallboard.runs import current_run
from wallboard.settings import PROJECT_DIR

START = "from wallboard.cli import main; main()"
PATIENCE_SECONDS = 90
ModelsFor = Callable[[str, Mapping[str, Any]], Models]


@dataclass(slots=True)
class Stage:
    """Where a case is played: its home, what it set, what it has found so far."""

    case: Case
    home: Home
    models: ModelsFor
    cut: Cut | None = None
    environment: dict[str, str | None] = field(default_factory=dict)
    results: dict[str, dict[str, str]] = field(default_factory=dict)
    warehouse: duckdb.DuckDBPyConnection | None = None
    project: Path = PROJECT_DIR
    codes: list[int] = field(default_factory=list)

    def play(self) -> None:
        """Write the case's files and take its steps."""
        write_files(self.home.inbox, self.case.files)
        self.results["published"] = _published(self.home)
        self.take(self.case.steps)

    def take(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            name = next(iter(step))
            act = STEPS.get(name)
            assert act is not None, f"{self.case.path.name}: no step is called {name!r}"
            act(self, step[name], {key: step[key] for key in list(step)[1:]})

    @property
    def variables(self) -> dict[str, str | None]:
        """The environment of commands."""
        own = {
            "WALLBOARD_HOME": str(self.home.path),
            "WALLBOARD_HMAC_KEY": KEY,
            "WALLBOARD_EXPORT_ROOT": str(self.home.inbox),
            "WALLBOARD_TIMEZONE": None,
        }
        return {**own, **self.environment}

    def close(self) -> None:
        """Let go of what the last transform built."""
        if self.warehouse is not None:
            self.warehouse.close()
            self.warehouse = None

    def placed(self, text: str) -> str:
        """A text with the folders of this case in it."""
        return text.replace("{inbox}", str(self.home.inbox)).replace("{home}", str(self.home.path))


def _run(stage: Stage, arguments: list[str], options: Mapping[str, Any]) -> None:
    """Run one command in this process, as `wallboard` would, and check what came of it."""
    if stage.project != PROJECT_DIR or options.get("apart"):
        code, said = _elsewhere(stage, arguments)
    else:
        with pytest.MonkeyPatch.context() as patch:
            # Relative paths on the command line are those of the inbox.
            patch.chdir(stage.home.inbox)
            result = CliRunner().invoke(app, arguments, env=stage.variables)
        code, said = result.exit_code, result.output
        if isinstance(result.exception, WallboardError):
            code = result.exception.exit_code
            said += f"wallboard: {result.exception}"
            if isinstance(result.exception, InputRejected):
                said += str(result.exception.report)
    _check(stage, arguments, options, code, said)


def _elsewhere(stage: Stage, arguments: list[str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", START, *arguments],
        env=_process_environment(stage),
        cwd=stage.home.inbox,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def _process_environment(stage: Stage) -> dict[str, str]:
    wanted = {**os.environ, "PYTHONPATH": str(stage.project / "python"), **stage.variables}
    return {name: value for name, value in wanted.items() if value is not None}


def _check(
    stage: Stage, arguments: list[str], options: Mapping[str, Any], code: int, said: str
) -> None:
    expected = options.get("exit", 0)
    shown = f"wallboard {' '.join(arguments)}"
    allowed = expected if isinstance(expected, list) else [expected]
    assert code in allowed, f"{shown}: exit {code}, expected {expected}\n{said[-3000:]}"
    stage.codes.append(code)
    flat = " ".join(said.split())
    for text in _listed(options.get("says", ())):
        assert text in flat, f"{shown}: does not say {text!r}:\n{said[-3000:]}"
    for text in _listed(options.get("hides", ())):
        assert text not in said, f"{shown}: says {text!r}"


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else list(value)


def _ingest(stage: Stage, files: Any, options: dict[str, Any]) -> None:
    paths = [str(stage.home.inbox / name) if "://" not in name else name for name in _listed(files)]
    arguments = ["ingest", *paths, "--source", options.get("source", "native")]
    for name in ("timezone", "encoding"):
        if name in options:
            arguments += [f"--{name}", options[name]]
    _run(stage, arguments, options)


def _build(stage: Stage, arguments: Any, options: dict[str, Any]) -> None:
    _run(stage, ["build", *map(str, arguments or ())], options)
    if options.get("exit", 0) == 0 and "as" in options:
        stage.results[options["as"]] = _published(stage.home)


def _published(home: Home) -> dict[str, str]:
    """The hashes of the marts of the current run that do not tell of deliveries."""
    marts = current_run(home.settings).manifest["marts"]
    return {
        name: mart["sha256"]
        for name, mart in marts.items()
        if not name.startswith(ABOUT_DELIVERIES)
    }


def _command(stage: Stage, line: str, options: dict[str, Any]) -> None:
    _run(stage, shlex.split(stage.placed(line)), options)


def _transform(stage: Stage, how: Any, options: dict[str, Any]) -> None:
    how = how or {}
    models = stage.models(how.get("timezone", "UTC"), how.get("vars", {}))
    stage.close()
    stage.warehouse = models.run(stage.home.settings, stage.cut)
    if "as" in options:
        stage.results[options["as"]] = mart_digests(stage.warehouse)


def _query(stage: Stage, sql: str, options: dict[str, Any]) -> None:
    of = options.get("of", "transform")
    if of == "transform":
        assert stage.warehouse is not None, "no transform before the query"
        found = stage.warehouse.execute(sql).fetchall()
    elif of == "run":
        with current_run(stage.home.settings).connect() as connection:
            found = connection.execute(sql).fetchall()
    else:
        with duckdb.connect() as connection:
            found = connection.execute(stage.placed(sql)).fetchall()
    rows = [[value if _is_plain(value) else str(value) for value in row] for row in found]
    assert rows == options["gives"], f"{sql}\ngives {rows}, expected {options['gives']}"


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str))


def _same(stage: Stage, names: list[str], options: dict[str, Any]) -> None:
    first, *others = (stage.results[name] for name in names)
    for other in others:
        differing = sorted(mart for mart in first | other if first.get(mart) != other.get(mart))
        assert differing == [], f"{names}: these marts differ: {differing}"


def _environment(stage: Stage, values: Mapping[str, Any], options: dict[str, Any]) -> None:
    stage.environment |= {
        name: None if value is None else stage.placed(str(value)) for name, value in values.items()
    }


def _write(stage: Stage, files: Mapping[str, Any], options: dict[str, Any]) -> None:
    write_files(stage.home.inbox, files)


def _link(stage: Stage, links: Mapping[str, str], options: dict[str, Any]) -> None:
    for name, target in links.items():
        (stage.home.inbox / name).symlink_to(stage.placed(target))


def _damage(stage: Stage, what: Mapping[str, Any], options: dict[str, Any]) -> None:
    found = sorted(stage.home.path.glob(what["file"]))
    assert found, f"nothing to damage: {what['file']}"
    by = what["by"]
    for path in found:
        if by == "remove":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            continue
        if isinstance(by, dict) and "keep" in by:
            duckdb.sql(
                f"copy (select * from read_parquet('{path}') where {by['keep']}) "
                f"to '{path}' (format parquet)"
            )
            continue
        content = bytearray(path.read_bytes() if path.exists() else b"")
        if by == "truncate":
            content = content[: len(content) // 2]
        elif by == "flip":
            for place in range(len(content) // 4, len(content), 4096):
                content[place] ^= 0xFF
        elif isinstance(by, dict):
            _say_version(content, by["storage_version"])
        else:
            content += str(by).encode()
        path.write_bytes(content)


def _say_version(content: bytearray, version: int) -> None:
    """Put a storage version into the header of a DuckDB file, with the checksum it has then."""
    content[12:20] = struct.pack("<Q", version)
    checksum = 5381
    for (word,) in struct.iter_unpack("<Q", content[8:4096]):
        checksum ^= word * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    content[:8] = struct.pack("<Q", checksum)


HOLD = {
    "lock": "import fcntl, sys, time; f = open(sys.argv[1], 'a+'); fcntl.flock(f, 2); "
    "f.write('process 1 (wallboard build)'); f.flush(); print('held', flush=True); "
    "time.sleep(600)",
    "database": "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); "
    "print('held', flush=True); time.sleep(600)",
}


def _change(stage: Stage, sql: str, options: dict[str, Any]) -> None:
    with duckdb.connect(str(stage.home.path / "work" / "warehouse.duckdb")) as connection:
        connection.execute(sql)


def _holding(stage: Stage, name: str, options: dict[str, Any]) -> None:
    path = stage.home.path / name
    how = "database" if name.endswith(".duckdb") else "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD[how], str(path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        try:
            assert other.stdout.readline().strip() == "held"
            stage.take(_told(options["while"], "{pid}", str(other.pid)))
        finally:
            other.kill()
            other.wait()
    if how == "lock":
        path.write_bytes(b"")


def _told(steps: list[dict[str, Any]], word: str, value: str) -> list[dict[str, Any]]:
    """Steps whose `says` speak of something known only now."""
    return [
        {**step, "says": [text.replace(word, value) for text in _listed(step.get("says", ()))]}
        for step in steps
    ]


def _kill(stage: Stage, line: str, options: dict[str, Any]) -> None:
    home = stage.home.path
    before = set(home.glob(options["when"]))
    with subprocess.Popen(
        [sys.executable, "-c", START, *shlex.split(stage.placed(line))],
        env=_process_environment(stage),
        cwd=PROJECT_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not set(home.glob(options["when"])) - before:
            assert process.poll() is None, f"{line} ended before {options['when']} was there"
            assert time.monotonic() < deadline, f"{options['when']} never came"
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)


def _full_disk(stage: Stage, module: str, options: dict[str, Any]) -> None:
    """What calls `os.fsync` in the module is told, from the call given on, that no room is left."""
    place: Any = importlib.import_module(module)
    calls = 0

    def refuse(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls >= options.get("from_call", 1):
            raise OSError(errno.ENOSPC, "No space left on device")

    class Disk:
        fsync = staticmethod(refuse)

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "os", Disk())
        stage.take(options["while"])
    assert calls, f"{module} wrote nothing"


# What a project needs to run from another folder.
PROJECT = (
    "dbt_project.yml profiles.yml models macros seeds tests/generic tests/singular python docs"
)


def _edit(stage: Stage, changes: Mapping[str, list[str]], options: dict[str, Any]) -> None:
    if stage.project == PROJECT_DIR:
        copy = stage.home.inbox.with_name("project")
        for name in PROJECT.split():
            source = PROJECT_DIR / name
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, target)
        stage.project = copy
    for name, (old, new) in changes.items():
        path = stage.project / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


def _nowhere(stage: Stage, texts: Any, options: dict[str, Any]) -> None:
    for folder in _listed(options.get("in", "{home}/runs")):
        for path in Path(stage.placed(folder)).rglob("*"):
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                rows = "\n".join(_values(path))
                for text in _listed(texts):
                    where = f"{text!r} stands in {path.name}"
                    assert text.encode() not in content, where
                    assert text not in rows, where


def _values(path: Path) -> Iterator[str]:
    """The rows of a packed file, unpacked."""
    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            yield from _texts(connection, f"read_parquet('{path}')")
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables()")
            for schema, table in tables.fetchall():
                yield from _texts(connection, f'{schema}."{table}"')


def _texts(connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    rows = connection.execute(f"select cast(t as varchar) from {relation} as t").fetchall()
    return [str(row[0]) for row in rows]


STEPS: dict[str, Callable[[Stage, Any, dict[str, Any]], None]] = {
    "ingest": _ingest,
    "build": _build,
    "command": _command,
    "transform": _transform,
    "query": _query,
    "same": _same,
    "environment": _environment,
    "write": _write,
    "link": _link,
    "damage": _damage,
    "change": _change,
    "holding": _holding,
    "kill": _kill,
    "full_disk": _full_disk,
    "edit": _edit,
    "nowhere": _nowhere,
}
