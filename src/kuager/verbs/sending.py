"""Sending a document: read whole, checked, signed off by a second person, and entered.

What leaves is the sending copy, made anew, of just the words that were read and signed off. If a
consent, a wording or a source changed in between, nothing leaves and the document is read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.reports import REPORT_FORMATS
from kuager.model.checks import Finding
from kuager.model.length import length_of
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.store.change import in_portions
from kuager.store.view import Record
from kuager.vault.files import make_private_directory, write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.checking import check_made
from kuager.verbs.checking_files import demand_clean
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.numbers import register_numbers
from kuager.verbs.editions import consents_behind, frozen
from kuager.verbs.exports import ThereAlreadyError
from kuager.verbs.handed_out import HandedOut, ReadAgainError, writer_of
from kuager.verbs.manuscripts import Made, make_report

FORMS = tuple(writer.NAME for writer in REPORT_FORMATS)
"""The words for the formats a document can be sent in."""
USUAL_FORMS = ("docx", "pdf", "html")


class FindingsStandError(KuagerError):
    """The last check found something that is neither mended nor let pass with a reason."""

    code = "findings-stand"
    exit_code = 9
    text = N_(
        "The last check has {count} findings that are neither mended nor let pass with a reason. "
        "Nothing went out. “kuager report check {report}” names each with its mend."
    )


class NotSignedOffError(KuagerError):
    """Nobody signed off just these words."""

    code = "not-signed-off"
    exit_code = 9
    text = N_(
        "Nobody has signed off these very words of {report}. Nothing went out. A second person "
        "reads the document as it is now and signs it off."
    )


class SameSignerError(KuagerError):
    """Whoever prepared a document cannot sign it off."""

    code = "same-signer"
    exit_code = 2
    text = N_(
        "A document is signed off by another person than the one who prepared it. Nothing was "
        "saved. Ask a colleague to read it."
    )


class NotWeighedError(KuagerError):
    """Nobody said who will see it, or who could be made to pay for it."""

    code = "not-weighed"
    exit_code = 2
    text = N_(
        "Before a document is signed off, say who will see it and who could be made to pay for it "
        "(“nobody” is an answer, with the reason). Nothing was saved."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A document that was sent: its files, its edition and its place in the register."""

    edition: str
    release: str
    files: tuple[Path, ...]
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How far a document is: findings that stand, and the edition under which it was signed."""

    findings: int
    edition: str | None
    signed_off_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaving:
    """The files of a sending copy, in memory."""

    made: Made
    data: dict[str, bytes] = field(repr=False)

    @property
    def digests(self) -> tuple[str, ...]:
        """Of every file, in order."""
        return tuple(sha256(data).hexdigest() for data in self.data.values())


@verb(needs="amend", saves=True)
def sign_off_report(
    desk: Desk,
    *,
    code: str,
    language: str,
    read: str,
    by: str,
    prepared_by: str,
    readers: Sequence[str],
    harm: str,
) -> str:
    """Answer for a document, having read it whole; returns the code of the edition.

    `read` is the digest of the words that were read, `by` the member who signs, another one than
    `prepared_by`; `readers` are terms of `audience`, `harm` what was weighed. Raises
    FindingsStandError, SameSignerError, NotWeighedError, ReadAgainError.
    """
    made = make_report(desk, code, language)
    _demand_read(made, read)
    signer, writer, seen_by = _who_signs(desk, by, prepared_by, readers)
    _demand_sound(desk, made)
    if not harm.strip():
        raise NotWeighedError
    edition, name = desk.store.new_id(), desk.next_code("edition", "ED")
    facts: dict[str, Value] = {
        **_edition_facts(desk, made),
        "code": name,
        "status": "signed-off",
        "prepared_by": writer,
        "signed_off_by": signer,
        "harm_weighed": harm.strip(),
    }
    desk.say([say(edition, f"edition.{n}", v) for n, v in facts.items() if v is not None])
    desk.say([say(edition, "edition.readers", reader) for reader in seen_by])
    desk.say(_titles(edition, made))
    return name


def demand_signable(
    desk: Desk, *, code: str, language: str, by: str, prepared_by: str, readers: Sequence[str]
) -> None:
    """Refuse what `sign_off_report` would refuse, before anybody is asked anything."""
    _who_signs(desk, by, prepared_by, readers)
    _demand_sound(desk, make_report(desk, code, language))


def _who_signs(
    desk: Desk, by: str, prepared_by: str, readers: Sequence[str]
) -> tuple[EntityId, EntityId, list[str]]:
    """Who signs, who prepared it, and the terms for who will see it."""
    signer, writer = (desk.find(("member",), name) for name in (by, prepared_by))
    if signer == writer:
        raise SameSignerError
    if not readers:
        raise NotWeighedError
    return signer, writer, [desk.term("audience", reader) for reader in readers]


@verb(needs="amend")
def send_report(
    desk: Desk,
    *,
    code: str,
    language: str,
    read: str,
    to: Path,
    forms: Sequence[str] = USUAL_FORMS,
    recipients: Sequence[str] = (),
    replace: bool = False,
) -> Sent:
    """Write the sending copy of a document that was signed off, and enter it in the register.

    `to` is the folder; `recipients` are codes of organisations. No file is written before the
    edition and the release are kept. Raises NotSignedOffError, FindingsStandError, ReadAgainError.
    """
    leaving = _leaving(desk, code, language, read, forms)
    paths = {form: to / file_name(leaving.made, form) for form in forms}
    for path in paths.values():
        if path.exists() and not replace:
            raise ThereAlreadyError(path=str(path))
    with desk.changing("send_report"):
        edition, release = _enter(desk, leaving, recipients)
    make_private_directory(to)
    for form, path in paths.items():
        write_replacing(path, leaving.data[form])
    return Sent(
        edition=edition, release=release, files=tuple(paths.values()), digests=leaving.digests
    )


@verb(needs="amend", saves=True)
def hand_out_report(
    desk: Desk, *, code: str, language: str, read: str, form: str, recipients: Sequence[str] = ()
) -> HandedOut:
    """Give one file of a document that was signed off, and enter it in the register."""
    leaving = _leaving(desk, code, language, read, (form,))
    edition, release = _enter(desk, leaving, recipients)
    writer = writer_of(form)
    return HandedOut(
        name=file_name(leaving.made, form),
        media_type=writer.MEDIA_TYPE,
        data=leaving.data[form],
        edition=edition,
        release=release,
    )


def file_name(made: Made, form: str) -> str:
    """What a file of a document is called: outline, country and year or code, language."""
    writing = made.writing
    about = [part for part in (writing.country, writing.period) if part] or [writing.code]
    parts = [made.outline.outline, *about, *([] if made.language == "en" else [made.language])]
    return (
        "-".join("".join(c if c.isalnum() else "-" for c in part) for part in parts)
        + writer_of(form).SUFFIX
    )


def _leaving(desk: Desk, code: str, language: str, read: str, forms: Sequence[str]) -> _Leaving:
    """The files of what was read, if it may leave."""
    writers = {form: writer_of(form) for form in forms}
    made = make_report(desk, code, language)
    _demand_read(made, read)
    _demand_sound(desk, made)
    if signed_edition(desk, made) is None:
        raise NotSignedOffError(report=code)
    data = {form: writer.write(made.laid.report) for form, writer in writers.items()}
    demand_clean(data)
    return _Leaving(made=made, data=data)


def readiness_of(desk: Desk, made: Made) -> Readiness:
    """Whether just these words may be signed off, or sent."""
    edition = signed_edition(desk, made)
    signer = None if edition is None else edition.get("edition.signed_off_by")
    member = desk.record_of(signer)
    return Readiness(
        findings=len(_standing(desk, made)),
        edition=None if edition is None else edition.code,
        signed_off_by=None if member is None else member.code,
    )


def signed_edition(desk: Desk, made: Made) -> Record | None:
    """The edition under which just these words were signed off; it may have been sent before."""
    for link in reversed(desk.view.referring(EntityId(made.writing.id), "edition.report")):
        record = desk.view.record(link.subject)
        if record is None or record.get("edition.signed_off_by") is None:
            continue
        if record.text("edition.text_digest") == made.digest:
            return record
    return None


def _demand_read(made: Made, read: str) -> None:
    if read != made.digest:
        raise ReadAgainError


def _demand_sound(desk: Desk, made: Made) -> None:
    standing = _standing(desk, made)
    if standing:
        raise FindingsStandError(count=len(standing), report=made.writing.code)


def _standing(desk: Desk, made: Made) -> list[Finding]:
    """What the last check finds, without what was let pass with a reason."""
    found = check_made(desk, made)
    return [finding for finding in found if finding.override is None]


def _enter(desk: Desk, leaving: _Leaving, recipients: Sequence[str]) -> tuple[str, str]:
    """Freeze the edition, if it was not sent before, and enter the release."""
    made = leaving.made
    edition = signed_edition(desk, made)
    if edition is None:
        raise NotSignedOffError(report=made.writing.code)
    told = [desk.find(("organisation",), name) for name in recipients]
    numbers = register_numbers(desk, made.writing, made.outline)
    if edition.text("edition.status") == "signed-off":
        for portion in in_portions(_sent(desk, edition, made)):
            desk.say(portion)
    desk.say([say(edition.id, "edition.sent_to", uid) for uid in told])
    known = {str(v) for v in edition.every("edition.digest")}
    new = [digest for digest in leaving.digests if digest not in known]
    desk.say([say(edition.id, "edition.digest", digest) for digest in new])
    release = desk.store.new_id()
    facts: dict[str, Value] = {
        "code": desk.next_code("release", "R"),
        "edition": edition.id,
        "use": made.outline.use,
        "basis": _basis(desk, made),
        "form": "report",
        "released_on": desk.today.isoformat(),
        "released_by": desk.member,
        "approved_by": edition.get("edition.signed_off_by"),
        "rows": len({uid for placed in made.laid.placed for uid in placed.behind}),
        "withheld": _held(made),
        "practice": desk.practice,
    }
    said = [say(release, f"release.{n}", v) for n, v in facts.items() if v is not None]
    said += [say(release, "release.digest", digest) for digest in leaving.digests]
    said += [say(release, "release.recipient", uid) for uid in told]
    said += [say(release, "release.audience", term) for term in edition.every("edition.readers")]
    desk.say([*said, *numbers])
    return edition.code, str(facts["code"])


def _sent(desk: Desk, edition: Record, made: Made) -> list[Statement]:
    """What an edition keeps on the day it first leaves."""
    standing = [t for t in desk.view.history(edition.id) if t.stands]
    said = [
        retract(told.subject, told.property, told.id)
        for told in standing
        if told.property == "edition.status"
    ]
    said.append(say(edition.id, "edition.status", "sent"))
    said.append(say(edition.id, "edition.sent_on", desk.today.isoformat()))
    said += [say(edition.id, "edition.consent", uid) for uid in consents_behind(desk, made)]
    said += frozen(desk, edition.id, made)
    said += _document_sent(desk, EntityId(made.writing.id))
    return said


def _document_sent(desk: Desk, report: EntityId) -> list[Statement]:
    """The document was sent."""
    old = [t for t in desk.view.history(report) if t.stands and t.property == "report.status"]
    withdrawn = [retract(told.subject, told.property, told.id) for told in old]
    return [*withdrawn, say(report, "report.status", "sent")]


def _edition_facts(desk: Desk, made: Made) -> dict[str, Value]:
    writing = made.writing
    before = desk.view.referring(EntityId(writing.id), "edition.report")
    return {
        "kind": made.outline.kind,
        "country": writing.country,
        "period": writing.period,
        "language": made.language,
        "rubric_edition": made.outline.edition,
        "use": made.outline.use,
        "proceeding": None if writing.proceeding is None else EntityId(writing.proceeding),
        "report": EntityId(writing.id),
        "number": len(before) + 1,
        "text_digest": made.digest,
        "made_on": desk.today.isoformat(),
        "words": length_of(made.laid.report).text,
        "practice": desk.practice,
    }


def _titles(edition: EntityId, made: Made) -> list[Statement]:
    """The title as it was printed, in the language of the edition."""
    return [say(edition, "edition.title", made.laid.report.title, language=made.language)]


def _basis(desk: Desk, made: Made) -> str:
    """Why it may leave: what others published, unless a story rests on somebody's consent."""
    if desk.practice:
        return "practice"
    return "consent" if consents_behind(desk, made) else "published"


def _held(made: Made) -> int:
    """How many records were held back."""
    filled = (filled for part in made.manuscript.parts for filled in part.blocks)
    return sum(len(each.drawn.held) for each in filled if each.drawn is not None)
