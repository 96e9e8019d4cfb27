"""Editions: documents as they were sent, block by block, with what stood behind every word.

An edition never changes. It keeps the words that were printed, so that years later it can be laid
beside another one; erasing a story takes its blocks along and leaves the rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.formats.outlines.labels import without_labels
from kuager.model.manuscript import Placed
from kuager.model.report import ChartBlock, Heading, Paragraph, TableBlock, runs_of, table_of_chart
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.manuscripts import Made
from kuager.verbs.stories import Stories

_KINDS: Mapping[str, str] = {
    "quote": "quotation", "numbered": "point", "item": "point", "note": "cross-reference",
}  # fmt: skip


class OtherDocumentError(KuagerError):
    """Two editions that have nothing to be compared by."""

    code = "editions-differ-in-kind"
    exit_code = 2
    text = N_(
        "{first} and {second} are not editions of the same kind of document in the same language, "
        "so there is nothing to compare. Nothing was changed."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionBrief:
    """One line of the list of editions."""

    code: str
    kind: str
    report: str | None
    number: int
    titles: Mapping[str, str]
    period: str | None
    language: str
    status: str
    made_on: str | None
    sent_on: str | None
    sent_to: tuple[str, ...]
    signed_off_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One block as it was printed; `drawn_from` are type and code of what stands behind it."""

    place: str
    piece: str
    kind: str
    position: int
    text: str
    drawn_from: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition with its blocks, its files' fingerprints, its releases and consents."""

    brief: EditionBrief
    blocks: tuple[Printed, ...]
    figures: tuple[str, ...]
    consents: tuple[str, ...]
    releases: tuple[tuple[str, str], ...]
    readers: tuple[str, ...]
    harm_weighed: str
    prepared_by: str | None
    words: int | None
    digests: tuple[str, ...]
    practice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One block that differs between two editions; the text of the side where it is not is None."""

    place: str
    piece: str
    before: str | None
    after: str | None


@verb(needs="read")
def list_editions(desk: Desk, *, report: str = "") -> tuple[EditionBrief, ...]:
    """Every edition, the newest first; of one document where its code is given."""
    wanted = desk.find(("report",), report) if report else None
    found = [
        record
        for uid in desk.view.codes("edition").values()
        if (record := desk.view.record(uid)) is not None
        and (wanted is None or record.get("edition.report") == wanted)
    ]
    return tuple(_brief(desk, record) for record in reversed(found))


@verb(needs="read")
def show_edition(desk: Desk, *, code: str) -> Edition:
    """One edition as it was sent. Raises UnknownRecordError."""
    record = desk.view.record(desk.find(("edition",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    blocks = tuple(_blocks(desk, record.id))
    behind = {name for block in blocks for kind, name in block.drawn_from if kind == "figure"}
    return Edition(
        brief=_brief(desk, record),
        blocks=blocks,
        figures=tuple(sorted(behind)),
        consents=desk.codes_of(record.every("edition.consent")),
        releases=tuple(_releases(desk, record.id)),
        readers=tuple(str(term) for term in record.every("edition.readers")),
        harm_weighed=record.text("edition.harm_weighed") or "",
        prepared_by=desk.code_of(record.get("edition.prepared_by")),
        words=_whole(record.get("edition.words")),
        digests=tuple(str(v) for v in record.every("edition.digest")),
        practice=bool(record.get("edition.practice")),
    )


@verb(needs="read")
def compare_editions(desk: Desk, *, first: str, second: str) -> tuple[Change, ...]:
    """What was added, taken out or worded otherwise between two editions, block by block.

    Labels of people are drawn anew for every edition and count as the same. Raises
    OtherDocumentError, UnknownRecordError.
    """
    one, two = show_edition(desk, code=first), show_edition(desk, code=second)
    if (one.brief.kind, one.brief.language) != (two.brief.kind, two.brief.language):
        raise OtherDocumentError(first=first, second=second)
    before, after = _by_key(one.blocks), _by_key(two.blocks)
    keys = dict.fromkeys((*before, *after))
    return tuple(
        Change(place=key[0], piece=key[1], before=before.get(key), after=after.get(key))
        for key in sorted(keys, key=lambda key: _order(key, one, two))
        if _same(before.get(key)) != _same(after.get(key))
    )


def block_text(block: Placed) -> str:
    """The words of a block without its notes; a table line by line, its cells apart."""
    printed = block.block
    if isinstance(printed, Heading):
        return printed.text
    if isinstance(printed, TableBlock):
        return _table_text(printed)
    if isinstance(printed, ChartBlock):
        return "\n".join((printed.chart.reading, _table_text(table_of_chart(printed.chart))))
    return "".join(run.text for run in printed.runs)


def frozen(desk: Desk, edition: EntityId, made: Made) -> Iterator[Statement]:
    """What an edition keeps of every block: its words, its notes, and the records behind it."""
    position = 0
    for placed in made.laid.placed:
        position += 1
        yield from _kept(desk, edition, placed, position, made.language)
        for note in (run.note for run in runs_of(placed.block) if run.note is not None):
            position += 1
            text = "\n".join("".join(run.text for run in runs) for runs in note.paragraphs)
            yield from _said(
                desk,
                edition,
                {"kind": "note", "position": position, "place": placed.place},
                placed,
                (text, made.language),
            )


def consents_behind(desk: Desk, made: Made) -> tuple[EntityId, ...]:
    """The answers under which the stories of a document may be told today."""
    stories, found = Stories(desk), dict[EntityId, None]()
    for uid in dict.fromkeys(uid for placed in made.laid.placed for uid in placed.behind):
        record = desk.view.record(EntityId(uid), shut=True)
        if record is None or record.type not in ("event", "step"):
            continue
        for case in stories.cases(record):
            for link in desk.view.referring(case.id, "consent.case"):
                answer = desk.view.record(link.subject)
                if answer is not None and answer.get("consent.use") == made.outline.use:
                    found[answer.id] = None
    return tuple(found)


def _kept(
    desk: Desk, edition: EntityId, placed: Placed, position: int, language: str
) -> Iterator[Statement]:
    facts: dict[str, Value] = {
        "kind": _kind(placed),
        "position": position,
        "place": placed.place,
        "piece": placed.piece or None,
    }
    return _said(desk, edition, facts, placed, (block_text(placed), language))


def _said(
    desk: Desk,
    edition: EntityId,
    facts: Mapping[str, Value],
    placed: Placed,
    words: tuple[str, str],
) -> Iterator[Statement]:
    block = desk.store.new_id()
    yield say(block, "block.edition", edition)
    for name, value in facts.items():
        if value is not None:
            yield say(block, f"block.{name}", value)
    for uid in dict.fromkeys(placed.behind):
        yield say(block, "block.drawn_from", EntityId(uid))
    yield say(block, "block.text", words[0], language=words[1])


def _kind(placed: Placed) -> str:
    block = placed.block
    if isinstance(block, Heading):
        return "heading"
    if isinstance(block, Paragraph):
        return _KINDS.get(block.kind, "paragraph")
    return "table"


def _table_text(table: TableBlock) -> str:
    rows = (table.header, *table.rows)
    lines = ("\t".join("".join(run.text for run in cell) for cell in row) for row in rows)
    return "\n".join((table.caption, *lines))


def _blocks(desk: Desk, edition: EntityId) -> Iterator[Printed]:
    found = []
    for link in desk.view.referring(edition, "block.edition"):
        record = desk.view.record(link.subject)
        if record is not None:
            found.append(_printed(desk, record))
    yield from sorted(found, key=lambda block: block.position)


def _printed(desk: Desk, record: Record) -> Printed:
    texts = record.texts("block.text")
    return Printed(
        place=record.text("block.place") or record.text("block.heading") or "",
        piece=record.text("block.piece") or "",
        kind=record.text("block.kind") or "",
        position=_whole(record.get("block.position")) or 0,
        text=next(iter(texts.values()), ""),
        drawn_from=tuple(
            (r.type, r.code) for r in desk.records_of(record.every("block.drawn_from"))
        ),
    )


def _brief(desk: Desk, record: Record) -> EditionBrief:
    return EditionBrief(
        code=record.code,
        kind=record.text("edition.kind") or "",
        report=desk.code_of(record.get("edition.report")),
        number=_whole(record.get("edition.number")) or 1,
        titles=record.texts("edition.title"),
        period=record.text("edition.period"),
        language=record.text("edition.language") or "en",
        status=record.text("edition.status") or "draft",
        made_on=record.text("edition.made_on"),
        sent_on=record.text("edition.sent_on"),
        sent_to=desk.codes_of(record.every("edition.sent_to")),
        signed_off_by=desk.code_of(record.get("edition.signed_off_by")),
    )


def _releases(desk: Desk, edition: EntityId) -> Iterator[tuple[str, str]]:
    """The releases of an edition by code, each with its day."""
    for link in desk.view.referring(edition, "release.edition"):
        record = desk.view.record(link.subject)
        if record is not None:
            yield record.code, record.text("release.released_on") or ""


def _by_key(blocks: tuple[Printed, ...]) -> dict[tuple[str, str], str]:
    """The texts by place and piece; those of one place that have the same piece are counted."""
    found: dict[tuple[str, str], str] = {}
    for block in blocks:
        if block.kind == "note":
            continue
        piece, number = block.piece, 1
        while (block.place, piece) in found:
            number += 1
            piece = f"{block.piece}/{number}"
        found[block.place, piece] = block.text
    return found


def _order(key: tuple[str, str], one: Edition, two: Edition) -> tuple[int, str]:
    """By where it stands in the second edition, else in the first."""
    for edition in (two, one):
        for block in edition.blocks:
            if (block.place, block.piece) == (key[0], key[1].partition("/")[0]):
                return block.position, key[1]
    return 0, key[1]


def _same(text: str | None) -> str | None:
    return None if text is None else " ".join(without_labels(text).split())


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
