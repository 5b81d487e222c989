"""People whom no extract names, their posts, and completions written down by hand.

The register is append-only: what changes is withdrawn and written again.
"""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.services import keep_record

from ..models import Completion, Posting

_A_DAY = datetime.timedelta(days=1)
#: What somebody shows for a completion.
CERTIFICATES = ("pdf", "png", "jpg", "docx")


@transaction.atomic
def add_person(*, by, agency, name, kind, number="", job_title="", email="", **post):
    """Add somebody of an agency with their first post; return the Person."""
    person = Person(
        agency=agency, name=name, kind=kind, number=number, job_title=job_title, email=email
    )
    person._history_user = by
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise Refused(
            None, "Somebody of this agency has this staff number.", field="number"
        ) from None
    start_post(person, by=by, **post)
    return person


@transaction.atomic
def change_person(person, *, by, version=None, number="", **values):
    """Change who somebody is. Raises Refused for a number that is somebody else's."""
    others = Person.objects.filter(agency=person.agency_id).exclude(pk=person.pk)
    if number and others.filter(number=number).exists():
        raise Refused(person, "Somebody of this agency has this staff number.", field="number")
    return keep_record(person, by=by, version=version, number=number, **values)


@transaction.atomic
def start_post(
    person, *, by, unit, level, works_with_people_at_risk, starts_on, team="", setting=None
):
    """Put somebody into a post from a day, out of the one they hold; return the Posting.

    Who moves keeps the day on which they joined. Raises Refused where a post is known that starts on
    that day or later, or a unit or setting is another agency's.
    """
    person = _hold(person)
    if unit.agency_id != person.agency_id:
        raise Refused(person, f"{unit} is a unit of another agency.", field="unit")
    if setting and setting.agency_id != person.agency_id:
        raise Refused(person, f"{setting} is a setting of another agency.", field="setting")
    known = Posting.objects.known().filter(person=person)
    later = known.filter(starts_on__gte=starts_on).order_by("starts_on").first()
    if later:
        day = later.starts_on
        raise Refused(
            person,
            f"A post from {day.day} {day:%B %Y} is known already. Choose a later day.",
            field="starts_on",
        )
    joined_on = starts_on
    until = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on - _A_DAY)
    if held := known.filter(until).first():
        joined_on = held.joined_on
        _end(held, by=by, on=starts_on - _A_DAY, because="Moved to another post")
    return Posting.objects.create(
        person=person,
        unit=unit,
        team=team,
        level=level,
        setting=setting,
        works_with_people_at_risk=works_with_people_at_risk,
        joined_on=joined_on,
        starts_on=starts_on,
        by=by,
    )


@transaction.atomic
def end_post(person, *, by, on):
    """End the post that somebody holds: the day given is their last in it."""
    person = _hold(person)
    held = Posting.objects.known().filter(person=person).order_by("-starts_on").first()
    if held is None or held.ends_on is not None and held.ends_on <= on:
        raise Refused(person, "They are in no post after that day.", field="on")
    if on < held.starts_on:
        raise Refused(
            person, "The last day must not be before the first day in the post.", field="on"
        )
    return _end(held, by=by, on=on, because="The post ended")


@transaction.atomic
def add_completion(person, *, by, course, on, route, file=None):
    """Write down that somebody completed a course, with a certificate or on their own word.

    Raises Refused for a certificate that is not shown, and where the same is known.
    """
    person = _hold(person)
    if route == Completion.Route.CERTIFICATE and file is None:
        raise Refused(
            person, "Choose the certificate, or say that it is their own statement.", field="file"
        )
    if Completion.objects.known().filter(person=person, course=course, on=on).exists():
        raise Refused(person, "This completion is known already.", field="on")
    kept = files.keep(file, name=file.name, by=by, kinds=CERTIFICATES) if file else None
    return Completion.objects.create(
        person=person, course=course, on=on, route=route, file=kept, by=by
    )


@transaction.atomic
def verify_completion(completion, *, by):
    """Let somebody's own statement count: it is withdrawn, and written again as verified."""
    _hold(completion.person)
    completion = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    if not (completion.is_standing and completion.is_declared):
        raise Refused(completion.person, "There is no statement here that waits to be verified.")
    _withdraw(completion, by=by, because="Verified")
    about = {"person": completion.person, "course": completion.course, "on": completion.on}
    return Completion.objects.known().filter(**about).first() or Completion.objects.create(
        **about, route=Completion.Route.VERIFIED, file=completion.file, by=by
    )


@transaction.atomic
def withdraw_completion(completion, *, by, reason):
    """Take back a completion that was wrong; it stays in the register as withdrawn."""
    completion = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    if not completion.is_standing:
        raise Refused(completion.person, "This completion is withdrawn already.")
    _withdraw(completion, by=by, because=reason)
    return completion


def _hold(person):
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _end(posting, *, by, on, because):
    """The posting as it was, withdrawn, and again with a last day."""
    _withdraw(posting, by=by, because=because)
    return Posting.objects.create(
        person_id=posting.person_id,
        unit_id=posting.unit_id,
        team=posting.team,
        level_id=posting.level_id,
        setting_id=posting.setting_id,
        works_with_people_at_risk=posting.works_with_people_at_risk,
        joined_on=posting.joined_on,
        starts_on=posting.starts_on,
        ends_on=on,
        by=by,
    )


def _withdraw(row, *, by, because):
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = Now(), by, because
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
