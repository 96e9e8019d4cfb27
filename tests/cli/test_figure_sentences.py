"""Every number of every table can be kept and said: walked over the practice cases."""

import re
from collections.abc import Iterator
from itertools import islice

import pytest
from tests.examples.folders import PRACTICE, take_folder
from tests.verbs.desks import new_desk

from kuager import KuagerError
from kuager.cli.figures import told_figure
from kuager.cli.refusals import table_words
from kuager.lang import LANGUAGES, figure_remarks, figure_sentence, told_of
from kuager.lang.figures import Amount, share_words
from kuager.model.figure_words import sentence_facts
from kuager.model.question import dimensions_of, question_of
from kuager.model.shares import share_of
from kuager.model.table import Cell
from kuager.model.units import UNITS
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.figure_changes import explain_figure
from kuager.verbs.figure_sets import read_key
from kuager.verbs.figures import make_figure, show_figure


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with the twelve practice cases."""
    desk = new_desk(tmp_path_factory.mktemp("practised") / "vault", practice=True)
    take_folder(desk, PRACTICE)
    yield desk
    desk.close()


@pytest.mark.parametrize("unit", UNITS)
def test_every_number_has_a_sentence(practised: Desk, unit: str) -> None:
    """By every dimension that the unit can be counted by: no place left open, the base said."""
    met = 0
    for dimension in dimensions_of(UNITS[unit], practised.schema):
        try:
            question = question_of([("unit", unit), ("by", dimension.text)], practised.schema)
        except KuagerError:
            continue
        table = count_table(practised, question=question)
        for key in islice(table.cells, 4):
            assert key == read_key(",".join(key), question, practised.schema)
            for language in LANGUAGES:
                words = table_words(practised.schema, language)
                facts = sentence_facts(question, key, table.cell(key), table.base, words)
                said = figure_sentence(told_of(facts), language)
                assert not {"{", "}"} & set(said)
                assert said.endswith(".")
                met += 1
    assert met > 20


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_can_be_kept(practised: Desk, unit: str) -> None:
    """The number is the table's, the same set stands behind it, and it is said in each language."""
    question = question_of([("unit", unit)], practised.schema)
    table = count_table(practised, question=question)

    code = make_figure(practised, question=question)

    kept = show_figure(practised, code=code)
    assert (table.base, table.base) == (kept.cell, kept.base)
    assert table.base.sure == len(kept.lists["in_cell"]) > 0
    found = explain_figure(practised, code=code)
    assert (True, True, True) == (found.is_same_set, found.is_same_number, found.means_the_same)
    assert kept.practice
    for language in LANGUAGES:
        told = told_figure(practised.schema, kept, language)
        assert told is not None
        assert figure_remarks(told, language)


@pytest.mark.parametrize("base", [5, 19, 20, 21, 83, 1000])
def test_a_sentence_and_a_table_tell_the_same_share(base: int) -> None:
    """Whatever lies only possibly in the period, both have the same bounds, or tell none."""
    for sure in {0, 1, base // 5, base - 1, base}:
        for maybe, more in ((0, 0), (0, 4), (2, 2), (2, 5)):
            cell = Cell(sure, maybe, sure, sure + maybe)
            whole = Cell(base, more, base, base + more)
            share = share_of(cell, whole)
            part = Amount(cell.at_least, cell.at_most)
            said = share_words(part, Amount(base, base + more), "en")
            told = [int(number) for number in re.findall(r"\d+", said)]
            if share is None:
                assert said == ""
            elif not said.startswith((" (at most", " (under", " (over")):
                ends = [round(share.least * 100), round(share.most * 100)]
                assert [told[0], told[-1]] == ends
