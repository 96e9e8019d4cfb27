"""Charts of every kind, with the labels of the schema in three languages and made-up numbers.

The words that a maker would take from messages stand here in three languages as they are, to see
how long ones look.
"""

from kuager.model.chart import (
    Amount,
    Arrangement,
    Bar,
    Bars,
    Body,
    Chart,
    Compare,
    Exit,
    Funnel,
    Place,
    RegionMap,
    Stage,
    TimeLine,
    between,
    exact,
    held_back,
    rounded,
    table_of,
)
from kuager.model.places import gazetteer
from kuager.model.schema import load_schema

LANGUAGES = ("en", "ru", "kk")
Words = dict[str, tuple[str, str, str]]
WORDS: Words = {
    "acts": ("Acts", "Действия", "Әрекеттер"),
    "by-type": ("Acts by type", "Действия по видам", "Түрі бойынша әрекеттер"),
    "kind": ("What was done", "Что было сделано", "Не істелді"),
    "possibly": ("{n} (+{m} possibly)", "{n} (+{m} возможно)", "{n} (+{m} мүмкін)"),
    "to": ("{n} to {m}", "от {n} до {m}", "{n}–{m}"),
    "least": ("at least {n}", "не менее {n}", "кемінде {n}"),
    "about": ("about {n}", "около {n}", "шамамен {n}"),
    "n": ("n = 214 acts", "n = 214 действий", "n = 214 әрекет"),
    "base": (
        "All acts of the documented events of which the place is known",
        "Все действия в задокументированных событиях, место которых известно",
        "Орны белгілі, құжатталған оқиғалардағы барлық әрекеттер",
    ),
    "period": ("2021–2023", "2021–2023 гг.", "2021–2023 жж."),
    "source": (
        "Own documentation, counted on 20 November 2026",
        "Собственная документация, подсчёт от 20 ноября 2026 г.",
        "Өз құжаттамамыз, 2026 жылғы 20 қарашада есептелді",
    ),
    "reading": (
        "Four in ten acts were physical violence, and a complaint was made after few of them.",
        "Четыре из десяти действий — физическое насилие, и лишь немногие из них были обжалованы.",
        "Әрекеттердің оннан төрті — дене күш қолдану, олардың аз бөлігіне ғана шағым түсірілді.",
    ),
    "alt": (
        "Bars of different length; the table says the same.",
        "Полосы разной длины; в таблице то же самое.",
        "Әртүрлі ұзындықтағы жолақтар; кестеде дәл сол айтылады.",
    ),
    "hostile": ("Hostile", "Враждебные", "Қастандық"),
    "ours": ("What we did", "Что сделали мы", "Біз не істедік"),
    "year": ("Year", "Год", "Жыл"),
    "years": ("Acts by year", "Действия по годам", "Жыл бойынша әрекеттер"),
    "way": ("The way to justice", "Путь к правосудию", "Әділдікке жол"),
    "ended": (
        "Ended here, or still here",
        "Завершилось здесь или ещё здесь",
        "Осында аяқталды немесе әлі осында",
    ),
    "still": ("still waiting", "ещё ждёт", "әлі күтуде"),
    "regions": ("Events by region", "События по регионам", "Өңірлер бойынша оқиғалар"),
    "sides": (
        "What was done, and what we did",
        "Что было сделано, и что сделали мы",
        "Не істелді және біз не істедік",
    ),
    "for": ("for", "для", "үшін"),
}


def w(key: str, language: str, **facts: object) -> str:
    """One of the words above."""
    return WORDS[key][LANGUAGES.index(language)].format(**facts)


def terms(vocabulary: str, language: str) -> list[str]:
    """The labels of a vocabulary in its order."""
    found = load_schema().vocabularies[vocabulary]
    return [found.label(term, language) for term in found.terms]


def of_all_sorts(language: str) -> list[Amount]:
    """One amount of each sort."""
    return [
        exact(w("possibly", language, n=87, m=12), 87, possibly=12),
        between(w("to", language, n=31, m=52), 31, 52),
        between(w("least", language, n=24), 24, None),
        held_back(),
        rounded(w("about", language, n=20), 20),
        exact("9", 9),
        exact("0", 0),
    ]


def chart_of(body: Body, language: str, title: str, first: str = "kind", **more: object) -> Chart:
    """A chart around a body."""
    head, rows = table_of(body, w(first, language), count=w("acts", language), **more)  # type: ignore[arg-type]
    return Chart(
        title=w(title, language),
        alt=w("alt", language),
        reading=w("reading", language),
        language=language,
        n=w("n", language),
        base=w("base", language),
        period=w("period", language),
        source=w("source", language),
        body=body,
        head=head,
        rows=rows,
    )


def bars(language: str, *, rows: int = 7) -> Chart:
    """One series of lying bars."""
    labels = terms("act", language)
    amounts = of_all_sorts(language)
    listed = [
        Bar(label=labels[n % len(labels)], amounts=(amounts[n % len(amounts)],))
        for n in range(rows)
    ]
    return chart_of(Bars(series=("",), rows=tuple(listed)), language, "by-type")


def series(language: str, arrangement: Arrangement, *, count: int = 3, rows: int = 5) -> Chart:
    """Several series, side by side or stacked."""
    labels, names = terms("act", language), terms("perpetrator_kind", language)[:count]
    amounts = of_all_sorts(language)
    listed = [
        Bar(
            label=labels[n % len(labels)],
            amounts=tuple(amounts[(n * 2 + k) % len(amounts)] for k in range(count)),
        )
        for n in range(rows)
    ]
    body = Bars(series=tuple(names), rows=tuple(listed), arrangement=arrangement)
    return chart_of(body, language, "by-type")


def years(language: str, *, count: int = 8) -> Chart:
    """Columns over years."""
    listed = []
    for n in range(count):
        sure, maybe = (n * 7) % 23 + n, (n * 5) % 7
        amount = exact(f"{sure} (+{maybe})" if maybe else f"{sure}", sure, possibly=maybe)
        listed.append(Bar(label=str(2016 + n), amounts=(held_back() if n == 2 else amount,)))
    return chart_of(TimeLine(series=("",), rows=tuple(listed)), language, "years", "year")


def months(language: str, *, count: int = 36) -> Chart:
    """Columns over months, in two series side by side."""
    names = (w("hostile", language), w("ours", language))
    listed = []
    for n in range(count):
        one, two = (n * 11) % 17, (n * 7) % 9
        amounts = (exact(str(one), one), exact(str(two), two))
        listed.append(Bar(label=f"{n % 12 + 1:02}.{21 + n // 12}", amounts=amounts))
    return chart_of(TimeLine(series=names, rows=tuple(listed)), language, "years", "year")


def funnel(language: str) -> Chart:
    """The way to justice with its exits."""
    names, ends = terms("justice_stage", language), terms("exit_code", language)
    numbers = (124, 61, 48, 17, 9, 4, 2)
    stages = []
    for n, number in enumerate(numbers):
        amount = held_back() if number < 3 else exact(str(number), number)
        ways = tuple(
            Exit(
                label=ends[(n * 2 + k) % len(ends)],
                amount=exact(str(number // (4 + k)), number // (4 + k)),
            )
            for k in range(2 if number > 8 else 0)
        )
        still = Exit(label=w("still", language), amount=exact("5", 5)) if n in (2, 3) else None
        stages.append(
            Stage(label=names[n % len(names)], amount=amount, exits=ways, in_progress=still)
        )
    body = Funnel(stages=tuple(stages))
    return chart_of(body, language, "way", "kind", exits=w("ended", language))


def country(language: str) -> Chart:
    """All regions."""
    placed = [p for p in gazetteer() if p.parent == "KZ"]
    places = []
    for n, place in enumerate(placed):
        number = (0, 3, 41, 7, 12, 0, 88, 5)[n % 8]
        amount = held_back() if n % 7 == 3 else exact(str(number), number)
        places.append(Place(id=place.id, name=gazetteer().name(place.id, language), amount=amount))
    return chart_of(RegionMap(places=tuple(places)), language, "regions")


def compare(language: str, *, rows: int = 6) -> Chart:
    """Two sides."""
    labels, amounts = terms("event_kind", language), of_all_sorts(language)
    listed = [
        Bar(label=labels[n % len(labels)], amounts=(amounts[n % 7], amounts[(n + 3) % 7]))
        for n in range(rows)
    ]
    body = Compare(left=w("hostile", language), right=w("ours", language), rows=tuple(listed))
    return chart_of(body, language, "sides")


def every_kind(language: str) -> dict[str, Chart]:
    """One chart of every kind and arrangement."""
    return {
        "bars": bars(language),
        "grouped": series(language, "grouped"),
        "stacked": series(language, "stacked", count=4),
        "years": years(language),
        "months": months(language),
        "funnel": funnel(language),
        "country": country(language),
        "compare": compare(language),
    }
