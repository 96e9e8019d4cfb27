"""The facts of a document as a form: what its outline asks for first, everything else folded away.

The fields are made from the schema of `report`. A record is chosen by code and name where there are
few of its type, and looked for by words where there are many.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kuager import N_
from kuager.lang import words_of
from kuager.model.outline import Outline
from kuager.verbs.amending import NAMED_BY, Answer, Fresh, Pick, make_record
from kuager.verbs.desk import Desk
from kuager.verbs.documents import Fact
from kuager.verbs.reports import review_countries
from kuager.verbs.values import Record
from kuager.web.fields import Fields
from kuager.web.form_choices import MOST_LISTED, Choice
from kuager.web.form_reading import Reader
from kuager.web.forms import Form, FormField, FormGroup, fill, make_form
from kuager.web.value_words import Words

NOT_ASKED: Final = frozenset({"outline", "status", "language", "takes", "leaves", "remark"})
"""Chosen elsewhere, or said by the program."""
_ALWAYS: Final = ("due_on",)
"""Asked of every document: whoever is late is not read."""


@dataclass(slots=True, kw_only=True)
class FactsForm:
    """The form of one document: its fields, the language it is sent in and those beside it."""

    form: Form
    first: str
    also: list[str]
    languages: list[Choice]
    errors: list[tuple[str, str]] = field(default_factory=list)

    def type_in(self, typed: Fields) -> None:
        """Put what was typed in place of what stands."""
        fill(self.form, typed)
        self.first, self.also = typed.get("first"), typed.all("also")

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages of the document, the one it is sent in first."""
        return tuple(dict.fromkeys([self.first, *self.also]))

    def read(self, words: Words, fields: Iterable[FormField]) -> list[Answer]:
        """What these fields say; what was not understood stands beside the inputs."""
        reading = Reader(words).read(self.form, fields)
        self.errors = list(reading.errors)
        known = {code for code, _ in self.languages}
        if self.first not in known:
            self.errors.append(("first", words.t(N_("Choose one of these."))))
        self.also = [code for code in self.also if code in known]
        return reading.answers


def make_facts_form(words: Words, outline: Outline, record: Record | None = None) -> FactsForm:
    """The form for a document that is begun, or of which something is changed."""
    made = make_form(words, words.schema.type("report"), record)
    fields = [one for one in made.fields if one.prop.short not in NOT_ASKED]
    fields = [one for one in fields if one.language in (None, *outline.languages)]
    for one in fields:
        offer(words, one)
    first = [one for name in outline.asks for one in fields if one.prop.short == name]
    for one in first:
        one.required = True
    first += [one for one in fields if one.prop.short in _ALWAYS and one not in first]
    others = [one for one in fields if one not in first]
    groups = [
        FormGroup(title=words.t(N_("What it is about")), fields=first, is_open=True),
        FormGroup(title=words.t(N_("More, if you know it already")), fields=others, is_open=False),
    ]
    spoken = [] if record is None else [str(code) for code in record.every("report.language")]
    usual = words.language if words.language in outline.languages else outline.languages[0]
    return FactsForm(
        form=Form(type="report", groups=groups, lists=made.lists),
        first=spoken[0] if spoken else usual,
        also=spoken[1:],
        languages=[(code, words_of(code).name) for code in outline.languages],
    )


def offer(words: Words, one: FormField) -> None:
    """Choices where there are few: countries, and records by their code and safe words."""
    if one.prop.short == "country":
        names = review_countries(words.desk)
        listed = [(code, words.of(dict(names[code]))) for code in names]
        one.hint = ""
        if len(listed) == 1 and not one.inputs[0].value:
            one.inputs[0].value = listed[0][0]
    elif one.prop.kind == "reference" and not one.choices:
        listed = _records(words, one.prop.to)
    else:
        return
    if listed:
        known = {code for code, _ in listed}
        listed += [
            (each.value, each.value) for each in one.inputs if each.value not in known | {""}
        ]
        one.shape, one.choices = "choice", list(listed)
        for each in one.inputs:
            each.said = ""


def _records(words: Words, types: Iterable[str]) -> list[Choice]:
    """The records of these types, if they are few."""
    view = words.desk.view
    if sum(view.count(name) for name in types) > MOST_LISTED:
        return []
    return [(r.code, words.with_code(r)) for name in types for r in view.records(name)]


def facts_of(desk: Desk, answers: Iterable[Answer]) -> dict[str, Fact]:
    """Answers as facts of a document; a record of which only the name is known is made first."""
    found: dict[str, Fact] = {}
    spoken: dict[str, dict[str, str]] = {}
    for answer in answers:
        prop = desk.schema.property(answer.property)
        texts = tuple(_text(desk, value) for value in answer.values)
        if prop.per_language:
            spoken.setdefault(prop.short, {})[answer.language or ""] = "".join(texts)
        else:
            found[prop.short] = texts if prop.many else "".join(texts)
    return {**found, **spoken}


def _text(desk: Desk, value: object) -> str:
    if isinstance(value, Pick):
        return value.code
    if isinstance(value, Fresh):
        prop = desk.schema.property(f"{value.type}.{NAMED_BY[value.type]}")
        language = value.language if prop.per_language else None
        named = Answer(property=prop.name, values=(value.name,), language=language)
        return make_record(desk, type_name=value.type, answers=[named]).code
    return str(value)
