"""Audit rounds: a private link each, answered once, changing nothing until it is accepted."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord, Outbox
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from training.models import (
    AuditInvite,
    AuditQuestion,
    AuditReturn,
    AuditRound,
    Course,
    Setting,
    SettingKind,
    SettingTraining,
)
from training.services import audits


@pytest.fixture
def keeper(client):
    user = UserFactory(agency=AgencyFactory(name="Example Council"), roles=[Role.TRAINING_LEAD])
    client.force_login(user)
    return user


@pytest.fixture
def audit(keeper, today):
    return audits.keep_round(
        AuditRound(),
        by=keeper,
        agency=keeper.agency,
        title="Autumn return",
        intro="",
        course=Course.objects.get(code="WRAP"),
        closes_on=today + datetime.timedelta(days=30),
    )


def school(keeper, name="Elm School", **about):
    kind = SettingKind.objects.get(name="Maintained school")
    about = {"contact_email": "office@elm.example", "lead_name": "Ann Oak"} | about
    setting = Setting(agency=keeper.agency, kind=kind, name=name, **about)
    setting.save()
    return setting


@pytest.fixture
def elm(keeper):
    return school(keeper)


def deliver():
    for pk in Outbox.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True):
        outbox.deliver(pk)


@pytest.fixture
def address(client, keeper, audit, elm):
    """The address in the message to the school, which opens it without an account."""
    of_kind = elm.kind.pk
    client.post(f"/training/rounds/{audit.pk}/send/", {"kinds": [of_kind]})
    deliver()
    client.logout()
    return re.search(r"/training/return/\w+/", mail.outbox[0].body)[0]


def filled(audit, **changes):
    """Answers to the questions with which each round begins, by the names of the fields."""
    said = {
        "Who is the designated safeguarding lead?": "Bo Ash",
        "How many people work or volunteer with you?": "20",
        "How many of them have had Prevent training?": "15",
        "Does your setting have its own Prevent risk assessment?": "yes",
        "Which web filter do you use?": "A long one",
    } | changes
    questions = {question.words: f"q{question.pk}" for question in audit.questions.all()}
    sent = {questions[words]: answer for words, answer in said.items()}
    day = questions["When was the designated safeguarding lead last trained in Prevent?"]
    return sent | {f"{day}_day": "9", f"{day}_month": "1", f"{day}_year": "2026"}


def test_the_message_holds_a_link_and_nothing_of_the_questions(address, audit):
    (message,) = mail.outbox

    assert message.to == ["office@elm.example"]
    assert message.subject == "Prevent training return for Example Council"
    assert "safeguarding lead" not in message.body
    assert "works for 30 more days" in message.body


def test_the_token_is_kept_nowhere(address):
    token = address.split("/")[-2]

    kept = [AuditInvite.objects.values().get(), *Outbox.objects.values()]
    kept += [*AuditInvite.history.values(), *AccessRecord.objects.values()]
    assert token not in str(kept)


def test_sending_again_sends_nobody_a_second_link(client, keeper, address, audit, elm, today):
    audits.send_links(audit, settings=[elm], by=keeper, on=today)

    assert AuditInvite.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_changes_nothing(client, address, method):
    before = list(AuditInvite.objects.values())

    for _ in range(3):
        assert getattr(client, method)(address).status_code == 200

    assert list(AuditInvite.objects.values()) == before
    assert not AuditReturn.objects.exists()


def test_the_page_is_for_nobody_else_and_names_nobody(client, keeper, address):
    page = client.get(address)

    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"].startswith("noindex")
    assert page["Referrer-Policy"] == "same-origin"
    words = page.content.decode()
    assert "Elm School" in words
    assert "Ann Oak" not in words
    assert keeper.name not in words


def test_what_was_typed_stays_when_something_is_wrong(client, address, audit):
    sent = filled(audit, **{"How many people work or volunteer with you?": "plenty"})

    page = client.post(address, sent).content.decode()

    assert "Enter a whole number" in page
    assert "plenty" in page
    assert "Bo Ash" in page
    assert not AuditReturn.objects.exists()


def test_answers_come_in_once_with_thanks_and_a_receipt(client, address, audit):
    page = client.post(address, filled(audit)).content.decode()
    assert "Thank you" in page
    assert "9 January 2026" in page

    again = client.post(address, filled(audit))
    assert again.status_code == 404
    assert "cannot be sent twice" in again.content.decode()
    assert AuditReturn.objects.count() == 1

    deliver()
    receipt = mail.outbox[-1]
    assert "6 questions answered" in receipt.body
    assert address not in receipt.body
    assert "Bo Ash" not in receipt.body


def test_two_who_send_at_one_time_get_one_in(address, audit, today):
    invite = AuditInvite.objects.get()
    audits.receive_return(invite, answers={}, on=today)

    with pytest.raises(audits.Refused, match="answered already"):
        audits.receive_return(invite, answers={}, on=today)


def test_every_link_that_does_not_work_looks_the_same(client, keeper, address, audit):
    pages = {client.get("/training/return/never-made/").content}
    client.post(address, filled(audit))
    pages.add(client.get(address).content)
    with time_machine.travel(datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)):
        pages.add(client.get(address).content)

    assert len(pages) == 1


def test_it_runs_out_after_its_last_day(client, address, audit):
    for day, status in (
        (audit.closes_on, 200),
        (audit.closes_on + datetime.timedelta(days=1), 404),
    ):
        noon = datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)
        with time_machine.travel(noon):
            assert client.get(address).status_code == status


def test_a_revoked_or_replaced_link_does_not_work(client, keeper, address, audit, today):
    newer = audits.reissue_link(AuditInvite.objects.get(), by=keeper, on=today)
    assert client.get(address).status_code == 404

    deliver()
    second = re.search(r"/training/return/\w+/", mail.outbox[-1].body)[0]
    assert client.get(second).status_code == 200
    audits.revoke_link(newer, by=keeper)
    assert client.get(second).status_code == 404


def test_too_many_visits_are_turned_away_whatever_the_link(client, address, monkeypatch):
    monkeypatch.setattr(audits, "MOST_AN_HOUR", 2)

    met = [client.get(where).status_code for where in (address, "/training/return/x/", address)]

    assert met == [200, 404, 429]


def accepted(audit, keeper):
    return audits.accept_returns(audit, returns=AuditReturn.objects.all(), by=keeper)


def test_answers_change_the_setting_only_once_they_are_accepted(
    client, keeper, address, audit, elm, today
):
    client.post(address, filled(audit))
    elm.refresh_from_db()
    assert (elm.lead_name, elm.people) == ("Ann Oak", None)

    client.force_login(keeper)
    client.post(f"/training/rounds/{audit.pk}/accept/", {"all": "yes"})

    elm.refresh_from_db()
    assert (elm.lead_name, elm.lead_since, elm.people) == ("Bo Ash", today, 20)
    found = SettingTraining.objects.order_by("-is_lead").values_list("who", "people", "on")
    assert list(found) == [("Bo Ash", 1, datetime.date(2026, 1, 9)), ("", 15, today)]
    standing = Setting.objects.with_coverage(on=today).get(pk=elm.pk)
    assert (standing.is_covered, standing.last_return_on) == (True, today)
    assert accepted(audit, keeper) == 0


def test_one_by_one_accepts_those_that_are_ticked(client, keeper, address, audit):
    client.post(address, filled(audit))
    client.force_login(keeper)
    accept = f"/training/rounds/{audit.pk}/accept/"

    client.post(accept, {"return": ["999"]})
    assert not AuditReturn.objects.filter(accepted_at__isnull=False).exists()
    client.post(accept, {"return": [AuditReturn.objects.get().pk]})
    assert AuditReturn.objects.get().accepted_by == keeper


def test_a_return_is_set_aside_with_a_reason_and_taken_up_again(
    client, keeper, address, audit, elm, today
):
    client.post(address, filled(audit))
    client.force_login(keeper)
    answer, answers = AuditReturn.objects.get(), f"/training/rounds/{audit.pk}/answers/"
    aside = f"/training/rounds/returns/{answer.pk}/set-aside/"

    assert "Enter why is it set aside" in client.post(aside, {"reason": " "}).content.decode()
    client.post(aside, {"reason": "Sent by the school next door"})
    page = client.get(answers).content.decode()
    lines = b"".join(client.get(answers, {"format": "csv"})).decode()

    assert "Sent by the school next door" in page
    assert "Set aside: Sent by the school next door" in lines
    assert accepted(audit, keeper) == 0
    assert Setting.objects.with_coverage(on=today).get(pk=elm.pk).last_return_on is None
    assert "Set aside" in client.get(audit.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="set aside already"):
        audits.set_aside(answer, by=keeper, reason="Again")
    client.post(f"/training/rounds/returns/{answer.pk}/take-up/")
    assert accepted(audit, keeper) == 1
    with pytest.raises(Refused, match="accepted already"):
        audits.set_aside(answer, by=keeper, reason="Too late")
    with pytest.raises(Refused, match="has not been set aside"):
        audits.take_up_again(answer, by=keeper)


def test_a_round_may_go_to_those_only_that_are_not_covered(client, keeper, audit, elm, today):
    oak = school(keeper, "Oak School", lead_name="Bo Ash")
    wrap = Course.objects.get(code="WRAP")
    SettingTraining(setting=elm, who="Ann Oak", is_lead=True, course=wrap, on=today).save()
    send, kinds = f"/training/rounds/{audit.pk}/send/", {"kinds": [elm.kind.pk]}

    refused = client.post(send, {"settings": [elm.pk], "only_not_covered": "on"})
    client.post(send, kinds | {"only_not_covered": "on"})

    assert "Each of these settings is covered" in refused.content.decode()
    assert [invite.setting for invite in audit.invites.all()] == [oak]
    client.post(send, kinds)
    assert audit.invites.count() == 2


def test_the_table_of_answers_and_its_spreadsheet(client, keeper, address, audit):
    client.post(address, filled(audit, **{"Which web filter do you use?": "=cmd()"}))
    client.force_login(keeper)
    page = client.get(f"/training/rounds/{audit.pk}/answers/")
    lines = b"".join(client.get(page.request["PATH_INFO"], {"format": "csv"})).decode()

    assert "Bo Ash" in page.content.decode()
    assert "'=cmd()" in lines
    assert "Elm School,Bo Ash,2026-01-09,20,15,Yes," in lines


def aged(invite, *, days):
    """The link and its last reminder went out so many days ago."""
    invite.made_at = invite.reminded_at = timezone.now() - datetime.timedelta(days=days)
    invite.save()


def test_reminders_go_to_the_silent_at_most_once_a_week(client, keeper, address, audit, today):
    invite = AuditInvite.objects.get()
    assert audits.remind(audit, by=keeper, on=today) == 0  # the link has only just gone out

    for age, count in ((8, 1), (2, 0), (8, 1)):
        aged(invite, days=age)
        assert audits.remind(audit, by=keeper, on=today) == count
    client.post(address, filled(audit))
    aged(invite, days=8)
    assert audits.remind(audit, by=keeper, on=today) == 0


def test_a_round_that_was_sent_keeps_its_questions(keeper, address, audit):
    question = audit.questions.first()

    with pytest.raises(audits.Refused, match="has been sent"):
        audits.keep_question(question, by=keeper, round=audit, words="Another?")
    with pytest.raises(audits.Refused, match="has been sent"):
        audits.close_question(question, by=keeper, on=audit.closes_on, reason="No need")


def test_a_question_that_feeds_a_day_is_answered_by_a_day(client, keeper, audit):
    AuditQuestion.objects.filter(feeds="lead_trained").get()
    page = client.post(
        "/training/rounds/questions/add/",
        {"round": audit.pk, "words": "When?", "kind": "text", "feeds": "people", "position": 9},
    )

    assert "it must be answered by: Number." in page.content.decode()


def test_a_link_that_could_not_be_sent_says_so(client, keeper, address, audit):
    AuditInvite.give_up(AuditInvite.objects.get().pk, sentence="The mail server said no.")
    client.force_login(keeper)

    assert "The mail server said no." in client.get(audit.get_absolute_url()).content.decode()
