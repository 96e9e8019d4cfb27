"""Where a person goes from a document: its own pages, the records behind it, and what mends it."""

from typing import Final

from kuager import N_
from kuager.model.manuscript import Placed
from kuager.model.statement import EntityId
from kuager.verbs.chapters import TOLD_TYPES
from kuager.verbs.meanings import HELD_BACK, REMARKED
from kuager.verbs.values import Held, Record, Remark
from kuager.web.record_view import path_of
from kuager.web.value_words import Words
from kuager.web.visit import Visit

Way = tuple[str, str]
"""A label and an address."""
Row = list[object]
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
        if record.type == "figure":
            return [(record.code, self.visit.url(f"/figure/{record.code}"))]
        ways = [(record.code, self.visit.url(path_of(record)))]
        if record.type in TOLD_TYPES:
            label = self.visit.t(N_("wording of {code}"), code=record.code)
            ways.append((label, self.to_wording(record.type, record.code)))
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

    def to_record(self, code: str) -> str:
        """The page of a record of which only the code is known."""
        kind = self.type_of(code)
        return self.visit.url(f"/figure/{code}" if kind == "figure" else f"/record/{kind}/{code}")

    def to_write(self, code: str) -> Way:
        """Where what nobody wrote yet is written."""
        kind = self.type_of(code)
        if kind in TOLD_TYPES:
            return code, self.to_wording(kind, code)
        return code, self.visit.url(f"/record/{kind}/{code}/edit")

    def type_of(self, code: str) -> str:
        """The type of the record with a code: what is told in reports comes first."""
        if code not in self._types:
            view = self.visit.desk.view
            kinds = (*TOLD_TYPES, *self.visit.desk.schema.types)
            found = (kind for kind in kinds if view.find_code(kind, code) is not None)
            self._types[code] = next(found, TOLD_TYPES[0])
        return self._types[code]

    def held(self, one: Held) -> Row:
        """Something held back: which record, why, and where that is mended."""
        t, kind = self.visit.t, self.type_of(one.code)
        said = HELD_BACK.get(one.reason)
        mend = (t(N_("The whole record")), self.to_record(one.code))
        if one.reason in _AT_THE_WORDING and kind in TOLD_TYPES:
            mend = (t(N_("The wording")), self.to_wording(kind, one.code))
        record = (one.code, self.to_record(one.code))
        return [record, one.reason if said is None else t(said), mend]

    def remarked(self, one: Remark) -> Row:
        """Something to be looked at again: which record, why, and where it is worded."""
        t = self.visit.t
        said = REMARKED.get(one.problem)
        mend = (t(N_("The wording")), self.to_write(one.code)[1])
        record = (one.code, self.to_record(one.code))
        return [record, one.problem if said is None else t(said), mend]
