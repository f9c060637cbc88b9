"""The simulated centre that is measured, and the folders the benchmark works in."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq

from wallboard.bench.child import run, size, wallboard
from wallboard.bench.rows import Row
from wallboard.settings import HMAC_KEY, Settings

MESSAGES_A_CONTACT = 6.27
START = date(2025, 1, 6)
SEED = 1


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre of about so many messages in so many days, and its folder below the bench's home.

    It is made without faults, so that what is counted by hand and what the build counts are the
    same.
    """

    base: Path
    messages_wanted: int
    days: int

    @property
    def folder(self) -> Path:
        """All that belongs to this centre."""
        return self.base / f"{self.messages_wanted}-messages-{self.days}-days"

    @property
    def delivery(self) -> Path:
        """The generated files."""
        return self.folder / "delivery"

    @property
    def home(self) -> Path:
        """WALLBOARD_HOME of the centre that is landed and built whole."""
        return self.folder / "home"

    @property
    def is_landed(self) -> bool:
        """Whether its home holds landed files."""
        return any((self.home / "raw" / "_audit").glob("[!_]*.parquet"))

    @property
    def logs(self) -> Path:
        """What the steps say."""
        return self.folder / "logs"

    @property
    def last_day(self) -> date:
        """Its last day; the data is taken on that evening."""
        return START + timedelta(days=self.days - 1)

    def settings(self, home: Path | None = None) -> Settings:
        """The settings of one of its homes, with the limits of the environment."""
        return Settings.from_env(self.environment(home))

    def environment(self, home: Path | None = None) -> dict[str, str]:
        """The environment of a step in one of its homes, with a key of the benchmark's own."""
        return {
            **os.environ,
            "WALLBOARD_HOME": str(home or self.home),
            "WALLBOARD_TIMEZONE": "UTC",
            HMAC_KEY: _key(self.base),
        }


def made(centre: Centre) -> Row:
    """What generating the centre took: now, or when the reused one was made."""
    note = centre.folder / "generated.json"
    if note.exists():
        return Row(**json.loads(note.read_text(encoding="utf-8")))
    contacts = max(1, round(centre.messages_wanted / MESSAGES_A_CONTACT))
    arguments = ["synth", "--contacts", str(contacts), "--days", str(centre.days)]
    arguments += ["--seed", str(SEED), "--start", START.isoformat(), "--fault-rate", "0"]
    took = run(
        wallboard(*arguments, "--out", str(centre.delivery)),
        centre.environment(),
        centre.logs,
        centre.home / "work",
    )
    row = took.row("generate", bytes=size(centre.delivery), rows=rows_in(centre, "messages"))
    note.write_text(json.dumps(asdict(row)), encoding="utf-8")
    return row


def is_built(home: Path) -> bool:
    """Whether a home has a published run."""
    return (home / "current").exists()


def rows_in(centre: Centre, table: str) -> int:
    """Rows generated of one table, from the files' own footers."""
    files = (centre.delivery / table).glob("*.parquet")
    return sum(pq.ParquetFile(path).metadata.num_rows for path in files)


def _key(base: Path) -> str:
    """The benchmark's own key: drawn once for its folder, since a home stays with its key."""
    path = base / "key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii")
