"""Ended cases: kept as the schedule says, reviewed, held, and destroyed by two people, key and all."""

import datetime
import io

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from channel import chasing, counting, home, services, tasks
from channel.due_list import records_due
from channel.models import (
    Attachment,
    Case,
    CaseEvent,
    CaseKey,
    Destruction,
    Draft,
    MatchToken,
    RetentionReview,
    RetentionRule,
    Subject,
)
from channel.services import retention
from channel.services.cases import locked
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord, ChasingRule

from .walking import adopt, closed, walk

#: Long enough ago that six years after closing, and both later reviews, are over.
LONG_AGO = datetime.date(2016, 3, 1)
OVER = datetime.date(2022, 3, 1)
RULE = ChasingRule(due_within_days=7, escalate_after_days=14)


def raw(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def ended(world, *, on=LONG_AGO, **given):
    """A case that was supported, closed, and whose later reviews are done."""
    case = world.refer(by=world.teacher, on=on, **given)
    with acting_for(world.chair):
        adopt(case, by=world.chair, on=on)
        closed(case, by=world.chair, on=on)
        case = Case.objects.get(pk=case.pk)
        for review in case.later_reviews.all():
            services.record_review(
                review, by=world.chair, on=review.due_on, finding="none", words="Well"
            )
        return Case.objects.select_related("key").get(pk=case.pk)


def propose(world, case, *, ground="over", by=None, on=None):
    by = by or world.chair
    with acting_for(by):
        return retention.review_retention(
            case,
            by=by,
            on=on or timezone.localdate(),
            decision="destroy",
            ground=ground,
            words="Nobody has asked for Perpetua since.",
        )


def destroy(world, case, *, by=None):
    by = by or world.coordinator
    with acting_for(by):
        return retention.confirm_destruction(case, by=by, on=timezone.localdate())


@pytest.fixture
def old(world):
    return ended(world)


# The whole way


def test_a_case_goes_by_two_people_and_its_certificate_stays(world, old, client):
    today = timezone.localdate()
    with acting_for(world.chair):
        (due,) = retention.ended_cases(on=today)
        services.attach(
            old, io.BytesIO(b"Perpetua wrote"), name="letter.txt", by=world.chair, on=today
        )
    assert (due.reference, due.kind, due.ended_on, due.due_on) == (
        old.reference, "supported", LONG_AGO, OVER,
    )  # fmt: skip
    propose(world, old)

    client.force_login(world.coordinator)
    done = client.post(reverse("channel:confirm_destruction", args=[old.pk]), follow=True)

    certificate = done.context["certificate"]
    text = done.content.decode()
    assert certificate.is_unchanged
    assert certificate.digest in text
    assert "Perpetua" not in text and "Quillfeather" not in text
    with acting_for(world.chair):
        key = CaseKey.objects.get(case=old.pk)
        assert (key.wrapped, key.opened()) == (None, None)
        assert not MatchToken.objects.filter(case=old.pk).exists()
        subject = Subject.objects.select_related("case__key").get(case=old.pk)
        assert (subject.surname, subject.date_of_birth) == ("(destroyed)", None)
        file = Attachment.objects.select_related("case__key").get(case=old.pk)
        assert file.content == b""
        past = Subject.history.filter(case=old.pk).first()
        assert past.forenames == "(destroyed)"
    assert AccessRecord.objects.filter(
        page="channel:confirm_destruction", reference=old.reference, verb="changed"
    ).exists()
