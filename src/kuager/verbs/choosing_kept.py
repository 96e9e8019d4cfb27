"""Which kept texts stand in a block of a document: offered, and chosen by hand."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kuager.model.outline import BlockPlan
from kuager.model.statement import EntityId, retract, say
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report
from kuager.verbs.filling import Filling
from kuager.verbs.records import AlreadySaidOtherwiseError, digest_of
from kuager.verbs.texts import UnknownPlaceOfTextError


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChoice:
    """A kept text that fits a block, and whether it is printed there."""

    record: Record
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChoices:
    """The kept texts that fit a block; `seen` is for a choice that is refused if others chose."""

    choices: tuple[KeptChoice, ...]
    seen: str


@verb(needs="read")
def offer_kept(desk: Desk, *, code: str, place: str) -> KeptChoices:
    """The kept texts that fit one block of a document, those that are printed there first."""
    _, plan, chosen = _kept_of(desk, code, place)
    history = desk.view.history(desk.find(("report",), code))
    found = [KeptChoice(record=r, is_chosen=r.code in chosen) for r in _fitting(desk, plan)]
    found.sort(key=lambda one: not one.is_chosen)
    return KeptChoices(choices=tuple(found), seen=digest_of(history))


@verb(needs="amend", saves=True)
def choose_kept(
    desk: Desk, *, code: str, place: str, chosen: Collection[str], seen: str
) -> tuple[str, ...]:
    """Say which kept texts are printed in a block, by their codes; what is not named is left out.

    Refused if somebody else changed the document since it was `seen`.
    """
    writing, plan, before = _kept_of(desk, code, place)
    history = desk.view.history(EntityId(writing.id))
    if seen != digest_of(history):
        raise AlreadySaidOtherwiseError(code=code)
    for record in _fitting(desk, plan):
        if (record.code in chosen) != (record.code in before):
            into, out = ("takes", "leaves") if record.code in chosen else ("leaves", "takes")
            told = [t for t in history if t.stands and t.property == f"report.{out}"]
            gone = [t for t in told if t.value == record.id]
            desk.say([retract(t.subject, t.property, t.id) for t in gone])
            desk.say([say(EntityId(writing.id), f"report.{into}", record.id)])
    return tuple(chosen)


def _kept_of(desk: Desk, code: str, place: str) -> tuple[Writing, BlockPlan, frozenset[str]]:
    """A block for kept texts, and the codes of those that are chosen, worded here or not."""
    writing, outline = open_report(desk, code)
    for part, plan in outline.blocks():
        if plan.block == place and plan.keep is not None:
            filled = Filling(desk, writing, outline, writing.languages[0]).part(part)
            block = next(each for each in filled.blocks if each.plan.block == place)
            held = (one.code for one in block.held)
            kept = (text.code for text in block.kept)
            return writing, plan, frozenset((*kept, *held, *block.unwritten))
    known = ", ".join(block.block for _, block in outline.blocks() if block.keep is not None)
    raise UnknownPlaceOfTextError(place=place, known=known)


def _fitting(desk: Desk, plan: BlockPlan) -> Iterator[Record]:
    """The kept texts of the kind of a block, and of its treaty article if it names one."""
    article = plan.options.get("article")
    for record in desk.view.records("kept_text"):
        fits = article is None or article in record.every("kept_text.treaty_article")
        if record.text("kept_text.kind") == plan.keep and fits:
            yield record
