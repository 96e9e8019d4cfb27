"""The register of published numbers: what left, what was typed in, and letting a table out."""

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.dates import read_date
from kuager.model.published import TOTAL, Key
from kuager.model.question import Question, question_of, read_question
from kuager.model.written_dates import edtf_of
from kuager.verbs.earlier_figures import (
    EarlierFigure,
    NoBaseTypedError,
    NothingTypedError,
    UnreadableNumberError,
    categories_of,
    enter_earlier_figure,
)
from kuager.verbs.gate import TABLE_USES, table_use, weigh_table
from kuager.verbs.gate_rule import (
    least_in_text,
    rounding_in_text,
    set_threshold,
    threshold_in_force,
)
from kuager.verbs.mends import mends_for
from kuager.verbs.records import list_records
from kuager.verbs.register import (
    Registered,
    list_register,
    show_registered,
    strike_earlier_figure,
)
from kuager.verbs.releasing import release_table, table_file
from kuager.verbs.table_choices import USUAL_QUESTIONS
from kuager.web.gate_panel import (
    LOOK,
    MERGE,
    ROUNDING,
    USE,
    cell_words,
    rounding_in,
    rule_words,
    terms_of,
    told_words,
)
from kuager.web.routes.route import Route, both
from kuager.web.table_words import caption, heading, words_for
from kuager.web.value_words import Words
from kuager.web.visit import Visit

Errors = list[tuple[str, str]]
_ORIGINS = {
    "ours": N_("ours"),
    "before": N_("published before, typed in"),
    "partner": N_("of a partner, typed in"),
}
RECIPIENT = "recipient"
_OF_THE_FORM = frozenset(
    {RECIPIENT, USE, ROUNDING, MERGE, "base", "day", "partner", "source", "shown"}
)
_CELL = "n|"
_BETWEEN = "|"


def show_register(visit: Visit) -> Response:
    """Every table that was published, the newest first; and the rule of this house."""
    errors: Errors = _ruled(visit) if visit.sent else []
    if visit.sent and not errors:
        visit.tell(N_("Saved."))
        return visit.see("/register")
    words = Words(visit.desk, visit.language)
    return visit.page(
        "register.html",
        status=422 if errors else 200,
        rows=[_row(visit, words, one) for one in list_register(visit.desk)],
        least=visit.form.get("least") if errors else threshold_in_force(visit.desk),
        errors=errors,
    )


def _ruled(visit: Visit) -> Errors:
    try:
        set_threshold(visit.desk, threshold=visit.form.get("least"))
    except KuagerError as refusal:
        return [("least", visit.t(refusal))]
    return []


def _row(visit: Visit, words: Words, one: Registered) -> list[object]:
    return [
        (one.code, visit.url(f"/register/{one.code}")),
        caption(visit, one.question),
        words.value("release.released_on", one.released_on),
        visit.t(N_("struck out")) if one.struck else visit.t(_ORIGINS[one.table.origin]),
        ", ".join(words.value("release.recipient", uid) for uid in one.recipients) or None,
    ]


def show_one(visit: Visit) -> Response:
    """One published table: its numbers as they were told, whose they are, to whom they went."""
    one = show_registered(visit.desk, code=visit.path["code"])
    words = Words(visit.desk, visit.language)
    return visit.page(
        "register_one.html",
        one=one,
        heading=heading(visit, one.question),
        caption=caption(visit, one.question),
        facts=_facts(visit, words, one),
        cells=_cells(visit, one),
        again=visit.url("/tables", **dict(one.question.pairs())),
        reasons=[
            (term.id, words.of(term.label))
            for term in visit.desk.schema.vocabularies["struck_reason"].terms.values()
        ],
    )


def _cells(visit: Visit, one: Registered) -> list[tuple[str, str]]:
    """Which number, and what was told of it."""
    told = sorted(one.table.cells.items(), key=lambda cell: _order(one, cell[0]))
    return [
        (
            cell_words(visit, one.question, key),
            told_words(visit, cell, one.table.unit, one.rule),
        )
        for key, cell in told
    ]


def _facts(visit: Visit, words: Words, one: Registered) -> list[tuple[str, str]]:
    rows = [
        (visit.t(N_("Whose")), visit.t(_ORIGINS[one.table.origin])),
        (words.label("release.released_on"), words.value("release.released_on", one.released_on)),
    ]
    for name, value in (
        ("release.use", one.use),
        ("release.published_by", one.published_by),
        ("release.told_in", one.told_in),
        ("release.struck_reason", one.struck),
    ):
        if value:
            rows.append((words.label(name), words.value(name, value)))
    if one.recipients:
        said = ", ".join(words.value("release.recipient", uid) for uid in one.recipients)
        rows.append((words.label("release.recipient"), said))
    if one.rule:
        said = rule_words(visit, least_in_text(one.rule), rounding_in_text(one.rule))
        rows.append((words.label("release.rule"), said))
    if one.left_out:
        rows.append((visit.t(N_("Left out because of consent")), str(one.left_out)))
    return rows


def _order(one: Registered, key: Key) -> list[int]:
    """The place of a cell in reading order: categories as they stand, the total last."""
    return [
        len(axis.categories) if code == TOTAL else axis.categories.index(code)
        for axis, code in zip(one.table.axes, key, strict=True)
    ]


def take_file(visit: Visit) -> Response:
    """The same numbers once more as a file: they are public, and stand in the register."""
    one = show_registered(visit.desk, code=visit.path["code"])
    data = table_file(one.table, one.rule, practice=one.practice)
    return visit.file(data, name=f"table-{one.code}.csv", kind="text/csv; charset=utf-8")


def let_out(visit: Visit) -> Response:
    """Let out what may leave of the table in the form; then its page in the register."""
    found = release_table(
        visit.desk,
        question=_question(visit, visit.form.pairs),
        use=visit.form.get(USE) or TABLE_USES[0],
        rounding=rounding_in(visit.form.get(ROUNDING)),
        merge=visit.form.get(MERGE),
        recipients=tuple(visit.form.get(RECIPIENT).replace(",", " ").split()),
    )
    visit.tell(N_("The table is in the register now. Download it here."))
    return visit.see(f"/register/{found.code}")


def look(visit: Visit) -> Response:
    """Weigh a large table; it is work that shows how far it is, and then the page of the table."""
    if not visit.sent:
        asked = visit.house.results.pop("weighed", None)
        pairs = asked if isinstance(asked, dict) else {}
        return visit.see("/tables", **pairs)
    question = _question(visit, visit.form.pairs)
    use = table_use(visit.form.get(USE) or TABLE_USES[0])
    rounding, merge = rounding_in(visit.form.get(ROUNDING)), visit.form.get(MERGE)
    terms = dict(terms_of(use, rounding, merge))
    visit.house.results["weighed"] = {**dict(question.pairs()), **terms, LOOK: "yes"}
    visit.house.begin(
        visit.t(N_("Looking what could be computed")),
        "/register/look",
        lambda desk: mends_for(
            desk,
            weigh_table(desk, question=question, use=use, rounding=rounding, merge=merge),
        ),
    )
    return visit.see("/register/look")


def strike(visit: Visit) -> Response:
    """Strike out a figure that was typed in by mistake."""
    code = visit.path["code"]
    strike_earlier_figure(visit.desk, code=code, reason=visit.form.get("reason"))
    visit.tell(N_("Struck out. It stays visible and counts no more."))
    return visit.see(f"/register/{code}")


def enter(visit: Visit) -> Response:
    """Type in a figure that was published before, or by a partner."""
    if not visit.query.get("unit"):
        usual = [read_question(text, visit.desk.schema) for text in USUAL_QUESTIONS]
        return visit.page(
            "register_begin.html",
            usual=[
                (heading(visit, one), visit.url("/register/new", **dict(one.pairs())))
                for one in usual
            ],
        )
    question = _question(visit, visit.query.pairs)
    errors: Errors = []
    if visit.sent:
        code = _entered(visit, question, errors)
        if code:
            visit.tell(N_("Entered. Every later table is checked against it."))
            return visit.see(f"/register/{code}")
    return _form(visit, question, errors)


def _question(visit: Visit, pairs: tuple[tuple[str, str], ...]) -> Question:
    """The question among the fields of an address or a form."""
    asked = [pair for pair in pairs if pair[0] not in _OF_THE_FORM and _BETWEEN not in pair[0]]
    return question_of(asked, visit.desk.schema)


def _entered(visit: Visit, question: Question, errors: Errors) -> str:
    """Save what was typed; empty if it cannot be understood."""
    form = visit.form
    cells = {
        tuple(name.split(_BETWEEN)[1:]): text
        for name, text in form.pairs
        if name.startswith(_CELL) and text.strip()
    }
    try:
        day = read_date(edtf_of(form.get("day"))).earliest
    except KuagerError as refusal:
        errors.append(("day", visit.t(refusal)))
        return ""
    figure = EarlierFigure(
        question=question,
        published_on=day or visit.desk.today,
        base=form.get("base"),
        cells=cells,
        partner=form.get("partner"),
        source=form.get("source"),
    )
    try:
        return enter_earlier_figure(visit.desk, figure=figure)
    except (NothingTypedError, NoBaseTypedError) as refusal:
        errors.append(("base", visit.t(refusal)))
    except UnreadableNumberError as refusal:
        errors.append((_field_of(visit, str(refusal.facts["typed"])), visit.t(refusal)))
    except KuagerError as refusal:
        errors.append(("partner", visit.t(refusal)))
    return ""


def _field_of(visit: Visit, typed: str) -> str:
    """The field in which something was typed."""
    return next((name for name, text in visit.form.pairs if text.strip() == typed), "base")


def _form(visit: Visit, question: Question, errors: Errors) -> Response:
    form = visit.form
    words = words_for(visit)
    groups = []
    for place, dimension in enumerate(question.by):
        fields = []
        for code in categories_of(dimension, question, visit.desk.schema):
            key = [code if at == place else TOTAL for at in range(len(question.by))]
            name = _CELL + _BETWEEN.join(key)
            fields.append((name, words.category(dimension, code), form.get(name)))
        groups.append((words.dimension(dimension, question.unit), fields))
    return visit.page(
        "register_new.html",
        status=422 if errors else 200,
        heading=heading(visit, question),
        caption=caption(visit, question),
        action=visit.url("/register/new", **dict(question.pairs())),
        groups=groups,
        typed={name: form.get(name) for name in ("base", "day", "partner", "source")},
        partners=_named(visit, "organisation"),
        sources=_named(visit, "source"),
        errors=errors,
        error=dict(errors),
    )


def _named(visit: Visit, type_name: str) -> list[tuple[str, str]]:
    """The codes of a type, each with the words by which one knows it."""
    words = Words(visit.desk, visit.language)
    found = list_records(visit.desk, type_name=type_name)
    return [(one.code, words.with_code(one)) for one in found]


ROUTES = (
    *both("/register", show_register),
    Route("POST", "/register/release", let_out),
    *both("/register/look", look),
    *both("/register/new", enter),
    Route("GET", "/register/{code}", show_one),
    Route("GET", "/register/{code}/table", take_file),
    Route("POST", "/register/{code}/strike", strike),
)
