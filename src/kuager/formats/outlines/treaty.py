"""Points under their articles, cases, and kept texts between sheets, laid out.

Points and cases are numbered through within their block, headings or not; where all paragraphs of a
document are numbered, they are counted among these. An item that does not
open as the outline wants is printed as it stands, and remarked.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kuager import N_
from kuager.formats.outlines.annual_review import remarks_on
from kuager.formats.outlines.citations import footnote
from kuager.formats.outlines.setting import Setting
from kuager.formats.outlines.sheets import lay_sheet
from kuager.formats.outlines.written import lay_written
from kuager.lang import date_words, in_month, join_words, say
from kuager.model.article_parts import Article, ArticleGroup
from kuager.model.dates import UncertainDate
from kuager.model.manuscript import Placed, Remark
from kuager.model.report import Heading, Note, Paragraph, Run
from kuager.model.sheet import Sheet
from kuager.model.treaty import CaseList, PointGroup, PointList, PrintedPoint, Told

ARTICLE: Final = N_("Article {number} – {title}")
ARTICLES: Final = N_("Articles {number} – {title}")
ANY_ARTICLE: Final = N_("Further points")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OPENS_OTHERWISE: Final = "opens-otherwise"


def lay_points(found: PointList, setting: Setting) -> list[Placed]:
    """Points as items of one series; a heading for each group that has articles."""
    return [placed for group in found.groups for placed in _group(found, group, setting)]


def lay_cases(found: CaseList, setting: Setting) -> list[Placed]:
    """Cases as numbered items, each with its footnote; before one that names no year, its month.

    Where it begins with the month, the year alone stands before it.
    """
    placed = []
    for case in found.told:
        text = " ".join(case.wording[setting.language].split())
        note = footnote(case.citations, setting.language)
        when = "" if _YEAR.search(text) else _when(case.date, text, setting.language)
        remarks = tuple(remarks_on(case, setting.language))
        item = _item(setting, case.code, text, note, behind=case.id, lead=when, remarks=remarks)
        placed.append(item)
    return placed


def month_words(when: UncertainDate | None, language: str) -> str:
    """The month or the year in which something lies, never the day; "" if neither is known."""
    if when is None or (when.month is None and when.year is None):
        return ""
    text = f"{when.year:04}" if when.month is None else f"{when.month[0]:04}-{when.month[1]:02}"
    said = date_words(text, language)
    return said[:1].upper() + said[1:]


def _when(date: UncertainDate | None, text: str, language: str) -> str:
    """The month and year to stand before a wording, or the year if it begins with that month."""
    if date is not None and date.month is not None:
        year, month = date.month
        if text.casefold().startswith(in_month(month, language).casefold()):
            return f"{year:04}"
    return month_words(date, language)


def lay_told(found: Told, setting: Setting) -> list[Placed]:
    """Sheets and kept texts one under the other; paragraphs of texts are told apart by code."""
    keeping = replace(setting, plan=replace(setting.plan, keep=setting.plan.keep or "drawn"))
    placed: list[Placed] = []
    for part in found.parts:
        if isinstance(part, Sheet):
            placed += lay_sheet(part, setting)
        else:
            placed += lay_written(part, keeping)
    return placed


def article_heading(group: ArticleGroup, language: str) -> str:
    """As lawyers write it: Article 4 (a, b, c) – title; several articles by their numbers."""
    numbers = join_words([_number(article) for article in group.articles], language)
    titles = "; ".join(filter(None, (_title(article, language) for article in group.articles)))
    message = ARTICLE if len(group.articles) == 1 else ARTICLES
    return say(message, language, number=numbers, title=titles)


def opens_well(text: str, openings: tuple[str, ...]) -> bool:
    """Whether a text opens, or (as Kazakh verbs do) closes, by one of these words."""
    told = " ".join(text.split()).casefold()
    ends = told.rstrip(".!?…")
    wanted = [opening.casefold() for opening in openings]
    return any(told.startswith(each) or ends.endswith(each) for each in wanted)


def _group(found: PointList, group: PointGroup, setting: Setting) -> Iterator[Placed]:
    if group.articles is not None:
        yield _heading(article_heading(group.articles, setting.language), setting, group)
    elif len(found.groups) > 1:
        yield _heading(say(ANY_ARTICLE, setting.language), setting, group)
    for point in group.points:
        yield _point(point, setting)


def _heading(text: str, setting: Setting, group: PointGroup) -> Placed:
    piece = "further" if group.articles is None else group.articles.name
    anchor = f"{setting.plan.block}-{piece}"
    heading = Heading(level=setting.inner_level, text=text, anchor=anchor)
    return Placed(block=heading, place=setting.plan.block, piece=piece)


def _point(point: PrintedPoint, setting: Setting) -> Placed:
    text = " ".join(point.text.split())
    note = footnote(point.citations, setting.language)
    openings = setting.plan.opens.get(setting.language, ())
    remarks: tuple[Remark, ...] = ()
    if openings and not opens_well(text, openings):
        remarks = (Remark(code=point.code, problem=OPENS_OTHERWISE, type="point"),)
    return _item(setting, point.code, text, note, behind=point.id, remarks=remarks)


def _item(
    setting: Setting,
    code: str,
    text: str,
    note: Note | None,
    *,
    behind: bytes,
    lead: str = "",
    remarks: tuple[Remark, ...] = (),
) -> Placed:
    block = Paragraph(
        runs=(*([Run(text=f"{lead}. ", style="bold")] if lead else []), Run(text=text, note=note)),
        kind="numbered" if setting.numbered else "item",
        series=None if setting.numbered else setting.plan.block,
        anchor=f"{setting.plan.block}-{code}",
    )
    return Placed(
        block=block, place=setting.plan.block, piece=code, behind=(behind,), remarks=remarks
    )


def _number(article: Article) -> str:
    return f"{article.number} ({', '.join(article.letters)})" if article.letters else article.number


def _title(article: Article, language: str) -> str:
    return article.title.get(language) or article.title.get("en", "")
