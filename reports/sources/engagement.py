"""What papers say of work with communities, of communication and of tension."""

from django.db.models import Count, Sum

from actions.figures import gaps, tension_by_quarter
from actions.models import CommunityGroup, Engagement

from .. import words
from ..blocks import counted, heading, listing, paragraph, said
from ..standing import first_rows, is_public, stood
from . import Part, source


@source(
    "engagement.done",
    title="Engagement and communication",
    about="Events, bulletins and campaigns of the period, with how many people they reached",
)
def _done(paper):
    return Part(done(paper))


def _in_period(paper):
    return stood(Engagement.objects, paper.asked.on).filter(
        from_on__range=(paper.first_day, paper.asked.on)
    )


def done(paper):
    """What was done in the period with communities and for those who should know."""
    found = _in_period(paper).order_by("-from_on", "title", "pk")
    rows, note = first_rows(found)
    return listing(
        "Engagement and communication in the period",
        [
            ("Day", 16, "text"),
            ("What", 40, "ref"),
            ("Kind", 18, "text"),
            ("For", 16, "text"),
            ("Reached", 10, "number", {"of": "people"}),
        ],
        [
            [
                words.day(row.from_on),
                row.title,
                row.get_kind_display(),
                row.audience or "–",
                "–" if row.reach is None else counted(row.reach),
            ]
            for row in rows
        ],
        f"No engagement or communication was recorded between {words.day(paper.first_day)} and "
        f"{words.day(paper.asked.on)}.",
        note,
        key="engagement.done",
    )


def headline(paper):
    """One sentence on engagement in the period."""
    found = _in_period(paper).aggregate(reach=Sum("reach"), number=Count("pk"))
    number = found["number"]
    if not number:
        return paragraph("No engagement or communication was recorded in the period.")
    reach = found["reach"] or 0
    return said(
        f"{words.counted(number, 'event, bulletin or campaign', 'events, bulletins and campaigns')} "
        f"took place in the period and reached {reach:,} people where a number was given, somebody "
        "reached twice counted twice.",
        (reach, "people"),
    )


@source(
    "engagement.groups",
    title="Community groups",
    about="Which kinds of group and which areas nobody worked with in the last twelve months",
)
def _groups(paper):
    found = gaps(CommunityGroup.objects.standing(), on=paper.asked.on)
    missing = {
        "Kinds of group": [str(each) for each in found.get("kinds_not_engaged", ())],
        "Areas": [str(each) for each in found.get("areas_not_engaged", ())],
    }
    return Part(
        listing(
            "Not worked with in the last twelve months",
            [("What", 30, "ref"), ("Which", 70, "text")],
            [[name, "; ".join(which)] for name, which in missing.items() if which],
            "Somebody worked with every kind of group and every area in the last twelve months.",
        )
    )


@source(
    "engagement.tension",
    title="Community tensions",
    about="How many entries the tension log had by quarter and level; counts, never words",
)
def _tension(paper):
    if is_public(paper):
        return Part([paragraph("The tension log is not published.")])
    found = tension_by_quarter(on=paper.asked.on)
    quarters = [quarter for quarter, *_ in found["quarters"]][-4:]
    width = 56 // (len(quarters) or 1)
    table = listing(
        "Entries of the tension log",
        [
            ("Level", 30, "ref"),
            *((quarter.words, width, "number") for quarter in quarters),
            ("Two years", 14, "number"),
        ],
        [[level, *cells[-len(quarters) :], total] for level, cells, total in found["levels"]],
        "The tension log has no entry in the last two years.",
    )
    return Part(table)


@source(
    "engagement.whole",
    title="Communities",
    about="Engagement and communication of the period, and groups that nobody worked with",
)
def _whole(paper):
    return Part([*done(paper), heading("Groups and areas"), *_groups(paper).blocks])
