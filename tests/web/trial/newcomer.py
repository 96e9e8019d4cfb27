"""Somebody who has never seen it: from an empty folder to a downloaded report, by pages alone.

Every step is done as a person does it: fields are filled, buttons pressed, links followed. It says
the same in every language and with script on or off, because fields are known by their names.
"""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Download, Locator, Page

_WORDS = ".secret-words li"
_TEN = 10
_TOLD = {
    "en": "In March 2024, officers came to a home at night.",
    "ru": "В марте 2024 года полиция ночью пришла в дом.",
    "kk": "2024 жылғы наурызда полиция түнде үйге келді.",
}
"""What is told in public of the first event."""


@dataclass
class Newcomer:
    """One person at one browser page; `loads` counts the pages that were loaded."""

    page: Page
    home: str = ""
    loads: int = 0
    made: dict[str, list[str]] = field(default_factory=dict)
    passphrase: str = ""

    def first_run(self, address: str, language: str) -> None:
        """An empty folder becomes a vault: passphrase and recovery words copied and typed back."""
        self.page.goto(f"{address}?language={language}")
        self.page.click("button.main")
        self.passphrase = self._copied()
        self._copied()
        self.page.wait_for_url("**/k/**")
        self.home = self.page.url.split("?")[0].rstrip("/")
        self.page.on("load", lambda _: self._loaded())

    def _loaded(self) -> None:
        self.loads += 1

    def _copied(self) -> str:
        words = " ".join(self.page.locator(_WORDS).all_text_contents())
        self.page.click("button[value=copied]")
        self.page.fill("#f-typed", words)
        self.page.click("button[value=typed]")
        return words

    def first_case(self) -> int:
        """Four boxes and Save, from the first page; how many pages that took."""
        before = self.loads
        self.page.locator("main a[href$='/new']").first.click()
        self.fill(
            story="Айдана О. told us that police came at night.", when_where="ночь на 8 марта"
        )
        self.fill(how_known="She told us herself, and showed the paper.", may_keep="yes")
        self.save()
        self.page.wait_for_url("**/record/case/**")
        self.page.wait_for_load_state()
        return self.loads - before

    def two_persons(self) -> None:
        """Names of the story become links to people."""
        for words in ("Айдана О.", "police"):
            self.go("/record/case/C-1/people")
            form = self.form_with("words")
            form.locator("[name=words]").fill(words)
            form.locator("button.main").click()
            self.page.wait_for_load_state()
            if "/people" not in self.page.url or self.page.locator(".errors").count():
                self.expect_no_errors()
        self.expect("person", 2)

    def an_event_with_acts(self) -> None:
        """What happened, in the words in which people say dates, and three acts of it."""
        self.go("/record/case/C-1")
        self.follow("/record/event/new")
        self.fill(kind=1, date="ночь на 8 марта 2024", place="Алматы")
        self.save_twice()
        for number in (1, 2, 3):
            self.go("/record/event/E-1")
            self.follow("/record/act/new")
            self.fill(type=number)
            self.save_twice()
        self.expect("act", 3)

    def two_sources(self) -> None:
        """Two sources with their texts, and a passage of each cited for the event."""
        for number in (1, 2):
            self.go("/record/source/new")
            self.fill(**{"kind": 1, "title.en": f"Source {number}"})
            self.save_twice()
            self.go(f"/source/S-{number}")
            form = self.form_with("text")
            form.locator("[name=text]").fill("The first paragraph.\n\nThey came at night.")
            form.locator("button.main").first.click()
            self.page.wait_for_load_state()
            self.go(f"/source/S-{number}/cite?for=event/E-1&paragraph=2")
            self.save(self.form_with("words"))
        self.expect("passage", 2)

    def consent(self) -> None:
        """One answer about one use."""
        self.go("/record/case/C-1/consent")
        form = self.form_with("use")
        self.fill(within=form, use=2, answer="yes")
        self.save(form)
        self.expect("consent", 2)

    def a_refused_complaint(self) -> None:
        """They would not take it, and nothing is in writing: one press."""
        self.go("/record/case/C-1")
        self.go("/proceeding/new?case=C-1")
        self.fill(ladder="kz-crime")
        self.save(self.form_with("ladder"))
        self.page.wait_for_url("**/ladder**")
        self.page.locator("button[name=move][value=refused]").first.click()
        self.page.wait_for_load_state()
        self.expect_no_errors()
        self.expect("step", 1)

    def a_raid(self) -> None:
        """One event, and ten people at once."""
        self.go("/record/event/new")
        self.fill(kind=1, date="май 2024", place="Астана")
        self.save_twice()
        self.go("/event/E-2/people")
        form = self.form_with("r0-code")
        for row in range(_TEN):
            form.locator(f"[name=r{row}-contact]").fill(f"by the friend of no. {row}")
            form.locator(f"[name=r{row}-words]").fill("taken to the station")
        form.locator("[name=how_known]").fill("Ten of them told us.")
        self.save(form)
        self.page.wait_for_load_state()
        self.expect_no_errors()
        self.expect("case", 1 + _TEN)

    def search_in_the_wrong_layout(self) -> None:
        """Айдана typed on an English keyboard."""
        self.go("/")
        self.page.fill("#search", "Fqlfyf")
        self.page.press("#search", "Enter")
        self.page.wait_for_load_state()
        found = self.page.locator("main a[href*='/record/person/']").count()
        assert found >= 1, "not found in the wrong layout"

    def a_report(self, folder: Path, language: str) -> Path:
        """A document begun, its one development worded, signed, checked, read and downloaded."""
        self.go("/settings/members")
        self.fill(handle="A colleague")
        self.save()
        self.go("/reports/new/annual-review")
        self.fill(period="2024")
        self.save()
        self.page.wait_for_url("**/report/DOC-1**")
        self._tell_the_event(language)
        self._let_findings_pass()
        self.go("/report/DOC-1/read")
        notes = self.page.locator("article .notes li").count()
        assert notes == 1, self.page.locator("main").inner_text()
        self.go("/report/DOC-1/send")
        self.fill(harm="Nobody: two papers wrote of it.", prepared_by="M-1", by="M-2")
        self.page.locator("main [name=readers]").first.check()
        self.save()
        with self.page.expect_download() as coming:
            self.page.locator("main button[value=docx]").click()
        got: Download = coming.value
        path = folder / "report.docx"
        got.save_as(path)
        assert path.read_bytes()[:2] == b"PK"
        return path

    def _tell_the_event(self, language: str) -> None:
        """Under a heading, as agreed; in public words by one person, signed by another."""
        for person in (1, 2):
            self.go("/record/case/C-1/consent")
            form = self.form_with("use")
            self.fill(within=form, person=person, use="publication", answer="yes")
            self.save(form)
            self.expect_no_errors()
        self.go("/record/event/E-1/edit")
        form = self.form_with("rubric_primary")
        said = {"basis": "consent", "said-source.0": "S-1"}
        self.fill(within=form, rubric_primary=1, **said)
        self.save(form)
        assert "/edit" not in self.page.url, self.page.locator("main").inner_text()
        place = f"/reports/wording/event/E-1?report=DOC-1&language={language}"
        self.go(place)
        self.fill(text=_TOLD[language], by="M-1")
        self.save(self.form_with("text"))
        self.go(place)
        self.fill(signer="M-2")
        self.save(self.form_with("signer"))
        self.page.wait_for_url("**/report/DOC-1/read**")

    def _let_findings_pass(self) -> None:
        """What the last check finds is let pass with a reason, one after the other."""
        self.go("/report/DOC-1/check")
        assert self.page.locator("#must").count() == 0, self.page.locator("#must").inner_text()
        while self.page.locator("main [name=reason]").count():
            form = self.form_with("reason")
            form.locator("[name=reason]").fill("A trial: read together.")
            form.locator("button").last.click()
            self.page.wait_for_load_state()
            self.expect_no_errors()

    def go(self, path: str) -> None:
        """Open a page of the house."""
        self.page.goto(self.home + path)

    def follow(self, part: str) -> None:
        """Follow the first link of the page whose address holds this."""
        self.page.locator(f"main a[href*='{part}']").first.click()
        self.page.wait_for_load_state()

    def form_with(self, name: str) -> Locator:
        """The form that has a field of this name."""
        form = self.page.locator(f"main form:has([name='{name}'])").first
        closed = self.page.locator(f"main details:not([open]):has([name='{name}']) > summary")
        while closed.count():
            closed.first.click()
        return form

    def fill(self, within: Locator | None = None, **said: str | int) -> None:
        """Fill fields by their names; a number chooses the so-maniest term of a list."""
        place = within or self.page.locator("main")
        for name, value in said.items():
            found = place.locator(f"[name='{name}']").first
            if found.evaluate("element => element.tagName") != "SELECT":
                found.fill(str(value))
            elif isinstance(value, int):
                terms = found.locator("option:not([value=''])")
                found.select_option(terms.nth(value - 1).get_attribute("value"))
            else:
                found.select_option(value)

    def save(self, form: Locator | None = None) -> None:
        """Press the main button."""
        (form or self.page.locator("main")).locator("button.main").first.click()
        self.page.wait_for_load_state()

    def save_twice(self) -> None:
        """Save; where what was read is shown first, save it so."""
        self.save()
        if "/new" in self.page.url:
            self.expect_no_errors()
            self.save()
        assert "/new" not in self.page.url, f"not saved: {self.page.url}"

    def expect_no_errors(self) -> None:
        """Nothing was refused."""
        errors = self.page.locator("main .errors")
        assert errors.count() == 0, errors.all_text_contents()

    def expect(self, kind: str, count: int) -> None:
        """So many records of a type are in its list."""
        self.go(f"/list/{kind}")
        found = self.page.locator(f"main a[href*='/record/{kind}/'], main a[href*='/source/']")
        codes = {text for text in found.all_text_contents() if "-" in text}
        assert len(codes) >= count or kind in ("passage", "consent", "step"), (kind, codes)
