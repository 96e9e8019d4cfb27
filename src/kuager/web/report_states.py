"""How each block of a document stands, in words: where it comes from, its state, what to do."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from kuager import N_
from kuager.model.manuscript import Placed
from kuager.model.outline import BlockPlan, Outline, PartPlan
from kuager.model.report import Heading
from kuager.verbs.manuscripts import BlockState, ReadReport
from kuager.web.report_ways import Way, Ways
from kuager.web.value_words import Words

ORIGINS: Final = {
    "drawn": N_("from the record"),
    "kept": N_("kept text"),
    "written": N_("in your words"),
}
_TONES: Final = {"ready": "good", "draft": "warn", "read-again": "warn"}
Badge = tuple[str, str]
"""Words, and their tone."""


@dataclass(slots=True, kw_only=True)
class BlockLine:
    """One block of a document: what it is, how it stands, and the one thing to do now."""

    place: str
    label: str
    href: str
    origin: str
    badges: list[Badge]
    counts: list[str]
    act: Way


@dataclass(slots=True, kw_only=True)
class PartLine:
    """One part with its blocks; without a heading of its own it is printed without one."""

    part: str
    heading: str
    blocks: list[BlockLine] = field(default_factory=list)


def part_lines(words: Words, outline: Outline, read: ReadReport, ways: Ways) -> list[PartLine]:
    """Every part of a document in order."""
    states = {state.place: state for state in read.states}
    pieces = Counter(placed.place for placed in read.laid.placed if _is_piece(placed))
    told = _Teller(words, ways)
    return [
        PartLine(
            part=part.part,
            heading=words.of(dict(part.heading)),
            blocks=[
                told.block(part, block, states[block.block], pieces[block.block])
                for block in part.blocks
                if block.block in states
            ],
        )
        for part in outline.parts
    ]


def _is_piece(placed: Placed) -> bool:
    """Whether a block was drawn and tells something: a heading alone tells nothing."""
    return not placed.own and not isinstance(placed.block, Heading)


def wanting(words: Words, outline: Outline, read: ReadReport, ways: Ways) -> list[Way]:
    """Blocks that are needed and empty, and texts that have to be read again: where to go."""
    found = []
    for state in read.states:
        plan = outline.block(state.place)
        if plan is None or not (state.stale or (state.is_empty and state.needed)):
            continue
        found.append((words.of(dict(plan.label)), ways.to_block(state.place)))
    return found


def status_badge(words: Words, status: str) -> Badge:
    """The status of a text, in its colour."""
    return words.term("text_status", status), _TONES.get(status, "quiet")


class _Teller:
    """Says blocks in one language."""

    def __init__(self, words: Words, ways: Ways) -> None:
        self.words, self.ways = words, ways

    def block(self, part: PartPlan, plan: BlockPlan, state: BlockState, pieces: int) -> BlockLine:
        """One block."""
        t = self.words.t
        label = self.words.of(dict(plan.label)) or self.words.of(dict(part.heading))
        return BlockLine(
            place=plan.block,
            label=label,
            href=self.ways.to_block(plan.block),
            origin=t(ORIGINS[plan.origin]),
            badges=self._badges(state),
            counts=self._counts(state, pieces) if plan.origin == "drawn" else [],
            act=self._act(plan, state),
        )

    def _badges(self, state: BlockState) -> list[Badge]:
        t, found = self.words.t, []
        if state.is_empty:
            needed = (t(N_("empty, and needed")), "stop")
            found.append(needed if state.needed else (t(N_("empty")), "quiet"))
        if state.status is not None:
            found.append(status_badge(self.words, state.status))
        if state.stale and state.status != "read-again":
            found.append((t(N_("to be read again")), "warn"))
        return found

    def _counts(self, state: BlockState, pieces: int) -> list[str]:
        t = self.words.t
        told = [t(N_("{count} pieces"), count=pieces)] if pieces else []
        for message, many in (
            (N_("held back: {count}"), len(state.held)),
            (N_("not yet worded: {count}"), len(state.unwritten)),
            (N_("maybe in the period: {count}"), len(state.possibly)),
        ):
            told += [t(message, count=many)] if many else []
        return told

    def _act(self, plan: BlockPlan, state: BlockState) -> Way:
        """The one thing to do now."""
        t, block = self.words.t, self.ways.to_block(plan.block)
        read = self.ways.to_read()
        if plan.origin == "drawn":
            if state.held or state.unwritten:
                return t(N_("See why, and mend it")), f"{read}#mend"
            if state.is_empty:
                return t(N_("Look at it")), block
            return t(N_("Read it")), f"{read}#at-{plan.block}"
        if state.stale or state.status == "read-again":
            return t(N_("Read it again")), block
        if plan.origin == "kept":
            return t(N_("Choose a text") if state.is_empty else N_("Look at it")), block
        return t(N_("Write it") if state.is_empty else N_("Go on writing")), block
