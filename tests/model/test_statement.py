"""The atom of the record has one encoding, and whatever has another form is refused."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.statement import (
    RETRACT,
    SAY,
    EntityId,
    EntryId,
    Statement,
    StatementError,
    Value,
    check_columns,
    encode_statement,
    retract,
    say,
    split_statement_id,
    statement_id,
)

UID = EntityId(b"0123456789abcdef")
ENTRY = EntryId(bytes(range(32)))

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
references = st.sampled_from([4, 16, 32, 36]).flatmap(lambda n: st.binary(min_size=n, max_size=n))
values = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), texts, references)
names = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)


def columns_of(*said: Statement) -> list[list[Value]]:
    """The eight columns of a payload that says this."""
    return [list(column) for column in zip(*said, strict=True)]


def test_a_statement_is_an_array_of_eight() -> None:
    """The canonical bytes are those that are written down in the specification."""
    said = say(UID, "event.date", "2021", language="ru", source=b"0123", sure="likely")

    assert encode_statement(said) == bytes.fromhex(
        "9800c410"
        + UID.hex()
        + "aa6576656e742e64617465a432303231a27275c40430313233a66c696b656c79c0"
    )


@given(name=names, value=values)
def test_what_can_be_said_can_be_read_again(name: str, value: Value) -> None:
    """Encoding loses nothing, and every statement that `say` makes passes the check."""
    said = say(UID, name, value)
    again = msgspec.msgpack.decode(encode_statement(said))
    check_columns(columns_of(said))

    assert list(said) == again
    assert list(map(type, said)) == list(map(type, again))


@given(one=values, other=values)
def test_different_values_have_different_bytes(one: Value, other: Value) -> None:
    """No two things that may be said share their bytes; True and 1 are different things to say."""
    said = [encode_statement(say(UID, "event.people", value)) for value in (one, other)]
    same = (type(one), _nfc(one)) == (type(other), _nfc(other))

    assert same == (said[0] == said[1])


def _nfc(value: Value) -> Value:
    return say(UID, "x", value).value


def test_a_text_is_brought_to_one_form() -> None:
    """Two ways to type one letter say one thing."""
    assert say(UID, "x", "й") == say(UID, "x", "и\u0306")


def test_a_statement_is_named_by_its_entry_and_its_place() -> None:
    """A reference to a statement is 36 bytes and comes apart again."""
    reference = statement_id(ENTRY, 70_000)

    assert 36 == len(reference)
    assert (ENTRY, 70_000) == split_statement_id(reference)


def test_a_withdrawal_names_what_it_withdraws() -> None:
    """A retraction says op 1 and holds a reference."""
    said = retract(UID, "event.date", statement_id(ENTRY, 3))

    assert (RETRACT, statement_id(ENTRY, 3)) == (said.op, said.value)
    check_columns(columns_of(said))


BAD: list[tuple[str, dict[str, object]]] = [
    ("unknown-op", {"op": 2}),
    ("unknown-op", {"op": True}),
    ("unknown-op", {"op": None}),
    ("bad-subject", {"subject": b"short"}),
    ("bad-subject", {"subject": "0123456789abcdef"}),
    ("bad-property", {"property": ""}),
    ("bad-property", {"property": "дата"}),
    ("bad-property", {"property": b"event.date"}),
    ("forbidden-value-type", {"value": 1.0}),
    ("forbidden-value-type", {"value": [1]}),
    ("forbidden-value-type", {"value": {}}),
    ("forbidden-value-type", {"more": 1.0}),
    ("bad-reference-length", {"value": b"12345"}),
    ("bad-reference-length", {"value": b""}),
    ("bad-reference-length", {"more": b"12345"}),
    ("text-not-nfc", {"value": "e\u0301"}),
    ("text-not-nfc", {"language": "e\u0301"}),
    ("text-not-nfc", {"sure": "e\u0301"}),
    ("bad-label", {"language": 3}),
    ("bad-label", {"sure": b"likely"}),
    ("bad-source", {"source": "0123"}),
    ("bad-source", {"source": bytes(32)}),
    ("bad-source", {"source": b""}),
]


@pytest.mark.parametrize(("reason", "changed"), BAD)
def test_every_other_form_is_refused(reason: str, changed: dict[str, object]) -> None:
    """One odd statement among good ones is found, and the reason is told."""
    good = say(UID, "event.date", "2021", source=UID)
    odd = good._replace(**changed)  # type: ignore[arg-type]

    with pytest.raises(StatementError) as caught:
        check_columns(columns_of(good, odd, good))
    assert reason == caught.value.facts["reason"]


def test_no_statements_are_in_order() -> None:
    """A payload in which everything was erased has eight empty columns."""
    check_columns([[] for _ in range(8)])
    assert SAY != RETRACT
