"""What is installed, held against the lock, the known vulnerabilities and the licences allowed.

``make audit`` runs it; it needs the tools of the development lock.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from wallboard.settings import PROJECT_DIR

CORE, DEV = PROJECT_DIR / "requirements.lock", PROJECT_DIR / "requirements-dev.lock"
LICENCES = PROJECT_DIR / "requirements" / "licences.txt"


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a lock: a package, the version it is pinned to, and the hashes of its files."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the package."""
        return self.requirement.name

    @property
    def version(self) -> str:
        """The one version allowed; empty if the line does not pin it."""
        exact = re.fullmatch(r"==([^*]+)", str(self.requirement.specifier))
        return exact[1] if exact else ""

    @property
    def applies(self) -> bool:
        """Whether this machine needs it."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def pins(lock: Path) -> Iterator[Pin]:
    """The lines of a lock."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        wanted, *hashes = line.partition("#")[0].split("--hash=")
        if wanted.strip():
            yield Pin(Requirement(wanted.strip()), tuple(each.strip() for each in hashes))


def loose_pins(lock: Path) -> list[str]:
    """Lines that could install something else than what was locked."""
    return [
        f"{lock.name}: {pin.requirement} is not one version with hashes"
        for pin in pins(lock)
        if not pin.version or pin.requirement.url or not pin.hashes
    ]


def strays(lock: Path) -> list[str]:
    """Packages that are missing here, or have another version than the lock says."""
    found = []
    for pin in pins(lock):
        try:
            installed = version(pin.name)
        except PackageNotFoundError:
            installed = "missing"
        if pin.applies and installed != pin.version:
            found.append(f"{pin.name} is {installed}, {lock.name} says {pin.version}")
    return found


def advisories(lock: Path) -> tuple[list[str], str]:
    """Known vulnerabilities, and in words how far the advisory service could be asked."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    command += ["--require-hashes", "--disable-pip", "--requirement", str(lock)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        answered: list[dict[str, Any]] = json.loads(said.stdout)["dependencies"]
    except (ValueError, KeyError):
        why = (said.stderr.strip().splitlines() or ["no answer"])[-1]
        return [], f"NOT CHECKED for vulnerabilities: the advisory service was not reached ({why})"
    return read_advisories(answered)


def read_advisories(answered: list[dict[str, Any]]) -> tuple[list[str], str]:
    """The same from the answer: a package that was passed over was not checked."""
    asked = [each for each in answered if "vulns" in each]
    found = [
        f"{each['name']} {each['version']}: {flaw['id']}, "
        f"mended in {', '.join(flaw.get('fix_versions') or ['no version yet'])}"
        for each in asked
        for flaw in each["vulns"]
    ]
    missing = len(answered) - len(asked)
    coverage = f"{len(asked)} of {len(answered)} packages checked for vulnerabilities"
    if missing:
        coverage += f"; NOT CHECKED: {missing}, of which the advisory service told nothing"
    return found, coverage


def licences() -> list[str]:
    """Packages of the core lock whose licence is not allowed."""
    lines = LICENCES.read_text(encoding="utf-8").splitlines()
    allowed = {line for line in lines if line and not line.startswith("#")}
    names = [pin.name for pin in pins(CORE) if pin.applies]
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--packages"]
    listed = json.loads(subprocess.run([*command, *names], capture_output=True, check=True).stdout)
    return [
        f"{each['Name']} {each['Version']}: {each['License']}"
        for each in listed
        if not allowed & set(each["License"].split("; "))
    ]


def main() -> None:
    """Print what was found; exit 1 if any of it needs attention."""
    found = []
    for lock in (CORE, DEV):
        found += [*loose_pins(lock), *strays(lock)]
        flaws, coverage = advisories(lock)
        print(f"{lock.name}: {coverage}")
        found += [f"vulnerable: {flaw}" for flaw in flaws]
    found += [f"licence not allowed: {each}" for each in licences()]
    for line in found:
        print(line)
    print(f"{len(found)} findings" if found else "What is installed is what is locked")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
