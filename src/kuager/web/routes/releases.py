"""The register: what left the house, by whom, when, on what basis, and its fingerprint."""

from starlette.responses import Response

from kuager import N_
from kuager.verbs.desk import UnknownTermError
from kuager.verbs.going_out import recall_release
from kuager.verbs.records import RecordPage, list_records, show_record
from kuager.verbs.values import Record
from kuager.web.form_choices import flat_terms
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_LISTED = ("released_on", "form", "edition", "released_by", "basis", "rows", "withheld")
_HASH = "release.digest"
_TABLE = "release.table"
"""The numbers of a table, which has a page of its own."""


def show_register(visit: Visit) -> Response:
    """Every release, the newest first."""
    words = Words(visit.desk, visit.language)
    found = list_records(visit.desk, type_name="release")[::-1]
    return visit.page(
        "releases.html",
        heads=[words.label(f"release.{name}") for name in ("code", *_LISTED)],
        rows=[_row(visit, words, record) for record in found],
    )


def _row(visit: Visit, words: Words, record: Record) -> list[object]:
    told = [words.first(record, f"release.{name}") or None for name in _LISTED]
    return [(record.code, visit.url(f"/releases/{record.code}")), *told]


def show_release(visit: Visit) -> Response:
    """One release: all that is known of it, and the records behind the words that left."""
    page = show_record(visit.desk, code=visit.path["code"], types=("release",))
    words, record = Words(visit.desk, visit.language), page.record
    rows = [
        (words.of(prop.label), _all(words, record, prop.name))
        for prop in visit.desk.schema.types["release"].properties.values()
        if prop.name in record.cells and prop.name not in (_HASH, _TABLE)
    ]
    return visit.page(
        "release.html",
        code=record.code,
        facts=rows,
        digests=[str(one) for one in record.every(_HASH)],
        told_of=_told(visit, page),
        numbers=visit.url(f"/register/{record.code}") if _TABLE in record.cells else "",
        results=flat_terms(words, visit.desk.schema.property("release.recall_result")),
        result=record.text("release.recall_result") or "",
        may_recall=record.text("release.basis") not in ("published-earlier", "own-move"),
    )


def recall(visit: Visit) -> Response:
    """Enter that a copy was asked back, and what came of it."""
    code = visit.path["code"]
    try:
        recall_release(visit.desk, code=code, result=visit.form.get("result"))
    except UnknownTermError:
        visit.tell(N_("Choose what came of it."))
    else:
        visit.tell(N_("Saved."))
    return visit.see(f"/releases/{code}")


def _all(words: Words, record: Record, name: str) -> str:
    values = record.every(name)
    if not values:
        return words.first(record, name) or words.t(N_("said to be unknown"))
    return ", ".join(words.value(name, value) for value in values)


def _told(visit: Visit, page: RecordPage) -> list[tuple[str, str]]:
    """The records whose wording stands in the edition that left, with their pages."""
    edition = page.record.get("release.edition")
    code = page.names.get(edition) if isinstance(edition, bytes) else None
    if code is None:
        return []
    blocks = show_record(visit.desk, code=code.rpartition(" ")[2], types=("edition",))
    found: dict[str, str] = {}
    words = Words(visit.desk, visit.language)
    for block in list_records(visit.desk, type_name="block"):
        if block.get("block.edition") == blocks.record.id:
            for drawn in block.every("block.drawn_from"):
                record = words.record(drawn) if isinstance(drawn, bytes) else None
                if record is not None:
                    found[record.code] = visit.url(f"/record/{record.type}/{record.code}")
    return list(found.items())


ROUTES = (
    Route("GET", "/releases", show_register),
    Route("GET", "/releases/{code}", show_release),
    Route("POST", "/releases/{code}/recall", recall),
)
