"""Settings: who is in the house, its circles and rules, when it locks, its own fields and lists."""

from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.lang import LANGUAGES, words_of
from kuager.verbs.additions import (
    AdditionError,
    add_to_schema,
    check_addition,
    list_additions,
)
from kuager.verbs.keeping import (
    FEWEST_IDLE,
    MOST_IDLE,
    add_member,
    idle_minutes,
    keep_idle_minutes,
    list_circles,
)
from kuager.verbs.papers import text_of
from kuager.verbs.records import list_records
from kuager.web.kept import work
from kuager.web.linted import in_words
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY: Final = 422
_FITTING: Final = N_("Making the tables fit")
_RULE: Final = ("body", "kind", "value", "unit", "as_of", "mark")
EXAMPLE: Final = """vocabularies:
  own_weather:
    label: {en: Weather, ru: Погода, kk: Ауа райы}
    terms:
      - {id: rain, label: {en: Rain, ru: Дождь, kk: Жаңбыр}}
      - {id: dry, label: {en: Dry, ru: Сухо, kk: Құрғақ}}
properties:
  event:
    own_weather:
      kind: term
      vocabulary: own_weather
      half: casework
      sensitivity: 1
      label: {en: Weather, ru: Погода, kk: Ауа райы}
      hint: {en: As people remember it., ru: Как помнят люди., kk: Адамдардың есінде қалғаны.}
terms:
  event_kind:
    - {id: own-flash-mob, label: {en: Flash mob, ru: Флешмоб, kk: Флешмоб}}
"""


def show_settings(visit: Visit) -> Response:
    """What can be set, and when the pages lock."""
    return _settings(visit, "")


def _settings(visit: Visit, fault: str) -> Response:
    return visit.page(
        "settings.html",
        status=_FAULTY if fault else 200,
        minutes=visit.form.get("minutes") or idle_minutes(visit.desk),
        fewest=FEWEST_IDLE,
        most=MOST_IDLE,
        fault=fault,
    )


def keep_idle(visit: Visit) -> Response:
    """Another number of minutes; in force at once."""
    typed = visit.form.get("minutes")
    try:
        keep_idle_minutes(visit.desk, minutes=int(typed) if typed.isdecimal() else 0)
    except KuagerError as refusal:
        return _settings(visit, visit.t(refusal))
    visit.house.tell_idle(idle_minutes(visit.desk))
    visit.tell(N_("The pages lock after {minutes} minutes without work."), minutes=int(typed))
    return visit.see("/settings")


def show_members(visit: Visit) -> Response:
    """Everybody who is named in this vault."""
    return _members(visit, "")


def _members(visit: Visit, fault: str) -> Response:
    words = Words(visit.desk, visit.language)
    names = ("handle", "role", "language", "since", "until")
    rows = []
    for record in list_records(visit.desk, type_name="member"):
        told = []
        for name in names:
            values = record.every(f"member.{name}")
            told.append(", ".join(words.value(f"member.{name}", one) for one in values) or None)
        rows.append([(record.code, visit.url(f"/record/member/{record.code}")), *told])
    roles = visit.desk.schema.vocabularies["member_role"].terms.values()
    return visit.page(
        "settings_members.html",
        status=_FAULTY if fault else 200,
        heads=[words.label(f"member.{name}") for name in ("code", *names)],
        rows=rows,
        labels={name: words.label(f"member.{name}") for name in names},
        roles=[(role.id, words.of(role.label)) for role in roles],
        spoken=[(code, words_of(code).name) for code in LANGUAGES],
        typed=visit.form,
        fault=fault,
    )


def save_member(visit: Visit) -> Response:
    """Enter a colleague."""
    try:
        code = add_member(
            visit.desk,
            handle=visit.form.get("handle"),
            roles=visit.form.all("role"),
            languages=[one for one in visit.form.all("language") if one in LANGUAGES],
        )
    except KuagerError as refusal:
        return _members(visit, visit.t(refusal))
    visit.tell(N_("{code} is entered. This opens nothing for anybody."), code=code)
    return visit.see("/settings/members")


def show_circles(visit: Visit) -> Response:
    """Who may read what, by keys."""
    words = Words(visit.desk, visit.language)
    rows = [
        [
            words.term("circle_kind", circle.kind),
            ", ".join(circle.writers),
            circle.epochs,
            visit.t(N_("yes")) if circle.held else visit.t(N_("no")),
        ]
        for circle in list_circles(visit.desk)
    ]
    return visit.page("settings_circles.html", rows=rows)


def show_rules(visit: Visit) -> Response:
    """Limits and deadlines of bodies, each with its day and its mark."""
    words = Words(visit.desk, visit.language)
    rows = []
    for record in list_records(visit.desk, type_name="rule"):
        told = [words.first(record, f"rule.{name}") or None for name in _RULE]
        rows.append([(record.code, visit.url(f"/record/rule/{record.code}")), *told])
    heads = [words.label(f"rule.{name}") for name in ("code", *_RULE)]
    return visit.page("settings_rules.html", heads=heads, rows=rows)


def show_fields(visit: Visit) -> Response:
    """Own fields and lists: those in force, and the way to bring more."""
    return _fields(visit)


def _fields(
    visit: Visit, *, text: str = "", problems: tuple[str, ...] = (), adds: tuple[str, ...] = ()
) -> Response:
    words = Words(visit.desk, visit.language)
    rows = [
        [
            one.code,
            words.value("addition.added_on", one.added_on) if one.added_on else None,
            "; ".join(one.adds) or None,
            visit.t(N_("yes")) if one.in_force else visit.t(N_("no")),
        ]
        for one in list_additions(visit.desk)
    ]
    return visit.page(
        "settings_fields.html",
        status=_FAULTY if problems else 200,
        rows=rows,
        text=text,
        problems=[in_words(problem, visit.t) for problem in problems],
        adds=adds,
        example=EXAMPLE,
    )


def take_fields(visit: Visit) -> Response:
    """Judge what was pasted or brought; put it in force once it was seen."""
    upload, text = visit.files.get("file"), visit.form.get("text")
    try:
        if upload is not None and upload.data:
            text = text_of(upload.data, upload.name)
        text = "\n".join(text.splitlines())
        adds = check_addition(visit.desk, text=text)
    except AdditionError as refusal:
        return _fields(visit, text=text, problems=refusal.problems)
    except KuagerError as refusal:
        return _fields(visit, text=text, problems=(visit.t(refusal),))
    if visit.form.get("do") != "add":
        return _fields(visit, text=text, adds=adds)
    seen = text

    def put(found: object) -> None:
        if isinstance(found, KuagerError):
            visit.session.told.append((found.text, found.facts))
        else:
            visit.tell(N_("The own fields and lists are in force."))

    after = "/settings/fields"
    return work(visit, _FITTING, after, lambda desk: add_to_schema(desk, text=seen), put)


ROUTES = (
    Route("GET", "/settings", show_settings),
    Route("POST", "/settings/idle", keep_idle),
    Route("GET", "/settings/members", show_members),
    Route("POST", "/settings/members", save_member),
    Route("GET", "/settings/circles", show_circles),
    Route("GET", "/settings/rules", show_rules),
    Route("GET", "/settings/fields", show_fields),
    Route("POST", "/settings/fields", take_fields),
)
