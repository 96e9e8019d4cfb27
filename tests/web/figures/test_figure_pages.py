"""Pages of figures: kept from a table, said in three languages, explained, with what others say."""

import html
import re
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import place_of, tell, uid
from tests.verbs.figured import CANARY, QUESTION, counted, figure
from tests.verbs.stories import passage, record

from kuager.model.question import read_question
from kuager.model.statement import retract, say
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.figures import list_figures, show_figure
from kuager.verbs.records import restrict_case
from kuager.web.visit import Session

NBSP = "\u00a0"


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """Twenty-five events of 2024, three of which say nothing; seventeen kept as F-1."""
    counted(desk, unsaid=3)
    figure(desk)
    return desk


def text_of(visitor: TestClient, address: str) -> str:
    """What a page says, without its marks."""
    answer = visitor.get(address)
    assert answer.status_code == 200
    plain = re.sub(r"<[^>]+>", " ", answer.text)
    return re.sub(r"\s+", " ", html.unescape(plain).replace(NBSP, "~")).replace("~", " ")


def asked(desk: Desk) -> str:
    """The question's line of codes, as a page of a table hands it on."""
    return read_question(QUESTION, desk.schema).text()


def test_no_figure_yet(visitor: TestClient) -> None:
    """The empty list says what to do."""
    assert "No figure is kept yet" in text_of(visitor, "/figures")


def test_a_number_is_kept_from_a_table(visitor: TestClient, desk: Desk) -> None:
    """Shown with its sentence first; kept by a form; then its own page is shown."""
    counted(desk)
    offer = f"/figures/new?{urlencode({'question': asked(desk), 'cell': 'material'})}"

    assert "in 17 of the 22 events (77%)" in text_of(visitor, offer)
    assert () == list_figures(desk)
    answer = visitor.post("/figures", data={"question": asked(desk), "cell": "material"})

    assert answer.url.path == "/figure/F-1"
    assert [("F-1", 17)] == [(one.code, one.cell.sure) for one in list_figures(desk)]


def test_it_is_kept_for_a_report_and_with_a_note(visitor: TestClient, desk: Desk) -> None:
    """Edition and collection are chosen among those that are there."""
    counted(desk, material=1, physical=0)
    record(desk, "edition", "ED-1")
    record(desk, "collection", "CO-1", name_en="Watch", limits_en="Towns only.")
    record(desk, "collection", "CO-2", name_en="Other")
    offer = f"/figures/new?{urlencode({'question': asked(desk), 'cell': 'material'})}"
    assert {"ED-1", "CO-1", "CO-2"} <= set(re.findall(r'value="(\w+-\d)"', visitor.get(offer).text))

    form = {"question": asked(desk), "cell": "material", "edition": "ED-1", "collection": "CO-1"}
    visitor.post("/figures", data=form)

    page = text_of(visitor, "/figure/F-1")
    assert "documented by Watch" in page
    assert "Towns only." in page
    assert "ED-1" == list_figures(desk)[0].edition


def test_a_form_with_another_number_keeps_nothing(visitor: TestClient, desk: Desk) -> None:
    """A cell the table has not, a question nobody can ask, an edition that is not here."""
    counted(desk, material=1, physical=0)
    for form in (
        {"question": asked(desk), "cell": "colour"},
        {"question": "unit=event&by=event.narrative", "cell": "*"},
        {"question": asked(desk), "cell": "material", "edition": "ED-9"},
        {},
    ):
        assert visitor.post("/figures", data=form).status_code >= 400
    assert () == list_figures(desk)


def test_the_list_leads_to_each(visitor: TestClient, kept: Desk) -> None:
    """Number, share, which number of which question, and the day."""
    page = visitor.get("/figures").text
    assert 'href="/figure/F-1"' in page
    told = text_of(visitor, "/figures")
    assert "17 of 25 (68%)" in told
    assert "1 March 2025" in told
    assert kept.view.find_code("figure", "F-1") is not None


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", "In words, ready to copy"),
        ("ru", "Словами, можно копировать"),
        ("kk", "Сөзбен, көшіруге дайын"),
    ],
)
def test_the_page_says_it_in_three_languages(
    visitor: TestClient, kept: Desk, session: Session, language: str, wanted: str
) -> None:
    """Whatever the language of the page, that one first; nothing of it is left in English."""
    assert kept.practice is False
    session.language = language
    page = text_of(visitor, "/figure/F-1")
    sentences = {
        "en": "in 17 of the 25 events (68%) documented by us that happened in 2024.",
        "ru": "в 17 из 25 событий (68 %) за 2024 год, задокументированных нами.",
        "kk": "2024 жылы болған, біз құжаттаған 25 оқиғаның 17-сінде (68 %).",
    }
    assert wanted in page
    places = {code: page.index(sentence) for code, sentence in sentences.items()}
    assert min(places.values()) == places[language]


def test_what_is_not_known_stands_beside(visitor: TestClient, kept: Desk) -> None:
    """Of three nothing is said; and it never claims to be everything."""
    page = text_of(visitor, "/figure/F-1")
    assert "Of the records of the base, 3 say nothing about this" in page
    assert "not everything that happened" in page
    assert "No collection says how this was gathered" in page
    assert 3 == show_figure(kept, code="F-1").unknown


def test_whether_it_may_leave_stands_beside_the_words(visitor: TestClient, kept: Desk) -> None:
    """Nobody was asked for statistics here: the number stays, and the page says so."""
    assert kept.view.count("consent") == 0
    page = visitor.get("/figure/F-1").text
    assert "This number must not leave the house" in page
    assert re.search(r'href="/tables\?[^"]+#gate-title"', page)


def test_the_records_are_linked_by_code(visitor: TestClient, kept: Desk) -> None:
    """Those of the number first; a restricted one is not named."""
    page = visitor.get("/figure/F-1").text
    links = re.findall(r'href="/record/event/(E-\d+)"', page)
    assert links[:17] == [f"E-{n}" for n in range(1, 18)]
    assert 25 == len(links)
    restrict_case(kept, code="C-4")
    page = visitor.get("/figure/F-1").text
    assert 'href="/record/event/E-4"' not in page
    assert "Restricted for now: 1." in page


def test_many_records_stand_on_several_pages(visitor: TestClient, desk: Desk) -> None:
    """A hundred on each."""
    counted(desk, material=130, physical=0)
    figure(desk)
    assert 100 == len(re.findall(r'href="/record/event/E-', visitor.get("/figure/F-1").text))
    second = visitor.get("/figure/F-1?at-page=2").text
    assert 30 == len(re.findall(r'href="/record/event/E-', second))
    for wrong in ("0", "99", "x", "9" * 12):
        assert visitor.get(f"/figure/F-1?at-page={wrong}").status_code == 200


def test_what_has_changed_is_shown(visitor: TestClient, kept: Desk) -> None:
    """A corrected date with the property that was said; an erased case only as a number."""
    assert "The records are the same" in text_of(visitor, "/figure/F-1")
    event = uid(kept, "event", "E-2")
    date = place_of(kept, event, "event.date", "2024-05")
    tell(kept, retract(event, "event.date", date), say(event, "event.date", "2023"))
    reason = next(iter(kept.schema.vocabularies["erasure_reason"].terms))
    sooner = next(iter(kept.schema.vocabularies["erasure_sooner"].terms))
    erasure = request_erasure(kept, code="C-3", reason=reason)
    carry_out_erasure(kept, code=erasure.code, sooner=sooner)

    page = text_of(visitor, "/figure/F-1")

    assert "15 of 17 records behind it stand. Erased: 1." in page
    assert "its date lies outside the period now Date" in page
    assert "E-3 " not in page


def test_the_plan_of_an_erasure_names_the_figure(visitor: TestClient, kept: Desk) -> None:
    """Before anybody decides."""
    assert kept.view.find_code("case", "C-3") is not None
    page = text_of(visitor, "/record/case/C-3/erase")
    assert "Figures that stay, and whose lists forget it: F-1" in page


def test_the_author_writes_it_otherwise(visitor: TestClient, kept: Desk) -> None:
    """Own words in one language; too long a text comes back with an error; empty is ours again."""
    own = "Seventeen of <25>."
    form = {"language": "en", "wording": own}
    page = visitor.post("/figure/F-1/wording", data=form).text
    assert "Seventeen of &lt;25&gt;." in page
    assert "your own sentence" in page
    answer = visitor.post("/figure/F-1/wording", data={"language": "ru", "wording": "x" * 1001})
    assert answer.status_code == 422
    assert 'id="e-wording-ru"' in answer.text
    visitor.post("/figure/F-1/wording", data={"language": "xx", "wording": "no"})
    assert {"en": own} == show_figure(kept, code="F-1").wording
    visitor.post("/figure/F-1/wording", data={"language": "en", "wording": ""})
    assert {} == show_figure(kept, code="F-1").wording


def test_claims_stand_beside(visitor: TestClient, kept: Desk) -> None:
    """With value, base, source and our check; chosen, left aside, and silence told."""
    assert "Silence is no agreement." in text_of(visitor, "/figure/F-1")
    event = uid(kept, "event", "E-1")
    record(
        kept, "claim", "CL-1", by=passage(kept), value="75", unit="percent", base="of 800 asked",
        about=event,
    )  # fmt: skip
    record(kept, "claim", "CL-2", text_en="No threats were found.", our_check="no-trace")
    record(kept, "point", "PO-1", kind="question", date="2024-02", rubric="education")
    tell(
        kept,
        *(say(uid(kept, "event", f"E-{n}"), "event.rubric", "education") for n in range(1, 18)),
    )

    page = text_of(visitor, "/figure/F-1")
    assert "75 (Percent)" in page
    assert "of 800 asked" in page
    assert "Asked, and not answered" in page
    assert "No threats were found." not in page
    page = visitor.post("/figure/F-1/claims", data={"claim": "CL-2"}).text
    assert "No threats were found." in page
    assert "No number was given." in page
    page = visitor.post("/figure/F-1/claims", data={"claim": "CL-1", "show": "no"}).text
    assert "75 (Percent)" not in page.partition("Left aside: 1")[0]
    answer = visitor.post("/figure/F-1/claims", data={"claim": "CL-9"})
    assert answer.status_code == 422
    assert 'id="e-claim"' in answer.text


def test_a_record_page_of_a_figure_leads_here(visitor: TestClient, kept: Desk) -> None:
    """A figure has one page, and a record that stands behind it leads there."""
    assert kept.view.count("figure") == 1
    for path in ("/record/figure/F-1", "/record/figure/F-1/history", "/record/figure/F-1/edit"):
        assert visitor.get(path).url.path == "/figure/F-1"
    assert 'href="/figure/F-1"' in visitor.get("/record/event/E-1").text
    assert visitor.get("/figure/F-9").status_code == 404


def test_no_name_stands_on_a_page_of_a_figure(visitor: TestClient, kept: Desk) -> None:
    """Canary: neither in the page nor in its address nor in its title."""
    assert show_figure(kept, code="F-1").lists
    for address in (
        "/figures",
        "/figure/F-1",
        f"/figures/new?{urlencode({'question': asked(kept)})}",
    ):
        page = visitor.get(address).text
        assert [] == [word for word in CANARY if word in page]


def test_a_figure_of_another_version_is_shown(visitor: TestClient, kept: Desk) -> None:
    """Its number stands; that it has no words is said."""
    made = uid(kept, "figure", "F-1")
    told = place_of(kept, made, "figure.question", asked(kept))
    tell(kept, retract(made, "figure.question", told), say(made, "figure.question", "unit=colour"))
    page = text_of(visitor, "/figure/F-1")
    assert "17 of 25 (68%)" in page
    assert "This version does not understand the question" in page
    assert "unit=colour" in text_of(visitor, "/figures")
