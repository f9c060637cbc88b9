"""Persons: their pseudonyms, the key these hang on, and what an erasure leaves behind."""
