"""Files and forms on their way in: limits in plain words, nothing in clear, nothing half kept."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.verbs.desks import PASSPHRASE, case, new_desk
from tests.web.door.processes import family
from tests.web.served import Served, served

MIB = 1 << 20
HEAD = (
    b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\n\r\n'
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="canary-quail.bin"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
)
TAIL = b"\r\n--x--\r\n"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one case."""
    folder = tmp_path_factory.mktemp("uploads") / "vault"
    desk = new_desk(folder)
    case(desk)
    desk.close()
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program would put temporary files."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def door(vault: Path, place: Path) -> Iterator[Served]:
    """The running program with a temporary folder of its own."""
    before = dict(os.environ)
    os.environ.update({"TMPDIR": str(place), "TEMP": str(place), "XDG_CACHE_HOME": str(place)})
    with served(vault, PASSPHRASE) as house:
        os.environ.clear()
        os.environ.update(before)
        yield house


@pytest.fixture
def places(vault: Path, place: Path) -> tuple[Path, Path]:
    """Where something may be written, and where nothing may."""
    return vault, place


@contextmanager
def watching(door: Served) -> Iterator[set[str]]:
    """Every file that one of our processes has open for writing meanwhile, by its path."""
    before = {path for pid in family(door.process.pid) for path in written(pid)}
    seen: set[str] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            for pid in family(door.process.pid):
                seen.update(written(pid) - before)
            time.sleep(0.01)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def written(pid: int) -> set[str]:
    """The files that a process has open for writing now."""
    found = set()
    place = Path(f"/proc/{pid}/fd")
    try:
        for path in place.iterdir():
            target = str(path.readlink())
            mode = (
                (Path(f"/proc/{pid}/fdinfo") / path.name).read_text().split("flags:")[1].split()[0]
            )
            if target.startswith("/") and int(mode, 8) & 3 and not target.startswith("/dev/"):
                found.add(target)
    except (OSError, IndexError):
        pass
    return found


def sent(door: Served, client: httpx.Client, inside: str, length: int) -> socket.socket:
    """A connection on which a file of this length begins to be sent."""
    url = httpx.URL(inside)
    connection = socket.create_connection(("127.0.0.1", url.port or 0), timeout=20)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    total = len(HEAD) + length + len(TAIL)
    head = (
        f"POST {url.path}/record/case/C-1/evidence HTTP/1.1\r\nHost: {url.netloc.decode()}\r\n"
        f"Origin: {door.origin}\r\nCookie: {cookie}\r\nContent-Length: {total}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nConnection: close\r\n\r\n"
    )
    connection.sendall(head.encode() + HEAD)
    return connection


def blobs(vault: Path) -> set[str]:
    """The sealed files."""
    return {path.name for path in (vault / "blobs").iterdir()}


def test_a_file_is_sealed_while_it_arrives_and_never_in_clear(
    door: Served, client: httpx.Client, inside: str, vault: Path, place: Path
) -> None:
    """Ninety megabytes: more than is ever held, kept whole, and only the vault is written to."""
    size, piece = 90 * MIB, b"zebra-crossing " * 4369 + b"z"
    before = blobs(vault)
    with watching(door) as seen:
        connection = sent(door, client, inside, size)
        for at in range(0, size, len(piece)):
            connection.sendall(piece[: size - at])
        connection.sendall(TAIL)
        answer = connection.recv(65536)
        connection.close()
    new = blobs(vault) - before

    assert answer.startswith(b"HTTP/1.1 303")
    assert len(new) == 1
    assert (vault / "blobs" / new.pop()).stat().st_size >= size
    assert {path for path in seen if not path.startswith(str(vault))} == set()
    assert list(place.iterdir()) == []
    assert "EV-1" in client.get(f"{inside}/record/case/C-1/evidence").text


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_an_upload_that_breaks_off_leaves_nothing(
    door: Served, client: httpx.Client, inside: str, places: tuple[Path, Path], share: float
) -> None:
    """Cancelled at the beginning, in the middle, near the end: no file, no record, still open."""
    (vault, place), size = places, 20 * MIB
    page, before = client.get(f"{inside}/record/case/C-1/evidence").text, blobs(vault)
    connection = sent(door, client, inside, size)
    connection.sendall(b"q" * int(size * share))
    time.sleep(0.2)
    connection.close()
    until = time.monotonic() + 10
    while blobs(vault) != before and time.monotonic() < until:
        time.sleep(0.1)
    after = client.get(f"{inside}/record/case/C-1/evidence").text

    assert blobs(vault) == before
    assert list(place.iterdir()) == []
    assert after.count("EV-") == page.count("EV-")


def test_many_fields_are_too_many(client: httpx.Client, inside: str) -> None:
    """Ten thousand fields, encoded and in parts: 413 and a sentence, nothing saved."""
    fields = {f"f{number}": "x" for number in range(10_000)}
    encoded = client.post(f"{inside}/new", data=fields)
    parts = client.post(
        f"{inside}/new", files=[(name, (None, text)) for name, text in fields.items()]
    )

    for answer in (encoded, parts):
        assert answer.status_code == 413
        assert "more than one form may hold" in answer.text


def test_a_field_without_a_file_name_is_held_to_the_limit_of_texts(
    client: httpx.Client, inside: str
) -> None:
    """A gigabyte of field would be read into memory: it is refused after five megabytes."""
    text = "x" * (8 * MIB)
    answer = client.post(f"{inside}/new", files=[("story", (None, text))])
    encoded = client.post(f"{inside}/new", data={"story": text})

    assert (answer.status_code, encoded.status_code) == (413, 413)


def test_what_a_person_can_paste_is_taken(client: httpx.Client, inside: str) -> None:
    """A megabyte of Kazakh in one field reaches the page: more than a long book."""
    text = "ә" * (MIB // 2)
    answer = client.post(f"{inside}/drafts", data={"draft-page": "/new", "story": text})

    assert answer.status_code == 204


def test_a_small_file_is_held_in_memory(
    door: Served, client: httpx.Client, inside: str, vault: Path, place: Path
) -> None:
    """A table of some megabytes (a web server would spool it to the disk) touches no other file."""
    rows = b"code;place\r\n" + b"zebra;crossing\r\n" * 200_000
    with watching(door) as seen:
        client.post(f"{inside}/import", files={"file": ("table.csv", rows)})

    assert {path for path in seen if not path.startswith(str(vault))} == set()
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"story=x", 415),
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"--x--", 400),
        ("multipart/form-data; boundary=" + "b" * 500, b"--x--", 400),
        ("multipart/form-data; boundary=x", b"no parts at all", 400),
        ("multipart/form-data; boundary=x", HEAD, 400),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A" * 100_000, 400),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: ;;;\r\n\r\nx" + TAIL,
            200,
        ),
        ("application/x-www-form-urlencoded", b"%ff%fe=%00&&&===%zz", 200),
    ],
)
def test_a_spoiled_form_is_a_sentence_or_an_empty_form(
    client: httpx.Client, inside: str, kind: str, body: bytes, status: int
) -> None:
    """Never a failure of the program, whatever the body is."""
    answer = client.post(f"{inside}/new", content=body, headers={"Content-Type": kind})

    assert answer.status_code in (status, 422) if status == 200 else answer.status_code == status


@pytest.mark.full
def test_a_body_that_stands_still_is_given_up(
    door: Served, client: httpx.Client, inside: str
) -> None:
    """Whoever begins a file and says no more holds the desk for a while, not for ever."""
    assert client.get(f"{inside}/").status_code == 200
    connection = sent(door, client, inside, MIB)
    time.sleep(0.5)
    began = time.monotonic()
    waited = client.get(f"{inside}/record/case/C-1/evidence")

    assert waited.status_code == 200
    assert 1 < time.monotonic() - began < 40
    connection.close()
