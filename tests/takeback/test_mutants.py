"""Files bent at random: each is read, or refused by one sentence; nothing breaks."""

import io
import random
import zipfile

import pytest
from lxml import etree
from tests.takeback.conftest import Lent
from tests.takeback.test_word_edits import twenty_edits
from tests.takeback.wordlike import WordFile

from kuager import KuagerError
from kuager.verbs.retold import Retelling
from kuager.verbs.returned import Returned
from kuager.verbs.taking_back import look_at_working_copy


def bent(data: bytes, dice: random.Random) -> bytes:
    """The file with some elements of a part taken out, doubled, moved or renumbered."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    named = ["word/document.xml"] * 6 + ["word/footnotes.xml"] * 2 + ["word/styles.xml"]
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(named)
        tree = etree.fromstring(parts[name])
        for _ in range(dice.randint(1, 25)):
            _bend(tree, dice)
        parts[name] = etree.tostring(tree)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _bend(tree: etree._Element, dice: random.Random) -> None:
    elements = [each for each in tree.iter() if each.getparent() is not None]
    if not elements:
        return
    one = dice.choice(elements)
    parent, how = one.getparent(), dice.randint(0, 3)
    if how == 0:
        parent.remove(one)
    elif how == 1:
        parent.insert(dice.randint(0, len(parent)), etree.fromstring(etree.tostring(one)))
    elif how == 2 and one.attrib:
        one.set(dice.choice(list(one.attrib)), dice.choice(["", "0", "-1", "9" * 12]))
    elif how == 3:
        other = dice.choice(elements)
        if other is not one and one not in other.iterancestors():
            other.append(one)


def read_all(lent: Lent, data: bytes) -> bool:
    """Read a file as far as it goes and retell everything in it; False if it was refused."""
    try:
        found = look_at_working_copy(lent.desk, data=data)
    except KuagerError:
        return False
    returned = Returned(lent.desk, data)
    texts = Retelling(returned).texts(returned.compared.changes)
    assert len({one.key for one in found.differences}) == len(found.differences)
    assert all(isinstance(text, str) for text in texts.values())
    return True


def bends(lent: Lent, seed: int, count: int) -> list[bool]:
    """So many bent files, read."""
    dice = random.Random(seed)
    word = WordFile(lent.data)
    twenty_edits(word)
    data = word.saved()
    return [read_all(lent, bent(data, dice)) for _ in range(count)]


def test_bent_files_are_read_or_refused(lent: Lent) -> None:
    """No traceback, no two differences of one name, whatever was bent."""
    assert any(bends(lent, 1, 6))


@pytest.mark.full
@pytest.mark.parametrize("seed", range(2, 7))
def test_many_bent_files_are_read_or_refused(lent: Lent, seed: int) -> None:
    """Five times sixty."""
    assert any(bends(lent, seed, 60))
