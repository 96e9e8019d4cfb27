"""Letters: what is known where people agreed, lines elsewhere, and the mark until it is signed."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from tests.verbs.desks import case, new_desk, tell, uid

from kuager.model.ladder import load_ladders
from kuager.model.letter import BLANK, load_letters
from kuager.model.statement import say
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.ladders import Happened, NotOnThisLadderError, begin_proceeding, take_step
from kuager.verbs.letters import (
    NoSuchLetterError,
    is_signed,
    show_letter,
    sign_letter,
    write_letter,
)
from kuager.verbs.records import restrict_case

LETTER = {"rung": "prosecutor", "letter": "kz-prosecutor"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new vault; it is 1 March 2025."""
    return new_desk(tmp_path / "vault")


@pytest.fixture
def complaint(desk: Desk) -> str:
    """A statement that was taken without a number; everybody agreed to legal help."""
    code = case(desk)
    person = desk.store.new_id()
    tell(
        desk,
        say(person, "person.code", "P-1"),
        say(person, "person.case", uid(desk, "case", code)),
        say(person, "person.name_in_use", "Канарейкина"),
    )
    record_consent(desk, case=code, use="legal-help", answer="yes", person="P-1")
    made = begin_proceeding(desk, ladder="kz-crime", cases=[code]).code
    happened = Happened(rung="police", move="filed", when="1 March 2025", number="КУИ 77-1",
                        bias_stated=True)  # fmt: skip
    take_step(desk, proceeding=made, happened=happened)
    no_number = Happened(rung="police", move="no-number", when="3 March 2025", bias_recorded=False)
    take_step(desk, proceeding=made, happened=no_number)
    return made


def lines(data: bytes) -> list[str]:
    """What another program reads in a file."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_letter_opens_in_another_program(desk: Desk, complaint: str, language: str) -> None:
    """With the words that were shown, the numbers and days, and the mark at top and bottom."""
    shown = show_letter(desk, proceeding=complaint, language=language, **LETTER)
    written = write_letter(desk, proceeding=complaint, language=language, **LETTER)
    text = "\n".join(lines(written.data))

    assert all(line in text for line in shown.words[1:])
    assert "КУИ 77-1" in text
    assert "2025" in text
    assert text.count("заңгер тексермеген" if language == "kk" else "не проверены юристом") == 2


def test_what_is_known_stands_in_it_and_names_never(desk: Desk, complaint: str) -> None:
    """Days, number, outcome and motive; the name stays a line."""
    text = "\n".join(show_letter(desk, proceeding=complaint, language="ru", **LETTER).words)

    assert "Дата обращения: 1 марта 2025" in text
    assert "Результат: Не зарегистрировано. Дата: 3 марта 2025. Письменный ответ: не дан." in text
    assert "предубеждения заявлено: да. Мотив занесён в документы: нет." in text
    assert "Канарейкина" not in text
    assert f"От: {BLANK}" in text


@pytest.mark.parametrize("way", ["no", "withdrawn", "restricted", "never"])
def test_without_consent_every_place_is_blank(desk: Desk, complaint: str, way: str) -> None:
    """No, withdrawn, restricted or never asked: nothing of the people stands in a letter."""
    if way == "no":
        record_consent(desk, case="C-1", use="legal-help", answer="no", person="P-1")
    elif way == "withdrawn":
        withdraw_consent(desk, case="C-1")
    elif way == "restricted":
        restrict_case(desk, code="C-1")
    else:
        complaint = begin_proceeding(desk, ladder="kz-crime", cases=[case(desk)]).code
        take_step(desk, proceeding=complaint, happened=Happened(rung="police", move="filed",
                                                                number="КУИ 77-1"))  # fmt: skip
    shown = show_letter(desk, proceeding=complaint, language="ru", **LETTER)
    text = "\n".join(shown.words)

    assert not shown.passed.allowed
    assert "77-1" not in text
    assert "2025" not in text


def test_a_registration_of_our_own_needs_nobody(desk: Desk) -> None:
    """It is nobody's story: the facts are those of the organisation."""
    made = begin_proceeding(desk, ladder="kz-refusal", kind="registration").code
    take_step(desk, proceeding=made, happened=Happened(rung="decision-maker", move="refused",
                                                       when="3 February 2025"))  # fmt: skip
    shown = show_letter(
        desk, proceeding=made, rung="superior-body", letter="kz-superior", language="ru"
    )

    assert shown.passed.allowed
    assert any("3 февраля 2025" in line for line in shown.words)


def test_every_letter_is_entered_in_the_register(desk: Desk, complaint: str) -> None:
    """Its form, the columns that tell of somebody, the digest; the name of the file is neutral."""
    written = write_letter(desk, proceeding=complaint, language="kk", **LETTER)
    release = desk.view.record(uid(desk, "release", written.release))

    assert written.name == f"letter-{written.release}-kk.docx"
    assert release is not None
    assert release.get("release.form") == "letter"
    assert release.every("release.columns") == ["step.register_number"]
    assert len(release.every("release.digest")) == 1


def test_a_signed_wording_loses_the_mark(desk: Desk, complaint: str) -> None:
    """In that language only; signing twice leaves no disagreement."""
    for _ in range(2):
        sign_letter(desk, letter="kz-prosecutor", language="ru")
    ours = show_letter(desk, proceeding=complaint, language="ru", **LETTER)
    other = show_letter(desk, proceeding=complaint, language="kk", **LETTER)

    assert (ours.verified, other.verified) == (True, False)
    assert not any("не проверены юристом" in line for line in ours.words)


def test_a_signature_is_of_the_very_words(desk: Desk) -> None:
    """A rule that says another digest, or that nobody verified it, signs nothing."""
    rule = desk.store.new_id()
    tell(
        desk,
        say(rule, "rule.code", "letter-kz-judge-ru"),
        say(rule, "rule.value", "0" * 64),
        say(rule, "rule.mark", "verified"),
    )

    assert not is_signed(desk, letter="kz-judge", language="ru")


def test_nothing_is_shipped_as_checked() -> None:
    """Until a lawyer has signed: so it stands in the files."""
    assert all(template.checked is None for template in load_letters().values())


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("police kz-judge ru", NotOnThisLadderError),
        ("moon kz-judge ru", NotOnThisLadderError),
        ("police kz-love ru", NoSuchLetterError),
        ("police kz-statement en", NoSuchLetterError),
    ],
)
def test_a_letter_that_is_not_offered_is_refused(
    desk: Desk, complaint: str, address: str, refusal: type[Exception]
) -> None:
    """An address that was made up writes nothing."""
    rung, letter, language = address.split()

    with pytest.raises(refusal):
        write_letter(desk, proceeding=complaint, rung=rung, letter=letter, language=language)
    assert desk.view.count("release") == 0


@pytest.mark.parametrize("ladder", load_ladders().ladders)
def test_every_offered_letter_can_be_written(desk: Desk, ladder: str) -> None:
    """Each rung, each language."""
    made = begin_proceeding(desk, ladder=ladder).code
    for rung in load_ladders().ladders[ladder].by_id.values():
        for letter in rung.letters:
            for language in ("ru", "kk"):
                written = write_letter(
                    desk, proceeding=made, rung=rung.id, letter=letter, language=language
                )
                assert len(lines(written.data)) > 10
