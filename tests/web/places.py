"""Every page of the house as addresses that can be loaded, for whoever walks all of them."""

import re
from collections.abc import Iterator

from kuager.lang import help_names
from kuager.model.outline import load_outlines
from kuager.model.statement import EntityId
from kuager.verbs.chapters import TOLD_TYPES
from kuager.verbs.desk import Desk
from kuager.verbs.documents import list_reports, open_report
from kuager.verbs.ladders import show_ladder
from kuager.web.routes import ROUTES

_ASKED = {
    "/funnel/records": "?unit=case&clock=incident&number=reached%7Cattempted",
    "/figures/new": "?question=unit%3Dcase%26by%3Dact.harm&cell=material",
    "/register/new": "?unit=case&by=act.harm&clock=incident&from=2023-08-01&to=2024-08-31",
    "/tables": "?unit=event&by=act.harm,event.kind&narrow=event.place@region",
    "/tables/records": "?unit=case&by=act.harm&cell=material",
}
"""What some addresses are asked with."""
_ALSO = {
    "/map/{type}": ("/map/event?for-outside=yes", "/map/organisation?for-outside=yes"),
}
"""What some addresses are asked besides."""
_SHIPPED = {"/rules/{code}": ("cat-session-length", "new")}
"""Codes that no record has: rules that are shipped."""
_HOLE = re.compile(r"{(\w+)(?::\w+)?}")


def addresses(desk: Desk, *, each: int = 2) -> Iterator[str]:
    """Each GET route with its holes filled from this vault, at most `each` records of a kind."""
    for route in ROUTES:
        if route.method == "GET" and not route.path.startswith("/static/"):
            yield from dict.fromkeys(_filled(desk, route.path, each))


def _filled(desk: Desk, path: str, each: int) -> Iterator[str]:
    holes = _HOLE.findall(path)
    if not holes:
        yield path + _ASKED.get(path, "")
    elif set(holes) == {"type"}:
        yield from (_put(path, type=kind) for kind in desk.schema.types)
        yield from _ALSO.get(path, ())
    elif set(holes) == {"type", "code"}:
        for kind in TOLD_TYPES if path.startswith("/reports/") else desk.view.counts():
            yield from (_put(path, type=kind, code=code) for code in codes(desk, kind)[:each])
    elif holes == ["code"]:
        words = path.replace("-", "_").split("/")
        parts = (part for word in words for part in (word, word.removesuffix("s")))
        named = [part for part in parts if part in desk.schema.types]
        kinds = named[:1] or list(desk.view.counts())
        yield from (_put(path, code=code) for code in _SHIPPED.get(path, ()))
        for found in kinds:
            yield from (_put(path, code=code) for code in codes(desk, found)[:each])
    elif {"step", "letter", "limit"} & set(holes):
        yield from (_put(path, **hole) for hole in _of_ladders(desk, holes, each))
    elif {"outline", "place"} & set(holes):
        yield from (_put(path, **hole) for hole in _of_documents(desk, holes, each))
    elif holes == ["name"] and path.startswith("/help/"):
        yield from (_put(path, name=name) for name in help_names())


def _of_documents(desk: Desk, holes: list[str], each: int) -> Iterator[dict[str, str]]:
    """What fills the holes of the pages of documents."""
    if "outline" in holes:
        yield from ({"outline": name} for name in load_outlines())
    else:
        yield from ({"code": code, "place": at} for code, at in _places(desk)[: 3 * each])


def _places(desk: Desk) -> list[tuple[str, str]]:
    """Places of documents: those in which an author wrote, then one of each origin."""
    found: dict[tuple[str, str], None] = {}
    reports = {uid: code for code, uid in desk.view.codes("report").items()}
    for text in desk.view.briefs("report_text"):
        uid, place = text.get("report_text.report"), text.text("report_text.place")
        if isinstance(uid, bytes) and uid in reports and place:
            found[reports[EntityId(uid)], place] = None
    known = {one.code for one in list_reports(desk) if one.outline in load_outlines()}
    for code in [one for one in codes(desk, "report") if one in known]:
        blocks = [block for _, block in open_report(desk, code)[1].blocks()]
        found |= {(code, block.block): None for block in {b.origin: b for b in blocks}.values()}
    return list(found)


def _of_ladders(desk: Desk, holes: list[str], each: int) -> Iterator[dict[str, str]]:
    """What fills the holes of the pages of complaints."""
    if "step" in holes:
        yield from ({"code": code, "step": step} for code, step in _steps(desk)[:each])
    elif "letter" in holes:
        yield from _letters(desk, each)
    else:
        yield from ({"limit": limit} for limit in ("kz-prosecutor-answer", "un-cat")[:each])


def _steps(desk: Desk) -> list[tuple[str, str]]:
    """Steps with the proceeding they belong to."""
    owners = {uid: code for code, uid in desk.view.codes("proceeding").items()}
    found = ((step.get("step.proceeding"), step.code) for step in desk.view.briefs("step"))
    return [(owners[uid], code) for uid, code in found if uid in owners]


def _letters(desk: Desk, each: int) -> Iterator[dict[str, str]]:
    """Letters that the rungs of ladders offer, in turns of language."""
    for code in codes(desk, "proceeding")[:each]:
        rungs = show_ladder(desk, code=code).course.ladder.rungs
        offered = [(rung.id, letter) for rung in rungs for letter in rung.letters]
        for (rung, letter), language in zip(offered[:each], ("ru", "kk"), strict=False):
            yield {"code": code, "rung": rung, "letter": letter, "language": language}


def codes(desk: Desk, kind: str) -> list[str]:
    """The codes of a type, those that need quoting in an address left out."""
    return [code for code in desk.view.codes(kind) if re.fullmatch(r"[\w.-]+", code)]


def _put(path: str, **said: str) -> str:
    return _HOLE.sub(lambda hole: said[hole[1]], path)
