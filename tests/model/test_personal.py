"""Personal columns and words: what is asked about, and what is not mistaken for a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.personal import PersonalColumn, find_in_text, find_personal, is_iin

IIN = "850101350100"
"""An invented number with a sound control digit."""


def kinds(header: str, *cells: str) -> list[tuple[str, str]]:
    """What one column is asked about for."""
    return [(found.kind, found.why) for found in find_personal((header,), [[c] for c in cells])]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Name", "name"),
        ("ФИО", "name"),
        ("Ф.И.О. пострадавшего", "name"),
        ("Аты-жөні", "name"),
        ("Телефон", "phone"),
        ("Ұялы", "phone"),
        ("phone_number", "phone"),
        ("ИИН", "iin"),
        ("ЖСН", "iin"),
        ("Адрес проживания", "address"),
        ("Мекенжайы", "address"),
        ("E-mail", "email"),
        ("Эл. почта", "email"),
        ("Паспорт №", "document"),
        ("Жеке куәлік", "document"),
        ("Дата рождения", "birth"),
        ("Telegram", "account"),
    ],
)
def test_headers_in_three_languages(header: str, kind: str) -> None:
    """A header alone is enough to ask."""
    assert [(kind, "header")] == kinds(header)


@pytest.mark.parametrize(
    "header", ["Дата", "Место", "Organisation name", "Название организации", "file name", "act"]
)
def test_other_headers(header: str) -> None:
    """Names of things are no names of people."""
    assert [] == kinds(header)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("+7 701 234 56 78", "phone"),
        ("8(701)234-56-78", "phone"),
        ("87012345678", "phone"),
        ("7012345678", "phone"),
        ("+996 555 123 456", "phone"),
        (IIN, "iin"),
        ("a.b@example.org", "email"),
        ("N12345678", "document"),
        ("Иванова Анна Петровна", "name"),
        ("Серік Ахметұлы", "name"),
        ("Ivanov Ivan", "name"),
        ("ул. Абая, д. 5, кв. 12", "address"),
        ("Абай көшесі 12", "address"),
    ],
)
def test_cells_of_a_column_without_a_telling_name(cell: str, kind: str) -> None:
    """Content is enough to ask, whatever the header says."""
    assert [(kind, "content")] == kinds("x", cell)


@pytest.mark.parametrize(
    "cell",
    ["2021-05-29", "123456789012", "Шымкент", "Избиение", "=1+1", "29.05.2021 12:30", "1 200 000",
     "978-5-17-118366-6", "org-police-almaty"],
)  # fmt: skip
def test_cells_that_are_not_personal(cell: str) -> None:
    """Dates, sums, places, codes and book numbers are not asked about."""
    assert [] == kinds("x", cell)


def test_one_number_in_a_long_column_is_enough() -> None:
    """The costly error is the one not asked about."""
    cells = ["рассказ"] * 500 + [f"звонили с +7 701 234 56 78, ИИН {IIN}"]
    assert [("phone", "inside text"), ("iin", "inside text")] == kinds("Описание", *cells)


def test_a_header_and_cells_that_agree() -> None:
    """What the cells show is surer than what a header says, and is told once."""
    assert [("name", "content")] == kinds("name", "Иванова Анна Петровна")


def test_order_and_form_of_the_answer() -> None:
    """Columns come in the order of the header."""
    found = find_personal(("code", "Тел.", "Имя"), [["1", "x", "y"]])
    assert [
        PersonalColumn("Тел.", "phone", "header"),
        PersonalColumn("Имя", "name", "header"),
    ] == found


@pytest.mark.parametrize(
    ("digits", "sound"),
    [
        (IIN, True),
        ("850101350101", False),
        ("851301350100", False),
        ("000000000000", False),
        ("85010135010", False),
        ("٨٥٠١٠١٣٥٠١٠٠", False),
    ],
)
def test_control_digit(digits: str, *, sound: bool) -> None:
    """Date, century and control digit must all fit."""
    assert sound == is_iin(digits)


def test_a_wrong_digit_is_noticed() -> None:
    """Of all one-digit slips in a sound number, nine of ten are no number any more."""
    slips = [
        IIN[:at] + digit + IIN[at + 1 :]
        for at in range(12)
        for digit in "0123456789"
        if digit != IIN[at]
    ]
    assert sum(map(is_iin, slips)) < len(slips) / 10


def test_spans_in_text() -> None:
    """Each thing found is told with its place, in order, and nothing twice."""
    text = f"Тел. +7 (701) 234-56-78 или 8 701 2345679, a.b@example.org; ИИН {IIN}."
    spans = find_in_text(text)
    assert [
        ("phone", "+7 (701) 234-56-78"),
        ("phone", "8 701 2345679"),
        ("email", "a.b@example.org"),
        ("iin", IIN),
    ] == [(span.kind, text[span.start : span.end]) for span in spans]


@given(st.text(alphabet="+78 01()-@a.№N\n", max_size=80))
def test_spans_lie_in_the_text(text: str) -> None:
    """Spans are in order, inside the text, and do not overlap."""
    end = 0
    for span in find_in_text(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
