"""The salted tree: every leaf can be shown alone, and nothing else passes for it."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.tree import leaf_hash, leaf_hashes, root_from_proof, tree_proof, tree_root

SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 100, 129]


def leaves_of(count: int) -> list[bytes]:
    """As many different leaf hashes."""
    return [leaf_hash(bytes(16), bytes([n % 256, n // 256])) for n in range(count)]


def split_tree(leaves: list[bytes]) -> bytes:
    """The tree as RFC 6962 defines it: split at the greatest power of two below the size."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + split_tree(leaves[:half]) + split_tree(leaves[half:])).digest()


@pytest.mark.parametrize("count", [*range(1, 70), 100, 1000, 8192])
def test_the_tree_is_that_of_rfc_6962(count: int) -> None:
    """Level by level or split in two: the root is the same for every size."""
    leaves = leaves_of(count)

    assert split_tree(leaves) == tree_root(leaves)


@pytest.mark.parametrize("count", SIZES)
def test_every_leaf_can_be_proved(count: int) -> None:
    """The siblings of any leaf lead to the root, and there are at most log2(n) of them."""
    leaves, root = leaves_of(count), tree_root(leaves_of(count))
    for index, leaf in enumerate(leaves):
        proof = tree_proof(leaves, index)
        assert root == root_from_proof(leaf, index, count, proof)
        assert len(proof) <= (count - 1).bit_length()


@given(count=st.integers(2, 60), data=st.data())
def test_a_proof_fits_its_own_leaf_and_place_only(count: int, data: st.DataObject) -> None:
    """Another leaf, another place, a step more or less, or a changed step leads elsewhere."""
    leaves, root = leaves_of(count), tree_root(leaves_of(count))
    index, other = data.draw(st.permutations(range(count)))[:2]
    proof = tree_proof(leaves, index)
    spoilt = [bytes(32), *proof[1:]]

    assert root != root_from_proof(leaves[other], index, count, proof)
    assert root != root_from_proof(leaves[index], other, count, proof)
    assert None is root_from_proof(leaves[index], index, count, proof[:-1])
    assert None is root_from_proof(leaves[index], index, count, [*proof, bytes(32)])
    assert root != root_from_proof(leaves[index], index, count, spoilt)


def test_an_odd_node_is_promoted_and_not_doubled() -> None:
    """Three leaves and three leaves with the last one twice have different roots."""
    leaves = leaves_of(3)

    assert tree_root(leaves) != tree_root([*leaves, leaves[-1]])


def test_a_node_does_not_pass_for_a_leaf() -> None:
    """Leaves and nodes are hashed under different prefixes."""
    one, two = leaves_of(2)
    node = tree_root([one, two])

    assert node == sha256(b"\1" + one + two).digest()
    assert node not in leaf_hashes([one[:16]], [one[16:] + two])


def test_the_salt_decides() -> None:
    """The same statement under another salt has another leaf, so that nobody can guess it."""
    assert 2 == len({leaf_hash(bytes([n]) * 16, b"the same") for n in range(2)})


def test_salts_and_statements_go_in_pairs() -> None:
    """One salt for each statement, or nothing."""
    with pytest.raises(ValueError, match="argument"):
        leaf_hashes([bytes(16)], [b"one", b"two"])
