"""Forms made from the schema: for a type of record, the fields with what stands in them now.

A `FormField` is one property in one language. It may have several inputs (one for each of several
references); everything else has one. `form_reading` reads back what a person typed into them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from kuager.lang import LANGUAGES
from kuager.model.schema import EntityType, Property
from kuager.verbs.amending import NEVER_TYPED
from kuager.verbs.lists import HOLDS_A_KEY
from kuager.verbs.values import Record
from kuager.web.fields import Fields
from kuager.web.form_choices import (
    MOST_TICKS,
    Choices,
    flat_terms,
    language_choices,
    record_choices,
    term_choices,
    yesno_choices,
)
from kuager.web.form_groups import grouped
from kuager.web.value_words import Words

SHAPES: Final = {"long": "long", "date": "date", "whole": "number", "count": "text"}
EMPTY_LINES: Final = 2
"""How many empty inputs stand after those that hold a reference."""


@dataclass(slots=True, kw_only=True)
class Input:
    """One input of a form: its name, what stands in it, and what is told beside it.

    `said` is how it was read, in words; `picks` are what it may have meant, to choose from.
    """

    name: str
    value: str = ""
    values: list[str] = field(default_factory=list)
    error: str = ""
    said: str = ""
    picks: list[tuple[str, str]] = field(default_factory=list)
    picked: str = ""


@dataclass(slots=True, kw_only=True)
class FormField:
    """One property in one language, as a form asks for it.

    `shape` is the kind of `ui.field`; with `by_line` each line of the input is a value, and what
    `is_spread` has an input for each value. `offered` names a list of the form.
    """

    unit: str
    prop: Property
    shape: str
    label: str
    hint: str
    language: str | None = None
    choices: Choices = field(default_factory=list)
    offered: str = ""
    by_line: bool = False
    is_spread: bool = False
    required: bool = False
    inputs: list[Input] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """A digest of what stands in the inputs: another one means that somebody typed."""
        texts = (text for one in self.inputs for text in (one.value, *one.values))
        if self.shape == "long":
            return mark_of(texts)
        return mark_of(text.replace("\n", "") for text in texts)  # as a browser sends one line

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it."""
        return any(one.value or one.values for one in self.inputs)


@dataclass(slots=True, kw_only=True)
class FormGroup:
    """Fields under one heading; what is not open can be opened."""

    title: str
    fields: list[FormField]
    is_open: bool


@dataclass(slots=True, kw_only=True)
class Form:
    """The form of one type of record, with the lists that its inputs offer."""

    type: str
    groups: list[FormGroup]
    lists: dict[str, list[tuple[str, str]]]

    @property
    def fields(self) -> Iterator[FormField]:
        """Every field, in the order of the page."""
        return (one for group in self.groups for one in group.fields)

    @property
    def was(self) -> str:
        """What stood in the fields, as digests: the form gives it back."""
        return " ".join(f"{one.unit}={one.mark}" for one in self.fields if one.is_filled)


def make_form(words: Words, entity_type: EntityType, record: Record | None = None) -> Form:
    """The form for a new record of a type, or for one that is here."""
    maker = _Maker(words, record)
    asked = [p for p in entity_type.properties.values() if is_typed(p)]
    groups = []
    for group in grouped(asked):
        fields = [one for prop in group.properties for one in maker.fields(prop)]
        is_open = group.is_open or any(one.is_filled for one in fields)
        groups.append(FormGroup(title=words.t(group.title), fields=fields, is_open=is_open))
    return Form(type=entity_type.name, groups=groups, lists=maker.lists)


def is_typed(prop: Property) -> bool:
    """Whether people write this property into forms."""
    hidden = prop.name in HOLDS_A_KEY | NEVER_TYPED
    return not hidden and prop.short != "code" and prop.kind != "digest"


def fill(form: Form, typed: Fields) -> None:
    """Put what was typed into the inputs, in place of what stands."""
    for one in form.fields:
        if one.is_spread:
            one.inputs = list(_typed_inputs(one, typed))
        elif one.shape == "choices":
            one.inputs[0].values = typed.all(one.unit)
        else:
            first = one.inputs[0]
            first.value = clean(typed.get(one.unit))
            is_meant = typed.get(f"{one.unit}~of") == first.value
            first.picked = typed.get(f"{one.unit}~pick") if is_meant else ""


def changed(form: Form, was: str) -> list[FormField]:
    """The fields in which something else stands than when the form was shown."""
    before = dict(part.split("=", 1) for part in was.split(" ") if "=" in part)
    return [one for one in form.fields if one.mark != before.get(one.unit, mark_of([]))]


def mark_of(texts: Iterable[str]) -> str:
    """A short digest of texts, empty ones left out."""
    told = "\x1f".join(clean(text) for text in texts if text.strip())
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def clean(text: str) -> str:
    """A text with the line ends that we keep, whatever a browser sends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _typed_inputs(one: FormField, typed: Fields) -> Iterator[Input]:
    """The inputs of references as they were sent, without gaps, and empty ones after them."""
    names = [name for name in typed.names() if _is_input(name, one.unit)]
    sent = [(typed.get(name), typed.get(f"{name}~pick"), typed.get(f"{name}~of")) for name in names]
    kept = [(text, pick if of == text else "") for text, pick, of in sent if text]
    free = EMPTY_LINES if one.prop.many else 0 if kept else 1
    for number, (text, pick) in enumerate([*kept, *[("", "")] * free]):
        yield Input(name=f"{one.unit}.{number}", value=text, picked=pick)


def _is_input(name: str, unit: str) -> bool:
    head, _, number = name.rpartition(".")
    return head == unit and number.isdecimal()


class _Maker:
    """Makes fields, and remembers the lists that several of them offer."""

    def __init__(self, words: Words, record: Record | None) -> None:
        self.words, self.record = words, record
        self.lists: dict[str, list[tuple[str, str]]] = {}

    def fields(self, prop: Property) -> Iterator[FormField]:
        """The fields of a property: one, or one for each language."""
        standing = self._standing(prop)
        for language in self._languages(prop, list(standing)):
            values = standing.get(language, [])
            name = prop.short if language is None else f"{prop.short}.{language or '-'}"
            label = self.words.of(prop.label)
            if language:
                label = f"{label} ({self.words.language_name(language)})"
            yield self._field(prop, name, language, label, values)

    def _field(
        self, prop: Property, name: str, language: str | None, label: str, values: list[object]
    ) -> FormField:
        one = FormField(
            unit=name,
            prop=prop,
            language=language,
            shape=SHAPES.get(prop.kind, "text"),
            label=label,
            hint=self.words.of(prop.hint),
            required=prop.required,
        )
        self._shape(one, values)
        if one.is_spread:
            one.inputs = [
                Input(name=f"{name}.{n}", value=self._text(one, v), said=self._said(v))
                for n, v in enumerate(values)
            ]
            free = EMPTY_LINES if prop.many else 0 if values else 1
            first = len(one.inputs)
            one.inputs += [Input(name=f"{name}.{first + n}") for n in range(free)]
        elif one.shape == "choices":
            one.inputs = [Input(name=name, values=[self._chosen(v) for v in values])]
        else:
            one.inputs = [self._input(one, values)]
        return one

    def _shape(self, one: FormField, values: list[object]) -> None:
        """How a field is asked for: typed, chosen, ticked, or typed with a list beside."""
        prop, words = one.prop, self.words
        if prop.kind == "yesno":
            one.shape, one.choices = "choice", yesno_choices(words)
        elif prop.kind == "term" and not prop.many:
            one.shape, one.choices = "choice", term_choices(words, prop)
        elif prop.kind == "term":
            self._many_terms(one)
        elif prop.kind == "language":
            one.shape = "choices" if prop.many else "choice"
            one.choices = language_choices([str(v) for v in values])
        elif prop.kind == "reference":
            listed = record_choices(words, prop)
            if listed is not None:
                one.shape = "choices" if prop.many else "choice"
                one.choices = listed
            one.is_spread = listed is None
        elif prop.many:
            one.shape, one.by_line = "long", True
        if one.choices:
            one.choices += self._standing_choices(one, values)

    def _standing_choices(self, one: FormField, values: list[object]) -> Choices:
        """What stands but is offered no more: untouched, it stays chosen."""
        offered: set[str] = set()
        for value, label in one.choices:
            offered |= {value} if isinstance(label, str) else {code for code, _ in label}
        known = {self._text(one, value): value for value in values}
        return [
            (text, self.words.value(one.prop.name, value))
            for text, value in known.items()
            if text and text not in offered
        ]

    def _many_terms(self, one: FormField) -> None:
        prop = one.prop
        if len(flat_terms(self.words, prop)) <= MOST_TICKS:
            one.shape, one.choices = "choices", term_choices(self.words, prop)
            return
        one.is_spread, one.offered = True, prop.vocabulary or ""
        self.lists.setdefault(one.offered, flat_terms(self.words, prop))

    def _input(self, one: FormField, values: list[object]) -> Input:
        texts = [self._text(one, value) for value in values]
        said = self.words.value(one.prop.name, values[0]) if values else ""
        is_read = one.prop.kind in ("date", "count") and said != "".join(texts)
        return Input(name=one.unit, value="\n".join(texts), said=said if is_read else "")

    def _text(self, one: FormField, value: object) -> str:
        """A value as a person would type it."""
        kind = one.prop.kind
        if kind == "yesno":
            return "unknown" if value is None else "yes" if value else "no"
        if value is None:
            return ""
        if one.is_spread and kind == "term":
            return self.words.term(one.prop.vocabulary or "", str(value))
        if kind == "place":
            return self.words.place(str(value))
        return self._code(value) if isinstance(value, bytes) else str(value)

    def _chosen(self, value: object) -> str:
        return self._code(value) if isinstance(value, bytes) else str(value)

    def _code(self, value: object) -> str:
        record = self.words.record(value) if isinstance(value, bytes) else None
        return record.code if record is not None else ""

    def _said(self, value: object) -> str:
        record = self.words.record(value) if isinstance(value, bytes) else None
        return "" if record is None else self.words.known_as(record)

    def _standing(self, prop: Property) -> dict[str | None, list[object]]:
        """What stands of a property by language; without languages under None."""
        cell = None if self.record is None else self.record.cells.get(prop.name)
        if cell is None:
            return {}
        if isinstance(cell.value, dict):
            return {language or None: [text] for language, text in cell.value.items()}
        return {None: list(cell.value) if isinstance(cell.value, list) else [cell.value]}

    def _languages(self, prop: Property, standing: list[str | None]) -> list[str | None]:
        if not prop.per_language:
            return [None, *(one for one in standing if one is not None)]
        own = self.words.language
        first = [own, *(code for code in LANGUAGES if code != own)]
        return list(dict.fromkeys([*first, *standing]))
