"""Recovery words, as people write them down and type them back."""

from __future__ import annotations

import secrets

import pytest
from shamir_mnemonic import generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from kuager.vault import recovery

WORDS, SECRET = recovery.new_recovery()


def test_a_sheet_has_twenty_words_and_reads_back() -> None:
    """Twenty words stand for sixteen secret bytes."""
    assert len(WORDS) == recovery.WORDS
    assert len(SECRET) == 16
    assert recovery.read_recovery(WORDS) == SECRET


def test_no_two_sheets_are_alike() -> None:
    """Secrets are drawn anew each time."""
    assert recovery.new_recovery()[1] != SECRET


@pytest.mark.parametrize(
    "spelled",
    [
        " ".join(WORDS),
        "  ".join(WORDS).upper(),
        "\n".join(WORDS),
        ", ".join(word.title() for word in WORDS),
        " ".join(WORDS).translate(str.maketrans("aeopcyx", "аеорсух")),
        " ".join(WORDS).upper().translate(str.maketrans("AEOPCYXBHKMT", "АЕОРСУХВНКМТ")),
    ],
)
def test_spelling_does_not_matter(spelled: str) -> None:
    """Capitals, spaces, commas, lines and Cyrillic look-alikes are read as meant."""
    assert recovery.read_recovery(spelled) == SECRET


@pytest.mark.parametrize("place", range(20))
def test_an_impossible_word_is_named_by_its_place(place: int) -> None:
    """A word that is on no sheet is named by its number, counted from one."""
    typed = [*WORDS[:place], "қате", *WORDS[place + 1 :]]
    with pytest.raises(recovery.RecoveryWordError) as caught:
        recovery.read_recovery(typed)
    assert {"number": place + 1} == caught.value.facts


@pytest.mark.parametrize("place", range(20))
def test_one_wrong_word_is_found(place: int) -> None:
    """Any other word of the list in any place breaks the checksum."""
    others = [word for word in WORDLIST if word != WORDS[place]]
    typed = [*WORDS[:place], secrets.choice(others), *WORDS[place + 1 :]]
    with pytest.raises(recovery.RecoveryChecksumError):
        recovery.read_recovery(typed)


def test_two_wrong_words_are_always_found() -> None:
    """Five hundred sheets with two wrong words each are all refused."""
    draw = secrets.SystemRandom()
    for _ in range(500):
        typed = list(WORDS)
        for place in draw.sample(range(20), 2):
            typed[place] = draw.choice([word for word in WORDLIST if word != WORDS[place]])
        with pytest.raises(recovery.RecoveryChecksumError):
            recovery.read_recovery(typed)


def test_neighbouring_words_exchanged_are_found() -> None:
    """Any two different neighbours in the wrong order break the checksum."""
    for place in range(19):
        typed = list(WORDS)
        typed[place], typed[place + 1] = typed[place + 1], typed[place]
        if typed != WORDS:
            with pytest.raises(recovery.RecoveryChecksumError):
                recovery.read_recovery(typed)


@pytest.mark.parametrize("typed", [[], WORDS[:19], [*WORDS, WORDS[0]], WORDS * 2])
def test_a_word_too_few_or_too_many_is_counted(typed: list[str]) -> None:
    """The number of words is said, and how many belong there."""
    with pytest.raises(recovery.RecoveryCountError) as caught:
        recovery.read_recovery(typed)
    assert {"expected": 20, "found": len(typed)} == caught.value.facts


def test_words_from_two_sheets_do_not_mix() -> None:
    """Half of one sheet and half of another break the checksum."""
    other, _ = recovery.new_recovery()
    with pytest.raises(recovery.RecoveryChecksumError):
        recovery.read_recovery(WORDS[:10] + other[10:])


def test_one_share_of_several_says_how_many_are_needed() -> None:
    """A sound share of two-of-three is told apart from a whole sheet."""
    [shares] = generate_mnemonics(1, [(2, 3)], secrets.token_bytes(16))
    with pytest.raises(recovery.RecoveryShareError) as caught:
        recovery.read_recovery(shares[0])
    assert caught.value.facts == {"needed": 2}


def test_a_slot_key_differs_by_salt() -> None:
    """One sheet in two slots makes two unrelated keys of 32 bytes."""
    first, second = (recovery.recovery_key(SECRET, bytes([n]) * 16) for n in range(2))
    assert first != second
    assert 32 == len(first) == len(second)
