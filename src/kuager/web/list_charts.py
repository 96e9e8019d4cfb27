"""The charts of a list in the visitor's words: over time, and over the country."""

from kuager import N_
from kuager.lang import date_words
from kuager.model.chart import (
    Amount,
    Bar,
    Chart,
    Place,
    RegionMap,
    TimeLine,
    exact,
    table_of,
)
from kuager.model.places import gazetteer
from kuager.verbs.charts import Period, PlaceCounts, Timeline
from kuager.web.listed import in_figures
from kuager.web.narrowing import Asked
from kuager.web.visit import Visit

VAGUE, NOWHERE = N_("no nearer place known"), N_("no place recorded")
_ALT = N_("A drawing; the table below says the same.")
_BASE = N_("Base: the list “{records}” as it is narrowed here")
_SOURCE = N_("Source: own records on {day}")


def time_chart(asked: Asked, found: Timeline) -> Chart:
    """A list over months or years."""
    visit = asked.visit
    rows = tuple(_bar(visit, period) for period in found.periods)
    body = TimeLine(series=("",), rows=rows)
    head, table = table_of(body, visit.t(N_("When")), count=visit.t(N_("Records")))
    return Chart(
        title=visit.t(N_("{records} over time"), records=_plural(visit)),
        alt=visit.t(_ALT),
        reading=_time_reading(visit, found),
        language=visit.language,
        n=f"n = {in_figures(visit, found.total)}",
        base=visit.t(_BASE, records=_plural(visit)),
        period=_time_period(visit, found),
        source=_source(visit),
        body=body,
        head=head,
        rows=table,
        remarks=_time_remarks(visit, found),
        practice=visit.house.practice,
    )


def place_chart(asked: Asked, found: PlaceCounts) -> Chart:
    """A list over the regions, or the districts of one, for this house."""
    visit = asked.visit
    names = {place: gazetteer().name(place, visit.language) for place in found.counts}
    order = sorted(names, key=lambda place: names[place])
    body = RegionMap(
        places=tuple(
            Place(id=place, name=names[place], amount=_amount(visit, found.counts[place]))
            for place in order
        )
    )
    head, rows = table_of(body, visit.t(N_("Where")), count=visit.t(N_("Records")))
    left = [(VAGUE, found.vague), (NOWHERE, found.nowhere)]
    rest = tuple((visit.t(words), in_figures(visit, count)) for words, count in left if count)
    whole = gazetteer().name(found.within, visit.language)
    return Chart(
        title=f"{_plural(visit)}: {whole}",
        alt=visit.t(_ALT),
        reading=_place_reading(visit, body),
        language=visit.language,
        n=f"n = {in_figures(visit, sum(found.counts.values()) + found.vague + found.nowhere)}",
        base=visit.t(_BASE, records=_plural(visit)),
        period=_asked_period(asked),
        source=_source(visit),
        body=body,
        head=head,
        rows=(*rows, *rest),
        remarks=(visit.t(_FOR_INSIDE),),
        practice=visit.house.practice,
    )


def _plural(visit: Visit) -> str:
    return visit.desk.schema.type(visit.path["type"]).plural[visit.language]


def _source(visit: Visit) -> str:
    day = date_words(visit.desk.today.isoformat(), visit.language)
    return visit.t(_SOURCE, day=day)


# Over time

_DASHED = N_(
    "Dashed: records that lie there only possibly, because their date is uncertain. One record "
    "can stand in several of these bars."
)


def _bar(visit: Visit, period: Period) -> Bar:
    """2021, or 05.21 under a narrow bar; how many surely, and how many more possibly."""
    label = str(period.year)
    if period.month is not None:
        label = f"{period.month:02}.{period.year % 100:02}"
    sure, possibly = period.tally
    words = in_figures(visit, sure)
    if possibly:
        words += f" (+{in_figures(visit, possibly)})"
    return Bar(label=label, amounts=(exact(words, sure, possibly=possibly),))


def period_text(period: Period) -> str:
    """A month or a year as EDTF text."""
    return f"{period.year:04}" if period.month is None else f"{period.year:04}-{period.month:02}"


def _time_reading(visit: Visit, found: Timeline) -> str:
    if not found.periods:
        return visit.t(N_("None of these records has a date."))
    most = max(found.periods, key=lambda period: period.tally)
    return visit.t(
        N_("No time has more than {when}: {n} surely, and {m} more only possibly."),
        when=date_words(period_text(most), visit.language),
        n=in_figures(visit, most.tally.sure),
        m=in_figures(visit, most.tally.possibly),
    )


def _time_period(visit: Visit, found: Timeline) -> str:
    if not found.periods:
        return visit.t(_ALL_TIMES)
    ends = (found.periods[0], found.periods[-1])
    said = [date_words(period_text(period), visit.language) for period in ends]
    return " – ".join(dict.fromkeys(said))


def _time_remarks(visit: Visit, found: Timeline) -> tuple[str, ...]:
    said = [visit.t(_FOR_INSIDE)]
    if any(period.tally.possibly for period in found.periods):
        said.append(visit.t(_DASHED))
    if found.undated:
        said.append(visit.t(N_("without a date: {n}"), n=in_figures(visit, found.undated)))
    if found.skipped:
        said.append(visit.t(N_("Times without any record are left out.")))
    return tuple(said)


# Over the country

_FOR_INSIDE = N_("These numbers are exact and are for this house only.")
_ALL_TIMES = N_("All times")


def _amount(visit: Visit, count: int) -> Amount:
    return exact(in_figures(visit, count), count)


def _place_reading(visit: Visit, body: RegionMap) -> str:
    """Which place has most."""
    most = max(body.places, key=lambda place: place.amount.reach, default=None)
    if most is None or most.amount.reach == 0:
        return visit.t(N_("None of these records has a place here."))
    return visit.t(N_("No place has more than {place}: {n}."), place=most.name, n=most.amount.words)


def _asked_period(asked: Asked) -> str:
    """The days that were asked for, or all."""
    first, last, language = asked.filters.first, asked.filters.last, asked.visit.language
    if first is None and last is None:
        return asked.visit.t(_ALL_TIMES)
    ends = [date_words(day.isoformat(), language) if day else "…" for day in (first, last)]
    return " – ".join(ends)
