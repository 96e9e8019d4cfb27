"""What stands on the report shelf: a format turns one `Report` into the bytes of one file."""

from typing import Protocol

from kuager.model.report import Report


class ReportFormat(Protocol):
    """One file format. It receives only the `Report`: it cannot leak what it never gets.

    The bytes depend on the `Report` and on nothing else (no clock, no author, no folder), so
    writing twice gives the same file.
    """

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the class
        """The word a person types: "docx"."""

    @property
    def MEDIA_TYPE(self) -> str:  # noqa: N802 - a constant of the class
        """The registered media type."""

    @property
    def SUFFIX(self) -> str:  # noqa: N802 - a constant of the class
        """The end of the file name, with its dot."""

    def write(self, report: Report) -> bytes:
        """The whole file."""
