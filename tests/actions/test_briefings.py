"""Briefings: who is owed word of what, and when they had it."""

import datetime

import pytest
from django.urls import reverse

from actions.models import Briefing, BriefingGiven
from actions.registers.briefings import BRIEFINGS
from actions.services import briefings
from prevent_portal import services
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from tests.factories import BodyFactory, BriefingFactory, BriefingGivenFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode()


def owed(briefing):
    found = Briefing.objects.with_due().get(pk=briefing.pk)
    return found.owed_on and found.owed_on.isoformat()


@pytest.mark.parametrize(
    ("every", "given", "by"),
    [
        (None, [], "2026-01-31"),
        (None, ["2026-02-01"], None),
        (2, [], "2026-01-31"),
        (2, ["2025-12-31"], "2026-02-28"),
        (2, ["2025-10-01", "2026-01-15"], "2026-03-15"),
        (12, ["2024-02-29"], "2025-02-28"),
    ],
)
def test_a_briefing_is_owed_an_interval_after_the_last_or_once(every, given, by):
    briefing = BriefingFactory(every_months=every, first_on="2026-01-31")
    for day in given:
        BriefingGivenFactory(briefing=briefing, on=day)

    assert owed(briefing) == by


def test_one_entered_in_error_and_taken_back_does_not_count(lead):
    briefing = BriefingFactory(every_months=3)
    given = BriefingGivenFactory(briefing=briefing, on="2026-02-01")
    assert owed(briefing) == "2026-05-01"

    services.close_record(given, by=lead, on="2026-03-18", reason="Another meeting")

    assert owed(briefing) == "2026-01-31"


def test_given_today_in_one_step(client, lead):
    briefing = BriefingFactory(post="Leader", subject="Local profile")
    page = text(client.get(briefing.get_absolute_url()))
    assert "It has not been given yet." in page
    assert 'value="18"' in page

    today = {"given_on_day": "18", "given_on_month": "3", "given_on_year": "2026"}
    page = text(
        client.post(reverse("actions:give_briefing", args=[briefing.pk]), today, follow=True)
    )

    assert "It is down as given." in page
    given = BriefingGiven.objects.get()
    assert (given.on.isoformat(), given.by) == ("2026-03-18", lead)
    assert given.history.get().history_user == lead
    assert owed(briefing) is None


def test_one_that_somebody_else_gave_is_written_down_in_their_name(client, lead):
    briefing, other = BriefingFactory(), UserFactory(agency=lead.agency)
    said = {
        "briefing": briefing.pk,
        "on_day": "17",
        "on_month": "3",
        "on_year": "2026",
        "by": other.pk,
    }
    client.post("/partnership/briefings-given/add/", said)

    given = BriefingGiven.objects.get()
    assert (given.by, given.history.get().history_user) == (other, lead)
    change = {"by": "", "note": "At noon", "version": version_of(given)}
    client.post(f"{given.get_absolute_url()}change/", said | change)
    given.refresh_from_db()
    assert (given.by, given.note) == (None, "At noon")


def test_it_is_not_given_twice_a_day_nor_tomorrow_nor_when_closed(client, lead, today):
    briefing = BriefingFactory()
    briefings.give_briefing(briefing, by=lead, given_on=today, on=today)

    with pytest.raises(Refused, match="already"):
        briefings.give_briefing(briefing, by=lead, given_on=today, on=today)
    tomorrow = today + datetime.timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        briefings.give_briefing(briefing, by=lead, given_on=tomorrow, on=today)
    services.close_record(briefing, by=lead, on=today, reason="No longer")
    with pytest.raises(Refused, match="It is closed"):
        briefings.give_briefing(briefing, by=lead, given_on=today, on=today)
    assert BriefingGiven.objects.count() == 1
    posted = {"given_on_day": "18", "given_on_month": "3", "given_on_year": "2026"}
    page = text(client.post(reverse("actions:give_briefing", args=[briefing.pk]), posted))
    assert "It is closed" in page


def test_whoever_owns_it_gives_it_and_nobody_else(client):
    owner = UserFactory(roles=[Role.OFFICER])
    client.force_login(owner)
    own, other = BriefingFactory(owner=owner), BriefingFactory()

    assert "It was given" in text(client.get(own.get_absolute_url()))
    assert "It was given" not in text(client.get(other.get_absolute_url()))
    assert client.post(reverse("actions:give_briefing", args=[other.pk])).status_code == 403


def test_what_is_owed_and_late_is_listed_and_on_its_owners_page(client, lead, today):
    late = BriefingFactory(subject="Late one", owner=lead, first_on="2026-03-17")
    BriefingFactory(subject="Not late", owner=lead, first_on="2026-03-18")
    done = BriefingFactory(subject="Done one", owner=lead, first_on="2026-01-01")
    BriefingGivenFactory(briefing=done)

    assert list(BRIEFINGS.attended(lead, today)) == [late]
    assert "Late one" in text(client.get("/"))
    BriefingFactory.create_batch(2, first_on="2026-03-01")
    assert "3: owed and late" in text(client.get("/partnership/"))
    page = text(client.get("/partnership/briefings/?needs=yes"))
    assert "Late one" in page
    assert "1 day late" in page
    assert "Not late" not in page
    lines = text(client.get("/partnership/briefings/export/?q=Late&format=csv")).split("\r\n")
    assert lines[1].startswith("Chief executive: Late one,Once,")


def test_it_is_for_a_body_or_a_post(client, lead):
    posted = {
        "subject": "Risk",
        "first_on_day": "1",
        "first_on_month": "4",
        "first_on_year": "2026",
    }
    address = "/partnership/briefings/add/"
    body = BodyFactory(name="The board")

    assert "Say for whom" in text(client.post(address, posted))
    assert "Say for whom" in text(client.post(address, posted | {"body": body.pk, "post": "x"}))
    client.post(address, posted | {"body": body.pk, "every_months": "12"})
    assert str(Briefing.objects.get()) == "The board: Risk"
