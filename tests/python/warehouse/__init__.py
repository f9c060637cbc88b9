"""The warehouse's own SQL against golden values and the oracle."""
