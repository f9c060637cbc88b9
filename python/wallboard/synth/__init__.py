"""A simulated contact centre in the shape of the raw contract."""

from wallboard.synth.config import Config
from wallboard.synth.world import SynthReport, generate

__all__ = ["Config", "SynthReport", "generate"]
