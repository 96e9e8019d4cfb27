"""Seeded leaks: what somebody in a hurry would let out, each with the words that must not leave.

Everybody in them is made up. `own` leaks stand in an author's words, `kept` ones in a kept text,
`drawn` ones in the record, `facts` on the title page. `needles` are looked for in every file.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.verbs.desks import case, tell, uid
from tests.verbs.stories import add, development, members, passage, person_of, record, story

from kuager.model.statement import EntityId, say
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.kept_texts import keep_text
from kuager.verbs.records import restrict_case

NAME = "Айгүл Үлгіқызы"
FRIEND = "Мадина Сынақова"
CHILD, MOTHER = "Дана Мысалова", "Сауле Мысалова"
ACCUSED = "Берик Примеров"
OFFICIAL = "Канат Образцов"
SECRET_TITLE = "Письмо сотрудницы Образцовского отдела Н. Тайной"
SOUND = {
    "en": "In May, a bill was sent to parliament.",
    "ru": "В мае законопроект направили в парламент.",
    "kk": "Мамырда заң жобасы парламентке жіберілді.",
}
"""What each document tells besides, and is sent with."""


@dataclass(frozen=True)
class Seed:
    """One leak: where it is planted, its words, what must be found or cut, and in which language.

    `check` is the check that has to find it; empty: the disclosure has to cut it. `plant` puts it
    into the record, for those that are drawn.
    """

    name: str
    needles: tuple[str, ...]
    check: str = ""
    text: str = ""
    language: str = "en"
    kept: bool = False
    about: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    plant: Callable[[Desk, int], None] | None = None


def furnish(desk: Desk) -> None:
    """The people, sources and organisations of whom the leaks tell."""
    members(desk)
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
    record(desk, "source", "s-hidden", title_ru=SECRET_TITLE, withheld=True)
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


OWN: tuple[Seed, ...] = (
    # Names in three scripts, with endings, hidden in several ways
    Seed("name-kazakh", (NAME,), "private-name", f"It was {NAME} who told us."),
    Seed(
        "name-russian",
        ("Айгуль Улгикызы",),
        "private-name",
        "Об этом рассказала Айгуль Улгикызы.",
        "ru",
    ),
    Seed("name-latin", ("Aigul Ulgikyzy",), "private-name", "We spoke with Aigul Ulgikyzy."),
    Seed("name-kazakh-latin", ("Aigúl Úlgiqyzy",), "private-name", "We spoke with Aigúl Úlgiqyzy."),
    Seed(
        "name-in-a-case",
        ("Айгүлге Үлгіқызына",),
        "private-name",
        "Бұл Айгүлге Үлгіқызына айтылды.",
        "kk",
    ),
    Seed(
        "name-russian-case",
        ("Мадиной Сынаковой",),
        "private-name",
        "Мы говорили с Мадиной Сынаковой.",
        "ru",
    ),
    Seed("name-turned-round", ("Үлгіқызы Айгүл",), "private-name", "Signed: Үлгіқызы Айгүл."),
    Seed(
        "name-in-small-letters",
        ("айгүл үлгіқызы",),
        "private-name",
        "told by айгүл үлгіқызы herself",
    ),
    Seed("name-in-capitals", ("MADINA SYNAKOVA",), "private-name", "MADINA SYNAKOVA was there."),
    Seed(
        "name-of-mixed-letters",
        ("Mадина Cынаковa",),
        "private-name",
        "Рассказала Mадина Cынаковa.",
        "ru",
    ),
    Seed("name-in-documents", ("Гүлнар Құжатова",), "private-name", "In papers: Гүлнар Құжатова."),
    Seed(
        "name-genitive",
        ("Madina Synakova's",),
        "private-name",
        "Madina Synakova's house was searched.",
    ),
    Seed(
        "name-in-a-note",
        ("Мадина Сынақова",),
        "private-name",
        f"It happened.[^Told by {FRIEND} in May.]",
    ),
    Seed(
        "name-in-an-address",
        ("madina-synakova",),
        "private-name",
        "See[^https://blog.example/madina-synakova-story] there.",
    ),
    Seed("surname-alone", ("Ulgikyzy",), "private-name", "Then Ulgikyzy went to the police."),
    Seed("pseudonym", ("Самал",), "private-name", "The woman we call Самал left."),
    Seed(
        "unknown-name",
        ("Perizat Belgisizova",),
        "unknown-name",
        "The neighbour Perizat Belgisizova saw it.",
    ),
    Seed(
        "unknown-patronymic", ("Иван Иванович",), "unknown-name", "Пришёл врач Иван Иванович.", "ru"
    ),
    # Contacts
    Seed(
        "contact-of-the-vault",
        ("+7 701 555 44 33",),
        "private-contact",
        "Call +7 701 555 44 33 for more.",
    ),
    Seed(
        "contact-spelled-otherwise",
        ("8(701)5554433",),
        "private-contact",
        "Call 8(701)5554433 for more.",
    ),
    Seed(
        "account",
        ("@snake_madina_97",),
        "private-contact",
        "Posted by @snake_madina_97 that night.",
    ),
    Seed(
        "telephone", ("+7 705 123 45 67",), "telephone", "The lawyer's number is +7 705 123 45 67."
    ),
    Seed("iin", ("900101300007",), "telephone", "Her number is 900101300007."),
    Seed("passport", ("N12345678",), "telephone", "Passport N12345678 was taken."),
    Seed(
        "private-mailbox", ("sunflower77@gmail.com",), "mailbox", "Write to sunflower77@gmail.com."
    ),
    Seed("address", ("Примерная, 31",), "address", "Это было на улице Примерная, 31.", "ru"),
    # A child
    Seed("child-name", ("Dana",), "minor", "A schoolgirl Dana was beaten."),
    Seed(
        "child-school", ("School No. 15",), "minor", "A teenager from School No. 15 was expelled."
    ),
    Seed("child-school-russian", ("школы № 15",), "minor", "Ученицу школы № 15 избили.", "ru"),
    Seed("child-initial", ("D. M.",), "minor", "A 15-year-old pupil, D. M., was outed."),
    Seed(
        "child-mother",
        ("Saule",),
        "minor",
        "The teenager fled; her mother Saule called the police.",
    ),
    # Initials and facts that meet
    Seed(
        "initial-year-address",
        ("born in 1988",),
        "initial-with-facts",
        "On 8 March 2022 at 03:30 two guards beat a gay man P., born in 1988, at 31 Primer Street, Almaty.",
    ),
    Seed(
        "initials-age",
        ("B. M., a 29-year-old",),
        "initial-with-facts",
        "B. M., a 29-year-old queer man, was locked up by relatives.",
    ),
    Seed(
        "initials-link",
        ("V. B.",),
        "initial-with-link",
        "A prisoner, V. B., was raped.[^The verdict: https://news.example/verdict-of-a-major]",
    ),
    Seed("initial", ("woman I.",), "initial", "A transgender young woman I. was abducted."),
    Seed("initial-russian", ("А. К.",), "initial", "Активистку А. К. вызвали в полицию.", "ru"),
    Seed(
        "day-place-deed",
        ("29 May",),
        "day-and-place",
        "On 29 May 2021 a woman was beaten in Shymkent.",
    ),
    Seed(
        "day-place-deed-kk",
        ("29 мамырда",),
        "day-and-place",
        "2021 жылғы 29 мамырда Шымкентте әйелді ұрып кетті.",
        "kk",
    ),
    Seed(
        "role-town-month",
        ("librarian",),
        "role-town-date",
        "A librarian in Zhezkazgan was fired in March 2023.",
    ),
    Seed("venue", ("club “Chameleon”",), "venue", "A man was beaten at the club “Chameleon”."),
    Seed("birth-year", ("born in 1994",), "age", "A woman, born in 1994, was raped."),
    # Sources, doers
    Seed(
        "withheld-title", (SECRET_TITLE,), "withheld-source", f"Как сказано: {SECRET_TITLE}.", "ru"
    ),
    Seed("accused-recorded", (ACCUSED,), "accused-by-name", f"Избил {ACCUSED}, сосед.", "ru"),
    Seed(
        "accused-in-words",
        ("Serik Oylanbaev",),
        "accused-by-name",
        "The perpetrator Serik Oylanbaev is free.",
    ),
    Seed(
        "official-without-source",
        (OFFICIAL,),
        "named-official",
        f"Закон предложил {OFFICIAL}.",
        "ru",
    ),
    # Links
    Seed(
        "fbclid",
        ("fbclid=IwAR3",),
        "tracking-link",
        "A post[^https://www.instagram.com/p/CN/?fbclid=IwAR3] says so.",
    ),
    Seed(
        "utm",
        ("utm_source=tg",),
        "tracking-link",
        "A page[^https://a.example/x?utm_source=tg&id=7] says so.",
    ),
    Seed(
        "youtube-si",
        ("si=AbCd",),
        "tracking-link",
        "A film[^https://youtu.be/xyz?si=AbCd] shows it.",
    ),
    Seed(
        "shortener",
        ("rb.gy/abcdef",),
        "short-link",
        "The page[^Observations: https://rb.gy/abcdef] says so.",
    ),
    Seed(
        "google-folder",
        ("docs.google.com",),
        "session-link",
        "Our table[^https://docs.google.com/spreadsheets/d/1x/edit] shows it.",
    ),
    Seed(
        "session",
        ("PHPSESSID=9",),
        "session-link",
        "The page[^https://a.example/v?PHPSESSID=9ab] says so.",
    ),
    Seed(
        "file-link",
        ("file:///home",),
        "local-link",
        "The scan[^file:///home/team/cases/scan.pdf] shows it.",
    ),
    Seed(
        "intranet-link",
        ("192.168.1.5",),
        "local-link",
        "The scan[^http://192.168.1.5/cases/7] shows it.",
    ),
    Seed(
        "naming-link",
        ("news.example/verdict/aigul",),
        "naming-link",
        "The court ruled[^https://news.example/verdict/aigul?x=1] last year.",
    ),
    Seed(
        "naming-link-archived",
        ("news.example/verdict/aigul",),
        "naming-link",
        "The court ruled[^https://web.archive.org/web/2024/https://news.example/verdict/aigul] so.",
    ),
    # Numbers
    Seed("small-number", ("three women",), "small-number", "In the colony three women were raped."),
    Seed(
        "small-number-russian",
        ("двух женщин",),
        "small-number",
        "В колонии изнасиловали двух женщин.",
        "ru",
    ),
    Seed("share-of-eighty", ("17 %",), "share", "Of 80 cases, 17 % were linked to hate groups."),
    Seed("share-of-few", ("8%",), "share", "Of 25 cases documented, 8% were rapes."),
    # Leftovers, letters, methods
    Seed("bookmark", ("_heading=h.",), "left-mark", "[bookmark: _heading=h.ehxulq1]1. Questions"),
    Seed("mixed-letters", ("КHБ",), "mixed-letters", "Пришли сотрудники КHБ.", "ru"),
    Seed("shelter", ("safe flat",), "teaches-shelter", "She lives in a safe flat in Karaganda."),
    Seed("route", ("via Korday",), "teaches-route", "They fled via Korday to Bishkek by bus."),
    Seed(
        "trap",
        ("fake profile",),
        "teaches-method",
        "They make a fake profile on Hornet with photos of a model, then they invite to a rented flat and demand money.",
    ),
    # Records that may not be told, told in an author's words
    Seed("kept-name", (FRIEND,), "private-name", f"We were founded by {FRIEND}.", kept=True),
    Seed(
        "kept-mailbox",
        ("nightingale@mail.ru",),
        "mailbox",
        "Write to nightingale@mail.ru.",
        kept=True,
    ),
    Seed(
        "kept-tracking",
        ("gclid=7",),
        "tracking-link",
        "See https://a.example/?gclid=7 for more.",
        kept=True,
    ),
    Seed("title-name", (NAME,), "private-name", facts={"title": f"The story of {NAME}"}),
)

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
    facts["takes"] = (keep_text(desk, kind="method", titles=words, words=words),)
    return start_report(desk, outline="case-statistics", facts=facts)
