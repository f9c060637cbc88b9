"""Containers of JSON documents: a file, a folder of files, a tar archive, a file of JSON lines."""

from __future__ import annotations

import re
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from wallboard.landing.csvtext import MARKED
from wallboard.landing.jsonrows import read_lines
from wallboard.landing.packed import (
    MAX_DOCUMENT_BYTES,
    open_bytes,
    read_document,
    unpacked_limit,
)
from wallboard.landing.tally import FileRejected

MAX_UNPACKED_BYTES = 4 * 1024 * 1024 * 1024


def natural_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key in which digits compare as numbers: 2.json before 10.json."""
    return tuple(
        (0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", name)
    )


def read_documents(
    path: Path, members: tuple[Path, ...], encoding: str
) -> Iterator[tuple[int, str]]:
    """Yield (number, text) of each document of a container, in member-name order."""
    if members:
        for number, member in enumerate(members, start=1):
            try:
                yield number, read_document(member).decode(encoding, MARKED)
            except OSError as error:
                raise FileRejected(f"{member.name} cannot be read: {error}") from error
    elif path.name.lower().endswith((".tar.gz", ".tgz", ".tar")):
        for number, content in enumerate(_tar_members(path), start=1):
            yield number, content.decode(encoding, MARKED)
    elif path.name.lower().endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
        yield from read_lines(path, encoding)
    else:
        try:
            text = read_document(path).decode(encoding, MARKED)
        except OSError as error:
            raise FileRejected(f"cannot be read: {error}") from error
        if text.strip():
            yield 1, text


def _tar_members(path: Path) -> list[bytes]:
    """Contents of the archive's JSON files; nothing is unpacked to disk, links are ignored."""
    found: dict[str, bytes] = {}
    total = 0
    limit = min(MAX_UNPACKED_BYTES, unpacked_limit(path))
    try:
        with open_bytes(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                name = member.name
                if not member.isfile() or Path(name).name.startswith("."):
                    continue
                if not name.lower().endswith(".json"):
                    continue
                total += member.size
                if total > limit:
                    raise FileRejected(f"unpacks to more than {limit:,} bytes; deliver it in parts")
                handle = archive.extractfile(member)
                found[name] = handle.read(MAX_DOCUMENT_BYTES + 1) if handle else b""
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise FileRejected(f"is not a readable archive: {error}") from error
    return [found[name] for name in sorted(found, key=natural_key)]
