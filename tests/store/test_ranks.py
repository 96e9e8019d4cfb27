"""Whom to believe first: the rank of a source decides where nobody has chosen."""

from tests.store.houses import MEMBER

from kuager.model.statement import EntityId, say
from kuager.store.rewrite import rewrite
from kuager.store.store import Store
from kuager.store.verify import verify
from kuager.store.view import View


def _two_accounts(store: Store) -> tuple[EntityId, EntityId, EntityId]:
    """An event whose day two sources tell differently, the second through a passage."""
    event, first, second, passage = (store.new_id() for _ in range(4))
    with store.change("record", MEMBER) as change:
        change.write(
            [
                say(first, "source.code", "S-1"),
                say(second, "source.code", "S-2"),
                say(passage, "passage.code", "P-1"),
                say(passage, "passage.source", second),
                say(event, "event.code", "E-1"),
                say(event, "event.date", "2021-05-28", source=first),
                say(event, "event.date", "2021-05-29", source=passage),
            ]
        )
    return event, first, second


def _date(store: Store, event: EntityId) -> tuple[object, str]:
    record = View(store).record(event)
    assert record is not None
    cell = record.cells["event.date"]
    return cell.value, cell.state


def test_the_source_with_the_smaller_rank_is_shown_first(store: Store) -> None:
    """Ranks said after the accounts change what is shown; the conflict stays one."""
    event, first, second = _two_accounts(store)
    assert ("2021-05-29", "c") == _date(store, event)

    with store.change("rank", MEMBER) as change:
        change.write([say(first, "source.rank", 1), say(second, "source.rank", 2)])

    assert ("2021-05-28", "c") == _date(store, event)
    assert [] == verify(store).findings


def test_a_passage_has_the_rank_of_its_source(store: Store) -> None:
    """A ranked source is believed before one without a rank, through its passages too."""
    event, _, second = _two_accounts(store)
    with store.change("amend", MEMBER) as change:
        change.write([say(event, "event.date", "2021-05-30")])
    assert ("2021-05-30", "c") == _date(store, event)

    with store.change("rank", MEMBER) as change:
        change.write([say(second, "source.rank", 5)])

    assert ("2021-05-29", "c") == _date(store, event)


def test_a_preference_stands_above_any_rank(store: Store) -> None:
    """What a person prefers is shown, whoever ranks first; a rebuild shows the same."""
    event, first, second = _two_accounts(store)
    told = [t for t in View(store).history(event) if t.value == "2021-05-29"]
    with store.change("judge", MEMBER) as change:
        change.write([say(first, "source.rank", 1), say(second, "source.rank", 9)])
        change.write([say(event, "judgement.prefer", told[0].id)])

    assert ("2021-05-29", "p") == _date(store, event)
    rewrite(store)
    assert ("2021-05-29", "p") == _date(store, event)
    assert [] == verify(store).findings
