"""A body reviews a plan: what it saw stays as it was that day, and what is signed never changes."""

import datetime

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from actions.models import Plan, PlanReview
from actions.services import plans, progress, reviews
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    BodyFactory,
    MeetingFactory,
    ObjectiveFactory,
    PlanFactory,
    UserFactory,
)

TODAY = datetime.date(2026, 3, 18)


def text(response):
    return response.content.decode()


@pytest.fixture
def lead(client):
    user = UserFactory(name="Ann Lead", roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


@pytest.fixture
def action(lead):
    objective = ObjectiveFactory(ref="2.1", theme__plan__agency=lead.agency)
    added = plans.add_action(
        objective, by=lead, text="Train every clerk", timescale_raw="31/01/2026", leads=["HR"]
    )
    progress.log_progress(
        added, by=lead, on=datetime.date(2026, 3, 2), text="Half are trained", status="in_progress",
        rag="amber",
    )  # fmt: skip
    return added


def typed(plan, body, **changes):
    on = {"on_day": "18", "on_month": "3", "on_year": "2026"}
    return {"plan": plan.pk, "body": body.pk, "conclusion": "content", **on} | changes


def test_a_review_shows_the_plan_as_it_stood_whatever_changes_later(client, lead, action):
    client.post("/partnership/plan-reviews/add/", typed(action.plan, BodyFactory()))
    review = PlanReview.objects.get()

    def pages():
        shown = [
            text(client.get(f"{review.get_absolute_url()}{address}"))
            for address in ("", "actions/")
        ]
        start, end = "The plan as it stood", "SHA-256"
        return [shown[0].partition(start)[2].partition(end)[0], shown[1].partition("<main")[2]]

    before = pages()
    for words in ("Train every clerk", "Half are trained", "Amber", "31/01/2026", "HR", "(late)"):
        assert words in before[1]

    progress.log_progress(
        action, by=lead, on=TODAY, text="All are trained", status="ongoing", rag="green"
    )
    plans.change_action(action, by=lead, text="Train nobody", leads=["IT"])

    assert "In progress" in before[0]
    assert pages() == before


def test_what_is_frozen_is_written_out(lead, action):
    frozen = reviews.freeze(action.plan, on=TODAY, known_at=None)

    assert frozen["counts"] == [["In progress", 1, "in_progress"]]
    assert frozen["figures"][3] == ["Late", 1, 1, "actions in the plan"]
    (row,) = frozen["actions"]
    assert {name: row[name] for name in ("ref", "text", "lead", "status", "rag", "is_late")} == {
        "ref": "2.1",
        "text": "Train every clerk",
        "lead": "HR",
        "status": "in_progress",
        "rag": "amber",
        "is_late": True,
    }
    assert (row["due_on"], row["updated_on"]) == ("2026-01-31", "2026-03-02")


def test_a_day_before_shows_what_was_so_then(lead, action):
    frozen = reviews.freeze(action.plan, on=datetime.date(2026, 3, 1), known_at=None)

    assert frozen["actions"][0]["status"] == "not_started"


def test_signing_off_needs_a_conclusion_and_is_for_good(client, lead, action):
    client.post("/partnership/plan-reviews/add/", typed(action.plan, BodyFactory(), conclusion=""))
    review = PlanReview.objects.get()
    sign = reverse("actions:sign_review", args=[review.pk])

    assert "Say what the body concluded" in text(client.post(sign))
    reviews.keep_review(
        review, by=lead, plan=action.plan, body=review.body, on=TODAY, conclusion="concerned"
    )
    client.post(sign)

    review.refresh_from_db()
    assert review.signed_by == lead
    assert review.signed_at is not None
    page = text(client.get(review.get_absolute_url()))
    assert "Sign it off" not in page
    for address in ("change/", "close/"):
        assert client.get(f"{review.get_absolute_url()}{address}").status_code == 403
    for change in (
        lambda: reviews.sign_review(review, by=lead),
        lambda: reviews.close_review(review, by=lead, on=TODAY, reason="Wrong"),
        lambda: reviews.keep_review(review, by=lead, plan=action.plan, body=review.body, on=TODAY),
    ):
        with pytest.raises(Refused, match="This review is signed off"):
            change()


@pytest.mark.parametrize("field", ["comments", "conclusion", "sha256", "closed_because"])
def test_even_a_mistake_in_the_code_cannot_change_what_is_signed(lead, action, field):
    review = reviews.keep_review(
        PlanReview(), by=lead, plan=action.plan, body=BodyFactory(), on=TODAY, conclusion="content"
    )
    reviews.sign_review(review, by=lead)
    review.refresh_from_db()
    setattr(review, field, "content")
    review.comments = "Slipped in"

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        review.save()


def test_what_was_altered_behind_the_portal_is_said(client, lead, action):
    review = reviews.keep_review(
        PlanReview(), by=lead, plan=action.plan, body=BodyFactory(), on=TODAY
    )
    assert "is not what its hash was taken of" not in text(client.get(review.get_absolute_url()))
    review.frozen["actions"][0]["status"] = "complete"
    review.save()

    assert "is not what its hash was taken of" in text(client.get(review.get_absolute_url()))


def test_a_day_to_come_and_another_bodys_meeting_are_refused(client, lead, action):
    body, meeting = BodyFactory(), MeetingFactory()

    page = text(
        client.post(
            "/partnership/plan-reviews/add/", typed(action.plan, body, on_day="19", comments="Kept")
        )
    )
    assert "Nobody has seen the plan of a day to come." in page
    assert "Kept" in page
    page = text(
        client.post("/partnership/plan-reviews/add/", typed(action.plan, body, meeting=meeting.pk))
    )
    assert "Select a meeting of this board or group" in page
    with pytest.raises(Refused, match="Select a meeting of the board or group that looked"):
        reviews.keep_review(
            PlanReview(), by=lead, plan=action.plan, body=body, on=TODAY, meeting=meeting
        )
    assert not PlanReview.objects.exists()


def test_a_review_that_was_begun_by_mistake_is_closed(lead, action):
    review = reviews.keep_review(
        PlanReview(), by=lead, plan=action.plan, body=BodyFactory(), on=TODAY, conclusion="content"
    )
    reviews.close_review(review, by=lead, on=TODAY, reason="Wrong plan")

    with pytest.raises(Refused, match="closed"):
        reviews.sign_review(review, by=lead)


# When the next review is due


@pytest.mark.parametrize(
    ("reviewed", "due", "late"),
    [
        ("2025-09-19", False, False),
        ("2025-09-18", True, False),
        ("2025-07-18", True, False),
        ("2025-07-17", True, True),
        (None, True, True),  # from the first day of the plan, 1 April 2025
    ],
)
def test_a_plan_with_a_window_is_late_only_after_its_end(lead, reviewed, due, late):
    plan = PlanFactory(reviewed_every=6, reviewed_at_most_every=8)
    if reviewed:
        PlanReview.objects.create(
            plan=plan, body=BodyFactory(), on=reviewed, known_at=timezone.now(),
            conclusion="content", signed_by=lead, signed_at=timezone.now(),
        )  # fmt: skip

    assert Plan.objects.review_due(on=TODAY).exists() is due
    assert Plan.objects.review_late(on=TODAY).exists() is late


def test_what_is_not_signed_or_not_at_work_does_not_count(lead):
    plan = PlanFactory(reviewed_every=6, status=Plan.Status.LIVE)
    PlanReview.objects.create(plan=plan, body=BodyFactory(), on=TODAY, known_at=timezone.now())
    PlanFactory(reviewed_every=6, status=Plan.Status.DRAFT)
    PlanFactory(reviewed_every=None)

    assert list(Plan.objects.review_late(on=TODAY)) == [plan]


def test_the_page_of_a_plan_says_where_it_goes_and_when(client, lead):
    body = BodyFactory(name="Prevent Board")
    plan = PlanFactory(
        agency=lead.agency, body=body, reviewed_every=6, governing_body="The board, as written"
    )

    page = text(client.get(plan.get_absolute_url()))

    assert body.get_absolute_url() in page
    assert "Its review was due by 1 October 2025." in page
    assert plan.title in text(client.get(body.get_absolute_url()))


def test_the_form_of_a_plan_offers_bodies_and_keeps_the_words(client, lead):
    body = BodyFactory()
    plan = PlanFactory(agency=lead.agency, governing_body="The board, as written")
    page = client.get(f"{plan.get_absolute_url()}change/").context["form"]
    posted = {name: page[name].value() or "" for name in page.fields}
    for name in ("period_start", "period_end"):
        on = posted.pop(name)
        posted |= {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}
    posted |= {"body": body.pk, "reviewed_every": "6", "reviewed_at_most_every": "5"}

    page = text(client.post(f"{plan.get_absolute_url()}change/", posted))
    assert "The longest time between reviews is no less than the usual one." in page
    client.post(f"{plan.get_absolute_url()}change/", posted | {"reviewed_at_most_every": "8"})

    plan.refresh_from_db()
    assert (plan.body, plan.reviewed_every, plan.reviewed_at_most_every) == (body, 6, 8)
    assert plan.governing_body == "The board, as written"


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_takes_as_many_queries_at_any_size(client, lead, count, django_assert_num_queries):
    for _ in range(count):
        plan = ActionFactory().plan
        reviews.keep_review(
            PlanReview(), by=lead, plan=plan, body=BodyFactory(), on=TODAY, conclusion="content"
        )

    with django_assert_num_queries(16):
        client.get("/partnership/plan-reviews/")
