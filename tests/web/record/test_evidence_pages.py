"""Evidence on a page: sealed while it arrives, given out as a download only."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.record.sheets import first_case, make, words

from kuager.verbs.desk import Desk

PLAIN = b"<script>alert(1)</script>" * 40_000


def upload(visitor: TestClient, name: str = "a.pdf", data: bytes = PLAIN) -> int:
    """Send a file to the first case; returns the status."""
    first_case(visitor)
    said = {"kind": "photo", "acquired_how": "", "title": "A paper"}
    files = {"file": (name, data, "text/html")}
    return visitor.post("/record/case/C-1/evidence", data=said, files=files).status_code


def test_a_file_is_sealed_beside_its_case(visitor: TestClient, desk: Desk, tmp_path: Path) -> None:
    """It is a record of the case, and no byte of it lies in clear."""
    assert 200 == upload(visitor)
    record = desk.view.record(desk.find(("evidence",), "EV-1"))

    assert record is not None
    assert [desk.find(("case",), "C-1")] == record.every("evidence.case")
    assert "photo" == record.get("evidence.kind")
    lying = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"<script>" in data for data in lying)


def test_a_file_is_given_out_as_a_download(visitor: TestClient) -> None:
    """All its bytes, under a neutral name, never shown within the house."""
    upload(visitor, "Somebody's passport.PDF")
    told = visitor.get("/record/evidence/EV-1/file")
    given = visitor.post("/record/evidence/EV-1/file")

    assert "will lie in clear" in words(told)
    assert PLAIN == given.content
    assert 'attachment; filename="EV-1.pdf"' == given.headers["content-disposition"]
    assert "application/octet-stream" == given.headers["content-type"]
    assert "sandbox" in given.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Users\\x\\a.exe", "<b>x</b>.svg", "a" * 400, "\u202egpj.exe"]
)
def test_a_file_name_is_only_a_name(visitor: TestClient, desk: Desk, name: str) -> None:
    """No part of a path, nothing that is not printed, not too long; shown literally."""
    upload(visitor, name, b"x")
    record = desk.view.record(desk.find(("evidence",), "EV-1"))
    assert record is not None
    kept = record.text("evidence.original_name") or ""

    assert "/" not in kept
    assert "\\" not in kept
    assert kept.isprintable()
    assert 0 < len(kept) <= 200
    assert "<b>" not in visitor.get("/record/evidence/EV-1").text


def test_nothing_is_no_file(visitor: TestClient, desk: Desk) -> None:
    """No file chosen, or an empty one: a sentence, nothing saved, nothing on the disk."""
    assert 422 == upload(visitor, "", b"")
    assert 422 == upload(visitor, "empty.txt", b"")
    assert 0 == desk.view.count("evidence")
    assert [] == list(desk.store.home.blobs.glob("*"))


def test_a_damaged_file_is_not_given_out(visitor: TestClient, desk: Desk) -> None:
    """All of it is proved before the first byte leaves."""
    upload(visitor)
    (blob,) = desk.store.home.blobs.glob("*.blob")
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    blob.write_bytes(data)
    given = visitor.post("/record/evidence/EV-1/file")

    assert 422 == given.status_code
    assert b"alert" not in given.content


def test_evidence_stands_beside_cases_and_events_only(visitor: TestClient) -> None:
    """Other records have no such page."""
    person = make(visitor, "person", name_in_use="Sam")

    assert 404 == visitor.get(f"/record/person/{person}/evidence").status_code
