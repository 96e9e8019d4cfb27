"""Drafts of a page's form: found again, kept by every step, and dropped once the form was obeyed.

A form that takes part has `data-draft` with a mark of its own and the hidden fields of
`draft_fields` (`drafting.html`). The mark also tells a second click from a second form.
"""

import secrets
from typing import Final

from kuager.verbs.drafts import (
    DraftTooLargeError,
    KeptDraft,
    UnknownDraftError,
    drop_draft,
    keep_draft,
    list_drafts,
    take_draft,
)
from kuager.web.fields import Fields
from kuager.web.visit import Visit

MARK: Final = "draft"
PAGE: Final = "draft-page"
OWN_FIELDS: Final = frozenset({MARK, PAGE, "draft-by-hand", "act"})
_ONCE: Final = "once "


def mark_of_form(visit: Visit) -> str:
    """The mark of the form that was sent or asked for again; a new one for a new form."""
    draft = visit.query.get(MARK)
    asked = draft.rpartition("#")[2] if "#" in draft else ""
    return visit.form.get(MARK) or asked or secrets.token_hex(8)


def page_of(visit: Visit) -> str:
    """The address of this page, without the draft that it was asked with."""
    path, _, query = visit.address.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("draft="))
    return f"{path}?{kept}" if kept else path


def key_of(page: str, mark: str) -> str:
    """The key of a draft: its page and the mark of its form."""
    return f"{page}#{mark}"


def typed_before(visit: Visit) -> Fields | None:
    """What was typed into this form before, if the page was asked for with a draft."""
    key = visit.query.get(MARK)
    if visit.sent or not key:
        return None
    try:
        return Fields.of(take_draft(visit.desk, key=key).fields)
    except UnknownDraftError:
        return None


def waiting(visit: Visit) -> list[KeptDraft]:
    """Drafts of this page that somebody may want to go on with."""
    if visit.sent or visit.query.get(MARK):
        return []
    return list_drafts(visit.desk, page=page_of(visit))


def keep_typed(visit: Visit, *about: str) -> None:
    """Keep what was just sent as a draft: the form was not obeyed, and nothing may be lost."""
    typed = [(name, text) for name, text in visit.form.pairs if name not in OWN_FIELDS]
    page, mark = page_of(visit), mark_of_form(visit)
    try:
        keep_draft(visit.desk, page=page, fields=typed, about=about, key=key_of(page, mark))
    except DraftTooLargeError:
        return


def obeyed_before(visit: Visit) -> str | None:
    """Where the first click led, if this form was sent and obeyed already."""
    found = visit.house.results.get(_ONCE + visit.form.get(MARK))
    return found if isinstance(found, str) else None


def obeyed(visit: Visit, address: str) -> None:
    """This form was obeyed: its draft goes, and a second click leads to the same address."""
    mark = visit.form.get(MARK)
    if mark:
        visit.house.results[_ONCE + mark] = address
        drop_draft(visit.desk, key=key_of(page_of(visit), mark))
