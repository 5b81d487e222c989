"""Usual questions: the position on each, the answer of a day through the guard, and what was said."""

import datetime
import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from actions.models import Document, Grant, Payment
from prevent_portal.errors import Refused
from prevent_portal.figures import Value
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from reports import services
from reports.models import Answer, Question
from reports.models.answers import REFERENCE
from reports.services import answering
from tests.factories import AgencyFactory, UserFactory

from .test_access_coming import answer_of

pytestmark = pytest.mark.django_db

ON = datetime.date(2026, 2, 28)


@pytest.fixture
def lead():
    return UserFactory(roles=[Role.PREVENT_LEAD])


@pytest.fixture
def question():
    return Question.objects.get(text__contains="had Prevent training")


@pytest.fixture
def counted(monkeypatch):
    """Let each figure have a value of our own."""

    def give(count, out_of):
        monkeypatch.setattr(
            answering,
            "series",
            lambda names, agency, days: {
                name: dict.fromkeys(days, Value(count, out_of)) for name in names
            },
        )

    return give


def text_of(question, lead, on=ON):
    return services.prepare_answer(question, agency=lead.agency, on=on).text


def test_an_answer_has_the_figure_its_day_and_what_it_means(question, lead, counted):
    counted(412, 500)

    said = text_of(question, lead)

    assert said.startswith("How many of your staff have had Prevent training?")
    assert f"Position as at 28 February 2026, {lead.agency}:" in said
    assert "Have had Prevent training: 412 of 500 (82.4%). Completed a course" in said
    assert "Out of: people in post on the day" in said


def test_a_small_number_is_not_given(question, lead, counted):
    counted(3, 500)

    said = text_of(question, lead)

    assert "Have had Prevent training: fewer than 5 of 500. " in said
    assert "could" in said.splitlines()[-1]
    assert not re.search(r"\b3 of|0\.6%", said)


def test_what_is_withheld_gives_the_exemption_and_the_reason_and_no_figure(lead, counted):
    counted(7, 9)
    question = Question.objects.get(text__contains="by age and by type")
    question.figures = ["people_trained", "channel.received"]

    said = text_of(question, lead)

    assert "Exemption: section 40(2)" in said
    assert "smaller, until one row speaks of one person" in said
    assert "7 of 9" not in said
    assert "Position as at" not in said


def test_channel_is_never_answered_with_a_number(lead, question, counted):
    counted(70, 90)
    question.figures = ["channel.received"]

    assert "70" not in text_of(question, lead)
    with pytest.raises(Refused, match="given to nobody outside"):
        services.keep_question(
            question, by=lead, version=version_of(question), figures=["channel.received"]
        )


def test_an_earlier_answer_keeps_a_later_one_from_giving_it_away(
    question, lead, counted, monkeypatch
):
    counted(3, 500)
    answer_of(question, lead.agency, lead, on=ON)
    seen = {}
    monkeypatch.setattr(
        answering, "guarded", lambda paper, **about: seen.update(about) or (paper, [])
    )

    services.prepare_answer(question, agency=lead.agency, on=ON)
    assert [each["on"] for each in seen["earlier"]] == ["2026-02-28"]
    assert seen["audience"] == "public"
    other = UserFactory().agency
    services.prepare_answer(question, agency=other, on=ON)
    assert seen["earlier"] == []


def test_what_was_said_is_kept_and_nothing_changes_it(client, question, lead, counted):
    counted(412, 500)
    client.force_login(lead)
    address = f"{reverse('reports:give_answer', args=[question.pk])}?on=2026-02-28"
    read = services.prepare_answer(question, agency=lead.agency, on=ON).sha256
    given = {"given_on_day": "1", "given_on_month": "3", "given_on_year": "2026", "read": read}

    named = client.post(address, given | {"reference": "Mrs Agnes Tarn"})
    assert "never a name" in named.content.decode()
    client.post(address, given | {"reference": "FOI 2026/0142"})

    answer = Answer.objects.get()
    assert (answer.reference, answer.on, answer.given_by) == ("FOI 2026/0142", ON, lead)
    assert "412 of 500" in answer.text
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer(pk=answer.pk, text="Nothing").save(update_fields=["text"])
    page = client.get(answer.get_absolute_url()).content.decode()
    assert "412 of 500" in page
    assert "FOI 2026/0142" in client.get(question.get_absolute_url()).content.decode()
    again = client.post(address, given | {"reference": "FOI 2026/0142"}).content.decode()
    assert "has been answered already" in again or "has changed since you read it" in again


def test_words_that_are_other_ones_by_now_are_not_kept_as_given(question, lead, counted):
    counted(412, 500)
    read = services.prepare_answer(question, agency=lead.agency, on=ON).sha256
    counted(413, 500)

    with pytest.raises(Refused, match="Read it again"):
        services.give_answer(
            question, by=lead, agency=lead.agency, reference="FOI 1", on=ON, given_on=ON, read=read
        )
    assert not Answer.objects.exists()


def test_questions_on_money_and_policies_are_answered_from_their_registers(question, lead):
    """Of the agency that is asked; the partnership's money is told by the lead authority."""
    for agency, amount in ((lead.agency, 40_000), (None, 5_000), (AgencyFactory(), 90_000)):
        grant = Grant.objects.create(
            title="Grant",
            kind="grant",
            funder="Home Office",
            agency=agency,
            amount=amount,
            from_on=ON - datetime.timedelta(days=90),
            to_on=ON + datetime.timedelta(days=90),
        )
        for day in (ON, ON + datetime.timedelta(days=1)):
            Payment.objects.create(grant=grant, kind="out", on=day, amount=1_000, what="Speakers")
    for duty in ("yes", "no"):
        Document.objects.create(
            title="Lettings",
            kind="policy",
            agency=lead.agency,
            mentions_duty=duty,
            duty_checked_on=ON,
        )
    asked = ["money.promised", "money.spent", "documents.for_the_duty"]
    services.keep_question(question, by=lead, version=version_of(question), figures=asked)
    lead.agency.is_lead = False
    own = services.prepare_answer(question, agency=lead.agency, on=ON).text
    lead.agency.is_lead = True
    ours = services.prepare_answer(question, agency=lead.agency, on=ON).text

    assert "Money for Prevent, in pounds: 40,000." in own
    assert "Spent of it, in pounds: 1,000 of 40,000 (2.5%)." in own
    assert "Spent of it, in pounds: 2,000 of 45,000 (4.4%)." in ours
    assert "Policies and procedures that mention the duty: 1 of 2 (50.0%)." in own


def test_a_review_is_due_a_year_after_the_last_and_late_ones_need_somebody(lead, question):
    today = timezone.localdate()
    services.keep_question(
        question, by=lead, version=version_of(question), reviewed_on=today, reviewed_by=lead
    )

    question.refresh_from_db()
    assert question.review_due_on == today.replace(year=today.year + 1)
    late = Question.objects.review_overdue(on=today)
    assert question not in late
    assert late.count() == Question.objects.count() - 1


@pytest.mark.parametrize(
    ("reference", "is_one"),
    {
        "FOI 2026/0142": True,
        "EIR-77": True,
        "12345": True,
        "A N Other": False,
        "J Tarn 2": False,
    }.items(),
)
def test_a_number_of_a_request_is_told_from_a_name(reference, is_one):
    assert bool(re.match(REFERENCE, reference)) is is_one


def test_what_a_new_installation_starts_with_has_its_reasons():
    questions = Question.objects.all()

    assert questions.count() >= 12
    assert {each.position for each in questions} == {"answered", "withheld", "not_held"}
    assert all(each.why for each in questions.exclude(position="answered"))


def test_figures_that_somebody_else_chose_meanwhile_are_said_in_words(client, question, lead):
    opened = version_of(question)
    other = Question.objects.get(pk=question.pk)
    services.keep_question(other, by=lead, version=opened, figures=["people_run_out"])
    client.force_login(lead)

    page = client.post(
        reverse("reports:change_question", args=[question.pk]),
        {
            "text": question.text,
            "topic": question.topic,
            "position": question.position,
            "figures": ["people_overdue"],
            "version": opened,
        },
    ).content.decode()

    assert page.count("Training that has run out") > 1  # among the choices, and as what was chosen
