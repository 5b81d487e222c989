"""Who may open each page of boards and groups: all see them, the Prevent lead keeps them.

Whoever is named as the chair of a body may run its meetings; the chair of another body may not.
"""

import datetime
import io

import pytest
from django.urls import reverse

from actions.models import AgendaItem
from actions.services import meetings, reviews
from prevent_portal.roles import Role
from tests.actions.test_access import READERS
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    UserFactory,
)
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.registers import seven

NO = FORBIDDEN

# fmt: off
_LISTS = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, NO, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, UNSEEN, UNSEEN, SIGN_IN)
_ADDS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, NO, NO, SIGN_IN)
_KEEPS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN)
_REOPENS = (BUTTON, NO, NO, NO, NO, NO,   NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN)
# A review is for whoever sees the plan.
_REVIEWS = (OK, OK, OK, OK, OK, OK,   OK, OK, NO, NO, NO, SIGN_IN)
_SEES_PLAN = (OK, OK, OK, UNSEEN, OK, OK,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_KEEPS_PLAN = (OK, NO, NO, UNSEEN, NO, NO,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_REOPENS_REVIEW = (BUTTON, NO, NO, UNSEEN, NO, NO,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
# fmt: on

_KEPT = {"sees": _SEES, "adds": _ADDS, "keeps": _KEEPS, "reopens": _REOPENS, "lists": _LISTS}

PAGES = {
    **seven("body", **_KEPT),
    **seven("membership", **_KEPT),
    **seven("meeting", **_KEPT),
    "actions:run_meeting": _KEEPS,
    "actions:move_meeting": _KEEPS,
    "actions:drop_item": _KEEPS,
    "actions:attach_minutes": _KEEPS,
    "actions:download_minutes": _SEES,
    **seven("decision", **_KEPT),
    "actions:raise_decision": _KEEPS,
    **seven(
        "planreview",
        lists=_REVIEWS,
        sees=_SEES_PLAN,
        adds=_ADDS,
        keeps=_KEEPS_PLAN,
        reopens=_REOPENS_REVIEW,
    ),
    "actions:review_actions": _SEES_PLAN,
    "actions:sign_review": _KEEPS_PLAN,
}


def args(page, readers):
    """What the address of a page takes, about records as small as can be."""
    verb = page.rpartition(":")[2]
    if verb.startswith(("add_", "export_")) or verb.endswith("_list"):
        return []
    if page.endswith("_body") or page == "actions:body_detail":
        return [BodyFactory().pk]
    if "membership" in page:
        return [MembershipFactory().pk]
    if "decision" in page:
        ActionFactory(objective__theme__plan__agency=readers["lead"].agency)
        return [DecisionFactory().pk]
    if "review" in page:
        return [a_review(readers).pk]
    return _about_a_meeting(page, readers["lead"])


def _about_a_meeting(page, lead):
    meeting = MeetingFactory()
    if page == "actions:move_meeting":
        return [meeting.pk, "held"]
    if page == "actions:drop_item":
        item = AgendaItem.objects.create(meeting=meeting, position=1, title="Apologies")
        return [meeting.pk, item.pk]
    if page == "actions:download_minutes":
        file = io.BytesIO(b"what was said")
        file.name = "minutes.txt"
        meetings.attach_minutes(meeting, by=lead, file=file)
    return [meeting.pk]


def a_review(readers):
    """A review, not yet signed, of the keeper's agency's plan."""
    plan = ActionFactory(objective__theme__plan__agency=readers["keeper"].agency).plan
    return reviews.keep_review(
        reviews.PlanReview(),
        by=readers["lead"],
        plan=plan,
        body=BodyFactory(),
        on=datetime.date(2026, 3, 1),
        conclusion="content",
    )


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    met = row(client, page, args(page, readers), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


RUNNING = [
    "actions:run_meeting",
    "actions:move_meeting",
    "actions:drop_item",
    "actions:attach_minutes",
]


@pytest.mark.parametrize("page", RUNNING)
@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.ELECTED_MEMBER, Role.OFFICER, Role.SPOC])
def test_a_chair_runs_the_meetings_of_their_own_body(client, readers, page, role):
    chair, other = UserFactory.create_batch(2, roles=[role])
    address = _about_a_meeting(page, readers["lead"])
    body = meetings.Meeting.objects.get(pk=address[0]).body
    body.chair = chair
    body.save()
    BodyFactory(chair=other)

    def status(user):
        client.force_login(user)
        return client.get(reverse(page, args=address)).status_code

    assert (status(chair), status(other)) == (200, 403)
