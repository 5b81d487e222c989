"""Boards and groups meet: when they are due, what comes onto the agenda, who came, the minutes."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import figures
from actions.home import needs
from actions.models import AgendaItem, Attendance, Body, Decision, Meeting, Membership
from actions.services import meetings
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.services import close_record
from tests.factories import (
    AgencyFactory,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    UserFactory,
)

TODAY = datetime.date(2026, 3, 18)
HELD = Meeting.Status.HELD


def text(response):
    return response.content.decode()


@pytest.fixture
def lead(client):
    user = UserFactory(name="Ann Lead", roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def day(text):
    return datetime.date.fromisoformat(text)


def names(rows):
    return sorted(rows.values_list("name", flat=True))


# When a body is to meet


@pytest.mark.parametrize(
    ("last", "due", "late"),
    [
        ("2025-09-19", False, False),  # six months end tomorrow
        ("2025-09-18", True, False),  # six months end today
        ("2025-07-18", True, False),  # eight months end today
        ("2025-07-17", True, True),  # they ended yesterday
        ("2025-06-30", True, True),
    ],
)
def test_a_body_with_a_window_is_late_only_after_its_end(last, due, late):
    body = BodyFactory(meets_every=6, meets_at_most_every=8)
    MeetingFactory(body=body, on=last, status=HELD)

    assert Body.objects.meeting_due(on=TODAY).exists() is due
    assert Body.objects.meeting_late(on=TODAY).exists() is late


def test_months_end_on_the_last_day_that_there_is():
    body = BodyFactory(meets_every=6)
    MeetingFactory(body=body, on="2025-08-31", status=HELD)

    found = Body.objects.with_meetings(on=TODAY).get()

    assert found.next_due_on == found.latest_on == day("2026-02-28")


def test_what_is_planned_in_time_is_not_late_and_what_is_planned_too_late_is():
    in_time, too_late, cancelled, past = (
        BodyFactory(name=name, meets_every=3) for name in ("In time", "Too late", "Off", "Past")
    )
    for body in (in_time, too_late, cancelled, past):
        MeetingFactory(body=body, on="2025-12-20", status="minuted")
    MeetingFactory(body=in_time, on="2026-03-20")
    MeetingFactory(body=too_late, on="2026-03-21")
    off = MeetingFactory(body=cancelled, on="2026-03-19")
    close_record(off, by=None, on=TODAY, reason="No room")
    MeetingFactory(body=past, on="2026-03-01")

    assert names(Body.objects.meeting_late(on=TODAY)) == ["Too late"]
    # What was planned for the day before and is not said to have been held does not count.
    late = Body.objects.meeting_late(on=day("2026-03-21"))
    assert names(late) == ["In time", "Off", "Past", "Too late"]


def test_a_body_that_never_met_is_late_if_it_has_a_rhythm_and_no_plan():
    BodyFactory(name="Rhythm", meets_every=3)
    BodyFactory(name="None")
    planned = BodyFactory(name="Planned", meets_every=3)
    MeetingFactory(body=planned, on="2026-05-01")

    assert names(Body.objects.meeting_late(on=TODAY)) == ["Rhythm"]


def test_what_needs_somebody():
    BodyFactory(name="Fine")
    BodyFactory(name="No chair", chair_post="")
    BodyFactory(name="A person chairs", chair_post="", chair=UserFactory())
    BodyFactory(name="Terms", terms_review_on="2026-03-17")
    BodyFactory(name="Members", members_reviewed_on="2025-03-17")
    BodyFactory(name="Members today", members_reviewed_on="2025-03-18")
    BodyFactory(name="Two years", members_reviewed_on="2024-03-19", members_reviewed_every=24)

    found = Body.objects.needing_somebody(on=TODAY)

    assert names(found) == ["Members", "No chair", "Terms"]


@pytest.mark.parametrize(
    ("last", "planned", "words"),
    [
        ("2026-03-01", "2026-03-25", "Planned for 25 March 2026"),
        ("2026-03-01", None, "Due: 1 June 2026"),
        ("2026-01-10", None, "Due soon: 10 April 2026"),
        ("2025-12-18", None, "Due now, at the latest on 18 April 2026"),
        ("2025-11-17", None, "Late: it was to meet by 17 March 2026"),
        (None, None, "None recorded yet"),
    ],
)
def test_the_next_meeting_in_words(client, lead, last, planned, words):
    body = BodyFactory(meets_every=3, meets_at_most_every=4)
    if last:
        MeetingFactory(body=body, on=last, status=HELD)
    if planned:
        MeetingFactory(body=body, on=planned)

    assert words in text(client.get(body.get_absolute_url()))


# Agenda


def test_standing_items_come_onto_a_new_meeting_by_themselves(client, lead):
    body = BodyFactory(standing_items=["Actions late", "Risk changes"])

    client.post(
        "/partnership/meetings/add/",
        {"body": body.pk, "on_day": "1", "on_month": "4", "on_year": "2026", "starts_at": "14.30"},
    )

    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime.time(14, 30)
    assert list(meeting.items.values_list("title", "is_standing")) == [
        ("Actions late", True),
        ("Risk changes", True),
    ]
    assert meeting.items.first().history.get().history_user == lead


def test_a_body_meets_once_a_day_but_again_where_that_was_cancelled(client, lead):
    meeting = MeetingFactory(on="2026-04-01")
    typed = {"body": meeting.body_id, "on_day": "1", "on_month": "4", "on_year": "2026"}

    assert "already has a meeting on that day" in text(
        client.post("/partnership/meetings/add/", typed)
    )
    meetings.cancel_meeting(meeting, by=lead, on=TODAY, reason="Strike")
    client.post("/partnership/meetings/add/", typed)

    assert Meeting.objects.filter(on="2026-04-01").count() == 2


def run(client, meeting, **changes):
    """Post the page of a meeting as it stands, with some fields typed anew."""
    address = reverse("actions:run_meeting", args=[meeting.pk])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    return address, typed | changes


def test_a_chair_adds_orders_and_drops_items(client, lead):
    meeting = MeetingFactory(on="2026-03-18")
    first, second, third = (
        AgendaItem.objects.create(meeting=meeting, position=n, title=title)
        for n, title in enumerate(("One", "Two", "Three"), start=1)
    )
    address, typed = run(client, meeting, **{f"place_{third.pk}": "1"}, item="Four")
    client.post(address, typed)

    def order():
        return [item.title for item in meetings.agenda_of(meeting)]

    assert order() == ["Three", "One", "Two", "Four"]
    address, typed = run(client, meeting, **{f"place_{third.pk}": "3"})
    client.post(address, typed)
    assert order() == ["One", "Two", "Three", "Four"]

    drop = reverse("actions:drop_item", args=[meeting.pk, second.pk])
    assert "Enter why is it dropped" in text(client.post(drop, {"reason": ""}))
    client.post(drop, {"reason": "No papers came"})
    assert order() == ["One", "Three", "Four"]
    assert "No papers came" in text(client.get(meeting.get_absolute_url()))
    with pytest.raises(Refused, match="dropped already"):
        meetings.drop_item(second, by=lead, reason="Again")


# Who came


def test_attendance_is_noted_of_who_sat_there_on_the_day(client, lead):
    meeting = MeetingFactory(on="2026-03-10")
    now = MembershipFactory(body=meeting.body, seat="Now")
    ended_since = MembershipFactory(body=meeting.body, seat="Ended since")
    close_record(ended_since, by=lead, on=day("2026-03-11"), reason="Moved")
    MembershipFactory(body=meeting.body, seat="Gone before", ends_on="2026-03-09")
    MembershipFactory(body=meeting.body, seat="Came later", starts_on="2026-03-11")
    MembershipFactory(seat="Elsewhere")

    assert {each.seat for each in meetings.members_of(meeting)} == {"Now", "Ended since"}
    address, typed = run(
        client,
        meeting,
        **{f"how_{now.pk}": "deputy", f"stand_in_{now.pk}": "The team leader"},
        others_present="A guest",
    )
    client.post(address, typed)

    row = Attendance.objects.get()
    assert (row.membership, row.how, row.stand_in) == (now, "deputy", "The team leader")
    page = text(client.get(meeting.get_absolute_url()))
    assert "Deputy came: <bdi>The team leader</bdi>" in page
    assert "A guest" in page


def test_attendance_is_a_figure_of_the_year():
    body = BodyFactory()
    often, never = MembershipFactory.create_batch(2, body=body)
    for on, status, how in (
        ("2025-03-18", HELD, "present"),  # a year ago to the day: no longer counted
        ("2025-04-01", HELD, "present"),
        ("2025-07-01", "minuted", "deputy"),
        ("2025-10-01", "minuted", "apologies"),
        ("2026-01-01", "planned", "present"),
    ):
        meeting = MeetingFactory(body=body, on=on, status=status)
        Attendance.objects.create(meeting=meeting, membership=often, how=how)
        Attendance.objects.create(meeting=meeting, membership=never, how="absent")

    found = figures.attendance(body, on=TODAY)

    assert (found[often.pk].count, found[often.pk].out_of) == (2, 3)
    assert (found[never.pk].count, found[never.pk].out_of) == (0, 3)


# Two at once


def test_two_people_write_on_one_meeting_and_neither_loses_words(client, lead):
    meeting = MeetingFactory(on="2026-03-18")
    mine, theirs, both = (
        AgendaItem.objects.create(meeting=meeting, position=n, title=str(n)) for n in (1, 2, 3)
    )
    address, typed = run(client, meeting)
    meetings.run_meeting(
        meeting, by=UserFactory(), notes={theirs.pk: "They wrote this", both.pk: "Their version"}
    )

    typed |= {f"notes_{mine.pk}": "I wrote this", f"notes_{both.pk}": "My version"}
    response = client.post(address, typed)
    page = text(response)

    assert "Somebody saved this meanwhile: “Their version”" in page
    assert "My version" in page
    assert "I wrote this" in page
    assert "They wrote this" in page
    mine.refresh_from_db()
    assert mine.notes == ""

    form = response.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    client.post(address, again | {f"notes_{both.pk}": "Both versions"})

    for item, words in (
        (mine, "I wrote this"),
        (theirs, "They wrote this"),
        (both, "Both versions"),
    ):
        item.refresh_from_db()
        assert item.notes == words


def test_what_did_not_change_leaves_no_history(client, lead):
    meeting = MeetingFactory(on="2026-03-18", minutes="As they are")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="One", notes="Said")
    address, typed = run(client, meeting)
    client.post(address, typed)
    client.post(address, typed)

    assert (meeting.history.count(), item.history.count()) == (1, 1)


# Decisions


def test_a_decision_is_recorded_while_the_meeting_runs(client, lead):
    meeting = MeetingFactory(on="2026-03-18")
    address, typed = run(client, meeting, decision="Train every clerk", carried_by="HR")
    client.post(address, typed)

    decision = Decision.objects.get()
    assert (decision.body, decision.meeting, decision.on) == (meeting.body, meeting, TODAY)
    assert (decision.words, decision.carried_by) == ("Train every clerk", "HR")
    address, typed = run(client, meeting, carried_by="HR")
    assert "Enter what was decided" in text(client.post(address, typed))
    assert Decision.objects.count() == 1


def test_a_decision_is_of_a_meeting_of_its_own_body(client, lead):
    meeting, other = MeetingFactory(), BodyFactory()
    typed = {"body": other.pk, "meeting": meeting.pk, "words": "So be it"}
    typed |= {"on_day": "1", "on_month": "3", "on_year": "2026"}

    page = text(client.post("/partnership/decisions/add/", typed))

    assert "Select a meeting of this board or group" in page
    assert not Decision.objects.exists()


def test_the_form_is_filled_in_from_the_meeting(client, lead):
    meeting = MeetingFactory(on="2026-03-02")

    page = client.get(
        f"/partnership/decisions/add/?body={meeting.body_id}&meeting={meeting.pk}&on=2026-03-02"
    )

    assert page.context["form"]["meeting"].value() == str(meeting.pk)
    assert 'name="on_day" value="2"' in text(page)
    assert client.get("/partnership/decisions/add/?on=nonsense").status_code == 200


# Held and minuted


def test_a_meeting_is_not_minuted_before_it_happens(client, lead):
    meeting = MeetingFactory(on="2026-03-19", minutes="Written too early")

    for to in ("held", "minuted"):
        page = text(
            client.post(reverse("actions:move_meeting", args=[meeting.pk, to]), follow=True)
        )
        assert (
            "This meeting is on 19 March 2026: it cannot be held or minuted before it happens."
            in page
        )
    meeting.refresh_from_db()
    assert meeting.status == "planned"


def test_a_meeting_goes_from_planned_to_held_to_minuted_and_back(lead):
    meeting = MeetingFactory(on="2026-03-18")

    with pytest.raises(Refused, match="planned: it cannot become minuted"):
        meetings.move_meeting(meeting, to="minuted", by=lead, on=TODAY)
    meetings.move_meeting(meeting, to="held", by=lead, on=TODAY)
    with pytest.raises(Refused, match="Write the minutes, or attach them"):
        meetings.move_meeting(meeting, to="minuted", by=lead, on=TODAY)
    meetings.run_meeting(meeting, by=lead, minutes="What was said")
    meeting = meetings.move_meeting(meeting, to="minuted", by=lead, on=TODAY)
    for change in (
        lambda: meetings.run_meeting(meeting, by=lead, minutes="Other words"),
        lambda: meetings.add_item(meeting, by=lead, title="Late"),
        lambda: meetings.keep_meeting(meeting, by=lead, place="Elsewhere"),
    ):
        with pytest.raises(Refused, match="Its minutes are done"):
            change()
    meeting = meetings.move_meeting(meeting, to="held", by=lead, on=TODAY)
    meeting = meetings.move_meeting(meeting, to="planned", by=lead, on=TODAY)

    assert [row.status for row in meeting.history.order_by("pk")] == [
        "planned", "held", "held", "minuted", "held", "planned",
    ]  # fmt: skip


def test_a_meeting_that_was_held_does_not_move_to_a_day_to_come(lead):
    meeting = MeetingFactory(on="2026-03-01", status=HELD)

    with pytest.raises(Refused, match="it cannot be held or minuted before it happens"):
        meetings.keep_meeting(meeting, by=lead, on=day("2026-03-19"))
    with pytest.raises(Refused, match="so it cannot be cancelled"):
        meetings.cancel_meeting(meeting, by=lead, on=TODAY, reason="Mistake")


def test_a_cancelled_meeting_is_not_run(lead):
    meeting = MeetingFactory(on="2026-03-18")
    meetings.cancel_meeting(meeting, by=lead, on=TODAY, reason="Snow")

    with pytest.raises(Refused, match="This meeting is cancelled"):
        meetings.run_meeting(meeting, by=lead, minutes="Nobody came")


def test_minutes_are_kept_as_a_file_too(client, lead):
    meeting = MeetingFactory(on="2026-03-18", status=HELD)
    attach = reverse("actions:attach_minutes", args=[meeting.pk])

    assert "Select a file" in text(client.post(attach, {}))
    assert "not a kind of file" in text(client.post(attach, {"file": file("minutes.exe")}))
    client.post(attach, {"file": file("minutes.txt")})

    sent = client.get(reverse("actions:download_minutes", args=[meeting.pk]))
    assert b"".join(sent) == b"What was said"
    meeting.refresh_from_db()
    assert meetings.move_meeting(meeting, to="minuted", by=lead, on=TODAY).status == "minuted"


def file(name):
    content = io.BytesIO(b"What was said")
    content.name = name
    return content


def test_no_file_and_a_lost_file_are_said(lead):
    meeting = MeetingFactory(on="2026-03-18")
    with pytest.raises(Refused, match="No file is attached"):
        meetings.send_minutes(meeting)
    meeting = meetings.attach_minutes(meeting, by=lead, file=file("minutes.txt"))
    meeting.minutes_file.content.storage.delete(meeting.minutes_file.content.name)
    with pytest.raises(Refused, match="cannot be found"):
        meetings.send_minutes(meeting)
    early = MeetingFactory(on="2026-03-19")
    with pytest.raises(Refused, match="before it happens"):
        meetings.attach_minutes(early, by=lead, file=file("minutes.txt"))


# Home


def test_home_tells_the_chair_and_the_lead_what_is_to_do(lead):
    chair = UserFactory(roles=[Role.EXECUTIVE])
    body = BodyFactory(name="Board", chair=chair, meets_every=1)
    MeetingFactory(body=body, on="2026-01-05", status=HELD)

    def rows(user):
        return {row.text for row in needs(user, TODAY)}

    assert rows(chair) == {"Finish the minutes: Board, 5 January 2026"}
    assert rows(lead) == {"Finish the minutes: Board, 5 January 2026", "Plan a meeting: Board"}
    assert rows(UserFactory(roles=[Role.EXECUTIVE])) == set()


# Lists


@pytest.mark.parametrize("address", ["meetings", "memberships", "decisions"])
def test_lists_take_as_many_queries_at_any_size(
    client, lead, address, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(18) as queries:
            assert client.get(f"/partnership/{address}/").status_code == 200
        return len(queries)

    def more(number):
        for _ in range(number):
            meeting = MeetingFactory()
            MembershipFactory(body=meeting.body, person=lead, deputy=lead)
            Decision.objects.create(
                body=meeting.body, meeting=meeting, on=meeting.on, words="So be it"
            )

    more(2)
    few = count()
    more(28)
    assert count() == few


def test_the_page_of_a_meeting_takes_as_many_queries_at_any_size(
    client, lead, django_assert_max_num_queries
):
    small, large = MeetingFactory.create_batch(2)
    for meeting, size in ((small, 2), (large, 30)):
        for number in range(size):
            member = MembershipFactory(body=meeting.body, person=lead)
            Attendance.objects.create(meeting=meeting, membership=member, how="present")
            AgendaItem.objects.create(meeting=meeting, position=number, title="Item")
    for address in ("", "run/"):
        counts = []
        for meeting in (small, large):
            with django_assert_max_num_queries(22) as queries:
                client.get(f"{meeting.get_absolute_url()}{address}")
            counts.append(len(queries))
        assert counts[0] == counts[1]


def test_seats_end_and_stay_in_the_register(client, lead):
    member = MembershipFactory(seat="Head of housing", agency=AgencyFactory(name="Borough"))

    client.post(f"/partnership/memberships/{member.pk}/close/", {"reason": "Post deleted"})

    member.refresh_from_db()
    assert member.until() == timezone.localdate()
    assert not Membership.objects.current(on=TODAY).exists()
    assert "Head of housing" not in text(client.get(member.body.get_absolute_url()))
    assert "Post deleted" in text(client.get(member.get_absolute_url()))


def test_a_seat_that_nobody_fills_is_shown(client, lead):
    MembershipFactory(seat="Empty")
    MembershipFactory(seat="Filled", person=lead)
    MembershipFactory(seat="Over", ends_on="2026-03-17")

    page = client.get("/partnership/memberships/?needs=yes").context["page"]

    assert [member.seat for member in page.object_list] == ["Empty"]


def test_meetings_are_found_by_what_was_said(client, lead):
    meeting, other = MeetingFactory.create_batch(2)
    for position in (1, 2):
        AgendaItem.objects.create(
            meeting=meeting, position=position, title="Risk", notes="Stickers near the station"
        )
    AgendaItem.objects.create(meeting=other, position=1, title="Risk")

    page = client.get("/partnership/meetings/?q=stickers+risk").context["page"]

    assert list(page.object_list) == [meeting]
