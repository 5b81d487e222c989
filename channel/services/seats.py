"""Seats on a panel and at a case: proposed and confirmed by two people, given, ended, closed by a conflict."""

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord
from prevent_portal.passage import note

from ..models import AccountChange, CaseEvent, Membership
from ..permissions import CHAIRS, OFFICERS, Seats
from .cases import record

Verb = AccessRecord.Verb
#: Why somebody got no seat at a case, by what the gate says: the field of the form, and the sentence.
NOT_SEATED = {
    "conflict": ("user", "{0} declared a conflict of interest: this case stays closed to them."),
    "seated": (
        "user",
        "{0} has a seat at this case already. If it rests, the panel’s chair has to confirm their seat "
        "on the panel again.",
    ),
    "too long": (
        "until_on",
        "The last day must be within {1} months. You can give the seat again.",
    ),
}


@transaction.atomic
def propose_membership(panel, *, user, seat, by, speaks_for="", begins_at=None, deputises_for=None):
    """Propose somebody for a seat on a panel; it opens nothing until another person confirms it.

    Raises Refused if they have one already, and for oneself.
    """
    if user.pk == by.pk:
        raise Refused(panel, "You cannot propose yourself: ask somebody else to.", field="user")
    if Membership.objects.sitting().filter(panel=panel, user=user).exists():
        sentence = f"{user.name} already has a seat on this panel. End it first."
        raise Refused(panel, sentence, field="user")
    given = {"begins_at": begins_at} if begins_at else {}
    return Membership.objects.create(
        panel=panel,
        user=user,
        seat=seat,
        speaks_for=speaks_for,
        deputises_for=deputises_for,
        proposed_by=by,
        **given,
    )


@transaction.atomic
def confirm_membership(membership, *, by):
    """Confirm a proposed seat; a chair, deputy or coordinator is seated at every case of the panel.

    Raises Refused where the same person proposed it, or would sit on it, and to an account that others
    changed lately.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.confirmed_at:
        raise Refused(membership, "This seat was confirmed already.")
    if membership.ends_at:
        raise Refused(membership, "This proposal has ended. Propose the person again.")
    if by.pk == membership.proposed_by_id:
        raise Refused(membership, "You proposed this seat: somebody else must confirm it.")
    if by.pk == membership.user_id:
        raise Refused(membership, "This is your own seat: somebody else must confirm it.")
    if membership.seat in CHAIRS or not _chairs(by, membership):
        refuse_unsettled(membership, by=by)
    membership.confirmed_by, membership.confirmed_at = by, timezone.now()
    membership.certified_until = certified_until(settings.SEAT_MONTHS)
    membership.save()
    if membership.seat in OFFICERS:
        _call("channel_seat_appointed", membership.pk)
    note(Verb.GRANTED, reference=f"user:{membership.user_id}", reason=membership.get_seat_display())
    return membership


@transaction.atomic
def lift_suspension(membership, *, by):
    """Let a suspended seat open cases again, once somebody else who chairs the panel has asked its holder.

    Raises Refused where the seat is not suspended, is one's own, or is of a panel one does not chair.
    """
    if membership.user_id == by.pk:
        raise Refused(membership, "This is your own seat: another chair must confirm it.")
    if not _chairs(by, membership):
        raise Refused(membership, "Only a chair or deputy of the panel can confirm this seat.")
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.suspended_at is None:
        raise Refused(membership, "This seat is not suspended.")
    membership.suspended_at, membership.because = None, ""
    membership._change_reason = "Confirmed again"
    membership.save()
    return membership


@transaction.atomic
def certify_membership(membership, *, by):
    """Vouch that somebody still needs their seat on a panel, for as many months as the portal says.

    Raises Refused where it is one's own seat, and to a senior officer whose account others changed lately.
    """
    if membership.user_id == by.pk:
        raise Refused(membership, "This is your own seat: somebody else must certify it.")
    if not _chairs(by, membership):
        refuse_unsettled(membership, by=by)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.confirmed_at is None or membership.ends_at:
        raise Refused(membership, "This seat is not taken.")
    membership.certified_until = certified_until(settings.SEAT_MONTHS)
    membership.save()
    return membership


@transaction.atomic
def answer_certification(membership, *, by, answer, because=""):
    """Certify a seat for which the answer is "keep"; end it otherwise, with the reason."""
    if answer == "keep":
        return certify_membership(membership, by=by)
    return end_membership(membership, by=by, because=because)


def certified_until(months):
    """So many months ahead, by the database's clock; a year at most."""
    return _call("channel_certified_until", months)


def refuse_unsettled(thing, *, by):
    """Raise Refused to somebody whose account others made or changed in the last days: it may not be them."""
    change = AccountChange.objects.unsettled().filter(user=by.pk).first()
    if change:
        until = timezone.localtime(change.until)
        raise Refused(
            thing,
            f"Your account was changed by somebody else ({change.what.lower()}). You can confirm again from "
            f"{until.day} {until:%B %Y}. Until then another senior officer can confirm it.",
        )


def _chairs(user, membership):
    mine = Membership.objects.in_force().filter(user=user.pk, seat__in=CHAIRS)
    return mine.filter(panel=membership.panel_id).exists()


@transaction.atomic
def end_membership(membership, *, by, because=""):
    """End somebody's seat on a panel; every seat at a case that came with it opens nothing any more.

    Raises Refused while an open case would be left without a chair or deputy who may open it, and for
    one's own seat: with it would go the right to write down that it ended.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ends_at:
        raise Refused(membership, "This seat has ended already.")
    if membership.confirmed_at is None:
        return _ended(membership, because)
    if membership.user_id == by.pk:
        raise Refused(membership, "You cannot end your own seat. Ask another officer of the panel.")
    alone = _call("channel_cases_left_alone", membership.pk)
    if alone:
        count = "One open case" if alone == 1 else f"{alone} open cases"
        raise Refused(
            membership,
            f"{count} would be left without a chair or deputy who may open them. "
            "Appoint another chair or deputy first.",
        )
    return _ended(membership, because)


def _ended(membership, because):
    membership.ends_at = timezone.now()
    membership.because = because
    membership.save()
    note(Verb.REVOKED, reference=f"user:{membership.user_id}", reason=membership.get_seat_display())
    return membership


@transaction.atomic
def give_seat(case, *, user, seat, by, on, until=None):
    """Seat a panel member at a case; or somebody invited, or an observer, until a moment. Raises Refused.

    Whoever has a seat at the case, or declared a conflict, gets none; who is not of the panel stays for
    `SEAT_MONTHS` at most.
    """
    if user.pk == by.pk:
        raise Refused(case, "You cannot give yourself a seat at a case.", field="user")
    became = _call("channel_seat_at", case.pk, user.pk, seat, until, settings.SEAT_MONTHS)
    if became != "given":
        field, sentence = NOT_SEATED[became]
        raise Refused(case, sentence.format(user.name, settings.SEAT_MONTHS), field=field)
    record(case, CaseEvent.Kind.SEATED, by=by, on=on, words=f"{user.name}")
    note(Verb.GRANTED, reference=f"{case.reference} user:{user.pk}", reason=Seats(seat).label)


@transaction.atomic
def end_seat(case, *, user, by, on, because):
    """End the seat of a member, somebody invited or an observer at one case."""
    _call("channel_end_seat", case.pk, user.pk, because)
    record(case, CaseEvent.Kind.UNSEATED, by=by, on=on, words=f"{user.name}: {because}")
    note(Verb.REVOKED, reference=f"{case.reference} user:{user.pk}")


@transaction.atomic
def declare_conflict(case, *, by, on, words=""):
    """Close a case at once, and for good, to whoever declares a conflict of interest. Raises Refused.

    So may whoever has it open in an emergency. The last chair or deputy who may open a case cannot leave
    it without anybody to chair it.
    """
    event = CaseEvent(case=case, words=words)
    said = event._meta.get_field("words").pre_save(event, add=True)
    if not _call("channel_declare_conflict", case.pk, on, said):
        raise Refused(
            case,
            "You are the only person who can chair this case, or another referral of the same person. "
            "Ask for a deputy to be appointed first, then declare the conflict.",
        )
    note(Verb.CONFLICT, reference=case.reference)


def _call(function, *arguments):
    """What a function of the gate answers."""
    marks = ", ".join(["%s"] * len(arguments))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({marks})", arguments)  # noqa: S608 - names of ours
        return cursor.fetchone()[0]
