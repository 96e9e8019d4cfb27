"""The facts of a document in work, changed: its day, its session, its authors, its languages."""

from collections.abc import Iterator, Mapping

from kuager.model.statement import Statement, retract
from kuager.store.view import Told
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.documents import Fact, fact_property, said_of
from kuager.verbs.records import AlreadySaidOtherwiseError, digest_of


@verb(needs="amend", saves=True)
def change_facts(desk: Desk, *, code: str, facts: Mapping[str, Fact], seen: str) -> None:
    """Say these facts of a document anew, as `start_report` takes them; an empty one is withdrawn.

    Several values keep their order: the first language is the one it is sent in, and authors stand
    as they sign. Refused if somebody else changed the document since it was `seen`.
    """
    uid = desk.find(("report",), code)
    history = desk.view.history(uid)
    if seen != digest_of(history):
        raise AlreadySaidOtherwiseError(code=code)
    standing = [told for told in history if told.stands]
    for name, value in facts.items():
        wanted = said_of(desk, uid, name, value)
        was = list(_standing(desk, standing, name, value))
        if [(s.value, s.language) for s in wanted] != [(t.value, t.language) for t in was]:
            desk.say([*_withdrawn(was), *wanted])


def _standing(desk: Desk, standing: list[Told], name: str, value: Fact) -> Iterator[Told]:
    """What stands of a fact; of one in several languages only in those that are named."""
    prop, language = fact_property(desk, name)
    spoken = value.keys() if isinstance(value, Mapping) else {language}
    for told in standing:
        if told.property == prop.name and (language is None or told.language in spoken):
            yield told


def _withdrawn(was: list[Told]) -> list[Statement]:
    return [retract(told.subject, told.property, told.id) for told in was]
