"""Drafts: what was typed into a form survives a lock, a crash and a closed lid until it is saved.

A draft lies in the sealed file of this machine, not in the log: nobody else receives it. One about
a restricted or hidden record is offered on no list; an erasure takes it with the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kuager import N_, KuagerError
from kuager.model.statement import EntityId
from kuager.store.drafts import Draft, drop_drafts, put_draft, read_drafts
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk

MOST_BYTES = 4 * 1024 * 1024
_MOST_KEY = 200


class DraftTooLargeError(KuagerError):
    """A form that holds more than a draft may."""

    code = "draft-too-large"
    exit_code = 2
    text = N_("This form is too large to be kept as a draft. Save it now, or make it shorter.")


class UnknownDraftError(KuagerError):
    """There is no such draft, or it is about a record that waits to be erased."""

    code = "unknown-draft"
    exit_code = 8
    text = N_("There is no such draft any more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """An unsaved form: the page it belongs to, codes of what it is about, when, and its fields."""

    key: str
    page: str
    kept: int
    about: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@verb(needs="amend")
def keep_draft(
    desk: Desk,
    *,
    page: str,
    fields: Iterable[tuple[str, str]],
    about: Iterable[str] = (),
    key: str = "",
) -> KeptDraft:
    """Keep what was typed into the form of a page; the earlier draft of the same key goes.

    `about` are codes of records; codes that stand in a field count as well. Without a `key` a page
    has one draft. A form in which nothing was typed leaves no draft.
    """
    typed = tuple((name, text) for name, text in fields)
    if sum(len(name) + 4 * len(text) for name, text in typed) > MOST_BYTES:
        raise DraftTooLargeError
    name = (key or page)[:_MOST_KEY]
    known = _ids(desk, {*about, *(text.strip() for _, text in typed)})
    kept = Draft(name, page[:_MOST_KEY], desk.store.clock(), tuple(known.values()), typed)
    if any(text.strip() for _, text in typed):
        put_draft(desk.store, kept)
    else:
        drop_drafts(desk.store, [name])
    return _shown(kept, tuple(known))


@verb(needs="read")
def list_drafts(desk: Desk, *, page: str | None = None) -> list[KeptDraft]:
    """The drafts that may be offered, newest first; those of one page if it is named."""
    found = []
    for draft in read_drafts(desk.store):
        codes = _codes(desk, draft, shut=page is not None)
        if codes is not None and page in (None, draft.page):
            found.append(_shown(draft, codes))
    return found


@verb(needs="read")
def take_draft(desk: Desk, *, key: str) -> KeptDraft:
    """One draft, to be typed on; it stays until it is dropped. Raises UnknownDraftError."""
    for draft in read_drafts(desk.store):
        codes = _codes(desk, draft, shut=True)
        if draft.key == key and codes is not None:
            return _shown(draft, codes)
    raise UnknownDraftError


@verb(needs="amend")
def drop_draft(desk: Desk, *, key: str) -> None:
    """Forget a draft: it was saved, or is not wanted any more. One that is gone is no mistake."""
    drop_drafts(desk.store, [key[:_MOST_KEY]])


def _ids(desk: Desk, codes: Iterable[str]) -> dict[str, EntityId]:
    """The records behind texts that are the code of one, whatever their type."""
    found = {}
    for code in sorted(codes):
        if not code or len(code) > _MOST_KEY or "\n" in code:
            continue
        for type_name in desk.schema.types:
            uid = desk.view.find_code(type_name, code)
            if uid is not None:
                found[code] = uid
                break
    return found


def _codes(desk: Desk, draft: Draft, *, shut: bool) -> tuple[str, ...] | None:
    """The codes of what a draft is about; None if any of it may not be shown now."""
    records = [desk.view.record(EntityId(uid), shut=shut) for uid in draft.about]
    if any(record is None for record in records):
        return None
    return tuple(record.code for record in records if record is not None)


def _shown(draft: Draft, codes: tuple[str, ...]) -> KeptDraft:
    return KeptDraft(
        key=draft.key, page=draft.page, kept=draft.kept, about=codes, fields=draft.fields
    )
