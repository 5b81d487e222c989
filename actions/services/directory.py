"""Member leads, distribution lists and the numbers that staff call."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.services import keep_record

from ..models import ContactPoint, DistributionEntry, DistributionList, MemberLead, SpocAssignment


@transaction.atomic
def keep_member_lead(lead, *, by, version=None, **values):
    """Save a member lead; raises Refused if the authority has another at the same time."""
    agency = values.get("agency") or lead.agency
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    others = MemberLead.objects.filter(agency=agency, closed_on__isnull=True).exclude(pk=lead.pk)
    if first := values.get("held_from"):
        others = others.filter(Q(held_to__isnull=True) | Q(held_to__gte=first))
    if last := values.get("held_to"):
        others = others.filter(Q(held_from__isnull=True) | Q(held_from__lte=last))
    if other := others.order_by("pk").first():
        raise Refused(
            lead,
            f"{other.name} is the member lead of {agency} in that time. "
            "Give them a last day before this one begins.",
            field="held_from",
        )
    return keep_record(lead, by=by, version=version, **values)


# Distribution lists


@dataclass(frozen=True)
class Addressee:
    """Somebody whom a list reaches on a day, and why."""

    name: str
    organisation: str
    email: str
    because: str


@transaction.atomic
def add_entry(to, *, by, on, user=None, area=None, name="", organisation="", email=""):
    """Put a person, an area's post or an address into a list.

    Raises Refused unless exactly one is given, if the list is closed, or if it holds them already.
    """
    to = _hold_list(to)
    if [bool(user), bool(area), bool(email)].count(True) != 1:
        raise Refused(to, "Choose a person, or an area, or give an email address: one of them.")
    standing = DistributionEntry.objects.filter(list=to).standing()
    same = (
        standing.filter(user=user)
        if user
        else standing.filter(area=area)
        if area
        else standing.filter(email__iexact=email)
    )
    if same.exists():
        raise Refused(to, "The list holds them already.")
    entry = DistributionEntry(
        list=to,
        user=user,
        area=area,
        name=name if email else "",
        organisation=organisation if email else "",
        email=email,
        added_on=on,
        added_by=by,
    )
    entry._history_user = by
    entry.save()
    return entry


@transaction.atomic
def remove_entry(entry, *, by, on, reason):
    """Take an entry out of its list and say why; it stays in the record of the list."""
    _hold_list(entry.list)
    entry = DistributionEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.removed_on is not None:
        raise Refused(entry, "It has been taken out already.")
    entry.removed_on, entry.removed_by, entry.removed_because = on, by, reason
    entry._history_user = by
    entry.save()
    return entry


@transaction.atomic
def confirm_list(of, *, by, review_due_on):
    """Record that a list was looked through, and by when it is to be looked through again."""
    of = _hold_list(of)
    of.review_due_on = review_due_on
    of._history_user = by
    of.save()
    return of


def entries(of):
    """What is in a list and what was, the newest first."""
    rows = DistributionEntry.objects.filter(list=of)
    return rows.select_related("user__agency", "area", "added_by", "removed_by").order_by("-pk")


def addressees(of, *, on):
    """Whom a list reaches on a day, each address once; who cannot sign in any more is left out."""
    rows = list(entries(of).standing().order_by("pk"))
    areas = {row.area_id for row in rows if row.area_id}
    posts = (
        SpocAssignment.objects.current(on=on)
        .filter(area__in=areas, holder__is_active=True)
        .select_related("holder__agency", "area")
        .order_by("is_deputy", "pk")
    )
    held = {}
    for post in posts:
        held.setdefault(post.area_id, []).append(post)
    found = {}
    for row in rows:
        for addressee in _reached(row, held):
            found.setdefault(addressee.email.casefold(), addressee)
    return list(found.values())


#: The headings of `address_rows`.
ADDRESS_HEAD = ("Name", "Organisation", "Email address", "Why")


def address_rows(of, *, on):
    """Whom a list reaches on a day, for a spreadsheet."""
    for each in addressees(of, on=on):
        yield each.name, each.organisation, each.email, each.because


def _reached(row, held):
    if row.user_id:
        if row.user.is_active:
            yield _person(row.user, "Named in the list")
    elif row.area_id:
        for post in held.get(row.area_id, ()):
            part = "Deputy contact" if post.is_deputy else "Contact"
            yield _person(post.holder, f"{part} for {post.area}")
    else:
        yield Addressee(row.name, row.organisation, row.email, "Address in the list")


def _person(user, because):
    return Addressee(user.name, str(user.agency), user.email, because)


def _hold_list(of):
    of = DistributionList.objects.select_for_update(of=("self",)).get(pk=of.pk)
    if not of.is_open:
        raise Refused(of, "The list is closed. Open it again first.")
    return of


# Whom staff call


@transaction.atomic
def confirm_contact(point, *, by, on):
    """Record that somebody has tried a number or address, and that it is right."""
    point = ContactPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if not point.is_open:
        raise Refused(point, "It is closed. Open it again first.")
    point.checked_on = on
    point._history_user = by
    point.save()
    return point


def for_staff(points):
    """The standing contact points by whom they are about, and in each by when they answer."""
    found = {audience: {} for audience in ContactPoint.Audience}
    for point in points.standing().order_by("position", "name", "pk"):
        found[point.audience].setdefault(ContactPoint.Hours(point.hours), []).append(point)
    return [
        (audience, [(hours, by_hours[hours]) for hours in ContactPoint.Hours if hours in by_hours])
        for audience, by_hours in found.items()
        if by_hours
    ]


def contacts_missing(points):
    """Sentences for the times at which staff would find nobody to call about a child or an adult."""
    kept = set(points.standing().values_list("audience", "hours"))
    return [
        f"Nobody to call {hours.label.lower()} about {audience.label.lower()}"
        for audience in (ContactPoint.Audience.CHILD, ContactPoint.Audience.ADULT)
        for hours in (ContactPoint.Hours.IN_HOURS, ContactPoint.Hours.OUT_OF_HOURS)
        if not kept & {(audience, hours), (audience, ContactPoint.Hours.ANY)}
    ]
