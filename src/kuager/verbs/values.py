"""The values of lower rooms that verbs take and give, for the doors, which may not look there."""

from kuager.formats.importers.interface import Finding, ReadChoice
from kuager.model.disclosure import Held
from kuager.model.fold import CONFLICTS, Cell
from kuager.model.manuscript import Remark
from kuager.store.verify import Verified
from kuager.store.view import Record, Told
from kuager.vault.words import Language as WordLanguage

__all__ = [
    "CONFLICTS",
    "Cell",
    "Finding",
    "Held",
    "ReadChoice",
    "Record",
    "Remark",
    "Told",
    "Verified",
    "WordLanguage",
]
