"""Forms of pages filled in and sent as a person would, with everything the page put into them."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx2 as httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient


@dataclass
class Sheet:
    """One form of a page that was loaded."""

    visitor: TestClient
    action: str
    said: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def send(
        self, changes: dict[str, str | list[str]] | None = None, **more: str | list[str]
    ) -> httpx.Response:
        """Send it with these fields filled in; every one must be there."""
        told = (changes or {}) | more
        missing = told.keys() - self.names
        assert not missing, f"the form has no {sorted(missing)}"
        pairs = [(name, text) for name, text in self.said if name not in told]
        for name, value in told.items():
            pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.visitor.post(self.action, content=urlencode(pairs), headers=kind)

    def __getitem__(self, name: str) -> str:
        """What stands in a field."""
        return next(text for found, text in self.said if found == name)


def sheet(visitor: TestClient, page: str | httpx.Response, having: str) -> Sheet:
    """The form of a page that has a field of this name."""
    response = visitor.get(page) if isinstance(page, str) else page
    here = response.request.url.raw_path.decode()
    for form in LexborHTMLParser(response.text).css("form"):
        names = {str(n.attributes.get("name")) for n in form.css("input,textarea,select,button")}
        if having in names:
            return Sheet(visitor, form.attributes.get("action") or here, _said(form), names)
    message = f"no form with {having} on {here}"
    raise LookupError(message)


def button(visitor: TestClient, page: str, action: str) -> httpx.Response:
    """Press the button of the form that is sent to an address."""
    response = visitor.get(page)
    for form in LexborHTMLParser(response.text).css("form"):
        if (form.attributes.get("action") or "").endswith(action):
            return visitor.post(str(form.attributes["action"]), data=dict(_said(form)))
    message = f"no form that is sent to {action}"
    raise LookupError(message)


def words(response: httpx.Response) -> str:
    """What a person reads in the middle of a page."""
    main = LexborHTMLParser(response.text).css_first("main")
    return " ".join(main.text(separator=" ").split())


def first_case(visitor: TestClient, story: str = "Told at the office") -> str:
    """A case made on the page; returns the path of its page."""
    filled = sheet(visitor, "/new", "story")
    response = filled.send(story=story, when_where="in spring, at the market", how_known="told us")
    assert response.status_code == 200
    return response.request.url.path


def make(visitor: TestClient, type_name: str, /, **said: str | list[str]) -> str:
    """A record of a type made with its form; returns its code. `__` stands for a point."""
    told = {name.replace("__", "."): value for name, value in said.items()}
    any_field = next(iter(told))
    response = sheet(visitor, f"/record/{type_name}/new", any_field).send(told)
    assert response.status_code == 200, words(response)
    return response.request.url.path.rpartition("/")[2]


def _said(form: LexborNode) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for node in form.css("input, textarea, select"):
        name, kind = node.attributes.get("name"), node.attributes.get("type")
        if not name or kind == "file":
            continue
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            found.append((name, str(chosen.attributes.get("value") or "") if chosen else ""))
        elif node.tag == "textarea":
            found.append((name, node.text().removeprefix("\n")))
        elif kind not in ("checkbox", "radio") or "checked" in node.attributes:
            found.append((name, str(node.attributes.get("value") or "")))
    return found
