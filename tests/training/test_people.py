"""People and their pages: who is listed, how they stand, and what is written down by hand."""

import datetime
import io

import pytest
from django.db.models import F

from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from training.models import (
    Absence,
    Completion,
    Course,
    CourseVersion,
    Level,
    Posting,
    Rule,
    Setting,
    SettingKind,
    Unit,
)
from training.personal import standings, told
from training.position import headline_rule, position
from training.services import people
from training.states import State, state_of

ON = datetime.date(2026, 3, 18)
LIST, PERSON = 18, 23

pytestmark = pytest.mark.django_db


def day(words):
    return datetime.date.fromisoformat(words)


@pytest.mark.parametrize(
    ("last", "due", "expires", "apart", "state"),
    [
        (None, "2026-03-18", None, None, State.IN_GRACE),
        (None, "2026-03-17", None, None, State.OVERDUE_INITIAL),
        ("2020-01-01", "2019-10-01", None, None, State.COMPLIANT),
        ("2023-03-18", "2019-10-01", "2026-03-18", None, State.DUE_SOON),
        ("2023-03-17", "2019-10-01", "2026-03-17", None, State.EXPIRED),
        ("2023-06-16", "2019-10-01", "2026-06-16", None, State.DUE_SOON),
        ("2023-06-17", "2019-10-01", "2026-06-17", None, State.COMPLIANT),
        (None, "2019-10-01", None, "exempt", State.EXEMPT),
        (None, "2019-10-01", None, "away", State.AWAY),
    ],
)
def test_a_state_follows_from_the_days(last, due, expires, apart, state):
    days = {
        name: day(words) if words else None
        for name, words in (("last", last), ("due_on", due), ("expires_on", expires))
    }

    assert state_of(on=ON, apart=apart, **days) == state


@pytest.fixture(autouse=True)
def _acting():
    with acting_for(None):
        yield


@pytest.fixture
def council():
    agency = AgencyFactory(name="Example Council")
    Unit(agency=agency, name="Housing").save()
    return agency


@pytest.fixture
def keeper(council):
    return UserFactory(agency=council, roles=[Role.TRAINING_LEAD])


def added(agency, name="Una Marrable", starts_on="2025-01-31", **about):
    return people.add_person(
        by=None,
        agency=agency,
        name=name,
        kind=about.pop("kind", Person.Kind.VOLUNTEER),
        unit=Unit.objects.filter(agency=agency).first(),
        level=Level.objects.get(name="Manager"),
        works_with_people_at_risk=False,
        starts_on=day(starts_on),
        **about,
    )


def took(person, on, **about):
    about = {"course": Course.objects.get(code="WRAP"), "route": "declared"} | about
    return people.add_completion(person, by=None, on=day(on), **about)


def said(client, user, address):
    client.force_login(user)
    return " ".join(client.get(address).content.decode().split())


def test_the_list_is_of_ones_own_agency_and_can_be_narrowed(client, council, keeper):
    other = AgencyFactory()
    Unit(agency=other, name="Wards").save()
    added(other, "Zora Elsewhere")
    added(council)
    left = added(council, "Otis Oakenfold", number="77", kind="staff")
    people.end_post(left, by=None, on=day("2025-06-30"))
    unit = Unit.objects.get(agency=council).pk

    page = said(client, keeper, "/training/people/")
    gone = said(client, keeper, "/training/people/?state=left")
    found = said(client, keeper, "/training/people/?q=77&state=all&kind=staff")
    nobody = said(client, keeper, f"/training/people/?unit={unit}&kind=staff")

    assert "Una Marrable" in page
    assert "Elsewhere" not in page
    assert "Oakenfold" not in page
    assert "Oakenfold" in gone
    assert "Una" not in gone
    assert "Oakenfold" in found
    assert "Nobody fits these filters." in nobody


def test_the_list_asks_as_much_whatever_its_length(
    client, council, keeper, django_assert_num_queries
):
    client.force_login(keeper)
    added(council)
    with django_assert_num_queries(LIST):
        client.get("/training/people/")
    for number in range(30):
        added(council, f"Number {number}")

    with django_assert_num_queries(LIST):
        assert client.get("/training/people/").content.count(b"Number ") >= 20


def test_a_persons_page_says_how_they_stand_under_each_rule(
    client, council, keeper, django_assert_num_queries
):
    person = added(council)
    took(person, "2025-03-01")
    for_staff = Rule(name="Staff only", due_months=1, kinds=["staff"])
    for_staff.save()
    for_staff.courses.add(Course.objects.get(code="WRAP"))
    client.force_login(keeper)
    address = f"/training/people/{person.pk}/"
    with django_assert_num_queries(PERSON):
        page = " ".join(client.get(address).content.decode().split())
    for number in range(10):
        Rule(name=f"Rule {number}", due_months=number).save()

    assert "First training overdue" in page  # a statement of one's own does not count
    assert "31 July 2025" in page  # six months from 31 January
    assert "Not asked of them" in page
    assert "does not count" in page
    with django_assert_num_queries(PERSON):
        assert b"Rule 9" in client.get(address).content


def test_standings_follow_posts_absences_and_verification(council):
    person = added(council)
    declared = took(person, "2025-03-01")

    def state():
        return [standing.state for standing in standings(person, on=ON)]

    assert state() == [State.OVERDUE_INITIAL]
    people.verify_completion(declared, by=None)
    assert state() == [State.COMPLIANT]
    absence = Absence(person=person, from_on=ON)
    absence.save()
    assert state() == [State.AWAY]
    people.end_post(person, by=None, on=day("2025-12-31"))
    assert state() == [State.LEFT]


def test_moving_keeps_the_day_of_joining_and_what_was_known(council):
    person = added(council)
    Unit(agency=council, name="Roads").save()
    roads, manager = Unit.objects.get(name="Roads"), Level.objects.get(name="Manager")
    move = {"unit": roads, "level": manager, "works_with_people_at_risk": True}

    people.start_post(person, by=None, starts_on=day("2025-05-01"), **move)

    posts = Posting.objects.filter(person=person)
    assert list(posts.known().values_list("joined_on", "starts_on", "ends_on", "unit__name")) == [
        (day("2025-01-31"), day("2025-01-31"), day("2025-04-30"), "Housing"),
        (day("2025-01-31"), day("2025-05-01"), None, "Roads"),
    ]
    assert posts.filter(withdrawn_at__isnull=False).get().ends_on is None
    with pytest.raises(Refused, match="A post from 1 May 2025 is known already"):
        people.start_post(person, by=None, starts_on=day("2025-05-01"), **move)
    with pytest.raises(Refused, match="before the first day"):
        people.end_post(person, by=None, on=day("2025-04-30"))
    people.end_post(person, by=None, on=day("2025-06-30"))
    people.start_post(person, by=None, starts_on=day("2025-09-01"), **move)
    assert posts.known().filter(joined_on=F("starts_on")).last().starts_on == day("2025-09-01")


def test_a_post_in_another_agencys_unit_is_refused(council):
    other = AgencyFactory()
    wards = Unit(agency=other, name="Wards")
    wards.save()

    with pytest.raises(Refused, match="a unit of another agency"):
        people.start_post(
            added(council),
            by=None,
            unit=wards,
            level=Level.objects.first(),
            works_with_people_at_risk=False,
            starts_on=ON,
        )


def test_a_post_says_the_team_and_the_setting_of_its_days(client, council, keeper):
    kind = SettingKind.objects.get(name="Foster household")
    home = Setting(agency=council, kind=kind, name="Household 7")
    home.save()
    carer = added(council, kind="foster_carer", team="Fostering", setting=home)
    people.start_post(
        carer,
        by=None,
        unit=Unit.objects.get(agency=council),
        team="Kinship care",
        level=Level.objects.get(name="Manager"),
        works_with_people_at_risk=True,
        starts_on=day("2025-06-01"),
    )

    page = said(client, keeper, f"/training/people/{carer.pk}/")

    posts = Posting.objects.known().filter(person=carer)
    assert list(posts.values_list("team", "setting", "ends_on")) == [
        ("Fostering", home.pk, day("2025-05-31")),
        ("Kinship care", None, None),
    ]
    assert "Fostering" in page
    assert "At <bdi>Household 7</bdi>" in page
    assert "Kinship care" in said(client, keeper, "/training/people/")


def test_a_post_at_another_agencys_setting_is_refused(council):
    elsewhere = Setting(
        agency=AgencyFactory(), kind=SettingKind.objects.first(), name="Other school"
    )
    elsewhere.save()

    with pytest.raises(Refused, match="a setting of another agency"):
        added(council, setting=elsewhere)


def test_the_position_by_setting_counts_who_is_at_each(council):
    kind = SettingKind.objects.get(name="Foster household")
    home = Setting(agency=council, kind=kind, name="Household 7")
    home.save()
    for name in ("Ada Pell", "Bo Pell"):
        added(council, name, setting=home)
    added(council, "Cy Roe")

    found = position(headline_rule(council, on=ON), on=ON, agency=council, by="setting").groups

    assert {group.name: group.in_post for group in found} == {
        "Household 7": 2,
        "At no setting": 1,
    }


def test_a_number_is_one_persons(council):
    added(council, number="77")

    with pytest.raises(Refused, match="Somebody of this agency has this staff number"):
        added(council, "Another", number="77")


def test_two_who_change_one_person_lose_nothing(client, council, keeper):
    person = added(council, number="77")
    added(council, "Another", number="78")
    address = f"/training/people/{person.pk}/change/"
    client.force_login(keeper)
    version = client.get(address).context["form"].initial["version"]
    typed = {"name": "Una Marrable", "kind": "volunteer", "number": "77", "version": version}

    taken = client.post(address, typed | {"number": "78"}).content.decode()
    first = client.post(address, typed | {"job_title": "Warden"})
    second = client.post(address, typed | {"job_title": "Driver"}).content.decode()

    assert "Somebody of this agency has this staff number." in taken
    assert first.status_code == 302
    assert "Somebody saved changes while you were writing." in second
    assert Person.objects.get(pk=person.pk).job_title == "Warden"


def test_a_completion_is_withdrawn_with_a_reason_and_stays(client, council, keeper):
    person = added(council)
    completion = took(person, "2025-03-01")
    client.force_login(keeper)
    address = f"/training/completions/{completion.pk}/withdraw/"

    client.post(address, {"reason": "It was another person's"})
    page = said(client, keeper, f"/training/people/{person.pk}/")

    assert "It was another person&#x27;s" in page
    assert not Completion.objects.known().filter(person=person).exists()
    kept = Completion.objects.get(person=person)
    assert kept.withdrawn_by == keeper
    with pytest.raises(Refused, match="withdrawn already"):
        people.withdraw_completion(kept, by=keeper, reason="Again")


def test_a_certificate_is_kept_and_counts_at_once(client, council, keeper, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = added(council)
    client.force_login(keeper)
    wrap = Course.objects.get(code="WRAP")
    file = io.BytesIO(b"%PDF-1.4\n%%EOF\n")
    file.name = "certificate.pdf"
    when = {"on_day": "1", "on_month": "3", "on_year": "2025"}
    shown = {"course": wrap.pk, "route": "certificate", **when}
    address = f"/training/people/{person.pk}/completions/add/"

    without = client.post(address, shown).content.decode()
    client.post(address, shown | {"file": file})
    again = client.post(address, shown | {"route": "declared"}).content.decode()

    assert "Choose the certificate" in without
    assert "This completion is known already." in again
    completion = Completion.objects.get()
    assert (completion.route, completion.by) == ("certificate", keeper)
    sent = client.get(f"/training/completions/{completion.pk}/certificate/")
    assert b"".join(sent).startswith(b"%PDF")


def test_a_completion_before_the_course_existed_or_out_of_order_is_told(council):
    referrals = Course.objects.get(code="ELEARN_REFERRALS")
    CourseVersion(course=referrals, name="1", route="elearning", from_on=day("2025-06-01")).save()

    sentences = list(told(took(added(council), "2025-05-01", course=referrals)))

    assert sentences == [
        "Prevent referrals e-learning has been given since 1 June 2025: this is earlier.",
        "Prevent awareness e-learning comes before Prevent referrals e-learning, "
        "and is not known to have been taken by then.",
    ]


def test_an_absence_is_added_by_staff_number_of_ones_own_agency_only(client, council, keeper):
    other = AgencyFactory()
    Unit(agency=other, name="Wards").save()
    added(other, "Zora Elsewhere", number="88")
    mine = added(council, number="77")
    client.force_login(keeper)
    from_on = {"from_on_day": "1", "from_on_month": "3", "from_on_year": "2026"}

    refused = client.post("/training/absences/add/", {"person": "88"} | from_on).content.decode()
    torn = client.post("/training/absences/add/", {"person": "7\x007"} | from_on).content.decode()
    client.post("/training/absences/add/", {"person": "77"} | from_on)

    assert "Null characters are not allowed" in torn
    assert "Nobody whom you may see has this number or name: 88." in refused
    assert [absence.person for absence in Absence.objects.all()] == [mine]
