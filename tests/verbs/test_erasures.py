"""Erasing: seen first, hidden at once, carried out later, finished after a crash, and for good."""

from pathlib import Path

import pytest
from tests.verbs.desks import DAY, HOUR, case, clock_of, desk_again, findings, tell, uid
from tests.verbs.stories import add, cut, person_of, record, review, story
from tests.verbs.tables import PEOPLE, table, take_in

from kuager.model.statement import say
from kuager.store import erasing, rewrite
from kuager.verbs import erasures
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk, UnknownRecordError, UnknownTermError
from kuager.verbs.erasures import (
    HeldError,
    NotRequestedError,
    TooEarlyError,
    carry_out_erasure,
    preview_erasure,
    request_erasure,
    resume_erasures,
)
from kuager.verbs.evidence import add_evidence, sweep_evidence
from kuager.verbs.imports import undo_import
from kuager.verbs.records import (
    list_records,
    merge_records,
    reopen_case,
    restrict_case,
    search_records,
    show_record,
)
from kuager.verbs.vaults import back_up_vault, describe_vault, rebuild_vault

GONE = ("dragonfly", "стрекоз", "Үлгіқызы", "Blue Whale", "came to pass")
SECOND = "In May, a second thing happened."
TYPES = ("case", "event", "person", "act", "consent", "evidence", "block")


def reason(desk: Desk) -> str:
    """Some reason to erase."""
    return next(iter(desk.schema.vocabularies["erasure_reason"].terms))


def sooner(desk: Desk) -> str:
    """Some reason not to wait."""
    return next(iter(desk.schema.vocabularies["erasure_sooner"].terms))


def whole_case(desk: Desk, tmp_path: Path, *, answer: str = "yes") -> str:
    """A case with story, person, consent, event, act, evidence and a paragraph in an edition."""
    holder = story(desk, answer, "ev-1", narrative="A dragonfly over the Blue Whale")
    tell(desk, say(uid(desk, "case", holder), "case.remarks", "стрекозы"))
    act = record(desk, "act", "act-1", event=uid(desk, "event", "ev-1"))
    add(desk, act, "act", victim=uid(desk, "person", f"P-{holder}"), venue="Blue Whale")
    photo = tmp_path / "dragonfly.png"
    photo.write_bytes(b"a photograph of a dragonfly" * 99)
    add_evidence(desk, file=photo, case=holder)
    review(desk, tmp_path / "chapter", replace=True)
    return holder


def shown(desk: Desk) -> str:
    """Everything that lists, pages and searches show, as one text."""
    found = [str(r.cells) for kind in TYPES for r in list_records(desk, type_name=kind)]
    for kind in TYPES:
        for one in desk.view.records(kind, shut=True):
            found += [str(one.cells), str(desk.view.history(one.id))]
    hits = [r.code for word in GONE for r in search_records(desk, text=word)]
    return "\n".join([*found, *hits])


def said(desk: Desk) -> str:
    """Every statement that any body in the log still holds, as one text."""
    opened = (desk.store.log.open(kept) for kept in desk.store.log.entries())
    return "\n".join(str(s) for payload in opened if payload for s in payload.statements.values())


def crash(desk: Desk) -> Path:
    """The process is gone: nothing is written any more, and the locks are free."""
    store = desk.store
    store.connection.close()
    store.mark.close()
    store.lock.close()
    return store.home.folder


def test_the_preview_lists_what_goes_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """Records by kind and code, statements, files, paragraphs of editions, backups, imports."""
    holder = whole_case(desk, tmp_path)
    person = {"code": "P-9", "case": holder, "name": "Kim Example"}
    imported = take_in(desk, table(tmp_path / "p.csv", PEOPLE, person))
    backup = back_up_vault(desk, to=tmp_path / "backup")
    before = desk.store.log.count

    seen = preview_erasure(desk, code=holder)

    kinds = sorted(kind for kind, _ in seen.going)
    assert ["act", "block", "block", "case", "consent", "consent", "event"] == kinds[:7]
    assert ["evidence", "person", "person"] == kinds[7:]
    assert {("case", holder), ("person", "P-9"), ("act", "act-1")} <= set(seen.going)
    assert (1, 2, (), (imported.code,), (backup.code,), False) == (
        seen.files,
        seen.editions,
        seen.staying,
        seen.imports,
        seen.backups,
        seen.identity_only,
    )
    assert 30 < seen.statements
    assert before == desk.store.log.count


def test_a_person_of_two_cases_stays(desk: Desk, tmp_path: Path) -> None:
    """It is listed with the code of the case that holds it, and survives the erasure whole."""
    holder = whole_case(desk, tmp_path)
    other = case(desk, "Another story")
    person = uid(desk, "person", f"P-{holder}")
    tell(desk, say(person, "person.case", uid(desk, "case", other)))

    seen = preview_erasure(desk, code=holder)
    assert ((f"P-{holder}", (other,)),) == seen.staying

    asked = request_erasure(desk, code=holder, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))
    page = show_record(desk, code=f"P-{holder}")
    assert "Айгүл Үлгіқызы" == page.record.get("person.name_in_use")
    assert [] == findings(desk)


def test_what_an_erased_case_held_it_holds_no_more(desk: Desk, tmp_path: Path) -> None:
    """A person of two cases goes with the second of them."""
    first = whole_case(desk, tmp_path)
    second = case(desk, "Another story")
    person = uid(desk, "person", f"P-{first}")
    tell(desk, say(person, "person.case", uid(desk, "case", second)))
    asked = request_erasure(desk, code=first, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    seen = preview_erasure(desk, code=second)

    assert ("person", f"P-{first}") in seen.going
    assert () == seen.staying
    restrict_case(desk, code=second)
    assert [] == list_records(desk, type_name="person")
    assert [] == findings(desk)


def test_a_request_hides_at_once(desk: Desk, tmp_path: Path) -> None:
    """In no list, search, count, report or page; the file waits sealed; the vault is sound."""
    holder = whole_case(desk, tmp_path)
    other = story(desk, "yes", "ev-2", name="Sam Example", wording_en=SECOND)

    asked = request_erasure(desk, code=holder, reason=reason(desk))

    assert ("X-1", "2025-03-04T10:00Z") == (asked.code, asked.until)
    text = shown(desk)
    assert [] == [word for word in GONE if word in text]
    assert [other] == [r.code for r in list_records(desk, type_name="case")]
    assert {"case": 1, "event": 1, "person": 1} == {
        kind: describe_vault(desk).records.get(kind, 0) for kind in ("case", "event", "person")
    }
    assert ["ev-2"] == [d.code for d in cut(desk).passed]
    with pytest.raises(UnknownRecordError):
        show_record(desk, code=holder)
    assert 1 == len(list(desk.store.home.blobs.iterdir()))
    assert 0 == sweep_evidence(desk)
    assert 1 == len(list(desk.store.home.blobs.iterdir()))
    assert [] == findings(desk)


def test_it_waits_for_three_days(desk: Desk, tmp_path: Path) -> None:
    """Before that it is refused with the time; after it, it is done."""
    holder = whole_case(desk, tmp_path)
    asked = request_erasure(desk, code=holder, reason=reason(desk))
    clock_of(desk).now += 3 * DAY - HOUR

    with pytest.raises(TooEarlyError) as error:
        carry_out_erasure(desk, code=asked.code)
    assert {"code": "X-1", "until": asked.until} == error.value.facts
    assert "dragonfly" in said(desk)

    clock_of(desk).now += HOUR
    carry_out_erasure(desk, code=asked.code)
    assert "dragonfly" not in said(desk)


def test_an_erased_case_is_gone(desk: Desk, tmp_path: Path) -> None:
    """No statement, file, paragraph or old key is left; the log proves what was erased."""
    holder = whole_case(desk, tmp_path)
    backup = back_up_vault(desk, to=tmp_path / "backup")
    asked = request_erasure(desk, code=holder, reason=reason(desk))
    epochs = {e.id for found in desk.store.keys.keyring.epochs.values() for e in found}

    done = carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    assert (asked.seen.statements, 1, (backup.code,)) == (done.statements, done.files, done.backups)
    text = said(desk) + shown(desk)
    assert [] == [word for word in GONE if word in text]
    assert [] == list(desk.store.home.blobs.iterdir())
    house = desk.store.circle("house")
    kept = {
        epoch.id
        for circle, found in desk.store.keys.keyring.epochs.items()
        for epoch in found
        if circle != house
    }
    assert not kept & epochs
    record_of = desk.view.record(uid(desk, "erasure", asked.code))
    assert record_of is not None
    assert "2025-03-01" == record_of.get("erasure.done_on")
    assert [] == findings(desk)


def test_after_an_erasure_everything_goes_on(desk: Desk, tmp_path: Path) -> None:
    """Writing, reporting, rebuilding, closing and opening again."""
    holder = whole_case(desk, tmp_path)
    asked = request_erasure(desk, code=holder, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    assert story(desk, "yes", "ev-2") in desk.view.codes("case")
    assert 1 == review(desk, tmp_path / "chapter", replace=True).developments
    rebuild_vault(desk)
    folder = desk.store.home.folder
    desk.close()
    again = desk_again(folder)
    assert [] == findings(again)
    assert [] == resume_erasures(again)
    again.close()


def test_only_who_a_person_is(desk: Desk, tmp_path: Path) -> None:
    """Names go, what happened stays counted; the case, the event and the consent stay."""
    holder = whole_case(desk, tmp_path)
    person = f"P-{holder}"
    tell(desk, say(uid(desk, "person", person), "person.minor", value=True))
    before = describe_vault(desk).records

    seen = preview_erasure(desk, code=person, identity_only=True)
    asked = request_erasure(desk, code=person, reason=reason(desk), identity_only=True)
    assert "Үлгіқызы" not in shown(desk)
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    assert ((("person", person),), True, 0) == (seen.going, seen.identity_only, seen.files)
    assert "Үлгіқызы" not in said(desk)
    page = show_record(desk, code=person)
    assert (True, None) == (
        page.record.get("person.minor"),
        page.record.get("person.name_in_use"),
    )
    after = describe_vault(desk).records
    assert {k: before[k] for k in ("case", "event", "person", "act")} == {
        k: after[k] for k in ("case", "event", "person", "act")
    }
    assert "dragonfly" in said(desk)
    assert [] == findings(desk)


def test_both_records_of_one_person_go(desk: Desk, tmp_path: Path) -> None:
    """Two records judged to be one person lose who they are together."""
    holder = whole_case(desk, tmp_path)
    other = person_of(desk, holder, "P-9", "Sam Example")
    merge_records(desk, one=uid(desk, "person", f"P-{holder}"), other=other, reason="one person")

    asked = request_erasure(desk, code="P-9", reason=reason(desk), identity_only=True)
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    assert "Sam Example" not in said(desk)
    assert "Үлгіқызы" not in said(desk)
    assert "one person" not in said(desk)
    assert [] == findings(desk)


def test_what_is_said_while_it_waits_is_hidden_and_goes_too(desk: Desk, tmp_path: Path) -> None:
    """A late word about the case is never shown."""
    holder = whole_case(desk, tmp_path)
    late = uid(desk, "case", holder)
    asked = request_erasure(desk, code=holder, reason=reason(desk))

    tell(desk, say(late, "case.remarks", "a late dragonfly"))

    assert "late dragonfly" not in shown(desk)
    assert [] == findings(desk)
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))
    assert "late dragonfly" not in shown(desk) + said(desk)
    assert [] == findings(desk)


def test_an_import_of_erased_records_can_still_be_undone(desk: Desk, tmp_path: Path) -> None:
    """Of a bulk import one case was erased; the rest is taken back as ever."""
    holder = case(desk)
    rows = [{"code": f"P-{n}", "case": holder, "name": f"Kim Example {n}"} for n in range(3)]
    rows += [{"code": "P-9", "name": "Lee Example"}]
    imported = take_in(desk, table(tmp_path / "p.csv", PEOPLE, *rows))
    asked = request_erasure(desk, code=holder, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))
    assert ["P-9"] == [r.code for r in list_records(desk, type_name="person")]
    assert "Kim Example" not in said(desk)

    undo_import(desk, code=imported.code)

    assert [] == list_records(desk, type_name="person")
    assert [] == findings(desk)


def test_a_restricted_case_can_be_erased(desk: Desk, tmp_path: Path) -> None:
    """Out of sight is not gone; the request finds it by its code."""
    holder = whole_case(desk, tmp_path)
    restrict_case(desk, code=holder)

    asked = request_erasure(desk, code=holder, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    assert [] == [word for word in GONE if word in said(desk)]
    with pytest.raises(UnknownRecordError):
        reopen_case(desk, code=holder)
    assert [] == findings(desk)


def test_twice_is_a_clear_error(desk: Desk, tmp_path: Path) -> None:
    """A second request finds no record, a second carrying out no erasure that waits."""
    holder = whole_case(desk, tmp_path)
    asked = request_erasure(desk, code=holder, reason=reason(desk))

    with pytest.raises(UnknownRecordError):
        request_erasure(desk, code=holder, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))
    for code in (asked.code, "X-9"):
        with pytest.raises(NotRequestedError):
            carry_out_erasure(desk, code=code, sooner=sooner(desk))
    with pytest.raises(UnknownRecordError):
        preview_erasure(desk, code=holder)


def test_a_hold_stops_it(desk: Desk, tmp_path: Path) -> None:
    """Somebody put a hold on it: it stays hidden and is not erased."""
    holder = whole_case(desk, tmp_path)
    asked = request_erasure(desk, code=holder, reason=reason(desk))
    tell(desk, say(uid(desk, "erasure", asked.code), "erasure.held", value=True))

    with pytest.raises(HeldError):
        carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    assert "dragonfly" in said(desk)
    assert [] == list_records(desk, type_name="case")


def test_reasons_are_of_their_lists(desk: Desk, tmp_path: Path) -> None:
    """A word that is not in the list erases and hides nothing."""
    holder = whole_case(desk, tmp_path)

    with pytest.raises(UnknownTermError):
        request_erasure(desk, code=holder, reason="because")
    asked = request_erasure(desk, code=holder, reason=reason(desk))
    with pytest.raises(UnknownTermError):
        carry_out_erasure(desk, code=asked.code, sooner="because")

    assert "dragonfly" in said(desk)


def test_identity_only_is_for_people(desk: Desk, tmp_path: Path) -> None:
    """A case has no identity of its own to erase alone."""
    holder = whole_case(desk, tmp_path)

    with pytest.raises(UnknownRecordError):
        preview_erasure(desk, code=holder, identity_only=True)


def test_other_cases_are_unharmed(desk: Desk, tmp_path: Path) -> None:
    """Whatever stood in them stands as it did, in the same entries."""
    other = story(desk, "yes", "ev-2", narrative="It rained over the square.")
    record_consent(desk, case=other, use="statistics", answer="yes")
    photo = tmp_path / "square.png"
    photo.write_bytes(b"a photograph of the square" * 99)
    add_evidence(desk, file=photo, case=other)
    kept = [uid(desk, kind, code) for kind, code in (("case", other), ("event", "ev-2"))]
    before = [desk.view.history(one) for one in kept]
    holder = whole_case(desk, tmp_path)

    asked = request_erasure(desk, code=holder, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))

    assert before == [desk.view.history(one) for one in kept]
    assert 1 == len(list(desk.store.home.blobs.iterdir()))
    assert [] == findings(desk)


class Crash(Exception):  # noqa: N818 - no error of ours: the machine is off
    """The power went."""


Step = tuple[object, str]
STEPS: list[Step] = [
    (erasures, "carry_out"),
    (erasing, "_doomed_files"),
    (erasing, "_rotate"),
    (erasing, "rewrite"),
    (rewrite, "create_tables"),
    (rewrite, "_finish_file"),
    (rewrite, "_swap"),
    (rewrite, "publish"),
    (rewrite, "drop_unused_epochs"),
    (rewrite, "write_notes"),
    (erasing, "_forget_closed"),
    (erasing, "drop_blob"),
    (erasing, "sweep_blobs"),
]


@pytest.mark.parametrize(
    "after",
    [pytest.param(False, id="before"), pytest.param(True, id="after", marks=pytest.mark.full)],
)
@pytest.mark.parametrize("step", STEPS, ids=[name for _, name in STEPS])
def test_a_crash_at_any_step_is_finished_at_the_next_opening(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
    after: bool,  # noqa: FBT001 - a table column
) -> None:
    """Before or after each step: approved is approved, and afterwards nothing is left."""
    holder = whole_case(desk, tmp_path)
    story(desk, "yes", "ev-2", name="Sam Example", wording_en=SECOND)
    asked = request_erasure(desk, code=holder, reason=reason(desk))
    module, name = step
    real = getattr(module, name)

    def crashing(*args: object, **kwargs: object) -> object:
        if after:
            real(*args, **kwargs)
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(module, name, crashing)
        with pytest.raises(Crash):
            carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))
        folder = crash(desk)

    again = desk_again(folder)
    assert [] == [word for word in GONE if word in shown(again)]
    resumed = resume_erasures(again)
    sweep_evidence(again)

    assert [asked.code] == resumed
    assert [] == [word for word in GONE if word in said(again)]
    assert [] == list(again.store.home.blobs.iterdir())
    assert {"blobs", "keyring", "lock", "mark", "slots", "vault.db"} >= {
        path.name for path in folder.iterdir() if not path.name.startswith("vault.db-")
    }
    assert ["ev-2"] == [r.code for r in list_records(again, type_name="event")]
    assert [] == findings(again)
    assert [] == resume_erasures(again)
    again.close()
