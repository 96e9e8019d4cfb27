"""The shelf of importers: bytes of a file in, sheets of text out.

A new importer is one module here with the names of `interface.Importer`, and its line in the
tuple below (`docs/travel/new-importer.md`).
"""

from kuager.formats.importers import csv_file, xlsx_file
from kuager.formats.importers.errors import UnknownKindError
from kuager.formats.importers.interface import Importer

IMPORTERS: tuple[Importer, ...] = (xlsx_file, csv_file)


def importer_for(name: str, head: bytes) -> Importer:
    """The importer that recognises the file by its name and first bytes.

    Raises UnknownKindError if none does.
    """
    for importer in IMPORTERS:
        if importer.recognise(name, head):
            return importer
    raise UnknownKindError(file=name)
