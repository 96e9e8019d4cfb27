"""Numbers of documents, from a real vault: figures, tables, drawings; what is held back and why."""

import pytest
from tests.verbs.desks import tell
from tests.verbs.gated import happened
from tests.verbs.stories import members, record

from kuager.model.question import read_question
from kuager.model.report import ChartBlock, notes_of, reading_text
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report, start_report
from kuager.verbs.drawing.numbers import NumbersOfDocument, numbers_of, register_numbers
from kuager.verbs.figures import make_figure, word_figure
from kuager.verbs.manuscripts import Made, make_report
from kuager.verbs.register import registered
from kuager.verbs.saved_tables import save_table

YEAR = "from=2024-01-01&to=2024-12-31"
EVENTS = f"unit=event&by=act.harm&{YEAR}"


def figure(desk: Desk, cell: str = "material", question: str = EVENTS) -> str:
    """Keep a number of a table as a figure."""
    key = tuple(cell.split(",")) if cell else ()
    return make_figure(desk, question=read_question(question, desk.schema), key=key)


def statistics(desk: Desk, *takes: str) -> str:
    """The case statistics of 2024, with these figures and saved tables."""
    facts: dict[str, str | tuple[str, ...]] = {"country": "KAZ", "period": "2024"}
    if takes:
        facts["takes"] = takes
    return start_report(desk, outline="case-statistics", facts=facts)


def made(desk: Desk, code: str, language: str = "en") -> Made:
    """The document as it may be told today."""
    return make_report(desk, code, language)


def text(found: Made) -> str:
    """Everything a reader reads."""
    return "\n".join(reading_text(found.laid.report))


def numbers(desk: Desk, code: str) -> NumbersOfDocument:
    """Every number of a document."""
    return numbers_of(desk, *open_report(desk, code))


def held(found: Made) -> dict[str, str]:
    """What was held back, and why."""
    filled = (each for part in found.manuscript.parts for each in part.blocks)
    return {h.code: h.reason for each in filled if each.drawn for h in each.drawn.held}


def cases(desk: Desk, number: int, month: str = "2024-05") -> None:
    """So many cases of which everybody may be counted outside."""
    signer = members(desk)[1]
    for at in range(number):
        case = record(desk, "case", f"C-{month}-{at}", opened=f"{month}-01", status="open")
        event = desk.store.new_id()
        tell(
            desk,
            say(event, "event.code", f"E-{month}-{at}"),
            say(event, "event.case", case),
            say(event, "event.kind", "incident"),
            say(event, "event.date", month),
            say(event, "event.place", "KZ-75"),
            say(event, "event.basis", "published"),
            say(event, "event.basis_decided_by", signer),
        )
        consent(desk, case)


def consent(desk: Desk, case: bytes) -> None:
    """A yes to statistics of whoever the case is about."""
    made = desk.store.new_id()
    tell(
        desk,
        say(made, "consent.case", case),
        say(made, "consent.use", "statistics"),
        say(made, "consent.answer", "yes"),
        say(made, "consent.asked_on", "2024-01-01"),
    )


def test_a_chosen_figure_is_a_sentence_with_its_method_in_a_note(desk: Desk) -> None:
    """Base and period stand in the sentence; who gathered, and what is not known, in the note."""
    record(desk, "collection", "col-1", name_en="Watch", limits_en="Only one city.")
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    found = made(desk, statistics(desk, figure(desk)))

    assert "17 of the 25 events" in text(found)
    note = "".join(run.text for runs in notes_of(found.laid.report)[0].paragraphs for run in runs)
    assert "Watch. Limits: Only one city." in note
    assert "not everything that happened" in note
    assert "Counted on 1 March 2025." in note


def test_a_figure_is_frozen(desk: Desk) -> None:
    """What happens later changes the tables, not the number that was kept."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    code = statistics(desk, figure(desk))
    before = text(made(desk, code))
    happened(desk, 5, harm="material")

    after = made(desk, code)

    assert "17 of the 25 events" in before
    assert "17 of the 25 events" in text(after)
    assert ["figure-changed-since"] == [r.problem for r in after.laid.remarks]


def test_a_figure_that_changed_is_held_back_where_not_all_agreed(desk: Desk) -> None:
    """Nobody can tell which of the kept number might be counted outside: it is kept anew."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    code = statistics(desk, figure(desk))
    happened(desk, 5, harm="material", basis=None)
    happened(desk, 5, harm="physical")
    found = made(desk, code)

    assert "figure-held" == held(found)["F-1"]
    assert "of the 25" not in text(found)


def test_a_small_figure_is_held_back_with_its_reason(desk: Desk) -> None:
    """A number that could point at a person is in no document."""
    happened(desk, 22, harm="material")
    happened(desk, 3, harm="physical")
    found = made(desk, statistics(desk, figure(desk, "physical")))

    assert {"F-1": "figure-held"} == {k: v for k, v in held(found).items() if k == "F-1"}
    assert "3 of the 25" not in text(found)


def test_where_another_number_may_be_said_that_one_is_printed_and_remarked(desk: Desk) -> None:
    """Who did not agree is not counted outside; the author's own sentence would tell the other."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    happened(desk, 4, harm="material", basis=None)
    code = figure(desk)
    word_figure(desk, code=code, language="en", wording="In twenty-one cases things were broken.")
    found = made(desk, statistics(desk, code))

    assert "17 of the 25 events" in text(found)
    assert "twenty-one" not in text(found)
    assert ["figure-told-otherwise"] == [r.problem for r in found.laid.remarks if r.code == code]


def test_an_authors_own_sentence_stands_where_the_number_leaves_as_it_is(desk: Desk) -> None:
    """In the language in which it was written."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    code = figure(desk)
    word_figure(desk, code=code, language="en", wording="Things were broken 17 times out of 25.")
    document = statistics(desk, code)

    assert "Things were broken 17 times out of 25." in text(made(desk, document))
    assert "Things were broken" not in text(made(desk, document, "ru"))


def test_numbers_of_one_document_are_weighed_beside_each_other(desk: Desk) -> None:
    """A total and a part whose difference is a handful do not both leave."""
    happened(desk, 22, harm="material")
    happened(desk, 3, harm="physical")
    alone = made(desk, statistics(desk, figure(desk, "material")))
    whole = figure(desk, "", f"unit=event&{YEAR}")
    both = made(desk, statistics(desk, "F-1", whole))

    told = [one.told is not None for one in numbers(desk, "DOC-2").figures]
    assert 2 > sum(told)
    assert len(held(both)) > len(held(alone)) or "22 of" not in text(alone)


def test_cases_are_drawn_by_month_region_and_harm_with_base_and_period(desk: Desk) -> None:
    """Each drawing has its table, its base and its period; what passes nothing is held back."""
    cases(desk, 7, "2024-05")
    cases(desk, 6, "2024-06")
    found = made(desk, statistics(desk))
    charts = [p.block.chart for p in found.laid.placed if isinstance(p.block, ChartBlock)]

    assert charts
    assert all("2024" in chart.foot and "n = 13" in chart.foot for chart in charts)
    months = next(p for p in found.laid.placed if p.place == "months" and p.piece == "months")
    assert isinstance(months.block, ChartBlock)
    assert [("05.24", "7"), ("06.24", "6")] == [tuple(row) for row in months.block.chart.rows]
    assert "What is not known" in text(found)


def test_a_table_of_which_nothing_may_leave_is_held_back(desk: Desk) -> None:
    """With three cases there is no number to tell; the part folds away."""
    cases(desk, 3)
    found = made(desk, statistics(desk))

    assert {"months", "regions"} <= held(found).keys()
    assert set(held(found).values()) <= {"nothing-passes", "table-exposes"}
    assert "Cases by month" not in text(found)


def test_a_saved_table_is_drawn_where_it_was_taken_in(desk: Desk) -> None:
    """Asked anew, cut as every other."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    code = save_table(desk, question=read_question(EVENTS, desk.schema), name="By harm")
    found = made(desk, statistics(desk, code))
    table = next(p for p in found.laid.placed if p.place == "saved" and p.piece == code)

    rows = [["".join(run.text for run in cell) for cell in row] for row in table.block.rows]  # type: ignore[union-attr]
    assert ["all", "25"] in rows
    assert {"17", "8"} <= {row[1] for row in rows}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_method_is_told_in_each_language(desk: Desk, language: str) -> None:
    """Who gathers, what counts as a case, and the limits, each after its label."""
    said = {"name": "Watch", "gathers": "Two people.", "limits": "One city."}
    more = {f"{name}_en": words for name, words in said.items()}
    record(desk, "collection", "col-1", counts_as_en="One story.", **more)
    found = text(made(desk, statistics(desk), language))

    assert all(words in found for words in ("Watch", "Two people.", "One story.", "One city."))


def test_what_leaves_with_a_document_stands_in_the_register_once(desk: Desk) -> None:
    """A table as its readers get it; of a figure number and base; the second time nothing."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    code = statistics(desk, figure(desk))
    asked = open_report(desk, code)

    with desk.changing("send"):
        desk.say(register_numbers(desk, *asked, taken=0))
    entered = registered(desk)
    with desk.changing("send"):
        desk.say(register_numbers(desk, *asked, taken=0))

    assert [("material",), ("*",)] == sorted(entered[0].table.cells, reverse=True)
    assert ["act.harm", "event.furthest_stage"] == [r.table.axes[0].name for r in entered]
    assert entered == registered(desk)


def test_what_was_weighed_is_kept_only_while_no_record_changes(desk: Desk) -> None:
    """Reading a document twice weighs its tables once."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    code = statistics(desk, figure(desk))
    first = numbers(desk, code)

    assert first is numbers(desk, code)
    happened(desk, 1, harm="material")
    assert first is not numbers(desk, code)
