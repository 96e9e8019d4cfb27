"""The rules in force, from a real vault: shipped, replaced, added, and a document by them."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.verbs.desks import tell, uid
from tests.verbs.stories import development, record

from kuager.formats.reports.pdf import Pdf
from kuager.model.statement import say
from kuager.verbs.checking import check_report
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import make_report
from kuager.verbs.records import NothingSaidError
from kuager.verbs.rulebook import (
    OwnRule,
    RuleValueError,
    list_rules,
    read_bounds,
    restore_rule,
    rules_in_force,
    set_rule,
)

NOTE = "Information note of the 88th session"


def own(**more: object) -> OwnRule:
    """What somebody read in a note."""
    said = {"value": "7000", "unit": "words", "mark": "verified", "origin": NOTE, **more}
    return OwnRule(**said)  # type: ignore[arg-type]


def test_a_rule_of_ones_own_takes_the_place(desk: Desk) -> None:
    """Value, mark and origin are ours; body, stage and kind stay; withdrawn, the shipped counts."""
    set_rule(desk, code="cat-session-length", own=own())
    ours = rules_in_force(desk)["cat-session-length"]
    restore_rule(desk, code="cat-session-length")
    again = rules_in_force(desk)["cat-session-length"]

    assert ("7000", "verified", NOTE, True) == (ours.value, ours.mark, ours.origin, ours.own)
    assert ("cat/session", "length") == (ours.key, ours.kind)
    assert ("5000", "memory", False) == (again.value, again.mark, again.own)


def test_a_rule_is_added(desk: Desk) -> None:
    """A body that nobody shipped a rule for gets one."""
    set_rule(desk, code="eu-dialogue", own=own(body="eu", stage="dialogue", kind="length"))

    assert ["eu/dialogue"] == [rule.key for rule in list_rules(desk) if rule.id == "eu-dialogue"]


@pytest.mark.parametrize("value", ["", "many", "-3", "0"])
def test_a_length_is_a_number(desk: Desk, value: str) -> None:
    """Anything else is refused and nothing is saved."""
    with pytest.raises(RuleValueError):
        set_rule(desk, code="cat-session-length", own=own(value=value))

    assert not rules_in_force(desk)["cat-session-length"].own


def test_a_rule_says_where_it_stands(desk: Desk) -> None:
    """Without an origin it is not kept."""
    with pytest.raises(NothingSaidError):
        set_rule(desk, code="cat-session-length", own=own(origin=" "))


def test_a_limit_of_a_complaint_is_no_rule_of_a_document(desk: Desk) -> None:
    """The rules that ladders count by have no body and stay apart."""
    made = desk.store.new_id()
    tell(desk, say(made, "rule.code", "kz-register-24h"), say(made, "rule.value", "24"))

    assert "kz-register-24h" not in rules_in_force(desk)


def test_a_document_is_counted_by_the_rules_of_its_body(desk: Desk) -> None:
    """The UPR: words without notes, six months back from the session; the marks go along."""
    development(desk, "ev-1")
    record(desk, "organisation", "org-1", name_en="An initiative")
    facts = {"country": "KAZ", "period": "2024", "author": "org-1"}
    code = start_report(desk, outline="upr-joint", facts=facts)
    tell(desk, say(uid(desk, "report", code), "report.session_opens", "2025-11-03"))

    found = read_bounds(desk, code=code)

    (budget,) = found.budgets
    assert (5630, "memory") == (budget.most, budget.rule.mark)
    assert budget.used is not None
    (due,) = found.deadlines
    assert ("2025-05-03", 63) == (due.day.isoformat(), due.days_left)


def test_the_last_check_counts_by_the_rulebook(desk: Desk) -> None:
    """A document longer than its body allows is a finding, until the rule or the text changes."""
    development(desk, "ev-1")
    record(desk, "organisation", "org-1", name_en="An initiative")
    facts = {"country": "KAZ", "period": "2024", "author": "org-1"}
    code = start_report(desk, outline="upr-joint", facts=facts)
    before = {one.check for one in check_report(desk, code=code).findings}

    set_rule(desk, code="upr-joint-length", own=own(value="1", mark="memory"))
    after = {one.check: one.mend for one in check_report(desk, code=code).findings}
    set_rule(desk, code="upr-joint-length", own=own(value="1"))
    sure = {one.check: one.mend for one in check_report(desk, code=code).findings}

    assert {"too-long"} == after.keys() - before
    assert "from memory" in after["too-long"]
    assert "from memory" not in sure["too-long"]


def test_pages_are_those_of_the_file(desk: Desk) -> None:
    """Where a body counts pages, the document is set and its pages are counted."""
    development(desk, "ev-1")
    record(desk, "organisation", "org-1", name_en="An initiative")
    facts = {"country": "KAZ", "period": "2024", "author": "org-1"}
    code = start_report(desk, outline="upr-joint", facts=facts)
    set_rule(desk, code="upr-joint-length", own=own(value="10", unit="pages"))

    (budget,) = read_bounds(desk, code=code).budgets
    file = Pdf().write(make_report(desk, code).laid.report)

    assert (10, len(PdfReader(BytesIO(file)).pages)) == (budget.most, budget.used)
