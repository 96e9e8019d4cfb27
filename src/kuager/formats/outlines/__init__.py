"""Outlines: how the parts of a document are put in order and into words, before it is written."""
