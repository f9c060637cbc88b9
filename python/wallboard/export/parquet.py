"""Parquet as it was published: a file as it is, the months of a mart one after the other."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pyarrow.parquet as pq


def write_parquet(files: Sequence[Path], out: IO[bytes]) -> None:
    """Write one file, byte for byte, or the rows of several, in their order, as one."""
    if len(files) == 1:
        with files[0].open("rb") as source:
            shutil.copyfileobj(source, out)
        return
    schema = pq.read_schema(files[0])
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for file in files:
            for batch in pq.ParquetFile(file).iter_batches():
                writer.write_batch(batch)
