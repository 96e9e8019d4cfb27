"""Files that are no working copy, or that are meant to harm: each is refused by one sentence."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.takeback.conftest import Lent
from tests.takeback.documents import document
from tests.verbs.desks import desk_again, new_desk

from kuager import KuagerError
from kuager.formats.takeback.package import MAX_FILE
from kuager.formats.takeback.reading import MAX_LINES, read_copy
from kuager.verbs.taking_back import look_at_working_copy
from kuager.verbs.working_copies import hand_out_working_copy

Change = Callable[[dict[str, bytes]], None]
_BODY = "word/document.xml"


@pytest.fixture(scope="module")
def lent(made: tuple[Path, str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lent]:
    """One vault for all: nothing is ever changed here."""
    folder, code, data = made
    here = tmp_path_factory.mktemp("hostile") / "vault"
    shutil.copytree(folder, here)
    desk = desk_again(here)
    yield Lent(desk, code, data)
    desk.close()


def changed(data: bytes, change: Change) -> bytes:
    """The file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _document_type(parts: dict[str, bytes]) -> None:
    begun = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts[_BODY] = parts[_BODY].replace(b"?>", b"?>" + begun, 1)


def _laughs(parts: dict[str, bytes]) -> None:
    inner = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    begun = f'<!DOCTYPE w [<!ENTITY l0 "ha">{inner}]>'.encode()
    parts[_BODY] = parts[_BODY].replace(b"?>", b"?>" + begun, 1)


def _other_encoding(parts: dict[str, bytes]) -> None:
    text = parts[_BODY].decode().replace("UTF-8", "UTF-16", 1)
    parts[_BODY] = text.encode("utf-16")


def _macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"Sub AutoOpen"


def _macro_type(parts: dict[str, bytes]) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"document.main", b"document.macroEnabled.main"
    )


def _dense(parts: dict[str, bytes]) -> None:
    parts["word/media/big.png"] = bytes(40 << 20)


def _long_part(parts: dict[str, bytes]) -> None:
    parts[_BODY] = parts[_BODY].replace(b"</w:body>", b"<w:p/>" * 2_200_000 + b"</w:body>")


def _many_paragraphs(parts: dict[str, bytes]) -> None:
    more = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * (MAX_LINES + 1)
    parts[_BODY] = parts[_BODY].replace(b"</w:body>", more + b"</w:body>")


def _deep(parts: dict[str, bytes]) -> None:
    deep = b"<w:sdt>" * 3000 + b"</w:sdt>" * 3000
    parts[_BODY] = parts[_BODY].replace(b"</w:body>", deep + b"</w:body>")


def _torn(parts: dict[str, bytes]) -> None:
    parts[_BODY] = parts[_BODY][:-40]


def _no_body(parts: dict[str, bytes]) -> None:
    del parts[_BODY]


def _unmarked(parts: dict[str, bytes]) -> None:
    parts[_BODY] = parts[_BODY].replace(b'w:name="_k', b'w:name="other')


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("working-copy-broken", _document_type),
        ("working-copy-broken", _laughs),
        ("working-copy-broken", _other_encoding),
        ("working-copy-macros", _macro),
        ("working-copy-macros", _macro_type),
        ("working-copy-too-large", _dense),
        ("working-copy-too-large", _long_part),
        ("working-copy-too-large", _many_paragraphs),
        ("working-copy-broken", _deep),
        ("working-copy-broken", _torn),
        ("no-working-copy", _no_body),
        ("no-working-copy", _unmarked),
    ],
    ids=lambda given: getattr(given, "__name__", given),
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    lent: Lent, code: str, change: Change
) -> None:
    """One clear sentence, and nothing is read of it."""
    with pytest.raises(KuagerError) as caught:
        look_at_working_copy(lent.desk, data=changed(lent.data, change))

    assert code == caught.value.code


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("no-working-copy", b""),
        ("no-working-copy", b"%PDF-1.7"),
        ("working-copy-broken", b"PK\x03\x04 and nothing else"),
        ("working-copy-too-large", b"PK" + bytes(MAX_FILE)),
    ],
)
def test_what_is_no_word_file_is_refused(lent: Lent, code: str, data: bytes) -> None:
    """An empty file, another kind, a broken one, an endless one."""
    with pytest.raises(KuagerError) as caught:
        look_at_working_copy(lent.desk, data=data)

    assert code == caught.value.code


def test_a_working_copy_of_another_vault_fits_nothing_here(lent: Lent, tmp_path: Path) -> None:
    """The same document with the same code in another vault has other marks."""
    other = new_desk(tmp_path / "other")
    code = document(other)
    data = hand_out_working_copy(other, code=code).data
    other.close()

    assert code == lent.code
    with pytest.raises(KuagerError) as caught:
        look_at_working_copy(lent.desk, data=data)
    assert "no-working-copy" == caught.value.code


def test_what_hides_in_a_file_is_not_followed(lent: Lent) -> None:
    """Fields that fetch, templates from elsewhere and links are only text, or nothing."""

    def fetch(parts: dict[str, bytes]) -> None:
        field = (
            b'<w:p><w:fldSimple w:instr=" INCLUDETEXT http://example.org/x "><w:r><w:t>seen'
            b"</w:t></w:r></w:fldSimple></w:p></w:body>"
        )
        parts[_BODY] = parts[_BODY].replace(b"</w:body>", field)
        parts["word/_rels/settings.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r" Type="x/attachedTemplate" Target="http://example.org/t.dotm"'
            b' TargetMode="External"/></Relationships>'
        )

    read = read_copy(changed(lent.data, fetch))

    assert "seen" == read.lines[-1].words
