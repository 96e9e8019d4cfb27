"""Search: words in three scripts, names by any three letters, codes; none of it in an address."""

from starlette.responses import Response

from kuager import N_
from kuager.model.listed import is_listed, main_date
from kuager.model.places import gazetteer
from kuager.model.schema import Property
from kuager.verbs.finding import FoundWords, find_words
from kuager.verbs.values import Record
from kuager.web.listed import TableCell, Words, is_disputed
from kuager.web.routes.route import both
from kuager.web.visit import Visit


def show_search(visit: Visit) -> Response:
    """The form; after it was sent, what was found. The words travel in the form only."""
    text, asked = visit.form.get("q"), visit.form.get("type")
    if not text:
        return visit.page(
            "search.html", text="", found=None, rows=[], types=[], asked="", places=[]
        )
    kind = asked if asked in visit.desk.schema.types else None
    found = find_words(visit.desk, text=text, type_name=kind, page=_number(visit.form.get("page")))
    return visit.page(
        "search.html",
        text=text,
        found=found,
        rows=_rows(visit, found),
        types=_types(visit, found),
        asked=kind or "",
        places=[
            (gazetteer().name(place, visit.language), visit.url("/list/event", place=place))
            for place in found.places
        ],
    )


def _number(text: str) -> int:
    return int(text[:9]) if text.isascii() and text.isdecimal() else 1


def _types(visit: Visit, found: FoundWords) -> list[tuple[str, str, int]]:
    """The types of what was found, in the order of the schema."""
    types = visit.desk.schema.types
    return [
        (name, types[name].plural[visit.language], found.counts[name])
        for name in types
        if found.counts.get(name)
    ]


def _rows(visit: Visit, found: FoundWords) -> list[list[TableCell]]:
    words = Words(visit, found.names)
    return [_row(visit, words, record) for record in found.records]


def _row(visit: Visit, words: Words, record: Record) -> list[TableCell]:
    """Kind of record, code, what it is called in public, day and place: what a list may show."""
    kind = visit.desk.schema.types[record.type]
    dated = main_date(kind)
    return [
        kind.label[visit.language],
        (record.code, visit.url(f"/record/{record.type}/{record.code}")),
        _told(words, record, _called(visit, record)),
        None if dated is None else _told(words, record, dated),
        visit.t(N_("sources disagree")) if is_disputed(record) else "",
    ]


def _called(visit: Visit, record: Record) -> Property | None:
    """What says most about a record of this type in a list: its public name, else its kind."""
    own = visit.desk.schema.types[record.type].properties
    names = ("name", "title", "pseudonym", "law", "kind", "type", "status")
    return next(
        (own[n] for n in names if n in own and is_listed(own[n]) and own[n].name in record.cells),
        None,
    )


def _told(words: Words, record: Record, prop: Property | None) -> TableCell:
    return None if prop is None else words.cell(prop, record.cells.get(prop.name))


ROUTES = both("/search", show_search)
