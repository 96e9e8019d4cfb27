"""What the record shows: both sides of a disagreement, what people judged, and how it is found."""

import itertools

import pytest
from tests.store.houses import MEMBER, fill, findings, opened, person, tell

from kuager.model.statement import EntityId, Statement, retract, say
from kuager.store.store import Store
from kuager.store.view import View, readable

DATE = "event.date"


def event(store: Store, code: str, *said: tuple[str, str]) -> EntityId:
    """Record an event."""
    uid = store.new_id()
    tell(store, say(uid, "event.code", code), *[say(uid, name, value) for name, value in said])
    return uid


def test_two_accounts_stand_side_by_side(store: Store, view: View) -> None:
    """A second date does not overwrite the first: the record shows that they disagree."""
    uid = event(store, "E-1", (DATE, "2021-05-28"))
    tell(store, say(uid, DATE, "2021-05-29"))
    record = view.record(uid)

    assert record is not None
    assert (DATE,) == record.conflicts
    assert ["2021-05-28", "2021-05-29"] == [
        t.value for t in view.history(uid) if t.property == DATE
    ]
    assert [] == findings(store)


def test_a_person_may_prefer_one_account(store: Store, view: View) -> None:
    """The preferred value is shown, the other stays, and the record is no longer in conflict."""
    uid = event(store, "E-1", (DATE, "2021-05-28"))
    tell(store, say(uid, DATE, "2021-05-29"))
    first = next(t for t in view.history(uid) if t.property == DATE)
    [mark] = tell(store, say(uid, "judgement.prefer", first.id))
    preferred = view.record(uid)
    tell(store, retract(uid, "judgement.prefer", mark))
    after = view.record(uid)

    assert preferred is not None
    assert after is not None
    assert ("2021-05-28", ()) == (preferred.get(DATE), preferred.conflicts)
    assert ("2021-05-29", (DATE,)) == (after.get(DATE), after.conflicts)
    assert [] == findings(store)


def test_a_preference_goes_with_the_entry_that_held_it(store: Store, view: View) -> None:
    """Undoing a whole change undoes the preference in it as well."""
    uid = event(store, "E-1", (DATE, "2021-05-28"))
    tell(store, say(uid, DATE, "2021-05-29"))
    first = next(t for t in view.history(uid) if t.property == DATE)
    [mark] = tell(store, say(uid, "judgement.prefer", first.id))
    with store.change("undo", MEMBER) as change:
        change.retract_entries([mark[:32]])  # type: ignore[list-item]
    record = view.record(uid)

    assert record is not None
    assert ("2021-05-29", (DATE,)) == (record.get(DATE), record.conflicts)
    assert [] == findings(store)


def test_a_withdrawn_statement_stays_in_the_history(store: Store, view: View) -> None:
    """Retracting leaves the statement where it was, marked as no longer standing."""
    uid = event(store, "E-1", (DATE, "2021-05-28"))
    told = next(t for t in view.history(uid) if t.property == DATE)
    tell(store, retract(uid, DATE, told.id))
    record = view.record(uid)

    assert record is not None
    assert DATE not in record.cells
    assert [False] == [t.stands for t in view.history(uid) if t.id == told.id]
    assert [] == findings(store)


def test_a_withdrawal_is_final_and_saying_it_again_reinstates(store: Store, view: View) -> None:
    """A retraction cannot be retracted; the same thing said anew counts."""
    uid = event(store, "E-1", (DATE, "2021-05-28"))
    told = next(t for t in view.history(uid) if t.property == DATE)
    [retraction] = tell(store, retract(uid, DATE, told.id))
    tell(store, retract(uid, DATE, retraction))
    between = view.record(uid)
    tell(store, say(uid, DATE, "2021-05-28"))
    after = view.record(uid)

    assert between is not None
    assert after is not None
    assert (None, "2021-05-28") == (between.get(DATE), after.get(DATE))


def test_nobody_withdraws_what_is_said_of_somebody_else(store: Store, view: View) -> None:
    """A retraction counts only if it is said about the same entity as what it names."""
    uid, other = event(store, "E-1", (DATE, "2021-05-28")), event(store, "E-2")
    told = next(t for t in view.history(uid) if t.property == DATE)
    tell(store, retract(other, DATE, told.id))
    record = view.record(uid)

    assert record is not None
    assert "2021-05-28" == record.get(DATE)
    assert [] == findings(store)


def test_a_whole_import_can_be_taken_back(store: Store, view: View) -> None:
    """Withdrawing the entries of a change takes back all they said, and nothing else."""
    kept = event(store, "E-1", (DATE, "2021"))
    about = store.new_id()
    made = [store.new_id() for _ in range(20)]
    with store.change("import_file", MEMBER, about=about) as change:
        for number, uid in enumerate(made):
            change.write([say(uid, "event.code", f"I-{number}"), say(kept, DATE, "2022")])
    with store.change("undo_import", MEMBER) as change:
        change.retract_entries(view.entries_about(about))
    record = view.record(kept)

    assert record is not None
    assert ("2021", 1) == (record.get(DATE), view.count("event"))
    assert [] == findings(store)


def test_unknown_is_something_said(store: Store, view: View) -> None:
    """`None` says that nobody knows; it is shown as such, and as a conflict beside a value."""
    uid = event(store, "E-1")
    tell(store, say(uid, DATE, None))
    unknown = next(view.briefs("event")).cells[DATE]
    tell(store, say(uid, DATE, "2021"))
    tell(store, say(uid, DATE, None))
    conflict = next(view.briefs("event")).cells[DATE]

    assert [(None, "u"), (None, "c")] == [unknown, conflict]
    assert view.record(uid).cells[DATE] == conflict  # type: ignore[union-attr]


def test_each_language_is_a_value_of_its_own(store: Store, view: View) -> None:
    """A wording in three languages is three values; a second Russian one is a conflict."""
    uid = event(store, "E-1")
    texts = {"kk": "Тоқтатты", "ru": "Остановили", "en": "Stopped"}
    tell(store, *[say(uid, "event.wording", text, language=lang) for lang, text in texts.items()])
    record = view.record(uid)
    tell(store, say(uid, "event.wording", "Задержали", language="ru"))
    disagreeing = view.record(uid)

    assert record is not None
    assert disagreeing is not None
    assert texts == {lang: record.text("event.wording", lang) for lang in texts}
    assert [(), ("event.wording",)] == [record.conflicts, disagreeing.conflicts]


@pytest.mark.parametrize("seed", range(5))
def test_conflicts_are_counted_as_a_list_shows_them(store: Store, view: View, seed: int) -> None:
    """In a random house; a text in two languages is no conflict."""
    fill(store, seed, 60)
    both = event(store, "E-both")
    tell(store, *[say(both, "event.title", t, language=t) for t in ("kk", "ru")])
    odd = event(store, "E-odd", (DATE, "2021-05-28"))
    tell(store, say(odd, DATE, "2021-05-29"))

    kinds = list(view.counts())
    shown = [sum(1 for brief in view.briefs(kind) if brief.conflicts) for kind in kinds]

    assert shown == [view.count_conflicts(kind) for kind in kinds]
    assert any(shown)


def test_briefs_and_records_tell_the_same(store: Store, view: View) -> None:
    """A list shows what the single record shows, but for long texts."""
    case = store.new_id()
    tell(store, say(case, "case.code", "C-1"), say(case, "case.restricted", value=False))
    uid = event(store, "E-1", (DATE, "2021-05~"), ("event.narrative", "long"))
    tell(store, say(uid, "event.case", case), say(uid, "event.exit", "refused"))
    tell(store, say(uid, "event.exit", "delayed"), say(uid, DATE, "2022"))
    for kind in ("case", "event"):
        brief, full = next(view.briefs(kind)), next(view.records(kind))
        short = {n: c for n, c in full.cells.items() if n != "event.narrative"}
        assert short == brief.cells


def merged(store: Store) -> tuple[EntityId, EntityId, EntityId]:
    """Three people, the first two of whom are said to be one."""
    people = [person(store, f"P-{n}", name) for n, name in enumerate(("Ada", "Ида", "Сам"))]
    return people[0], people[1], people[2]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_merging_works_from_either_side(
    store: Store, view: View, order: tuple[int, int, int]
) -> None:
    """Whoever is named first, all show the same record and keep their own code."""
    people = merged(store)
    one, two, three = (people[place] for place in order)
    tell(store, say(one, "judgement.same_as", two))
    tell(store, say(three, "judgement.same_as", two))
    heads = {view.record(uid).id for uid in people}  # type: ignore[union-attr]

    assert {min(people)} == heads
    assert 1 == view.count("person")
    assert set(people) == {view.find_code("person", f"P-{n}") for n in range(3)}
    assert [] == findings(store)


def test_a_merge_can_be_undone(store: Store, view: View) -> None:
    """Of `same_as` and `not_same` on one pair the deeper stands, either way round."""
    one, two, _ = merged(store)
    tell(store, say(one, "judgement.same_as", two))
    tell(store, say(two, "judgement.not_same", one))
    parted = (view.count("person"), {view.record(uid).code for uid in (one, two)})  # type: ignore[union-attr]
    tell(store, say(two, "judgement.same_as", one))
    joined = view.count("person")

    assert (3, {"P-0", "P-1"}) == parted
    assert 2 == joined
    assert [] == findings(store)


@pytest.mark.parametrize("last", ["judgement.same_as", "judgement.not_same"])
def test_a_withdrawn_judgement_gives_way_to_the_one_before(
    store: Store, view: View, last: str
) -> None:
    """Withdrawing the entry that holds a judgement brings back what stood before it."""
    one, two, _ = merged(store)
    first = "judgement.not_same" if last == "judgement.same_as" else "judgement.same_as"
    tell(store, say(one, first, two))
    before = view.count("person")
    [mark] = tell(store, say(two, last, one))
    with store.change("undo", MEMBER) as change:
        change.retract_entries([mark[:32]])  # type: ignore[list-item]

    assert before == view.count("person")
    assert [] == findings(store)


def test_a_chain_of_merges_falls_apart_where_it_is_cut(store: Store, view: View) -> None:
    """Five people in a chain, cut in the middle, are two records again."""
    chain = [person(store, f"P-{n}", "Sam Example") for n in range(5)]
    for one, two in itertools.pairwise(chain):
        tell(store, say(two, "judgement.same_as", one))
    whole = view.count("person")
    tell(store, say(chain[1], "judgement.not_same", chain[2]))
    heads = [view.record(uid).id for uid in chain]  # type: ignore[union-attr]

    assert 1 == whole
    assert [min(chain[:2])] * 2 + [min(chain[2:])] * 3 == heads
    assert [] == findings(store)


def test_a_merge_inside_one_change_holds(store: Store, view: View) -> None:
    """People recorded and merged in one save are one record, in the tables and in the search."""
    one, two = store.new_id(), store.new_id()
    said = [
        say(one, "person.name_in_use", "Sam Example"),
        say(two, "person.name_in_use", "Сэм Пример"),
        say(max(one, two), "judgement.same_as", min(one, two)),
    ]
    tell(store, *said)

    assert [min(one, two)] == [record.id for record in view.search("Example")]
    assert [] == findings(store)


def test_references_to_merged_records_are_found(store: Store, view: View) -> None:
    """Who refers to any of two merged people is shown with the record."""
    one, two, _ = merged(store)
    first, second = event(store, "E-1"), event(store, "E-2")
    tell(store, say(first, "event.speaker", one), say(second, "event.speaker", two))
    tell(store, say(two, "judgement.same_as", one))
    found = {link.subject for uid in (one, two) for link in view.referring(uid, "event.speaker")}

    assert {first, second} == found
    assert 2 == len(view.referring(one, "event.speaker"))


def test_the_history_of_a_merged_record_tells_who_each_was_said_about(
    store: Store, view: View
) -> None:
    """The whole history is shown, and every statement keeps its subject."""
    one, two, _ = merged(store)
    tell(store, say(two, "judgement.same_as", one))
    names = {t.subject: t.value for t in view.history(one) if t.property == "person.name_in_use"}

    assert {one: "Ada", two: "Ида"} == names


def case_with_things(store: Store) -> tuple[EntityId, list[EntityId]]:
    """A case, its event, and two who said something of it."""
    case, source = store.new_id(), store.new_id()
    tell(store, say(case, "case.code", "C-1"), say(case, "case.story", "Оның тарихы"))
    uid = event(store, "E-1", ("event.wording", "Тарихи оқиға"))
    account = store.new_id()
    tell(store, say(uid, "event.case", case), say(source, "source.title", "Тарих", language="kk"))
    tell(store, say(source, "source.case", case), say(account, "account.event", uid))
    tell(store, say(account, "account.told", "Тарих айтты"))
    return case, [uid, source, account]


def test_a_restricted_case_leaves_everything_at_once(store: Store, view: View) -> None:
    """No list, count, table, search or reference shows a restricted case or its things."""
    case, inside = case_with_things(store)
    public = event(store, "E-2", ("event.wording", "Тарих"))
    tell(store, say(inside[0], "event.speaker", MEMBER), say(public, "event.speaker", MEMBER))
    before = (view.counts(), len(view.search("тарих")))
    tell(store, say(case, "case.restricted", value=True))

    assert ({"case": 1, "event": 2, "source": 1, "account": 1}, 5) == before
    assert {"event": 1} == view.counts()
    assert [public] == [record.id for record in view.search("тарих")]
    assert [[], ["E-2"]] == [[r.code for r in view.briefs(kind)] for kind in ("case", "event")]
    assert [("E-2",)] == list(view.rows("event", ["event.code"]))
    assert [public] == [link.subject for link in view.referring(MEMBER, "event.speaker")]
    assert [None] * 4 == [view.record(uid) for uid in (case, *inside)]
    assert None is not view.record(case, shut=True)
    assert [] == findings(store)


def test_a_case_that_is_opened_again_is_back(store: Store, view: View) -> None:
    """Lifting a restriction brings everything back; withdrawing that lifting closes it again."""
    case, _ = case_with_things(store)
    tell(store, say(case, "case.restricted", value=True))
    [lifted] = tell(store, say(case, "case.restricted", value=False))
    open_again = view.count("event")
    with store.change("undo", MEMBER) as change:
        change.retract_entries([lifted[:32]])  # type: ignore[list-item]

    assert (1, 0) == (open_again, view.count("event"))
    assert [] == findings(store)


def test_what_is_added_to_a_restricted_case_is_restricted(store: Store, view: View) -> None:
    """A new event of a restricted case is never in a list, not even for a moment."""
    case, _ = case_with_things(store)
    tell(store, say(case, "case.restricted", value=True))
    uid = store.new_id()
    tell(store, say(uid, "event.code", "E-9"), say(uid, "event.case", case))

    assert 0 == view.count("event")
    assert [] == findings(store)


def test_what_belongs_to_two_cases_stays_while_one_is_open(store: Store, view: View) -> None:
    """An event of two cases goes only with both."""
    case, inside = case_with_things(store)
    other = store.new_id()
    tell(store, say(other, "case.code", "C-2"), say(inside[0], "event.case", other))
    tell(store, say(case, "case.restricted", value=True))
    one_shut = view.count("event")
    tell(store, say(other, "case.restricted", value=True))

    assert (1, 0) == (one_shut, view.count("event"))


@pytest.mark.parametrize("restricted", [0, 1])
def test_a_restriction_reaches_what_was_said_of_either_merged_case(
    store: Store, view: View, restricted: int
) -> None:
    """Two cases judged to be one are restricted together, with all that lies in either."""
    one, _ = case_with_things(store)
    two = store.new_id()
    uid = event(store, "E-2")
    tell(store, say(two, "case.code", "C-2"), say(uid, "event.case", two))
    tell(store, say(one, "judgement.same_as", two))
    tell(store, say((one, two)[restricted], "case.restricted", value=True))

    assert {} == {kind: n for kind, n in view.counts().items() if kind in ("case", "event")}
    assert [] == findings(store)


@pytest.mark.parametrize(
    "asked", ["Қарағанды", "Караганды", "karagandy", "Qaraghandy", "КАРАГАНДЫ", "қараған"]
)
def test_words_are_found_in_any_script(store: Store, view: View, asked: str) -> None:
    """A place written in Kazakh is found by its Russian and Latin spellings."""
    uid = event(store, "E-1", ("event.place_said", "Қарағанды қаласында"))

    assert [uid] == [record.id for record in view.search(asked)]


@pytest.mark.parametrize("asked", ["Сейіт", "сеит", "Seyit", "ейтқы"])
def test_names_are_found_by_letters_inside(store: Store, view: View, asked: str) -> None:
    """Three letters of a name find it, wherever they stand."""
    uid = person(store, "P-1", "Айгүл Сейітқызы")

    assert [uid] == [record.id for record in view.search_names(asked)]


@pytest.mark.parametrize(
    "asked",
    ["", " ", '"', '""', "*", "a*", "(", ")", "AND", "a AND", "NEAR(", "-", "^x", "{x}", "a:b",
     "\0", "a\0b", "'", "''; DROP TABLE entry", "+", "x" * 5000, "é", "👩‍👩‍👧", "\u202e", "__"],
)  # fmt: skip
def test_whatever_is_typed_into_the_search_is_an_answer(view: View, asked: str) -> None:
    """No text is an error or a command to the search index."""
    assert [] == [*view.search(asked), *view.search_names(asked)]


def test_both_sides_of_a_disagreement_are_found(store: Store, view: View) -> None:
    """A name that another source gives finds the person as well, before and after a merge."""
    uid, other = person(store, "P-1", "Ада Образцова"), person(store, "P-2", "Айжан Үлгіқызы")
    tell(store, say(uid, "person.name_in_use", "Ada Samplekyzy"))
    tell(store, say(uid, "judgement.same_as", other))

    asked = ("образцова", "samplekyzy", "үлгіқызы")
    assert [[min(uid, other)]] * 3 == [[r.id for r in view.search(name)] for name in asked]
    assert [[min(uid, other)]] * 3 == [[r.id for r in view.search_names(name)] for name in asked]
    assert [] == findings(store)


def test_what_is_withdrawn_is_no_longer_found(store: Store, view: View) -> None:
    """A retracted text leaves the search index."""
    uid = event(store, "E-1", ("event.place_said", "Қарағанды"))
    told = next(t for t in view.history(uid) if t.property == "event.place_said")
    tell(store, retract(uid, told.property, told.id))

    assert [] == view.search("Қарағанды")
    assert [] == findings(store)


def test_a_statement_from_a_newer_version_is_kept_and_not_counted(store: Store, view: View) -> None:
    """What carries `more` stays in the history and out of the record."""
    uid = event(store, "E-1", (DATE, "2021"))
    tell(store, Statement(0, uid, DATE, "2030", None, None, None, "newer"))
    record = view.record(uid)

    assert record is not None
    assert ("2021", 2) == (record.get(DATE), sum(t.property == DATE for t in view.history(uid)))
    assert [] == findings(store)


def test_the_order_of_a_list_is_that_of_the_log(store: Store, view: View) -> None:
    """Records stand in the order in which they were first spoken of, also after opening again."""
    codes = [f"E-{n}" for n in range(30)]
    uids = [store.new_id() for _ in codes]
    tell(store, *[say(uid, "event.code", code) for uid, code in zip(uids, codes, strict=True)])
    folder = store.home.folder
    listed = [record.code for record in view.briefs("event")]
    store.close()
    with opened(folder) as again:
        later = [record.code for record in View(again).briefs("event")]

    assert [codes, codes] == [listed, later]


def test_a_page_longer_than_one_read_is_whole(store: Store, view: View) -> None:
    """Lists of more than five hundred records lose and repeat none."""
    uids = [store.new_id() for _ in range(1203)]
    tell(store, *[say(uid, "event.code", f"E-{n}") for n, uid in enumerate(uids)])

    assert uids == [record.id for record in view.briefs("event")]
    assert len(uids) == len(view.codes("event"))


def test_values_are_readable_as_json() -> None:
    """References are shown as hexadecimal digits, texts as they are."""
    assert ['"0a"', '"Қ"', "true"] == [readable(value) for value in (b"\n", "Қ", True)]
