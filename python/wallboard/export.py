"""Exporting published marts: whole tables, by name, into one folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import duckdb

from wallboard.errors import UsageError
from wallboard.runs import Run

Format = Literal["parquet", "csv"]


def export(run: Run, marts: list[str], format: Format, out: Path) -> list[Path]:
    """Write the marts named (all if none is) as ``<mart>.<format>`` into ``out``.

    Names are held against what the run published; anything else is a `UsageError`.
    """
    published = sorted(run.manifest["marts"])
    for name in marts:
        if name not in published:
            raise UsageError(f"unknown mart {name!r}; published are: {', '.join(published)}")
    if out.is_symlink() or "://" in str(out):
        raise UsageError(f"--out {out}: name a plain folder, not a link or an address")
    out.mkdir(parents=True, exist_ok=True)
    return [_write(run, name, format, out / f"{name}.{format}") for name in marts or published]


def _write(run: Run, mart: str, format: Format, target: Path) -> Path:
    if target.is_symlink():
        raise UsageError(f"{target} is a link; remove it or choose another folder")
    draft = target.with_name(target.name + ".tmp")
    if format == "parquet":
        shutil.copyfile(run.path / f"{mart}.parquet", draft)
    else:
        with duckdb.connect(str(run.database), read_only=True) as connection:
            quoted = str(draft).replace("'", "''")
            connection.execute(f"copy {mart} to '{quoted}' (format csv, header)")
    draft.replace(target)
    return target
