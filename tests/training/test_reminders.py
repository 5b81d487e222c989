"""Reminders: before and after a deadline, one a person and day, a private page, and nobody's name."""

import csv
import datetime
import io
import re

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from openpyxl import load_workbook

from prevent_portal import notices, outbox
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox, Person
from prevent_portal.notices import DUE, Owed
from prevent_portal.roles import Role
from prevent_portal.tracked import create_tracked
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import extract
from training import chasing, owing
from training.models import Completion, Course, Level, Posting, Reminder, ReminderRule, Rule, Unit
from training.position import headline_rule, position
from training.services import extracts, reminders

TODAY = datetime.date(2026, 3, 18)
#: Six months after joining is the deadline: in a week, in thirty days, and a week ago.
WEEK, MONTH, PAST = (
    datetime.date(2025, 9, 25),
    datetime.date(2025, 10, 17),
    datetime.date(2025, 9, 11),
)
LONG_AGO, LATELY = datetime.date(2019, 4, 1), datetime.date(2026, 3, 1)

pytestmark = pytest.mark.django_db


def join(agency, *days):
    """People of an agency, numbered from 1, each in post since a day."""
    unit = Unit.objects.filter(agency=agency).first() or Unit(agency=agency, name="Housing")
    unit.save()
    level, first = Level.objects.first(), Person.objects.filter(agency=agency).count() + 1
    people = [
        Person(
            agency=agency,
            number=f"{number:08d}",
            name=f"Staff Member{number}",
            email=f"staff{number}@council.example",
        )
        for number in range(first, first + len(days))
    ]
    create_tracked(Person, people)
    Posting.objects.bulk_create(
        Posting(
            person=person,
            unit=unit,
            level=level,
            works_with_people_at_risk=False,
            joined_on=day,
            starts_on=day,
        )
        for person, day in zip(people, days, strict=True)
    )


@pytest.fixture
def course():
    return Rule.objects.get(is_headline=True).courses.order_by("pk").first()


@pytest.fixture
def agency(course):
    """One who is trained, three who are owed a reminder, and one whose deadline is far off."""
    agency = AgencyFactory(name="Example Council")
    join(agency, LONG_AGO, WEEK, MONTH, PAST, LATELY)
    Completion.objects.create(person=person(agency, 1), course=course, on="2026-02-01")
    return agency


def turn_on(agency, **changes):
    values = {"from_on": TODAY, "is_on": True, "days_before": [30, 7], "where": "In the library."}
    return reminders.set_reminders(agency, by=None, **values | changes)


def person(agency, number):
    return Person.objects.get(agency=agency, number=f"{number:08d}")


def change(person, **values):
    for name, value in values.items():
        setattr(person, name, value)
    person.save()


def write(on=TODAY):
    return reminders.write_reminders(on=on)


def owed_on(on):
    rows = Reminder.objects.filter(on=on).order_by("person__number")
    return [int(number) for number in rows.values_list("person__number", flat=True)]


def deliver():
    for pk in outbox.undone().values_list("pk", flat=True):
        outbox.deliver(pk)


def address_in(message):
    return re.search(r"/training/reminder/[\w-]+/", message.body).group()


def managed(agency, manager, *team):
    for number in team:
        reminders.set_manager(
            by=None, agency=agency, number=f"{number:08d}", manager_number=f"{manager:08d}"
        )


# Who is owed one, and when


def test_nobody_is_written_to_until_an_agency_turns_reminders_on(agency):
    assert write() == 0
    turn_on(agency, is_on=False)
    assert write() == 0
    assert not Outbox.objects.filter(kind=reminders.SEND).exists()


def test_people_are_reminded_before_and_after_their_deadline(agency):
    turn_on(agency)

    assert write() == 3
    assert owed_on(TODAY) == [2, 3, 4]


@pytest.mark.parametrize(("due_in", "owed"), [(31, False), (30, True), (29, True), (-6, True)])
def test_a_step_is_owed_from_its_day_on(agency, due_in, owed):
    turn_on(agency, from_on=datetime.date(2026, 1, 1))
    due_on = datetime.date(2026, 3, 25)

    write(due_on - datetime.timedelta(days=due_in))

    assert Reminder.objects.filter(person=person(agency, 2)).exists() == owed


def test_each_step_is_told_once_and_lateness_again_every_month(agency):
    turn_on(agency)
    due_on = datetime.date(2026, 3, 25)
    told = []
    for days in range(-35, 75):
        on = due_on + datetime.timedelta(days=days)
        if on >= TODAY:
            with acting_for(None):
                write(on)
            Reminder.objects.filter(state="waiting").update(state="sent")
            if 2 in owed_on(on):
                told.append(days)

    assert told == [-7, 7, 37, 67]


def test_run_twice_sends_once(agency):
    turn_on(agency)
    write()

    assert write() == 0
    deliver()
    deliver()

    assert len(mail.outbox) == 3
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


def test_one_address_gets_one_message_a_day(agency):
    turn_on(agency)
    for each in Person.objects.filter(agency=agency):
        change(each, email="shared@council.example")

    assert write() == 1
    assert write() == 0


def test_somebody_without_an_address_is_listed_and_not_asked_again(agency):
    turn_on(agency)
    change(person(agency, 2), email="")
    write()
    deliver()

    assert Reminder.objects.get(person=person(agency, 2)).state == "unreachable"
    assert write(TODAY + datetime.timedelta(days=1)) == 0


@pytest.mark.parametrize("size", [5, 40])
def test_who_is_owed_takes_as_many_queries_at_any_size(agency, size, django_assert_num_queries):
    turn_on(agency)
    join(agency, *[WEEK] * size)
    rules = owing.rules_for(agency, on=TODAY)

    with django_assert_num_queries(6):
        owing.write(rules, reminders.rule_of(agency, on=TODAY), on=TODAY)

    assert Reminder.objects.count() == size + 3


# Every rule in force


@pytest.fixture
def workshop():
    """A rule of its own beside the headline: a workshop within twelve months of joining."""
    rule = Rule(name="Workshop for all", due_months=12)
    rule.save()
    rule.courses.set(Course.objects.filter(code="WRAP_TTT"))
    return rule


def test_people_are_reminded_under_every_rule_in_force(agency, workshop):
    turn_on(agency)

    write()

    # the first is in date under the headline and has never taken the workshop
    assert owed_on(TODAY) == [1, 2, 3, 4]
    assert Reminder.objects.get(person=person(agency, 1)).due_on == datetime.date(2020, 4, 1)
    workshop.closed_on, workshop.closed_because = TODAY, "Not asked any more"
    workshop.save()
    with acting_for(None):
        write(TODAY + datetime.timedelta(days=1))
    assert owed_on(TODAY + datetime.timedelta(days=1)) == []


def test_one_message_tells_of_what_is_owed_under_all_rules(client, agency, workshop):
    turn_on(agency)
    days = [TODAY + datetime.timedelta(days=n) for n in range(4)]
    for on in days:
        write(on)
        Reminder.objects.filter(state="waiting").update(state="sent")

    # late under the headline since 11 March, and for six months to come in time for the workshop
    assert Reminder.objects.filter(person=person(agency, 4)).count() == 1
    UserFactory(agency=agency, email="staff1@council.example")
    user = UserFactory(agency=agency, email="staff4@council.example")
    client.force_login(user)
    page = " ".join(client.get("/training/mine/").content.decode().split())
    assert "Due on 11 March 2026, and late" in page
    assert "By 11 September 2026" in page


def test_who_says_they_took_it_is_still_reminded_of_the_other_rule(agency, course, workshop):
    turn_on(agency)
    reminders.declare(person(agency, 1), course=course, on=TODAY)
    reminders.declare(person(agency, 2), course=course, on=TODAY)

    write()

    assert owed_on(TODAY) == [1, 3, 4]


def test_a_team_is_late_if_it_is_under_any_rule(agency, workshop):
    managed(agency, 2, 1, 4, 5)

    with acting_for(None):
        _, teams = reminders.teams_for(
            UserFactory(agency=agency, roles=[Role.TRAINING_LEAD]), on=TODAY
        )

    assert teams == [(person(agency, 2).pk, 2, 0)]


# What leaves


def test_a_message_holds_a_link_and_nobodys_name(agency):
    turn_on(agency)
    managed(agency, 2, 3, 4)
    write()
    deliver()

    words = "".join(message.subject + message.body for message in mail.outbox)
    own = next(m for m in mail.outbox if m.to == ["staff2@council.example"])
    assert "Member3" not in words
    assert "00000003" not in words
    assert "People who report to you, and their Prevent training: late 1, due soon 1." in own.body
    assert "You have Prevent training to take." in own.body
    assert len(mail.outbox) == 3


def test_a_manager_with_nothing_of_their_own_is_told_of_the_team(agency):
    turn_on(agency)
    managed(agency, 1, 2, 4, 5)
    write()
    deliver()

    row = Reminder.objects.get(person=person(agency, 1))
    assert (row.due_on, row.team_late, row.team_due, row.state) == (None, 1, 1, "sent")


def test_what_a_mail_server_does_not_take_is_owed_tomorrow(agency, monkeypatch):
    turn_on(agency)
    write()

    def refuse(self, messages):
        raise OSError("down")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    deliver()

    assert set(Reminder.objects.values_list("state", flat=True)) == {"failed"}
    assert write(TODAY + datetime.timedelta(days=1)) == 3


def test_a_message_cut_short_is_not_sent_again(agency):
    turn_on(agency)
    write()
    Reminder.objects.update(state="sending")
    deliver()

    assert mail.outbox == []
    assert {row.because for row in Reminder.objects.all()} == {reminders.STOPPED}


# The private page


@pytest.fixture
def link(agency):
    """The address that the person with number 2 got."""
    turn_on(agency)
    managed(agency, 2, 3, 4)
    write()
    deliver()
    return address_in(next(m for m in mail.outbox if m.to == ["staff2@council.example"]))


def test_opening_it_changes_nothing_and_shows_no_names(client, link):
    before = Completion.objects.count()
    response = client.get(link)
    said = response.content.decode()

    assert "Your training is due on 25 March 2026." in said
    assert "In the library." in said
    assert "S.M. 00000003" in said
    assert "Member3" not in said
    assert response["Cache-Control"] == "private, no-store"
    assert Completion.objects.count() == before


def test_the_token_is_kept_as_a_hash_and_expires(client, link):
    token = link.rstrip("/").rpartition("/")[2]

    assert token not in str(list(Reminder.objects.values()))
    for days, status in ((14, 200), (15, 404)):
        day = datetime.datetime(2026, 3, 18, 12, tzinfo=datetime.UTC)
        with time_machine.travel(day + datetime.timedelta(days=days)):
            assert client.get(link).status_code == status
    assert client.get(link.replace(token, "x" + token[1:])).status_code == 404


def test_what_somebody_says_counts_only_once_it_is_verified(client, agency, link):
    course = headline_rule(agency, on=TODAY).courses.filter(is_legacy=False).first()
    typed = {"course": course.pk, "on_day": "17", "on_month": "3", "on_year": "2026"}
    for _ in range(2):
        assert client.post(link, typed).status_code == 302

    said = Completion.objects.get(route="declared")
    rule = headline_rule(agency, on=TODAY)
    assert (
        "You said that you finished a course on 17 March 2026." in client.get(link).content.decode()
    )
    assert position(rule, on=TODAY, agency=agency).whole.trained == 1

    reminders.settle_declaration(said, by=None, is_true=True)
    assert position(rule, on=TODAY, agency=agency).whole.trained == 2
    with pytest.raises(Refused, match="waits to be verified"):
        reminders.settle_declaration(said, by=None, is_true=True)


def test_an_extract_brings_what_somebody_said_themselves():
    agency = AgencyFactory()

    def take_in(elearning):
        row = (1, "Housing", "01/04/2019", "", elearning, "")
        with acting_for(None):
            read = extracts.read_extract(
                extract(row, (2, *row[1:])), name="x.csv", agency=agency, by=None, on=TODAY
            )
            extracts.commit_import(read, by=None)

    take_in("")
    elearning = Course.objects.filter(rules__isnull=False)
    for each in elearning:
        reminders.declare(person(agency, 1), course=each, on=datetime.date(2026, 3, 17))
    take_in("17/03/2026")

    assert Completion.objects.filter(person=person(agency, 1), route="import").count() == 1


def test_somebody_who_waits_to_be_verified_is_not_reminded(agency, course):
    turn_on(agency)
    reminders.declare(person(agency, 2), course=course, on=TODAY)
    write()

    assert owed_on(TODAY) == [3, 4]


def test_a_statement_may_be_turned_down(agency, course):
    said = reminders.declare(person(agency, 2), course=course, on=TODAY)
    reminders.settle_declaration(said, by=None, is_true=False)

    assert not Completion.objects.known().filter(person=said.person).exists()


# Those who sign in, and those who look after it


def test_somebody_who_signs_in_is_told_there_and_gets_no_second_message(client, agency):
    turn_on(agency)
    user = UserFactory(agency=agency, email="Staff2@council.example", write_on=[3])
    write()
    deliver()
    rule = notices.rule_on(TODAY)

    assert "staff2@council.example" not in [m.to[0].lower() for m in mail.outbox]
    assert Owed(user.pk, DUE, "/training/mine/") in chasing.owed(TODAY, rule)
    client.force_login(user)
    assert "due on 25 March 2026" in client.get("/training/mine/").content.decode()


@pytest.mark.parametrize(("day", "is_told"), [(2, True), (4, False), (9, False)])
def test_a_training_lead_is_told_on_their_first_day_of_the_month(agency, day, is_told):
    lead = UserFactory(agency=agency, roles=[Role.TRAINING_LEAD], write_on=[1, 3])
    join(agency, LONG_AGO)

    told = [each.path for each in chasing.owed(datetime.date(2026, 3, day), None)]

    assert told == ([reverse("training:manager_list")] if is_told else [])
    assert lead.is_active


def test_the_page_of_managers_counts_each_team(client, agency):
    managed(agency, 1, 2, 4, 5)
    client.force_login(UserFactory(agency=agency, roles=[Role.TRAINING_LEAD]))

    said = " ".join(client.get(reverse("training:manager_list")).content.decode().split())

    assert "Staff number 00000001" in said
    assert 'data-label="Late">1<' in said
    assert 'data-label="Due">1<' in said


def test_a_manager_is_of_the_same_agency_and_not_oneself(agency):
    with pytest.raises(Refused, match="nobody with this staff number"):
        managed(agency, 99, 2)
    with pytest.raises(Refused, match="somebody else"):
        managed(agency, 2, 2)


def test_reminders_are_set_on_a_page_and_listed_from_the_messages(client, agency):
    client.force_login(UserFactory(agency=agency, roles=[Role.TRAINING_LEAD]))
    typed = {
        "agency": agency.pk, "is_on": "yes", "days_before": "7, 30", "first_after": "7",
        "then_every": "30", "where": "", "link": "",
        "from_on_day": "18", "from_on_month": "3", "from_on_year": "2026",
    }  # fmt: skip
    client.post(reverse("training:set_reminders"), typed | {"days_before": "soon"})
    assert not ReminderRule.objects.exists()
    client.post(reverse("training:set_reminders"), typed)

    assert ReminderRule.objects.get().days_before == [30, 7]
    assert "Reminders of training" in client.get(reverse("notice_list")).content.decode()


def test_the_list_can_be_had_as_it_is_narrowed_without_anybodys_name(client, agency):
    turn_on(agency)
    write()
    Reminder.objects.filter(person=person(agency, 2)).update(state="failed", because="Mailbox full")
    client.force_login(UserFactory(agency=agency, roles=[Role.TRAINING_LEAD]))
    address = reverse("training:reminder_list")

    text = b"".join(client.get(address, {"format": "csv", "state": "failed"})).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(b"".join(client.get(address, {"format": "xlsx"}))))

    head, *rows = csv.reader(io.StringIO(text))
    assert head[:4] == ["Day", "Staff number", "Agency", "Own deadline"]
    assert [each[1:3] + each[-2:] for each in rows] == [
        ["00000002", agency.name, "Failed", "Mailbox full"]
    ]
    assert book.active.max_row == 1 + Reminder.objects.count()
    assert "Member" not in text
