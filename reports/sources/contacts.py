"""What papers say of single points of contact, contact points and briefings: posts, never names or numbers."""

from django.db.models import FilteredRelation, Max, Q

from actions.models import Briefing, ContactPoint, SpocArea

from ..blocks import heading, listing
from ..standing import by_when, day, first_rows, is_public, stood
from . import Part, source


@source(
    "contacts.spocs",
    title="Single points of contact",
    about="Each area with the posts of its contact and deputy",
)
def _spocs(paper):
    return Part(spocs(paper))


def spocs(paper):
    """Areas and the posts that answer for them on the day."""
    on = paper.asked.on
    begun = Q(assignments__held_from__isnull=True) | Q(assignments__held_from__lte=on)
    lasts = Q(assignments__held_to__isnull=True) | Q(assignments__held_to__gte=on)
    rows = (
        SpocArea.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
        .annotate(held=FilteredRelation("assignments", condition=begun & lasts))
        .order_by("position", "name", "pk", "held__is_deputy", "held__pk")
        .values_list("pk", "name", "held__job_title", "held__is_deputy")
    )
    areas = {}
    for pk, name, title, is_deputy in rows:
        posts = areas.setdefault((pk, name), [])
        if title:
            posts.append(f"{title} (deputy)" if is_deputy else title)
    return listing(
        "Single points of contact",
        [("Area", 40, "ref"), ("SPOC", 60, "text")],
        [[name, "; ".join(posts) or "Nobody"] for (_, name), posts in areas.items()],
        "No area was in the register of single points of contact on the day.",
    )


@source(
    "contacts.points",
    title="Contact points",
    about="Whom to turn to, for whom and when; the numbers stay in the portal's directory",
)
def _points(paper):
    return Part(points(paper))


def points(paper):
    """Where people turn to, without numbers or addresses."""
    where = "" if is_public(paper) else "Numbers and addresses are in the portal's directory. "
    rows, note = first_rows(
        stood(ContactPoint.objects, paper.asked.on).order_by("position", "name", "pk")
    )
    return listing(
        "Contact points",
        [
            ("Contact", 36, "ref"),
            ("For", 26, "text"),
            ("When", 20, "text"),
            ("Checked", 18, "text"),
        ],
        [
            [
                row.name,
                row.who_for or row.get_audience_display(),
                row.hours_in_words or row.get_hours_display(),
                day(row.checked_on, "Not yet"),
            ]
            for row in rows
        ],
        "No contact point was in the directory on the day.",
        f"{where}{note}".strip(),
    )


@source(
    "contacts.briefings",
    title="Briefings",
    about="Who is owed a briefing, how often, when it was last given and by when again",
)
def _briefings(paper):
    return Part(briefings(paper))


def briefings(paper):
    """Briefings that somebody is owed, the ones not yet given among them."""
    on = paper.asked.on
    given = Max("given__on", filter=Q(given__closed_on__isnull=True, given__on__lte=on))
    rows = (
        stood(Briefing.objects, on)
        .filter(first_on__lte=on)
        .select_related("body")
        .with_due()
        .annotate(given_by_then=given)
        .order_by("owed_on", "subject", "pk")
    )
    if is_public(paper):
        rows = rows.filter(body__isnull=False)
    rows, note = first_rows(rows)
    return listing(
        "Briefings",
        [
            ("For", 26, "ref"),
            ("On", 26, "text"),
            ("How often", 15, "text"),
            ("Last given", 16, "text"),
            ("Owed by", 17, "text"),
        ],
        [
            [
                row.body.name if row.body else row.post,
                row.subject,
                row.cadence(),
                day(row.given_by_then, "Not yet"),
                by_when(row.owed_on, on) if row.owed_on else "Given",
            ]
            for row in rows
        ],
        "No briefing was owed to anybody on the day.",
        note,
    )


@source(
    "contacts.whole",
    title="Contacts",
    about="Single points of contact and contact points",
)
def _whole(paper):
    return Part(
        [
            *spocs(paper),
            heading("Contact points"),
            *points(paper),
        ]
    )
