"""The register: what leaves the house is entered, with its form and any column of names."""

from collections.abc import Iterable

from kuager.model.statement import say
from kuager.verbs.desk import Desk


def register_release(
    desk: Desk,
    verb: str,
    form: str,
    *,
    rows: int,
    columns: Iterable[str] = (),
    query: str = "",
    digest: str = "",
) -> str:
    """Enter what left by this verb; returns the code of the release.

    `query` says in codes what was asked for, `digest` is the SHA-256 of the file, where known. An
    archive is our own move; practice data leaves as such.
    """
    own = "own-move" if form == "archive" else None
    basis = "practice" if desk.practice else own
    release = desk.store.new_id()
    code = desk.next_code("release", "R")
    said = [
        say(release, "release.code", code),
        say(release, "release.form", form),
        *([say(release, "release.basis", basis)] if basis is not None else []),
        say(release, "release.released_on", desk.today.isoformat()),
        say(release, "release.released_by", desk.member),
        say(release, "release.rows", rows),
        say(release, "release.practice", desk.practice),
        *(say(release, "release.columns", column) for column in columns),
        *(say(release, "release.query", text) for text in filter(None, [query])),
        *(say(release, "release.digest", text) for text in filter(None, [digest])),
    ]
    with desk.changing(verb):
        desk.say(said)
    return code
