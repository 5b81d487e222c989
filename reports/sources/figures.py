"""Any figures of the catalogue that a section names, each with its denominator, change and definition."""

from actions.models import CommunityGroup, Engagement
from channel.measures import Measure
from channel.models import NationalSeries
from channel.telling import year_of
from prevent_portal.errors import Refused
from prevent_portal.figures import catalogue as every_figure
from training.models import Setting

from .. import words
from ..blocks import cell, listing, paragraph, percent
from . import Part, source

#: What a figure is counted over where that is no agency, by how its name begins.
_SCOPES = {
    "engagement.groups": lambda paper: CommunityGroup.objects.standing(),
    "engagement.": lambda paper: Engagement.objects.standing(),
    "settings_": lambda paper: Setting.objects.all(),
    "actions.": lambda paper: paper.plan_row,
    "channel.": lambda paper: None,
    "assurance.": lambda paper: None,
}
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
    national = _national(paper, names) if is_for_channel else {}
    rows = []
    for name in names:
        found = known.get(name)
        if found is None:
            rows.append([name, *_NOTHING, "The portal has no figure of this name."])
        elif found.is_withheld and not is_for_channel:
            rows.append([found.title, *_NOTHING, "Only in a section of Channel's own."])
        else:
            rows.append(_row(paper, name, found, national.get(name)))
    before = f"On {words.day(asked.since)}" if asked.since else "Before"
    return listing(
        None,
        [
            ("Figure", 18, "ref"),
            ("Value", 8, "number"),
            ("Out of", 18, "text"),
            ("%", 7, "number"),
            (before, 11, "number"),
            ("Change", 8, "number"),
            ("What it counts", 30, "text"),
        ],
        rows,
        "",
        f"Position as at {words.day(asked.on)}, as known when this paper was made.",
        key="figures",
        **({"channel": True} if is_for_channel else {}),
    )


def _row(paper, name, found, national):
    asked = paper.asked
    try:
        value = found.at(_scope(paper, name), on=asked.on, known_at=asked.known_at)
        before = _earlier(paper, name, found)
    except Refused as refusal:
        return [found.title, *_NOTHING, refusal.sentence]
    of = next((of for start, of in _COUNTS.items() if name.startswith(start)), None)
    whole = "–" if value.out_of is None else f"{value.out_of:,} {found.denominator}"
    return [
        found.title,
        _counted(f"{value.count:,}", value.count, of),
        _counted(whole, value.out_of, of),
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


def _earlier(paper, name, found):
    asked = paper.asked
    if asked.since is None:
        return None
    return found.at(_scope(paper, name), on=asked.since, known_at=asked.known_at)


def _scope(paper, name):
    """What a figure is counted over: the plan, a register, or the paper's agency."""
    for start, scope in _SCOPES.items():
        if name.startswith(start):
            found = scope(paper)
            if start == "actions." and found is None:
                raise Refused(None, "This paper is about no plan, of which it could speak.")
            return found
    is_everybodys = paper.plan_row is not None and paper.plan_row.kind == "partnership"
    return None if is_everybodys else paper.agency


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
