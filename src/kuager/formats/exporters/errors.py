"""Why something could not be written, or an archive not be taken back."""

from kuager import N_, KuagerError


class ExportError(KuagerError):
    """What was handed over does not hold together. Facts: reason (a slug), file."""

    code = "export-refused"
    exit_code = 70
    text = N_(
        "The export stopped at {file} ({reason}). The vault is unchanged; "
        "delete the unfinished copy and run verify."
    )


class ArchiveError(KuagerError):
    """An archive that is not ours, damaged or altered. Facts: reason (a slug), file."""

    code = "archive-refused"
    exit_code = 65
    text = N_(
        "This archive is damaged, altered or not one of Kuager's ({reason}: {file}). "
        "Nothing was taken in. Try another copy."
    )


class NewerArchiveError(ArchiveError):
    """Made by a later version of the format. Facts: version."""

    code = "archive-newer"
    text = N_(
        "This archive was made with a newer version of Kuager (format {version}). "
        "Nothing was taken in. Please update."
    )
