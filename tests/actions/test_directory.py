"""Member leads, distribution lists, and the numbers that staff call."""

import datetime

import pytest

from actions.models import ContactPoint, DistributionEntry, DistributionList, MemberLead
from actions.services import directory
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from tests.factories import (
    AgencyFactory,
    ContactPointFactory,
    DistributionListFactory,
    MemberLeadFactory,
    SpocAreaFactory,
    SpocAssignmentFactory,
    UserFactory,
)

LISTS = "/partnership/lists/"
MEMBERS = "/partnership/member-leads/"
POINTS = "/partnership/contact-points/"


@pytest.fixture
def lead(client):
    user = UserFactory(name="Lead Person", roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode()


def day(name, value):
    parts = zip(("year", "month", "day"), value.split("-"), strict=True)
    return {f"{name}_{part}": number for part, number in parts}


# Member leads


def test_an_authority_has_one_member_lead_at_a_time(client, lead):
    authority = AgencyFactory(name="Saltmere")
    MemberLeadFactory(name="Councillor First", agency=authority, held_to="2026-05-06")
    typed = {"agency": authority.pk, "name": "Councillor Second", "duties": "Sits on the board"}

    page = text(client.post(f"{MEMBERS}add/", typed | day("held_from", "2026-05-06")))
    assert "Councillor First is the member lead of Saltmere in that time." in page
    assert "Sits on the board" in page
    client.post(f"{MEMBERS}add/", typed | day("held_from", "2026-05-07"))

    assert MemberLead.objects.filter(agency=authority).count() == 2
    on = datetime.date(2026, 5, 6)
    current = MemberLead.objects.current(on=on)
    assert [each.name for each in current] == ["Councillor First"]
    current = MemberLead.objects.current(on=on + datetime.timedelta(days=1))
    assert [each.name for each in current] == ["Councillor Second"]


def test_a_member_lead_is_changed_without_being_in_their_own_way(client, lead):
    member = MemberLeadFactory(name="Councillor First", agency=lead.agency)

    client.post(
        f"{MEMBERS}{member.pk}/change/",
        {
            "agency": lead.agency_id,
            "name": "Councillor First-Smith",
            "version": version_of(member),
        },
    )

    member.refresh_from_db()
    assert member.name == "Councillor First-Smith"


def test_an_office_that_ends_soon_needs_somebody(client, lead, today):
    MemberLeadFactory(name="Ends", held_to=today + datetime.timedelta(days=60))
    MemberLeadFactory(name="Stays", held_to=today + datetime.timedelta(days=61))

    rows = client.get(f"{MEMBERS}?needs=yes").context["page"].object_list

    assert [each.name for each in rows] == ["Ends"]
    last = today + datetime.timedelta(days=61)
    assert [each.name for each in MemberLead.objects.due_between(last, last)] == ["Stays"]


# Distribution lists


def test_a_list_reaches_people_posts_and_addresses_each_once(client, lead, today):
    to, area = DistributionListFactory(), SpocAreaFactory(name="Housing")
    holder, deputy, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    SpocAssignmentFactory(area=area, holder=holder)
    SpocAssignmentFactory(area=area, holder=deputy, is_deputy=True)
    SpocAssignmentFactory(area=area, holder=UserFactory(), held_to="2026-03-17")
    for entry in (
        {"user": holder},
        {"user": gone},
        {"area": area},
        {"email": deputy.email.upper(), "name": "The same"},
        {"email": "office@forum.example", "name": "Office", "organisation": "Forum"},
    ):
        directory.add_entry(to, by=lead, on=today, **entry)

    reached = directory.addressees(to, on=today)

    assert [(each.email, each.because) for each in reached] == [
        (holder.email, "Named in the list"),
        (deputy.email, "Deputy contact for Housing"),
        ("office@forum.example", "Address in the list"),
    ]
    page = text(client.get(to.get_absolute_url()))
    assert f"{holder.email}; {deputy.email}; office@forum.example</textarea>" in page
    assert "Cannot sign in any more" in page
    lines = text(client.get(f"{LISTS}{to.pk}/addresses/?format=csv")).split("\r\n")
    assert lines[0] == "\ufeffName,Organisation,Email address,Why"
    assert lines[3] == "Office,Forum,office@forum.example,Address in the list"


def test_who_was_added_and_taken_out_and_when_is_kept(client, lead, today):
    to, person = DistributionListFactory(), UserFactory(name="Somebody New")

    client.post(f"{LISTS}{to.pk}/entries/add/", {"user": person.pk})
    entry = DistributionEntry.objects.get()
    assert (entry.user, entry.added_on, entry.added_by) == (person, today, lead)
    page = text(client.post(f"{LISTS}entries/{entry.pk}/remove/", {"reason": ""}))
    assert "Enter why" in page
    client.post(f"{LISTS}entries/{entry.pk}/remove/", {"reason": "Left"})

    entry.refresh_from_db()
    assert (entry.removed_on, entry.removed_by, entry.removed_because) == (today, lead, "Left")
    page = text(client.get(to.get_absolute_url()))
    assert "Nobody is on the list yet." in page
    assert "on 18 March 2026 by <bdi>Lead Person</bdi>" in page
    with pytest.raises(Refused, match="taken out already"):
        directory.remove_entry(entry, by=lead, on=today, reason="Again")
    directory.add_entry(to, by=lead, on=today, user=person)
    assert to.entries.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "one of them"),
        ({"email": "not an address"}, "Enter an email address in the correct format"),
        ({"name": "No address"}, "one of them"),
        ({"email": "OFFICE@forum.example"}, "The list holds them already."),
    ],
)
def test_an_entry_is_one_thing_and_stands_once(client, lead, today, typed, sentence):
    to = DistributionListFactory()
    directory.add_entry(to, by=lead, on=today, email="office@forum.example")

    page = text(client.post(f"{LISTS}{to.pk}/entries/add/", typed))

    assert sentence in page
    assert to.entries.count() == 1


def test_a_person_and_an_area_at_once_are_refused(lead, today):
    to = DistributionListFactory()

    with pytest.raises(Refused, match="one of them"):
        directory.add_entry(to, by=lead, on=today, user=lead, area=SpocAreaFactory())


def test_a_closed_list_takes_nobody(lead, today):
    to = DistributionListFactory(closed_on=today, closed_because="No longer sent")

    with pytest.raises(Refused, match="The list is closed"):
        directory.add_entry(to, by=lead, on=today, user=lead)


def test_a_list_is_looked_through_in_time(client, lead, today):
    to = DistributionListFactory(name="News", review_due_on="2026-03-17")
    assert "News" in text(client.get(f"{LISTS}?needs=yes"))

    page = text(client.post(f"{LISTS}{to.pk}/confirm/", day("review_due_on", "2026-03-17")))
    assert "must be today or in the future" in page
    client.post(f"{LISTS}{to.pk}/confirm/", day("review_due_on", "2026-09-18"))

    assert not DistributionList.objects.review_overdue(on=today).exists()
    due = datetime.date(2026, 9, 18)
    assert list(DistributionList.objects.due_between(due, due)) == [to]


# Whom staff call


def test_a_number_is_for_everybody_and_stands_where_it_belongs(client):
    ContactPointFactory(name="Duty team", audience="child", hours="out", phone="01632 960149")
    ContactPointFactory(name="Old desk", closed_on="2026-01-01", closed_because="Moved")
    area = SpocAreaFactory(name="Housing")
    holder = UserFactory(name="The Holder")
    SpocAssignmentFactory(area=area, holder=holder)
    client.force_login(UserFactory(roles=[Role.PANEL_MEMBER]))

    page = text(client.get("/partnership/contacts/"))

    assert "About a child or young person" in page
    assert "01632 960149" in page
    assert "Out of hours" in page
    assert "Old desk" not in page
    assert "About an adult" not in page
    assert "The Holder" in page
    assert f"mailto:{holder.email}" in page
    assert "The whole register of contacts" not in page
    assert 'href="/partnership/contacts/"' in text(client.get("/"))


def test_a_point_can_be_reached_somehow(client, lead):
    typed = {"name": "Desk", "kind": "police", "audience": "adult", "hours": "in", "position": "1"}

    page = text(client.post(f"{POINTS}add/", typed))
    assert "Give a telephone number, an email address or a link." in page
    client.post(f"{POINTS}add/", typed | {"phone": "01632 960131"})

    assert ContactPoint.objects.get().phone == "01632 960131"


def test_a_number_is_checked_every_six_months(client, lead, today):
    never = ContactPointFactory(name="Never")
    old = ContactPointFactory(name="Old", checked_on="2025-09-17")
    ContactPointFactory(name="Fresh", checked_on="2025-09-18")

    assert set(ContactPoint.objects.to_check(on=today)) == {never, old}
    due = ContactPoint.objects.due_between(datetime.date(2026, 3, 17), today)
    assert sorted(each.name for each in due) == ["Fresh", "Old"]
    page = text(client.post(f"{POINTS}{old.pk}/check/", follow=True))

    assert "Old is checked as of today." in page
    assert list(ContactPoint.objects.to_check(on=today)) == [never]
    assert old.history.first().history_user == lead


def test_a_closed_point_is_not_checked(lead, today):
    point = ContactPointFactory(closed_on=today, closed_because="Moved")

    with pytest.raises(Refused, match="It is closed"):
        directory.confirm_contact(point, by=lead, on=today)


@pytest.mark.parametrize("count", [2, 30])
def test_pages_take_as_many_queries_at_any_size(
    client, lead, today, count, django_assert_num_queries
):
    to = DistributionListFactory.create_batch(count)[0]
    for _ in range(count):
        person = UserFactory()
        MemberLeadFactory(agency=person.agency, user=person)
        area = SpocAreaFactory()
        SpocAssignmentFactory(area=area, holder=person)
        directory.add_entry(to, by=lead, on=today, user=person)
        directory.add_entry(to, by=lead, on=today, area=area)
        ContactPointFactory()

    for address, queries in (
        (MEMBERS, 15),
        (LISTS, 14),
        (POINTS, 14),
        (to.get_absolute_url(), 16),
    ):
        with django_assert_num_queries(queries):
            client.get(address)
