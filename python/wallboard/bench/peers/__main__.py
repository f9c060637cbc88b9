"""Peers side by side, as a command: ``python -m wallboard.bench.peers --help``."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from wallboard.bench.peers import PEERS, run_peers, why_missing
from wallboard.bench.peers.side_by_side import side_by_side
from wallboard.errors import WallboardError
from wallboard.printing import as_json, as_table

EXAMPLE = (
    "Example: python -m wallboard.bench.peers data/centre --work data/peers --peers duckdb,polars"
)


def main() -> int:
    """Run the peers over each centre, print the table; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m wallboard.bench.peers",
        description="The same work over the same generated centre in several engines.",
        epilog=EXAMPLE,
    )
    parser.add_argument(
        "centres", nargs="+", type=Path, help="what `wallboard synth --out` wrote, smallest first"
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for what is made on the way"
    )
    parser.add_argument(
        "--peers", help="names with commas between; all that can run here if left out"
    )
    parser.add_argument("--json", action="store_true", help="a list of objects, for programs")
    given = parser.parse_args()
    # asked to end, it ends what it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    reasons = {peer: why_missing(peer) for peer in PEERS}
    chosen = given.peers.split(",") if given.peers else [p for p in PEERS if not reasons[p]]
    for peer, reason in reasons.items():
        if reason and not given.peers:
            print(f"{peer} is left out: {reason}", file=sys.stderr)
    try:
        runs = [run_peers(centre, given.work, chosen) for centre in given.centres]
    except WallboardError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    lines = side_by_side(runs)
    print(as_json(lines) if given.json else as_table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
