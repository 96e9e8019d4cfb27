"""formats/exporters."""
