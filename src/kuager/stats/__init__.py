"""Counting, and what of a count may be told. Gets coded positions and counts, never a name."""
