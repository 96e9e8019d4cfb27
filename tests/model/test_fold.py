"""From statements to a record: the same on every device, whatever the order they came in."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuager.model import fold as folding
from kuager.model.fold import Cell, Page, PropertyRule, Said, fold, live_statements
from kuager.model.statement import EntryId, Value, statement_id

RULES: Mapping[str, PropertyRule] = {
    "event.date": PropertyRule(many=False, searched=False),
    "event.exit": PropertyRule(many=True, searched=False),
    "event.wording": PropertyRule(many=False, searched=True),
}


def entry(number: int) -> EntryId:
    """A fixed entry id."""
    return EntryId(bytes([number]) * 32)


def said(index: int, name: str, value: Value, *, op: int = 0, language: str | None = None) -> Said:
    """One line of a page."""
    return Said(index, op, name, value, language, None, None, None)


def page(depth: int, number: int, *lines: Said) -> Page:
    """What one entry says."""
    return Page(depth, entry(number), list(lines))


def date(*pages: Page) -> Cell | None:
    """The date these pages make."""
    return fold(list(pages), RULES).get("event.date")


def test_one_value_stands_alone() -> None:
    """One statement makes one value in the ordinary state."""
    assert Cell("2021", "1") == date(page(1, 1, said(1, "event.date", "2021")))


def test_two_sources_disagree() -> None:
    """The deeper statement is shown, the record is in conflict."""
    pages = (page(2, 1, said(1, "event.date", "2022")), page(1, 2, said(1, "event.date", "2021")))

    assert Cell("2022", "c") == date(*pages) == date(*reversed(pages))


def test_two_sources_agree() -> None:
    """The same value twice is one value."""
    same = [page(n, n, said(1, "event.date", "2021")) for n in (1, 2)]

    assert Cell("2021", "1") == date(*same)


@pytest.mark.parametrize(
    ("best", "pages"),
    [
        ("deeper", [(2, 1, 1, "deeper"), (1, 9, 9, "x")]),
        ("greater id", [(1, 2, 1, "greater id"), (1, 1, 9, "x")]),
        ("greater index", [(1, 1, 2, "greater index"), (1, 1, 1, "x")]),
    ],
)
def test_the_best_value_is_the_deepest_then_the_greater(
    best: str, pages: list[tuple[int, int, int, str]]
) -> None:
    """Depth decides, then the entry's id, then the index: never a clock."""
    made = [page(depth, number, said(i, "event.date", v)) for depth, number, i, v in pages]

    assert best == fold(made, RULES)["event.date"].value


def test_a_preference_decides_and_can_be_taken_back() -> None:
    """A preferred value is shown as such until the preference is withdrawn."""
    two = [page(1, 1, said(1, "event.date", "2021")), page(2, 2, said(1, "event.date", "2022"))]
    mark = page(3, 3, said(1, "judgement.prefer", statement_id(entry(1), 1)))
    undone = page(4, 4, said(1, "judgement.prefer", statement_id(entry(3), 1), op=1))

    assert Cell("2021", "p") == date(*two, mark)
    assert Cell("2022", "c") == date(*two, mark, undone)
    withdrawn = fold([*two, mark], RULES, retracted=frozenset({bytes(entry(3))}))
    assert Cell("2022", "c") == withdrawn["event.date"]


def test_a_withdrawn_value_is_none() -> None:
    """A retraction by statement or by entry leaves what else is said."""
    told = page(1, 1, said(1, "event.date", "2021"), said(2, "event.exit", "refused"))
    by_statement = page(2, 2, said(1, "event.date", statement_id(entry(1), 1), op=1))

    assert {"event.exit": Cell(["refused"], "n")} == fold([told, by_statement], RULES)
    assert {} == fold([told], RULES, retracted=frozenset({bytes(entry(1))}))


def test_a_withdrawal_within_the_entry_itself() -> None:
    """A reference of four bytes names a statement of this very entry."""
    told = page(1, 1, said(1, "event.date", "2021"), said(2, "event.date", b"\0\0\0\1", op=1))

    assert {} == fold([told], RULES)


def test_a_withdrawal_is_never_withdrawn() -> None:
    """What was retracted stays so, whatever is retracted after."""
    told = page(1, 1, said(1, "event.date", "2021"))
    gone = page(2, 2, said(1, "event.date", statement_id(entry(1), 1), op=1))
    again = page(3, 3, said(1, "event.date", statement_id(entry(2), 1), op=1))

    assert {} == fold([told, gone, again], RULES)


def test_languages_stand_beside_each_other() -> None:
    """One text for each language is no conflict; two for one are."""
    texts = [said(n, "event.wording", t, language=lang) for n, (lang, t) in enumerate(_TEXTS)]
    more = said(9, "event.wording", "Задержали", language="ru")

    assert Cell(dict(_TEXTS), "m") == fold([page(1, 1, *texts)], RULES)["event.wording"]
    both = fold([page(1, 1, *texts), page(2, 2, more)], RULES)["event.wording"]
    assert Cell({"kk": "Тоқтатты", "ru": "Задержали"}, "M") == both


_TEXTS = (("kk", "Тоқтатты"), ("ru", "Остановили"))


def test_yes_and_one_are_not_the_same() -> None:
    """A number and a yes are a conflict, in one entry, in two, and among several values."""
    lines = [said(1, "event.date", value=True), said(2, "event.date", 1)]
    many = [said(1, "event.exit", value=True), said(2, "event.exit", 1)]

    assert "c" == fold([page(1, 1, *lines)], RULES)["event.date"].state
    assert [True, 1] == fold([page(1, 1, *many)], RULES)["event.exit"].value
    assert [bool, int] == [type(v) for v in fold([page(1, 1, *many)], RULES)["event.exit"].value]  # type: ignore[union-attr]


def test_what_no_schema_knows_and_what_is_newer_counts_for_nothing() -> None:
    """Unknown properties and statements with `more` stay out of the record."""
    newer = said(1, "event.date", "2030")._replace(more="newer")

    assert {} == fold([page(1, 1, newer, said(2, "made.up", "x"))], RULES)


line = st.tuples(
    st.sampled_from([0, 0, 0, 0, 1]),
    st.sampled_from([*RULES, "judgement.prefer", "made.up"]),
    st.sampled_from(["2021", "2022", None, True, 1, 0, "ref", "ref", "own", b"x" * 16]),
    st.sampled_from([None, None, None, "ru", "kk"]),
    st.sampled_from([None, None, None, "newer"]),
    st.integers(0, 5),
    st.integers(0, 3),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Page]:
    """Some pages about one entity, in which entries refer to each other."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        lines = []
        for index, (op, name, value, language, more, to, at) in enumerate(
            draw(st.lists(line, min_size=1, max_size=4))
        ):
            reference: dict[object, Value] = {
                "ref": statement_id(entry(to), at),
                "own": at.to_bytes(4, "big"),
            }
            lines.append(
                Said(index, op, name, reference.get(value, value), language, None, None, more)  # type: ignore[arg-type]
            )
        made.append(Page(draw(st.integers(1, 3)), entry(number), lines))
    return made


@settings(max_examples=150)
@given(
    pages=histories(), shuffle=st.randoms(use_true_random=False), gone=st.sets(st.integers(0, 5))
)
def test_any_order_gives_the_same_record(
    pages: list[Page], shuffle: random.Random, gone: set[int]
) -> None:
    """A record is a function of what was said, not of when it came."""
    retracted = frozenset(bytes(entry(number)) for number in gone)
    mixed = list(pages)
    shuffle.shuffle(mixed)
    for held in (frozenset[bytes](), retracted):
        one, two = fold(pages, RULES, retracted=held), fold(mixed, RULES, retracted=held)
        assert {n: _exact(c) for n, c in one.items()} == {n: _exact(c) for n, c in two.items()}
        assert list(one) == list(two)


@settings(max_examples=150)
@given(pages=histories())
def test_the_short_fold_gives_what_the_long_one_gives(pages: list[Page]) -> None:
    """Where the short way answers at all, it answers as the long way does."""
    short = folding._fold_simple(pages, RULES)
    by_property: dict[str, list[folding.Live]] = {}
    for live in live_statements(pages):
        if live.said.property in RULES and live.said.more is None:
            by_property.setdefault(live.said.property, []).append(live)
    long = {n: folding._cell(found, many=RULES[n].many) for n, found in by_property.items()}

    assert short is None or {n: _exact(c) for n, c in short.items()} == {
        n: _exact(c) for n, c in long.items()
    }


@settings(max_examples=100)
@given(pages=histories())
def test_what_is_live_was_said_and_not_withdrawn(pages: list[Page]) -> None:
    """Live statements are among those said, each once, best last."""
    live = live_statements(pages)
    places = [statement_id(one.entry, one.said.index) for one in live]
    every = {statement_id(p.entry, s.index) for p in pages for s in p.said if s.op == 0}

    assert len(places) == len(set(places))
    assert set(places) <= every
    assert sorted(one.order for one in live) == [one.order for one in live]


def _exact(cell: Cell) -> tuple[str, str]:
    """A cell with the types of its values."""
    value = dict(sorted(cell.value.items())) if isinstance(cell.value, dict) else cell.value
    return repr(value), cell.state
