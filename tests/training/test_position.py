"""The page of the position: its sentence, its groups, both denominators, and whose people it counts."""

import csv
import datetime
import io
import re

import pytest
from openpyxl import load_workbook

from prevent_portal.acting import acting_for
from prevent_portal.figures import catalogue
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import FIRST, extract
from training.models import (
    Absence,
    Exemption,
    GroupMember,
    Level,
    Rule,
    StaffGroup,
    Unit,
)
from training.services import extracts

PAGE, NAMES = "/training/", "/training/position/people/"
ON = datetime.date(2026, 3, 18)
#: Door, session and log; the rule and what it is made of; the position, with who is set apart,
#: kept; the choice of agency; what needs
#: somebody.
QUERIES = 19
#: Two who have been there for long, and were never trained.
OTHERS = ((1, "Roads", "01/04/2019", "", "", ""), (2, "Roads", "01/04/2019", "", "", ""))

pytestmark = pytest.mark.django_db


def take_in(agency, *rows):
    with acting_for(None):
        read = extracts.read_extract(extract(*rows), name="x.csv", agency=agency, by=None, on=ON)
        return extracts.commit_import(read, by=None)


@pytest.fixture
def council():
    agency = AgencyFactory(name="Example Council", is_lead=True)
    take_in(agency, *FIRST)
    return agency


@pytest.fixture
def other():
    agency = AgencyFactory(name="Other Trust")
    take_in(agency, *OTHERS)
    return agency


def reader(agency, role):
    return UserFactory(agency=agency, roles=[role])


def said(client, user, address=PAGE):
    client.force_login(user)
    return " ".join(client.get(address).content.decode().split())


def cells(page):
    """The first table's rows: the words of each cell, without those for screen readers alone."""
    body = page.partition('<tbody class="govuk-table__body">')[2].partition("</tbody>")[0]
    body = re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", body)
    return [
        [re.sub(r"<[^>]*>", "", f"<{part}").strip() for part in re.split(r"<t[hd]", row)[1:]]
        for row in body.split("<tr")[1:]
    ]


def test_the_sentence_and_both_denominators_are_said(client, council):
    page = said(client, reader(council, Role.TRAINING_LEAD))

    assert (
        "66.7% of 3 people in post on 18 March 2026 have had Prevent training; 33.3% are in date."
        in page
    )
    assert "Of the 2 whose deadline had passed, 50.0% (1) have had it." in page
    assert "It names no target." in page


def test_groups_are_the_units_of_ones_own_agency(client, council, other):
    page = said(client, reader(council, Role.TRAINING_LEAD))

    assert cells(page) == [
        ["Housing", "2", "1 (50.0%)", "1", "0 (0.0%)", "1", "2", "1 (50.0%)", "1", "0"],
        ["Libraries", "1", "1 (100.0%)", "0", "1 (100.0%)", "0", "0", "0", "0", "0"],
        ["All", "3", "2 (66.7%)", "1", "1 (33.3%)", "1", "2", "1 (50.0%)", "1", "0"],
    ]
    assert "Housing has the smallest share trained, 50.0%." in page


def test_an_earlier_day_is_told_as_it_was(client, council):
    page = said(client, reader(council, Role.TRAINING_LEAD), f"{PAGE}?on=2025-12-31")

    assert "50.0% of 4 people in post on 31 December 2025 have had" in page
    assert cells(page)[-1][1:] == [
        "4",
        "2 (50.0%)",
        "2",
        "1 (25.0%)",
        "1",
        "3",
        "2 (66.7%)",
        "1",
        "1",
    ]


@pytest.mark.parametrize("role", [Role.PREVENT_LEAD, Role.EXECUTIVE, Role.ELECTED_MEMBER])
def test_those_who_answer_for_all_see_every_agency(client, council, other, role):
    page = said(client, reader(council, role))

    assert [row[:3] for row in cells(page)] == [
        ["Example Council", "3", "2 (66.7%)"],
        ["Other Trust", "2", "0 (0.0%)"],
        ["All", "5", "2 (40.0%)"],
    ]


def test_those_who_answer_for_all_can_look_at_one_agency(client, council, other):
    page = said(client, reader(council, Role.PREVENT_LEAD), f"{PAGE}?agency={other.pk}")

    assert [row[:2] for row in cells(page)] == [["Roads", "2"], ["All", "2"]]
    assert "Roads: 0.0% trained." in page
    assert "smallest share" not in page


@pytest.mark.parametrize("role", [Role.TRAINING_LEAD, Role.SPOC])
def test_nobody_else_can_ask_for_another_agency(client, council, other, role):
    page = said(client, reader(council, role), f"{PAGE}?agency={other.pk}")

    assert "Roads" not in page
    assert cells(page)[-1][:2] == ["All", "3"]


def test_the_target_is_said_in_words(client, council):
    rule = Rule.objects.get()
    rule.target_percent = 90
    rule._history_user = None
    rule.save()

    page = said(client, reader(council, Role.TRAINING_LEAD))

    assert "Its target is 90.0%." in page
    assert "50.0%; 1 of 2 reach the target of 90.0%." in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("on=2027-01-01", "The day must be today or in the past"),
        ("by=shoe", "“Grouped by” is not one of the choices."),
        ("by=unit", "Choose an agency to see it by business unit."),
        ("agency=999999", "There is no such agency."),
    ],
)
def test_what_cannot_be_understood_is_passed_over_and_said(client, council, asked, sentence):
    page = said(client, reader(council, Role.PREVENT_LEAD), f"{PAGE}?{asked}")

    assert sentence in page
    assert cells(page)[-1][:2] == ["All", "3"]


def test_a_day_without_anybody_says_so(client, council):
    page = said(client, reader(council, Role.TRAINING_LEAD), f"{PAGE}?on=2015-01-01")

    assert "Nobody was in post on 1 January 2015, as far as the portal knows." in page


def test_a_day_without_a_rule_says_so(client, council):
    rule = Rule.objects.get()
    rule.starts_on = datetime.date(2020, 1, 1)
    rule._history_user = None
    rule.save()

    page = said(client, reader(council, Role.TRAINING_LEAD), f"{PAGE}?on=2019-04-01&format=csv")

    assert "No headline rule for training was in force on 01/04/2019." in page


def test_downloads_hold_what_the_page_shows(client, council):
    client.force_login(reader(council, Role.TRAINING_LEAD))

    text = b"".join(client.get(PAGE, {"format": "csv"})).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(b"".join(client.get(PAGE, {"format": "xlsx"}))))

    _, *rows = csv.reader(io.StringIO(text))
    assert rows[-3] == ["All", "3", "2", "66.7", "1", "1", "33.3", "1", "2", "1", "50.0", "1", "0"]
    assert [row[:3] for row in rows[-2:]] == [
        ["Not counted above: away for long", "0", ""],
        ["Not counted above: exempt", "0", ""],
    ]
    last = list(book.active.iter_rows(values_only=True))[-3]
    assert last == ("All", 3, 2, 66.7, 1, 1, 33.3, 1, 2, 1, 50, 1, 0)


def test_who_is_set_apart_is_said_and_outside_every_figure(client, council):
    away, exempt = Person.objects.filter(number__in=("00000001", "00000002")).order_by("number")
    with acting_for(None):
        Absence(person=away, from_on=ON).save()
        Exemption(
            person=exempt, rule=Rule.objects.get(), reason="Retires", approved_by="HR", from_on=ON
        ).save()

    page = said(client, reader(council, Role.TRAINING_LEAD))

    assert "100.0% of 1 person in post on 18 March 2026" in page
    assert "in none of these figures and no denominator: 1 away for long, 1 exempt." in page
    text = b"".join(client.get(PAGE, {"format": "csv"})).decode("utf-8-sig")
    assert [row[:2] for row in csv.reader(io.StringIO(text))][-3:] == [
        ["All", "1"],
        ["Not counted above: away for long", "1"],
        ["Not counted above: exempt", "1"],
    ]


def test_by_staff_group_somebody_counts_in_each_of_theirs(client, council, other):
    first = Person.objects.get(agency=council, number="00000001")
    listed = StaffGroup(name="Front desk", made="list")
    ruled = StaffGroup(name="Housing staff", made="rule", agency=council)
    theirs = StaffGroup(name="Managers of theirs", made="rule", agency=other)
    closed = StaffGroup(name="Once", made="rule", closed_on=ON, closed_because="No use")
    with acting_for(None):
        for group in (listed, ruled, theirs, closed):
            group.save()
        ruled.units.add(Unit.objects.get(agency=council, name="Housing"))
        theirs.levels.add(Level.objects.get(name="Manager"))
        GroupMember(group=listed, person=first, from_on=ON).save()
    user = reader(council, Role.TRAINING_LEAD)

    page = said(client, user, f"{PAGE}?by=group")

    assert [row[:3] for row in cells(page)] == [
        ["Front desk", "1", "1 (100.0%)"],
        ["Housing staff", "2", "1 (50.0%)"],
        ["In no staff group", "1", "1 (100.0%)"],
        ["All", "3", "2 (66.7%)"],
    ]
    assert "Somebody in several staff groups counts in each of them" in page
    for key, count in ((listed.pk, 1), (ruled.pk, 2), ("", 1)):
        assert len(client.get(NAMES, {"by": "group", "group_key": key}).context["page"]) == count
    assert len(client.get(NAMES, {"by": "group"}).context["page"]) == 3


def test_the_page_asks_as_much_of_the_database_whatever_the_size(
    client, council, django_assert_num_queries
):
    client.force_login(reader(council, Role.PREVENT_LEAD))
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    for number in range(30):
        take_in(AgencyFactory(name=f"Partner {number:02}"), *OTHERS)

    with django_assert_num_queries(QUERIES):
        assert client.get(PAGE).content.count(b"Partner ") >= 60


def test_figures_are_in_the_catalogue(council, other):
    with acting_for(None):
        found = {name: catalogue()[f"people_{name}"] for name in ("trained", "in_date")}
        passed = catalogue()["people_past_deadline"].at(council, on=ON)
        values = {name: each.at(council, on=ON) for name, each in found.items()}
        of_all = catalogue()["people_trained"].at(None, on=ON)

    assert {name: (value.count, value.out_of) for name, value in values.items()} == {
        "trained": (2, 3),
        "in_date": (1, 3),
    }
    assert (passed.count, passed.out_of) == (1, 2)
    assert (of_all.count, of_all.out_of) == (2, 5)


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        (
            Role.TRAINING_LEAD,
            {"people/", "sessions/", "trainers/", "settings/", "rules/", "extracts/", "reminders/"},
            set(),
        ),
        (Role.EXECUTIVE, {"strategy/"}, {"people/", "sessions/", "extracts/", "reminders/"}),
    ],
)
def test_the_parts_of_training_are_found_from_its_front_page(
    client, council, role, there, not_there
):
    client.force_login(reader(council, role))

    page = client.get(PAGE).content.decode()
    parts = page.partition('id="parts"')[2]

    met = {part for part in there | not_there if f'href="{PAGE}{part}"' in parts}
    assert met == there
    assert {client.get(f"{PAGE}{part}").status_code for part in there} == {200}
    assert {client.get(f"{PAGE}{part}").status_code for part in not_there} <= {403}


def test_training_stands_on_its_own_front_page_and_not_among_the_partnerships(client, council):
    def at(role):
        client.force_login(reader(council, role))
        return client.get("/partnership/").content.decode()

    assert f'href="{PAGE}strategy/"' in at(Role.OFFICER)
    assert f'href="{PAGE}strategy/"' not in at(Role.EXECUTIVE)
