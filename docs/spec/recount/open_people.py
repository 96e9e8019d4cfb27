"""How many people an event touched, from an open folder; for `count_open_folder.py`.

All numbers that are said of one event may tell of the same people: at least the greatest of them
were there, at most their sum, where nothing says that one is a part of another. About 300 detained
of whom 33 are known are about 300. A number said of the event as a whole bounds all others.
"""

from open_record import Folder, Id, bounds

Bounds = tuple[int, int | None]
Masks = dict[str, set[Id]]
ONE_OR_MORE: Bounds = (1, None)


def people(folder: Folder, event: Id, masks: Masks) -> tuple[int | None, int | None]:
    """At least and at most so many; (None, None) if nothing is said of any people.

    `masks`: only the people of these acts, or of acts against these persons, are asked for.
    """
    is_part = "act" in masks or "person" in masks
    total = _number(folder, event, "event.people")
    acts = [a for a in folder.back("act.event").get(event, ()) if _is_asked(folder, a, masks)]
    met = {v for act in acts for v in folder.of(act, "act.victim")}
    if not is_part:
        met |= folder.back("group.event").get(event, set()) | _targets(folder, event)
    persons = {one for one in met if folder.kind(one) == "person"}
    groups = {g: _size(folder, g, acts, is_part=is_part) for g in met - persons}
    loose = [number for act in acts if not folder.of(act, "act.victim")
             for number in [_number(folder, act, "act.people")] if number]  # fmt: skip
    whole = None if is_part else total
    cases: list[set[Id]] = []
    if not (persons or groups or loose or whole or is_part):
        cases = [found for case in folder.of(event, "event.case")
                 if (found := folder.back("person.case").get(case, set()))]  # fmt: skip
        if not cases:
            return None, None
    if is_part and not (persons or groups or loose):
        return None, None
    members = {g: _members(folder, g, acts, is_part=is_part) for g in groups}
    known = persons.union(*members.values())
    low = max([len(known), _apart(cases), *(least for least, _ in (*groups.values(), *loose))])
    if whole:
        low, high = max(low, whole[0]), whole[1]
    else:
        high = _most(folder, groups, members, loose)
        inside = set().union(*members.values())
        alone = len(persons - inside) + len(set().union(*cases) - inside - persons)
        high = None if high is None else high + alone
        if total and total[1] is not None:
            high = total[1] if high is None else min(high, total[1])
    return low, None if high is None else max(low, high)


def _most(
    folder: Folder, groups: dict[Id, Bounds], members: dict[Id, set[Id]], loose: list[Bounds]
) -> int | None:
    """The sum of the groups that are no part of another, and of what belongs to no group."""
    above = {g: _above(folder, g) for g in groups}
    highs = [high for _, high in loose]
    for group in (g for g in groups if not above[g] & groups.keys()):
        within = [g for g in groups if g == group or group in above[g]]
        known = set().union(*(members[g] for g in within))
        high = groups[group][1]
        lows = [groups[g][0] for g in within]
        highs.append(None if high is None else max(high, len(known), *lows))
    return None if None in highs else sum(high for high in highs if high is not None)


def _size(folder: Folder, group: Id, acts: list[Id], *, is_part: bool) -> Bounds:
    """How many a group are; of acts that are asked for, how many of it they reached."""
    size = _number(folder, group, "group.size")
    if size is None and folder.get(group, "group.kind") == ["individual"]:
        size = (1, 1)
    told = _reached(folder, group, acts)
    if not told:
        return size or ONE_OR_MORE
    low = max(least for least, _ in told)
    highs = [most for _, most in told]
    high = None if None in highs else sum(most for most in highs if most is not None)
    if size is None:
        return low, high
    if not is_part:
        return max(low, size[0]), None if size[1] is None else max(low, size[1])
    bounded = [most for most in (high, size[1]) if most is not None]
    return low, max(low, min(bounded)) if bounded else None


def _members(folder: Folder, group: Id, acts: list[Id], *, is_part: bool) -> set[Id]:
    """The known members; none where an act reached a part of them, nobody knows which."""
    if is_part and _reached(folder, group, acts):
        return set()
    return folder.of(group, "group.known_member")


def _reached(folder: Folder, group: Id, acts: list[Id]) -> list[Bounds]:
    told = [_number(folder, a, "act.people") for a in acts if group in folder.of(a, "act.victim")]
    return [number for number in told if number]


def _is_asked(folder: Folder, act: Id, masks: Masks) -> bool:
    if "act" in masks and act not in masks["act"]:
        return False
    return "person" not in masks or bool(folder.of(act, "act.victim") & masks["person"])


def _targets(folder: Folder, event: Id) -> set[Id]:
    found = {i for i in folder.back("involvement.event").get(event, ())
             if folder.get(i, "involvement.role") == ["target"]}  # fmt: skip
    actors = {actor for one in found for actor in folder.of(one, "involvement.actor")}
    return {actor for actor in actors if folder.kind(actor) != "organisation"}


def _above(folder: Folder, group: Id) -> set[Id]:
    found: set[Id] = set()
    todo = set(folder.of(group, "group.of_whom"))
    while todo:
        at = todo.pop()
        if at not in found and at != group:
            found.add(at)
            todo |= folder.of(at, "group.of_whom")
    return found


def _apart(cases: list[set[Id]]) -> int:
    """At least so many people: cases that share nobody are of different people."""
    met: set[Id] = set()
    number = 0
    for persons in sorted(cases, key=len):
        if met.isdisjoint(persons):
            met |= persons
            number += 1
    return number


def _number(folder: Folder, who: Id, name: str) -> Bounds | None:
    said = folder.get(who, name)
    return bounds(said[0]) if said else None
