"""The form in which a person says what each column of a table is: words into a mapping and back.

A column is told by what a property is called, in any language of the house. Nothing typed leaves
the column out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kuager import N_, KuagerError
from kuager.model.folding import fold
from kuager.model.mapping import Mapping, Target, compile_mapping
from kuager.model.schema import EntityType, Property, Schema
from kuager.model.suggestion import suggest_target
from kuager.verbs.imports import Looked
from kuager.web.fields import Fields
from kuager.web.importing import kinds_of
from kuager.web.value_words import Words

KEY, SOURCE, SURE = N_("the stable code"), N_("who says so"), N_("how sure we are")
_NO_KEY = N_("One column has to hold the stable code of each record: type “{word}” beside it.")
_TWICE = N_("Two columns cannot both be “{word}”.")
_UNKNOWN = N_("Nothing is called “{word}”. Choose one of the words offered, or leave it empty.")
_OPEN = N_(
    "Colleagues without the identity key could read it there. Choose something of the identity "
    "half, leave it empty, or say below that it tells nobody who somebody is."
)
_KEY_OPEN = N_(
    "Everybody here reads the codes. Say below that they tell nobody who somebody is, or choose "
    "another column."
)


@dataclass(slots=True)
class Columns:
    """What was filled in: the mapping as far as it goes, and what was not understood."""

    mapping: Mapping
    typed: dict[str, str] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)
    faults: list[tuple[str, str]] = field(default_factory=list)


class ColumnWords:
    """The words by which columns of a table are told, for one type of record."""

    def __init__(self, words: Words, schema: Schema, kind: EntityType) -> None:
        """In the person's language, understood in every one."""
        self.words, self.schema, self.kind = words, schema, kind
        self.roles = {name: words.t(name) for name in (KEY, SOURCE, SURE)}
        self.shown: dict[tuple[str, str | None], str] = {}
        self._known: dict[str, tuple[str, str | None]] = {}
        for prop, head in self._properties():
            for language in ("en", "ru", "kk") if prop.per_language else (None,):
                self._learn(prop, head, language)
        for role, said in self.roles.items():
            self._known[_plain(said)] = self._known[_plain(role)] = (role, None)

    def offered(self) -> list[str]:
        """Every word that may be typed."""
        return [*self.roles.values(), *self.shown.values()]

    def meant(self, typed: str) -> tuple[str, str | None] | None:
        """The property, or role, and language that were typed."""
        return self._known.get(_plain(typed))

    def said(self, mapping: Mapping, column: str) -> str:
        """What a mapping says of a column, in words; nothing if it leaves it out."""
        roles = ((mapping.key, KEY), (mapping.source, SOURCE), (mapping.sure, SURE))
        for name, role in roles:
            if column == name:
                return self.roles[role]
        targets = mapping.columns.get(column, ())
        if not targets:
            return ""
        first = targets[0]
        found = self.shown.get((first.property, first.language)) or self.shown.get(
            (first.property, None)
        )
        return found or self.words.label(first.property)

    def _properties(self) -> Iterator[tuple[Property, str]]:
        yield from ((prop, "") for prop in self.kind.properties.values() if prop.short != "code")
        for other in self.schema.types.values():
            if any(self.kind.name in prop.to for prop in other.inside):
                head = f"{self.words.type(other.name)}: "
                yield from ((p, head) for p in other.properties.values() if p.short != "code")

    def _learn(self, prop: Property, head: str, language: str | None) -> None:
        tail = "" if language is None else f" ({language})"
        said = f"{head}{self.words.of(prop.label)}{tail}"
        self.shown[prop.name, language] = said
        place = (prop.name, language)
        self._known.setdefault(_plain(said), place)
        self._known.setdefault(_plain(f"{prop.name}{tail}"), place)
        if not head:
            for label in prop.label.values():
                self._known.setdefault(_plain(f"{label}{tail}"), place)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def read_columns(form: Fields, looked: Looked, told: ColumnWords) -> Columns:
    """The mapping that a form tells, with a sentence at each column that was not understood."""
    reading = _Reading(form, looked, told)
    for number, column in enumerate(looked.columns):
        reading.take(number, column)
    return reading.end()


class _Reading:
    """Takes the columns of one form one after the other."""

    def __init__(self, form: Fields, looked: Looked, told: ColumnWords) -> None:
        self.form, self.looked, self.told = form, looked, told
        base = looked.suggested
        self.made = Columns(Mapping(id=form.get("mapping") or base.id, type=told.kind.name))
        self.kinds = kinds_of(looked)
        self.taken: dict[str, str] = {}
        self.columns: dict[str, tuple[Target, ...]] = {}
        self.ignore: list[str] = []
        self.identity: list[str] = []

    def take(self, number: int, column: str) -> None:
        """One column: left out, a role, a property, or not understood."""
        place, typed = f"c-{number}", self.form.get(f"c-{number}")
        self.made.typed[column] = typed
        is_free = column not in self.kinds or self.form.get(f"free-{number}") == "yes"
        if column in self.kinds and is_free:
            self.made.free.add(column)
        meant = self.told.meant(typed)
        if not typed:
            self.ignore.append(column)
        elif meant is None:
            self._fault(place, _UNKNOWN, word=typed)
        elif meant[0] in self.told.roles:
            self._take_role(place, column, meant[0], is_free=is_free)
        else:
            self._take_property(place, column, meant, is_free=is_free)

    def _take_role(self, place: str, column: str, role: str, *, is_free: bool) -> None:
        if role in self.taken:
            self._fault(place, _TWICE, word=self.told.roles[role])
        self.taken[role] = column
        if role == KEY and not is_free:
            self._fault(place, _KEY_OPEN)

    def _take_property(
        self, place: str, column: str, meant: tuple[str, str | None], *, is_free: bool
    ) -> None:
        prop = self.told.schema.property(meant[0])
        if prop.half != "identity" and not is_free:
            self._fault(place, _OPEN)
        if prop.half == "identity" and column in self.kinds:
            self.identity.append(column)
        self.columns[column] = _targets(self.looked, self.told, column, prop, meant[1])

    def end(self) -> Columns:
        """The whole mapping, tried against the table if every column was understood."""
        if KEY not in self.taken:
            self._fault("c-0", _NO_KEY, word=self.told.roles[KEY])
        base, made = self.looked.suggested, self.made
        made.mapping = Mapping(
            id=made.mapping.id,
            type=made.mapping.type,
            key=self.taken.get(KEY),
            source=self.taken.get(SOURCE),
            sure=self.taken.get(SURE),
            columns=self.columns,
            always=base.always,
            keys=base.keys,
            ignore=tuple(self.ignore),
            identity=tuple(self.identity),
        )
        if not made.faults:
            _try(made, self.looked, self.told)
        return made

    def _fault(self, place: str, message: str, **facts: str) -> None:
        self.made.faults.append((place, self.told.words.t(message, **facts)))


def _targets(
    looked: Looked, told: ColumnWords, column: str, prop: Property, language: str | None
) -> tuple[Target, ...]:
    """As it was suggested, if that was left as it is; else from the property and the cells."""
    suggested = looked.suggested.columns.get(column, ())
    if suggested and (suggested[0].property, suggested[0].language) == (prop.name, language):
        return suggested
    at = looked.columns.index(column)
    cells = [row[at] for row in looked.sample if at < len(row)]
    return (suggest_target(prop, cells, told.kind, language),)


def _try(made: Columns, looked: Looked, told: ColumnWords) -> None:
    """Whether the whole fits the schema and the table."""
    try:
        compile_mapping(made.mapping, told.schema, header=looked.columns)
    except KuagerError as refusal:
        made.faults.append(("", told.words.t(refusal)))
