"""What the address or the form of a table asks, and at which field it cannot be understood."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from kuager import N_, KuagerError
from kuager.model.dates import UncertainDate, read_date
from kuager.model.derived import property_of
from kuager.model.question import (
    MOST_DIMENSIONS,
    Dimension,
    MixedUnitsError,
    OnlyChosenError,
    Question,
    QuestionError,
    TooManyDimensionsError,
    UnknownQuestionError,
    question_of,
    read_dimension,
)
from kuager.model.units import UNIT_WORDS, UNITS, Unit
from kuager.model.written_dates import edtf_of
from kuager.verbs.table_choices import others_that_reach
from kuager.web.table_words import words_for
from kuager.web.visit import Visit

NARROW, EVERYTHING = "narrow", "everything"
"""Names in an address that are of the page and not of the question."""
_OF_THE_PAGE = frozenset(
    {NARROW, EVERYTHING, "shown", "cell", "at-page", "use", "rounding", "merge", "gate"}
)
_PLAIN = ",*~@"
"""Signs that mean nothing in an address and are in every cell."""
Errors = list[tuple[str, str]]

_LEAVE_OUT = N_("Choose something else, or leave it empty.")
_CHOOSE_UNIT = N_("From these it can be counted: {units}.")
_TWICE = N_("This is chosen twice. Choose something else, or leave it empty.")
_REVERSED = N_("The first day lies after the last.")
_NOT_THERE = N_("This cannot be chosen. Choose one of these.")


@dataclass(kw_only=True)
class AskedTable:
    """What is asked, as far as it was understood, and what stands in the form.

    `narrowed` are the properties whose values are offered, chosen or not. `first` and `last` are
    the days as they stand in their fields. `question` leaves out what has an error.
    """

    visit: Visit
    question: Question
    narrowed: tuple[Dimension, ...] = ()
    by: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    everything: bool = False
    errors: Errors = field(default_factory=list)

    def address(
        self, question: Question | None = None, path: str = "/tables", **more: str | None
    ) -> str:
        """The address of this question or another one, on this page or another one."""
        return address_of(self.visit, question or self.question, path, **more)

    def query(self) -> dict[str, str | int | None]:
        """What stands behind the path of this page."""
        open_ones = [d.text for d in self.narrowed if d not in self.question.where]
        more = {NARROW: ",".join(open_ones), EVERYTHING: "yes" if self.everything else ""}
        return {**dict(self.question.pairs()), **more}


def address_of(visit: Visit, question: Question, path: str = "/tables", **more: str | None) -> str:
    """The address of a question; `more` stands behind it."""
    said = {name: text for name, text in more.items() if text}
    behind = f"&{urlencode(said, safe=_PLAIN)}" if said else ""
    return f"{visit.url(path)}?{question.text()}{behind}"


def question_in(visit: Visit, *, but: str = "") -> Question:
    """The question in the address, nothing forgiven. Raises as `question_of` does.

    `but` is one more name that is not of the question.
    """
    pairs = [pair for pair in visit.query.pairs if pair[0] not in {*_OF_THE_PAGE, but}]
    return question_of(pairs, visit.desk.schema)


def asked_in(visit: Visit) -> AskedTable:
    """What the address asks; what is wrong in it is told, and the rest is kept.

    Raises UnknownQuestionError without a unit.
    """
    try:
        question = question_in(visit)
    except QuestionError:
        return _read(visit, _texts_of(visit), by_form=False)
    return asked_of(visit, question)


def asked_of(visit: Visit, question: Question) -> AskedTable:
    """A question as it stands in the form, with the properties that the address has opened."""
    narrow = visit.query.get(NARROW).split(",")
    opened = [_dimension(text, UNITS[question.unit], visit) for text in narrow if text]
    return AskedTable(
        visit=visit,
        question=question,
        narrowed=tuple(dict.fromkeys((*question.where, *filter(None, opened)))),
        by=tuple(dimension.name for dimension in question.by),
        first=_said(question.first),
        last=_said(question.last),
        everything=visit.query.get(EVERYTHING) == "yes",
    )


def _texts_of(visit: Visit) -> "_Texts":
    """The parts of an address that cannot be understood as a whole."""
    asked = {name: visit.query.get(name) for name in visit.query.names()}
    by = [text for text in asked.get("by", "").split(",") if text]
    others = {*_OF_THE_PAGE, "unit", "by", "clock", "from", "to", "sure"}
    return _Texts(
        unit=asked.get("unit", ""),
        by=by,
        clock=asked.get("clock", ""),
        first=asked.get("from", ""),
        last=asked.get("to", ""),
        sure=asked.get("sure") == "yes",
        where={name: text.split(",") for name, text in asked.items() if name not in others},
        narrow="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """What was asked, part by part, not looked at yet."""

    unit: str
    by: list[str]
    clock: str
    first: str
    last: str
    sure: bool
    where: Mapping[str, list[str]]
    narrow: str


def asked_by_form(visit: Visit) -> AskedTable:
    """What the form asks. Raises UnknownQuestionError without a unit."""
    form = visit.form
    return _read(
        visit,
        _Texts(
            unit=form.get("unit"),
            by=[_with_scale(visit, at) for at in range(1, MOST_DIMENSIONS + 1)],
            clock=form.get("clock") if form.get("unit") == form.get("unit-was") else "",
            first=form.get("from"),
            last=form.get("to"),
            sure="yes" in form.all("sure"),
            where={text: form.all(f"where-{text}") for text in form.all("narrowed")},
            narrow=form.get(NARROW),
        ),
        by_form=True,
    )


def _with_scale(visit: Visit, at: int) -> str:
    """A dimension with its scale, if the scale was chosen for this one."""
    name, scale = visit.form.get(f"by-{at}"), visit.form.get(f"scale-{at}")
    return f"{name}@{scale}" if name and scale and visit.form.get(f"of-{at}") == name else name


def _read(visit: Visit, texts: _Texts, *, by_form: bool) -> AskedTable:
    """Understand part by part; each part that cannot be is told at its field.

    An address holds codes, so what else stands in one is not repeated.
    """
    unit = UNITS.get(texts.unit)
    if unit is None:
        raise UnknownQuestionError(part="unit")
    errors: Errors = []
    by = _dimensions(visit, texts.by, unit, errors)
    where, narrowed = _narrowing(visit, texts, unit, errors)
    first, last = (_bounds(visit, name, texts, errors) for name in ("from", "to"))
    begin, end = first.earliest if first else None, last.latest if last else None
    if begin is not None and end is not None and end < begin:
        errors.append(("from", visit.t(_REVERSED)))
        begin = end = None
    clock = texts.clock or next(iter(unit.clocks))
    if clock not in unit.clocks:
        errors.append(("clock", visit.t(_NOT_THERE)))
        clock = next(iter(unit.clocks))
    if not by_form and not errors:
        errors.append(("", visit.t(UnknownQuestionError(part="?"))))
    question = Question(
        unit=unit.name, by=by, where=where, clock=clock, first=begin, last=end,
        sure=texts.sure and bool(begin or end),
    )  # fmt: skip
    return AskedTable(
        visit=visit,
        question=question,
        narrowed=narrowed,
        by=tuple(text.partition("@")[0] for text in texts.by),
        first=texts.first if by_form else _said(begin),
        last=texts.last if by_form else _said(end),
        errors=errors,
    )


def _dimensions(
    visit: Visit, texts: Iterable[str], unit: Unit, errors: Errors
) -> tuple[Dimension, ...]:
    found: dict[str, Dimension] = {}
    for at, text in enumerate(texts, 1):
        if not text:
            continue
        if text.partition("@")[0] in found:
            errors.append((f"by-{at}", visit.t(_TWICE)))
            continue
        try:
            dimension = read_dimension(text, unit, visit.desk.schema)
            if dimension.type in unit.only_where:
                raise OnlyChosenError(dimension=dimension.name)
            found[dimension.name] = dimension
        except QuestionError as refusal:
            errors.append((f"by-{min(at, MOST_DIMENSIONS)}", _why(visit, refusal, text)))
    if len(found) > MOST_DIMENSIONS:
        too_many = TooManyDimensionsError(most=MOST_DIMENSIONS, count=len(found))
        errors.append((f"by-{MOST_DIMENSIONS}", visit.t(too_many)))
    return tuple(found.values())[:MOST_DIMENSIONS]


def _why(visit: Visit, refusal: KuagerError, text: str) -> str:
    """Why a property cannot be counted by, in words, and what to choose instead."""
    schema = visit.desk.schema
    prop = property_of(text.partition("@")[0], schema)
    if prop is None or not isinstance(refusal, (MixedUnitsError, OnlyChosenError)):
        return f"{visit.t(_NOT_THERE)} {visit.t(_LEAVE_OUT)}"
    facts = words_for(visit).refused(refusal.facts)
    units = [visit.t(UNIT_WORDS[one]) for one in others_that_reach(prop.name, schema)]
    why = visit.t(type(refusal)(**facts))
    return f"{why} {visit.t(_CHOOSE_UNIT, units=', '.join(units))}"


def _narrowing(
    visit: Visit, texts: _Texts, unit: Unit, errors: Errors
) -> tuple[dict[Dimension, tuple[str, ...]], tuple[Dimension, ...]]:
    """By which values it is narrowed, and the properties whose values are to be offered."""
    where: dict[Dimension, tuple[str, ...]] = {}
    offered: list[Dimension] = []
    for text, codes in texts.where.items():
        try:
            dimension = read_dimension(text, unit, visit.desk.schema)
        except QuestionError as refusal:
            errors.append(("unit", _why(visit, refusal, text)))
            continue
        offered.append(dimension)
        wanted = [("unit", unit.name), (text, ",".join(codes))]
        try:
            where.update(question_of(wanted, visit.desk.schema).where)
        except QuestionError:
            errors.append((f"where-{dimension.text}", visit.t(_NOT_THERE)))
    if texts.narrow:
        try:
            offered.append(read_dimension(texts.narrow, unit, visit.desk.schema))
        except QuestionError as refusal:
            errors.append((NARROW, _why(visit, refusal, texts.narrow)))
    return where, tuple(dict.fromkeys(offered))


def _dimension(text: str, unit: Unit, visit: Visit) -> Dimension | None:
    try:
        return read_dimension(text, unit, visit.desk.schema)
    except QuestionError:
        return None


def _bounds(visit: Visit, name: str, texts: _Texts, errors: Errors) -> UncertainDate | None:
    text = texts.first if name == "from" else texts.last
    if not text:
        return None
    try:
        return read_date(edtf_of(text))
    except KuagerError as refusal:
        errors.append((name, visit.t(refusal)))
        return None


def _said(day: date | None) -> str:
    return "" if day is None else day.isoformat()
