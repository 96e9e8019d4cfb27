"""What is handed out of a document: a file in memory, and why none is."""

from dataclasses import dataclass, field

from kuager import N_, KuagerError
from kuager.formats.reports import REPORT_FORMATS
from kuager.formats.reports.interface import ReportFormat


class ReadAgainError(KuagerError):
    """The report is no longer what was read: consent, a wording or a source changed."""

    code = "read-again"
    exit_code = 9
    text = N_(
        "What may be told has changed since you read the draft. Nothing was handed out. Read it "
        "again."
    )


class UnknownFormatError(KuagerError):
    """There is no such format of a report."""

    code = "unknown-format"
    exit_code = 2
    text = N_("There is no report format {form}; there are: {known}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """One file of a report, in memory, and where it stands in the register."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    edition: str
    release: str


def writer_of(form: str) -> ReportFormat:
    """What writes a format of a report, by its word ("docx"). Raises UnknownFormatError."""
    writers = {writer.NAME: writer for writer in REPORT_FORMATS}
    if form not in writers:
        raise UnknownFormatError(form=form, known=", ".join(writers))
    return writers[form]
