"""Peers: the same two pieces of work over the same Parquet, in other engines."""

from wallboard.bench.peers.available import PEERS, why_missing
from wallboard.bench.peers.runner import run_peers

__all__ = ["PEERS", "run_peers", "why_missing"]
