"""What stands under an author's text: whether it may be printed, and whether anything changed.

The digest has four parts of sixteen characters: the data drawn in the same part of the document and
the records that the text names, its figures, its sources, and the answers of the people behind it.
So it can be said what changed since the text was written, and nothing of it is ever replaced.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Final

from kuager.model.consent import may_pass
from kuager.model.disclosure import Terms, reason_not_to_tell, reason_to_hold_case
from kuager.model.manuscript import Drawn
from kuager.model.outline import Outline
from kuager.model.statement import EntityId
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs.chapters import TOLD_TYPES, Gathering
from kuager.verbs.cited import LookedUp
from kuager.verbs.desk import Desk
from kuager.verbs.figure_changes import explain_figure
from kuager.verbs.stories import Stories

PARTS: Final = ("data", "figures", "sources", "consents")
"""What may have changed under a text; the order is that of the digest."""
_LENGTH: Final = 16
_DEEPEST: Final = 4
_TOLD: Final = ("date", "wording", "quote", "title", "law", "article", "value", "text", "outcome")
"""Properties of a named record that its reader would miss a change of."""


class TextState:
    """Judges texts of one document on this day."""

    def __init__(self, desk: Desk, writing: Writing, outline: Outline) -> None:
        """From the record at this desk."""
        self.desk, self.writing, self.outline = desk, writing, outline
        self._gathering, self._stories = Gathering(desk), Stories(desk)
        self._figures: dict[str, object] = {}
        self._reasons: dict[EntityId, str | None] = {}

    def reason(self, behind: Iterable[EntityId]) -> str | None:
        """Why a text that rests on these may not be printed; None if it may."""
        wanted = [*behind, *(EntityId(case) for case in self.writing.cases)]
        return next((why for uid in wanted if (why := self._reason(uid)) is not None), None)

    def digest(
        self, found: LookedUp, behind: Iterable[EntityId], drawn: Mapping[str, Drawn]
    ) -> str:
        """What stands under a text today. `drawn` is what its part draws, by block."""
        named = [record for uid in sorted(set(behind)) if (record := self._record(uid)) is not None]
        parts = (
            [[block, one.material] for block, one in sorted(drawn.items())]
            + [self._told(record) for record in named],
            [self._figure(code, found) for code in sorted(found.figures)],
            sorted(found.citations.items()),
            [list(self._answers(record)) for record in named],
        )
        return "".join(_digest(part)[:_LENGTH] for part in parts)

    def _figure(self, code: str, found: LookedUp) -> object:
        if code not in self._figures:
            now = explain_figure(self.desk, code=code)
            gone = (now.erased, now.restricted, now.base_erased, now.base_restricted)
            self._figures[code] = [code, now.is_same_set, now.now, now.base_now, gone]
        figure = found.figures[code]
        return [self._figures[code], figure.saying, figure.cell, figure.base]

    def _told(self, record: Record) -> object:
        names = (f"{record.type}.{short}" for short in _TOLD)
        cells = {name: record.cells[name].value for name in names if name in record.cells}
        return [record.type, record.code, cells]

    def _answers(self, record: Record) -> Iterator[object]:
        """What everybody whose story it is answered to the use of this document."""
        yield [record.code, self._reason(record.id)]
        cases = {case.code: case for case in cases_of(self.desk, record)}
        for code, consent in self._stories.consents(cases.values()).items():
            passed = may_pass(
                self.outline.use, consent.rows, on=self.desk.today, concerned=consent.concerned
            )
            yield [code, consent.shut, passed.allowed, passed.reason, passed.level]

    def _reason(self, uid: EntityId) -> str | None:
        if uid not in self._reasons:
            record = self._record(uid)
            self._reasons[uid] = None if record is None else self._why(record)
        return self._reasons[uid]

    def _why(self, record: Record) -> str | None:
        if record.type in TOLD_TYPES:
            development, consents = self._gathering.one(record)
            terms = Terms(
                use=self.outline.use,  # type: ignore[arg-type]
                language="",
                consents=consents,
                on=self.desk.today,
            )
            return reason_not_to_tell(development, terms)
        cases = cases_of(self.desk, record)
        for consent in self._stories.consents(cases).values():
            why, _ = reason_to_hold_case(consent, use=self.outline.use, on=self.desk.today)
            if why is not None:
                return why
        return None

    def _record(self, uid: EntityId) -> Record | None:
        return self.desk.view.record(uid, shut=True)


def changed_since(before: str, now: str) -> tuple[str, ...]:
    """Which of `PARTS` differ between two digests; all of them if one is no digest of ours."""
    if len(before) != len(now):
        return PARTS
    ends = ((at * _LENGTH, (at + 1) * _LENGTH) for at in range(len(PARTS)))
    pairs = zip(PARTS, ends, strict=True)
    return tuple(name for name, (begin, end) in pairs if before[begin:end] != now[begin:end])


def cases_of(desk: Desk, record: Record, depth: int = 0) -> tuple[Record, ...]:
    """The cases inside which a record lies, restricted ones too.

    What others published lies in none: it may be cited whoever it tells of.
    """
    if record.type == "case":
        return (record,)
    if depth >= _DEEPEST or (record.type == "source" and record.get("source.link") is not None):
        return ()
    found: dict[EntityId, Record] = {}
    for prop in desk.schema.type(record.type).inside:
        for uid in record.every(prop.name):
            above = desk.record_of(uid, shut=True)
            if above is not None:
                found |= {case.id: case for case in cases_of(desk, above, depth + 1)}
    return tuple(found.values())


def _digest(value: object) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return sha256(b"kuager/under/v1\0" + text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    """A value that has one form only: the same material gives the same bytes."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(held) for key, held in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        told = [_plain(getattr(value, each.name)) for each in fields(value) if each.repr]
        return [type(value).__name__, *told]
    if isinstance(value, (set, frozenset)):
        return sorted(json.dumps(_plain(one), sort_keys=True) for one in value)
    is_list = isinstance(value, Iterable) and not isinstance(value, bytes)
    return [_plain(one) for one in value] if is_list else repr(value)  # type: ignore[attr-defined]
