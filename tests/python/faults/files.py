"""Makers of awkward input files; what a case writes under ``files`` is read here.

A file is its text, or a mapping:

    text          the text                      lines     lines, each a text or {text, encoding}
    encoding      of the text (UTF-8)           fill      {WORD: n}: the word becomes n letters
    line_ends     crlf                          repeat    {line, times, except: {n: line}}
    gzip          true                          cut       keep so many bytes of what was written
    parquet       {column: [values]}            types     {column: Arrow type, or instant}
    copy_of       another file, byte for byte   document  a value, written as JSON

In ``repeat`` {n} is the number of the line, from 1; ``text`` stands before it.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

INSTANT = pa.timestamp("us", tz="UTC")


def write_files(folder: Path, files: Mapping[str, Any]) -> None:
    """Write every file of a case into ``folder``."""
    for name, made in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(made if isinstance(made, dict) else {"text": made}, folder))


def _bytes(made: dict[str, Any], folder: Path) -> bytes:
    if "copy_of" in made:
        return Path(folder / made["copy_of"]).read_bytes()
    content = _parquet(made) if "parquet" in made else b"".join(_lines(made))
    if made.get("gzip"):
        content = gzip.compress(content, mtime=0)
    cut: int = made.get("cut", len(content))
    return content[:cut]


def _lines(made: dict[str, Any]) -> Iterator[bytes]:
    encoding = made.get("encoding", "utf-8")
    text = made.get("text", "")
    if "document" in made:
        text = json.dumps(made["document"], ensure_ascii=False)
    for word, count in made.get("fill", {}).items():
        text = text.replace(word, "x" * count)
    if made.get("line_ends") == "crlf":
        text = text.replace("\n", "\r\n")
    yield text.encode(encoding)
    for line in made.get("lines", ()):
        part = line if isinstance(line, dict) else {"text": line}
        yield f"{part['text']}\n".encode(part.get("encoding", encoding))
    repeat = made.get("repeat")
    if repeat:
        others = repeat.get("except", {})
        for number in range(1, repeat["times"] + 1):
            line = others.get(number, repeat["line"])
            yield f"{line}\n".replace("{n}", str(number)).encode(encoding)


def _parquet(made: dict[str, Any]) -> bytes:
    types = made.get("types", {})
    arrays = {
        name: pa.array(values).cast(INSTANT if types[name] == "instant" else types[name])
        if name in types
        else pa.array(values)
        for name, values in made["parquet"].items()
    }
    out = io.BytesIO()
    pq.write_table(pa.table(arrays), out)
    return out.getvalue()
