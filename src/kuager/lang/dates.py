"""Dates in words, at exactly the precision they were written with.

What comes in is EDTF text (ISO 8601-2), or a value that carries it in `.text`; it was checked
when it was read. Text of a form that has no words here is shown as it was written: a date is
never rounded, completed or guessed for the sake of a smoother sentence.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from kuager.lang.catalogue import Words, words_of
from kuager.lang.numbers import join_words

Form = Literal["plain", "in"]


class DatedText(Protocol):
    """A date value as the model has it: all that is needed here is its EDTF text."""

    @property
    def text(self) -> str:
        """The date in EDTF."""
        ...


def date_words(date: DatedText | str | None, language: str, *, form: Form = "plain") -> str:
    """A date in words: "28–29 May 2021", «28–29 мая 2021», «2021 ж. мамыр».

    `form="in"` gives what stands inside a sentence: "in May 2021", «28 мая 2021 года»,
    «2021 жылғы мамырда». None or empty text is said to be not known.
    """
    text = date if isinstance(date, str) else "" if date is None else date.text
    words = words_of(language)
    if text == "":
        return words.dates["whole"]["unknown"]
    return _whole(text, words, form) or _set(text, language) or text


def in_month(month: int, language: str, *, year: int | None = None) -> str:
    """The opening of a sentence: "In May", «В мае 2021 года», «Мамырда»; month is 1 to 12."""
    part = _Part(kind="bare_month" if year is None else "month", year=year or 0, month=month)
    said = _single(part, words_of(language), "in")
    return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One end of a date: how precise it is and its figures (0 where there is none)."""

    kind: str
    year: int
    month: int = 0
    day: int = 0
    time: str = ""
    is_about: bool = False
    is_uncertain: bool = False


_PART: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_DECEMBER: Final = 12
_SEASONS: Final = frozenset({21, 22, 23, 24, 33, 34, 35, 36, 40, 41})


def _read(text: str) -> _Part | None:
    match = _PART.fullmatch(re.sub("[?~%]", "", text))
    if match is None or (match["month"] == "XX" and match["day"] not in (None, "XX")):
        return None
    figures = {key: int(match[key] or 0) for key in ("month", "day") if match[key] != "XX"}
    kind = _kind(match["year"], **figures)
    return (
        None
        if kind is None
        else _Part(
            kind=kind,
            year=int(match["year"].replace("X", "0")),
            time=_time(match["time"], match["zone"]),
            is_about="~" in text or "%" in text,
            is_uncertain="?" in text or "%" in text,
            **figures,
        )
    )


def _time(time: str | None, zone: str | None) -> str:
    named = "UTC" if zone == "Z" else zone
    return " ".join(filter(None, (time, named)))


def _kind(year: str, *, month: int = 0, day: int = 0) -> str | None:
    if year.endswith("X"):
        return "decade" if month == 0 else None
    if month > _DECEMBER:
        return "season" if month in _SEASONS and day == 0 else None
    return "day" if day else "month" if month else "year"


def _whole(text: str, words: Words, form: Form) -> str | None:
    if "/" not in text:
        part = _read(text)
        return None if part is None else _qualified(part, words, form)
    first_text, last_text = text.split("/", 1)
    open_end = _open_ended(first_text, last_text, words)
    if open_end is not None:
        return open_end
    first, last = _read(first_text), _read(last_text)
    return None if first is None or last is None else _range(first, last, words, form)


def _open_ended(first: str, last: str, words: Words) -> str | None:
    sides = {"since": (last == "..", first), "ended_unknown": (last == "", first)}
    sides |= {"until": (first == "..", last), "began_unknown": (first == "", last)}
    for name, (is_open, other) in sides.items():
        part = _read(other) if is_open else None
        if part is not None:
            ends = {"from": _single(part, words, "from"), "to": _single(part, words, "to")}
            return _marked(words.dates["whole"][name].format_map(ends), part, words)
    return None


def _range(first: _Part, last: _Part, words: Words, form: Form) -> str:
    if first.is_about or last.is_about or first.is_uncertain or last.is_uncertain:
        ends = [_qualified(part, words, "plain") for part in (first, last)]
        return words.dates["plain"]["span"].format(first=ends[0], last=ends[1])
    facts = _facts(first, words) | {f"last_{k}": v for k, v in _facts(last, words).items()}
    facts |= {"first": _single(first, words, "plain"), "last": _single(last, words, "plain")}
    facts |= {"from": _single(first, words, "from"), "to": _single(last, words, "to")}
    return words.dates[form][_joined(first, last)].format_map(facts)


def _joined(first: _Part, last: _Part) -> str:
    """The name of the pattern that says what the two ends share only once."""
    if first.kind != last.kind or first.time or last.time:
        return "span"
    if first.kind == "year":
        return "years"
    if first.year != last.year or first.kind not in ("month", "day"):
        return "span"
    if first.kind == "month":
        return "months"
    return "days" if first.month == last.month else "days_over"


def _qualified(part: _Part, words: Words, form: Form) -> str:
    said = _single(part, words, form)
    if part.is_about:
        ends = {"plain": _single(part, words, "plain"), "from": _single(part, words, "from")}
        said = words.dates["whole"]["about"].format_map(ends)
    if part.time:
        said = words.dates["whole"]["at"].format(words=said, time=part.time)
    return _marked(said, part, words)


def _marked(said: str, part: _Part, words: Words) -> str:
    return words.dates["whole"]["uncertain"].format(words=said) if part.is_uncertain else said


def _single(part: _Part, words: Words, form: str) -> str:
    pattern = words.dates[form].get(part.kind) or words.dates["plain"][part.kind]
    return pattern.format_map(_facts(part, words))


def _facts(part: _Part, words: Words) -> dict[str, str]:
    """The figures and names of one end, in every case of the noun that the language has."""
    facts = {"year": str(part.year), "day": str(part.day)}
    for case in ("plain", "of", "in", "from", "to"):
        suffix = "" if case == "plain" else f"_{case}"
        months = words.months.get(case, words.months["plain"])
        seasons = words.seasons.get(case, words.seasons["plain"])
        if 1 <= part.month <= _DECEMBER:
            facts[f"month{suffix}"] = months[part.month - 1]
        facts[f"season{suffix}"] = seasons.get(f"{part.month}", "")
    return facts


def _set(text: str, language: str) -> str | None:
    """`[a,b]` is one of these days, `{a,b}` all of them, `[a..b]` one from a to b."""
    if text[:1] + text[-1:] not in ("[]", "{}"):
        return None
    words = words_of(language)
    first, dots, last = text[1:-1].partition("..")
    if dots:
        return _whole(f"{first or '..'}/{last or '..'}", words, "plain")
    said = [_whole(member.strip(), words, "plain") for member in text[1:-1].split(",")]
    known = [member for member in said if member is not None]
    join = "or" if text.startswith("[") else "and"
    return join_words(known, language, word=join) if len(known) == len(said) else None
