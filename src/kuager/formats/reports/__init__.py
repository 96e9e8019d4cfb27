"""formats/reports."""
