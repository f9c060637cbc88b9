"""Runs: build in a private file, test, publish as a versioned directory; or publish nothing."""

from wallboard.runs.build import build
from wallboard.runs.parity import parity
from wallboard.runs.published import Run, current_run
from wallboard.runs.rebuilt import rebuilt

__all__ = ["Run", "build", "current_run", "parity", "rebuilt"]
