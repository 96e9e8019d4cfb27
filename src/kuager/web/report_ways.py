"""Where a person goes from a document: its own pages, the records behind it, and what mends it."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kuager import N_
from kuager.model.manuscript import Placed
from kuager.model.statement import EntityId
from kuager.verbs.chapters import TOLD_TYPES
from kuager.verbs.drawing.numbers import TABLES_HELD
from kuager.verbs.meanings import HELD_BACK, REMARKED
from kuager.verbs.values import Held, Record, Remark
from kuager.web.record_view import path_of, room_of
from kuager.web.value_words import Words
from kuager.web.visit import Visit

Way = tuple[str, str]
"""A label and an address."""
_ID: Final = 16
_MOST_BEHIND: Final = 4
_AT_THE_WORDING: Final = frozenset(
    {
        "not-signed-off", "personal-data-in-wording", "private-name", "private-venue",
        "private-day", "private-age",
    }
)  # fmt: skip
"""Reasons that are mended where the public wording is written."""
_PAGES: Final = (
    (N_("Read it"), "/report/{code}/read"),
    (N_("Check it"), "/report/{code}/check"),
    (N_("Working copy for partners"), "/report/{code}/working-copy"),
    (N_("Take back what partners changed"), "/report/{code}/take-back"),
    (N_("Sign off and send"), "/report/{code}/send"),
    (N_("What was sent"), "/report/{code}/editions"),
)
"""What is done with a document, in the order in which it is done."""


def pages_of_document(visit: Visit, code: str, language: str) -> list[Way]:
    """The pages of a document that are there, in the order in which one needs them."""
    from kuager.web.routes import ROUTES  # noqa: PLC0415 - the shelf of routes imports this file

    there = {route.path for route in ROUTES if route.method == "GET"}
    return [
        (visit.t(label), visit.url(path.format(code=code), language=language))
        for label, path in _PAGES
        if path in there
    ]


class Waiting(NamedTuple):
    """A reason in words; the records it holds for, each with the way that mends it, if by words."""

    reason: str
    ways: list[tuple[Way, Way | None]]


class Ways:
    """From pieces of one document to what they are made of."""

    def __init__(self, visit: Visit, code: str, language: str) -> None:
        """Of the document with this code, read in this language."""
        self.visit, self.code, self.language = visit, code, language
        self.words = Words(visit.desk, visit.language)
        self._types: dict[str, str] = {}

    def of_placed(self, placed: Placed) -> list[Way]:
        """The text that an author wrote, or the records behind a piece and their wordings."""
        if placed.own:
            return [(self.visit.t(N_("this text")), self.to_block(placed.place))]
        found: list[Way] = []
        for uid in placed.behind[:_MOST_BEHIND]:
            record = self.visit.desk.view.record(EntityId(uid)) if len(uid) == _ID else None
            if record is not None:
                found += self._of_record(record)
        return found

    def _of_record(self, record: Record) -> list[Way]:
        ways = [(record.code, self.visit.url(path_of(record)))]
        if record.type in TOLD_TYPES:
            ways.append(self._wording(record.code, record.type))
        return ways

    def to_block(self, place: str) -> str:
        """The page on which one block is written."""
        return self.visit.url(f"/report/{self.code}/block/{place}")

    def to_read(self) -> str:
        """The page on which the whole document is read."""
        return self.visit.url(f"/report/{self.code}/read", language=self.language)

    def to_wording(self, kind: str, code: str) -> str:
        """The page of the public wording of a record, which leads back here."""
        address = f"/reports/wording/{kind}/{code}"
        return self.visit.url(address, report=self.code, language=self.language)

    def to_record(self, code: str, kind: str = "") -> str:
        """The page of a record of which the code is known, and mostly not the type."""
        found = kind or self.type_of(code)
        if found == "report_text":
            return self._to_text(code)
        return self.visit.url(f"{room_of(found)}/{code}")

    def to_write(self, code: str, kind: str = "") -> str:
        """Where what nobody wrote yet is written, or what was written is mended."""
        found = kind or self.type_of(code)
        if found in TOLD_TYPES:
            return self.to_wording(found, code)
        has_own_page = found == "report_text" or not room_of(found).startswith("/record/")
        to = self.to_record(code, found)
        return to if has_own_page else f"{to}/edit"

    def _to_text(self, code: str) -> str:
        """The place of a document at which an author's text stands."""
        uid = self.visit.desk.view.find_code("report_text", code)
        record = None if uid is None else self.visit.desk.view.record(uid)
        place = None if record is None else record.text("report_text.place")
        return self.to_block(place) if place else self.visit.url(f"/report/{self.code}")

    def type_of(self, code: str) -> str:
        """The type of the record with a code: what is told in reports comes first."""
        if code not in self._types:
            view = self.visit.desk.view
            kinds = (*TOLD_TYPES, *self.visit.desk.schema.types)
            found = (kind for kind in kinds if view.find_code(kind, code) is not None)
            self._types[code] = next(found, TOLD_TYPES[0])
        return self._types[code]

    def held(self, held: Iterable[Held]) -> list[Waiting]:
        """What is held back, by its reason: a no, a day that has not come, words to be signed."""
        found: dict[str, list[tuple[Way, Way | None]]] = {}
        for one in held:
            kind = self.type_of(one.code)
            at_wording = one.reason in _AT_THE_WORDING and kind in TOLD_TYPES
            mend = self._wording(one.code, kind) if at_wording else None
            is_table = one.reason in TABLES_HELD
            way = self.visit.url("/tables") if is_table else self.to_record(one.code, kind)
            record = (one.code, way)
            found.setdefault(one.reason, []).append((record, mend))
        return [Waiting(self._said(HELD_BACK, reason), ways) for reason, ways in found.items()]

    def remarked(self, remarks: Iterable[Remark]) -> list[Waiting]:
        """What is to be looked at again, by its reason."""
        found: dict[str, list[tuple[Way, Way | None]]] = {}
        for one in dict.fromkeys(remarks):
            kind = one.type or self.type_of(one.code)
            record = (one.code, self.to_record(one.code, kind))
            mend = self._wording(one.code, kind) if kind in TOLD_TYPES else None
            found.setdefault(one.problem, []).append((record, mend))
        return [Waiting(self._said(REMARKED, problem), ways) for problem, ways in found.items()]

    def _wording(self, code: str, kind: str) -> Way:
        label = self.visit.t(N_("wording of {code}"), code=code)
        return label, self.to_wording(kind, code)

    def _said(self, meanings: Mapping[str, str], slug: str) -> str:
        return self.visit.t(meanings[slug]) if slug in meanings else slug
