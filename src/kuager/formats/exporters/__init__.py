"""The shelf of exporters: lists as CSV, and the whole vault as an open folder.

Pure writers: what may leave was decided before, and where it goes is the business of a sink.
"""

from kuager.formats.exporters import csv_list, open_folder

EXPORTERS = (csv_list, open_folder)
"""Modules with NAME, MEDIA_TYPE and SUFFIX."""
