"""Lines about points: what was recommended, what the State holds, what became of it, silence."""

from typing import Final

from kuager import N_
from kuager.model.chapter import Citation
from kuager.model.said import Said
from kuager.model.sheet import Line, Style, Telling
from kuager.model.treaty import Checked, PrintedPoint
from kuager.store.view import Record
from kuager.verbs.said import SaidReader

WHOSE: Final = {
    "ours": N_("Our assessment"),
    "state": N_("The State's own view"),
    "body": N_("The body's assessment"),
    "others": N_("The assessment of others"),
}
SILENCE: Final = N_("Silence")
SEARCHED: Final = N_("We looked for an answer in {document} ({searched}; {day}) and found none.")
SENTENCE: Final = N_("{words}.")
ASSESSED: Final = N_("{result} ({day}).")
TITLE: Final = N_("“{words}”")
GRADE: Final = N_("Grade {grade}.")
POSITION: Final = N_("Position of the State")
SAID_SO: Final = N_("{position} (in its own words: “{said}”).")
BASE: Final = N_("Base: {base}.")
PERIOD: Final = N_("Period: {period}.")
CLAIMED_BY: Final = N_("Figure of {organisation}.")
ASSERTED_BY: Final = N_("Said by {organisation}.")
METHOD: Final = N_("How it was gathered: {method}")
OUR_CHECK: Final = N_("Our check: {check}.")
NOT_CHECKED: Final = "not-checked"


def check_line(found: Checked) -> Line:
    """One assessment in words; silence is told with the document, the paragraphs and the day."""
    says = [Telling(text=found.text)] if found.text else []
    if found.result == "silent":
        label, says = SILENCE, [*says, *_where(found)]
    else:
        label, says = WHOSE.get(found.whose, WHOSE["others"]), [_result(found), *says]
    if found.grade:
        says.append(Telling(message=GRADE, facts={"grade": found.grade}))
    citations = (*found.citations, *(found.searched_in if found.result == "silent" else ()))
    return Line(
        label=label,
        says=tuple(says),
        between=" ",
        style="body",
        citations=citations,
        piece=found.code,
        behind=(found.id,),
    )


def position_line(point: PrintedPoint) -> list[Line]:
    """The State's position on a recommendation, if it took one."""
    if not point.position:
        return []
    position = Telling(texts=point.position)
    if point.position_said:
        facts: dict[str, Telling | str] = {"position": position, "said": point.position_said}
        said = Telling(message=SAID_SO, facts=facts)
    else:
        said = Telling(message=SENTENCE, facts={"words": position})
    return [Line(label=POSITION, says=(said,), piece=f"{point.code}-position", behind=(point.id,))]


def claim_line(reader: SaidReader, said: Said, record: Record, *, style: Style = "item") -> Line:
    """A claim with its base, period, author and our check, and its sources."""
    says = [Telling(text=_stopped(said.texts.get(reader.language, "")))]
    base, period = reader.words(record, "claim.base"), record.text("claim.period")
    method, check = reader.words(record, "claim.method"), record.text("claim.our_check")
    if base:
        says.append(Telling(message=BASE, facts={"base": base}))
    if period:
        says.append(Telling(message=PERIOD, facts={"period": Telling(date=period)}))
    is_bare = record.text("claim.unit") in (None, "assertion")
    by = ASSERTED_BY if is_bare else CLAIMED_BY
    says += [
        Telling(message=by, facts={"organisation": Telling(texts=name)})
        for name in reader.names(record, "claim.made_by")[:1]
    ]
    if method:
        says.append(Telling(message=METHOD, facts={"method": _stopped(method)}))
    if check is not None and check != NOT_CHECKED:
        told = Telling(texts=reader.label("claim_check", check))
        says.append(Telling(message=OUR_CHECK, facts={"check": told}))
        finding = reader.words(record, "claim.finding")
        says += [Telling(text=_stopped(finding))] if finding else []
    return Line(
        says=tuple(says),
        between=" ",
        style=style,
        citations=said.citations,
        piece=said.code,
        behind=(said.id,),
    )


def named(point: PrintedPoint) -> str:
    """The number and symbol by which a point is found: "139.48, A/HRC/43/10".

    What is no symbol of a document ("set of fifty") stands in the footnote.
    """
    symbol = point.symbol if point.symbol and "/" in point.symbol else None
    return ", ".join(filter(None, (point.number, symbol)))


def _where(found: Checked) -> list[Telling]:
    document = found.searched_in[0] if found.searched_in else None
    if document is None or found.on is None:
        return []
    facts: dict[str, Telling | str] = {
        "document": document_name(document),
        "searched": Telling(texts=found.searched),
        "day": Telling(date=found.on),
    }
    return [Telling(message=SEARCHED, facts=facts)]


def document_name(document: Citation) -> Telling:
    """A document by its symbol, else by its title."""
    if document.document_symbol:
        return Telling(text=document.document_symbol)
    return Telling(message=TITLE, facts={"words": Telling(texts=document.titles)})


def _result(found: Checked) -> Telling:
    result = Telling(texts=found.result_words)
    if found.on is None:
        return Telling(message=SENTENCE, facts={"words": result})
    return Telling(message=ASSESSED, facts={"result": result, "day": Telling(date=found.on)})


def _stopped(text: str) -> str:
    """Words that end a sentence."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
