"""The shelf of report formats: one file each, and one line in this tuple."""

from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.interface import ReportFormat
from kuager.formats.reports.md import Md
from kuager.formats.reports.pdf import Pdf

REPORT_FORMATS: tuple[ReportFormat, ...] = (Docx(), Pdf(), Html(), Md())
