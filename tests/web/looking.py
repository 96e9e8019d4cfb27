"""Looking at pages in a real browser: what axe finds, what sticks out, what is said in English.

    python -m tests.web.looking FOLDER [--only /help] [--languages en,ru] [--blind]

walks all pages of a practice vault, puts pictures into FOLDER and tells what is wrong.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page, Request, Response, sync_playwright
from tools.extract_messages import found_messages

from kuager.lang import LANGUAGES, messages_of
from kuager.model.schema import load_schema
from kuager.web.visit import Session

CHROMIUM = "/usr/bin/chromium"
WIDE, NARROW = (1280, 800), (390, 844)
THEMES = ("light", "dark")
_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
_RUN_AXE = """() => axe.run(document, {rules: {"target-size": {enabled: true}}}).then(
  found => found.violations.flatMap(broken => broken.nodes.map(
    node => `${broken.id}: ${node.target.join(" ")}: ${node.html.slice(0, 140)}`)))"""
_SAID = """() => {
  const apart = (element) => element.closest(
    `[lang]:not(html):not([lang="${document.documentElement.lang}"]), .said, code, script, style`);
  const words = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const found = [];
  while (words.nextNode())
    if (!apart(words.currentNode.parentElement)) found.push(words.currentNode.data);
  for (const name of ["title", "aria-label", "placeholder", "alt"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!apart(element)) found.push(element.getAttribute(name));
  return found.map(text => text.replace(/\\s+/g, " ").trim()).filter(text => text);
}"""
_JUMPS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100);
})"""
_OUT = """() => [...document.querySelectorAll("main *, .spine *, .top *")].filter(
  element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".wide")
  ).slice(0, 3).map(element => element.outerHTML.slice(0, 100))"""


@dataclass(kw_only=True)
class Sight:
    """What was seen of one page in one language."""

    address: str
    language: str
    status: int = 0
    title: str = ""
    headings: int = 0
    weight: int = 0
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    jumps: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)

    def faults(self) -> Iterator[str]:
        """What is wrong, one line each."""
        if self.status >= 500:
            yield f"status {self.status}"
        if self.headings != 1:
            yield f"{self.headings} headings of the first rank"
        if self.weight > 150_000:
            yield f"weighs {self.weight} bytes"
        for name in ("foreign", "complaints", "violations", "sideways", "jumps", "english"):
            yield from (f"{name}: {one}" for one in dict.fromkeys(getattr(self, name)))


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Looker:
    """Loads pages of one house; `session` is the one the house was served with."""

    def __init__(self, opened: Browser, base: str, session: Session) -> None:
        """`base` is the address of the house with its random path."""
        self.base, self.session = base, session
        self.page: Page = opened.new_page()
        self.page.route("**/pulse", lambda route: route.fulfill(status=204))
        self.page.on("request", self._asked)
        self.page.on("response", self._came)
        self.page.on("console", self._complained)
        self.page.on("pageerror", lambda error: self.sight.complaints.append(str(error)))
        self.sight = Sight(address="", language="en")

    def look(
        self,
        address: str,
        language: str,
        *,
        themes: Sequence[str] = THEMES,
        sizes: Sequence[tuple[int, int]] = (WIDE, NARROW),
        pictures: Path | None = None,
    ) -> Sight:
        """Load a page once and look at it in each theme and size."""
        self.session.language = language
        self.sight = Sight(address=address, language=language)
        self.page.emulate_media(color_scheme="light")
        answer = self.page.goto(f"{self.base}{address}", wait_until="load")
        self.sight.status = answer.status if answer else 0
        self.sight.title = self.page.title()
        self.sight.headings = self.page.locator("h1").count()
        jumped = self.page.evaluate(_JUMPS)
        self.sight.jumps = [f"moves by {jumped:.4f} while it loads"] if jumped > 0.001 else []
        if language != "en":
            self.sight.english = list(english_in(self.page.evaluate(_SAID), language))
        self.page.evaluate(_AXE)
        for width, height in sizes:
            self.page.set_viewport_size({"width": width, "height": height})
            self.sight.sideways += self._sideways(width)
            for theme in themes:
                self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                found = self.page.evaluate(_RUN_AXE)
                self.sight.violations += [f"{theme} {width}: {one}" for one in found]
                if pictures is not None:
                    name = re.sub(r"\W+", "-", address).strip("-") or "home"
                    path = pictures / f"{name}.{language}.{width}.{theme}.png"
                    self.page.screenshot(path=path, full_page=True)
        return self.sight

    def _sideways(self, width: int) -> list[str]:
        scrolled = self.page.evaluate("document.documentElement.scrollWidth")
        if scrolled <= width:
            return []
        return [f"{width} px wide, scrolls to {scrolled}", *self.page.evaluate(_OUT)]

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "about:", "data:")):
            self.sight.foreign.append(request.url)

    def _came(self, response: Response) -> None:
        if not response.url.endswith(".woff2"):
            self.sight.weight += int(response.headers.get("content-length", "0"))

    def _complained(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if (
            getattr(message, "type", "") in ("error", "warning")
            and "Permissions-Policy" not in text
        ):
            self.sight.complaints.append(text)


def english_in(texts: Iterable[str], language: str) -> Iterator[str]:
    """English messages and labels among texts in a language that has words for them."""
    exact, patterns = _english_of(language)
    for text in texts:
        if text in exact or any(pattern.fullmatch(text) for pattern in patterns):
            yield text


@cache
def _english_of(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What would be English: sentences as they are, and those with places as patterns."""
    said = messages_of(language)
    translated = {key for key in found_messages() if said.get(key) != key}
    whole = {key for key in translated if "{" not in key and re.search("[A-Za-z]{2}", key)}
    with_places = [key for key in translated - whole if re.search("[a-z]{3}", _bare(key))]
    patterns = [re.sub(r"\\{\w+\\}", ".{1,80}", re.escape(key)) for key in with_places]
    return frozenset(whole | _labels(language)), tuple(re.compile(text) for text in patterns)


def _bare(message: str) -> str:
    """A message without its places."""
    return re.sub(r"{\w+}", "", message)


def _labels(language: str) -> set[str]:
    """English labels, plurals and hints of the schema and its vocabularies."""
    schema, found = load_schema(), set[str]()
    for type_ in schema.types.values():
        for texts in (type_.label, type_.plural, *_of_properties(type_)):
            found |= {texts["en"]} if texts.get("en") != texts.get(language) else set()
    for vocabulary in schema.vocabularies.values():
        for term in vocabulary.terms.values():
            if term.label.get("en") != term.label.get(language):
                found.add(term.label["en"])
    return {text for text in found if text}


def _of_properties(type_: object) -> Iterator[dict[str, str]]:
    for property_ in getattr(type_, "properties", {}).values():
        yield from (texts for texts in (property_.label, property_.hint) if texts)


def main(arguments: list[str]) -> int:
    """Walk the pages of a practice vault; the exit code is 1 if anything is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a regular expression that addresses match")
    parser.add_argument("--blind", action="store_true", help="take no pictures")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    from tests.web.look.practice import pages_to_look_at, practice_house  # noqa: PLC0415
    from tests.web.running import guarded  # noqa: PLC0415

    wrong = 0
    session = Session()
    with practice_house() as house, guarded(house, session=session) as base, browser() as opened:
        looker = Looker(opened, base, session)
        for address in pages_to_look_at(house):
            if not re.search(asked.only, address):
                continue
            for language in asked.languages.split(","):
                sight = looker.look(
                    address, language, pictures=None if asked.blind else asked.folder
                )
                faults = list(sight.faults())
                wrong += len(faults)
                print(f"{address} {language} {sight.status} {sight.weight} {sight.title!r}")  # noqa: T201
                for fault in faults:
                    print(f"    {fault}")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
