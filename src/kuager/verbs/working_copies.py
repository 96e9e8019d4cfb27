"""The working copy of a document: a Word file with marks, named so, for partners to write into.

It says on every page that it is one, is entered in the register as it leaves, and is never what is
sent: the sending copy is made anew, without any mark.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.takeback.copies import MEDIA_TYPE, working_copy
from kuager.formats.takeback.marking import Key
from kuager.model.writing import Writing
from kuager.vault.files import make_private_directory, write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.checking import check_made, firm_checks, tells_a_number_of_people
from kuager.verbs.copying import enter_draft
from kuager.verbs.desk import Desk
from kuager.verbs.exports import ThereAlreadyError
from kuager.verbs.manuscripts import Made, make_report

NAMED: Final = "working-copy"
"""What the name of the file begins with, and what the register says of it."""


class PersonalInWorkingCopyError(KuagerError):
    """A telephone number or a number of a document stands in the words."""

    code = "personal-in-working-copy"
    exit_code = 9
    text = N_(
        "A telephone number or the number of a document stands in the words of this document. "
        "Nothing was written and nothing left. Take it out first; the last check names the place."
    )


class WorkingCopyStoppedError(KuagerError):
    """The last check found what nobody may let pass."""

    code = "working-copy-stopped"
    exit_code = 9
    text = N_(
        "The last check stops this document: {checks}. Nobody may let this pass. Nothing was "
        "written and nothing left. “kuager report check” says where it stands and how to mend it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """A working copy: its bytes, its neutral name, and where it stands in the register."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    edition: str
    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopyWritten:
    """The file that was written, and where it stands in the register."""

    file: Path
    edition: str
    release: str


@verb(needs="amend")
def write_working_copy(
    desk: Desk, *, code: str, to: Path, language: str = "", replace: bool = False
) -> WorkingCopyWritten:
    """Write a document as a Word file with marks, for others to write into.

    `to` is a folder or a file; the name of the file always begins with "working-copy".
    """
    given = _given(desk, code, language)
    path = to / given.name if to.is_dir() or not to.suffix else _named(to)
    if path.exists() and not replace:
        raise ThereAlreadyError(path=str(path))
    done = _entered(desk, given)
    make_private_directory(path.parent)
    write_replacing(path, done.data)
    return WorkingCopyWritten(file=path, edition=done.edition, release=done.release)


@verb(needs="amend")
def hand_out_working_copy(desk: Desk, *, code: str, language: str = "") -> WorkingCopy:
    """Give a document as a Word file with marks, and enter it in the register."""
    return _entered(desk, _given(desk, code, language))


def key_of(writing: Writing, language: str) -> Key:
    """The secret of a document in a language: its id, which is random and never printed."""
    return Key(bytes(writing.id), language)


@dataclass(frozen=True, slots=True)
class _Given:
    """A working copy before it is entered."""

    made: Made
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Neutral: codes only."""
        code = "".join(c if c.isalnum() else "-" for c in self.made.writing.code)
        return f"{NAMED}-{code}-{self.made.language}.docx"


def _given(desk: Desk, code: str, language: str) -> _Given:
    made = make_report(desk, code, language)
    if tells_a_number_of_people(made):
        raise PersonalInWorkingCopyError
    if firm := firm_checks(check_made(desk, made)):
        raise WorkingCopyStoppedError(checks=firm)
    data = working_copy(made.laid, code=made.writing.code, key=key_of(made.writing, made.language))
    return _Given(made, data)


def _entered(desk: Desk, given: _Given) -> WorkingCopy:
    made = given.made
    query = f"{NAMED} {made.writing.code} {made.language}"
    digest = sha256(given.data).hexdigest()
    edition, release = enter_draft(desk, made, digest, verb="write_working_copy", query=query)
    return WorkingCopy(
        name=given.name,
        media_type=MEDIA_TYPE,
        data=given.data,
        edition=edition,
        release=release,
    )


def _named(to: Path) -> Path:
    """The path with a name that says what it is."""
    stem = to.stem if to.stem.startswith(NAMED) else f"{NAMED}-{to.stem}"
    return to.with_name(f"{stem}.docx")
