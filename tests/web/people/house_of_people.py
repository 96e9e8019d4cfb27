"""A house with a raid of ten people, numbers, one filing, and a source with its text."""

from dataclasses import replace

from tests.verbs.desks import tell, uid
from tests.verbs.gatherings import crowd, raid, sheet

from kuager.model.statement import say
from kuager.verbs.collective import leave_filing, record_collective_filing
from kuager.verbs.desk import Desk
from kuager.verbs.gatherings import say_number_at_event, withdraw_person_from_event
from kuager.verbs.sources import Spot, cite_passage, give_text

TEXT = """На встречу пришли около 300 человек.

Полиция перекрыла выход; 33 человека обратились за помощью. «Нас не слушали», — сказала одна.

Прокурор ответил в июле."""
NEWER = TEXT.replace("Прокурор ответил в июле.", "Ответа нет.").replace(
    "На встречу", "3 мая на встречу"
)
ADDRESSES = (
    "/event/E-1/people",
    "/event/E-1/people?contacts=yes",
    "/event/E-1/people/P-3",
    "/event/E-1/number",
    "/event/E-1/filing",
    "/event/E-1/filing/PR-1",
    "/sources",
    "/sources?kind=news&for=event/E-1",
    "/source/S-1",
    "/source/S-1?for=event/E-1",
    "/source/S-2",
    "/source/S-3",
    "/source/S-3?page=2&passages=2",
    "/source/S-1/cite",
    "/source/S-1/cite?paragraph=2&for=event/E-1",
    "/source/S-2/cite",
)


def fill(desk: Desk) -> None:
    """Ten people of one raid, of whom three signed and one left; two sources, four passages."""
    raid(desk)
    sheet(desk, *[replace(row, code=f"R-{number:02}") for number, row in enumerate(crowd(10))])
    withdraw_person_from_event(desk, event="E-1", key="P-10", reason="набрано дважды")
    first, second = desk.store.new_id(), desk.store.new_id()
    tell(
        desk,
        say(first, "source.code", "S-1"),
        say(first, "source.kind", "news"),
        say(first, "source.title", "О том вечере", language="ru"),
        say(first, "source.date", "2024-05-06"),
        say(first, "source.cited_in", second),
        say(second, "source.code", "S-2"),
        say(second, "source.kind", "testimony"),
        say(uid(desk, "event", "E-1"), "event.place_said", "у реки", source=first),
    )
    give_text(desk, source="S-1", text=TEXT)
    cite_passage(desk, source="S-1", spot=Spot(first=1, words="около 300 человек"))
    cite_passage(desk, source="S-1", spot=Spot(first=2))
    cite_passage(desk, source="S-1", spot=Spot(first=2, words="33 человека обратились"))
    cite_passage(desk, source="S-1", spot=Spot(first=3))
    give_text(desk, source="S-1", text=NEWER)
    long_source(desk)
    say_number_at_event(desk, event="E-1", written="около 300", source="PA-1")
    say_number_at_event(desk, event="E-1", written="33", group="кто обратился", language="ru")
    say_number_at_event(desk, event="E-1", written="27", group="кто подписал", of_whom="G-1")
    record_collective_filing(desk, event="E-1", persons=["P-1", "P-2", "P-3"], people="27")
    leave_filing(desk, filing="PR-1", person="P-2", why="fear", words="к ней приходили")


def long_source(desk: Desk) -> None:
    """A report of several pages with more passages than one page lists."""
    report, passages = desk.store.new_id(), [desk.store.new_id() for _ in range(120)]
    words = "\n\n".join(f"{number}-й абзац отчёта. " + "слово " * 40 for number in range(200))
    give = [say(report, "source.code", "S-3"), say(report, "source.kind", "report-ngo")]
    for number, passage in enumerate(passages):
        give.append(say(passage, "passage.code", f"X-{number}"))
        give.append(say(passage, "passage.source", report))
        give.append(say(passage, "passage.quote", f"{number}-й абзац отчёта."))
    tell(desk, *give)
    give_text(desk, source="S-3", text=words)
