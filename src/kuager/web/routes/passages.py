"""Citing: words of a source become a passage, and a passage stands behind what a record says."""

from dataclasses import dataclass

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.statement import StatementId
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.source_texts import (
    CitedPassage,
    ShownSource,
    show_source,
    source_of_passage,
)
from kuager.verbs.sources import (
    PassageTooLongError,
    Spot,
    UnknownParagraphError,
    WordsNotThereError,
    WordsTwiceError,
    attach_passage,
    cite_passage,
    statements_to_source,
)
from kuager.verbs.values import Told
from kuager.web.routes.route import Route, both
from kuager.web.routes.sources import cite_for
from kuager.web.source_pages import TextPages, anchor
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_UNPROCESSABLE = 422
_SHORT = 160
_TYPED = ("first", "last", "words", "page", "paragraph", "footnote", "passage")
Errors = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _For:
    """The record whose statements are to get a source, and those statements."""

    type: str
    code: str
    statements: tuple[Told, ...]

    @property
    def path(self) -> str:
        return f"/record/{self.type}/{self.code}"


def show_cite(visit: Visit) -> Response:
    """Choose a passage, or make one; then, if a record asked for it, what it stands behind."""
    source = show_source(visit.desk, code=visit.path["code"])
    wanted = _wanted(visit)
    if not visit.sent:
        return _page(visit, source, wanted, [])
    chosen = _chosen(visit, wanted)
    if wanted is not None and not chosen:
        return _page(visit, source, wanted, [("said", visit.t(CHOOSE_ONE))])
    try:
        passage = visit.form.get("passage") or _cite(visit)
        if wanted is not None:
            attach_passage(
                visit.desk,
                passage=passage,
                type_name=wanted.type,
                code=wanted.code,
                statements=chosen,
            )
    except KuagerError as refusal:
        return _page(visit, source, wanted, [(_field_of(refusal), visit.t(refusal))])
    address = f"/source/{visit.path['code']}" if wanted is None else wanted.path
    visit.tell(DONE if wanted is None else ATTACHED, code=passage)
    return visit.see(address)


def show_passage(visit: Visit) -> Response:
    """A passage in the text of its source: the page on which it stands, at its words."""
    source = source_of_passage(visit.desk, code=visit.path["code"])
    pages = TextPages.of(source.paragraphs)
    for passage in source.passages:
        if passage.record.code == visit.path["code"] and passage.paragraphs:
            first = int(passage.paragraphs.partition("–")[0])
            path = f"/source/{source.record.code}"
            answer = visit.see(path, page=pages.page_of(first))
            answer.headers["location"] += f"#{anchor(passage.record.code)}"
            return answer
    return visit.see(f"/source/{source.record.code}")


def _cite(visit: Visit) -> str:
    sent = visit.form
    spot = Spot(
        first=_number(sent.get("first")),
        last=_number(sent.get("last")),
        words=sent.get("words"),
        page=sent.get("page"),
        paragraph=sent.get("paragraph"),
        footnote=sent.get("footnote"),
    )
    seen = sent.get("seen") if "seen" in sent else None
    return cite_passage(visit.desk, source=visit.path["code"], spot=spot, seen=seen).code


def _field_of(refusal: KuagerError) -> str:
    if isinstance(refusal, UnknownParagraphError):
        return "first"
    about_words = WordsNotThereError | WordsTwiceError | PassageTooLongError
    return "words" if isinstance(refusal, about_words) else ""


def _wanted(visit: Visit) -> _For | None:
    """The record that asked, as `for=type/code`. Raises UnknownRecordError for none of ours."""
    asked = cite_for(visit)
    if asked is None:
        return None
    kind, _, code = asked.partition("/")
    if kind not in visit.desk.schema.types:
        raise UnknownRecordError(code=code)
    return _For(kind, code, statements_to_source(visit.desk, type_name=kind, code=code))


def _chosen(visit: Visit, wanted: _For | None) -> list[StatementId]:
    """The statements ticked; a statement that is not there is refused by the verb."""
    if wanted is None:
        return []
    known = {told.id.hex(): told.id for told in wanted.statements}
    return [known[place] for place in visit.form.all("said") if place in known]


def _page(visit: Visit, source: ShownSource, wanted: _For | None, errors: Errors) -> Response:
    words = Words(visit.desk, visit.language)
    typed = {name: visit.form.get(name) for name in _TYPED}
    if not visit.sent:
        typed["first"] = visit.query.get("paragraph")
        typed["passage"] = visit.query.get("passage")
    first = _number(typed["first"])
    last = max(first, _number(typed["last"]))
    return visit.page(
        "cite.html",
        status=_UNPROCESSABLE if errors else 200,
        code=source.record.code,
        named=words.safe(source.record),
        has_text=bool(source.text),
        count=len(source.paragraphs),
        chosen=source.paragraphs[max(first - 1, 0) : min(last, first + 9)] if first else (),
        passages=[(p.record.code, _choice(p)) for p in source.passages],
        typed=typed,
        seen=source.digest,
        cite_for=cite_for(visit),
        wanted=wanted,
        statements=[] if wanted is None else [_statement(words, t) for t in wanted.statements],
        ticked=visit.form.all("said") or visit.query.all("said"),
        labels={n: words.label(f"passage.{n}") for n in ("page", "paragraph", "footnote")},
        errors=errors,
        faults=dict(errors),
    )


def _choice(passage: CitedPassage) -> str:
    record = passage.record
    said = record.text("passage.quote") or record.text("passage.locator") or ""
    place = record.text("passage.paragraph") or record.text("passage.page") or ""
    short = said if len(said) <= _SHORT else f"{said[: _SHORT - 1]}…"
    return ": ".join(filter(None, (f"{record.code} ({place})" if place else record.code, short)))


def _statement(words: Words, told: Told) -> tuple[str, str]:
    """A statement to tick: its place, and what it says, by whom."""
    said = words.value(told.property, told.value)
    short = said if len(said) <= _SHORT else f"{said[: _SHORT - 1]}…"
    by = words.reference(told.source) if told.source else words.t(NO_SOURCE)
    return told.id.hex(), f"{words.label(told.property)}: {short} ({by})"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0  # noqa: PLR2004


CHOOSE_ONE = N_("Choose what this passage stands behind.")
NO_SOURCE = N_("no source yet")
DONE = N_("The passage is cited as {code}.")
ATTACHED = N_("The passage {code} stands behind it now.")

ROUTES: tuple[Route, ...] = (
    *both("/source/{code}/cite", show_cite),
    Route("GET", "/passage/{code}", show_passage),
)
