"""What can be landed: the contract's tables, and those a connector's YAML declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml

from wallboard.contract import DELETION_COLUMN, VERSION_COLUMN, Naming, load_contract
from wallboard.errors import UsageError
from wallboard.settings import checked_timezone

NATIVE = "native"
Format = Literal["csv", "jsonl", "parquet", "json_documents"]
Of = Literal["row", "document", "position"]
Header = Literal["by_name", "by_position"]
# The same reader in C, ten times as fast, where the library was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LINEAGE = (
    "_extra",
    "_source_file",
    "_source_row",
    "_batch_id",
    "_loaded_at",
    "_timezone",
    "_row_hash",
    "_known_fields",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One own column; ``path`` is where a JSON document keeps its value.

    ``naming`` says whose id it holds. With ``is_case`` it tells which rows are one matter of a
    customer; with ``is_words`` it holds what somebody said, wrote or is, which an erasure empties.
    """

    name: str
    is_required: bool = False
    is_prose: bool = False
    path: tuple[str, ...] = ()
    of: Of = "row"
    naming: Naming | None = None
    is_key: bool = False
    is_case: bool = False
    is_words: bool = False

    def __post_init__(self) -> None:
        if self.of not in get_args(Of):
            raise UsageError(f"{self.name}: `of` is {self.of!r}, not one of {get_args(Of)}")
        if not self.path:
            object.__setattr__(self, "path", (self.name,))


@dataclass(frozen=True, slots=True)
class RawTable:
    """One raw table of one source, and how its files are read.

    ``rows`` is the list inside a JSON document that holds the rows (None: the document is the row);
    ``elsewhere`` names fields that other tables of the source read, so they are not unknown here.
    With ``header`` ``by_position`` the columns of a CSV file stand in the order declared, whatever
    it calls them; ``null_text`` is what the files write where they know nothing.
    """

    source: str
    name: str
    fields: tuple[Field, ...]
    format: Format = "csv"
    delimiters: tuple[str, ...] = (",",)
    rows: str | None = None
    files: str | None = None
    elsewhere: frozenset[str] = frozenset()
    header: Header = "by_name"
    null_text: str | None = None

    def __post_init__(self) -> None:
        where = f"{self.source}.{self.name}"
        folded = [field.name.casefold() for field in self.fields]
        if not folded:
            raise UsageError(f"{where}: no columns are declared")
        for name in folded:
            if folded.count(name) > 1 or name in LINEAGE:
                raise UsageError(f"{where}: column {name!r} is declared twice or reserved")
        if self.format not in get_args(Format):
            raise UsageError(f"{where}: format {self.format!r} is not one of {get_args(Format)}")
        if self.header not in get_args(Header):
            raise UsageError(f"{where}: header {self.header!r} is not one of {get_args(Header)}")
        if any(len(mark) != 1 or mark in '"\r\n' for mark in self.delimiters):
            raise UsageError(f"{where}: a delimiter is one character, not a quote or line end")

    @property
    def columns(self) -> tuple[str, ...]:
        """Own columns in landing order."""
        return tuple(field.name for field in self.fields)

    @property
    def prose(self) -> tuple[str, ...]:
        """Own columns that also get a folded twin."""
        return tuple(field.name for field in self.fields if field.is_prose)

    @property
    def is_native(self) -> bool:
        """Whether the table is one of the contract's own."""
        return self.source == NATIVE


@dataclass(frozen=True, slots=True)
class Source:
    """One source; ``timezone`` is the declared zone of its naive times."""

    name: str
    tables: tuple[RawTable, ...]
    timezone: str | None = None


def native_source() -> Source:
    """The raw contract itself as a source."""
    tables = []
    for table in load_contract().values():
        own = [
            Field(
                column.name,
                column.is_required,
                column.data_type == "prose",
                naming=column.naming,
                is_key=column.is_key,
                is_case=column.is_case,
                is_words=column.data_type == "prose",
            )
            for column in table.columns
        ]
        more = (Field(VERSION_COLUMN), Field(DELETION_COLUMN))
        tables.append(RawTable(NATIVE, table.name, (*own, *more)))
    return Source(NATIVE, tuple(tables))


def load_sources(project_dir: Path) -> dict[str, Source]:
    """Return native and every connector under ``models/staging``, by name."""
    sources = {NATIVE: native_source()}
    for path in sorted((project_dir / "models" / "staging").glob("*/_*.yml")):
        if path.name == f"_{path.parent.name}.yml" and path.parent.name != NATIVE:
            source = _connector(path)
            if source is not None:
                sources[source.name] = source
    return sources


def _connector(path: Path) -> Source | None:
    """Read the dbt source named like its folder; None if the file declares no landing."""
    name = path.parent.name
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) or {}
    except yaml.YAMLError as error:
        raise UsageError(f"{path.name}: not readable as YAML: {error}") from error
    declared = [entry for entry in document.get("sources") or [] if entry.get("name") == name]
    if not declared:
        return None
    meta = _meta(declared[0])
    zone = meta.get("timezone")
    listed = [entry for entry in declared[0].get("tables") or [] if "landing" in _meta(entry)]
    all_rows = frozenset(str(_meta(entry)["landing"].get("rows", "")) for entry in listed)
    tables = tuple(_table(name, entry, all_rows) for entry in listed)
    if not tables:
        return None
    return Source(name, tables, checked_timezone(zone, path.name) if zone else None)


def _table(source: str, entry: Mapping[str, Any], all_rows: frozenset[str]) -> RawTable:
    landing = _meta(entry)["landing"]
    form = cast(Format, landing.get("format", "csv"))
    prose = set(landing.get("prose") or ())
    twins = {f"{name}_folded" for name in prose}
    fields = []
    for column in entry.get("columns") or []:
        name, meta = str(column["name"]), _meta(column)
        if name in LINEAGE or name in twins:
            continue
        optional = form in ("jsonl", "json_documents") or bool(meta.get("optional"))
        path = tuple(str(meta["path"]).split(".")) if "path" in meta else ()
        names = meta.get("names")
        fields.append(
            Field(
                name,
                is_required=not optional,
                is_prose=name in prose,
                path=path,
                of=meta.get("of", "row"),
                naming=_naming(f"{source}.{entry['name']}.{name}", meta),
                is_case=names == "case",
                is_words=names == "words" or name in prose,
            )
        )
    unknown = prose - {field.name for field in fields}
    if unknown:
        raise UsageError(f"{source}.{entry['name']}: prose column {sorted(unknown)} not declared")
    rows = landing.get("rows")
    return RawTable(
        source=source,
        name=str(entry["name"]),
        fields=tuple(fields),
        format=form,
        delimiters=tuple(landing.get("delimiters") or (",",)),
        rows=rows,
        files=landing.get("files"),
        elsewhere=all_rows - {rows},
        header=landing.get("header", "by_name"),
        null_text=landing.get("null_text"),
    )


def _naming(where: str, meta: Mapping[str, Any]) -> Naming | None:
    names = meta.get("names")
    if names in (None, "case", "words"):
        return None
    try:
        return Naming(role=names, nobody=tuple(map(str, meta.get("nobody") or ())))
    except (TypeError, ValueError) as error:
        raise UsageError(f"{where}: `names` is {names!r}; {error}") from error


def _meta(node: Mapping[str, Any]) -> dict[str, Any]:
    """The ``meta`` of a YAML node, under ``config`` or beside it."""
    config = node.get("config") or {}
    return {**(node.get("meta") or {}), **(config.get("meta") or {})}
