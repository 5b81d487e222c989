"""Premises: lists that come in, the map, what is missing, agreements, networks, audits and figures."""

import copy
import datetime
import io
import uuid

import pytest
from openpyxl import Workbook

from premises import figures
from premises.calendar import entries
from premises.mapping import NoOutline, is_within, rings_of
from premises.models import (
    Agreement,
    AuditAnswer,
    Boundary,
    Checklist,
    ChecklistItem,
    ClauseVersion,
    FilterCategory,
    FilterTest,
    Network,
    Premises,
    PremisesAudit,
    PremisesKind,
    with_people,
)
from premises.services import audits, places
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from tests.conftest import TODAY
from tests.factories import UserFactory
from tests.premises.test_access import (
    SQUARE,
    a_venue,
    asked,
    kept_readers,  # noqa: F401 - a fixture
    saved,
)
from tests.premises.test_access_beside import a_picture

DAY = datetime.timedelta(days=1)
_LIST = """name,kind,can be hired,latitude,longitude,part of,colour
Moor Hall,library,yes,51.7,-0.8,,blue
Moor Hall stage,room or space,no,,,Moor Hall,
Far Barn,park or green space,no,53.1,-0.8,,
"""


@pytest.fixture(scope="module")
def kept(kept_readers):  # noqa: F811
    agency = kept_readers["keeper"].agency
    saved(Boundary(name="Borough", rings=SQUARE, agency=agency))
    return {"venue": a_venue(agency, "Elm Library", kept_readers["manager"]), **kept_readers}


@pytest.fixture
def at(kept):
    return copy.deepcopy(kept)


def a_workbook():
    """The same list as Excel."""
    book, made = Workbook(), io.BytesIO()
    for line in _LIST.splitlines():
        book.active.append(line.split(","))
    book.save(made)
    made.seek(0)
    made.name = "list.xlsx"
    return made


@pytest.mark.parametrize("is_excel", [False, True])
def test_a_list_is_looked_over_then_taken_in_whole(client, at, is_excel):
    client.force_login(at["keeper"])
    sent = {"file": a_workbook()} if is_excel else {"text": _LIST}

    page = client.post("/premises/places/take-in/", sent).content.decode()

    assert "stands outside the boundary of the map" in page
    assert "what stands in other columns goes into its notes" in page
    client.post("/premises/places/take-in/", {"text": _LIST, "is_sure": "yes"})
    made = {each.name: each for each in Premises.objects.exclude(name="Elm Library")}
    assert set(made) == {"Moor Hall", "Moor Hall stage", "Far Barn"}
    assert made["Moor Hall stage"].part_of == made["Moor Hall"]
    assert (made["Moor Hall"].notes, made["Moor Hall"].is_hireable) == ("colour: blue", True)
    assert made["Far Barn"].is_outside
    assert {each.history.count() for each in made.values()} == {1, 2}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",library,", "has no name"),
        ("Barn,castle,", "“castle” is no kind of premises"),
        ("Barn,library,maybe", "“maybe” is neither yes nor no"),
        ("Barn,library,yes,95,-1", "must both be degrees"),
        ("Barn,library,yes,51.7,", "must both be degrees"),
        ("Barn,library,yes,,,Nowhere", "neither there nor further up"),
        ("Barn,library,yes,,,barn", "it cannot be part of itself"),
    ],
)
def test_a_row_that_is_wrong_says_so_and_nothing_is_added(at, line, said):
    head = "name,kind,can be hired,latitude,longitude,part of\n"
    agency = at["keeper"].agency

    (row,) = places.read_premises(head + line, agency=agency, by=at["keeper"], on=TODAY)

    assert said in row.verdict
    with pytest.raises(Refused, match="1 of 1 rows must be put right"):
        places.import_premises(head + line, agency=agency, by=at["keeper"], on=TODAY)


def test_risk_and_what_is_sensitive_come_in_by_their_columns(at):
    head = "name,kind,risk,why this tier,assessed on,sensitive,why it is sensitive"
    lines = {
        "Barn,library,High,Let at night.,1 March 2026,yes,It was threatened.": "is added",
        "Shed,library,,,,no,": "is added",
        "Tent,library,low,,01/03/2026,,": "its risk tier needs a reason and a day",
        "Loft,library,low,Quiet.,19/03/2026,,": "is no day up to today",
        "Yard,library,huge,,,,": "“huge” is no risk tier; use low, medium or high",
        "Dock,library,,,,yes,": "say why it is sensitive",
    }
    agency, on = at["keeper"].agency, {"on": TODAY}
    text = "\n".join([head, *lines])

    rows = places.read_premises(text, agency=agency, by=at["keeper"], **on)

    assert [said in row.verdict for row, said in zip(rows, lines.values(), strict=True)] == [
        True
    ] * 6
    spoc = UserFactory(agency=agency, roles=[Role.SPOC])
    (row,) = places.read_premises("\n".join([head, *lines][:2]), agency=agency, by=spoc, **on)
    assert "only a premises lead or the Prevent lead marks it" in row.verdict
    places.import_premises("\n".join([head, *lines][:3]), agency=agency, by=at["keeper"], **on)
    barn = Premises.objects.get(name="Barn")
    assert (barn.tier, barn.tier_on.day, barn.is_sensitive) == ("high", 1, True)


def test_what_the_register_gives_as_csv_it_takes_in_elsewhere(client, at):
    venue = at["venue"]
    venue.latitude, venue.longitude, venue.contact_phone = 51.75, -0.75, "+44 1632 960 001"
    venue.tier, venue.tier_because, venue.tier_on = "low", "Staffed.", TODAY
    venue.save()
    client.force_login(at["keeper"])
    sent = client.get("/premises/places/export/?format=csv")
    text = b"".join(sent.streaming_content).decode("utf-8-sig")
    assert "51.75000,-0.75000" in text

    other = at["neighbour"]
    places.import_premises(text, agency=other.agency, by=other, on=TODAY)

    made = Premises.objects.get(agency=other.agency)
    names = ("name", "kind", "tier", "tier_because", "tier_on", "contact_phone", "is_hireable")
    assert [getattr(made, each) for each in names] == [getattr(venue, each) for each in names]
    assert (float(made.latitude), float(made.longitude)) == (51.75, -0.75)


def test_premises_are_marked_sensitive_with_a_reason_by_those_who_may(client, at):
    venue = a_venue(at["keeper"].agency, "Elm Refuge")
    address = f"/premises/places/{venue.pk}/change/"
    client.force_login(UserFactory(agency=venue.agency, roles=[Role.SPOC]))
    assert "sensitive" not in client.get(address).content.decode()

    client.force_login(at["keeper"])
    typed = {"name": venue.name, "kind": venue.kind_id, "tier": "unknown", "is_hireable": "on"}
    typed |= {"version": version_of(venue), "is_sensitive": "on"}
    said = client.post(address, typed | {"takes_requests": "on"}).content.decode()
    assert "Say why its name is not to be published." in said
    assert "The public form names what can be asked for: what is sensitive cannot be." in said
    client.post(address, typed | {"sensitive_because": "It was threatened."})
    page = client.get(venue.get_absolute_url()).content.decode()
    assert "It was threatened." in page
    assert Premises.history.filter(id=venue.pk, is_sensitive=True).count() == 1
    assert ">Elm Refuge</a>" in client.get("/premises/places/?is_sensitive=True").content.decode()
    assert (
        ">Elm Library</a>" not in client.get("/premises/places/?is_sensitive=True").content.decode()
    )


def test_the_map_draws_places_its_outline_and_the_same_as_a_list(client, at):
    at["venue"].latitude, at["venue"].longitude = 51.75, -0.75
    at["venue"].save()
    client.force_login(at["keeper"])

    page = client.get("/premises/map/").content.decode()

    assert 'class="portal-map__outline" d="M' in page
    assert "<title>Elm Library</title>" in page
    assert "1 place is on the map" in page
    assert page.count("Elm Library") >= 2
    client.force_login(at["manager_beside"])
    assert "Elm Library" not in client.get("/premises/map/").content.decode()


def test_an_outline_is_read_and_what_is_none_is_told():
    (ring,) = rings_of({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": SQUARE}})

    assert is_within(51.7, -0.8, [ring])
    assert not is_within(53.1, -0.8, [ring])
    for wrong in ([], {"type": "Point"}, {"type": "Polygon", "coordinates": [[["a", 1]]]}):
        with pytest.raises(NoOutline):
            rings_of(wrong)
    with pytest.raises(NoOutline, match="not in degrees"):
        rings_of({"type": "Polygon", "coordinates": [[[5e5, 2e5]] * 4]})


def test_what_a_place_lacks_is_said_and_counted(at):
    library = PremisesKind.objects.get(name="Community library")
    saved(Premises(name="Old Library", kind=library, agency=at["venue"].agency, added_on=TODAY))
    rows = with_people(Premises.objects.with_standing(on=TODAY), on=TODAY)
    venue = rows.get(pk=at["venue"].pk)
    assert venue.lacks(TODAY) == [
        "the clause in force is in none of its agreements",
        "nobody whose training is in date handles its bookings",
        "nobody has assessed its risk",
    ]
    assert rows.get(name="Old Library").lacks(TODAY) == [
        "nobody has assessed its risk",
        "its committee is to be reminded of the duty",
    ]
    agency = at["venue"].agency
    clause = saved(ClauseVersion(kind="hire", name="2026", words="No harm.", from_on=TODAY - DAY))
    about = {"agency": agency, "kind": "hire", "premises": venue, "clause": clause}
    saved(Agreement(title="Terms", starts_on=TODAY - DAY, clause_from_on=TODAY, **about))

    assert figures.with_clause(agency, on=TODAY).count == 1
    clause.to_on = TODAY
    clause.save()
    assert figures.with_clause(agency, on=TODAY + DAY).count == 0


def test_new_leases_and_old_stock_are_counted_apart(at):
    agency = at["venue"].agency
    clause = saved(
        ClauseVersion(kind="lease", name="2026", words="No harm.", from_on=TODAY - 9 * DAY)
    )
    about = {"agency": agency, "kind": "lease", "premises": at["venue"]}
    saved(Agreement(title="Old", starts_on=TODAY - 99 * DAY, **about))
    saved(
        Agreement(title="New", starts_on=TODAY - DAY, clause=clause, clause_from_on=TODAY, **about)
    )

    new, old = figures.new_leases(agency, on=TODAY), figures.old_leases(agency, on=TODAY)

    assert (new.count, new.out_of, old.count, old.out_of) == (1, 1, 0, 1)


@pytest.mark.parametrize(
    ("lists", "tested", "result", "state"),
    [
        (True, None, "", "not_checked"),
        (True, 10, "passed", "compliant"),
        (False, 10, "passed", "action_needed"),
        (True, 10, "partly", "action_needed"),
        (True, 400, "passed", "review_overdue"),
    ],
)
def test_how_a_network_stands_has_its_reasons(at, lists, tested, result, state):
    network = Network(agency=at["venue"].agency, name="Wifi", kind="wifi")
    network.iwf_applied = network.police_applied = lists
    network.save()
    network.blocked.set(FilterCategory.objects.filter(is_for_everybody=True))
    network.blocked_young.set(FilterCategory.objects.filter(is_for_young=True))
    if tested:
        on = TODAY - tested * DAY
        saved(FilterTest(network=network, on=on, who="IT", result=result, words="Seen."))

    found = Network.objects.with_compliance(on=TODAY).get()

    assert found.compliance == state
    assert bool(found.reasons(TODAY)) is (state != "compliant")


def test_a_network_is_to_block_the_categories_of_those_who_use_it(at):
    network = saved(Network(agency=at["venue"].agency, name="Wifi", kind="wifi"))
    saved(FilterTest(network=network, on=TODAY, who="IT", result="passed"))
    network.iwf_applied = network.police_applied = True
    network.save()
    network.blocked.set(
        FilterCategory.objects.filter(is_for_everybody=True).exclude(name="Weapons")
    )

    def found():
        return Network.objects.with_compliance(on=TODAY).get()

    young = "Pornography, Violence and gore, Weapons"
    assert found().reasons(TODAY) == [f"not blocked for those under 16: {young}"]
    assert found().compliance == "action_needed"
    network.kind = "staff"
    network.save()
    assert (found().compliance, found().reasons(TODAY)) == ("compliant", [])
    network.blocked.remove(FilterCategory.objects.get(name="Terrorist content"))
    assert found().reasons(TODAY) == ["not blocked for everybody: Terrorist content"]
    assert Network.objects.all().needing_somebody(on=TODAY).exists()


def test_no_harmful_address_is_kept_in_clear(client, at):
    network = saved(Network(agency=at["it_lead"].agency, name="Wifi", kind="wifi"))
    client.force_login(at["it_lead"])
    typed = {"network": network.pk, "on_day": 1, "on_month": 3, "on_year": 2026, "who": "IT"}
    typed |= {
        "result": "partly",
        "false_positives": 0,
        "words": "x",
        "got_through": "https://bad.example",
    }

    said = "Enter a reference, not an address"
    page = client.post("/premises/networks/tests/add/", typed).content.decode()
    assert said in page
    for words in (
        "evil-words.co.uk/join",
        "the page at WWW.Bad.Example.org",
        "seen on 203.0.113.9",
    ):
        typed |= {"got_through": "log 17", "words": words}
        assert said in client.post("/premises/networks/tests/add/", typed).content.decode(), words
    assert not FilterTest.objects.exists()


# Audits


@pytest.fixture
def audit(at):
    about = {"premises": at["venue"], "on": TODAY, "who": at["manager"]}
    checklist = Checklist.objects.get(is_spot_check=False)
    return audits.keep_audit(PremisesAudit(), by=at["manager"], checklist=checklist, **about)


def given(item, value, *, minutes=0, key=None):
    """An answer as a phone sends it."""
    at = datetime.datetime(2026, 3, 18, 9, minutes, tzinfo=datetime.UTC)
    key = key or uuid.uuid4()
    return {"key": key, "item": item.pk, "value": value, "words": "", "at": at}


def test_an_answer_is_taken_once_and_the_one_given_last_holds_however_late_it_comes(at, audit):
    item = audit.checklist.items.order_by("position").first()
    first, last = given(item, "no", minutes=1), given(item, "yes", minutes=5)

    for sent in ([last], [first, last], [first]):
        found = audits.answer(audit, sent, by=at["manager"])

    assert AuditAnswer.objects.filter(audit=audit).count() == 2
    assert found[item.pk].value == "yes"


def test_an_audit_is_scored_by_weight_and_each_no_becomes_a_finding(client, at, audit):
    items = list(audit.checklist.items.order_by("position"))
    with pytest.raises(Refused, match="9 questions must be answered first"):
        audits.finish(audit, by=at["manager"])
    sent = [given(item, "yes") for item in items[2:]]
    sent += [given(items[0], "no"), given(items[1], "none")]
    audits.answer(audit, sent, by=at["manager"])

    done = audits.finish(audit, by=at["manager"])

    # weights 2 3 3 2 2 1 1 3 1: without the second 15, of which the first, 2, is lost
    assert float(done.score) == 86.7
    assert [each.words for each in done.findings.all()] == [items[0].finding]
    with pytest.raises(Refused, match="its answers stay as they are"):
        audits.answer(audit, sent, by=at["manager"])
    assert figures.audited(at["venue"].agency, on=TODAY).count == 1


def test_a_checklist_changed_during_an_audit_stays_and_a_new_version_is_made(at, audit):
    item = ChecklistItem.objects.filter(checklist=audit.checklist).first()
    with pytest.raises(Refused, match="Make a new version"):
        audits.keep_item(item, by=at["lead"], words="Something else?")

    made = audits.new_version(audit.checklist, by=at["lead"], on=TODAY)

    assert (made.version, made.items.count()) == (2, audit.checklist.items.count())
    audits.keep_item(made.items.first(), by=at["lead"], words="Something else?")


def test_a_checklist_is_added_on_its_page_and_once_under_a_name(client, at):
    client.force_login(at["lead"])
    said = {"name": "Halls", "from_on_day": "1", "from_on_month": "3", "from_on_year": "2026"}
    client.post("/premises/checklists/add/", said)
    again = client.post("/premises/checklists/add/", said | {"name": "halls"}).content.decode()

    assert Checklist.objects.get(name="Halls").version == 1
    assert "There is a checklist of this name." in again


def test_a_photograph_is_a_picture_and_not_too_large(at, audit, monkeypatch):
    audits.add_photo(audit, by=at["manager"], file=a_picture(), words="The board")
    wrong = io.BytesIO(b"not a picture")
    wrong.name = "hall.jpg"
    with pytest.raises(Refused, match="not what its name says"):
        audits.add_photo(audit, by=at["manager"], file=wrong, words="x")
    large = io.BytesIO(b"\xff\xd8" + bytes(40 * 1024 * 1024))
    large.name = "hall.jpg"
    with pytest.raises(Refused, match="larger than 20 MB"):
        audits.add_photo(audit, by=at["manager"], file=large, words="x")


def test_the_measures_of_a_day_are_those_of_the_catalogue_and_asked_for_together(
    client, at, django_assert_num_queries
):
    client.force_login(at["keeper"])
    a_venue(at["neighbour"].agency, "Theirs")
    with django_assert_num_queries(19):  # counted, and kept
        client.get("/premises/")
    with django_assert_num_queries(14):
        page = client.get("/premises/").content.decode()

    assert "Hireable premises with the clause in force" in page
    both = figures.values_of(["premises_with_clause", "networks_tested"], None, on=TODAY)
    assert (both["premises_with_clause"].count, both["premises_with_clause"].out_of) == (0, 2)
    own = figures.values_of(["premises_with_clause"], at["keeper"].agency.pk, on=TODAY)
    assert own["premises_with_clause"] == figures.with_clause(at["keeper"].agency.pk, on=TODAY)


def test_the_list_of_premises_asks_the_same_for_two_and_for_many(
    client, at, django_assert_num_queries
):
    client.force_login(at["keeper"])
    for count in (0, 20):
        for number in range(count):
            a_venue(at["venue"].agency, f"Hall {number}")
        with django_assert_num_queries(18):  # counted, and kept
            client.get("/premises/places/")
        with django_assert_num_queries(16):
            page = client.get("/premises/places/").content.decode()
    assert "Hall 3" in page


def test_the_calendar_holds_bookings_and_renewals_of_ones_own(client, at):
    venue = at["venue"]
    booking = asked(venue)
    about = {"agency": venue.agency, "kind": "hire", "premises": venue, "starts_on": TODAY}
    saved(Agreement(title="Terms of Elm", renew_on=TODAY + DAY, **about))

    def found(name):
        return {each.words for each in entries(at[name], start=TODAY, end=TODAY + 20 * DAY)}

    said = f"{booking.reference} to be decided: Elm Library"
    assert found("manager") == {said, "Terms of Elm"}
    assert found("neighbour") == found("manager_beside") == set()


def test_words_without_an_answer_are_asked_about_and_not_dropped(client, at, audit):
    item = audit.checklist.items.order_by("position").first()
    client.force_login(at["manager"])

    page = client.post(
        f"/premises/audits/{audit.pk}/answer/", {f"words_{item.pk}": "No board in the hall."}
    ).content.decode()

    assert page.count("Choose yes, no or does not apply") == 3
    assert "No board in the hall.</textarea>" in page
    assert not AuditAnswer.objects.exists()


def test_a_place_on_the_map_that_says_not_whose_it_is_is_asked_for_it(client, at):
    client.force_login(at["lead"])
    typed = {"name": "Barn", "kind": at["venue"].kind_id, "latitude": "51.7", "longitude": "-0.8"}

    page = client.post("/premises/places/add/", typed)

    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    far = typed | {"agency": at["venue"].agency_id, "latitude": "53.1", "tier": "unknown"}
    said = client.post("/premises/places/add/", far).content.decode()
    assert (
        "This place lies outside “Borough”. Look at the numbers again, or tick that it does."
        in said
    )
    client.post("/premises/places/add/", far | {"is_outside": "on"})
    assert Premises.objects.get(name="Barn").is_outside


def test_a_photograph_that_a_phone_sends_again_is_kept_once(client, at):
    checklist = Checklist.objects.get(is_spot_check=True)
    about = {"premises": at["venue"], "checklist": checklist, "on": TODAY, "who": at["keeper"]}
    audit = audits.keep_audit(PremisesAudit(), by=at["keeper"], **about)
    client.force_login(at["keeper"])
    address = f"/premises/audits/{audit.pk}/photographs/send/"

    def sent(key, file, words="The board"):
        file.seek(0)
        return client.post(address, {"key": key, "words": words, "file": file}).json()

    key = uuid.uuid4().hex
    assert sent(key, a_picture()) == sent(key, a_picture()) == {"saved": [key]}
    text = io.BytesIO(b"No picture.")
    text.name = "hall.jpg"
    assert "refused" in sent(uuid.uuid4().hex, text)
    assert sent(uuid.uuid4().hex, a_picture(), words="") == {
        "refused": "Say what the photograph shows"
    }
    assert audit.photos.count() == 1
    audit.state = "done"
    audit.save()
    assert "This audit is finished" in sent(uuid.uuid4().hex, a_picture())["refused"]
