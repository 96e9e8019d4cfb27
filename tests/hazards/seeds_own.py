"""Seeded leaks in the words of authors: see `seeds`, which tells who all these people are."""

from tests.hazards.seed import ACCUSED, FRIEND, INSIDER, NAME, OFFICIAL, Seed

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
    Seed(
        "name-with-patronymic",
        ("Мадина Сериковна Сынакова",),
        "private-name",
        "Пришла Мадина Сериковна Сынакова.",
        "ru",
    ),
    Seed(
        "surname-and-initial", ("Сынаковой М.",), "private-name", "Дело Сынаковой М. закрыли.", "ru"
    ),
    Seed("age-in-commas", ("A woman, 34,",), "age", "A woman, 34, was raped in the colony."),
    Seed("age-russian", ("женщина 34 лет",), "age", "Избита женщина 34 лет.", "ru"),
    Seed("title-and-letter", ("Ms K",), "initial", "The police called Ms K to the station."),
    Seed("letters-half-pointed", ("A.K",), "initial", "The police called A.K to the station."),
    Seed(
        "account-in-a-link",
        ("t.me/snake_madina_97",),
        "private-contact",
        "A post[^https://t.me/snake_madina_97/7] says so.",
    ),
    Seed(
        "town-of-the-prison-day",
        ("19.03.2023",),
        "day-and-place",
        "Заключённую избили 19.03.2023 в Караганде.",
        "ru",
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
        "On 8 March 2022 at 03:30 two guards beat a gay man P., born in 1988, at 31 Primer Street.",
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
    Seed("withheld-title", (INSIDER,), "withheld-source", f"Как сказано: {INSIDER}.", "ru"),
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
    Seed("figure-held", ("2 of",), "figure", "In {@F-1} cases people were hurt."),
    Seed("figure-held-as-a-sentence", ("2 of",), "figure", "{@@F-1}"),
    Seed("bookmark", ("_heading=h.",), "left-mark", "[bookmark: _heading=h.ehxulq1]1. Questions"),
    Seed("mixed-letters", ("КHБ",), "mixed-letters", "Пришли сотрудники КHБ.", "ru"),
    Seed("shelter", ("safe flat",), "teaches-shelter", "She lives in a safe flat in Karaganda."),
    Seed("route", ("via Korday",), "teaches-route", "They fled via Korday to Bishkek by bus."),
    Seed(
        "trap",
        ("fake profile",),
        "teaches-method",
        "They make a fake profile on Hornet with photos of a model, then they invite to a "
        "rented flat and demand money.",
    ),
    # Records that may not be told, told in an author's words
    Seed("kept-name", (FRIEND,), "private-name", f"We were founded by {FRIEND}.", kept=True),
    Seed(
        "kept-shortener",
        ("bit.ly/3xyz",),
        "short-link",
        "See https://bit.ly/3xyz for more.",
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
