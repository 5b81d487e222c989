"""Settings: what covers each on a day, whom to offer training, and lists that come in."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from prevent_portal.figures import catalogue
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from training import figures_of_settings as figures
from training.models import Course, Setting, SettingExclusion, SettingKind, SettingTraining

LIST, COVERAGE, TAKE_IN = (
    "/training/settings/",
    "/training/settings/coverage/",
    "/training/settings/take-in/",
)
#: Door, session and log; the filters' choices, the count and the page, whatever its length.
LIST_QUERIES, COVERAGE_QUERIES = 16, 20


@pytest.fixture
def keeper(client):
    user = UserFactory(agency=AgencyFactory(name="Example Council"), roles=[Role.TRAINING_LEAD])
    client.force_login(user)
    return user


def saved(thing):
    thing.save()
    return thing


def setting(keeper, kind="Maintained school", **about):
    about = {"name": f"Setting {Setting.objects.count()}"} | about
    kind = SettingKind.objects.get(name=kind)
    return saved(Setting(agency=keeper.agency, kind=kind, **about))


def trained(where, on, who="", **about):
    course = Course.objects.get(code=about.pop("course", "WRAP"))
    return saved(SettingTraining(setting=where, who=who, on=on, course=course, **about))


def value(on, **how):
    found = figures.covered(Setting.objects.all(), on=on, **how)
    return found.count, found.out_of


def test_a_school_needs_its_own_lead_trained(keeper, today):
    elm = setting(keeper, lead_name="Ann Oak")
    trained(elm, today, "Somebody Else")
    assert value(today) == (0, 1)

    trained(elm, today, "ann oak", is_lead=True)

    assert value(today) == (1, 1)
    assert value(today - datetime.timedelta(days=1)) == (0, 1)


def test_a_new_lead_has_to_be_trained_anew_and_the_past_stays(keeper, today):
    elm = setting(keeper, lead_name="Ann Oak")
    trained(elm, datetime.date(2025, 1, 10), "Ann Oak", is_lead=True)

    elm.lead_name, elm.lead_since = "Bo Ash", datetime.date(2026, 1, 1)
    elm.save()

    assert value(today) == (0, 1)
    assert value(datetime.date(2025, 12, 31)) == (1, 1)


def test_everybody_of_a_foster_household_must_be_trained(keeper, today):
    home = setting(keeper, "Foster household", people=2)
    trained(home, today, "Cy")
    trained(home, today, "Cy", course="BRIEFING")  # the same person twice
    assert value(today) == (0, 1)

    trained(home, today, "Dee")

    assert value(today) == (1, 1)


def test_a_household_of_unknown_size_is_not_covered(keeper, today):
    home = setting(keeper, "Foster household")
    trained(home, today, "Cy")

    found = Setting.objects.with_coverage(on=today).get(pk=home.pk)
    assert not found.is_covered
    assert found.lacks == ["how many people there are is not known"]


def test_training_runs_out_and_only_the_courses_of_the_kind_count(keeper, today):
    kind = SettingKind.objects.get(name="Early years setting")
    kind.renew_months = 24
    kind.save()
    kind.courses.set(Course.objects.filter(code="WRAP"))
    nest = setting(keeper, "Early years setting")
    trained(nest, today, "Ed", course="BRIEFING")
    assert value(today) == (0, 1)

    trained(nest, today - relativedelta(months=24), "Flo")

    assert value(today) == (1, 1)
    assert value(today + datetime.timedelta(days=1)) == (0, 1)


def test_a_course_that_counts_as_another_counts(keeper, today):
    kind = SettingKind.objects.get(name="Early years setting")
    kind.courses.set(Course.objects.filter(code="WRAP"))
    Course.objects.get(code="BRIEFING").counts_as.set(Course.objects.filter(code="WRAP"))
    trained(setting(keeper, "Early years setting"), today, "Ed", course="BRIEFING")

    assert value(today) == (1, 1)


def test_what_is_left_out_is_in_no_denominator_and_its_reason_is_said(keeper, today):
    setting(keeper, "Independent school")
    merging = setting(keeper, "Academy")
    saved(
        SettingExclusion(
            setting=merging,
            reason="It is being merged",
            from_on=today - datetime.timedelta(days=9),
            to_on=today,
        )
    )
    setting(keeper, "Care home")

    assert value(today) == (0, 1)
    assert value(today + datetime.timedelta(days=1)) == (0, 2)
    assert figures.left_out(Setting.objects.all(), on=today) == [
        ("Independent schools do not count towards the aim", 1),
        ("It is being merged", 1),
    ]


def test_closed_and_not_yet_opened_settings_do_not_count(keeper, today):
    shut = setting(keeper, "Academy")
    shut.closed_on, shut.closed_because = today, "It moved"
    shut.save()
    setting(keeper, "Academy", opened_on=today + datetime.timedelta(days=1))

    assert value(today) == (0, 0)
    assert value(today - datetime.timedelta(days=1)) == (0, 1)


def test_what_was_recorded_later_was_not_known_then(keeper, today):
    before = timezone.now() - datetime.timedelta(hours=1)
    trained(setting(keeper, "Early years setting"), today, "Ed")

    assert value(today) == (1, 1)
    assert value(today, known_at=before) == (0, 1)


def test_a_number_without_names_is_all_told_the_latest_holds(keeper, today):
    home = setting(keeper, "Foster household", people=3)
    trained(home, today - datetime.timedelta(days=30), people=3)
    trained(home, today, people=2)
    trained(home, today, "Cy")

    assert Setting.objects.with_coverage(on=today).get(pk=home.pk).trained_count == 2


def test_the_figures_are_in_the_catalogue_with_their_denominator(keeper, today):
    found = catalogue()["settings_covered"]
    elm = setting(keeper, name="Elm School", lead_name="Ann Oak")
    trained(elm, today, "Ann Oak", is_lead=True)
    setting(keeper, "Care home")

    assert "not left out" in found.denominator
    value = found.at(Setting.objects.all(), on=today)
    assert (value.count, value.out_of) == (1, 2)
    assert list(found.rows(Setting.objects.all(), on=today)) == [elm]


def test_the_page_says_the_figure_the_reasons_and_whom_to_ask(client, keeper, today):
    elm = setting(keeper, name="Elm School", lead_name="Ann Oak")
    trained(elm, today, "Ann Oak", is_lead=True)
    setting(keeper, "Care home", name="Fir Court", contact_name="Gil Reed")
    setting(keeper, "Independent school", name="Yew Hall")
    setting(UserFactory(), name="Another's")

    page = client.get(COVERAGE).content.decode()

    assert "50.0% of 2 settings were covered on 18 March 2026." in page
    assert "Independent schools do not count towards the aim</span>: 1" in page
    assert "Fir Court" in page
    assert "Gil Reed" in page
    assert "0 of 1 trained; no designated lead is known" in page
    assert "Elm School" not in page
    assert "Another&#x27;s" not in page


def test_the_list_for_mop_up_as_a_spreadsheet(client, keeper):
    setting(keeper, "Care home", name="=Fir Court", contact_email="fir@home.example")

    lines = b"".join(client.get(COVERAGE, {"format": "csv"})).decode().splitlines()

    assert lines[0].startswith("\ufeffSetting,Kind,Agency,Area,What is missing")
    assert lines[1].startswith("'=Fir Court,Care home,Example Council,,0 of 1 trained;")
    assert "fir@home.example" in lines[1]


def test_an_odd_address_of_the_page_is_passed_over(client, keeper):
    page = client.get(COVERAGE, {"on": "2026-02-31", "kind": "999999999999999999999"})

    assert page.status_code == 200
    assert "That part of the address was left out" in page.content.decode()


def test_needing_somebody_is_no_trained_lead_or_no_return_for_a_year(client, keeper):
    setting(keeper, name="Elm School")
    setting(keeper, "Independent school", name="Yew Hall")

    page = client.get(LIST, {"needs": "yes"}).content.decode()

    assert "Elm School" in page
    assert "Yew Hall" not in page


@pytest.mark.parametrize("count", [2, 30])
@pytest.mark.parametrize(
    ("address", "queries"), [(LIST, LIST_QUERIES), (COVERAGE, COVERAGE_QUERIES)]
)
def test_pages_ask_the_same_however_many_there_are(
    client, keeper, count, address, queries, django_assert_num_queries
):
    for number in range(count):
        setting(keeper, name=f"Elm {number}")

    with django_assert_num_queries(queries):
        client.get(address)


def test_somebody_of_the_register_is_found_by_their_number(client, keeper, today):
    elm = setting(keeper)
    person = saved(Person(agency=keeper.agency, number="0042", name="Hal Ivy"))
    wrap = Course.objects.get(code="WRAP")
    sent = {"setting": elm.pk, "people": 1, "course": wrap.pk, "on_day": 1, "on_month": 3}

    client.post("/training/settings/trained/add/", sent | {"on_year": 2026, "number": "0042"})

    row = SettingTraining.objects.get()
    assert (row.person, row.who) == (person, "Hal Ivy")


def test_a_setting_of_another_agency_cannot_be_named(client, keeper):
    theirs = setting(UserFactory())

    page = client.post("/training/settings/trained/add/", {"setting": theirs.pk, "who": "X"})

    assert "Select setting from the list" in page.content.decode()
    assert not SettingTraining.objects.exists()


GOOD = "name,kind,contact e-mail,designated lead\nElm,Academy,office@elm.example,Ann Oak\n"


def test_a_list_is_looked_over_first_and_taken_in_whole(client, keeper):
    page = client.post(TAKE_IN, {"text": GOOD}).content.decode()
    assert "1 setting will be added" in page
    assert not Setting.objects.exists()

    client.post(TAKE_IN, {"text": GOOD, "is_sure": "yes"})

    elm = Setting.objects.get()
    assert (elm.name, elm.agency, elm.lead_name) == ("Elm", keeper.agency, "Ann Oak")
    assert elm.history.get().history_user == keeper
    again = client.post(TAKE_IN, {"text": GOOD}).content.decode()
    assert "There is nothing to add" in again


def test_one_wrong_row_and_nothing_is_added(client, keeper):
    file = SimpleUploadedFile("list.csv", f"{GOOD}Ash,Zoo,,\n".encode())

    page = client.post(TAKE_IN, {"file": file}).content.decode()
    assert "1 of 2 rows must be put right first" in page
    assert "“Zoo” is no kind of setting" in page
    assert "Ash,Zoo" in page  # the file's text is in the box

    sure = client.post(TAKE_IN, {"text": f"{GOOD}Ash,Zoo,,\n", "is_sure": "yes"})
    assert "Nothing was added: 1 of 2 rows" in sure.content.decode()
    assert not Setting.objects.exists()


@pytest.mark.parametrize("text", ["", "Elm,Academy"])
def test_what_is_no_list_gets_a_sentence(client, keeper, text):
    page = client.post(TAKE_IN, {"text": text}).content.decode()

    assert "There is a problem" in page
