"""The person of a case: corrected, found again, and told apart from others."""

import re
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from prevent_portal.errors import Refused
from prevent_portal.versions import refuse_if_changed

from .. import tokens
from ..models import AgeBand, CaseEvent, MatchToken, SamePerson, Subject
from ..permissions import sits
from .cases import locked, record
from .conflicts import share_conflicts


@dataclass(frozen=True)
class Alike:
    """A case whose person may be the same: nothing of it but its reference, and what agrees."""

    pk: int
    reference: str
    received_on: object
    is_closed: bool
    kinds: tuple

    @property
    def agrees(self):
        """What agrees, in words."""
        return [MatchToken.Kind(kind).label for kind in self.kinds]


@transaction.atomic
def correct_person(subject, *, by, on, version=None, **fields):
    """Correct what is known of the person of a case; they are looked for anew by what it says then.

    Raises ChangedMeanwhile, and Refused where nothing is different.
    """
    case = locked(subject.case)
    subject = Subject.objects.select_for_update(of=("self",)).get(case=case)
    subject.case = case
    refuse_if_changed(subject, version, list(fields))
    changed = [name for name, value in fields.items() if getattr(subject, name) != value]
    if not changed:
        raise Refused(subject, "Nothing is different: change what is wrong, or go back.")
    for name in changed:
        setattr(subject, name, fields[name])
    subject.age_band = band_of(subject, on=case.received_on)
    subject.save()
    match_by(subject)
    names = ", ".join(str(Subject._meta.get_field(name).verbose_name) for name in changed)
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=f"Corrected: {names}.")
    return subject


def band_of(subject, *, on):
    """The age band of somebody on a day, by the bands in force then; None where no age is known."""
    if subject.date_of_birth:
        age = relativedelta(on, subject.date_of_birth).years
    else:
        said = re.search(r"\d{1,3}", subject.approximate_age or "")
        age = int(said[0]) if said else None
    if age is None:
        return None
    bands = AgeBand.objects.on(on).filter(youngest__lte=age, oldest__gte=age)
    return bands.order_by("-from_on", "youngest").first()


def match_by(subject):
    """Keep the tokens by which the person of a case is found again, in place of earlier ones."""
    kept = sorted(tokens.kept_of(*_said(subject)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT channel_match_by(%s, %s::text[], %s::bytea[])",
            [subject.case_id, [kind for kind, _ in kept], [token for _, token in kept]],
        )


def similar(case):
    """Earlier referrals to the same panel that may be of the same person, the likeliest first.

    Empty for who does not coordinate the case.
    """
    return _alike("channel_similar(%s, %s::bytea[])", case.pk, _wanted(*_said(case.subject)))


def search(*, by, forenames, surname, born=None):
    """Cases of the panels that somebody coordinates whose person may have a name."""
    if not coordinates(by):
        raise PermissionDenied
    return _alike("channel_search(%s::bytea[])", _wanted(forenames, surname, "", born))


def coordinates(user):
    """True if the person acted for is chair, deputy or coordinator of a panel."""
    return user.is_active and sits("coordinator")


@transaction.atomic
def judge_same(case, *, earlier, is_same, by, on):
    """Say of an earlier referral that it is of the same person, or that it is not; it may be said anew.

    `earlier` is its reference. Raises Refused unless it is one that looks alike, or was judged before.
    """
    case = locked(case)
    row = SamePerson.objects.filter(case=case, earlier_reference=earlier).first()
    found = next((one for one in similar(case) if one.reference == earlier), None)
    if row is None and found is None:
        raise Refused(case, "That referral does not look like this one any more.")
    if row is None:
        row = SamePerson(case=case, earlier_id=found.pk, earlier_reference=earlier)
    elif row.is_same == is_same:
        return row
    row.is_same, row.by, row.on = is_same, by, on
    row.save()
    if is_same:
        share_conflicts(case, row.earlier_id)
    words = "The same person as in" if is_same else "Not the same person as in"
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=f"{words} {earlier}.")
    return row


def times(case):
    """How often the person was referred, and how many of those referrals are closed, as confirmed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT referred, closed FROM channel_times(%s)", [case.pk])
        return cursor.fetchone()


def earlier(case, *, may_judge):
    """What looks alike, for who may judge it, and how often the person was referred: asked for at once."""
    wanted = _wanted(*_said(case.subject)) if may_judge else []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.referred, t.closed, s.* FROM channel_times(%s) t"
            " LEFT JOIN channel_similar(%s, %s::bytea[]) s ON true",
            [case.pk, case.pk, wanted],
        )
        rows = cursor.fetchall()
    alike = [_one_alike(row) for _, _, *row in rows if row[0] is not None]
    return alike, *rows[0][:2]


def _said(subject):
    return subject.forenames, subject.surname, subject.other_names, subject.date_of_birth


def _wanted(*said):
    return sorted(tokens.wanted_of(*said))


def _alike(function, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}", arguments)  # noqa: S608 - names of ours
        return [_one_alike(row) for row in cursor.fetchall()]


def _one_alike(row):
    return Alike(*row[:4], tuple(row[4]))
