"""From what is said in an open folder to the categories of a table; for `count_open_folder.py`."""

from bisect import bisect_right
from typing import Any

from open_days import days
from open_record import Folder, Id, bounds

BANDS = (0, 1, 2, 5, 10, 20, 50, 100, 500)
SHOWN = {"country", "region", "city", "district", "city-district"}
YEAR, MONTH = 4, 7


def codes(folder: Folder, who: Id, dimension: str, *, wider: bool = False) -> set[str]:
    """The categories of one record; `wider`: places with all they lie in, for choosing."""
    name, _, scale = dimension.partition("@")
    prop = folder.props[name]
    if prop["kind"] == "reference":
        return {_body(folder, one) for one in folder.of(who, name)}
    found: set[str] = set()
    for value in folder.get(who, name):
        if prop["kind"] == "yesno":
            found.add("yes" if value else "no")
        elif prop["kind"] == "place":
            found |= _place(folder, value, scale, wider=wider)
        elif prop["kind"] == "date":
            found |= _period(value, YEAR if scale == "year" else MONTH)
        elif prop["kind"] == "count":
            found |= _band(value)
        else:
            found |= _word(folder.words[prop["vocabulary"]], str(value), scale)
    return found


def _word(words: dict[str, Any], value: str, scale: str) -> set[str]:
    if value not in words:
        return {"_"}
    up = [value]
    while words[up[-1]].get("broader"):
        up.append(words[up[-1]]["broader"])
    if scale not in ("", "group"):
        others = (words[word]["crosswalk"] for word in up)
        return set(next((found[scale] for found in others if scale in found), ())) or {"_"}
    return {up[-1] if scale else value}


def _place(folder: Folder, value: str, scale: str, *, wider: bool) -> set[str]:
    up, at = [], folder.places.get(value)
    while at:
        up += [at["id"]] if at["kind"] in SHOWN else []
        at = folder.places.get(at.get("parent", ""))
    if wider or not up:
        return set(up) or {"_"}
    return {up[0]} if scale == "district" else {([one for one in up if one != "KZ"] or up)[-1]}


def _body(folder: Folder, who: Id) -> str:
    """The code of a public body or an article of law; of nobody else."""
    kind = folder.kind(who)
    is_public = kind == "provision" or any(folder.get(who, f"{kind}.public_body"))
    return str(folder.get(who, f"{kind}.code")[0]) if is_public else "_"


def _period(text: str, letters: int) -> set[str]:
    """The one year or month in which a date certainly lies; `~` for none; nothing of no date."""
    ends = {str(end)[:letters] for span in days(text) for end in span}
    return {"~"} if len(ends) > 1 else ends


def _band(text: str) -> set[str]:
    """The band in which a number certainly lies."""
    found = bounds(text)
    if found is None:
        return set()
    low = bisect_right(BANDS, found[0]) - 1
    high = len(BANDS) - 1 if found[1] is None else bisect_right(BANDS, found[1]) - 1
    if low != high:
        return {"~"}
    if low == len(BANDS) - 1:
        return {f"{BANDS[low]}.."}
    first, last = BANDS[low], BANDS[low + 1] - 1
    return {f"{first}" if first == last else f"{first}..{last}"}
