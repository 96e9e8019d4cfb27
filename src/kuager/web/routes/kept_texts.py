"""Texts kept once for many documents: listed by kind, written in three languages, confirmed."""

from dataclasses import dataclass, field
from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.lang import LANGUAGES, words_of
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.kept_texts import (
    KeptBrief,
    KeptFacts,
    KeptText,
    change_kept_text,
    confirm_kept_text,
    keep_text,
    list_kept_texts,
    show_kept_text,
)
from kuager.web.drafting import (
    keep_typed,
    mark_of_form,
    obeyed,
    obeyed_before,
    page_of,
    typed_before,
    waiting,
)
from kuager.web.fields import Fields
from kuager.web.form_choices import Choices, term_choices
from kuager.web.form_reading import Reader
from kuager.web.forms import Form, FormGroup, clean, fill, make_form
from kuager.web.report_facts import facts_of, offer
from kuager.web.routes.drafts import draft_link
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY: Final = 422
_FACTS: Final = ("organisation", "provision", "treaty_article", "as_of")
"""What is said of a kept text beside its words, in the order of the form."""


@dataclass(slots=True, kw_only=True)
class _Keeping:
    """A kept text on its way: what stands, what was typed, what is wrong with it."""

    visit: Visit
    words: Words
    kept: KeptText | None
    form: Form
    kind: str
    titles: dict[str, str]
    texts: dict[str, str]
    errors: list[tuple[str, str]] = field(default_factory=list)

    def type_in(self, typed: Fields) -> None:
        """Put what was typed in place of what stands."""
        fill(self.form, typed)
        self.kind = self.kind if self.kept else typed.get("kind")
        self.titles = {code: typed.get(f"title.{code}") for code in LANGUAGES}
        self.texts = {code: clean(typed.get(f"words.{code}")) for code in LANGUAGES}

    def facts(self) -> KeptFacts:
        """What the other fields say; what was not understood stands beside the inputs."""
        reading = Reader(self.words).read(self.form, self.form.fields)
        self.errors += reading.errors
        if self.errors:
            return KeptFacts()
        said = facts_of(self.visit.desk, reading.answers)
        return KeptFacts(
            organisation=str(said.get("organisation") or ""),
            provisions=_several(said.get("provision")),
            articles=_several(said.get("treaty_article")),
            as_of=str(said.get("as_of") or ""),
        )


def show_list(visit: Visit) -> Response:
    """Every kept text under its kind."""
    words = Words(visit.desk, visit.language)
    found = list_kept_texts(visit.desk)
    kinds = visit.desk.schema.vocabularies["kept_text_kind"].terms
    groups = [
        (words.term("kept_text_kind", kind), kind, [_row(visit, words, t) for t in texts])
        for kind in kinds
        for texts in ([text for text in found if text.kind == kind],)
    ]
    return visit.page("kept_texts.html", groups=groups, has_any=bool(found))


def _row(visit: Visit, words: Words, text: KeptBrief) -> list[object]:
    return [
        (text.code, visit.url(f"/kept-text/{text.code}")),
        words.of(dict(text.titles)) or next(iter(text.titles.values()), ""),
        ", ".join(text.languages),
        words.value("kept_text.as_of", text.as_of) if text.as_of else None,
        text.signed_off_by,
        [(code, visit.url(f"/report/{code}")) for code in text.used_in] or None,
    ]


def begin(visit: Visit) -> Response:
    """A new kept text."""
    keeping = _start(visit, None)
    keeping.kind = visit.query.get("kind")
    return _answer(keeping)


def show_text(visit: Visit) -> Response:
    """One kept text: its words in every language, where it is used, who answers for it."""
    return _answer(_start(visit, show_kept_text(visit.desk, code=visit.path["code"])))


def _start(visit: Visit, kept: KeptText | None) -> _Keeping:
    words = Words(visit.desk, visit.language)
    uid = None if kept is None else visit.desk.find(("kept_text",), kept.code)
    record = None if uid is None else visit.desk.view.record(uid)
    made = make_form(words, visit.desk.schema.type("kept_text"), record)
    fields = [one for name in _FACTS for one in made.fields if one.prop.short == name]
    for one in fields:
        offer(words, one)
    group = FormGroup(title=words.t(N_("What it is about")), fields=fields, is_open=True)
    return _Keeping(
        visit=visit,
        words=words,
        kept=kept,
        form=Form(type="kept_text", groups=[group], lists=made.lists),
        kind="" if kept is None else kept.kind,
        titles={} if kept is None else dict(kept.titles),
        texts={} if kept is None else dict(kept.words),
    )


def _answer(keeping: _Keeping) -> Response:
    visit = keeping.visit
    before = obeyed_before(visit) if visit.sent else None
    if before is not None:
        return visit.see(before)
    typed = visit.form if visit.sent else typed_before(visit)
    if typed is not None:
        keeping.type_in(typed)
    if visit.sent:
        code = _saved(keeping)
        if code:
            obeyed(visit, f"/kept-text/{code}")
            visit.tell(N_("Saved."))
            return visit.see(f"/kept-text/{code}")
        keep_typed(visit, *([] if keeping.kept is None else [keeping.kept.code]))
    return _show(keeping)


def _saved(keeping: _Keeping) -> str:
    """The code of the text that was saved; empty if it was not, with errors in the form."""
    desk, kept, facts = keeping.visit.desk, keeping.kept, keeping.facts()
    if keeping.errors:
        return ""
    said = {"titles": keeping.titles, "words": keeping.texts}
    try:
        if kept is None:
            return keep_text(desk, kind=keeping.kind, facts=facts, **said)
        seen = keeping.visit.form.get("seen")
        return change_kept_text(desk, code=kept.code, seen=seen, facts=facts, **said).code
    except KuagerError as refusal:
        keeping.errors.append(("", keeping.visit.t(refusal)))
        return ""


def confirm(visit: Visit) -> Response:
    """Answer for a kept text: another person has read it today."""
    code = visit.path["code"]
    try:
        confirm_kept_text(
            visit.desk, code=code, seen=visit.form.get("seen"), by=visit.form.get("reader")
        )
    except UnknownRecordError:
        return _refused(visit, visit.t(N_("Choose one of these.")))
    except KuagerError as refusal:
        return _refused(visit, visit.t(refusal))
    visit.tell(N_("Signed off."))
    return visit.see(f"/kept-text/{code}")


def _refused(visit: Visit, sentence: str) -> Response:
    keeping = _start(visit, show_kept_text(visit.desk, code=visit.path["code"]))
    keeping.errors.append(("reader", sentence))
    return _show(keeping)


def _show(keeping: _Keeping) -> Response:
    visit, words, kept = keeping.visit, keeping.words, keeping.kept
    members = [(m.code, words.with_code(m)) for m in visit.desk.view.records("member")]
    return visit.page(
        "kept_text.html",
        status=_FAULTY if keeping.errors else 200,
        kept=kept,
        code="" if kept is None else kept.code,
        kind=keeping.kind,
        kind_label=words.term("kept_text_kind", keeping.kind) if keeping.kind else "",
        kinds=_kinds(words),
        form=keeping.form,
        sides=[
            (code, words_of(code).name, keeping.titles.get(code, ""), keeping.texts.get(code, ""))
            for code in dict.fromkeys([visit.language, *LANGUAGES])
        ],
        title_label=words.label("kept_text.title"),
        words_label=words.label("kept_text.words"),
        title_hint=words.of(visit.desk.schema.property("kept_text.title").hint),
        words_hint=words.of(visit.desk.schema.property("kept_text.words").hint),
        used_in=[] if kept is None else [(c, visit.url(f"/report/{c}")) for c in kept.used_in],
        as_of=words.value("kept_text.as_of", kept.as_of) if kept and kept.as_of else "",
        members=members,
        errors=keeping.errors,
        faults=dict(keeping.errors),
        mark=mark_of_form(visit),
        page=page_of(visit),
        drafts=[(words.when(d.kept), draft_link(visit, d)) for d in waiting(visit)],
    )


def _kinds(words: Words) -> Choices:
    return term_choices(words, words.schema.property("kept_text.kind"))


def _several(said: object) -> tuple[str, ...]:
    return said if isinstance(said, tuple) else ()


ROUTES = (
    Route("GET", "/kept-texts", show_list),
    *both("/kept-texts/new", begin),
    *both("/kept-text/{code}", show_text),
    Route("POST", "/kept-text/{code}/confirm", confirm),
)
