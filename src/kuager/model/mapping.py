"""Mappings: how the rows of a file become drafts. This page gathers what the verbs need.

A mapping is read and written by `mapping_value`, suggested from a header by `suggestion`, and made
into a function from row to draft by `row_reader`; `docs/spec/mapping.md` tells the whole.
"""

from kuager.model.mapping_value import (
    Always,
    Mapping,
    MappingError,
    Target,
    read_mapping,
    write_mapping,
)
from kuager.model.row_reader import RowReader, TableRow, compile_mapping
from kuager.model.suggestion import suggest_mapping

__all__ = [
    "Always",
    "Mapping",
    "MappingError",
    "RowReader",
    "TableRow",
    "Target",
    "compile_mapping",
    "read_mapping",
    "suggest_mapping",
    "write_mapping",
]
