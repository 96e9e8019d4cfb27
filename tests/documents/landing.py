"""Where a footnote lands: read back as a person would, and looked up in the vault.

Nothing of what writes the notes is used here: the words of a note are taken apart by patterns of
this file, references to other notes are followed by it, and what is found is compared with the
records.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.desk import Desk

WITHHELD = {
    "en": "A source whose identity is withheld for safety.",
    "ru": "Источник, личность которого не раскрывается ради безопасности.",
    "kk": "Қауіпсіздігі үшін кім екені айтылмайтын дереккөз.",
}
_CITED = {"en": "as cited in ", "ru": "цит. по: ", "kk": "мына дереккөз бойынша: "}
_IBID = {"en": "Ibid.", "ru": "Там же", "kk": "Сонда"}
_SEE = {
    "en": re.compile(r"^(?:(?P<title>.+) \()?[Ss]ee note (?P<number>\d+) above\)?(?P<rest>.*)$"),
    "ru": re.compile(r"^(?:(?P<title>.+) \()?[Сс]м\. сноску (?P<number>\d+) выше\)?(?P<rest>.*)$"),
    "kk": re.compile(
        r"^(?:(?P<title>.+) \()?[Жж]оғарыдағы (?P<number>\d+)-сілтемені қараңыз\)?(?P<rest>.*)$"
    ),
}
_PLACES = {
    "en": {"page": r"\bpp?\. (.+)", "paragraph": r"\bparas?\. (.+)", "footnote": r"\bnotes? (.+)"},
    "ru": {"page": r"\bс\. (.+)", "paragraph": r"\bпп?\. (.+)", "footnote": r"\bсноск[аи] (.+)"},
    "kk": {
        "page": r"(.+)-бет(?:тер)?",
        "paragraph": r"(.+)-тармақ(?:тар)?",
        "footnote": r"(.+)-сілтеме(?:лер)?",
    },
}
_RESTS = ("assessment.rests_on", "assessment.searched_in", "assessment.about", "point.repeats")
_DEEPEST = 3
_TRACKED = re.compile(r"[?&](?:utm_|fbclid|gclid|yclid|igsh)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """What the vault knows of one passage or source."""

    code: str
    texts: tuple[str, ...]
    place: tuple[tuple[str, str], ...]
    link: str | None
    withheld: bool
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Landed:
    """A line of a note, its references followed: what it says of the source, and of the place."""

    text: str
    place: tuple[tuple[str, str], ...]


def followed(notes: list[list[str]], language: str) -> list[list[Landed]]:
    """Every note with its lines; "Ibid." and "See note 3 above" are the citation they stand for."""
    found: list[list[Landed]] = []
    for lines in notes:
        found.append([])
        for line in lines:
            found[-1].append(_follow(line, found, language))
    return found


def _follow(line: str, before: list[list[Landed]], language: str) -> Landed:
    if line.startswith(_IBID[language]):
        told = _just_before(before)
        own = place_in(line, language)
        return Landed(told.text, own or told.place)
    match = _SEE[language].fullmatch(line)
    if match is None:
        return Landed(line, place_in(line.partition(_CITED[language])[0], language))
    earlier = before[int(match["number"]) - 1]
    title = match["title"] or ""
    fitting = [one for one in earlier if title in one.text.partition(_CITED[language])[0]]
    assert len({one.text for one in fitting}) == 1, f"{line!r} does not say which of {earlier}"
    return Landed(fitting[0].text, place_in(match["rest"], language))


def _just_before(before: list[list[Landed]]) -> Landed:
    """What "Ibid." means: the line before, or the only source of the note before."""
    if before[-1]:
        return before[-1][-1]
    texts = {one.text for one in before[-2]}
    assert len(texts) == 1, f"Ibid. after a note of several sources: {before[-2]}"
    return before[-2][-1]


def place_in(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Page, paragraph and note that a line names."""
    found = {}
    for piece in text.rstrip("., ").split(", "):
        for name, pattern in _PLACES[language].items():
            match = re.fullmatch(pattern, piece.strip())
            if match:
                found[name] = match[1]
    return tuple(sorted(found.items()))


def lands_on(landed: Landed, source: Source, language: str) -> bool:
    """Whether a line is this passage: its title, its place, its link, and through what we know."""
    if source.withheld:
        return landed.text == WITHHELD[language]
    main, _, within = landed.text.partition(_CITED[language])
    return (
        (not source.texts or any(text in main for text in source.texts))
        and dict(landed.place) == dict(source.place)
        and (source.link is None or source.link in landed.text)
        and bool(source.within) == bool(within)
        and (not source.within or any(text in within for text in source.within))
        and not _TRACKED.search(landed.text)
    )


def sources_behind(desk: Desk, uids: Iterator[bytes]) -> dict[str, Source]:
    """Every passage, source and point that stands behind these records, by its code.

    Those of what is said of them, those that they name, and they themselves; an assessment rests on
    records whose sources stand behind it, and a point may be cited as a document of its own.
    """
    found: dict[str, Source] = {}
    waiting = [(EntityId(uid), 0) for uid in uids]
    while waiting:
        uid, depth = waiting.pop()
        record = desk.view.record(uid)
        told = [t for t in desk.view.history(uid) if t.stands]
        if record is not None and record.type == "point" and record.every("point.made_by"):
            found[record.code] = _point(desk, record)
        named = [t.source for t in told] + [t.value for t in told]
        for one in (_record(desk, each) for each in [uid, *named]):
            if one is not None and one.type in ("passage", "source"):
                found[one.code] = source_of(desk, one)
        rests = [
            EntityId(t.value) for t in told if t.property in _RESTS and isinstance(t.value, bytes)
        ]
        waiting += [(each, depth + 1) for each in rests if depth < _DEEPEST]
    return found


def _point(desk: Desk, point: Record) -> Source:
    """A point of others as something to cite: who made it, and where it stands."""
    sources = [_record(desk, t.source) for t in desk.view.history(point.id) if t.stands]
    through = next((one for one in sources if one is not None), None)
    if through is not None and through.type == "passage":
        through = _record(desk, through.get("passage.source"))
    symbol = point.text("point.document_symbol")
    number = point.text("point.number")
    return Source(
        code=point.code,
        texts=() if symbol is None else (symbol,),
        place=() if number is None else (("paragraph", number),),
        link=None,
        withheld=False,
        within=() if through is None else tuple(_texts(through)),
    )


def source_of(desk: Desk, record: Record) -> Source:
    """What the vault knows of a passage or a source."""
    is_passage = record.type == "passage"
    source = _record(desk, record.get("passage.source")) if is_passage else record
    assert source is not None
    place = {
        name: " ".join(text.split())
        for name in ("page", "paragraph", "footnote")
        if is_passage and (text := record.text(f"passage.{name}"))
    }
    through = _record(desk, source.get("source.cited_in"))
    link = source.text("source.link")
    hidden = bool(source.get("source.names_private_person")) or link is None
    return Source(
        code=record.code,
        texts=tuple(_texts(source)),
        place=tuple(sorted(place.items())),
        link=None if hidden or link is None or _TRACKED.search(link) else link,
        withheld=_withheld(source),
        within=() if through is None else tuple(_texts(through)),
    )


def _withheld(source: Record) -> bool:
    told_us = source.get("source.person") is not None or bool(source.every("source.case"))
    return (
        bool(source.get("source.withheld"))
        or source.text("source.sensitivity") not in (None, "public", "internal")
        or (told_us and source.get("source.link") is None)
    )


def _texts(source: Record) -> Iterator[str]:
    """The titles of a source; of one without, who published it."""
    cell = source.cells.get("source.title")
    value = None if cell is None else cell.value
    titles = list(value.values()) if isinstance(value, dict) else [value] if value else []
    if not titles:
        titles = [source.text("source.publisher")]
    for title in titles:
        if title:
            yield " ".join(str(title).split())


def _record(desk: Desk, uid: object) -> Record | None:
    return desk.view.record(EntityId(uid)) if isinstance(uid, bytes) and len(uid) == 16 else None
