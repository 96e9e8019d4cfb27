"""Facts about disclosure: what may leave, why not, and what is cut from what may."""

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kuager.model.chapter import Citation, Development
from kuager.model.consent import ConsentRow, Party, Use
from kuager.model.dates import read_date
from kuager.model.disclosure import WITHHELD, CaseConsent, Cut, Held, what_may_leave
from kuager.model.private_words import PrivateWords, find_private

DAY = date(2025, 3, 1)
SOURCE = Citation(key="s-1", titles={"en": "A report"}, link="https://example.org/report")
PUBLIC = Development(
    code="ev-1",
    type="event",
    date=read_date("2024-05"),
    heading="health",
    wording={"en": "In May, a clinic closed.", "ru": "В мае закрылась клиника."},
    wording_by="M-1",
    signed_off_by="M-2",
    basis="published",
    basis_decided_by="M-2",
    citations=(SOURCE,),
)
OURS = replace(PUBLIC, basis="consent", basis_decided_by=None, cases=("C-1",))
NOBODY = PrivateWords()


def row(answer: str = "yes", person: str | None = "p", **more: Any) -> ConsentRow:
    """An answer of one person in the case, to publication, given in January."""
    said: dict[str, Any] = {"case": "c", "use": "publication", "asked_on": "2025-01-10", **more}
    return ConsentRow(person=person, answer=answer, **said)


def asked(*rows: ConsentRow, people: tuple[str, ...] = ("p",)) -> dict[str, CaseConsent]:
    """The answers in the case C-1, and whose story it is."""
    return {"C-1": CaseConsent(rows, tuple(Party(person, "c") for person in people))}


def cut(
    *found: Development,
    consents: dict[str, CaseConsent] | None = None,
    use: Use = "publication",
    language: str = "en",
) -> Cut:
    """What may leave on the first of March."""
    return what_may_leave(found, use=use, language=language, consents=consents or {}, on=DAY)


def reason(found: Development, consents: dict[str, CaseConsent] | None = None) -> str | None:
    """Why one development is held back; None if it passes."""
    result = cut(found, consents=consents)
    if result.unwritten:
        return "not-written"
    return result.held[0].reason if result.held else None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param((), "consent-not-asked", id="nobody asked"),
        pytest.param((row("not-asked"),), "consent-not-asked", id="asked nothing"),
        pytest.param((row("no"),), "consent-no", id="no"),
        pytest.param((row("yes"),), None, id="yes"),
        pytest.param((row("anonymised"),), None, id="anonymised"),
        pytest.param((row("pseudonym"),), None, id="pseudonym"),
        pytest.param((row("name"),), None, id="name"),
        pytest.param((row("perhaps"),), "consent-not-asked", id="a word nobody knows"),
        pytest.param((row(withdrawn_on="2025-02-20"),), "consent-withdrawn", id="withdrawn"),
        pytest.param((row(withdrawn_on="2025-03-02"),), None, id="withdrawn later"),
        pytest.param((row(expires_on="2025-02-28"),), "consent-expired", id="expired"),
        pytest.param((row(expires_on="2025-03-01"),), None, id="its last day"),
        pytest.param((row(asked_on="2025-04-01"),), "consent-not-yet", id="asked later"),
        pytest.param((row(use="statistics"),), "consent-not-asked", id="another use"),
        pytest.param((row(case="other"),), "consent-not-asked", id="another case"),
    ],
)
def test_only_yes_passes(answers: tuple[ConsentRow, ...], expected: str | None) -> None:
    """The truth table of one person: what is not a yes today holds the story back."""
    assert expected == reason(OURS, asked(*answers))


@pytest.mark.parametrize("answers", list(itertools.product(["yes", "no", "not-asked"], repeat=3)))
def test_in_one_story_the_strictest_answer_wins(answers: tuple[str, ...]) -> None:
    """Three people, one story: it passes if all three said yes, and the gravest no is told."""
    rows = [row(answer, person) for answer, person in zip(answers, "abc", strict=True)]
    grave = "no" if "no" in answers else "not-asked" if "not-asked" in answers else None

    assert (grave and f"consent-{grave}") == reason(OURS, asked(*rows, people=("a", "b", "c")))


def test_somebody_who_has_no_row_holds_the_story() -> None:
    """Whoever a story is about was not asked until a row says so."""
    assert "consent-not-asked" == reason(OURS, asked(row(person="a"), people=("a", "b")))


def test_every_case_of_a_story_has_to_allow_it() -> None:
    """A story of two cases passes only if both do; a case without answers was not asked."""
    both = replace(OURS, cases=("C-1", "C-2"))
    yes = asked(row())["C-1"]

    assert None is reason(both, {"C-1": yes, "C-2": yes})
    assert "consent-not-asked" == reason(both, {"C-1": yes})


def test_what_rests_on_nothing_is_held() -> None:
    """Neither a case with consent nor a publication: nothing to rest on."""
    for basis in (None, "consent", "whatever"):
        assert "no-basis" == reason(replace(PUBLIC, basis=basis, basis_decided_by="M-2"))


def test_what_others_published_passes_when_somebody_decided() -> None:
    """A public development needs no consent; but a member has to decide to repeat it."""
    assert None is reason(PUBLIC)
    assert "nobody-decided-to-repeat-it" == reason(replace(PUBLIC, basis_decided_by=None))


def test_what_was_published_has_to_be_somewhere() -> None:
    """Without a source that may be named, nobody could look up that it was published."""
    for citations in ((), (WITHHELD,), (replace(SOURCE, titles={}, link=None),)):
        assert "published-nowhere-named" == reason(replace(PUBLIC, citations=citations))
    assert None is reason(replace(PUBLIC, citations=(WITHHELD, SOURCE)))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param((), None, id="not asked"),
        pytest.param((row("yes"),), None, id="yes"),
        pytest.param((row("no"),), "consent-no", id="no"),
        pytest.param((row(withdrawn_on="2025-02-01"),), "consent-withdrawn", id="withdrawn"),
        pytest.param((row(expires_on="2025-02-01"),), "consent-expired", id="expired"),
    ],
)
def test_a_no_is_a_no_also_to_what_others_published(
    answers: tuple[ConsentRow, ...], expected: str | None
) -> None:
    """Published and in a case: not asked passes, a refusal does not."""
    assert expected == reason(replace(PUBLIC, cases=("C-1",)), asked(*answers))


def test_a_restricted_case_holds_whatever_belongs_to_it() -> None:
    """Taken out of every output means out, whoever said yes and whoever published it."""
    shut = {"C-1": CaseConsent((row(),), (Party("p", "c"),), shut=True)}

    assert "case-restricted" == reason(OURS, shut)
    assert "case-restricted" == reason(replace(PUBLIC, cases=("C-1",)), shut)


@pytest.mark.parametrize(
    ("sensitivity", "expected"),
    [
        (None, None),
        ("public", None),
        ("internal", None),
        ("confidential", "too-sensitive"),
        ("strictly-confidential", "too-sensitive"),
        ("critical", "too-sensitive"),
        ("a word nobody knows", "too-sensitive"),
    ],
)
def test_what_is_marked_sensitive_stays(sensitivity: str | None, expected: str | None) -> None:
    """Whatever was said and agreed, the mark holds it back."""
    marked = replace(OURS, sensitivity=sensitivity)

    assert expected == reason(marked, asked(row("name")))


@pytest.mark.parametrize(
    ("by", "signed", "expected"),
    [
        ("M-1", "M-2", None),
        ("M-1", "M-1", "not-signed-off"),
        ("M-1", None, "not-signed-off"),
        (None, "M-2", "not-signed-off"),
        (None, None, "not-signed-off"),
    ],
)
def test_one_writes_and_another_signs(
    by: str | None, signed: str | None, expected: str | None
) -> None:
    """A wording passes when one person wrote it and another signed it off."""
    assert expected == reason(replace(PUBLIC, wording_by=by, signed_off_by=signed))


def test_what_nobody_wrote_is_listed_as_not_written() -> None:
    """A missing or blank wording in the language is not held back but to be written."""
    result = cut(replace(PUBLIC, wording={"en": " \n", "ru": "Есть."}))

    assert (("ev-1",), (), ()) == (result.unwritten, result.held, result.passed)
    assert ("ev-1",) == cut(PUBLIC, language="kk").unwritten


def test_a_wording_without_a_heading_is_held() -> None:
    """Somebody wrote it, so it is not dropped unseen."""
    assert "no-heading" == reason(replace(PUBLIC, heading=None))


@pytest.mark.parametrize(
    "words",
    ["Call +7 701 000 00 00.", "Write to somebody@example.org.", "His card was N12345678."],
)
def test_numbers_and_addresses_in_a_wording_hold_it(words: str) -> None:
    """What points at a person by itself never leaves in a wording."""
    assert "personal-data-in-wording" == reason(replace(PUBLIC, wording={"en": words}))


PRIVATE = PrivateWords(
    names=frozenset({"Айгүл Үлгіқызы"}),
    pseudonyms=frozenset({"Dragonfly"}),
    venues=frozenset({"Бар «Синий кит»"}),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("In May, police held a woman in Almaty for a night.", None),
        ("In May, police held Aigul for a night.", "private-name"),
        ("Полиция не отпускала Айгуль до утра.", "private-name"),
        ("Үлгіқызын түнімен ұстады.", "private-name"),
        ("They call her Dragonfly.", "private-name"),
        ("В баре «Синий кит» прошла проверка.", "private-venue"),
        ("On 14 May, police held a woman.", "private-day"),
        ("Это случилось 14 мая.", "private-day"),
        ("Мамырдың 14-інде болды.", "private-day"),
        ("The case was closed on 2024-05-14.", "private-day"),
        ("A 23-year-old woman was held.", "private-age"),
        ("Задержали 23-летнюю женщину.", "private-age"),
        ("23 жастағы әйелді ұстады.", "private-age"),
        ("Article 14 was cited against 15 women in May 2024.", None),
        ("Суд назначил 5 лет лишения свободы.", None),
    ],
)
def test_a_private_person_is_never_told_by_name_day_age_or_venue(
    words: str, expected: str | None
) -> None:
    """What others published may be repeated, but not what leads to a private person."""
    found = replace(PUBLIC, wording={"en": words}, private=PRIVATE)

    assert expected == reason(found)
    assert None is reason(replace(found, private=None))


@pytest.mark.parametrize(
    ("answer", "words", "expected"),
    [
        ("name", "On 14 May, Aigul was held.", None),
        ("pseudonym", "In May, Dragonfly was held.", None),
        ("pseudonym", "In May, Aigul was held.", "private-name"),
        ("anonymised", "In May, Dragonfly was held.", "private-name"),
        ("yes", "In May, Aigul was held.", "private-name"),
        ("yes", "In May, a woman was held.", None),
    ],
)
def test_consent_goes_as_far_as_its_level(answer: str, words: str, expected: str | None) -> None:
    """A yes to a name, to a pseudonym and to neither are three different answers."""
    found = replace(OURS, wording={"en": words}, private=PRIVATE)

    assert expected == reason(found, asked(row(answer)))


def test_a_short_name_is_met_as_a_whole_word() -> None:
    """A name of three letters does not hold every word that begins like it."""
    short = PrivateWords(names=frozenset({"Ян"}))

    assert None is find_private("In January, a journal wrote.", short, level="anonymised")
    assert "private-name" == find_private("В январе Яна искали.", short, level="anonymised")


def test_what_is_told_under_another_needs_no_wording_of_its_own() -> None:
    """It passes as a cross reference, with no words, whoever wrote or signed."""
    elsewhere = replace(PUBLIC, code="ev-2", told_under="ev-1", wording={}, signed_off_by=None)

    result = cut(PUBLIC, elsewhere)

    assert ["ev-1", "ev-2"] == [d.code for d in result.passed]
    assert {} == result.passed[1].wording


def test_what_is_told_under_another_passes_the_same_checks() -> None:
    """Its own consent, sensitivity and basis hold it back, and the words it is told in as well."""
    for change in ({"sensitivity": "critical"}, {"basis": None}, {"basis_decided_by": None}):
        elsewhere = replace(PUBLIC, code="ev-2", told_under="ev-1", **change)  # type: ignore[arg-type]

        result = cut(PUBLIC, elsewhere)

        assert () == result.passed
        assert Held("ev-1", "tells-what-is-held") in result.held
        assert {"ev-1", "ev-2"} == {held.code for held in result.held}


def test_what_is_told_nowhere_is_not_lost() -> None:
    """Under something held, unwritten, elsewhere or in a circle: it is listed with the reason."""
    elsewhere = replace(PUBLIC, code="ev-2", told_under="ev-1", wording={})
    homes = [
        (),
        (replace(PUBLIC, wording={}),),
        (replace(PUBLIC, signed_off_by=None),),
        (replace(PUBLIC, told_under="ev-2"),),
    ]

    for home in homes:
        result = cut(*home, elsewhere)

        assert () == result.passed
        assert Held("ev-2", "told-where-nothing-is-told") in result.held


def test_what_is_told_under_what_is_told_under_another_finds_its_home() -> None:
    """A chain of references is followed to the one that is told."""
    second = replace(PUBLIC, code="ev-2", told_under="ev-1", wording={})
    third = replace(PUBLIC, code="ev-3", told_under="ev-2", wording={})

    assert ["ev-3", "ev-2", "ev-1"] == [d.code for d in cut(third, second, PUBLIC).passed]


def test_a_withheld_source_shows_nothing_but_that_it_is() -> None:
    """No title, publisher, date, place in the text, link or way in which it is known."""
    whole = replace(
        SOURCE,
        publisher="Somebody",
        date="2024-05-14",
        paragraph="7",
        document_symbol="A/1",
        cited_in=SOURCE,
        withheld=True,
    )
    through = Citation(key="s-2", titles={"en": "A book"}, cited_in=whole)

    passed = cut(replace(PUBLIC, citations=(whole, through, whole))).passed[0]

    assert (WITHHELD, replace(through, cited_in=WITHHELD)) == passed.citations
    assert Citation(key="withheld", titles={}, withheld=True) == WITHHELD


def test_a_title_that_names_a_private_person_goes() -> None:
    """The note keeps what leads to nobody; the link went before."""
    named = replace(SOURCE, titles={"en": "Aigul's night", "ru": "Ночь в отделении"}, publisher="X")

    passed = cut(replace(PUBLIC, citations=(named,), private=PRIVATE)).passed[0]

    assert ({"ru": "Ночь в отделении"}, "X") == (
        passed.citations[0].titles,
        passed.citations[0].publisher,
    )


def test_whoever_writes_is_given_nothing_to_leak() -> None:
    """What passes holds one language's wording and none of the words that were looked for."""
    passed = cut(replace(PUBLIC, private=PRIVATE)).passed[0]

    assert ({"en": "In May, a clinic closed."}, None) == (passed.wording, passed.private)


def test_each_thing_ends_in_one_place() -> None:
    """Passed, held or unwritten: every development is told of, once, in its order."""
    kinds = [PUBLIC, replace(PUBLIC, wording={}), replace(PUBLIC, sensitivity="critical")]
    found = [replace(kinds[n % 3], code=f"ev-{n}") for n in range(9)]

    result = cut(*found)

    assert ["ev-0", "ev-3", "ev-6"] == [d.code for d in result.passed]
    assert ("ev-1", "ev-4", "ev-7") == result.unwritten
    assert ["ev-2", "ev-5", "ev-8"] == [held.code for held in result.held]
