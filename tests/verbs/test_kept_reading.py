"""What was read is kept until something new is said of it, and never longer; documents as well."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from tests.verbs.counted import put
from tests.verbs.desks import DAY, clock_of, tell, uid
from tests.verbs.stories import add, development, person_of, record, story
from tests.verbs.test_counting_kept import World

from kuager.model.statement import Value, retract, say
from kuager.store.kept import KeptRecords
from kuager.store.projection import Projector
from kuager.verbs import checking, checking_known, manuscripts
from kuager.verbs.checking import check_report
from kuager.verbs.consents import withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import make_report, read_report
from kuager.verbs.overrides import override_finding
from kuager.verbs.records import restrict_case
from kuager.verbs.sending import readiness_of

ROUNDS = 40
REVIEW = {"country": "KAZ", "period": "2024"}
Counting = Callable[[Any, str], Counter[str]]


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """Counts from now on how often a function of a module or class is called."""
    counts: Counter[str] = Counter()

    def count(owner: Any, name: str) -> Counter[str]:
        own = getattr(owner, name)

        def counted(*args: object, **named: object) -> object:
            counts[name] += 1
            return own(*args, **named)

        monkeypatch.setattr(owner, name, counted)
        return counts

    return count


@pytest.fixture
def review(desk: Desk) -> str:
    """An annual review with one development that others published."""
    development(desk, "ev-1")
    return start_report(desk, outline="annual-review", facts=REVIEW)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_change_a_record_is_read_as_it_stands(desk: Desk, seed: int) -> None:
    """Said, withdrawn, merged, separated, restricted: record and history are those of the log."""
    world = World(desk, seed)
    everybody = [*world.cases, *world.events, *world.persons, *world.acts, *world.doers]
    for _ in range(ROUNDS):
        world.change()
        for one in everybody:
            kept = desk.view.record(one), desk.view.record(one, shut=True), desk.view.history(one)
            desk.store.projector.read = KeptRecords()
            read = desk.view.record(one), desk.view.record(one, shut=True), desk.view.history(one)
            assert kept == read
        for one in everybody:  # all of it is in memory when the next thing happens
            desk.view.record(one)
            desk.view.history(one)


def test_a_record_is_folded_once_until_something_is_said_of_it(
    desk: Desk, counting: Counting
) -> None:
    """What is said of another record does not count."""
    one, other = put(desk, "event"), put(desk, "event")
    calls = counting(Projector, "cells_of")

    desk.view.record(one)
    desk.view.record(one)
    tell(desk, say(other, "event.kind", "incident"))
    desk.view.record(one)
    assert 1 == calls["cells_of"]

    tell(desk, say(one, "event.kind", "incident"))
    assert "incident" == desk.view.record(one).get("event.kind")  # type: ignore[union-attr]
    assert 2 == calls["cells_of"]


def test_a_record_that_was_not_there_is_found_when_it_is_made(desk: Desk) -> None:
    """To have asked too early does no harm, nor does a change that fails."""
    made = desk.store.new_id()
    assert desk.view.record(made) is None
    assert [] == desk.view.history(made)
    with pytest.raises(RuntimeError), desk.changing("fails"):  # noqa: PT012 - one change
        desk.say([say(made, "event.kind", "incident")])
        assert desk.view.record(made) is not None
        raise RuntimeError
    assert desk.view.record(made) is None

    tell(desk, say(made, "event.kind", "speech"))

    assert "speech" == desk.view.record(made).get("event.kind")  # type: ignore[union-attr]


def test_a_history_that_was_handed_out_is_the_readers_own(desk: Desk) -> None:
    """Whoever empties it takes nothing from the next reader."""
    one = put(desk, "event", kind="incident")
    told = desk.view.history(one)
    told.clear()

    assert desk.view.history(one)


def test_of_so_many_records_it_is_kept_how_they_were_read() -> None:
    """What was not used for longest goes first."""
    kept, made = KeptRecords(), list[int]()
    for number in range(9_000):
        kept.get(number.to_bytes(16), "record", object)
    kept.get((8_999).to_bytes(16), "record", lambda: made.append(1))
    kept.get((0).to_bytes(16), "record", lambda: made.append(2))

    assert [2] == made


def test_read_checked_and_sent_a_document_is_made_once(
    desk: Desk, review: str, counting: Counting
) -> None:
    """Nor is it searched twice for the same findings."""
    counting(manuscripts, "_make")
    calls = counting(checking, "_found")

    read_report(desk, code=review, language="en")
    check_report(desk, code=review, language="en")
    readiness_of(desk, make_report(desk, review, "en"))
    assert {"_make": 1, "_found": 1} == calls

    tell(desk, say(uid(desk, "event", "ev-1"), "event.remarks", "Asked again."))
    check_report(desk, code=review, language="en")
    assert {"_make": 2, "_found": 2} == calls


def test_letting_a_finding_pass_makes_no_document_anew(
    desk: Desk, review: str, counting: Counting
) -> None:
    """It counts at once all the same."""
    add(desk, uid(desk, "event", "ev-1"), "event", wording_en="Call +7 701 555 01 23 at once.")
    before = check_report(desk, code=review).open
    counting(manuscripts, "_make")
    calls = counting(checking, "_found")

    override_finding(desk, code=review, key=before[0].key, reason="It is printed.", by="M-8")

    assert len(before) - 1 == len(check_report(desk, code=review).open)
    assert {} == calls


def test_what_may_not_be_told_any_more_is_gone_at_once(desk: Desk) -> None:
    """An answer withdrawn, a case restricted, a wording withdrawn: the next look lacks it."""
    holders = [story(desk, "anonymised", f"ev-{n}", wording_en=f"Number {n}.") for n in (1, 2)]
    last = development(desk, "ev-3", wording_en="Number 3.")
    code = start_report(desk, outline="annual-review", facts=REVIEW)

    def told() -> set[str]:
        texts = [str(one.block) for one in read_report(desk, code=code).laid.placed]
        return {str(n) for n in (1, 2, 3) if any(f"Number {n}." in text for text in texts)}

    assert {"1", "2", "3"} == told()
    withdraw_consent(desk, case=holders[0], person=f"P-{holders[0]}")
    assert {"2", "3"} == told()
    restrict_case(desk, code=holders[1])
    assert {"3"} == told()
    [wording] = [t for t in desk.view.history(last) if t.property == "event.wording" and t.stands]
    tell(desk, retract(last, "event.wording", wording.id))
    assert set() == told()


def test_tomorrow_a_document_is_made_anew(desk: Desk, review: str, counting: Counting) -> None:
    """Answers end on a day, whatever is said."""
    calls = counting(manuscripts, "_make")
    read_report(desk, code=review)
    clock_of(desk).now += DAY
    read_report(desk, code=review)

    assert 2 == calls["_make"]


def test_only_some_documents_are_kept(desk: Desk, review: str, counting: Counting) -> None:
    """The one that was not read for longest is made anew."""
    calls = counting(manuscripts, "_make")
    for language in ("en", "ru", "kk", "", "en", "en", "kk"):
        read_report(desk, code=review, language=language)
    assert 4 == calls["_make"]
    others = [start_report(desk, outline="annual-review", facts=REVIEW) for _ in "1234"]
    calls.clear()

    for code in (review, *others, review):
        read_report(desk, code=code)

    assert 6 == calls["_make"]


def test_names_are_compiled_once_until_a_person_changes(
    desk: Desk, review: str, counting: Counting
) -> None:
    """Other records change as they like."""
    holder = story(desk, "anonymised", "ev-other", date="2019-01")
    calls = counting(checking_known, "_people")

    check_report(desk, code=review)
    tell(desk, say(uid(desk, "event", "ev-1"), "event.remarks", "Asked again."))
    check_report(desk, code=review)
    start_report(desk, outline="annual-review", facts=REVIEW)
    check_report(desk, code=review)
    assert 1 == calls["_people"]

    person_of(desk, holder, "P-n", "Ботагөз Жанаева")
    check_report(desk, code=review)
    assert 2 == calls["_people"]


def test_a_source_is_confided_as_soon_as_anything_says_so(desk: Desk) -> None:
    """Withheld, sensitive, told by a person, of a case, naming somebody: each alone is enough."""
    said: tuple[dict[str, Value], ...] = (
        {"withheld": True},
        {"sensitivity": "secret"},
        {"person": desk.store.new_id(), "link": None},
        {"case": desk.store.new_id(), "link": None},
        {"names_private_person": True},
    )
    for number, facts in enumerate(said):
        title = f"Testimony number {number} of somebody"
        link = f"https://example.org/secret-{number}"
        record(desk, "source", f"s-{number}", **{"title_en": title, "link": link, **facts})
    record(desk, "source", "s-open", title_en="An open page of anybody", link="https://a.example/")

    known = checking_known.known_of(desk)

    assert {"s-0", "s-1", "s-2", "s-3"} == {code for code, _ in known.withheld.values()}
    assert {"s-0", "s-1", "s-4"} == set(known.naming_links.values())
