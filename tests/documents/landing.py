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
_CITED_IN_NOTE = {
    "en": re.compile(r"as cited in the source in note (\d+) above"),
    "ru": re.compile(r"цит\. по источнику в сноске (\d+) выше"),
    "kk": re.compile(r"жоғарыдағы (\d+)-сілтемедегі дереккөз бойынша"),
}
_CITED_IN_TITLE = {
    "en": re.compile(r"as cited in (?P<title>.+) \(see note (?P<number>\d+) above\)"),
    "ru": re.compile(r"цит\. по: (?P<title>.+) \(см\. сноску (?P<number>\d+) выше\)"),
    "kk": re.compile(
        r"мына дереккөз бойынша: (?P<title>.+) \(жоғарыдағы (?P<number>\d+)-сілтемені қараңыз\)"
    ),
}
_CITED_IN_THAT = {
    "en": "as cited in that source",
    "ru": "цит. по тому же источнику",
    "kk": "сол дереккөз бойынша",
}
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
    within_place: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Landed:
    """A line of a note, its references followed: what it says of the source, and of the place.

    A line that names several places of one source is as many of these.
    """

    text: str
    place: tuple[tuple[str, str], ...]


def followed(notes: list[list[str]], language: str) -> list[list[Landed]]:
    """Every note with its lines; "Ibid." and "See note 3 above" are the citation they stand for."""
    found: list[list[Landed]] = []
    for lines in notes:
        found.append([])
        for line in lines:
            found[-1] += _follow(line, found, language)
    return found


def _follow(line: str, before: list[list[Landed]], language: str) -> list[Landed]:
    if line.startswith(_IBID[language]):
        told = _just_before(before)
        places = _places_in(line, language)
        return [Landed(told.text, own or told.place) for own in places]
    match = _SEE[language].fullmatch(line)
    if match is None or _CITED[language] in (match["title"] or ""):
        text = _through(line, before, language)
        return [Landed(text, place_in(text.partition(_CITED[language])[0], language))]
    fitting = _told_in(before, int(match["number"]), match["title"] or "", language)
    return [Landed(fitting, own) for own in _places_in(match["rest"], language)]


def _told_in(before: list[list[Landed]], number: int, title: str, language: str) -> str:
    """The one citation of an earlier note that has this title, cited or known through it."""
    assert 1 <= number < len(before), f"note {number} is not above note {len(before)}"
    found = {}
    for one in before[number - 1]:
        main, _, within = one.text.partition(_CITED[language])
        told = one.text if title in main else within
        if title in told:
            found[_bare(told, language)] = told
    assert len(found) == 1, f"{title!r} does not say which of note {number}: {before[number - 1]}"
    return found.popitem()[1]


def _through(line: str, before: list[list[Landed]], language: str) -> str:
    """A line in which a short form after "as cited in" is the source it stands for."""
    cited = _CITED[language]
    if match := _CITED_IN_TITLE[language].search(line):
        told = _told_in(before, int(match["number"]), match["title"], language)
    elif match := _CITED_IN_NOTE[language].search(line):
        told = _told_in(before, int(match[1]), "", language)
        assert cited not in told, f"{line!r}: two sources in that note"
    elif (at := line.find(_CITED_IN_THAT[language])) >= 0:
        told = before[-1][-1].text
        told = told.rpartition(cited)[2] or told
        after = line[at + len(_CITED_IN_THAT[language]) :]
        return line[:at] + cited + _bare(told, language) + after
    else:
        return line
    return line[: match.start()] + cited + _bare(told, language) + line[match.end() :]


def _bare(told: str, language: str) -> str:
    """A source without the place at which it was cited where it was told."""
    pieces = told.rstrip(".").split(", ")
    return ", ".join(one for one in pieces if not place_in(one, language))


def _just_before(before: list[list[Landed]]) -> Landed:
    """What "Ibid." means: the line before, or the only source of the note before."""
    if before[-1]:
        return before[-1][-1]
    texts = {one.text for one in before[-2]}
    assert len(texts) == 1, f"Ibid. after a note of several sources: {before[-2]}"
    return before[-2][-1]


def _places_in(text: str, language: str) -> list[tuple[tuple[str, str], ...]]:
    """Every place that a reference names; several stand after semicolons."""
    return [place_in(piece, language) for piece in text.split("; ")]


def place_in(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Page, paragraph and note that a line names."""
    found = {}
    for piece in text.rstrip("., ").split(", "):
        for name, pattern in _PLACES[language].items():
            match = re.fullmatch(pattern, piece.strip())
            if match:
                found[name] = match[1]
    return tuple(sorted(found.items()))


def in_brackets(line: str, language: str) -> tuple[str, Landed | None]:
    """An author's own note: its words, and the citation in brackets at its end, if it has one."""
    text = line.rstrip(". ")
    depth = 0
    for at in range(len(text) - 1, -1, -1) if text.endswith(")") else ():
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth == 0:
            cited = text[at + 1 : -1]
            main = cited.partition(_CITED[language])[0]
            return text[:at].rstrip(), Landed(cited, place_in(main, language))
    return line, None


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
        and place_in(within, language) == source.within_place
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
    within_place: tuple[tuple[str, str], ...] = ()
    if through is not None and through.type == "passage":
        within_place = _place(through)
        through = _record(desk, through.get("passage.source"))
    symbol = point.text("point.document_symbol")
    number = point.text("point.number")
    makers = (_record(desk, uid) for uid in point.every("point.made_by"))
    names = [name for one in makers if one is not None for name in _names(one)]
    bare = [symbol.removeprefix(name).strip(", ") for name in names if symbol]
    return Source(
        code=point.code,
        texts=() if symbol is None else (symbol, *filter(None, bare)),
        place=() if number is None else (("paragraph", number),),
        link=None,
        withheld=False,
        within=() if through is None else tuple(_texts(through)),
        within_place=within_place,
    )


def source_of(desk: Desk, record: Record) -> Source:
    """What the vault knows of a passage or a source."""
    is_passage = record.type == "passage"
    source = _record(desk, record.get("passage.source")) if is_passage else record
    assert source is not None
    through = _record(desk, source.get("source.cited_in"))
    link = source.text("source.link")
    hidden = bool(source.get("source.names_private_person")) or link is None
    return Source(
        code=record.code,
        texts=tuple(_texts(source)),
        place=_place(record) if is_passage else (),
        link=None if hidden or link is None or _TRACKED.search(link) else link,
        withheld=_withheld(source),
        within=() if through is None else tuple(_texts(through)),
    )


def _place(passage: Record) -> tuple[tuple[str, str], ...]:
    """Page, paragraph and note of a passage."""
    found = {
        name: " ".join(text.split())
        for name in ("page", "paragraph", "footnote")
        if (text := passage.text(f"passage.{name}"))
    }
    return tuple(sorted(found.items()))


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


def _names(organisation: Record) -> Iterator[str]:
    """The names of an organisation in every language."""
    cell = organisation.cells.get("organisation.name")
    value = None if cell is None else cell.value
    yield from (
        map(str, value.values()) if isinstance(value, dict) else [str(value)] if value else []
    )


def _record(desk: Desk, uid: object) -> Record | None:
    return desk.view.record(EntityId(uid)) if isinstance(uid, bytes) and len(uid) == 16 else None
