"""Taking back what others did to a working copy: looked at block by block, taken only as chosen.

Nothing is taken that nobody chose. What is drawn from the record is never changed by a file: it is
shown as a proposal. Who changed what, and when, is not kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.takeback.comparing import Change
from kuager.formats.takeback.errors import TooLargeCopyError
from kuager.formats.takeback.lines import REFERENCE, CommentRead
from kuager.formats.takeback.package import MAX_FILE
from kuager.model.statement import EntityId, say
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.handed_out import ReadAgainError
from kuager.verbs.papers import demand_file
from kuager.verbs.records import digest_of
from kuager.verbs.retold import Retelling
from kuager.verbs.returned import Returned, Spot
from kuager.verbs.text_records import HEADING, texts_of_report
from kuager.verbs.texts import put_text

ALL: Final = "all"
MOST_BYTES: Final = MAX_FILE
"""A larger file is not looked at."""
_FOUND_BY_WORDS: Final = "found-by-words"
_ELSEWHERE: Final = "elsewhere"


class UnknownDifferenceError(KuagerError):
    """Something was chosen that is not among the differences, or that cannot be taken."""

    code = "unknown-difference"
    exit_code = 2
    text = N_(
        "“{chosen}” is not among the differences that can be taken. Nothing was changed. "
        "There are: {known}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that somebody did to a working copy.

    `key` names it ("conclusion/w2"); `kind` is a slug of KINDS, `origin` where the words come from.
    `before` and `after` are in the author's notation where an author wrote them. `reason` is a slug
    of WHY_NOT for what cannot be taken, `warns` slugs of WARNS. `record`: type and code of what a
    drawn block tells of. `label` is the place in words, by language. `tracked`: the other program
    marked it as a change.
    """

    key: str
    place: str
    piece: str
    kind: str
    origin: str
    before: str
    after: str
    label: dict[str, str]
    takeable: bool
    reason: str = ""
    warns: tuple[str, ...] = ()
    tracked: bool = False
    record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on a working copy; `who` and `when` are empty unless they were asked for."""

    key: str
    place: str
    piece: str
    label: dict[str, str]
    about: str
    words: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What came back of a document.

    `unchanged`: the document is in every word what it was when the copy was made. `seen` is for
    taking: it is refused if the document changed since these differences were looked at. `unread`
    are slugs of NOT_READ.
    """

    code: str
    language: str
    outline: str
    differences: tuple[Difference, ...]
    comments: tuple[Comment, ...]
    unchanged: bool
    seen: str
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What was taken, into which places; `left` are keys of differences that were not."""

    code: str
    language: str
    taken: tuple[str, ...]
    places: tuple[str, ...]
    remarks: int
    left: tuple[str, ...]


@verb(needs="read")
def look_at_working_copy(desk: Desk, *, data: bytes, names: bool = False) -> Differences:
    """Show what others did to a working copy, block by block; nothing is changed.

    `names`: say who commented and when, as their program noted it.
    """
    return _differences(Returned(desk, data), data, names=names)[0]


@verb(needs="amend", saves=True)
def take_back(
    desk: Desk, *, data: bytes, chosen: Iterable[str], seen: str = "", by: str = ""
) -> TakenBack:
    """Take what is chosen into the written texts, or keep a comment as a remark; all or nothing.

    `chosen` are keys of differences and comments, names of places, or "all" (everything that can be
    taken and carries no warning). `by` is the code of the member who writes (else whoever sits
    here). Raises UnknownDifferenceError, ReadAgainError.
    """
    returned = Returned(desk, data)
    looked, changes = _differences(returned, data, names=False)
    if seen not in ("", looked.seen):
        raise ReadAgainError
    keys = _chosen(looked, tuple(chosen))
    picked = [(one, changes[one.key]) for one in looked.differences if one.key in keys]
    texts = Retelling(returned).texts(change for _, change in picked)
    report = EntityId(returned.made.writing.id)
    standing = texts_of_report(desk, report)
    for place, text in texts.items():
        record = standing.get((place, looked.language))
        put_text(
            desk,
            code=looked.code,
            at=(place, looked.language),
            text=text,
            by=by,
            seen="" if record is None else digest_of(desk.view.history(record.id)),
        )
    remarks = [one for one in looked.comments if one.key in keys]
    desk.say(say(report, "report.remark", _remark(one)) for one in remarks)
    return TakenBack(
        code=looked.code,
        language=looked.language,
        taken=tuple(one.key for one, _ in picked),
        places=tuple(texts),
        remarks=len(remarks),
        left=tuple(one.key for one in looked.differences if one.key not in keys),
    )


def returned_file(path: Path) -> bytes:
    """The bytes of a file that came back. Raises TooLargeCopyError, NotRegularFileError."""
    demand_file(path)
    if path.stat().st_size > MOST_BYTES:
        raise TooLargeCopyError(what="file", limit=f"{MOST_BYTES >> 20} MiB")
    return path.read_bytes()


def _remark(comment: Comment) -> str:
    """A comment as it is kept: where, about which words, and what it says."""
    about = f" “{comment.about}”" if comment.about else ""
    where = "/".join(part for part in (comment.place, comment.piece) if part)
    return f"{where}{about}: {comment.words}".lstrip(": ")


def _chosen(looked: Differences, asked: tuple[str, ...]) -> set[str]:
    """The keys that were asked for. Raises UnknownDifferenceError."""
    can = [one for one in looked.differences if one.takeable]
    keys: set[str] = set()
    known = {one.key for one in can} | {one.key for one in looked.comments}
    for name in asked:
        plain = [one.key for one in can if not one.warns and name in (ALL, one.place)]
        if name in known:
            keys.add(name)
        elif plain:
            keys.update(plain)
        elif name != ALL:
            raise UnknownDifferenceError(chosen=name, known=", ".join(sorted(known)) or "—")
    return keys


def _differences(
    returned: Returned, data: bytes, *, names: bool
) -> tuple[Differences, Mapping[str, Change]]:
    telling = _Telling(returned)
    told = list(telling.differences())
    made = returned.made
    seen = sha256(data + made.digest.encode()).hexdigest()
    looked = Differences(
        code=made.writing.code,
        language=returned.key.language,
        outline=made.outline.outline,
        differences=tuple(one for one, _ in told),
        comments=tuple(telling.comments(names=names)),
        unchanged=returned.is_unchanged,
        seen=seen,
        unread=tuple(sorted(returned.back.has_more)),
    )
    return looked, {one.key: change for one, change in told}


class _Telling:
    """Says what was found in words of the document: places, pieces, notation."""

    def __init__(self, returned: Returned) -> None:
        self._returned = returned
        self._retelling = Retelling(returned)
        made = returned.made
        self._labels: dict[str, Mapping[str, str]] = {
            block.block: block.label for _, block in made.outline.blocks()
        }
        self._labels |= {f"{HEADING}{p.part}": p.heading for p in made.outline.parts}
        self._used: set[str] = set()

    def differences(self) -> Iterator[tuple[Difference, Change]]:
        """Every change as a difference."""
        for change in self._returned.compared.changes:
            told = self._new(change) if change.base is None else self._old(change, change.base)
            yield told, change

    def comments(self, *, names: bool) -> Iterator[Comment]:
        """The comments in the order of the copy, those without a place last."""
        owner = {
            n: number
            for number, lines in self._returned.compared.matched.became.items()
            for n in lines
        }
        count = 0
        last: Spot | None = None
        for n, line in enumerate(self._returned.back.lines):
            last = self._returned.spots[owner[n]] if n in owner else last
            for comment in line.comments:
                count += 1
                yield self._comment(comment, count, last, names=names)
        for comment in self._returned.back.loose:
            count += 1
            yield self._comment(comment, count, None, names=names)

    def _comment(
        self, comment: CommentRead, number: int, spot: Spot | None, *, names: bool
    ) -> Comment:
        place = "" if spot is None else spot.place
        return Comment(
            key=f"comment-{number}",
            place=place,
            piece="" if spot is None else spot.piece,
            label=dict(self._labels.get(place, {})),
            about=comment.about,
            words=comment.words,
            who=comment.who if names else "",
            when=comment.when if names else "",
        )

    def _new(self, change: Change) -> Difference:
        """A paragraph that is nowhere in the document."""
        joins = self._retelling.joins(change)
        place = "" if joins is None else joins[0]
        is_since = change.after >= 0 and self._returned.is_since(change.after)
        reason = "no-place" if joins is None else "since" if is_since else ""
        above = self._returned.spots[change.after] if change.after >= 0 else None
        where = place or ("" if above is None else above.place)
        return Difference(
            key=self._key(f"{where}/new" if where else "new"),
            place=where,
            piece="",
            kind=change.kind,
            origin="written" if joins is not None else "drawn",
            before="",
            after=self._retelling.notation_of(change),
            label=dict(self._labels.get(where, {})),
            takeable=not reason,
            reason=reason,
            tracked=change.is_tracked,
        )

    def _old(self, change: Change, base: int) -> Difference:
        """Something that happened to a line of the document."""
        spot = self._returned.spots[base]
        before, after, warns = self._retelling.told(change, base)
        reason = self._why_not(change, base)
        warns = (*warns, *([_FOUND_BY_WORDS] if change.by_words else []))
        if change.kind == "moved" and not reason:
            joins = self._retelling.joins(change)
            reason = "no-place" if joins is None else reason
            warns = (*warns, *([_ELSEWHERE] if joins and joins[0] != spot.place else []))
        suffix = {"moved": "/moved", "note": "/note"}.get(change.kind, "")
        note = "" if change.note is None else str(change.note.number + 1)
        return Difference(
            key=self._key(f"{spot.key}{suffix}{note}"),
            place=spot.place,
            piece=spot.piece,
            kind=change.kind,
            origin=spot.origin,
            before=before.replace(REFERENCE, "[…]"),
            after=after.replace(REFERENCE, "[…]"),
            label=dict(self._labels.get(spot.place, {})),
            takeable=not reason,
            reason=reason,
            warns=tuple(dict.fromkeys(warns)),
            tracked=change.is_tracked,
            record=self._record(spot),
        )

    def _why_not(self, change: Change, base: int) -> str:
        """Why a difference cannot be taken; empty if it can."""
        spot = self._returned.spots[base]
        is_since = self._returned.is_since(base)
        if change.kind == "deleted" and not self._returned.is_unchanged:
            is_since = True
        if is_since and spot.origin != "frame":
            return "since"
        if spot.origin in {"drawn", "kept", "frame"}:
            return spot.origin
        if spot.origin == "heading":
            return "" if change.kind == "changed" else "no-place"
        if change.kind == "note":
            return self._retelling.why_not_note(change, spot)
        return "" if self._retelling.can_merge(change) else "no-place"

    def _record(self, spot: Spot) -> tuple[str, str] | None:
        """What a drawn block tells of, if it is one record."""
        if spot.origin != "drawn" or spot.placed is None or len(spot.placed.behind) == 0:
            return None
        return self._returned.record(spot.placed.behind[0])

    def _key(self, name: str) -> str:
        """A name that no other difference has."""
        key, number = name, 1
        while key in self._used:
            number += 1
            key = f"{name}{number}"
        self._used.add(key)
        return key
