"""The calendar page and its feed: who sees what, and a file that calendar programmes can read."""

import datetime
import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Plan
from prevent_portal import feeds, ical, services
from prevent_portal.calendar import Entry, entries
from prevent_portal.models import AccessRecord, CalendarAddress
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    BodyFactory,
    BriefingFactory,
    DocumentFactory,
    EngagementFactory,
    GrantConditionFactory,
    GrantFactory,
    MeetingFactory,
    MemberLeadFactory,
    PlanFactory,
    RecommendationFactory,
    RiskFactory,
    SpocAssignmentFactory,
    TensionFactory,
    UserFactory,
)

TODAY = datetime.date(2026, 3, 18)
START, END = datetime.date(2026, 3, 1), datetime.date(2026, 3, 31)


def text(response):
    return response.content.decode()


def seen(user, start=START, end=END):
    return [(entry.on.day, entry.kind, entry.words) for entry in entries(user, start, end)]


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


# What stands in it


def test_registers_put_their_own_days_into_it_and_restricted_ones_only_a_kind(lead):
    DocumentFactory(title="Protocol", review_due_on="2026-03-03")
    DocumentFactory(title="Later", review_due_on="2026-04-03")
    RiskFactory(title="Halls", review_on="2026-03-04")
    RecommendationFactory(title="Name a deputy", due_on="2026-03-05")
    GrantFactory(title="Projects", to_on="2026-03-06")
    GrantConditionFactory(
        words="Hold a round table", due_on="2026-03-07", grant__to_on="2027-03-31"
    )
    GrantConditionFactory(words="Met", due_on="2026-03-07", met_on="2026-03-01", met_words="Held")
    event = EngagementFactory(follow_up="Call", follow_up_on="2026-03-08")
    BriefingFactory(subject="The plan", first_on="2026-03-09")
    TensionFactory(review_on="2026-03-11", what="Words that stay inside")
    SpocAssignmentFactory(job_title="A post", held_to="2026-03-12")
    MemberLeadFactory(name="Cllr Somebody", held_to="2026-03-13")

    assert seen(lead) == [
        (3, "Document to review", "Document to review: Protocol"),
        (4, "Risk to review", "Risk to review: Halls"),
        (5, "Recommendation due", "Recommendation due: Name a deputy"),
        (6, "Grant ends", "Grant ends: Projects"),
        (7, "Condition of a grant", "Condition of a grant: Hold a round table"),
        (8, "Follow-up", f"Follow-up: {event.title}"),
        (9, "Briefing owed", "Briefing owed: The plan"),
        (11, "Tension to look at again", "Tension to look at again"),
        (12, "Contact ends", "Contact ends"),
        (13, "Member lead ends", "Member lead ends"),
    ]
    for entry in entries(lead, START, END):
        assert not {"Somebody", "Protocol", "stay"} & set(entry.reference.split())

    stranger = UserFactory(roles=[Role.OFFICER])
    assert "Tension to look at again" not in {kind for _, kind, _ in seen(stranger)}


def test_everything_due_between_two_days_stands_in_order(lead):
    body = BodyFactory(name="Board", terms_review_on="2026-03-05", members_reviewed_on="2025-03-31")
    MeetingFactory(body=body, on="2026-03-10", starts_at=datetime.time(9))
    late = BodyFactory(name="Group", meets_every=6, meets_at_most_every=8)
    MeetingFactory(body=late, on="2025-09-12", status="held")
    other = BodyFactory(name="Other", meets_every=2, meets_at_most_every=4)
    MeetingFactory(body=other, on="2025-11-20", status="held")
    plan = PlanFactory(title="Plan", reviewed_every=6, period_start="2025-09-02")
    ActionFactory(text="On the last day", due_on="2026-03-31", objective__theme__plan=plan)
    ActionFactory(text="After it", due_on="2026-04-01", objective__theme__plan=plan)
    ActionFactory(text="Done", due_on="2026-03-20", status="complete", objective__theme__plan=plan)
    ActionFactory(
        text="Of a draft", due_on="2026-03-20", objective__theme__plan__status=Plan.Status.DRAFT
    )

    assert seen(lead) == [
        (2, "Plan review", "Plan: review due"),
        (5, "Review of terms or members", "Board: terms of reference due for review"),
        (10, "Meeting", "Board"),
        (12, "Meeting to be planned", "Group: meeting due"),
        (20, "Meeting to be planned", "Other: last day to meet in time"),
        (31, "Action due", "On the last day"),
        (31, "Review of terms or members", "Board: members due to be looked through"),
    ]


def test_each_sees_their_own():
    own, other = AgencyFactory.create_batch(2)
    officer = UserFactory(agency=own)
    due = {"due_on": "2026-03-20"}
    ActionFactory(text="Own", objective__theme__plan__agency=own, **due)
    ActionFactory(text="Another agency's", objective__theme__plan__agency=other, **due)
    ActionFactory(text="Led", lead=officer, objective__theme__plan__agency=other, **due)
    named = ActionFactory(text="Named", objective__theme__plan__agency=other, **due)
    named.agencies.add(own)
    MeetingFactory(body=BodyFactory(name="Board"), on="2026-03-10")

    def words(role):
        return {each for _, _, each in seen(UserFactory(agency=own, roles=[role]))}

    assert {each for _, _, each in seen(officer)} == {"Own", "Led", "Named", "Board"}
    assert words(Role.OFFICER) == {"Own", "Named", "Board"}
    assert words(Role.ELECTED_MEMBER) == {"Board"}
    assert words(Role.PREVENT_LEAD) == {"Own", "Another agency's", "Led", "Named", "Board"}
    assert words(Role.ADMINISTRATOR) == set()


def test_a_month_is_shown_as_a_list_or_by_week_and_narrowed(client, lead):
    MeetingFactory(body=BodyFactory(name="Board"), on="2026-03-10")
    ours = AgencyFactory(name="Ours")
    ActionFactory(text="Ours to do", due_on="2026-03-20", objective__theme__plan__agency=ours)
    ActionFactory(text="Theirs to do", due_on="2026-03-20")
    MeetingFactory(body=BodyFactory(name="April board"), on="2026-04-10")

    def shown(query):
        page = text(client.get(f"/calendar/?{query}"))
        words = ("Board", "Ours to do", "Theirs to do", "April board")
        return [each for each in words if re.search(f">{each}<", page)]

    assert shown("") == ["Board", "Ours to do", "Theirs to do"]
    assert shown("view=month") == ["Board", "Ours to do", "Theirs to do"]
    assert shown("month=2026-04") == ["April board"]
    assert shown("kind=Meeting") == ["Board"]
    assert shown("agency=Ours") == ["Board", "Ours to do"]
    assert shown("kind=Plan+review") == []
    assert shown("month=2026-13&view=x") == ["Board", "Ours to do", "Theirs to do"]
    assert "Nothing is due in this month." in text(client.get("/calendar/?month=1999-01"))
    for odd in ("month=0000-01", "month=9999-12", "month=0001-01"):
        assert client.get(f"/calendar/?{odd}").status_code == 200


@pytest.mark.parametrize("count", [2, 30])
def test_a_month_takes_as_many_queries_at_any_size(client, lead, count, django_assert_num_queries):
    for _ in range(count):
        ActionFactory(due_on="2026-03-20")
        MeetingFactory(body=BodyFactory(meets_every=3), on="2026-03-10")

    with django_assert_num_queries(23):
        client.get("/calendar/")


def test_a_month_holds_no_more_than_a_page_can_bear(client, lead):
    objective = ActionFactory().objective
    for number in range(203):
        ActionFactory(objective=objective, due_on="2026-03-20", position=number + 1000)

    assert "3 more are due in this month" in text(client.get("/calendar/"))


# The address


def make(client):
    page = text(client.post(reverse("make_calendar_address")))
    return re.search(r"http\S+/calendar/(\S+)\.ics", page)[1]


def fetch(client, token):
    client.logout()
    return client.get(reverse("calendar_feed", args=[token]))


def test_an_address_is_made_shown_once_replaced_and_revoked(client, lead):
    assert "You have no address yet." in text(client.get(reverse("calendar_address")))
    first = make(client)
    assert len(first) == 43  # 256 bits
    assert first not in CalendarAddress.objects.get().digest
    page = text(client.get(reverse("calendar_address")))
    assert "You have an address." in page
    assert first not in page
    second = make(client)
    assert fetch(client, first).status_code == 404
    assert fetch(client, second).status_code == 200

    client.force_login(lead)
    client.post(reverse("revoke_calendar_address"))

    assert fetch(client, second).status_code == 404
    assert CalendarAddress.objects.filter(revoked_at__isnull=True).count() == 0


def test_the_feed_holds_references_and_days_and_no_words(client, lead):
    ActionFactory(text="Visit Mr Brown", due_on="2026-03-20", position=2, objective__ref="3.1")
    MeetingFactory(
        body=BodyFactory(name="Secret group", kind="strategic_board"),
        on="2026-04-02",
        starts_at=datetime.time(10, 30),
    )

    response = fetch(client, make(client))
    file = text(response)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert "SUMMARY:Action 2 under 3.1 due\r\n" in file
    assert "DTSTART;VALUE=DATE:20260320\r\nDTEND;VALUE=DATE:20260321\r\n" in file
    assert "SUMMARY:Strategic board: meeting\r\n" in file
    assert "DTSTART:20260402T093000Z\r\n" in file  # British Summer Time has begun
    assert "Brown" not in file
    assert "Secret" not in file
    assert len(re.findall("^UID:action-|^UID:meeting-", file, re.MULTILINE)) == 2


def test_the_feed_shows_what_its_owner_may_see_at_that_moment(client, lead):
    ActionFactory(due_on="2026-03-20")
    token = make(client)
    assert "UID:action-" in text(fetch(client, token))

    lead.roles = [Role.ELECTED_MEMBER]
    lead.save()

    assert "VEVENT" not in text(fetch(client, token))


def test_the_feed_ends_when_its_owner_may_no_longer_sign_in(client, lead):
    token = make(client)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    services.deactivate_user(lead, by=administrator, reason="Left")

    assert fetch(client, token).status_code == 404


def test_each_fetch_is_in_the_access_log_without_its_token(client, lead):
    token = make(client)
    fetch(client, token)

    record = AccessRecord.objects.order_by("-pk").first()
    assert (record.user, record.verb, record.page) == (lead, "exported", "calendar_feed")
    assert record.reference == f"prevent_portal.calendaraddress:{CalendarAddress.objects.get().pk}"
    assert token not in f"{record.reference}{record.page}"


def test_an_address_is_not_fetched_without_end(client, lead, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_AN_HOUR", 2)
    token = make(client)

    assert [fetch(client, token).status_code for _ in range(3)] == [200, 200, 429]


def test_an_entry_keeps_its_uid(client, lead):
    ActionFactory(due_on="2026-03-20")
    token = make(client)

    def uids():
        return re.findall(r"UID:(\S+)", text(fetch(client, token)))

    assert uids() == uids()
    assert uids()[0].startswith("action-")


# The file


def entry(reference, **changes):
    about = {"key": "one", "on": TODAY, "kind": "x", "words": "x", "href": "/"}
    return Entry(reference=reference, **about | changes)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_words_fold_and_unfold(words):
    made = datetime.datetime(2026, 3, 18, 12, tzinfo=datetime.UTC)
    events = [("one@portal", entry(words), "https://portal.example/")]
    file = ical.calendar(events, name="Portal", made_at=made)

    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    whole = file.decode().replace("\r\n ", "")
    said = re.search(r"SUMMARY:(.*)\r\n", whole)[1]
    assert re.sub(r"\\(.)", r"\1", said) == words


def test_text_is_escaped():
    assert ical.escaped("a;b,c\\d\r\ne\nf") == "a\\;b\\,c\\\\d\\ne\\nf"


def test_a_calendar_is_framed_as_the_standard_asks():
    made = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
    file = ical.calendar([], name="Our portal", made_at=made).decode()

    assert file.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert file.endswith("END:VCALENDAR\r\n")
