"""Editions: what was sent, word by word, and two of them laid beside each other."""

from starlette.responses import Response

from kuager import N_
from kuager.lang import words_of
from kuager.verbs.documents import open_report
from kuager.verbs.editions import (
    EditionBrief,
    OtherDocumentError,
    compare_editions,
    list_editions,
    show_edition,
)
from kuager.web.routes.report import about
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit


def show_editions(visit: Visit) -> Response:
    """Every edition, the newest first."""
    words = Words(visit.desk, visit.language)
    found = list_editions(visit.desk)
    return visit.page("editions.html", rows=[_row(visit, words, one) for one in found], about={})


def show_of_document(visit: Visit) -> Response:
    """The editions of one document."""
    writing, outline = open_report(visit.desk, visit.path["code"])
    words = Words(visit.desk, visit.language)
    found = list_editions(visit.desk, report=writing.code)
    facts = about(visit, writing, outline, writing.languages[0])
    return visit.page("editions.html", rows=[_row(visit, words, one) for one in found], about=facts)


def show_one(visit: Visit) -> Response:
    """One edition: who answers for it, what it said, and what stands behind each block today."""
    words = Words(visit.desk, visit.language)
    found = show_edition(visit.desk, code=visit.path["code"])
    brief = found.brief
    others = [
        (one.code, f"{one.code} · {_day(words, one) or words.term('edition_status', one.status)}")
        for one in list_editions(visit.desk)
        if (one.kind, one.language) == (brief.kind, brief.language) and one.code != brief.code
    ]
    return visit.page(
        "edition.html",
        code=brief.code,
        document_title=_title(visit, words, brief),
        standing=words.term("edition_status", brief.status),
        facts=[
            *_facts(visit, words, brief),
            (words.label("edition.readers"), _terms(words, "audience", found.readers)),
            (words.label("edition.harm_weighed"), found.harm_weighed or None),
            (words.label("edition.prepared_by"), found.prepared_by),
            (words.label("edition.signed_off_by"), brief.signed_off_by),
            (words.label("edition.words"), found.words),
            (words.label("edition.consent"), ", ".join(found.consents) or None),
        ],
        releases=[
            (_released(words, code, day), visit.url(f"/releases/{code}"))
            for code, day in found.releases
        ],
        spoken=brief.language,
        blocks=[
            (
                block,
                [(code, visit.url(f"/record/{kind}/{code}")) for kind, code in block.drawn_from],
            )
            for block in found.blocks
        ],
        digests=found.digests,
        others=others,
    )


def _released(words: Words, code: str, day: str | None) -> str:
    return f"{code} · {words.value('release.released_on', day)}" if day else code


def show_beside(visit: Visit) -> Response:
    """Two editions laid beside each other: only what differs."""
    first, second = visit.query.get("first"), visit.path["code"]
    if not first:
        return visit.see(f"/editions/{second}")
    try:
        changes = compare_editions(visit.desk, first=first, second=second)
    except OtherDocumentError as refusal:
        visit.tell(str(refusal.text), **refusal.facts)
        return visit.see(f"/editions/{second}")
    spoken = show_edition(visit.desk, code=second).brief.language
    return visit.page(
        "editions_beside.html", first=first, second=second, changes=changes, spoken=spoken
    )


def _row(visit: Visit, words: Words, one: EditionBrief) -> list[object]:
    return [
        (one.code, visit.url(f"/editions/{one.code}")),
        _title(visit, words, one),
        words_of(one.language).name,
        words.term("edition_status", one.status),
        _day(words, one),
        ", ".join(one.sent_to) or None,
    ]


def _title(visit: Visit, words: Words, one: EditionBrief) -> str:
    """The title as printed; of one from before titles were kept, its kind."""
    printed = one.titles.get(one.language) or one.titles.get("")
    if printed:
        return printed
    return words.term("edition_kind", one.kind) if one.kind else visit.t(N_("Edition"))


def _day(words: Words, one: EditionBrief) -> str | None:
    return words.value("edition.sent_on", one.sent_on) if one.sent_on else None


def _facts(visit: Visit, words: Words, one: EditionBrief) -> list[tuple[object, ...]]:
    report = None if one.report is None else visit.url(f"/report/{one.report}")
    return [
        (words.label("edition.kind"), words.term("edition_kind", one.kind)),
        (words.label("edition.report"), one.report, report),
        (words.label("edition.number"), one.number),
        (words.label("edition.language"), words_of(one.language).name),
        (words.label("edition.sent_on"), _day(words, one)),
        (words.label("edition.sent_to"), ", ".join(one.sent_to) or None),
    ]


def _terms(words: Words, vocabulary: str, terms: tuple[str, ...]) -> str | None:
    return ", ".join(words.term(vocabulary, term) for term in terms) or None


ROUTES = (
    Route("GET", "/editions", show_editions),
    Route("GET", "/editions/{code}", show_one),
    Route("GET", "/editions/{code}/beside", show_beside),
    Route("GET", "/report/{code}/editions", show_of_document),
)
