"""formats/importers."""
