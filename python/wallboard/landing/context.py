"""What identifies a delivery: its bytes, its batch, the encoding it is read in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import duckdb

from wallboard.errors import UsageError
from wallboard.landing.routing import Delivery
from wallboard.landing.sieve import Sieve
from wallboard.landing.survey import encoding_of, sha256_of
from wallboard.landing.tables import RawTable
from wallboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """What all files of one ingest share; ``codec`` is the encoding asked for, if any."""

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    source: str
    zone: str | None
    codec: str | None
    sieve: Sieve
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """The bytes of a delivery."""

    sha256: str
    size: int


def identity_of(delivery: Delivery) -> Identity:
    try:
        return _hashed(delivery)
    except OSError as error:
        raise UsageError(f"{delivery.path}: cannot be opened: {error.strerror}") from error


def _hashed(delivery: Delivery) -> Identity:
    if not delivery.members:
        return Identity(sha256_of(delivery.path), delivery.path.stat().st_size)
    digest = hashlib.sha256()
    for member in delivery.members:
        name = member.relative_to(delivery.path).as_posix()
        digest.update(f"{sha256_of(member)} {name}\n".encode())
    return Identity(digest.hexdigest(), sum(member.stat().st_size for member in delivery.members))


def batch_id(context: Context, table: RawTable | None, identity: Identity) -> str:
    """The batch id: the same bytes for the same table are the same batch."""
    parts = (context.source, table.name if table else "", identity.sha256)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def delivered_encoding(delivery: Delivery) -> str:
    is_archive = delivery.kind == "documents" and delivery.path.name.endswith(
        (".gz", ".tgz", ".tar")
    )
    return "utf-8-sig" if delivery.members or is_archive else encoding_of(delivery.path)


def shown_encoding(encoding: str | None) -> str | None:
    return "utf-8" if encoding == "utf-8-sig" else encoding
