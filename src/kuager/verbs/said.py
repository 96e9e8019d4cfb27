"""Reading what was said in public: points, claims and assessments, with sources, stories and cut.

A point about a matter before an authority touches the cases of that matter; a claim and an
assessment touch the cases of everything they speak of or rest on.
"""

from collections.abc import Iterable, Iterator, Mapping

from kuager.model.chapter import Citation
from kuager.model.disclosure import PUBLIC_SENSITIVITY, CutSaid, Terms, what_may_be_said
from kuager.model.private_words import PrivateWords
from kuager.model.said import Said
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.stories import Stories

_TOUCHES = {
    "point": ("proceeding",),
    "claim": ("about",),
    "assessment": ("rests_on", "about"),
}
"""Properties by which something said touches a story."""
_STORIED = ("event", "step", "proceeding")
_TEXT = {"point": "point.text", "claim": "claim.text", "assessment": "assessment.text"}


class SaidReader:
    """Reads things said for one use in one language."""

    def __init__(self, desk: Desk, *, use: str, language: str) -> None:
        """From the record at this desk."""
        self.desk = desk
        self.use = use
        self.language = language
        self.citing = Citations(desk)
        self.stories = Stories(desk)

    def cut(self, records: Iterable[Record], *, alone: bool = False) -> CutSaid:
        """These records as they may be said; `alone` leaves their sources out."""
        cases: dict[bytes, Record] = {}
        said: list[Said] = []
        for record in records:
            touched = list(self._touched(record))
            own = [case for each in touched for case in self.stories.cases(each)]
            cases |= {bytes(case.id): case for case in own}
            said.append(self._said(record, touched, own, alone=alone))
        terms = Terms(
            use=self.use,  # type: ignore[arg-type]
            language=self.language,
            consents=self.stories.consents(cases.values()),
            on=self.desk.today,
        )
        return what_may_be_said(said, terms)

    def record(self, uid: object) -> Record | None:
        """A record that is not shut away."""
        return self.desk.record_of(uid)

    def records(self, uids: Iterable[object]) -> list[Record]:
        """Those of them that are not shut away."""
        return [record for record in map(self.record, uids) if record is not None]

    def names(self, record: Record, name: str) -> tuple[Mapping[str, str], ...]:
        """The names of the organisations a property refers to; people are never named here."""
        found = (self.record(uid) for uid in record.every(name))
        return tuple(
            each.texts("organisation.name")
            for each in found
            if each is not None and each.type == "organisation"
        )

    def label(self, vocabulary: str, term: str | None) -> Mapping[str, str]:
        """The label of a term by language; nothing for none."""
        known = self.desk.schema.vocabularies[vocabulary].terms
        return known[term].label if term in known else {}

    def words(self, record: Record, name: str) -> str:
        """The words of a property in this language; "" if there are none."""
        texts = record.texts(name)
        return (texts.get(self.language) or texts.get("") or "").strip()

    def _said(
        self, record: Record, touched: list[Record], cases: list[Record], *, alone: bool
    ) -> Said:
        return Said(
            code=record.code,
            id=record.id,
            texts=_spoken(record.texts(_TEXT[record.type]), self.language),
            cases=tuple(dict.fromkeys(case.code for case in cases)),
            published=bool(touched) and all(map(_is_published, touched)),
            sensitivity=_strictest(touched),
            citations=() if alone else tuple(self._sources(record)),
            private=PrivateWords.of_all(map(self.stories.private, touched)),
        )

    def _touched(self, record: Record) -> Iterator[Record]:
        """The stories something said speaks of, restricted ones too."""
        for short in _TOUCHES[record.type]:
            for uid in record.every(f"{record.type}.{short}"):
                found = self.desk.record_of(uid, shut=True)
                if found is not None and found.type in _STORIED:
                    yield found
                elif found is not None and found.type in _TOUCHES and record.type != "point":
                    yield from self._touched(found)

    def cite(self, uid: object) -> Iterator[Citation]:
        """A source or passage as a citation; of any other record the sources that tell it."""
        record = self.record(uid)
        if record is not None and record.type in ("source", "passage"):
            found = self.citing.cite(record)
            yield from [found] if found is not None else []
        elif record is not None:
            yield from self.citing.of(record)

    def _sources(self, record: Record) -> Iterator[Citation]:
        """Where something is said; an assessment rests on what it says it rests on."""
        if record.type == "assessment":
            for uid in record.every("assessment.rests_on"):
                yield from self.cite(uid)
        else:
            yield from self.citing.of(record)


def citation_of(point: Record, reader: SaidReader) -> Citation:
    """A point of others as something to cite: who made it, where it stands, when."""
    by = reader.names(point, "point.made_by")
    through = next(reader.citing.of(point), None)
    return Citation(
        key=point.code,
        titles={},
        authors=by[0] if by else {},
        date=point.text("point.date"),
        document_symbol=point.text("point.document_symbol"),
        paragraph=point.text("point.number"),
        cited_in=through,
    )


def _spoken(texts: Mapping[str, str], language: str) -> dict[str, str]:
    """Texts by language; one in no language is told in any."""
    found = {code: text for code, text in texts.items() if code}
    if language not in found and texts.get(""):
        found[language] = texts[""]
    return found


def _is_published(record: Record) -> bool:
    """Whether others made it public, and a member decided to repeat it."""
    name = f"{record.type}.basis"
    return record.text(name) == "published" and record.get(f"{name}_decided_by") is not None


def _strictest(records: list[Record]) -> str | None:
    """The first sensitivity among them that keeps something inside."""
    found = (record.text(f"{record.type}.sensitivity") for record in records)
    return next((each for each in found if each not in PUBLIC_SENSITIVITY), None)
