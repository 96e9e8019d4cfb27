"""The parts of a Word file, written from our own blank sheet; no template, no traces."""
