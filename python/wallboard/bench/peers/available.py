"""Which peers there are, and why one of them cannot run here."""

from __future__ import annotations

import os
import pwd
import shutil
from importlib.util import find_spec
from pathlib import Path

PEERS = ("duckdb", "duckdb_streaming", "postgres", "spark", "polars", "pandas")
PACKAGES = {"spark": "pyspark", "polars": "polars", "pandas": "pandas"}
DEBIAN = Path("/usr/lib/postgresql")  # where Debian keeps the programs of each version apart
SERVER_USER = "postgres"  # PostgreSQL refuses to run as root


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version where there are several."""
    on_path = shutil.which("initdb")
    if on_path:  # perhaps a link, and the other programs lie where it leads
        return Path(on_path).resolve().parent
    found = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


def why_missing(peer: str) -> str | None:
    """Why the peer cannot run on this machine; None if it can."""
    package = PACKAGES.get(peer)
    if package and find_spec(package) is None:
        return f"{package} is not installed; make setup-bench installs it"
    if peer == "spark" and not (shutil.which("java") or "JAVA_HOME" in os.environ):
        return "there is no Java; Spark needs 17 or newer"
    if peer == "postgres":
        return _why_no_server()
    return None


def _why_no_server() -> str | None:
    if postgres_programs() is None:
        return "PostgreSQL is not installed; Debian's package is postgresql"
    if os.geteuid() == 0 and SERVER_USER not in {user.pw_name for user in pwd.getpwall()}:
        return f"PostgreSQL does not run as root, and there is no user {SERVER_USER}"
    return None
