"""A peer in a process of its own: it works, stops the clock after each phase, and reports."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from wallboard.bench.peers.processes import cpu_seconds, forget_peak, peak_bytes
from wallboard.settings import Settings

Answer = Iterable[tuple[Any, ...]]  # slices first, then whole numbers


@dataclass(frozen=True, slots=True)
class Work:
    """A peer that has started: what it does in each phase."""

    load: Callable[[], None]
    reply_gap: Callable[[], Answer]
    service_level: Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of a phase: the machine's monotonic clock, CPU so far, own peak in the phase."""

    phase: str
    at: float
    cpu_seconds: float
    peak_bytes: int


Started = Callable[[Path, Settings], AbstractContextManager[Work]]


def take_part(started: Started) -> None:
    """Do the work over the Parquet folder ``argv[1]`` in the folder ``argv[2]``.

    One line of JSON on standard output says when each phase stopped and what each answer's
    checksum is; the answers themselves lie in ``argv[2]``.
    """
    tables, scratch = (Path(argument) for argument in sys.argv[1:])
    stops: list[Stop] = []

    def stop(phase: str) -> None:
        own = os.getpid()
        stops.append(Stop(phase, time.monotonic(), cpu_seconds(own), peak_bytes(own)))
        forget_peak()

    answers = {}
    with started(tables, replace(Settings.from_env(), home=scratch)) as work:
        stop("start")
        work.load()
        stop("load")
        answers["reply_gap"] = list(work.reply_gap())
        stop("reply_gap")
        answers["service_level"] = list(work.service_level())
        stop("service_level")
    checksums = {name: _written(scratch / f"{name}.csv", rows) for name, rows in answers.items()}
    print(json.dumps({"stops": [asdict(each) for each in stops], "checksums": checksums}))


def _written(target: Path, answer: Answer) -> str:
    """Write an answer, in an order that no engine decides; its checksum."""
    lines = sorted([str(value) for value in row] for row in answer)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    return hashlib.sha256(target.read_bytes()).hexdigest()
