"""A manuscript laid out: headings, drawn materials, kept and written texts, in the outline's order.

Nothing is composed here that the outline, the record or an author did not say; what is empty is
left out, and a part that folds takes its heading along.
"""

from collections.abc import Iterator, Sequence

from kuager import N_
from kuager.formats.outlines.citations import with_within
from kuager.formats.outlines.ibid import citations_of, settle_notes
from kuager.formats.outlines.layouts import LAYOUTS
from kuager.formats.outlines.references import settle_references
from kuager.formats.outlines.setting import Setting
from kuager.formats.outlines.written import lay_written
from kuager.lang import date_words, say
from kuager.model.manuscript import Filled, FilledPart, LaidOut, Manuscript, Placed, Remark
from kuager.model.outline import Words
from kuager.model.places import country_names
from kuager.model.report import Heading, Paragraph, Report, Run

NOTHING = N_("Nothing of this document may be told from this record yet.")

FRONT = {
    "body": N_("Submission to the {words}"),
    "symbol": N_("For the consideration of the State's document {words}"),
}


def lay_out(manuscript: Manuscript) -> LaidOut:
    """The report, and where each of its blocks came from."""
    drawn = [block for part in manuscript.parts for block in _part(manuscript, part)]
    outline, facts = manuscript.outline, manuscript.facts
    if not drawn:
        empty = Paragraph(runs=(Run(text=say(NOTHING, manuscript.language)),))
        drawn = [Placed(block=empty, place=next(outline.blocks())[1].block, piece="nothing")]
    referred = settle_references(drawn, outline, manuscript.language)
    placed = settle_notes(referred, ibid=outline.ibid)
    report = Report(
        title=facts.title or _filled(outline.title or outline.label, manuscript),
        subtitle=facts.subtitle or _filled(outline.subtitle, manuscript) or None,
        language=manuscript.language,
        blocks=tuple(each.block for each in placed),
        practice=manuscript.practice,
        front=tuple(_front(manuscript)),
        contents=outline.contents,
        heading_numbers=outline.heading_numbers,
        look=outline.look,
    )
    return LaidOut(report=report, placed=placed, remarks=tuple(_remarks(referred)))


def said(words: Words, language: str) -> str:
    """Words in a language, else in English, else in whatever there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def _filled(words: Words, manuscript: Manuscript) -> str:
    """Words of the outline with the country and the year of the document in their places."""
    facts = manuscript.facts
    named = country_names(facts.country or "")
    country = said(named, manuscript.language) or facts.country or ""
    text = said(words, manuscript.language).replace("{country}", country)
    return " ".join(text.replace("{year}", str(facts.year or "")).split())


def _remarks(drawn: Sequence[Placed]) -> list[Remark]:
    """What the layouts remarked, and links that hide where they lead, each once."""
    found = [remark for each in drawn for remark in each.remarks]
    cited = (one for citation in citations_of(drawn) for one in with_within(citation))
    found += [
        Remark(code=one.source, problem="shortened-link", type="source")
        for one in cited
        if one.shortened and not one.withheld
    ]
    return list(dict.fromkeys(found))


def _front(manuscript: Manuscript) -> Iterator[Paragraph]:
    """The lines of the title page."""
    if manuscript.outline.front:
        for kind, line in manuscript.facts.front:
            yield Paragraph(runs=(Run(text=_front_line(kind, line, manuscript.language)),))


def _front_line(kind: str, words: str, language: str) -> str:
    """A line of the title page: to whom, on what, when; words of any other kind stand alone."""
    if kind == "date":
        said = date_words(words, language)
        return said[:1].upper() + said[1:]
    return say(FRONT[kind], language, words=words) if kind in FRONT else words


def _part(manuscript: Manuscript, part: FilledPart) -> Iterator[Placed]:
    """The heading of a part and its blocks; nothing if it folds and is empty."""
    blocks = [placed for filled in part.blocks for placed in _block(manuscript, part, filled)]
    if not blocks and part.plan.fold:
        return
    text = part.heading or said(part.plan.heading, manuscript.language)
    if text:
        heading = Heading(level=part.plan.level, text=text, anchor=f"part-{part.plan.part}")
        yield Placed(block=heading, place=part.plan.part)
    yield from blocks


def _block(manuscript: Manuscript, part: FilledPart, filled: Filled) -> Iterator[Placed]:
    """What an author wrote in a block, its kept texts, then what is drawn there."""
    setting = Setting(
        plan=filled.plan,
        language=manuscript.language,
        level=part.plan.level,
        has_heading=bool(part.plan.heading),
        numbered=manuscript.outline.numbered,
        practice=manuscript.practice,
    )
    laid = list(_laid(filled, setting))
    if laid and filled.plan.options.get("lead"):
        yield _lead(setting)
    yield from laid


def _laid(filled: Filled, setting: Setting) -> Iterator[Placed]:
    if filled.written is not None:
        yield from lay_written(filled.written, setting)
    for text in filled.kept:
        yield from lay_written(text, setting)
    if filled.drawn is not None and filled.drawn.material is not None:
        yield from LAYOUTS[type(filled.drawn.material)](filled.drawn.material, setting)


def _lead(setting: Setting) -> Placed:
    """The label of a block as a heading over what stands in it: blocks with the option `lead`."""
    block = setting.plan.block
    text = said(setting.plan.label, setting.language)
    heading = Heading(level=setting.inner_level, text=text, anchor=f"lead-{block}")
    return Placed(block=heading, place=block, piece="lead")
