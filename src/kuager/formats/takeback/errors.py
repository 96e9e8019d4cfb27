"""Why a file that came back was not read. Each sentence says what is safe: nothing was changed."""

from kuager import N_, KuagerError


class TakeBackError(KuagerError):
    """A file that came back cannot be read."""

    code = "take-back"
    exit_code = 65
    text = N_("This file could not be read. Nothing was changed.")


class NoWorkingCopyError(TakeBackError):
    """The file has no mark of a document of this vault."""

    code = "no-working-copy"
    text = N_(
        "This file is not a working copy of a document in this vault. Nothing was changed. "
        "Choose the Word file (.docx) that came back to you."
    )


class BrokenCopyError(TakeBackError):
    """Broken, or altered so that Word would not have written it. Facts: reason (a slug)."""

    code = "working-copy-broken"
    text = N_(
        "This Word file is broken or altered ({reason}). It was not read and nothing was changed. "
        "Open it in Word or LibreOffice, save it as .docx and try once more."
    )


class MacrosError(TakeBackError):
    """It carries a program."""

    code = "working-copy-macros"
    text = N_(
        "This Word file carries a program (macros). It was kept closed and nothing was changed. "
        "Ask for it to be saved as an ordinary .docx, and do not open it yourself."
    )


class TooLargeCopyError(TakeBackError):
    """Over a limit. Facts: what (a slug), limit."""

    code = "working-copy-too-large"
    text = N_(
        "This Word file is larger than a document of words can be ({what}, the limit is {limit}). "
        "It was kept closed and nothing was changed."
    )
