"""Filling the blocks of a document: drawn from the record, kept once, or written by an author.

An author's words stay as they are when the data are drawn again; they are flagged when anything
under them changed, and they are not printed where a story they rest on may not be told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kuager.model.disclosure import Held
from kuager.model.manuscript import Drawn, Filled, FilledPart, Written
from kuager.model.outline import BlockPlan, Outline, PartPlan
from kuager.model.statement import EntityId
from kuager.model.writing import Writing
from kuager.model.written import read_written, walk
from kuager.store.view import Record
from kuager.verbs.cited import Cited, LookedUp
from kuager.verbs.desk import Desk
from kuager.verbs.drawing import DRAWERS, Asked
from kuager.verbs.drawing.kept import KeptTexts
from kuager.verbs.drawing.numbers import numbers_of
from kuager.verbs.text_records import HEADING, TextKey, rests_on, texts_of_report, words_of
from kuager.verbs.text_state import TextState, changed_since

ABOUT_US = "about-us"


@dataclass(frozen=True, slots=True)
class KeptHere:
    """The kept texts of one block, those held back, and codes of those without words."""

    texts: tuple[Written, ...] = ()
    held: tuple[Held, ...] = ()
    unwritten: tuple[str, ...] = ()


class Filling:
    """Fills one document in one language."""

    def __init__(self, desk: Desk, writing: Writing, outline: Outline, language: str) -> None:
        """From the record at this desk, as it may be told today."""
        self.desk, self.writing, self.outline, self.language = desk, writing, outline, language
        self.cited = Cited(desk, lambda: numbers_of(desk, writing, outline).figures)
        self.state = TextState(desk, writing, outline)
        self._found: dict[str, LookedUp] = {}

    @cached_property
    def texts(self) -> dict[TextKey, Record]:
        """The standing texts of the document, by place and language."""
        return texts_of_report(self.desk, EntityId(self.writing.id))

    def part(self, part: PartPlan) -> FilledPart:
        """A part with its blocks filled, and its own heading if an author gave it one."""
        drawn = self.drawn(part)
        blocks = tuple(self._block(block, drawn) for block in part.blocks)
        return FilledPart(plan=part, blocks=blocks, heading=self._heading(part))

    def drawn(self, part: PartPlan) -> dict[str, Drawn]:
        """What the record gives for each drawn block of a part, cut to what may leave."""
        return {block.block: self._draw(block) for block in part.blocks if block.draw is not None}

    def look_up(self, record: Record) -> LookedUp:
        """What the words of a text name."""
        words = words_of(record)
        if words not in self._found:
            self._found[words] = self.cited.look_up(read_written(words))
        return self._found[words]

    def behind(self, record: Record) -> tuple[EntityId, ...]:
        """What a text rests on: what it was kept with, and what its marks name today."""
        return tuple(dict.fromkeys((*rests_on(record), *self.look_up(record).behind)))

    def held(self, record: Record) -> tuple[Held, ...]:
        """A text as something held back, with the reason; nothing if it may be printed."""
        reason = self.state.reason(self.behind(record))
        return () if reason is None else (Held(record.code, reason),)

    def written(self, record: Record, drawn: dict[str, Drawn]) -> Written:
        """An author's words, with what they name looked up and what changed under them."""
        found, behind = self.look_up(record), self.behind(record)
        now = self.state.digest(found, behind, drawn)
        before = record.text("report_text.under")
        changed = () if before is None else changed_since(before, now)
        return Written(
            text=read_written(words_of(record)),
            status=record.text("report_text.status") or "draft",
            stale=bool(changed),
            changed=changed,
            behind=(record.id, *behind),
            written_by=self._member(record.get("report_text.written_by")),
            checked_by=self._member(record.get("report_text.checked_by")),
            code=record.code,
            citations=found.citations,
            figures=found.figures,
        )

    def _block(self, plan: BlockPlan, drawn: dict[str, Drawn]) -> Filled:
        record = self.texts.get((plan.block, self.language))
        is_there = record is not None and bool(words_of(record).strip())
        held = self.held(record) if record is not None and is_there else ()
        has_words = record is not None and is_there and not held
        written = self.written(record, drawn) if record is not None and has_words else None
        kept = self._kept(plan)
        return Filled(
            plan=plan,
            drawn=drawn.get(plan.block),
            written=written,
            kept=kept.texts,
            held=(*held, *kept.held),
            unwritten=kept.unwritten,
        )

    def _draw(self, plan: BlockPlan) -> Drawn:
        return DRAWERS[plan.draw or ""](self.desk, self._asked(plan))

    def _asked(self, plan: BlockPlan) -> Asked:
        return Asked(writing=self.writing, outline=self.outline, plan=plan, language=self.language)

    def _heading(self, part: PartPlan) -> str | None:
        """The words that an author gave a part for its heading."""
        record = self.texts.get((f"{HEADING}{part.part}", self.language))
        if record is None or self.held(record):
            return None
        read = read_written(words_of(record))
        pieces = (piece for each in read.paragraphs for piece in walk(each.pieces))
        return " ".join("".join(piece.text for piece in pieces).split()) or None

    def _kept(self, plan: BlockPlan) -> KeptHere:
        """The kept texts of a block: signed off and in the language; what is held, what is not."""
        if plan.keep is None:
            return KeptHere()
        shelf = KeptTexts(self.desk, self._asked(plan))
        found = [shelf.written(record) for record in self._chosen(plan)]
        return KeptHere(
            texts=tuple(text for text in found if text is not None),
            held=tuple(shelf.held),
            unwritten=tuple(shelf.unwritten),
        )

    def _chosen(self, plan: BlockPlan) -> Iterator[Record]:
        """About-us texts of every author in their order; of other kinds those taken by hand.

        Options of a block: `article` narrows to texts of a treaty article, `every` takes all of the
        kind. What was left out by hand is never among them.
        """
        of_kind = [r for r in self._all_kept() if r.text("kept_text.kind") == plan.keep]
        article = plan.options.get("article")
        for record in sorted(of_kind, key=self._order):
            articles = record.every("kept_text.treaty_article")
            fits = article is None or article in articles
            if fits and record.id not in self.writing.leaves and self._is_taken(record, plan):
                yield record

    def _is_taken(self, record: Record, plan: BlockPlan) -> bool:
        if record.id in self.writing.takes or plan.options.get("every"):
            return True
        return (
            plan.keep == ABOUT_US and record.get("kept_text.organisation") in self.writing.authors
        )

    def _order(self, record: Record) -> tuple[int, int]:
        """By the author it tells of, then as it was taken in."""
        return (
            _position(self.writing.authors, record.get("kept_text.organisation")),
            _position(self.writing.takes, record.id),
        )

    def _all_kept(self) -> Iterator[Record]:
        return self.desk.view.records("kept_text")

    def _member(self, uid: object) -> str | None:
        record = self.desk.view.record(EntityId(uid)) if isinstance(uid, bytes) else None
        return None if record is None else record.code


def _position(among: Iterable[bytes], uid: object) -> int:
    listed = list(among)
    return listed.index(uid) if uid in listed else len(listed)
