"""The forms of a page, read as a browser would, and sent with what nobody should send."""

import random
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.web.trial.payloads import EVERY

_ODD = (
    "",
    " ",
    "0",
    "-1",
    "999999999999999999999",
    "1e309",
    "NaN",
    "true",
    "null",
    "2024-13-45",
    "0000",
    "X" * 70_000,
    "\0",
    "a\0b",
    "ё" * 3000,
    "\u202e",
    "\ud83d\ude00" * 50,
    "../../etc/passwd",
    "E-1",
    "C-1",
    "%00",
    "%ff%fe",
    "[]",
    "{}",
    "۱۲۳",
    "Қ" * 200,
    "\r\n\r\n",
    "2024-02-30/..",
    "25:61",
    "вчера",
    "spring 2023",
    "ночь на 8 марта",
    "2021 ж. мамыр",
    "-",
    "—",
    "\u0301",
    "٤",
)


@dataclass(frozen=True, slots=True)
class FoundForm:
    """Where a form is sent, and what it would say if nobody touched it."""

    action: str
    method: str
    multipart: bool
    fields: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[str, str], ...] = field(default=())
    """What each button that has a name adds; a browser sends that of the one which is pressed."""
    files: tuple[str, ...] = field(default=())


def forms_of(html: str, here: str) -> list[FoundForm]:
    """Every form of a page; one without an action is sent to the page itself."""
    found = []
    for form in LexborHTMLParser(html).css("form"):
        action = form.attributes.get("action") or here
        found.append(
            FoundForm(
                action=action,
                method=(form.attributes.get("method") or "get").lower(),
                multipart=form.attributes.get("enctype") == "multipart/form-data",
                fields=tuple(_fields(form)),
                buttons=tuple(
                    (str(node.attributes.get("name")), node.attributes.get("value") or "")
                    for node in form.css("button")
                    if node.attributes.get("name")
                ),
                files=tuple(
                    str(node.attributes.get("name"))
                    for node in form.css("input[type=file]")
                    if node.attributes.get("name")
                ),
            )
        )
    return found


def _fields(form: LexborNode) -> list[tuple[str, str]]:
    said = []
    for node in form.css("input, textarea, select"):
        name = node.attributes.get("name")
        if not name or node.attributes.get("type") == "file":
            continue
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            said.append((name, (chosen.attributes.get("value") or "") if chosen else ""))
        elif node.tag == "textarea":
            said.append((name, node.text()))
        elif node.attributes.get("type") in ("checkbox", "radio"):
            if "checked" in node.attributes:
                said.append((name, node.attributes.get("value") or "on"))
        else:
            said.append((name, node.attributes.get("value") or ""))
    return said


def spoiled(form: FoundForm, draw: random.Random) -> list[tuple[str, str]]:
    """The fields of a form with some replaced, doubled, dropped or made up."""
    said = []
    for name, value in form.fields:
        act = draw.random()
        if act < 0.1:
            continue
        said.append((name, value if act < 0.4 else draw.choice(_ODD + EVERY)))
        if act > 0.95:
            said.append((name, draw.choice(_ODD)))
    if form.buttons and draw.random() < 0.8:
        said.append(draw.choice(form.buttons))
    if draw.random() < 0.1:
        said.append((draw.choice(("code", "type", "seen", "x" * 300, "")), draw.choice(_ODD)))
    return said
