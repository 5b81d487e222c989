"""Emergency access: holders are named by two people; each use is short, read-only, told and reviewed."""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord
from prevent_portal.passage import note

from .. import clocks
from ..models import BreakGlass, GlassHolder
from .seats import certified_until, refuse_unsettled

#: For so long somebody is named; the database allows no more. Holders are few and seldom act, so nobody is
#: reminded of them by work: a year is how long a list of names stays right that nobody looks at.
HOLDER_MONTHS = 12
#: Working days within which somebody else reviews it.
REVIEW_DAYS = 3
#: The same words whether the case is not there, is another panel's, or was closed to them by a conflict.
CANNOT = (
    "You cannot open a case with this reference. Check the reference. Only a person named beforehand "
    "can use emergency access, and never on a case they declared a conflict of interest on."
)


@transaction.atomic
def propose_holder(panel, *, user, minutes, by):
    """Name somebody who may use emergency access; it opens nothing until somebody else confirms it.

    Who is named already can be named anew once that ends soon. Raises Refused.
    """
    if user.pk == by.pk:
        raise Refused(None, "You cannot name yourself.", field="user")
    held = GlassHolder.objects.in_force().filter(panel=panel, user=user)
    if held.ending().filter(ends_soon=False).exists():
        raise Refused(None, "This person is named already.", field="user")
    try:
        with transaction.atomic():
            return GlassHolder.objects.create(
                panel=panel, user=user, minutes=minutes, proposed_by=by
            )
    except IntegrityError:
        raise Refused(None, "This person is named already.", field="user") from None


@transaction.atomic
def confirm_holder(holder, *, by):
    """Confirm who was named, for a year; who held it before does so by this naming.

    Raises Refused for one's own naming, made by oneself or of oneself, and to an account that others
    changed lately.
    """
    holder = GlassHolder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
    if holder.confirmed_at or holder.ends_at:
        raise Refused(None, "This was settled already.")
    if by.pk in (holder.proposed_by_id, holder.user_id):
        raise Refused(None, "Somebody else must confirm it.")
    refuse_unsettled(None, by=by)
    for before in GlassHolder.objects.in_force().filter(panel=holder.panel_id, user=holder.user_id):
        before.ends_at = timezone.now()
        before.save()
    holder.confirmed_by, holder.confirmed_at = by, timezone.now()
    holder.ends_at = certified_until(HOLDER_MONTHS)
    holder.save()
    note(AccessRecord.Verb.GRANTED, reference=f"user:{holder.user_id}", reason="Emergency access")
    return holder


@transaction.atomic
def end_holder(holder, *, by):
    """End that somebody may use emergency access; a case they have open by it closes with it."""
    holder = GlassHolder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
    if not GlassHolder.objects.standing().filter(pk=holder.pk).exists():
        raise Refused(None, "This has ended already.")
    holder.ends_at = timezone.now()
    holder.save()
    note(AccessRecord.Verb.REVOKED, reference=f"user:{holder.user_id}", reason="Emergency access")
    return holder


@transaction.atomic
def break_glass(reference, *, reason, words, by, on):
    """Open a case to read for some minutes; the database promises to tell its chair and the auditors.

    Raises Refused.
    """
    review_by = clocks.working_days_after(on, REVIEW_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel_break_glass(%s, %s, %s)", [reference, reason, review_by])
        (pk,) = cursor.fetchone()
    if pk is None:
        raise Refused(None, CANNOT, field="reference")
    glass = BreakGlass.objects.select_related("case__key").get(pk=pk)
    if glass.case.key.destroyed_at:
        raise Refused(None, CANNOT, field="reference")
    glass.words = words
    glass.save(update_fields=["words"])
    label = BreakGlass.Reason(reason).label
    note(AccessRecord.Verb.BROKE_GLASS, reference=glass.case.reference, reason=label)
    return glass


@transaction.atomic
def review_glass(glass, *, finding, words, by):
    """Say whether it was right that a case was opened so. Raises Refused for one's own use of it."""
    glass = BreakGlass.objects.select_for_update(of=("self",)).get(pk=glass.pk)
    if glass.by_id == by.pk:
        raise Refused(None, "You used it: somebody else must review it.")
    if glass.reviewed_at:
        raise Refused(None, "It was reviewed already.")
    glass.reviewed_by, glass.reviewed_at, glass.finding = by, timezone.now(), finding
    glass.review = words
    glass.save(update_fields=["reviewed_by", "reviewed_at", "finding", "review"])
    return glass


def people_to_tell(glass_id):
    """The keys of those who are told of a use of emergency access."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel_glass_tells(%s)", [glass_id])
        return [pk for (pk,) in cursor.fetchall()]
