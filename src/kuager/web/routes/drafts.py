"""Drafts: what was typed and not saved, kept by script or by hand, gone on with, dropped."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.responses import Response

from kuager import N_
from kuager.verbs.drafts import KeptDraft, drop_draft, keep_draft, list_drafts
from kuager.web.drafting import MARK, OWN_FIELDS, PAGE, key_of
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_NO_CONTENT = 204
_SHOWN = 4000
_NOT_SHOWN = frozenset({"was", "seen", "back", "said-how", "rows", "channel"})
_CHOSEN = ("~of", "~pick", "-need", "-keep", "-file")
"""How fields end in which one chooses and types nothing."""


_BEGUN = {
    "new": N_("New case"),
    "reports/new": N_("Begin a document"),
    "kept-texts/new": N_("A text to keep"),
}
"""What is begun on pages that name no record yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """A draft for the list: when it was kept, where it goes on, and what was typed."""

    key: str
    when: str
    href: str
    page: str
    about: str
    typed: tuple[str, ...]


def show_drafts(visit: Visit) -> Response:
    """Every draft that may be offered, with what was typed."""
    words = Words(visit.desk, visit.language)
    shown = [_shown(visit, words, draft) for draft in list_drafts(visit.desk)]
    return visit.page("drafts.html", drafts=shown)


def keep(visit: Visit) -> Response:
    """Keep what is typed in a form; the script asks for no page, a person for the list."""
    page = _page(visit.form.get(PAGE))
    typed = [(name, text) for name, text in visit.form.pairs if name not in OWN_FIELDS]
    mark = visit.form.get(MARK)
    key = key_of(page, mark) if mark else ""
    if f"once {mark}" not in visit.house.results:
        keep_draft(visit.desk, page=page, fields=typed, about=_codes(page), key=key)
    if visit.form.get("draft-by-hand"):
        visit.tell(N_("Kept as a draft. It is saved only when you say so."))
        return visit.see("/drafts")
    return Response(status_code=_NO_CONTENT)


def drop(visit: Visit) -> Response:
    """Forget a draft."""
    drop_draft(visit.desk, key=visit.form.get("key"))
    visit.tell(N_("The draft is gone."))
    return visit.see("/drafts")


def draft_link(visit: Visit, draft: KeptDraft) -> str:
    """Where a draft goes on: its page, asked with its key."""
    path, _, query = draft.page.partition("?")
    asked = dict(parse_qsl(query))
    return visit.url(path, **{**asked, MARK: draft.key})


def _shown(visit: Visit, words: Words, draft: KeptDraft) -> DraftShown:
    typed = [text for name, text in draft.fields if text.strip() and _is_shown(name)]
    return DraftShown(
        key=draft.key,
        when=words.when(draft.kept),
        href=draft_link(visit, draft),
        page=_place(visit, draft.page.partition("?")[0]),
        about=", ".join(draft.about),
        typed=tuple(text[:_SHOWN] for text in typed),
    )


def _place(visit: Visit, path: str) -> str:
    """Which form it is, in words: its type and code; the bare address where there are none."""
    parts = path.split("/")[1:]
    if "/".join(parts[:2]) in _BEGUN:
        return visit.t(_BEGUN["/".join(parts[:2])])
    kind, *rest = parts[1:] if parts[0] == "record" else parts
    kind = kind.replace("-", "_")
    found = visit.desk.schema.types.get(kind)
    if found is None or not rest:
        return path
    label = found.label[visit.language]
    return f"{label}: {visit.t(N_('New'))}" if rest[0] == "new" else f"{label} {rest[0]}"


def _is_shown(name: str) -> bool:
    return name not in _NOT_SHOWN and not name.endswith(_CHOSEN)


def _page(address: str) -> str:
    """An address within the house; anything else is the list of drafts itself."""
    is_ours = address.startswith("/") and not address.startswith("//") and "\\" not in address
    path, _, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("draft="))
    return (f"{path}?{kept}" if kept else path) if is_ours else "/drafts"


def _codes(page: str) -> list[str]:
    """What a page is about: any part of its address may be a code."""
    path, _, query = page.partition("?")
    return [*path.split("/"), *(text for _, text in parse_qsl(query))]


ROUTES = (
    Route("GET", "/drafts", show_drafts),
    Route("POST", "/drafts", keep),
    Route("POST", "/drafts/drop", drop),
)
