"""Any figures of the catalogue that a section names, each with its denominator, change and definition."""

import datetime

from dateutil.relativedelta import relativedelta

from channel.counting import counts
from channel.figures import MONTHS
from channel.measures import Measure
from channel.models import NationalSeries
from channel.telling import year_of
from prevent_portal.errors import Refused
from prevent_portal.figures import Value
from prevent_portal.figures import catalogue as every_figure

from .. import words
from ..blocks import cell, listing, of_figures, paragraph, percent
from ..facts import Reads
from ..numbers import of_position, values
from ..related import is_headline, relations_of_figures
from ..scopes import ACTIONS, CHANNEL, OF_ONE_BODY, scope_of, whose
from . import Part, source

_NOTHING = ("–",) * 5
#: What a figure counts, where its readers may have to be kept from it.
_COUNTS = {
    "people_": "people",
    "starters_": "people",
    "sessions_attended": "people",
    "engagement.reach": "people",
    "settings_": "settings",
    "channel.": "cases",
}


@source(
    "figures.chosen",
    title="Figures",
    about="The figures that this section names: value, out of what, change and definition",
    reads=(Reads.BEFORE,),
)
def _chosen(paper):
    return Part(chosen(paper, is_for_channel=False))


@source(
    "figures.of_channel",
    title="Figures of Channel",
    about="Figures that are withheld from the public, beside the country's shares",
    is_channel=True,
)
def _of_channel(paper):
    return Part(chosen(paper, is_for_channel=True))


def chosen(paper, *, is_for_channel):
    """A row a figure; one that is withheld is only in a section of Channel's."""
    asked, known = paper.asked, every_figure()
    names = paper.section.figures
    if not names:
        return [paragraph("No figure has been chosen for this section.")]
    shown = [name for name in names if name in known and name not in OF_ONE_BODY]
    shown = [name for name in shown if is_for_channel or not known[name].is_withheld]
    now = _values(paper, shown, asked.on)
    then = _values(paper, shown, asked.since) if asked.since else {}
    national = _national(paper, names) if is_for_channel else {}
    rows = []
    for name in names:
        if name not in known:
            rows.append([name, *_NOTHING, "The portal has no figure of this name."])
        elif name in OF_ONE_BODY:
            rows.append([known[name].title, *_NOTHING, "On the page of each board and group."])
        elif name not in now:
            rows.append([known[name].title, *_NOTHING, "Only in a section of Channel's own."])
        else:
            rows.append(_row(name, known[name], now[name], then.get(name), national.get(name)))
    before = f"On {words.day(asked.since)}" if asked.since else "Before"
    made = listing(
        None,
        [
            ("Figure", 15, "ref"),
            ("Value", 7, "number"),
            ("Out of", 23, "text"),
            ("%", 7, "number"),
            (before, 12, "number"),
            ("Change", 9, "number"),
            ("What it counts", 27, "text"),
        ],
        rows,
        "",
        f"Position as at {words.day(asked.on)}, as known when this paper was made.",
        key="figures",
        **({"channel": True} if is_for_channel else {}),
    )
    made[0] |= relations_of_figures(names)
    of_figures(made[0], [[(name, 1, 2)] if name in now else () for name in names])
    return made


def _row(name, found, value, before, national):
    if isinstance(value, Refused):
        return [found.title, *_NOTHING, value.sentence]
    before = None if isinstance(before, Refused) else before
    of = next((of for start, of in _COUNTS.items() if name.startswith(start)), None)
    whole = "–" if value.out_of is None else f"{value.out_of:,} {found.denominator}"
    return [
        found.title,
        _counted(f"{value.count:,}", value.count, of)
        | {"headline": is_headline(name, is_whole=False)},
        _counted(whole, value.out_of, of) | {"headline": is_headline(name, is_whole=True)},
        percent(value.count, value.out_of, (1, 2) if of else None),
        cell("–") if before is None else _counted(f"{before.count:,}", before.count, of),
        cell("–" if before is None or of else _moved(value, before)),
        found.definition + (f" Nationally: {national}." if national else ""),
    ]


def _counted(text, number, of):
    """A cell; of people, cases and settings it carries the count, so that it can be kept back."""
    return {"text": text} | ({"count": number, "of": of} if of and number is not None else {})


def _moved(value, before):
    """The change; of counts that may have to be kept back none is given, only where they stood."""
    moved = value.count - before.count
    return f"{moved:+,d}" if moved else "0"


def _values(paper, names, on):
    """What each figure says on a day; the plan's come with its facts, Channel's from one count."""
    found = {}
    mine = [name for name in names if name.startswith(ACTIONS)]
    if mine and paper.has_plan:
        read = paper.reading.figures if on == paper.asked.on else paper.reading.earlier
        plain = {name: name.removeprefix(ACTIONS) for name in mine}
        found |= {name: read[key] for name, key in plain.items() if key in read}
    elif mine:
        found |= dict.fromkeys(mine, Refused(None, "This paper is about no plan."))
    for name in names:
        if name.startswith(CHANNEL):
            found[name] = _of_channel_on(paper, name.removeprefix(CHANNEL), on)
    if on == paper.asked.on:
        found |= _of_people(paper, [name for name in names if name not in found])
    rest = [name for name in names if name not in found]
    scopes = {name: _scope(paper, name) for name in rest}
    return found | values(rest, scopes, on=on, known_at=paper.asked.known_at)


def _of_people(paper, names):
    """Those that the paper's position of the register has counted already."""
    if not any(name.startswith("people_") for name in names):
        return {}
    whole = paper.training_of(_scope(paper, "people_")).whole
    read = {name: of_position(name, whole) for name in names}
    return {name: value for name, value in read.items() if value is not None}


def _of_channel_on(paper, measure, on):
    start = on - relativedelta(months=MONTHS) + datetime.timedelta(days=1)
    counted = paper.once(("channel", start, on), lambda: counts(None, start=start, end=on))
    return Value(counted.numbers[measure], counted.out_of(measure))


def _scope(paper, name):
    return scope_of(name, agency=whose(paper.plan_row, paper.agency), plan=paper.plan_row)


def _national(paper, names):
    """What was published for the country of the measures that are asked for, in words."""
    year = year_of(paper.asked.on)
    measures = {name.removeprefix("channel."): name for name in names}
    rows = NationalSeries.objects.standing().filter(
        year__lte=year, part="", measure__in=[m for m in measures if m in Measure.values]
    )
    return {
        measures[row.measure]: (f"{row.value:,.1f}%" if row.is_percent else f"{row.value:,.0f}")
        + f" in {row.year}/{(row.year + 1) % 100:02}"
        for row in rows.order_by("year", "pk")
    }
