"""The chapter of an annual review: headings in the rubric's order, one paragraph a development.

The words are the record's public wording; nothing is composed from codes. A development is told
once; under its other headings stands a reference. What a person should see again is remarked.
"""

from kuager import N_
from kuager.formats.outlines.attribution import ONE_SIDED, is_attributed
from kuager.formats.outlines.citations import footnote, is_withheld
from kuager.formats.outlines.setting import Setting
from kuager.lang import in_month, join_words, say
from kuager.model.chapter import Chapter, Development
from kuager.model.disclosure import home_of
from kuager.model.manuscript import Placed, Remark
from kuager.model.report import Heading, Paragraph, Run

SEE_UNDER = N_("See also under {headings}.")
ANONYMOUS = N_(
    "Some of the information in this chapter was shared by people who for their safety stay "
    "anonymous; their accounts were not made public elsewhere."
)


def lay_chapter(chapter: Chapter, setting: Setting) -> list[Placed]:
    """The headings and developments of a chapter, with the records behind each paragraph.

    Every development in it has a wording in the chapter's language. The option `anonymity` of the
    block closes the chapter with a line on sources that stay unnamed, if there are any and the
    document has no words of its own for it.
    """
    place = setting.plan.block
    told = [d for d in chapter.developments if d.told_under is None]
    told_in = _told_in(chapter)
    placed: list[Placed] = []
    for heading, label in chapter.headings:
        here = sorted((d for d in told if d.heading == heading), key=_chronological)
        elsewhere = _told_elsewhere(chapter, heading)
        if not here and not elsewhere:
            continue
        title = Heading(level=setting.inner_level, text=label, anchor=_anchor(heading))
        placed.append(Placed(block=title, place=place, piece=heading))
        placed += [_told(d, told_in[d.type, d.code], chapter.language, place) for d in here]
        if elsewhere:
            seen = _reference([one[:2] for one in elsewhere], chapter.language)
            behind = tuple(dict.fromkeys(uid for *_, ids in elsewhere for uid in ids))
            placed.append(
                Placed(block=seen, place=place, piece=f"{heading}-see", behind=behind),
            )
    if setting.plan.options.get("anonymity") and not chapter.has_note:
        placed += _closing(told, chapter.language, place)
    return placed


def remarks_on(development: Development, language: str) -> tuple[Remark, ...]:
    """What a person should look at: an unknown month, one side without attribution, no source."""
    found = []
    text = development.wording[language]
    month = _month_said(text, language)
    known = None if development.date is None else development.date.month
    if month is not None and (known is None or known[1] != month):
        found.append("says-a-month-that-is-not-known")
    if development.attribution in ONE_SIDED and not is_attributed(text, language):
        found.append("one-side-without-attribution")
    if footnote(development.citations, language) is None:
        found.append("no-source")
    return tuple(
        Remark(code=development.code, problem=problem, type=development.type) for problem in found
    )


def _told_in(chapter: Chapter) -> dict[tuple[str, str], list[Development]]:
    """The developments that are told under each, itself among them, by its type and code."""
    events = {d.code: d for d in chapter.developments if d.type == "event"}
    found: dict[tuple[str, str], list[Development]] = {}
    for development in chapter.developments:
        home = home_of(development, events)
        if home is not None:
            found.setdefault((home.type, home.code), []).append(development)
    return found


def _told(development: Development, within: list[Development], language: str, place: str) -> Placed:
    """The paragraph of a development; behind it stand also those that are told in it."""
    citations = tuple(c for d in (development, *within) for c in d.citations)
    text = " ".join(development.wording[language].split())
    return Placed(
        block=Paragraph(
            runs=(Run(text=text, note=footnote(citations, language)),),
            anchor=f"d-{development.type}-{development.code}",
        ),
        place=place,
        piece=development.code,
        behind=tuple(dict.fromkeys((development.id, *(d.id for d in within)))),
        remarks=remarks_on(development, language),
    )


def _told_elsewhere(chapter: Chapter, heading: str) -> list[tuple[str, str, list[bytes]]]:
    """The headings (id, label) under which something that belongs here too is told, and what."""
    events = {d.code: d for d in chapter.developments if d.type == "event"}
    wanted: dict[str | None, list[bytes]] = {}
    for d in chapter.developments:
        home = home_of(d, events)
        if home is not None and heading in (d.heading, *d.also_under) and home.heading != heading:
            wanted.setdefault(home.heading, []).append(d.id)
    return [(key, label, wanted[key]) for key, label in chapter.headings if key in wanted]


def _reference(headings: list[tuple[str, str]], language: str) -> Paragraph:
    links = [Run(text=label, style="bold", link=f"#{_anchor(key)}") for key, label in headings]
    marks = join_words([f"\x00{number}\x00" for number in range(len(links))], language)
    pieces = say(SEE_UNDER, language, headings=marks).split("\x00")
    runs = [links[int(p)] if place % 2 else Run(text=p) for place, p in enumerate(pieces)]
    return Paragraph(runs=tuple(run for run in runs if run.text), kind="note")


def _closing(told: list[Development], language: str, place: str) -> list[Placed]:
    if not any(d.source_withheld or any(map(is_withheld, d.citations)) for d in told):
        return []
    line = Paragraph(runs=(Run(text=say(ANONYMOUS, language), style="italic"),), kind="note")
    return [Placed(block=line, place=place, piece="anonymity")]


def _chronological(development: Development) -> str:
    """The first day it may mean; developments of one month keep the order of the record."""
    date = development.date
    return "" if date is None or date.earliest is None else date.earliest.isoformat()


def _month_said(text: str, language: str) -> int | None:
    """The month that a paragraph opens with, if it does."""
    openings = ((month, in_month(month, language)) for month in range(1, 13))
    return next((month for month, words in openings if _opens_with(text, words)), None)


def _opens_with(text: str, words: str) -> bool:
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalpha()


def _anchor(heading: str) -> str:
    return f"h-{heading}"
