"""The gates of a run: what outsiders were promised, asked by Great Expectations before publishing.

dbt's tests guard how the models are built, the gates the contract with those who deliver to us and
those who read from us; no rule is in both.
"""

from wallboard.quality.acceptance import Acceptance
from wallboard.quality.audit import audit_landing, audit_marts, conclude, let_pass
from wallboard.quality.verdict import Finding, Verdict

__all__ = [
    "Acceptance",
    "Finding",
    "Verdict",
    "audit_landing",
    "audit_marts",
    "conclude",
    "let_pass",
]
