"""Writing one place of a document: saved, marked, read by another, and nothing typed is lost."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import findings, tell, uid
from tests.verbs.readers import word_paragraphs
from tests.verbs.stories import development, members, record, story
from tests.web.documents.test_document_pages import hidden, main_of

from kuager.lang import say as speak
from kuager.model.outline import load_outlines
from kuager.model.statement import say
from kuager.verbs.consents import withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.drafts import list_drafts
from kuager.verbs.kept_texts import confirm_kept_text, keep_text, show_kept_text
from kuager.verbs.records import list_records
from kuager.verbs.texts import TextShown, show_texts, write_text
from kuager.web.visit import Session

FAULTY = 422
PLACE = "/report/DOC-1/block/chapter"


@pytest.fixture
def code(desk: Desk) -> str:
    """An annual review in two languages with one development, and two members."""
    development(desk, "ev-1", wording_ru="В мае случилось ev-1.")
    facts = {"country": "KAZ", "period": "2024", "language": ("en", "ru")}
    return start_report(desk, outline="annual-review", facts=facts)


def texts(desk: Desk, place: str = "chapter") -> dict[str, TextShown]:
    """What stands at a place, by language."""
    return {one.language: one for one in show_texts(desk, code="DOC-1", place=place).texts}


def form_of(page: str, *languages: str) -> dict[str, str]:
    """What the form of a place sends besides what is typed."""
    found = re.findall(r'<textarea id="f-text.(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    form = {f"text.{language}": unescape(text) for language, text in found}
    for language in languages or ("en", "ru"):
        for name in ("seen", "was"):
            form[f"{name}.{language}"] = hidden(page, f"{name}.{language}")
        form[f"about.{language}"] = ""
    return {**form, "draft": hidden(page, "draft"), "draft-page": PLACE, "by": "M-7"}


def test_two_languages_are_saved_at_once(visitor: TestClient, desk: Desk, code: str) -> None:
    """Who wrote them is kept; what was not typed stays empty and is no record."""
    form = form_of(visitor.get(PLACE).text)
    page = visitor.post(PLACE, data={**form, "text.en": "One [@ev-1].", "text.ru": "Раз."}).text
    found = texts(desk)

    assert "Saved." in page
    assert [(one.text, one.written_by, one.status) for one in found.values()] == [
        ("One [@ev-1].", "M-7", "draft"),
        ("Раз.", "M-7", "draft"),
    ]
    assert code == "DOC-1"
    assert findings(desk) == []


@pytest.mark.usefixtures("code")
def test_what_nobody_typed_is_not_said_again(visitor: TestClient, desk: Desk) -> None:
    """Saving the same page adds nothing to the log."""
    form = form_of(visitor.get(PLACE).text)
    visitor.post(PLACE, data={**form, "text.en": "One."})
    count = desk.store.log.count
    visitor.post(PLACE, data=form_of(visitor.get(PLACE).text))

    assert desk.store.log.count == count


@pytest.mark.usefixtures("code")
def test_a_text_is_saved_and_ready_by_one_button(visitor: TestClient, desk: Desk) -> None:
    """The button of one language saves all of them and marks its own."""
    form = form_of(visitor.get(PLACE).text)
    said = {"text.en": "One.", "text.ru": "Раз.", "act": "ready.ru"}
    visitor.post(PLACE, data={**form, **said})
    assert [one.status for one in texts(desk).values()] == ["draft", "ready"]

    form = form_of(visitor.get(PLACE).text)
    visitor.post(PLACE, data={**form, "act": "draft.ru"})
    assert [one.status for one in texts(desk).values()] == ["draft", "draft"]


@pytest.mark.usefixtures("code")
def test_nothing_is_ready_before_it_is_written(visitor: TestClient, desk: Desk) -> None:
    """The page says so."""
    form = form_of(visitor.get(PLACE).text)
    page = visitor.post(PLACE, data={**form, "act": "ready.en"})

    assert page.status_code == FAULTY
    assert "Nothing is written at" in page.text
    assert not texts(desk)["en"].code


@pytest.mark.usefixtures("code")
def test_another_person_reads_it(visitor: TestClient, desk: Desk) -> None:
    """Not the writer; whoever changes a word takes the reading away."""
    form = form_of(visitor.get(PLACE).text)
    page = visitor.post(PLACE, data={**form, "text.en": "One."}).text
    readers = re.search(r'name="reader.en".*?</select>', page, re.DOTALL)
    assert readers is not None
    assert "M-8" in readers[0]
    assert "M-7" not in readers[0]

    seen = texts(desk)["en"].seen
    check = {"language": "en", "seen": seen, "reader.en": "M-8"}
    assert "Read by M-8." in visitor.post(f"{PLACE}/checked", data=check).text
    form = form_of(visitor.get(PLACE).text)
    visitor.post(PLACE, data={**form, "text.en": "Two."})
    assert texts(desk)["en"].checked_by is None


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize(
    ("reader", "sentence"), [("M-7", "by another person than"), ("", "by another"), ("M-99", "one")]
)
def test_the_writer_is_no_reader(
    visitor: TestClient, desk: Desk, reader: str, sentence: str
) -> None:
    """Whatever a form says: the same hand, nobody at all when the writer sits here, a stranger."""
    by = "M-1" if reader == "" else "M-7"
    write_text(desk, code="DOC-1", place="chapter", language="en", text="One.", by=by)
    check = {"language": "en", "seen": texts(desk)["en"].seen, "reader.en": reader}
    page = visitor.post(f"{PLACE}/checked", data=check)

    assert page.status_code == FAULTY
    assert sentence in page.text
    assert texts(desk)["en"].checked_by is None


@pytest.mark.usefixtures("code")
def test_two_hands_at_one_text_lose_nothing(visitor: TestClient, desk: Desk) -> None:
    """The second one sees both, and saves once more when it has looked."""
    form = form_of(visitor.get(PLACE).text)
    write_text(desk, code="DOC-1", place="chapter", language="en", text="The first hand.")
    page = visitor.post(PLACE, data={**form, "text.en": "The second hand."})

    assert page.status_code == FAULTY
    assert "The first hand." in main_of(page.text)
    assert "The second hand." in main_of(page.text)
    assert texts(desk)["en"].text == "The first hand."
    again = form_of(page.text)
    assert again["text.en"] == "The second hand."
    visitor.post(PLACE, data=again)
    assert texts(desk)["en"].text == "The second hand."


@pytest.mark.usefixtures("code")
def test_another_language_meanwhile_is_no_quarrel(visitor: TestClient, desk: Desk) -> None:
    """Whoever types in Russian does not write over what a colleague just said in English."""
    form = form_of(visitor.get(PLACE).text)
    write_text(desk, code="DOC-1", place="chapter", language="en", text="Meanwhile.")
    page = visitor.post(PLACE, data={**form, "text.ru": "Раз."}).text

    assert "Saved." in page
    assert {language: one.text for language, one in texts(desk).items()} == {
        "en": "Meanwhile.",
        "ru": "Раз.",
    }


@pytest.mark.usefixtures("code")
def test_a_draft_survives_and_is_gone_on_with(visitor: TestClient, desk: Desk) -> None:
    """What was kept while somebody typed is offered, shown again, and gone once it is saved."""
    form = form_of(visitor.get(PLACE).text)
    visitor.post("/drafts", data={**form, "text.ru": "Половина фра"})
    assert "Document DOC-1" in main_of(visitor.get("/drafts").text)
    link = re.search(r'href="([^"]+draft=[^"]+)"', visitor.get(PLACE).text)
    assert link is not None
    page = visitor.get(unescape(link[1])).text
    again = form_of(page)
    assert again["text.ru"] == "Половина фра"

    visitor.post(PLACE, data={**again, "text.ru": "Половина фразы."})
    assert texts(desk)["ru"].text == "Половина фразы."
    assert list_drafts(desk) == []


@pytest.mark.usefixtures("code")
def test_what_was_refused_is_kept_as_a_draft(visitor: TestClient, desk: Desk) -> None:
    """Codes that are not here are said at their field; the words are lost nowhere."""
    form = form_of(visitor.get(PLACE).text)
    page = visitor.post(PLACE, data={**form, "text.en": "One.", "about.en": "C-1, C-99"})

    assert page.status_code == FAULTY
    assert "One of these codes is not here." in page.text
    assert form_of(page.text)["text.en"] == "One."
    assert [dict(draft.fields)["text.en"] for draft in list_drafts(desk)] == ["One."]


def test_whose_story_it_tells_is_kept_beside_it(visitor: TestClient, desk: Desk) -> None:
    """A consent withdrawn afterwards holds the words back, and the page says so and why."""
    holder = story(desk, "yes", "ev-2")
    facts = {"country": "KAZ", "period": "2024", "language": ("en",)}
    start_report(desk, outline="annual-review", facts=facts)
    form = form_of(visitor.get(PLACE).text, "en")
    visitor.post(PLACE, data={**form, "text.en": "Somebody told us.", "about.en": holder})
    assert f'name="about.en" value="{holder}"' in visitor.get(PLACE).text
    assert "Somebody told us." in visitor.get("/report/DOC-1/read").text

    withdraw_consent(desk, case=holder)
    page = main_of(visitor.get(PLACE).text)
    assert "Not printed today:" in page
    assert speak("a person withdrew consent: ask the handler of the case", "en") in page
    assert "Somebody told us." not in main_of(visitor.get("/report/DOC-1/read").text)


@pytest.mark.usefixtures("code")
def test_what_changed_under_a_text_is_told(visitor: TestClient, desk: Desk) -> None:
    """Which of it changed; who has read it again says so with one button, and it is quiet."""
    form = form_of(visitor.get(PLACE).text)
    visitor.post(PLACE, data={**form, "text.en": "One [@ev-1].", "act": "ready.en"})
    assert "To be read again." not in visitor.get(PLACE).text

    development(desk, "ev-2")
    page = visitor.get(PLACE).text
    assert "Changed since it was written: what is drawn in this part" in main_of(page)
    assert "I read it again: it still holds" in page
    visitor.post(PLACE, data={**form_of(page), "act": "ready.en"})
    assert "To be read again." not in visitor.get(PLACE).text
    assert texts(desk)["en"].text == "One [@ev-1]."


@pytest.mark.usefixtures("code")
def test_what_may_be_cited_is_offered_by_its_code(visitor: TestClient) -> None:
    """The record and its passage, as marks; typed so, they become a note with the source."""
    page = visitor.get(PLACE).text
    assert "<code>[@ev-1]</code>" in page
    assert "<code>[@p-ev-1]</code>" in page

    form = form_of(page)
    after = visitor.post(PLACE, data={**form, "text.en": "A law [@p-ev-1]. And [@p-99]."}).text
    assert "These marks name nothing that is here: p-99" in main_of(after)
    assert "A law" in main_of(visitor.get("/report/DOC-1/read").text)


@pytest.mark.usefixtures("code")
def test_the_heading_of_a_part_is_written_like_a_text(visitor: TestClient, desk: Desk) -> None:
    """It takes the place of the outline's heading when the document is read."""
    record(desk, "campaign", "CM-1", title_en="Help")
    facts = {"campaign": "CM-1", "language": ("en",)}
    start_report(desk, outline="public-appeal", facts=facts)
    part = next(part for part in load_outlines()["public-appeal"].parts if part.heading)
    write_text(desk, code="DOC-2", place=part.blocks[0].block, language="en", text="It begins.")
    place = f"/report/DOC-2/block/heading:{part.part}"
    form = {**form_of(visitor.get(place).text, "en"), "draft-page": place}
    visitor.post(place, data={**form, "text.en": "Quite another heading"})
    read = main_of(visitor.get("/report/DOC-2/read").text)

    assert "Quite another heading" in read
    assert part.heading["en"] not in read


def test_a_kept_text_is_written_chosen_and_changed(visitor: TestClient, desk: Desk) -> None:
    """On its own page in three languages; ticked in a document, it is printed there."""
    record(desk, "campaign", "CM-1", title_en="Help")
    start_report(desk, outline="public-appeal", facts={"campaign": "CM-1", "language": ("en",)})
    block = next(b for _, b in load_outlines()["public-appeal"].blocks() if b.keep is not None)
    place = f"/report/DOC-1/block/{block.block}"
    assert "No text of this kind is kept yet." in visitor.get(place).text

    new = visitor.get(f"/kept-texts/new?kind={block.keep}").text
    said = {"title.en": "A letter", "words.en": "Dear Minister,", "words.ru": "Господин министр!"}
    form = {"draft": hidden(new, "draft"), "kind": block.keep or "", "as_of": "May 2024"}
    page = visitor.post("/kept-texts/new", data={**form, **said}).text
    assert "as of May 2024" in main_of(page).lower() or "May 2024" in page
    kept = show_kept_text(desk, code="KT-1")
    assert dict(kept.words) == {"en": "Dear Minister,", "ru": "Господин министр!"}

    chosen = {"seen": hidden(visitor.get(place).text, "seen"), "kept": "KT-1"}
    page = visitor.post(f"{place}/kept", data=chosen).text
    assert 'value="KT-1" checked' in page
    assert "not signed off, so not printed yet" in page
    assert "Dear Minister," not in main_of(visitor.get("/report/DOC-1/read").text)
    members(desk)
    confirm_kept_text(desk, code="KT-1", seen=show_kept_text(desk, code="KT-1").seen, by="M-8")
    assert "Dear Minister," in main_of(visitor.get("/report/DOC-1/read").text)
    assert 'href="/report/DOC-1"' in visitor.get("/kept-text/KT-1").text
    none = {"seen": hidden(visitor.get(place).text, "seen")}
    visitor.post(f"{place}/kept", data=none)
    assert "Dear Minister," not in main_of(visitor.get("/report/DOC-1/read").text)
    visitor.post(f"{place}/kept", data={**chosen, "seen": hidden(visitor.get(place).text, "seen")})
    assert "Dear Minister," in main_of(visitor.get("/report/DOC-1/read").text)
    assert findings(desk) == []


def test_a_kept_text_needs_kind_title_and_words(visitor: TestClient, desk: Desk) -> None:
    """What was typed stays on the page."""
    new = visitor.get("/kept-texts/new").text
    form = {"draft": hidden(new, "draft"), "kind": "", "words.kk": "Біз туралы"}
    page = visitor.post("/kept-texts/new", data=form)

    assert page.status_code == FAULTY
    assert "Біз туралы" in page.text
    assert desk.view.codes("kept_text") == {}


def test_a_kept_text_is_confirmed_by_another(visitor: TestClient, desk: Desk) -> None:
    """Who changed it last is refused; the other's name and the day stand on the page."""
    members(desk)
    code = keep_text(desk, kind="about-us", titles={"en": "Us"}, words={"en": "We are a club."})
    place = f"/kept-text/{code}"
    form = {"seen": hidden(visitor.get(place).text, "seen")}
    refused = visitor.post(f"{place}/confirm", data={**form, "reader": "M-1"})
    assert refused.status_code == FAULTY
    page = main_of(visitor.post(f"{place}/confirm", data={**form, "reader": "M-8"}).text)
    assert "as of 1 March 2025 · Signed off by M-8." in page

    changed = {"seen": hidden(visitor.get(place).text, "seen"), "title.en": "Us"}
    page = main_of(visitor.post(place, data={**changed, "words.en": "We are two clubs."}).text)
    assert "not signed off · 1 version before this one." in page


def test_a_kept_text_that_somebody_changed_is_not_written_over(
    visitor: TestClient, desk: Desk
) -> None:
    """The page says so and keeps what was typed."""
    code = keep_text(desk, kind="about-us", titles={"en": "Us"}, words={"en": "We are a club."})
    place = f"/kept-text/{code}"
    form = {"seen": hidden(visitor.get(place).text, "seen"), "title.en": "Us"}
    tell(desk, say(uid(desk, "kept_text", code), "kept_text.title", "Мы", language="ru"))
    page = visitor.post(place, data={**form, "words.en": "Other words."})

    assert page.status_code == FAULTY
    assert "Other words." in page.text
    assert dict(show_kept_text(desk, code=code).words) == {"en": "We are a club."}


def test_kept_texts_are_listed_by_kind(visitor: TestClient, desk: Desk) -> None:
    """Each with its languages; an empty house is told where to begin."""
    assert "Begin with “About us”" in unescape(visitor.get("/kept-texts").text)
    keep_text(desk, kind="method", titles={"en": "How"}, words={"en": "So.", "ru": "Так."})
    page = main_of(visitor.get("/kept-texts").text)

    assert "Note on method" in page
    assert "How en, ru" in page
    assert "About us Code" not in page


@pytest.mark.usefixtures("code")
def test_a_block_is_copied_into_a_file_of_its_own(
    visitor: TestClient, desk: Desk, tmp_path: Path
) -> None:
    """Its words and notes as Word; it is entered in the register like all that leaves."""
    file = visitor.post(f"{PLACE}/copy", data={"language": "en"})
    path = tmp_path / "block.docx"
    path.write_bytes(file.content)

    assert file.headers["content-disposition"].startswith("attachment")
    assert any("ev-1 came to pass" in text for text in word_paragraphs(path))
    assert len(list_records(desk, type_name="release")) == 1


@pytest.mark.usefixtures("code")
def test_an_empty_block_is_not_copied(visitor: TestClient, desk: Desk) -> None:
    """One sentence on the page, and nothing left."""
    page = visitor.post("/report/DOC-1/block/site/copy", data={"language": "en"})

    assert page.status_code == FAULTY
    assert "nothing left" in page.text
    assert list_records(desk, type_name="release") == []


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.usefixtures("code")
def test_the_page_speaks(visitor: TestClient, session: Session, language: str) -> None:
    """Buttons, guide and states are in the person's language, whatever the document's are."""
    session.language = language
    page = unescape(visitor.get(PLACE).text)

    assert speak("Save, it is ready", language) in page
    assert speak("a footnote in your own words", language) in page
    assert "Save, it is ready" not in page


def test_whose_story_it_tells_can_be_said_later(visitor: TestClient, desk: Desk) -> None:
    """The words stay as they are, and rest on that story from then on; taken out, no more."""
    holder = story(desk, "yes", "ev-2")
    facts = {"country": "KAZ", "period": "2024", "language": ("en",)}
    start_report(desk, outline="annual-review", facts=facts)
    visitor.post(PLACE, data={**form_of(visitor.get(PLACE).text, "en"), "text.en": "Told."})
    assert texts(desk)["en"].rests_on == ()

    form = form_of(visitor.get(PLACE).text, "en")
    visitor.post(PLACE, data={**form, "about.en": holder})
    assert texts(desk)["en"].rests_on == (("case", holder),)
    visitor.post(PLACE, data=form_of(visitor.get(PLACE).text, "en"))
    found = texts(desk)["en"]
    assert (found.text, found.rests_on) == ("Told.", ())
