"""Documents that are being written: begun with an outline, changed, listed, opened."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kuager import N_, KuagerError
from kuager.model.article_parts import with_articles
from kuager.model.dates import DateError, UncertainDate, read_date
from kuager.model.outline import Outline, load_outlines
from kuager.model.schema import Property, UnknownProperty
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.model.vocabulary import LANGUAGES
from kuager.model.writing import Writing
from kuager.model.written_dates import edtf_of
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.treaty_articles import article_groups

_COUNTRY: Final = re.compile("[A-Z]{3}")
_OURS: Final = frozenset({"code", "outline"})
"""What only the program says of a document."""
Fact = str | tuple[str, ...] | Mapping[str, str]
"""What is said of a document by one property: a text, several, or one in each language."""


class UnknownOutlineError(KuagerError):
    """There is no such outline."""

    code = "unknown-outline"
    exit_code = 2
    text = N_("There is no outline {outline}. Nothing was saved. Choose one of: {known}")


class FactMissingError(KuagerError):
    """A document cannot be drawn without this fact."""

    code = "report-fact-missing"
    exit_code = 2
    text = N_("This kind of document needs: {missing}. Nothing was saved.")


class DocumentLanguageError(KuagerError):
    """A document is written in languages of the house."""

    code = "document-language"
    exit_code = 2
    text = N_("A document is written in some of these languages: {known}. Nothing was saved.")


class CountryCodeError(KuagerError):
    """A country is said by its code."""

    code = "country-code"
    exit_code = 2
    text = N_("A country is written with three letters, such as KAZ. Nothing was saved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBrief:
    """One line of the list of documents."""

    code: str
    outline: str
    titles: Mapping[str, str]
    languages: tuple[str, ...]
    period: str | None
    due_on: str | None
    status: str


@verb(needs="amend", saves=True)
def start_report(desk: Desk, *, outline: str, facts: Mapping[str, Fact]) -> str:
    """Begin a document with an outline; returns its code.

    `facts` are properties of the record `report` by short name, texts with their language
    ("title_ru"); references are codes, dates as people write them.
    """
    plan = outline_of(outline)
    missing = [name for name in plan.asks if not facts.get(name)]
    if missing:
        raise FactMissingError(missing=", ".join(missing))
    made, code = desk.store.new_id(), desk.next_code("report", "DOC")
    said = [
        say(made, "report.code", code),
        say(made, "report.outline", plan.outline),
        say(made, "report.status", "draft"),
    ]
    for name, value in facts.items():
        said += said_of(desk, made, name, value)
    desk.say(said)
    return code


@verb(needs="read")
def list_outlines(desk: Desk) -> tuple[Outline, ...]:  # noqa: ARG001 - asked of a desk
    """The kinds of document that can be begun."""
    return tuple(load_outlines().values())


@verb(needs="read")
def list_reports(desk: Desk) -> tuple[DocumentBrief, ...]:
    """The documents that are being written, the newest first."""
    shown = set(desk.view.codes("report").values())
    found = [desk.view.record(uid) for uid in desk.view.ids("report") if uid in shown]
    briefs = [_brief(record) for record in found if record is not None]
    return tuple(reversed(briefs))


def outline_of(name: str) -> Outline:
    """The outline with this id. Raises UnknownOutlineError."""
    found = load_outlines().get(name)
    if found is None:
        raise UnknownOutlineError(outline=name, known=", ".join(load_outlines()))
    return found


def open_report(desk: Desk, code: str) -> tuple[Writing, Outline]:
    """A document in work and its outline, a part for each article. Raises UnknownRecordError."""
    record = desk.view.record(desk.find(("report",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    writing = _writing(record)
    outline = outline_of(writing.outline)
    return writing, with_articles(outline, article_groups(desk, writing, outline))


def _writing(record: Record) -> Writing:
    def ids(name: str) -> tuple[bytes, ...]:
        return tuple(v for v in record.every(f"report.{name}") if isinstance(v, bytes))

    def one(name: str) -> bytes | None:
        value = record.get(f"report.{name}")
        return value if isinstance(value, bytes) else None

    return Writing(
        id=record.id,
        code=record.code,
        outline=record.text("report.outline") or "",
        languages=tuple(str(v) for v in record.every("report.language")) or ("en",),
        titles=record.texts("report.title"),
        country=record.text("report.country"),
        period=record.text("report.period"),
        proceeding=one("proceeding"),
        bodies=ids("body"),
        sessions=record.texts("report.session"),
        session_opens=_date(record.text("report.session_opens")),
        symbols=tuple(str(v) for v in record.every("report.document_symbol")),
        authors=ids("author"),
        contact=record.text("report.contact"),
        cases=ids("case"),
        campaign=one("campaign"),
        takes=ids("takes"),
        leaves=ids("leaves"),
        due_on=record.text("report.due_on"),
        status=record.text("report.status") or "draft",
    )


def _brief(record: Record) -> DocumentBrief:
    return DocumentBrief(
        code=record.code,
        outline=record.text("report.outline") or "",
        titles=record.texts("report.title"),
        languages=tuple(str(v) for v in record.every("report.language")),
        period=record.text("report.period"),
        due_on=record.text("report.due_on"),
        status=record.text("report.status") or "draft",
    )


def said_of(desk: Desk, uid: EntityId, name: str, value: Fact) -> list[Statement]:
    """What one fact of a document says; nothing of an empty one.

    `name` is the short name of a property, with a language where it is a text in one ("title_ru").
    Dates are read as people write them. Raises UnknownRecordError, UnreadableDateError,
    UnknownTermError, UnknownProperty, DocumentLanguageError, CountryCodeError.
    """
    prop, language = fact_property(desk, name)
    if isinstance(value, Mapping):
        texts = ((each, text.strip()) for each, text in value.items())
        return [say(uid, prop.name, text, language=each) for each, text in texts if text]
    values = (value,) if isinstance(value, str) else value
    found = dict.fromkeys(_read(desk, prop, text.strip()) for text in values if text.strip())
    return [say(uid, prop.name, each, language=language) for each in found]


def fact_property(desk: Desk, name: str) -> tuple[Property, str | None]:
    """The property that a fact names, and its language. Raises UnknownProperty."""
    properties = desk.schema.type("report").properties
    short, _, language = name.rpartition("_")
    if name not in properties and short in properties and language in LANGUAGES:
        name = short
    else:
        language = ""
    prop = properties.get(name)
    if prop is None or name in _OURS:
        raise UnknownProperty(property=f"report.{name}")
    return prop, (language or LANGUAGES[0]) if prop.per_language else None


def _read(desk: Desk, prop: Property, text: str) -> Value:
    """One value of a fact, as it is kept."""
    if prop.kind == "reference":
        return desk.find(prop.to, text)
    if prop.kind == "date":
        return edtf_of(text)
    if prop.kind == "term" and prop.vocabulary is not None:
        return desk.term(prop.vocabulary, text)
    if prop.kind == "language" and text not in LANGUAGES:
        raise DocumentLanguageError(known=", ".join(LANGUAGES))
    if prop.short == "country":
        if _COUNTRY.fullmatch(text.upper()) is None:
            raise CountryCodeError
        return text.upper()
    return text


def _date(text: str | None) -> UncertainDate | None:
    try:
        return None if text is None else read_date(text)
    except DateError:
        return None
