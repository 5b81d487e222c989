"""One message a day at most, on chosen days, whatever is run twice, killed, late or wrongly addressed."""

import csv
import datetime
import re
import threading

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prevent_portal import notices, outbox, tasks
from prevent_portal.acting import acting_for
from prevent_portal.home import Row
from prevent_portal.models import ChasingRule, Notice, Outbox, User
from prevent_portal.notices import Owed
from prevent_portal.roles import Role
from tests.channel.second_factor import use_factor
from tests.conftest import TODAY
from tests.factories import AgencyFactory, UserFactory

WEDNESDAY, THURSDAY = 3, 4
PATH = "/plans/actions/41/"


@pytest.fixture
def owing(monkeypatch):
    """What the apps say is owed: a list to fill."""
    found = []
    monkeypatch.setattr(notices, "_modules", lambda: [_Says(found)])
    return found


class _Says:
    def __init__(self, found):
        self.found = found

    def owed(self, on, rule):
        return self.found


@pytest.fixture
def person(owing):
    """Somebody with something late, to be written to on Wednesdays."""
    user = UserFactory(write_on=[WEDNESDAY], email="jo@agency.example")
    owing.append(Owed(user.pk, notices.LATE, PATH))
    return user


def deliver():
    """What a worker's sweep would do."""
    done = []
    for pk in outbox.undone().values_list("pk", flat=True):
        done.append(outbox.deliver(pk))
    return done


def on(day):
    return time_machine.travel(
        datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC), tick=True
    )


def test_somebody_is_written_to_once_on_their_day(person):
    tasks.write_notices()
    tasks.write_notices()
    assert deliver() == [True]
    tasks.write_notices()
    assert deliver() == []

    (message,) = mail.outbox
    assert message.to == ["jo@agency.example"]
    notice = Notice.objects.get()
    assert (notice.to, notice.on, notice.state) == (person, TODAY, "sent")
    assert (notice.late_count, notice.due_count, notice.escalated_count) == (1, 0, 0)
    assert notice.settled_at


def test_on_another_day_nobody_is_written_to(person):
    with on(TODAY + datetime.timedelta(days=1)):
        tasks.write_notices()

    assert not Notice.objects.exists()


def test_who_is_owed_nothing_or_cannot_sign_in_is_not_written_to(person, owing):
    UserFactory(write_on=[WEDNESDAY])
    gone = UserFactory(write_on=[WEDNESDAY], is_active=False)
    owing.append(Owed(gone.pk, notices.LATE, PATH))

    tasks.write_notices()

    assert [notice.to for notice in Notice.objects.all()] == [person]


def test_a_missed_day_is_made_up_for_in_the_next_days_one_message(person, owing):
    owing.append(Owed(person.pk, notices.DUE, "/plans/actions/42/"))
    tasks.write_notices()  # and then the machine is off for a week

    with on(TODAY + datetime.timedelta(days=7)):
        tasks.write_notices()
        deliver()

    assert len(mail.outbox) == 1
    assert [(n.on, n.state) for n in Notice.objects.order_by("on")] == [
        (TODAY, "missed"),
        (TODAY + datetime.timedelta(days=7), "sent"),
    ]
    assert "/plans/actions/42/" in mail.outbox[0].body


def test_a_message_of_yesterday_does_not_leave_today(person):
    tasks.write_notices()

    with on(TODAY + datetime.timedelta(days=1)):
        deliver()

    assert mail.outbox == []
    assert Notice.objects.get().state == "missed"
    assert Notice.objects.get().because == notices.TOO_LATE


def test_who_left_meanwhile_is_not_written_to(person):
    tasks.write_notices()
    person.is_active = False
    person.save()

    deliver()

    assert mail.outbox == []
    assert Notice.objects.get().because == "The person can no longer sign in."


def test_the_message_names_what_else_waits_for_the_person(person, owing, monkeypatch):
    waits = [f"{PATH}log/", "/registers/risks/7/#look", "/training/sessions/3/register/"]
    rows = [Row(text="Words of their own", href=href) for href in [*waits, waits[-1]]]
    asked = []

    def gather(question, user, on):
        asked.append((question, user, on))
        return rows

    monkeypatch.setattr(notices, "gather", gather)
    tasks.write_notices()
    deliver()

    body = mail.outbox[0].body
    assert asked == [("needs", person, TODAY)]
    assert "Also waiting for you: 2\n" in body
    assert "/registers/risks/7/\n" in body
    assert "/training/sessions/3/register/\n" in body
    assert "/log/" not in body  # the message leads there already
    assert "Words of their own" not in body


def test_nothing_else_is_named_where_nothing_else_waits(person):
    tasks.write_notices()
    deliver()

    assert "Also waiting" not in mail.outbox[0].body


def test_the_message_holds_links_and_numbers_and_no_words(person, owing, settings):
    settings.PORTAL_URL = "https://portal.example"
    owing += [Owed(person.pk, notices.DUE, f"/plans/actions/{n}/") for n in range(50, 75)]
    owing.append(Owed(person.pk, notices.ESCALATED, "/plans/actions/99/"))

    tasks.write_notices()
    deliver()

    message = mail.outbox[0]
    assert message.subject == "Prevent portal: 2 late, 25 due"
    assert "Late: 1\n\nhttps://portal.example/plans/actions/41/\n" in message.body
    assert "Due within 14 days: 25\n" in message.body
    assert len(re.findall(r"/actions/\d+/", message.body)) == 1 + notices.MOST_LINKS + 1
    assert "More than 28 days late" in message.body
    assert "https://portal.example/messages/days/" in message.body


def test_what_is_told_twice_stands_there_once(person, owing):
    owing.append(Owed(person.pk, notices.LATE, PATH))

    tasks.write_notices()

    assert Notice.objects.get().late_count == 1


class Refusing(EmailBackend):
    """A mail server that does not take what goes to a certain address."""

    def send_messages(self, messages):
        if messages[0].to == ["wrong@agency.example"]:
            raise OSError("refused")
        return super().send_messages(messages)


@pytest.fixture
def _refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


@pytest.mark.usefixtures("_refusing")
def test_a_bad_address_does_not_stop_the_rest(person, owing):
    wrong = UserFactory(write_on=[WEDNESDAY], email="wrong@agency.example")
    owing.insert(0, Owed(wrong.pk, notices.LATE, PATH))
    tasks.write_notices()

    for pk in Outbox.objects.order_by("-pk").values_list("pk", flat=True):
        try:
            outbox.deliver(pk)
        except OSError:
            assert Notice.objects.get(to=wrong).state == "waiting"

    assert [message.to for message in mail.outbox] == [[person.email]]
    for _ in range(outbox.MAX_ATTEMPTS - 1):
        with acting_for(None):
            Outbox.objects.update(leased_until=None)
        for pk in outbox.undone().values_list("pk", flat=True):
            with pytest.raises(OSError, match="refused"):
                outbox.deliver(pk)
    notice = Notice.objects.get(to=wrong)
    assert (notice.state, notice.because) == ("failed", notices.GAVE_UP)
    assert Notice.objects.get(to=person).state == "sent"


def test_a_worker_killed_while_it_sends_does_not_send_twice(person, monkeypatch):
    tasks.write_notices()
    sent = []

    def dies(notice, **options):
        sent.append(notice.pk)
        raise KeyboardInterrupt("killed")

    monkeypatch.setattr("prevent_portal.emails.digest", dies)
    pk = Outbox.objects.get().pk
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(pk)
    assert Notice.objects.get().state == "sending"
    with acting_for(None):
        Outbox.objects.update(leased_until=None)

    assert deliver() == [True]

    assert len(sent) == 1
    assert Notice.objects.get().state == "failed"
    assert Notice.objects.get().because == notices.STOPPED
    assert deliver() == []


def test_workers_that_die_each_time_leave_a_message_that_says_so(person):
    tasks.write_notices()
    with acting_for(None):
        Outbox.objects.update(attempts=outbox.MAX_ATTEMPTS)

    deliver()

    assert Notice.objects.get().state == "failed"
    notices.give_up(Notice.objects.get().pk)
    assert Notice.objects.get().because == notices.GAVE_UP


def test_the_database_holds_to_one_a_day(person):
    tasks.write_notices()
    values = {"due_within_days": 14, "escalate_after_days": 28}

    with pytest.raises(IntegrityError, match="one_a_day"), transaction.atomic():
        Notice.objects.create(to=person, on=TODAY, **values)


def test_without_numbers_in_force_nobody_is_written_to(person):
    with on(datetime.date(2025, 12, 31)):  # a Wednesday before the first numbers
        tasks.write_notices()

    assert not Notice.objects.exists()


def test_the_newest_numbers_that_have_begun_hold():
    lead = UserFactory()
    values = {"by": lead, "escalate_after_days": 10}
    notices.set_chasing(from_on=TODAY, due_within_days=7, **values)
    notices.set_chasing(from_on=TODAY, due_within_days=8, **values)
    notices.set_chasing(from_on=TODAY + datetime.timedelta(days=1), due_within_days=9, **values)

    assert notices.rule_on(TODAY - datetime.timedelta(days=1)).due_within_days == 14
    assert notices.rule_on(TODAY).due_within_days == 8
    assert notices.rule_on(TODAY + datetime.timedelta(days=1)).due_within_days == 9
    assert notices.rule_on(datetime.date(2020, 1, 1)) is None


def test_numbers_that_were_set_stay_on_record():
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        ChasingRule.objects.update(due_within_days=1)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        ChasingRule.objects.all().delete()


def test_once_everybody_has_their_message_no_app_is_asked_again(person, monkeypatch):
    tasks.write_notices()
    monkeypatch.setattr(notices, "_modules", lambda: pytest.fail("asked again"))

    tasks.write_notices()

    assert Notice.objects.count() == 1


# Pages


def read(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


@pytest.fixture
def lead():
    return UserFactory(agency=AgencyFactory(), roles=[Role.PREVENT_LEAD], name="Prevent lead")


@pytest.fixture
def sent(person):
    """Two messages of today: one to somebody, one to a colleague that failed."""
    other = UserFactory(name="Una Other", agency=person.agency)
    values = {"on": TODAY, "due_within_days": 14, "escalate_after_days": 28}
    mine = Notice.objects.create(to=person, late_count=3, state="sent", **values)
    theirs = Notice.objects.create(
        to=other, due_count=7, state="failed", because="No such address.", **values
    )
    return mine, theirs


def test_one_sees_ones_own_messages_and_no_colleagues(client, person, sent):
    client.force_login(person)

    page = client.get(reverse("notice_list"))

    assert "What the portal sent to you" in read(page)
    assert list(page.context["page"]) == [sent[0]]
    assert "Una Other" not in read(page)
    assert "18 March 2026 3 0 0 Sent" in read(page)


def test_the_prevent_lead_and_the_auditor_see_all_messages(client, lead, sent):
    for user in (lead, UserFactory(roles=[Role.AUDITOR])):
        client.force_login(user)

        page = client.get(reverse("notice_list"))

        assert set(page.context["page"]) == set(sent)
        assert "Una Other 0 7 0 Failed No such address." in read(page)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"state": "failed"}, [1]),
        ({"q": "una"}, [1]),
        ({"q": "nobody"}, []),
        ({"since_day": "18", "since_month": "3", "since_year": "2026"}, [0, 1]),
        ({"since_day": "19", "since_month": "3", "since_year": "2026"}, []),
        ({"since_day": "x"}, [0, 1]),
        ({"state": "nonsense"}, [0, 1]),
        ({"page": "77"}, [0, 1]),
    ],
)
def test_the_list_is_narrowed(client, lead, sent, data, found):
    client.force_login(lead)

    page = client.get(reverse("notice_list"), data)

    assert {notice.pk for notice in page.context["page"]} == {sent[place].pk for place in found}


def test_the_list_is_paged_and_its_queries_do_not_grow(client, lead, sent):
    client.force_login(lead)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("notice_list"))
        return page, len(queries)

    _, few = asked()
    for user in UserFactory.create_batch(28):
        Notice.objects.create(to=user, on=TODAY, due_within_days=1, escalate_after_days=1)
    page, many = asked()

    assert many == few
    assert len(page.context["page"].object_list) == 25
    assert "Showing 1 to 25 of 30" in read(page)


def test_the_list_as_a_spreadsheet(client, person, lead, sent):
    for user, names in ((lead, {person.name, "Una Other"}), (person, {person.name})):
        client.force_login(user)
        text = b"".join(client.get(reverse("export_notices"))).decode("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        assert {row["To"] for row in rows} == names
    assert (rows[0]["Day"], rows[0]["Late"], rows[0]["State"]) == ("2026-03-18", "3", "Sent")


def test_somebody_chooses_their_days(client, person):
    client.force_login(person)
    page = client.get(reverse("writing_days"))
    assert page.context["form"].initial == {"days": [WEDNESDAY]}

    answer = client.post(reverse("writing_days"), {"days": ["4", "1"]}, follow=True)

    assert "Your days have been saved." in read(answer)
    assert User.objects.get(pk=person.pk).write_on == [1, THURSDAY]
    assert person.history.first().history_user == person


@pytest.mark.parametrize("days", [[], ["8"], ["x"]])
def test_days_must_be_days_of_the_week(client, person, days):
    client.force_login(person)

    answer = client.post(reverse("writing_days"), {"days": days, "pressed": "Save"})

    assert answer.status_code == 200
    assert "There is a problem" in read(answer)
    assert User.objects.get(pk=person.pk).write_on == [WEDNESDAY]


@pytest.mark.parametrize("days", [[], [0], [8]])
def test_the_database_holds_to_days_of_the_week(person, days):
    person.write_on = days

    with pytest.raises(IntegrityError, match="written_to_on_days"), transaction.atomic():
        person.save()


def numbers(**changes):
    day = TODAY + datetime.timedelta(days=7)
    return {
        "due_within_days": "21",
        "escalate_after_days": "10",
        "from_on_day": day.day,
        "from_on_month": day.month,
        "from_on_year": day.year,
    } | changes


def test_the_prevent_lead_sets_the_numbers(client, lead):
    client.force_login(lead)
    assert "Leads are told 14 days before" in read(client.get(reverse("chasing")))

    answer = client.post(reverse("chasing"), numbers(), follow=True)

    assert "The numbers have been saved." in read(answer)
    assert "25 March 2026 21 10 Prevent lead" in read(answer)
    rule = ChasingRule.objects.get(set_by=lead)
    assert (rule.due_within_days, rule.escalate_after_days) == (21, 10)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_within_days": "-1"}, "must be 0 or more"),
        ({"due_within_days": "367"}, "must be 366 or fewer"),
        ({"escalate_after_days": "soon"}, "must be a number"),
        ({"from_on_year": "2025"}, "must be today or in the future"),
        ({"from_on_day": ""}, "must include a day"),
    ],
)
def test_numbers_that_make_no_sense_get_a_sentence(client, lead, changes, sentence):
    client.force_login(lead)

    answer = client.post(reverse("chasing"), numbers(**changes))

    assert sentence in read(answer)
    assert not ChasingRule.objects.filter(set_by=lead).exists()


def test_before_the_first_numbers_the_page_says_so(client, lead):
    with on(datetime.date(2025, 12, 31)):
        client.force_login(lead)
        assert "Nobody is written to until" in read(client.get(reverse("chasing")))


def test_an_administrator_names_somebodys_manager(client, person):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR], agency=person.agency)
    manager = UserFactory(name="Mara Manager", agency=person.agency)
    gone = UserFactory(name="Gone Away", is_active=False)
    client.force_login(administrator)
    use_factor(client, administrator)
    page = reverse("change_user", args=[person.pk])
    offered = client.get(page).context["form"].fields["manager"].queryset
    assert manager in offered
    assert gone not in offered
    assert person not in offered
    typed = {
        "name": person.name,
        "email": person.email,
        "agency": person.agency_id,
        "roles": ["officer"],
        "manager": manager.pk,
    }

    answer = client.post(page, typed, follow=True)

    assert User.objects.get(pk=person.pk).manager == manager
    assert "Manager Mara Manager" in read(answer)
    client.post(page, typed | {"manager": person.pk})
    assert User.objects.get(pk=person.pk).manager == manager
    client.post(page, typed | {"manager": ""})
    assert User.objects.get(pk=person.pk).manager is None


def test_nobody_is_their_own_manager(person):
    person.manager = person

    with pytest.raises(IntegrityError, match="not_their_own_manager"), transaction.atomic():
        person.save()


class TestAtOnce:
    """Two beats at the same moment, in a database where work is committed for real."""

    @pytest.fixture(autouse=True)
    def _database(self, own_database):
        """Committed for real."""

    def test_two_runs_promise_one_message(self, monkeypatch):
        user = UserFactory(write_on=[WEDNESDAY])
        says = _Says([Owed(user.pk, notices.LATE, PATH)])
        monkeypatch.setattr(notices, "_modules", lambda: [says])
        together, wrong = threading.Barrier(2), []

        def run():
            try:
                together.wait()
                tasks.write_notices()
            except Exception as error:
                wrong.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert wrong == []
        assert Notice.objects.filter(to=user).count() == 1
        assert Outbox.objects.filter(kind="send_notice").count() == 1
