"""Why a file could not be read. Each sentence says what is safe: nothing was imported."""

from kuager import N_, KuagerError


class ImportFileError(KuagerError):
    """A file could not be read as a table."""

    code = "import-file"
    exit_code = 65
    text = N_("This file could not be read. Nothing was imported.")


class UnknownKindError(ImportFileError):
    """No importer knows the file."""

    code = "import-unknown-kind"
    text = N_(
        "This is not a table that Kuager can read. Nothing was imported. "
        "Save it as CSV or as an Excel workbook (.xlsx) and try again."
    )


class EmptyFileError(ImportFileError):
    """Nothing in it."""

    code = "import-empty"
    text = N_("This file is empty. Nothing was imported.")


class TooLargeError(ImportFileError):
    """Over a limit. Facts: what (a slug), limit, found."""

    code = "import-too-large"
    text = N_(
        "This file is too large to read in one piece: {found} {what}, and the limit is {limit}. "
        "Nothing was imported. Split it and import the parts."
    )


class LockedFileError(ImportFileError):
    """Encrypted by a password."""

    code = "import-locked"
    text = N_(
        "This file is locked with a password. Nothing was imported. "
        "Open it in Excel, take the password off, save it and try again."
    )


class OldExcelError(ImportFileError):
    """The binary format before 2007."""

    code = "import-old-excel"
    text = N_(
        "This is an Excel file of the old kind (.xls). Nothing was imported. "
        "Save it as .xlsx and try again."
    )


class ArchiveBombError(ImportFileError):
    """Unpacks to far more than a table would. Facts: reason (a slug)."""

    code = "import-archive-bomb"
    text = N_(
        "This workbook unpacks to far more than it claims ({reason}). It was kept closed. "
        "Nothing was imported."
    )


class DamagedFileError(ImportFileError):
    """Broken or altered. Facts: reason (a slug), part."""

    code = "import-damaged"
    text = N_(
        "This workbook is damaged or altered ({reason}). Nothing was imported. "
        "Open it in Excel, save it again and try once more."
    )


class WrongEncodingError(ImportFileError):
    """The bytes do not fit the encoding. Facts: encoding, line."""

    code = "import-wrong-encoding"
    text = N_(
        "Line {line} does not fit the encoding {encoding}. Nothing was imported. "
        "Choose another encoding and look at the preview."
    )


class MixedEncodingError(ImportFileError):
    """Two encodings in one file. Facts: lines (the first few), count."""

    code = "import-mixed-encoding"
    text = N_(
        "This file mixes two encodings: most lines are UTF-8, {count} are not (first: {lines}). "
        "Nothing was imported. Mend these lines, or choose one encoding for all."
    )


class BrokenQuotesError(ImportFileError):
    """A quotation mark that does not close, or closes too early. Facts: line."""

    code = "import-broken-quotes"
    text = N_(
        "From line {line} on, a quotation mark does not close or closes too early. "
        "Nothing was imported. Mend the line, or read quotation marks as ordinary letters."
    )


class BadChoiceError(ImportFileError):
    """An answer that does not fit the file. Facts: choice, given."""

    code = "import-bad-choice"
    text = N_(
        "“{given}” cannot be the {choice} of this file. Nothing was imported. Choose another."
    )
