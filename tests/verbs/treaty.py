"""Documents for a committee in the making, for the tests of drawers: bodies, points, matters."""

from tests.verbs.stories import members, record

from kuager.model.report import Heading, Paragraph, TableBlock
from kuager.model.statement import EntityId, Value
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import BlockState, ReadReport, read_report

SYMBOLS = {"cat": "CAT/C/KAZ/4", "icerd": "CERD/C/KAZ/8-11", "iccpr": "CCPR/C/KAZ/3"}


def parties(desk: Desk) -> dict[str, EntityId]:
    """A committee, us, the State and a cycle; made once."""
    known = desk.view.codes("organisation")
    if "O-BODY" not in known:
        record(desk, "organisation", "O-BODY", kind="treaty-body", name_en="Committee of Tests")
        record(desk, "organisation", "O-US", name_en="We", url="https://we.example")
        record(desk, "organisation", "O-STATE", name_en="The Government", public_body=True)
        known = desk.view.codes("organisation")
        cycle: dict[str, Value] = {"kind": "treaty-cycle", "body": known["O-BODY"]}
        record(desk, "proceeding", "PR-1", opens="2023-04-17", **cycle)
    cycle_id = desk.view.codes("proceeding")["PR-1"]
    return {
        "body": known["O-BODY"],
        "us": known["O-US"],
        "state": known["O-STATE"],
        "cycle": cycle_id,
    }


def document(
    desk: Desk,
    outline: str = "alternative-report",
    *,
    treaty: str = "cat",
    **facts: str | tuple[str, ...],
) -> str:
    """A document of ours to the committee; returns its code."""
    parties(desk)
    said: dict[str, str | tuple[str, ...]] = {
        "country": "KAZ",
        "period": "2024",
        "body": "O-BODY",
        "author": "O-US",
        "proceeding": "PR-1",
        "document_symbol": SYMBOLS[treaty],
        **facts,
    }
    return start_report(desk, outline=outline, facts={k: v for k, v in said.items() if v})


def point(desk: Desk, code: str, **said: Value) -> EntityId:
    """A recommendation of ours to the State in the cycle; None leaves a property out."""
    there = parties(desk)
    facts: dict[str, Value] = {
        "kind": "recommendation",
        "text_en": f"The State shall heed {code}.",
        "made_by": there["us"],
        "addressed_to": there["state"],
        "proceeding": there["cycle"],
        "treaty_article": "cat-2",
        **said,
    }
    return record(desk, "point", code, **{k: v for k, v in facts.items() if v is not None})


def kept(desk: Desk, code: str, *, signed: bool = True, **said: Value) -> EntityId:
    """A legal argument that is kept, signed off unless told otherwise."""
    facts: dict[str, Value] = {"kind": "legal-argument", "words_en": f"Argument {code}.", **said}
    if signed:
        facts["signed_off_by"] = members(desk)[1]
    return record(desk, "kept_text", code, **facts)


def lines(read: ReadReport, place: str = "") -> list[str]:
    """What is printed, block by block; of one place, if one is named (or begins so)."""
    return [text(p.block) for p in read.laid.placed if p.place.startswith(place)]


def text(block: object) -> str:
    """The words of a block."""
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, Paragraph):
        return "".join(run.text for run in block.runs)
    assert isinstance(block, TableBlock)
    cells = [cell for row in (block.header, *block.rows) for cell in row]
    return " | ".join([block.caption, *("".join(run.text for run in cell) for cell in cells)])


def notes(read: ReadReport, place: str) -> list[str]:
    """The footnotes of a place."""
    found = []
    for placed in read.laid.placed:
        runs = getattr(placed.block, "runs", ())
        if placed.place.startswith(place):
            found += [
                "".join(r.text for runs_ in run.note.paragraphs for r in runs_)
                for run in runs
                if run.note is not None
            ]
    return found


def read(desk: Desk, code: str, language: str = "en") -> ReadReport:
    """The document as it may be told today."""
    return read_report(desk, code=code, language=language)


def state(found: ReadReport, place: str) -> BlockState:
    """How a block stands."""
    return next(each for each in found.states if each.place == place)


def why_held(found: ReadReport, place: str) -> dict[str, str]:
    """What a block holds back, and why."""
    return {held.code: held.reason for held in state(found, place).held}
