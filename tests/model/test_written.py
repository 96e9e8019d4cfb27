"""Dates, counts and places as people write them: read where certain, else a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.counts import CountError
from kuager.model.dates import read_date
from kuager.model.places import gazetteer
from kuager.model.written_counts import count_of
from kuager.model.written_dates import UnreadableDateError, edtf_of
from kuager.model.written_places import UnresolvedPlaceError, place_of

PLACES = gazetteer()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2021-05-29", "2021-05-29"),
        ("2024-03~", "2024-03~"),
        ("29.05.2021", "2021-05-29"),
        ("9.5.2021 г.", "2021-05-09"),
        ("05.2021", "2021-05"),
        ("2021 год", "2021"),
        ("28-29.05.2021", "2021-05-28/2021-05-29"),
        ("28.05.2021 – 02.06.2021", "2021-05-28/2021-06-02"),
        ("29 мая 2021 г.", "2021-05-29"),
        ("28–29 мая 2021", "2021-05-28/2021-05-29"),
        ("май 2021", "2021-05"),
        ("May 29, 2021", "2021-05-29"),
        ("29th May 2021", "2021-05-29"),
        ("2021 жылғы 29 мамыр", "2021-05-29"),
        ("2021 жылғы мамыр", "2021-05"),
        ("29 МАМЫР 2021", "2021-05-29"),
        ("2021.05.29", "2021-05-29"),
        ("2021/05/29", "2021-05-29"),
        ("29/05/2021", "2021-05-29"),
        ("05/29/2021", "2021-05-29"),
        ("05/05/2021", "2021-05-05"),
    ],
)
def test_dates_with_one_reading(written: str, kept: str) -> None:
    """Local forms become EDTF, no more and no less precise than written."""
    assert kept == edtf_of(written)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("вчера", "not-a-date"),
        ("31.02.2021", "no-such-day"),
        ("2021-02-31", "no-such-day"),
        ("29.02.1900", "no-such-day"),
        ("00.00.2024", "no-such-day"),
        ("32 мая 2021", "no-such-day"),
        ("03/04/2021", "two-readings"),
        ("03-04-2021", "two-readings"),
        ("29.05.21", "no-century"),
        ("1442-09-12", "other-calendar"),
        ("12 рамадан 1442", "not-a-date"),
        ("2999", "other-calendar"),
        ("29.05.2021-28.05.2021", "dates-reversed"),
        ("05/2021", "not-a-date"),
        ("45000", "not-a-date"),
        ("", "not-a-date"),
    ],
)
def test_dates_without_one_reading(written: str, reason: str) -> None:
    """Each refusal says why."""
    with pytest.raises(UnreadableDateError) as caught:
        edtf_of(written)
    assert reason == caught.value.reason


@given(st.dates(min_value=read_date("1850").earliest, max_value=read_date("2100").latest))
def test_every_day_written_the_local_way(day) -> None:  # noqa: ANN001
    """The commonest local form is read for every day there is."""
    assert day.isoformat() == edtf_of(day.strftime("%d.%m.") + str(day.year))


@given(st.text(alphabet="0123456789./- мая май2021г~?XxXT:[]", max_size=24))
def test_dates_never_raise_anything_else(written: str) -> None:
    """Whatever is read is EDTF; whatever is not is our own refusal."""
    try:
        kept = edtf_of(written)
    except UnreadableDateError:
        return
    assert kept == read_date(kept).text


@pytest.mark.parametrize(
    ("written", "kept"),
    [("300", "300"), ("около 300", "~300"), ("ок. 30", "~30"), ("шамамен 30", "~30"),
     ("30–33", "30..33"), ("не менее 80", "80.."), ("at least 80", "80.."), ("80+", "80.."),
     ("более 80", "81.."), ("менее 50", "..49"), ("до 50", "..50"), ("1 200", "1200")],
)  # fmt: skip
def test_counts_with_one_reading(written: str, kept: str) -> None:
    """Words for about, at least and at most become signs."""
    assert kept == count_of(written)


@pytest.mark.parametrize("written", ["", "много", "-5", "33-30", "1,5", "около", "30 или 40"])
def test_counts_without_one_reading(written: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(CountError):
        count_of(written)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Алматы", "KZ-75"),
        ("алматы облысы", "KZ-19"),
        ("Алматинская область", "KZ-19"),
        ("г. Шымкент", "KZ-79"),
        ("Нур-Султан", "KZ-71"),
        ("Семипалатинск", "kato.101000000"),
        ("Шымкент, Абайский район", "kato.791110000"),
        ("Казахстан", "KZ"),
        ("KZ-35", "KZ-35"),
    ],
)
def test_places_that_are_meant(written: str, place: str) -> None:
    """By id, name, variant, former name, or name and what it lies in."""
    assert place == place_of(written, PLACES)


def test_places_that_two_could_be() -> None:
    """The candidates are named; a name that begins so is none."""
    with pytest.raises(UnresolvedPlaceError) as caught:
        place_of("Абайский район", PLACES)
    assert "kato.791110000" in caught.value.candidates
    for unknown in ("Алмат", "Париж", ""):
        with pytest.raises(UnresolvedPlaceError) as caught:
            place_of(unknown, PLACES)
        assert "unknown-place" == caught.value.reason


def test_no_name_of_the_gazetteer_leads_elsewhere() -> None:
    """Every place's own names lead to it or are refused as ambiguous; few are."""
    names = [(place.id, name) for place in PLACES for name in place.names.values()]
    meant = {pair: _meant(pair[1]) for pair in names}
    assert [] == [pair for pair, ids in meant.items() if pair[0] not in ids]
    assert sum(len(ids) > 1 for ids in meant.values()) < len(names) / 15


def _meant(name: str) -> tuple[str, ...]:
    try:
        return (place_of(name, PLACES),)
    except UnresolvedPlaceError as error:
        return error.candidates
