"""The register of published numbers: figures typed in, read as what a reader can compute."""

from datetime import date

import pytest
from tests.verbs.desks import uid
from tests.verbs.stories import record

from kuager.model.counts import read_count
from kuager.model.percentages import from_percentages
from kuager.model.published import PublishedCell
from kuager.model.question import read_question
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.earlier_figures import (
    EarlierFigure,
    NoBaseTypedError,
    NothingTypedError,
    UnreadableNumberError,
    enter_earlier_figure,
)
from kuager.verbs.register import (
    list_register,
    show_registered,
    standing,
    strike_earlier_figure,
)
from kuager.verbs.releases import register_release

HARM = "unit=case&by=act.harm&clock=incident&from=2023-08-01&to=2024-08-31"


def typed(desk: Desk, text: str = HARM, **more: object) -> str:
    """A figure typed in; returns its code."""
    question = read_question(text, desk.schema)
    said: dict[str, object] = {
        "base": ">80",
        "cells": {("material",): "21 %", ("physical",): "15%"},
    }
    figure = EarlierFigure(question=question, published_on=date(2024, 12, 1), **{**said, **more})
    return enter_earlier_figure(desk, figure=figure)


def test_percentages_of_a_known_base_are_counts(desk: Desk) -> None:
    """“Over 80 cases; 21 % material, 15 % physical” is a table of intervals."""
    found = show_registered(desk, code=typed(desk))

    assert found.table.cells == {
        ("*",): PublishedCell(81, None, "rounded"),
        **from_percentages(read_count(">80"), {("material",): "21", ("physical",): "15"}),
    }
    assert found.table.cells[("material",)].low in range(16, 18)
    assert found.table.percentages
    assert "before" == found.table.origin


def test_a_figure_of_one_number_needs_no_dimension(desk: Desk) -> None:
    """“About 300 detained” is a tenth more or less."""
    code = typed(desk, "unit=people&from=2024-05-01&to=2024-05-31", base="~300", cells={})

    assert {(): PublishedCell(270, 330, "rounded")} == show_registered(desk, code=code).table.cells


def test_the_categories_of_a_property_with_one_word_are_all_there_are(desk: Desk) -> None:
    """Of the regions that were not told nothing is known, but they are there."""
    code = typed(desk, "unit=event&by=event.place@region", base="20", cells={("KZ-75",): "12"})
    axis = show_registered(desk, code=code).table.axes[0]

    assert not axis.many
    assert {"KZ-75", "KZ-71", "KZ", "-"} <= set(axis.categories)


def test_a_property_with_several_words_has_those_that_were_typed(desk: Desk) -> None:
    """Rows of several words do not add up, so the others tell nothing."""
    axis = show_registered(desk, code=typed(desk)).table.axes[0]

    assert (("material", "physical"), True) == (axis.categories, axis.many)


def test_a_partner_and_a_source_are_named_by_code(desk: Desk) -> None:
    """Whose figure it is, and where it stood."""
    record(desk, "organisation", "org-1", kind="ngo")
    record(desk, "source", "s-1")

    found = show_registered(desk, code=typed(desk, partner="org-1", source="s-1"))

    assert "partner" == found.table.origin
    assert uid(desk, "organisation", "org-1") == found.published_by
    assert uid(desk, "source", "s-1") == found.told_in


REFUSED: list[tuple[dict[str, object], type[Exception]]] = [
    ({"base": "", "cells": {}}, NothingTypedError),
    ({"base": ""}, NoBaseTypedError),
    ({"base": "many"}, UnreadableNumberError),
    ({"cells": {("material",): "a few"}}, UnreadableNumberError),
    ({"cells": {("material",): "121 %"}}, UnreadableNumberError),
    ({"partner": "nobody"}, UnknownRecordError),
]


def test_what_cannot_be_understood_is_not_saved(desk: Desk) -> None:
    """A sentence says what is wrong, and the register stays empty."""
    for more, refusal in REFUSED:
        with pytest.raises(refusal):
            typed(desk, **more)

    assert () == list_register(desk)


def test_a_figure_typed_wrongly_is_struck_and_stays_visible(desk: Desk) -> None:
    """It counts no more, with the reason beside it."""
    code = typed(desk)

    strike_earlier_figure(desk, code=code, reason="typed-wrongly")

    assert ["typed-wrongly"] == [one.struck for one in list_register(desk)]
    assert [] == standing(desk)


def test_what_left_is_no_figure_to_be_struck(desk: Desk) -> None:
    """A list that left has no numbers in this register."""
    code = register_release(desk, "export_list", "list", rows=3)

    with pytest.raises(UnknownRecordError):
        strike_earlier_figure(desk, code=code, reason="typed-wrongly")


def test_the_register_names_no_record(desk: Desk) -> None:
    """Codes and numbers only: no id of a case, event or person is in what is kept."""
    record(desk, "event", "ev-1", date="2024-05")
    typed(desk)
    kept = [r.text("release.table") or "" for r in desk.view.records("release")]

    assert "ev-1" not in "".join(kept)
    assert uid(desk, "event", "ev-1").hex() not in "".join(kept)
