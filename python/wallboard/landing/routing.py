"""From the paths that a user names to (file, table) pairs, in a fixed order."""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wallboard.errors import UsageError
from wallboard.landing.documents import natural_key
from wallboard.landing.tables import RawTable, Source
from wallboard.landing.tally import FileRejected

Kind = Literal["csv", "jsonl", "parquet", "documents"]
KINDS: dict[str, Kind] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".json": "documents",
    ".tar": "documents",
    ".tgz": "documents",
    ".tsv": "csv",
    ".txt": "csv",
}
NATIVE_SUFFIXES = (".csv", ".jsonl", ".ndjson", ".parquet")
URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file (or folder of documents) for one table; ``members`` are a folder's documents.

    Several ``candidates`` are told apart by the header when the file is read.
    """

    path: Path
    source_file: str
    kind: Kind
    candidates: tuple[RawTable, ...]
    members: tuple[Path, ...] = ()
    problem: FileRejected | None = None


def deliveries(paths: Sequence[Path], source: Source) -> tuple[list[Delivery], list[str]]:
    """Return what is to be read, and the files passed over because they belong to no table."""
    found: list[Delivery] = []
    passed: list[str] = []
    seen: set[Path] = set()
    for path in paths:
        files = list(_files(path))
        folders = _folder_documents(path, files, source)
        gathered = {member for folder in folders for member in folder.members}
        for file in files:
            if file in gathered or file.resolve() in seen:
                continue
            seen.add(file.resolve())
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            routed = _route(file, name, path, source)
            found += routed
            if not routed:
                passed.append(name)
        found += folders
    return found, passed


def _files(path: Path) -> Iterator[Path]:
    """The files of a path, natural order; hidden ones and names beginning with _ are not data."""
    if URL.match(str(path)):
        raise UsageError(f"{path}: addresses are not read; download the file first")
    if path.is_symlink():
        raise UsageError(f"{path}: is a symbolic link; name the file itself")
    if path.is_file():
        yield path
    elif path.is_dir():
        for file in sorted(path.rglob("*"), key=lambda f: natural_key(f.as_posix())):
            if file.is_symlink():
                raise UsageError(f"{file}: is a symbolic link; name the file itself")
            hidden = any(part.startswith((".", "_")) for part in file.relative_to(path).parts)
            if file.is_file() and not hidden:
                yield file
    else:
        raise UsageError(f"{path}: there is no such file or folder")


def _suffix(path: Path) -> str:
    """The telling suffix in lower case: ``.csv`` for a.csv.gz, ``.tar`` for a.tar.gz."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _kind(path: Path) -> Kind | None:
    return KINDS.get(_suffix(path))


def _route(file: Path, name: str, root: Path, source: Source) -> list[Delivery]:
    if source.name == "native":
        return _route_native(file, name, root, source)
    kind = _kind(file)
    tables = [t for t in source.tables if t.files is None or fnmatch.fnmatch(file.name, t.files)]
    documents = [t for t in tables if t.format == "json_documents"]
    if documents and kind in ("documents", "jsonl"):
        return [Delivery(file, name, "documents", (table,)) for table in documents]
    flat = _ranked([t for t in tables if t.format != "json_documents"], file)
    if flat and kind in ("csv", "jsonl", "parquet"):
        return [Delivery(file, name, kind, tuple(flat))]
    # In a folder, what no table can be (a licence, a note) is passed over; the report names it.
    if root.is_dir() and (kind in (None, "documents") or not flat):
        return []
    fits = "/".join(sorted({table.format for table in source.tables}))
    problem = FileRejected(f"its extension is none that {source.name} reads ({fits})")
    return [Delivery(file, name, kind or "csv", (), problem=problem)]


def _ranked(tables: list[RawTable], file: Path) -> list[RawTable]:
    """Tables whose name begins the file's name first, the longest name first of all."""
    return sorted(tables, key=lambda t: -len(t.name) if file.name.startswith(t.name) else 0)


def _folder_documents(path: Path, files: list[Path], source: Source) -> list[Delivery]:
    """A folder's .json files, taken together as one container."""
    documents = [file for file in files if _suffix(file) == ".json" and path.is_dir()]
    found = []
    for table in source.tables:
        own = [f for f in documents if table.files is None or fnmatch.fnmatch(f.name, table.files)]
        if own and table.format == "json_documents":
            found.append(Delivery(path, path.name, "documents", (table,), tuple(own)))
    return found


def _route_native(file: Path, name: str, root: Path, source: Source) -> list[Delivery]:
    """By the nearest folder named like a table, else by the longest table name in front."""
    tables = {table.name: table for table in source.tables}
    folders = [folder.name for folder in file.parents]
    depth = len(Path(name).parts) if root.is_dir() else 1
    by_folder = next((folder for folder in folders[:depth] if folder in tables), None)
    fitting = [table for table in tables if file.name.startswith(table)]
    chosen = by_folder or max(fitting, key=len, default=None)
    suffix = _suffix(file)
    if suffix not in NATIVE_SUFFIXES:
        if chosen is None and root.is_dir():
            return []
        shown = ", ".join(NATIVE_SUFFIXES)
        problem = FileRejected(f"its extension {file.suffix!r} is none of {shown}, packed or not")
        own = (tables[chosen],) if chosen else ()
        return [Delivery(file, name, "csv", own, problem=problem)]
    if chosen is None:
        near = difflib.get_close_matches(Path(file.name.lower()).stem, tables, 1, 0.5)
        hint = f"; nearest: {near[0]!r}" if near else ""
        problem = FileRejected(f"neither its folder nor its name is a contract table{hint}")
        return [Delivery(file, name, KINDS[suffix], (), problem=problem)]
    return [Delivery(file, name, KINDS[suffix], (tables[chosen],))]
