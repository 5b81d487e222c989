"""Members are told where to see what is new about a meeting: a link, and one message a day."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.formats import date_format

from channel import services
from channel.models import AgendaItem, Case, PanelMeeting
from channel.permissions import Seats
from channel.services.told import told_of_meeting
from prevent_portal import outbox
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox
from prevent_portal.roles import Role

from .meetings import TODAY, TWO, a_meeting, to_panel
from .panels import LATER


def told():
    """Who was written to, once all that was promised is done."""
    for pk in Outbox.objects.filter(kind="tell_of_meeting", done_at=None).values_list(
        "pk", flat=True
    ):
        assert outbox.deliver(pk)
    return sorted(address for message in mail.outbox for address in message.to)


def test_members_are_told_once_a_day_and_the_message_is_a_link(client, world):
    case = to_panel(world)
    meeting = a_meeting(world)
    client.force_login(world.coordinator)
    client.post(reverse("channel:papers_are_ready", args=[meeting.pk]))
    others = [world.chair, world.deputy, world.member, world.officer_of_police]
    assert told() == sorted(user.email for user in others)
    for message in mail.outbox:
        assert meeting.get_absolute_url() in message.body
        for word in (case.reference, "Quillfeather", str(meeting.on), world.panel.name):
            assert word not in message.body + message.subject

    with acting_for(world.coordinator):
        meeting = PanelMeeting.objects.get(pk=meeting.pk)
        assert meeting.papers_ready_at
        moved = {"on": TODAY + datetime.timedelta(days=1), "starts_at": TWO}
        services.change_meeting(meeting, by=world.coordinator, **moved)
    assert len(told()) == len(others)


def test_a_meeting_that_stays_as_it_is_tells_nobody(world):
    meeting = a_meeting(world)
    with acting_for(world.coordinator):
        same = {"on": meeting.on, "starts_at": meeting.starts_at, "place": meeting.place}
        services.change_meeting(meeting, by=world.coordinator, **same)
    assert told() == []


def test_a_cancelled_meeting_says_why_and_gives_its_cases_back(client, world):
    case = to_panel(world)
    meeting = a_meeting(world)
    client.force_login(world.coordinator)
    address = reverse("channel:cancel_meeting", args=[meeting.pk])
    page = client.post(address, {"because": "place"}, follow=True).content.decode()
    assert "Cancelled: The place or the call could not be used" in page
    assert "Begin the meeting" not in page
    assert world.member.email in told()
    with acting_for(world.member):
        assert not Case.objects.visible_to(world.member).filter(pk=case.pk).exists()
    with acting_for(world.coordinator):
        assert not AgendaItem.objects.filter(meeting=meeting, case=case).standing().exists()
        with pytest.raises(Refused, match="was cancelled"):
            services.open_meeting(meeting, by=world.coordinator, on=TODAY)
    instead = a_meeting(world)  # at the same time
    with acting_for(world.coordinator):
        assert instead.items.filter(case=case).exists()


def test_who_is_invited_to_a_case_is_told_where_the_case_is_and_sees_when_it_is_spoken_of(
    client, world
):
    case = to_panel(world)
    meeting = a_meeting(world)
    guest, conflicted = (world.user(world.health, Role.OFFICER) for _ in range(2))
    with acting_for(world.coordinator):
        for user in (guest, conflicted):
            services.give_seat(
                case, user=user, seat=Seats.INVITED, by=world.coordinator, on=TODAY, until=LATER
            )
    with acting_for(conflicted):
        services.declare_conflict(case, by=conflicted, on=TODAY)
    client.force_login(world.coordinator)
    for _ in range(2):  # one message a day
        client.post(reverse("channel:papers_are_ready", args=[meeting.pk]))
        for pk in Outbox.objects.filter(done_at=None).values_list("pk", flat=True):
            outbox.deliver(pk)
    (message,) = [each for each in mail.outbox if each.to == [guest.email]]
    assert case.get_absolute_url() in message.body
    for word in (case.reference, "Quillfeather", world.panel.name):
        assert word not in message.body + message.subject
    assert not [each for each in mail.outbox if conflicted.email in each.to]
    with acting_for(guest):
        assert told_of_meeting(meeting.pk, on=TODAY) == {}
    client.force_login(guest)
    page = client.get(case.get_absolute_url()).content.decode()
    assert f"On the agenda of {date_format(meeting.on, 'j F Y')}, 2:00pm" in page
    assert client.get(meeting.get_absolute_url()).status_code == 404
