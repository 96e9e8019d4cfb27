"""One limit: as it is shipped, how sure it is, and a rule of one's own in its place."""

from starlette.responses import Response

from kuager import N_
from kuager.verbs.desk import UnknownTermError
from kuager.verbs.limits import (
    UNITS,
    NoSuchNumberError,
    OwnLimit,
    limits_in_force,
    restore_limit,
    set_limit,
    shipped_limit,
)
from kuager.verbs.records import NothingSaidError
from kuager.web.ladder_words import said_limit
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

Errors = list[tuple[str, str]]


def show_limit(visit: Visit) -> Response:
    """A limit, and the form of a rule that takes its place."""
    limit = visit.path["limit"]
    shipped = shipped_limit(limit)
    errors: Errors = _set(visit, limit) if visit.sent else []
    if visit.sent and not errors:
        visit.tell(N_("Saved."))
        return visit.see(f"/limits/{limit}")
    words, now = Words(visit.desk, visit.language), limits_in_force(visit.desk)[limit]
    typed = visit.form if visit.sent else None
    return visit.page(
        "limit.html",
        status=422 if errors else 200,
        limit=limit,
        shipped=said_limit(words, shipped),
        now=said_limit(words, now),
        units=[(unit, words.term("rule_unit", unit)) for unit in UNITS],
        marks=[(mark, words.term("rule_mark", mark)) for mark in ("verified", "memory")],
        count=typed.get("count") if typed else now.count,
        unit=typed.get("unit") if typed else now.unit,
        mark=typed.get("mark") if typed else "verified",
        origin=typed.get("origin") if typed else "",
        link=typed.get("link") if typed else "",
        words=words,
        errors=errors,
        faults=dict(errors),
    )


def _set(visit: Visit, limit: str) -> Errors:
    form = visit.form
    own = OwnLimit(
        count=form.get("count"),
        unit=form.get("unit"),
        mark=form.get("mark"),
        origin=form.get("origin"),
        link=form.get("link"),
    )
    try:
        set_limit(visit.desk, limit=limit, own=own)
    except NoSuchNumberError as refusal:
        return [("count", visit.t(refusal))]
    except NothingSaidError:
        return [("origin", visit.t(N_("Say where you read it: law and article.")))]
    except UnknownTermError:
        return [("unit", visit.t(N_("Choose a unit and a mark.")))]
    return []


def restore(visit: Visit) -> Response:
    """The shipped limit counts again."""
    limit = visit.path["limit"]
    restore_limit(visit.desk, limit=limit)
    visit.tell(N_("Your own rule is withdrawn; the shipped limit counts again."))
    return visit.see(f"/limits/{limit}")


ROUTES = (
    *both("/limits/{limit}", show_limit),
    Route("POST", "/limits/{limit}/restore", restore),
)
