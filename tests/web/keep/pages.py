"""Walking through the pages as a browser without script does: links, forms, waiting."""

import re
import time
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from kuager.web.house import House

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
OK, FAULTY, MISSING = 200, 422, 404


def text_of(page: str) -> str:
    """What a reader sees of a page, one line."""
    body = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def wait(visitor: TestClient, house: House, path: str) -> str:
    """The page of a path once no long work goes on; its text as it was sent."""
    for _ in range(1200):
        if house.busy is None:
            break
        time.sleep(0.05)
    assert house.busy is None
    found = visitor.get(path)
    assert found.status_code == OK, text_of(found.text)
    return found.text


def send(visitor: TestClient, path: str, **fields: str) -> str:
    """Send a form and give back the page that comes of it."""
    found = visitor.post(path, data=fields)
    assert found.status_code in (OK, FAULTY), (found.status_code, text_of(found.text))
    return found.text
