"""Seeded leaks: what somebody in a hurry would let out, each with the words that must not leave.

Everybody in them is made up. `own` leaks stand in an author's words, `kept` ones in a kept text,
`drawn` ones in the record, `facts` on the title page. `needles` are looked for in every file.
"""

from collections.abc import Callable
from datetime import date

from tests.hazards.seed import (
    ACCUSED,
    CHILD,
    FRIEND,
    INSIDER,
    MOTHER,
    NAME,
    OFFICIAL,
    SOUND,
    Seed,
)
from tests.hazards.seeds_own import OWN
from tests.verbs.desks import case, tell, uid
from tests.verbs.figured import counted, figure
from tests.verbs.stories import add, development, members, passage, person_of, record, story

from kuager.model.statement import EntityId, say
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.kept_texts import confirm_kept_text, keep_text, show_kept_text
from kuager.verbs.records import restrict_case


def furnish(desk: Desk) -> None:
    """The people, sources and organisations of whom the leaks tell."""
    members(desk)
    counted(desk, material=17, physical=2)
    figure(desk, "physical")
    holder = case(desk)
    add(
        desk,
        person_of(desk, holder, "P-1", NAME),
        "person",
        document_name="Гүлнар Құжатова",
        pseudonym="Самал",
        contact="+7 701 555 44 33",
    )
    add(
        desk,
        person_of(desk, holder, "P-2", FRIEND),
        "person",
        contact="snake_madina_97",
    )
    family = case(desk)
    child = person_of(desk, family, "P-3", CHILD)
    add(desk, child, "person", minor=True)
    mother = person_of(desk, family, "P-4", MOTHER)
    record(
        desk,
        "consent",
        "CN-1",
        person=child,
        case=uid(desk, "case", family),
        use="legal-help",
        answer="yes",
        guardian=mother,
    )
    doer = record(desk, "person", "P-5", name_in_use=ACCUSED)
    record(desk, "person", "P-6", name_in_use=OFFICIAL, public_person=True)
    done = record(desk, "event", "ev-done", date="1890-01")
    record(desk, "involvement", "I-1", event=done, actor=doer, role="perpetrator")
    record(desk, "source", "s-hidden", title_ru=INSIDER, withheld=True)
    record(
        desk,
        "source",
        "s-named",
        title_en="A verdict",
        link="https://news.example/verdict/aigul",
        names_private_person=True,
    )


def _told(answer: str | None, **more: object) -> Callable[[Desk, int], None]:
    """A story of the year with one answer."""

    def plant(desk: Desk, year: int) -> None:
        said = {"date": f"{year}-06", "wording_en": f"In June, canary-{year} was told.", **more}
        story(desk, answer, f"ev-leak-{year}", name=f"Адам Құпия{year}", **said)  # type: ignore[arg-type]

    return plant


def _withdrawn(desk: Desk, year: int) -> None:
    _told("anonymised")(desk, year)
    withdraw_consent(desk, case=_case_of(desk, year))


def _expired(desk: Desk, year: int) -> None:
    _told("anonymised")(desk, year)
    holder = uid(desk, "case", _case_of(desk, year))
    for link in desk.view.referring(holder, "consent.case"):
        tell(desk, say(link.subject, "consent.expires_on", "2020-01-01"))


def _restricted(desk: Desk, year: int) -> None:
    _told("anonymised")(desk, year)
    restrict_case(desk, code=_case_of(desk, year))


def _case_of(desk: Desk, year: int) -> str:
    event = desk.view.record(uid(desk, "event", f"ev-leak-{year}"))
    assert event is not None
    (holder,) = event.every("event.case")
    found = desk.view.record(EntityId(holder))  # type: ignore[arg-type]
    assert found is not None
    return found.code


def _second_person_said_no(desk: Desk, year: int) -> None:
    _told("anonymised")(desk, year)
    holder = _case_of(desk, year)
    person_of(desk, holder, f"P-no-{year}", f"Екінші Адам{year}")
    record_consent(desk, case=holder, person=f"P-no-{year}", use="publication", answer="no")


def _withheld_source(desk: Desk, year: int) -> None:
    cited = passage(
        desk,
        f"p-hid-{year}",
        title_en=f"canary-{year} letter of an insider",
        withheld=True,
        link=f"https://canary-{year}.example/x",
    )
    shown = passage(desk, f"p-open-{year}")
    event = development(
        desk, f"ev-leak-{year}", by=shown, date=f"{year}-06", wording_en="In June, it came out."
    )
    tell(desk, say(event, "event.kind", "incident", source=cited))


def _naming_source(desk: Desk, year: int) -> None:
    cited = passage(
        desk,
        f"p-nam-{year}",
        title_en="A story",
        names_private_person=True,
        link=f"https://canary-{year}.example/name",
    )
    development(
        desk, f"ev-leak-{year}", by=cited, date=f"{year}-06", wording_en="In June, it came out."
    )


def _title_names(desk: Desk, year: int) -> None:
    cited = passage(
        desk, f"p-tit-{year}", title_en=f"Құпия{year} speaks", link="https://a.example/b"
    )
    said = {"date": f"{year}-06", "wording_en": "In June, something was told.", "by": cited}
    story(desk, "anonymised", f"ev-leak-{year}", name=f"Адам Құпия{year}", **said)  # type: ignore[arg-type]


def _told_under_held(desk: Desk, year: int) -> None:
    """A wording that also tells of a record that is held back."""
    home = development(
        desk, f"ev-home-{year}", date=f"{year}-06", wording_en=f"In June, canary-{year} and more."
    )
    _told("no", told_under=home)(desk, year)


DRAWN: tuple[Seed, ...] = (
    Seed("consent-not-asked", ("canary-{year}",), plant=_told(None)),
    Seed("consent-no", ("canary-{year}",), plant=_told("no")),
    Seed("consent-withdrawn", ("canary-{year}",), plant=_withdrawn),
    Seed("consent-expired", ("canary-{year}",), plant=_expired),
    Seed("case-restricted", ("canary-{year}",), plant=_restricted),
    Seed("second-person-said-no", ("canary-{year}",), plant=_second_person_said_no),
    Seed(
        "too-sensitive", ("canary-{year}",), plant=_told("anonymised", sensitivity="confidential")
    ),
    Seed("nobody-signed", ("canary-{year}",), plant=_told("anonymised", signed_off_by=None)),
    Seed(
        "wording-names-the-person",
        ("Құпия{year}",),
        plant=lambda desk, year: _told(
            "anonymised", wording_en=f"In June, Құпия{year} was beaten."
        )(desk, year),
    ),
    Seed(
        "wording-tells-the-day",
        ("19 June",),
        plant=_told("anonymised", wording_en="On 19 June, a woman was beaten."),
    ),
    Seed(
        "wording-tells-the-age",
        ("aged 34",),
        plant=_told("anonymised", wording_en="In June, a woman aged 34 was beaten."),
    ),
    Seed(
        "wording-tells-the-venue",
        ("Тайник",),
        plant=_told(
            "anonymised", venue="Тайник", wording_en="In June, a woman was beaten at Тайник."
        ),
    ),
    Seed(
        "wording-holds-a-telephone",
        ("+7 702 111 22 33",),
        plant=_told("anonymised", wording_en="In June, call +7 702 111 22 33."),
    ),
    Seed("source-withheld", ("canary-{year}",), plant=_withheld_source),
    Seed("source-names-somebody", ("canary-{year}",), plant=_naming_source),
    Seed("title-names-somebody", ("Құпия{year}",), plant=_title_names),
    Seed("told-under-what-is-held", ("canary-{year}",), plant=_told_under_held),
)
SEEDS = (*OWN, *DRAWN)


def begun(desk: Desk, seed: Seed, year: int) -> str:
    """A document of one year with one sound development in it."""
    development(
        desk,
        f"ev-sound-{year}",
        date=f"{year}-05",
        wording_en=SOUND["en"],
        wording_ru=SOUND["ru"],
        wording_kk=SOUND["kk"],
    )
    facts: dict[str, str | tuple[str, ...]] = {
        "country": "KAZ",
        "period": str(date(year, 1, 1).year),
        "language": (seed.language,),
        **seed.facts,
    }
    if not seed.kept:
        return start_report(desk, outline="annual-review", facts=facts)
    words = {seed.language: seed.text}
    kept = keep_text(desk, kind="method", titles=words, words=words)
    seen = show_kept_text(desk, code=kept).seen
    confirm_kept_text(desk, code=kept, seen=seen, by="M-8")
    facts["takes"] = (kept,)
    return start_report(desk, outline="case-statistics", facts=facts)
