"""The public wording of a record: written by one person, signed off by another, told in reports.

Whoever changes a word of it takes the signature away: it was given for other words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.model.vocabulary import LANGUAGES
from kuager.store.view import Record, Told
from kuager.verbs._verb import verb
from kuager.verbs.chapters import TOLD_TYPES
from kuager.verbs.desk import Desk
from kuager.verbs.records import AlreadySaidOtherwiseError, digest_of


class SameHandError(KuagerError):
    """Whoever wrote a wording cannot sign it off as well."""

    code = "same-hand"
    exit_code = 2
    text = N_(
        "A wording is signed off by another person than the one who wrote it. Nothing was saved. "
        "Ask a colleague to read it."
    )


class NothingToSignError(KuagerError):
    """There is no wording yet."""

    code = "nothing-to-sign"
    exit_code = 2
    text = N_("There is no public wording of {code} yet. Nothing was saved.")


class UnknownLanguageError(KuagerError):
    """A wording is written in a language of the house."""

    code = "unknown-language"
    exit_code = 2
    text = N_("A wording is written in one of these languages: {known}. Nothing was saved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is told in public of a record, by language; who wrote it and who answers for it.

    `members` are the codes and handles of everybody who may; `seen` is for a change that is
    refused if somebody else was quicker.
    """

    type: str
    code: str
    texts: Mapping[str, str]
    written_by: str | None
    signed_off_by: str | None
    members: tuple[tuple[str, str], ...]
    here: str
    record: Record
    seen: str


@verb(needs="read")
def show_wording(desk: Desk, *, type_name: str, code: str) -> Wording:
    """The public wording of a record that can be told in a report."""
    uid, record = _told(desk, type_name, code)
    members = list(desk.view.records("member"))
    codes = {bytes(member.id): member.code for member in members}
    writer, signer = (record.get(f"{type_name}.{n}") for n in ("wording_by", "signed_off_by"))
    return Wording(
        type=type_name,
        code=code,
        texts=record.texts(f"{type_name}.wording"),
        written_by=codes.get(writer) if isinstance(writer, bytes) else None,
        signed_off_by=codes.get(signer) if isinstance(signer, bytes) else None,
        members=tuple((m.code, m.text("member.handle") or "") for m in members),
        here=codes.get(bytes(desk.member), ""),
        record=record,
        seen=digest_of(desk.view.history(uid)),
    )


@verb(needs="amend", saves=True)
def write_wording(
    desk: Desk, *, type_name: str, code: str, language: str, text: str, by: str, seen: str
) -> None:
    """Write the public wording of a record in one language; a signature of before falls away."""
    if language not in LANGUAGES:
        raise UnknownLanguageError(known=", ".join(LANGUAGES))
    uid = _unchanged(desk, type_name, code, seen)
    writer = desk.find(("member",), by)
    names = (f"{type_name}.wording_by", f"{type_name}.signed_off_by")
    standing, lines = _standing(desk, uid), "\n".join(text.splitlines()).strip()
    if _says(standing, names[0], writer, None) and _says(
        standing, f"{type_name}.wording", lines, language
    ):
        return
    going = [
        told
        for told in standing
        if told.property in names
        or (told.property == f"{type_name}.wording" and told.language == language)
    ]
    said: list[Statement] = [retract(told.subject, told.property, told.id) for told in going]
    if lines:
        said.append(say(uid, f"{type_name}.wording", lines, language=language))
    said.append(say(uid, f"{type_name}.wording_by", writer))
    desk.say(said)


@verb(needs="amend", saves=True)
def sign_off_wording(desk: Desk, *, type_name: str, code: str, by: str, seen: str) -> None:
    """Answer for the public wording of a record, having read it: another person than its writer."""
    uid = _unchanged(desk, type_name, code, seen)
    record = desk.view.record(uid)
    signer = desk.find(("member",), by)
    name = f"{type_name}.signed_off_by"
    if record is None or f"{type_name}.wording" not in record.cells:
        raise NothingToSignError(code=code)
    if record.get(f"{type_name}.wording_by") in (None, signer):
        raise SameHandError
    before = [told for told in _standing(desk, uid) if told.property == name]
    desk.say([retract(told.subject, name, told.id) for told in before])
    desk.say([say(uid, name, signer)])


def _told(desk: Desk, type_name: str, code: str) -> tuple[EntityId, Record]:
    types = [name for name in TOLD_TYPES if name == type_name]
    uid = desk.find(types, code)
    record = desk.view.record(uid)
    if record is None:
        desk.find((), code)
        raise NothingToSignError(code=code)
    return uid, record


def _unchanged(desk: Desk, type_name: str, code: str, seen: str) -> EntityId:
    uid, _ = _told(desk, type_name, code)
    if seen != digest_of(desk.view.history(uid)):
        raise AlreadySaidOtherwiseError(code=code)
    return uid


def _says(standing: list[Told], name: str, value: Value, language: str | None) -> bool:
    """Whether just this stands of a property in a language."""
    said = [t.value for t in standing if t.property == name and t.language == language]
    return said == [value]


def _standing(desk: Desk, uid: EntityId) -> list[Told]:
    return [told for told in desk.view.history(uid) if told.stands]
