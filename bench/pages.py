"""Print how long pages take on the server side at many events, and what they weigh.

python -m bench.pages [--rows 100000] [--rounds 40] [--vault FOLDER] [--json]

With --vault the vault is made once and kept in FOLDER for the next run; it holds invented data.
"""

import argparse
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.testclient import TestClient

from bench.__main__ import PASSPHRASE, import_in_child
from bench.corpus import read_terms, write_corpus
from kuager.model.schema import load_schema
from kuager.model.statement import say
from kuager.store.home import Home, unlock_home
from kuager.store.opening import open_store
from kuager.verbs.desk import Desk, desk_at
from kuager.web.app import make_app
from kuager.web.house import House

BAR_MS, BAR_KB = 100, 150
WORDS = ("собрание", "полиция адвокат", "шағым", "hfqjy", "E-000777", "zhaloba", "прокур решен")
_LINKED = re.compile(r'(?:src|href(?=="[^"]+\.css"))="([^"]+\.(?:css|js)|[^"]+/picture[^"]*)"')
Asking = Callable[[random.Random], tuple[str, dict[str, str] | None]]


def main() -> None:
    """Ask for each page many times, in another way each time, and print the table."""
    parser = argparse.ArgumentParser(prog="bench.pages")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kuager-bench-") as folder:
        desk = opened(chosen.vault or Path(folder), chosen.rows)
        figures = measured(desk, chosen.rows, chosen.rounds)
    if chosen.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{'page':<34}{'first':>9}{'p50 ms':>9}{'p95 ms':>9}{'cpu p95':>9}{'kB':>7}{'all kB':>8}")
    for name, row in figures.items():
        over = "  over" if row["p95"] > BAR_MS or row["all"] > BAR_KB else ""
        print(
            f"{name:<34}{row['first']:>9.0f}{row['p50']:>9.1f}{row['p95']:>9.1f}{row['cpu']:>9.1f}"
            f"{row['page']:>7.0f}{row['all']:>8.0f}{over}"
        )


def opened(folder: Path, rows: int) -> Desk:
    """The vault in a folder, made there if there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "vault").exists():
        write_corpus(folder / "events.csv", rows, read_terms())
        import_in_child(folder, folder / "events.csv")
    home = Home(folder / "vault")
    return desk_at(open_store(home, unlock_home(home, PASSPHRASE), load_schema()))


def measured(desk: Desk, rows: int, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds and kilobytes of every page."""
    house = House(desk)
    visitor = TestClient(make_app(house))
    figures = {}
    for name, ask in pages(rows).items():
        draw = random.Random(7)
        figures[name] = _timed(visitor, ask, draw, rounds, before=lambda: None)
    codes = list(desk.view.codes("event").values())

    def edit() -> None:
        with desk.changing("bench_edit"):
            desk.say([say(random.choice(codes), "event.kind", "gathering")])

    figures["list after an edit"] = _timed(
        visitor, _list, random.Random(7), rounds // 2, before=edit
    )
    house.close()
    return figures


def pages(rows: int) -> dict[str, Asking]:
    """Each page by its name, with a way to ask for it that differs from time to time."""

    def record(draw: random.Random) -> tuple[str, None]:
        return f"/record/event/E-{draw.randrange(rows):06d}", None

    return {
        "home": lambda _: ("/", None),
        "list, whole": lambda _: ("/list/event", None),
        "list with facets": _list,
        "list between dates": lambda draw: (f"{_list(draw)[0]}&first-day={_day(draw)}", None),
        "search": lambda draw: ("/search", {"q": draw.choice(WORDS)}),
        "event page": record,
        "timeline": lambda draw: (_list(draw)[0].replace("/list", "/timeline"), None),
        "map": lambda draw: (_list(draw)[0].replace("/list", "/map"), None),
        "figures begin": lambda _: ("/tables", None),
        "table": _table,
    }


def _list(draw: random.Random) -> tuple[str, None]:
    """A list narrowed by two or three random filters, in a random order, on some page."""
    filters = {
        "place": ("KZ-75", "KZ-35", "KZ-75,KZ-79"),
        "in-year": ("2021", "2019,2020", "2024"),
        "reported": ("yes", "no"),
        "kind": ("incident", "gathering,speech"),
    }
    names = draw.sample(list(filters), draw.randint(1, 3))
    asked = [f"{name}={draw.choice(filters[name])}" for name in names]
    order, page = draw.choice(("-date", "code", "date")), draw.randint(1, 9)
    return f"/list/event?{'&'.join(asked)}&order-by={order}&at-page={page}", None


def _table(draw: random.Random) -> tuple[str, None]:
    """A table of one to three dimensions, of some years, with the values of a filter offered."""
    by = draw.sample(("event.kind", "event.place@region", "event.date@year", "event.reported"), 2)
    first = draw.randint(2015, 2020)
    period = f"from={first}-01-01&to={first + draw.randint(0, 4)}-12-31"
    asked = f"unit=event&by={','.join(by[: draw.randint(1, 2)])}&{period}"
    return f"/tables?{asked}&event.reported={draw.choice(('yes', 'no'))}&narrow=event.kind", None


def _day(draw: random.Random) -> str:
    return f"20{draw.randint(15, 23)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"


def _timed(
    visitor: TestClient,
    ask: Asking,
    draw: random.Random,
    rounds: int,
    *,
    before: Callable[[], None],
) -> dict[str, float]:
    taken, worked, page, whole = [], [], 0.0, 0.0
    for number in range(rounds + 1):
        before()
        address, form = ask(draw)
        start, begun = time.perf_counter(), time.process_time()
        answer = visitor.get(address) if form is None else visitor.post(address, data=form)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - begun) * 1000)
        assert answer.status_code == 200, (answer.status_code, address)
        page = max(page, len(answer.content) / 1000)
        if number == 0:
            whole = sum(len(visitor.get(one).content) for one in linked(answer.text)) / 1000
    first, *rest = taken
    return {
        "first": first,
        "p50": statistics.median(rest),
        "p95": statistics.quantiles(rest, n=20)[-1],
        "cpu": statistics.quantiles(worked[1:], n=20)[-1],
        "page": page,
        "all": page + whole,
    }


def linked(text: str) -> Iterator[str]:
    """The style sheet, script and drawings that a page brings along; fonts come once for all.

    A drawing that is only linked to, or made for another width, is not fetched.
    """
    found = {address.replace("&amp;", "&") for address in _LINKED.findall(text)}
    yield from (address for address in found if "as=png" not in address)  # a link, not loaded


if __name__ == "__main__":
    main()
