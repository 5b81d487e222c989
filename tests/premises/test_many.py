"""Fifteen thousand premises: chosen by name, listed a page at a time; bookings come in their order from an index."""

import copy
import re

import pytest
from django.db import connection
from django.http import QueryDict

from premises.models import (
    AcceptableUse,
    Agreement,
    Booking,
    Network,
    Premises,
    PremisesKind,
)
from premises.registers.agreements import AGREEMENTS
from premises.registers.bookings import BOOKINGS
from premises.registers.places import PREMISES
from premises.services import bookings, decisions
from prevent_portal.forms import chosen
from prevent_portal.registers import found
from prevent_portal.services import close_record
from prevent_portal.tracked import create_tracked
from tests.conftest import TODAY
from tests.factories import AgencyFactory
from tests.premises.test_access import (
    a_venue,
    asked,
    kept_readers,  # noqa: F401 - a fixture
    to_appeal,
)

MANY = 130  # more than a list to choose from draws


@pytest.fixture(scope="module")
def kept(kept_readers):  # noqa: F811
    """A council with more halls than a list to choose from draws."""
    agency, kind = kept_readers["keeper"].agency, PremisesKind.objects.get(name="Library")
    about = {"agency": agency, "kind": kind, "is_hireable": True, "takes_requests": True}
    made = [Premises(name=f"Hall {number:03}", added_on=TODAY, **about) for number in range(MANY)]
    create_tracked(Premises, made, by=kept_readers["keeper"])
    return kept_readers


@pytest.fixture
def at(kept):
    return copy.deepcopy(kept)


_TERMS = {
    "kind": "hire",
    "title": "Terms",
    "starts_on_day": "1",
    "starts_on_month": "3",
    "starts_on_year": "2026",
}


def test_one_of_many_premises_is_found_by_name_then_chosen_from_those_that_fit(client, at):
    client.force_login(at["keeper"])

    def sent(premises):
        about = _TERMS | {"premises": premises}
        return client.post("/premises/agreements/add/", about).content.decode()

    blank = client.get("/premises/agreements/add/").content.decode()
    assert 'type="text" name="premises"' in blank
    assert "Hall 0" not in blank
    assert "Nothing fits “Barn”" in sent("Barn")
    assert f"More than {chosen.MOST_OPTIONS} fit “Hall”" in sent("Hall")
    page = sent("hall 01")
    assert "12 fit “hall 01”. Choose one from the list" in page
    key = re.search(r'<option value="(#[0-9]+)">Hall 012</option>', page)[1]
    assert not Agreement.objects.exists()
    sent(key)
    sent("HALL 013")
    made = Agreement.objects.order_by("pk").values_list("premises__name", flat=True)
    assert list(made) == ["Hall 012", "Hall 013"]


def test_a_record_keeps_the_one_it_names_and_a_link_fills_it_in(client, at):
    client.force_login(at["keeper"])
    hall = Premises.objects.get(name="Hall 007")
    page = client.get(f"/premises/agreements/add/?premises={hall.pk}").content.decode()
    assert f'<option value="#{hall.pk}" selected>Hall 007</option>' in page
    assert (
        'type="text" name="premises"'
        in client.post("/premises/agreements/add/", _TERMS | {"premises": ""}).content.decode()
    )

    named = a_venue(at["keeper"].agency, str(hall.pk))
    client.post("/premises/agreements/add/", _TERMS | {"premises": named.name})
    assert Agreement.objects.get().premises == named


def test_the_public_form_and_filters_draw_no_list_of_all(client, at):
    hall = Premises.objects.get(name="Hall 100")
    booking = asked(hall)
    other = a_venue(AgencyFactory(), "Hall 100")
    page = client.post("/premises/ask/", {"premises": "hall 100"}).content.decode()
    assert "2 fit “hall 100”. Choose one from the list" in page
    assert f"{other.agency}: Hall 100" in page
    assert len(client.get("/premises/ask/").content) < 80_000

    client.force_login(at["keeper"])
    for venue in Premises.objects.filter(agency=at["keeper"].agency).exclude(pk=hall.pk):
        asked(venue)
    listed = client.get("/premises/bookings/").content.decode()
    assert 'type="text" name="premises"' in listed
    found = client.get("/premises/bookings/?premises=hall+100").content.decode()
    assert re.findall(r">(Booking [0-9]+)</a>", found) == [booking.reference]
    chosen_by_key = client.get(f"/premises/bookings/?premises={hall.pk}").content.decode()
    assert chosen_by_key.count(">Booking ") == 1
    assert "Remove </span>Premises: Hall 100<" in chosen_by_key
    assert f'<option value="{hall.pk}" selected>Hall 100</option>' in chosen_by_key


def test_an_acceptable_use_policy_names_a_few_of_many_networks(client, at):
    agency, lead = at["it_lead"].agency, at["it_lead"]
    made = [Network(agency=agency, name=f"Wifi {number:02}", kind="wifi") for number in range(30)]
    create_tracked(Network, made, by=lead)
    client.force_login(lead)
    address = "/premises/networks/policies/add/"
    blank = client.get(address).content.decode()
    assert '<textarea name="networks"' in blank
    assert "Wifi 07" not in blank
    typed = {"name": "Terms", "review_on_day": 1, "review_on_month": 3, "review_on_year": 2027}

    said = client.post(address, typed | {"networks": "Wifi 0\nBarn\nWifi 07"}).content.decode()
    assert "12 fit “Wifi 0”: Wifi 00; Wifi 01; Wifi 02; Wifi 03; Wifi 04, and more" in said
    assert "Nothing fits “Barn”" in said
    assert "Wifi 0\nBarn\nWifi 07</textarea>" in said
    client.post(address, typed | {"networks": "wifi 07\r\n12"})
    policy = AcceptableUse.objects.get()
    assert [each.name for each in policy.networks.order_by("name")] == ["Wifi 07", "Wifi 12"]
    again = client.get(f"/premises/networks/policies/{policy.pk}/change/").content.decode()
    assert "Wifi 07\nWifi 12</textarea>" in again


def test_what_stands_first_is_kept_until_something_changes_and_for_each_who_looks(client, at):
    def listed(who, address):
        client.force_login(at[who])
        return re.findall(r">((?:Hall|New) [^<]*)</a>", client.get(address).content.decode())

    late = "/premises/places/?when=unknown"
    first = listed("keeper", late)
    assert (len(first), listed("keeper", late)) == (25, first)
    a_venue(at["keeper"].agency, "Hall 0")
    assert listed("keeper", late)[:2] == ["Hall 0", "Hall 000"]
    assert listed("neighbour", late) == []
    assert listed("keeper", f"{late}&page=6")[-1] == "Hall 129"
    assert listed("keeper", f"{late}&page=99")[-1] == "Hall 129"
    for register, asks in ((PREMISES, "when=late"), (BOOKINGS, ""), (AGREEMENTS, "kind=lease")):
        rows = found(register, QueryDict(asks), user=at["keeper"], on=TODAY)[1]
        assert register.area.words_of(rows), register.name
    rows = found(PREMISES, QueryDict("sort=name"), user=at["lead"], on=TODAY)[1]
    assert not PREMISES.area.words_of(rows.filter(agency__name="Elm"))  # agencies are not watched

    hall = Premises.objects.get(name="Hall 0")
    close_record(hall, by=at["keeper"], on=TODAY, reason="It is sold.")
    assert listed("keeper", late) == first


def test_a_list_that_comes_in_is_shown_a_page_at_a_time_what_is_wrong_first(client, at):
    client.force_login(at["keeper"])
    lines = [f"New hall {number},library" for number in range(120)] + ["Wrong hall,castle"]
    text = "\n".join(["name,kind", *lines])

    first = client.post("/premises/places/take-in/", {"text": text}).content.decode()
    second = client.post("/premises/places/take-in/", {"text": text, "page": "3"}).content.decode()

    assert "Rows 1 to 50 of 121" in first
    assert 'data-label="Name" dir="auto">Wrong hall<' in first
    assert "Rows 101 to 121 of 121" in second
    assert 'data-label="Name" dir="auto">New hall 119<' in second


def test_bookings_stand_in_the_order_of_an_index():
    rows = Booking.objects.with_due().order_by("due_on", "-event_on", "pk")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        sql, params = rows[:25].query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = " ".join(line for (line,) in cursor.fetchall())

    assert "premises_booking_in_order" in plan


def test_an_appeal_ends_with_the_withdrawal_of_its_booking(client, at):
    booking = asked(a_venue(at["keeper"].agency, "Moor Hall", at["manager"]))
    to_appeal(booking, by=at["manager"], signed_by=at["executive"])
    bookings.withdraw(booking, by=at["manager"], on=TODAY, reason="They moved.")

    appeal = booking.appeals.get()
    assert (appeal.ended_on, appeal.outcome) == (TODAY, "")
    assert not booking.appeals.waiting().exists()
    assert decisions.last_day_to_appeal(booking) is not None
    client.force_login(at["manager"])
    page = client.get(booking.get_absolute_url()).content.decode()
    assert "It ended on 18 March 2026, when the booking was withdrawn." in page
    assert "Waits for an answer" not in page


def test_a_map_of_many_places_draws_few_marks(client, at):
    for number, place in enumerate(
        Premises.objects.filter(name__startswith="Hall ").order_by("pk")
    ):
        place.latitude, place.longitude = 51.5 + number / 400, -1 + number * 37 % 100 / 150
        place.save()
    for number in range(60):
        place = a_venue(at["keeper"].agency, f"Barn {number}")
        place.latitude, place.longitude = 51.5 + number / 180, -0.9 + number * 17 % 60 / 100
        place.save()
    client.force_login(at["keeper"])

    page = client.get("/premises/map/").content.decode()

    assert "190 places are on the map" in page
    marks = re.findall(r"<title>(\d+) places|<title>(?:Hall|Barn)", page)
    assert 20 < len(marks) < 150
    assert len(page.encode()) < 80_000
