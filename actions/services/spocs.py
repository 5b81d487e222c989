"""Who is the contact for which area on a day, where there is a gap, and how posts change hands."""

import datetime
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q

from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.services import keep_record
from prevent_portal.versions import refuse_if_changed

from ..models import MemberLead, SpocArea, SpocAssignment
from ..models.directory import ENDS_SOON, GAPS
from .registers import HEAD, names_of, rows_of

#: Kinds of agency that have elected members.
_ELECTED = (Agency.Kind.COUNTY, Agency.Kind.UNITARY, Agency.Kind.DISTRICT)


@dataclass
class Standing:
    """An area as the register has it on a day: who holds it, who stands in, and what is missing."""

    area: SpocArea
    posts: list = field(default_factory=list)
    deputies: list = field(default_factory=list)
    gaps: dict = field(default_factory=dict)


def register(areas, *, on, agency=None, gap=""):
    """The areas that stood on a day, each with its posts and gaps; of one agency, or with one gap."""
    areas = areas.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    found = [_standing(area, on) for area in _with_posts(areas, on)]
    if agency:
        found = [each for each in found if _concerns(each, agency)]
    return [each for each in found if not gap or gap in each.gaps]


def position(area, *, on):
    """One area as the register has it on a day."""
    return _standing(_with_posts(SpocArea.objects.filter(pk=area.pk), on).get(), on)


def history_of(area):
    """Every post of an area and who held it, the newest first, with those who stand at the top."""
    rows = area.assignments.select_related("holder__agency").prefetch_related("agencies")
    return rows.order_by("-held_to", "-held_from", "-pk")


def export_rows(found):
    """A register for a spreadsheet, a row for each post; an area without any has a row too."""
    for each in found:
        for post in [*each.posts, *each.deputies] or [None]:
            yield (
                each.area.name,
                str(each.area.agency or ""),
                post.job_title if post else "",
                "; ".join(_names(post)) if post else "",
                "Deputy" if post and post.is_deputy else "Holder" if post else "",
                post.holder.name if post and post.holder else "",
                post.holder.email if post and post.holder else "",
                post.held_from if post else None,
                post.held_to if post else None,
                "; ".join(each.gaps.values()),
            )


def export_head():
    """The headings of `export_rows`."""
    return (
        "Area",
        "Agency of the area",
        "Job title",
        "Agencies",
        "Holder or deputy",
        "Name",
        "Email address",
        "From",
        "To",
        "Gaps",
    )


def list_rows(found):
    """A register in the three columns of a council's own list: no names, and it reads back the same.

    Deputies have no column there.
    """
    for each in found:
        posts = [post for post in each.posts if not post.is_deputy]
        yield from rows_of(each.area.name, [(p.job_title, names_of(p)) for p in posts])


def layout(columns):
    """The headings and the rows of a download: "list" as councils keep it, anything else whole."""
    return (HEAD, list_rows) if columns == "list" else (export_head(), export_rows)


def held_now(*, on):
    """The open areas with their posts of a day, for everybody: staff must know whom to ask."""
    return register(SpocArea.objects.open(), on=on)


# Gaps


def agencies_without_lead(*, on):
    """Open agencies for which the register names nobody on a day: no holder of theirs, none for them."""
    held = SpocAssignment.objects.current(on=on).filter(
        is_deputy=False, holder__is_active=True, area__closed_on__isnull=True
    )
    named = Exists(held.filter(agencies=OuterRef("pk"))) | Exists(
        held.filter(holder__agency=OuterRef("pk"))
    )
    return Agency.objects.filter(~named, closed_on__isnull=True).order_by("name")


def authorities_without_member(*, on):
    """Open councils that have no member lead on a day."""
    led = MemberLead.objects.current(on=on).order_by().values("agency")
    councils = Agency.objects.filter(closed_on__isnull=True, kind__in=_ELECTED)
    return councils.exclude(pk__in=led).order_by("name")


# Changes


@transaction.atomic
def save_area(area, *, by, version=None, **values):
    """Add an area or change what is said of it; raises Refused if its name is taken.

    Raises ChangedMeanwhile if somebody changed the same fields since `version` was read.
    """
    if area.pk:
        refuse_if_changed(_hold(area), version, values)
    for name, value in values.items():
        setattr(area, name, value)
    area._history_user = by
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError:
        raise Refused(
            area, "The register already has an area of this name.", field="name"
        ) from None
    return area


@transaction.atomic
def close_area(area, *, by, on, reason):
    """Take an area out of the register and say why; its posts stay in its history."""
    area = _hold(area)
    area.closed_on, area.closed_because = on, reason
    area._history_user = by
    area.save()
    return area


@transaction.atomic
def keep_assignment(post, *, by, version=None, **values):
    """Save a post: new in its area, or changed. Raises Refused if the area is closed.

    Raises ChangedMeanwhile if somebody changed the same fields since `version` was read.
    """
    _hold(post.area)
    return keep_record(post, by=by, version=version, **values)


@transaction.atomic
def end_assignment(post, *, by, held_to, reason):
    """Give a post its last day and say why it ends."""
    _hold(post.area)
    post = SpocAssignment.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.held_from and held_to < post.held_from:
        raise Refused(post, "The last day must not be before the first.", field="held_to")
    post.held_to, post.ended_because = held_to, reason
    post._history_user = by
    post.save()
    return post


def _hold(area):
    area = SpocArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
    if area.closed_on is not None:
        raise Refused(area, "The area is closed.")
    return area


def _with_posts(areas, on):
    posts = SpocAssignment.objects.current(on=on).select_related("holder__agency")
    return (
        areas.select_related("agency")
        .order_by("position", "name", "pk")
        .prefetch_related(
            Prefetch(
                "assignments",
                posts.prefetch_related("agencies").order_by("pk"),
                to_attr="posts_of_day",
            )
        )
    )


def _standing(area, on):
    posts = [post for post in area.posts_of_day if not post.is_deputy]
    deputies = [post for post in area.posts_of_day if post.is_deputy]
    for post in [*posts, *deputies]:
        post.names = _names(post, short=True)
    held = [post for post in posts if _is_held(post)]
    soon = on + datetime.timedelta(days=ENDS_SOON)
    is_missing = {
        "no_holder": not held,
        "no_deputy": not any(map(_is_held, deputies)),
        "ends_soon": any(post.held_to and post.held_to <= soon for post in held),
    }
    return Standing(
        area, posts, deputies, {code: GAPS[code] for code, is_so in is_missing.items() if is_so}
    )


def _is_held(post):
    return post.holder is not None and post.holder.is_active


def _concerns(each, agency):
    posts = [*each.posts, *each.deputies]
    return each.area.agency_id == agency.pk or any(
        agency in post.agencies.all() or post.holder and post.holder.agency_id == agency.pk
        for post in posts
    )


def _names(post, *, short=False):
    known = [(short and each.short_name) or each.name for each in post.agencies.all()]
    return known + post.agencies_unknown
