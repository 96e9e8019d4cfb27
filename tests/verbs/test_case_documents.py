"""The file of one case, from a real vault: what consent allows, in order, with what is missing."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.verbs.desks import DAY, clock_of, new_desk, tell, uid
from tests.verbs.filed import NAME, STORY, document, filed_case, held_in, incident, text_of, under
from tests.verbs.stories import members, record

from kuager.model.report import Heading
from kuager.model.statement import say
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.documents import start_report
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.evidence import add_evidence
from kuager.verbs.ladders import Happened, begin_proceeding, take_step
from kuager.verbs.manuscripts import read_report
from kuager.verbs.records import restrict_case
from kuager.verbs.sending import send_report, sign_off_report

LAWYER = "legal-help"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One vault for all tests of this file: each makes a case of its own in it."""
    made = new_desk(tmp_path_factory.mktemp("cases") / "vault")
    yield made
    made.close()


def test_names_stand_in_it_if_the_answer_was_with_the_name(desk: Desk) -> None:
    """“With the name” for legal help: name, story as told, whole day."""
    holder = filed_case(desk, {LAWYER: "name"})

    text = text_of(document(desk, "case-file", case=holder))

    assert NAME in text
    assert STORY in text
    assert "12 May 2024" in text


def test_a_plain_yes_gives_a_file_without_names(desk: Desk) -> None:
    """A yes: the code in brackets, the month, the public wording, and nothing as it was told."""
    holder = filed_case(desk, {LAWYER: "yes"})

    text = text_of(document(desk, "case-file", case=holder))

    assert NAME.split()[0] not in text
    assert "12 May" not in text
    assert "In May, a woman was beaten in Almaty." in text
    assert "Person " in text


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({LAWYER: "no"}, "consent-no"),
        ({}, "consent-not-asked"),
        ({"publication": "name"}, "consent-not-asked"),
    ],
)
def test_without_a_yes_to_legal_help_nothing_is_told(
    desk: Desk, answers: dict[str, str], reason: str
) -> None:
    """No, not asked, or a yes to something else: the case is held, and no word of it stands."""
    holder = filed_case(desk, answers)

    read = document(desk, "case-file", case=holder)

    assert (holder, reason) in held_in(read)
    assert "beaten" not in text_of(read)
    assert [s.place for s in read.states if not s.is_empty] == []


def test_a_withdrawn_consent_takes_the_case_out(desk: Desk) -> None:
    """What was told yesterday is gone after the withdrawal."""
    holder = filed_case(desk, {LAWYER: "name"})
    withdraw_consent(desk, case=holder)

    read = document(desk, "case-file", case=holder)

    assert (holder, "consent-withdrawn") in held_in(read)
    assert NAME not in text_of(read)


def test_the_file_of_a_restricted_case_is_shut_with_it(desk: Desk) -> None:
    """A case that was taken out of every output takes its file along, whatever was answered."""
    holder = filed_case(desk, {LAWYER: "name"})
    code = start_report(desk, outline="case-file", facts={"case": holder})
    assert NAME in text_of(read_report(desk, code=code))
    restrict_case(desk, code=holder)

    with pytest.raises(UnknownRecordError):
        read_report(desk, code=code)


def test_a_child_is_never_named(desk: Desk) -> None:
    """With the name allowed: no name, no words as told, and it says why."""
    holder = filed_case(desk, {LAWYER: "name"}, minor=True)

    text = text_of(document(desk, "case-file", case=holder))

    assert NAME not in text
    assert STORY not in text
    assert "A child: not named in any document." in text


def test_critical_things_never_leave(desk: Desk) -> None:
    """An event marked critical is left out; strictly confidential reaches the lawyer."""
    holder = filed_case(desk, {LAWYER: "name"}, sensitivity="strictly-confidential")
    here = uid(desk, "case", holder)
    incident(
        desk, f"E-safe-{holder}", case=here, sensitivity="critical", wording_en="The safe house."
    )

    read = document(desk, "case-file", case=holder)

    assert (f"E-safe-{holder}", "too-sensitive") in held_in(read)
    assert "safe house" not in text_of(read)
    assert "beaten" in text_of(read)


def test_an_event_that_is_also_of_a_case_that_said_no_is_held(desk: Desk) -> None:
    """The strictest answer of all cases of an event decides."""
    ours = filed_case(desk, {LAWYER: "name"})
    other = filed_case(desk, {LAWYER: "no"}, name="Другая Выдуманная")
    shared = incident(
        desk, f"E-shared-{ours}", case=uid(desk, "case", ours), wording_en="Both were there."
    )
    tell(desk, say(shared, "event.case", uid(desk, "case", other)))

    read = document(desk, "case-file", case=ours)

    assert (f"E-shared-{ours}", "consent-no") in held_in(read)
    assert "Both were there." not in text_of(read)


def test_facts_stand_in_the_order_of_time(desk: Desk) -> None:
    """An earlier event that was recorded later stands first."""
    holder = filed_case(desk, {LAWYER: "name"})
    incident(
        desk,
        f"E-before-{holder}",
        case=uid(desk, "case", holder),
        date="2024-02-03",
        wording_en="Before.",
    )

    told = under(document(desk, "case-file", case=holder), "events")

    assert told.index("Before.") < told.index("In May, a woman was beaten in Almaty.")


def test_a_private_perpetrator_is_not_named(desk: Desk) -> None:
    """Who did it is told by kind, and whether known; a private person's name never."""
    holder = filed_case(desk, {LAWYER: "name"})
    event = uid(desk, "event", f"E-{holder}")
    man = record(desk, "person", f"P-man-{holder}", name_in_use="Пётр Соседов")
    record(
        desk, "involvement", f"I-man-{holder}", event=event, actor=man, role="perpetrator",
        kind="relative", identified=True,
    )  # fmt: skip

    read = document(desk, "case-file", case=holder)

    assert "Соседов" not in text_of(read)
    assert any("identified" in row and "Parent or relative" in row for row in under(read, "actors"))


def test_a_complaint_is_a_row_of_its_ladder(desk: Desk) -> None:
    """Filed, refused, did not help; the next day to keep follows from the limit."""
    holder = filed_case(desk, {LAWYER: "name"})
    made = begin_proceeding(desk, ladder="kz-crime", cases=[holder])
    for move, day in (("filed", "2025-02-03"), ("archived", "2025-02-20")):
        happened = Happened(rung="police", move=move, when=day)
        take_step(desk, proceeding=made.code, happened=happened)

    read = document(desk, "case-file", case=holder)
    row = next(row for row in under(read, "ladder") if row.startswith("Police"))

    assert row.split("|")[1:3] == ["3 February 2025", "20 February 2025"]
    assert "no" in row.split("|")[4:]
    assert any("one may go on to" in line for line in under(read, "deadlines"))


def test_a_day_that_has_passed_is_said_to_have_passed(desk: Desk) -> None:
    """A year later the same day stands there as passed."""
    holder = filed_case(desk, {LAWYER: "name"})
    tell(desk, say(uid(desk, "case", holder), "case.next_date", "2025-03-10"))
    before = under(document(desk, "case-file", case=holder), "deadlines")
    clock_of(desk).now += 30 * DAY

    after = under(document(desk, "case-file", case=holder), "deadlines")
    clock_of(desk).now -= 30 * DAY

    assert before == ["Next date: 10 March 2025"]
    assert after == ["Next date: 10 March 2025, which has passed"]


def test_evidence_is_listed_with_its_fingerprint_and_custody(desk: Desk, tmp_path: Path) -> None:
    """The SHA-256 of the sealed file and the checks of it stand there; the file's name does not."""
    holder = filed_case(desk, {LAWYER: "yes"})
    (tmp_path / "letter.txt").write_bytes(b"invented")
    kept = add_evidence(desk, file=tmp_path / "letter.txt", case=holder)
    file = uid(desk, "evidence", kept.code)
    record(
        desk, "custody", f"CU-{holder}", evidence=file, date="2025-03-02",
        reason="checked", digest_checked=True, digest_matches=True,
    )  # fmt: skip

    rows = under(document(desk, "case-file", case=holder), "evidence")

    assert sha256(b"invented").hexdigest() in rows[0]
    assert "fingerprint checked, it matches" in rows[0]
    assert "letter.txt" not in "".join(rows)


def test_what_is_missing_is_said_piece_by_piece(desk: Desk) -> None:
    """No complaint, no evidence, no article of law, and the uses nobody asked for yet."""
    holder = filed_case(desk, {LAWYER: "name"})

    lines = under(document(desk, "case-file", case=holder), "checklist")

    assert any(line.startswith("No complaint is recorded") and holder in line for line in lines)
    assert any(line.startswith("No evidence") for line in lines)
    assert any(line.startswith("No article of law is named") for line in lines)
    assert any(line.startswith("Not asked yet: UN, in public") and NAME in line for line in lines)
    assert not any("Legal help" in line for line in lines)


def test_a_use_that_was_asked_is_no_longer_missing(desk: Desk) -> None:
    """After a no to the United Nations the list does not ask for it again."""
    holder = filed_case(desk, {LAWYER: "name"})
    record_consent(desk, case=holder, person=f"P-{holder}", use="un-public", answer="no")

    lines = under(document(desk, "case-file", case=holder), "checklist")

    assert not any("UN, in public" in line for line in lines)


@pytest.mark.parametrize("outline", ["case-file", "allegation-letter", "individual-communication"])
def test_every_line_rests_on_the_case_and_on_everybody_in_it(desk: Desk, outline: str) -> None:
    """Whoever is erased takes along what was sent of them: no drawn line is without them."""
    holder = filed_case(desk, {LAWYER: "name", "un-confidential": "name"}, treaty_article="iccpr-7")
    wanted = {uid(desk, "case", holder), uid(desk, "person", f"P-{holder}")}

    read = document(desk, outline, case=holder)

    drawn = [p for p in read.laid.placed if not isinstance(p.block, Heading) and p.behind != ()]
    bare = [p for p in read.laid.placed if not isinstance(p.block, Heading) and p not in drawn]
    assert drawn
    assert [p.piece for p in bare] == []
    assert [p.piece for p in drawn if not wanted <= set(p.behind)] == []


def test_a_file_is_sent_and_what_was_sent_is_erased_with_the_case(tmp_path: Path) -> None:
    """The last check is quiet, a second person signs; after erasing no block of it is left."""
    desk = new_desk(tmp_path / "vault")
    holder = filed_case(desk, {LAWYER: "name"})
    writer, signer = (desk.view.record(each) for each in members(desk))
    assert writer is not None
    assert signer is not None
    code = start_report(desk, outline="case-file", facts={"case": holder, "language": "ru"})
    read = read_report(desk, code=code, language="ru")
    sign_off_report(
        desk, code=code, language="ru", read=read.digest, by=signer.code,
        prepared_by=writer.code, readers=["police-and-courts"], harm="Nobody: it is invented.",
    )  # fmt: skip
    send_report(desk, code=code, language="ru", read=read.digest, to=tmp_path / "out")
    before = printed(desk)
    erasure = request_erasure(desk, code=holder, reason="asked-by-person")
    carry_out_erasure(desk, code=erasure.code, sooner="danger")

    after = printed(desk)
    desk.close()

    assert any(NAME in text for text in before)
    assert len(before) > 10
    assert not any(NAME in text or holder in text for text in after)


def printed(desk: Desk) -> list[str]:
    """The texts of everything that was sent and is still kept."""
    blocks = [block.texts("block.text") for block in desk.view.records("block")]
    return [text for texts in blocks for text in texts.values()]
