"""Contacts by area: who holds what on a day, where there is a gap, and how posts change hands."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from actions import home
from actions.models import SpocArea, SpocAssignment
from actions.services import spocs
from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from tests.factories import (
    AgencyFactory,
    ContactPointFactory,
    MemberLeadFactory,
    SpocAreaFactory,
    SpocAssignmentFactory,
    UserFactory,
)

REGISTER = "/partnership/contacts/register/"
AREAS = "/partnership/contacts/areas/"
POSTS = "/partnership/contacts/posts/"


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


def gaps(on, **asked):
    found = spocs.register(SpocArea.objects.all(), on=on, **asked)
    return {each.area.name: set(each.gaps) for each in found}


def held(area, **about):
    return SpocAssignmentFactory(area=area, holder=UserFactory(), **about)


def test_gaps_are_what_they_are_on_the_day(today):
    whole, empty, ending = (SpocAreaFactory(name=name) for name in ("Whole", "Empty", "Ending"))
    for area in (whole, ending):
        held(area, is_deputy=True)
    held(whole)
    held(ending, held_from="2026-01-01", held_to="2026-05-17")
    SpocAssignmentFactory(area=empty)

    assert gaps(today) == {
        "Whole": set(),
        "Empty": {"no_holder", "no_deputy"},
        "Ending": {"ends_soon"},
    }
    assert gaps(datetime.date(2026, 3, 17))["Ending"] == set()
    assert gaps(datetime.date(2025, 12, 31))["Ending"] == {"no_holder"}
    assert gaps(datetime.date(2026, 5, 18))["Ending"] == {"no_holder"}
    assert set(gaps(today, gap="no_holder")) == {"Empty"}


def test_who_cannot_sign_in_any_more_holds_nothing(today):
    area = SpocAreaFactory(name="Housing")
    SpocAssignmentFactory(area=area, holder=UserFactory(is_active=False))

    assert "no_holder" in gaps(today)["Housing"]


def test_a_closed_area_stands_until_the_day_it_was_closed(today):
    SpocAreaFactory(name="Closed", closed_on="2026-02-01", closed_because="Joined to another")

    assert "Closed" not in gaps(today)
    assert "Closed" in gaps(datetime.date(2026, 1, 31))
    assert "Closed" not in gaps(datetime.date(2026, 2, 1))


def test_the_register_is_read_as_at_a_day_and_by_agency(client, lead):
    agency = AgencyFactory(name="Probation unit")
    area = SpocAreaFactory(name="Probation")
    earlier = held(area, held_to="2026-02-28")
    later = held(area, held_from="2026-03-01")
    later.agencies.add(agency)
    SpocAreaFactory(name="Elsewhere")

    today = text(client.get(REGISTER))
    assert later.holder.name in today
    assert f"<bdi>{earlier.holder.name}</bdi>" not in today
    before = text(client.get(f"{REGISTER}?on=2026-02-28"))
    assert f"<bdi>{earlier.holder.name}</bdi>" in before
    assert "as at 28 February 2026" in before
    narrowed = text(client.get(f"{REGISTER}?agency={agency.pk}"))
    assert "Probation" in narrowed
    assert "Elsewhere" not in narrowed


@pytest.mark.parametrize("on", ["31-31-31", "9999-12-31", "0001-01-01", "%00"])
def test_what_the_address_says_wrongly_is_passed_over_and_said(client, lead, on):
    SpocAreaFactory(name="Housing")

    page = text(client.get(f"{REGISTER}?on={on}&gap=nothing&agency=x"))

    assert "The day in the address is not a real date: today is shown." in page
    assert "“Gaps” in the address is not one of the choices." in page
    assert "Housing" in page


def test_the_register_goes_out_whole_and_as_a_list_without_names(client, lead):
    agency = AgencyFactory(name="County Council", short_name="CC")
    area = SpocAreaFactory(name="=Housing", position=1)
    post = held(area, job_title="Head of housing", held_from="2026-01-31")
    post.agencies.add(agency)
    SpocAreaFactory(name="Youth", position=2)

    whole = text(client.get(f"{REGISTER}export/?format=csv")).split("\r\n")
    assert whole[0].startswith("\ufeffArea,Agency of the area,Job title,Agencies")
    assert whole[1] == (
        f"'=Housing,,Head of housing,County Council,Holder,{post.holder.name},"
        f"{post.holder.email},2026-01-31,,No deputy"
    )
    assert whole[2] == "Youth,,,,,,,,,No holder; No deputy"

    listed = text(client.get(f"{REGISTER}export/?format=csv&columns=list")).split("\r\n")
    assert listed[:3] == [
        "\ufeffArea,SPOC job title(s),Agency",
        "'=Housing,Head of housing,CC",
        "Youth,,",
    ]
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{REGISTER}export/?format=xlsx")))).active
    assert [cell.value for cell in sheet[2]][:3] == ["=Housing", None, "Head of housing"]
    assert sheet[2][7].value.date() == datetime.date(2026, 1, 31)


def test_a_post_is_added_changed_and_ended_and_its_history_stays(client, lead):
    client.post(f"{AREAS}add/", {"name": "Housing", "position": "3"})
    area = SpocArea.objects.get()
    first, second = UserFactory(name="First Holder"), UserFactory(name="Second Holder")
    typed = {"job_title": "Head of housing", "holder": first.pk, "agencies": [lead.agency_id]}

    client.post(f"{AREAS}{area.pk}/posts/add/", typed | day("held_from", "2025-01-01"))
    post = SpocAssignment.objects.get()
    assert (post.holder, list(post.agencies.all())) == (first, [lead.agency])
    client.post(f"{POSTS}{post.pk}/end/", {"reason": "Moved"} | day("held_to", "2026-03-17"))
    typed |= {"holder": second.pk} | day("held_from", "2026-03-18")
    client.post(f"{AREAS}{area.pk}/posts/add/", typed)

    page = text(client.get(f"{AREAS}{area.pk}/"))
    assert "First Holder" in page
    assert "Moved" in page
    now = spocs.position(area, on=datetime.date(2026, 3, 18))
    assert [each.holder for each in now.posts] == [second]
    assert {row.history_user for row in post.history.all()} == {lead}


def test_a_last_day_before_the_first_is_refused(client, lead):
    post = held(SpocAreaFactory(), held_from="2026-03-01")

    page = text(
        client.post(f"{POSTS}{post.pk}/end/", {"reason": "My words"} | day("held_to", "2026-02-28"))
    )

    assert "The last day must not be before the first." in page
    assert "My words" in page
    post.refresh_from_db()
    assert post.held_to is None


def test_two_people_change_one_post_and_neither_loses_words(client, lead):
    post = held(SpocAreaFactory(), job_title="As it was")
    version = version_of(post)
    other = UserFactory(name="Somebody Else", roles=[Role.PREVENT_LEAD])
    spocs.keep_assignment(post, by=other, job_title="As the other wrote")

    typed = {"job_title": "As I wrote", "holder": post.holder_id, "version": version}
    page = text(client.post(f"{POSTS}{post.pk}/change/", typed))

    assert "Changed by Somebody Else" in page
    assert "As I wrote" in page
    post.refresh_from_db()
    assert post.job_title == "As the other wrote"


def test_two_people_change_one_area_and_neither_loses_words(client, lead):
    area = SpocAreaFactory(name="As it was")
    version = version_of(area)
    spocs.save_area(area, by=lead, name="As the other wrote")
    typed = {"name": "As I wrote", "position": "0", "version": version}

    page = text(client.post(f"{AREAS}{area.pk}/change/", typed))
    assert "Changed by Lead Person" in page
    assert "As I wrote" in page
    area.refresh_from_db()
    assert area.name == "As the other wrote"
    client.post(f"{AREAS}{area.pk}/change/", typed | {"version": version_of(area)})

    area.refresh_from_db()
    assert area.name == "As I wrote"


def test_a_closed_area_takes_no_post(client, lead):
    area = SpocAreaFactory()

    client.post(f"{AREAS}{area.pk}/close/", {"reason": "Joined to another"})

    area.refresh_from_db()
    assert (str(area.closed_on), area.closed_because) == ("2026-03-18", "Joined to another")
    with pytest.raises(Refused, match="The area is closed"):
        spocs.keep_assignment(SpocAssignment(area=area), by=lead, job_title="Late")
    page = text(client.get(f"{AREAS}{area.pk}/"))
    assert "Joined to another" in page
    assert "Add a post" not in page


def test_two_areas_have_two_names(client, lead):
    SpocAreaFactory(name="Housing")

    page = text(client.post(f"{AREAS}add/", {"name": "Housing", "position": "0"}))

    assert "The register already has an area of this name." in page


def test_every_agency_and_council_that_named_nobody_is_listed(client, lead, today):
    named, by_post, without, ended, closed = (
        AgencyFactory(name=name, kind=Agency.Kind.DISTRICT)
        for name in ("Named", "By post", "Without", "Ended", "Closed")
    )
    closed.closed_on = today
    closed.save()
    area = SpocAreaFactory()
    SpocAssignmentFactory(area=area, holder=UserFactory(agency=named))
    SpocAssignmentFactory(area=area, holder=UserFactory(agency=named)).agencies.add(by_post)
    SpocAssignmentFactory(area=area).agencies.add(without)
    SpocAssignmentFactory(area=area, holder=UserFactory(agency=ended), held_to="2026-03-17")
    SpocAssignmentFactory(area=area, holder=UserFactory(agency=without), is_deputy=True)
    MemberLeadFactory(agency=named)
    MemberLeadFactory(agency=by_post, held_to="2026-03-17")

    missing = {each.name for each in spocs.agencies_without_lead(on=today)}
    assert missing == {"Without", "Ended", lead.agency.name}
    councils = [each.name for each in spocs.authorities_without_member(on=today)]
    assert councils == ["By post", "Ended", "Without"]
    page = text(client.get("/partnership/contacts/gaps/"))
    assert "Nobody to call out of hours about an adult" in page
    ContactPointFactory(audience="adult", hours="any")
    page = text(client.get("/partnership/contacts/gaps/"))
    assert "Nobody to call out of hours about an adult" not in page
    assert "Nobody to call in hours about a child" in page


def test_home_tells_the_keeper_of_areas_that_nobody_holds(lead, today):
    SpocAreaFactory.create_batch(2)
    held(SpocAreaFactory())

    rows = [row for row in home.needs(lead, today) if "without a contact" in row.text]

    assert [row.text for row in rows] == ["Areas of work without a contact: 2"]
    assert rows[0].href == f"{REGISTER}?gap=no_holder"


def test_what_ends_in_a_time_can_be_asked_for():
    ends = held(SpocAreaFactory(), held_to="2026-04-01")
    held(SpocAreaFactory(), held_to="2026-04-02")

    first, last = datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)
    assert list(SpocAssignment.objects.due_between(first, last)) == [ends]


@pytest.mark.parametrize("count", [2, 30])
def test_pages_take_as_many_queries_at_any_size(client, lead, count, django_assert_num_queries):
    for _ in range(count):
        area = SpocAreaFactory()
        held(area).agencies.add(lead.agency)
        held(area, is_deputy=True)
    for _ in range(count):
        held(area).agencies.add(lead.agency)

    for address, queries in (
        (REGISTER, 16),
        ("/partnership/contacts/", 16),
        ("/partnership/contacts/gaps/", 18),
        (area.get_absolute_url(), 18),
    ):
        with django_assert_num_queries(queries):
            client.get(address)
