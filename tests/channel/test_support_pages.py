"""The way of a case from plan to support, walked on its pages; what is refused keeps what was typed."""

import datetime

import pytest
from django.urls import reverse

from channel import services
from channel.models import Case, Clock, Framework, Intervention, PlanItem
from channel.states import Status
from prevent_portal.acting import acting_for
from tests.asked import asked
from tests.channel.supported import (
    ADULT_BORN,
    CHILD_BORN,
    CONTENTS,
    PARENT,
    adopted,
    arranged,
    assessed,
    considered,
    day,
    framework,
    kind,
    planned,
    provider,
    sought,
)

pytestmark = pytest.mark.django_db

#: Of the page of a case with all its parts; and of the list of what is due with the ends of transactions.
QUERIES = 8
QUERIES_DUE = 16


def boxes(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def to(page, row):
    return reverse(f"channel:{page}", args=[row.pk])


def said(client, row):
    return client.get(row.get_absolute_url()).content.decode()


def read(world, case):
    with acting_for(world.chair):
        return Case.objects.get(pk=case.pk)


def test_from_plan_to_support_on_the_pages(client, world):
    case = considered(world)
    by = provider(world)
    client.force_login(world.chair)
    assert "Draft the support plan" in said(client, case)
    client.post(to("draft_plan", case), boxes("on", day(1)) | CONTENTS | {"after": 0})
    assert "A mentor and a boxing club." in said(client, case)
    whose = {"whose": "person", "how": "In a talk."}
    client.post(to("seek_consent", case), boxes("on", day(2)) | whose)
    assert "Record the answer" in said(client, case)
    refused = client.post(to("adopt_case", case), boxes("on", day(2))).content.decode()
    assert "Nobody has consented to support" in refused
    client.post(to("answer_consent", case), boxes("on", day(3)) | whose | {"is_given": "yes"})
    assert "Consent is in force since" in said(client, case)
    client.post(to("adopt_case", case), boxes("on", day(3)))
    assert read(world, case).status == Status.ADOPTED
    about = {"kind": kind().pk, "provider": by.pk, "purpose": "Company."}
    client.post(to("commission", case), boxes("on", day(4)) | about)
    with acting_for(world.chair):
        support = Intervention.objects.get()
    client.post(
        to("record_session", support), boxes("on", day(6)) | {"outcome": "held", "words": "Chess."}
    )
    page = said(client, support)
    assert "Chess." in page
    assert "OFFICIAL-SENSITIVE" in page


def test_a_childs_own_consent_is_refused_and_nothing_typed_is_lost(client, world):
    case = sought(world, PARENT, born=CHILD_BORN)
    client.force_login(world.coordinator)
    page = client.post(
        to("answer_consent", case),
        boxes("on", day(3))
        | {"is_given": "yes", "whose": "person", "how": "In a talk.", "words": "Yes please."},
    ).content.decode()
    assert "under 18: their own consent is not enough" in page
    assert "Yes please." in page


def test_the_page_says_that_a_child_wants_to_stop_until_somebody_answers_for_them(client, world):
    case = adopted(world, PARENT, born=CHILD_BORN)
    client.force_login(world.coordinator)
    typed = boxes("on", day(6)) | {"whose": "person", "how": "In a talk.", "words": "Enough now."}
    page = client.post(to("withdraw_consent", case), typed, follow=True).content.decode()
    assert "They are under 18: that they want to stop is written down." in page
    assert "they said that they want to stop" in page
    assert "Enough now." in page
    assert "Ask the parent or guardian again" in page
    typed = boxes("on", day(7)) | PARENT | {"words": ""}
    client.post(to("seek_consent", case), typed)
    page = client.post(
        to("answer_consent", case), typed | {"is_given": "yes"}, follow=True
    ).content.decode()
    assert "they said that they want to stop" not in page
    assert "Enough now." in page


def test_an_assessment_without_a_conclusion_is_refused_and_nothing_typed_is_lost(client, world):
    case = adopted(world)
    client.force_login(world.coordinator)
    factor = framework().factors.first()
    typed = boxes("on", day(5)) | {"after": 0, f"words_{factor.pk}": "Speaks of it daily."}
    page = client.post(to("assess", case), typed).content.decode()
    assert "Enter a conclusion" in page
    assert "Speaks of it daily." in page
    whole = typed | {"conclusion": "Steady.", f"score_{factor.pk}": "2", "basis": "told"}
    page = client.post(to("assess", case), whole, follow=True).content.decode()
    assert "From what others know, without speaking with them" in page
    assert "Steady." in said(client, case)


def test_who_assesses_at_once_with_another_is_told_and_then_saves_theirs(client, world):
    case = adopted(world)
    assessed(world, case, on=day(5))
    client.force_login(world.coordinator)
    typed = boxes("on", day(6)) | {"after": 0, "conclusion": "Mine.", "changed": "All."}
    page = client.post(to("assess", case), typed).content.decode()
    assert "Somebody recorded an assessment meanwhile" in page
    assert "Mine." in page
    assert 'name="after" value="1"' in page
    client.post(to("assess", case), typed | {"after": 1})
    assert "Mine." in said(client, case)


def test_what_moved_stands_on_the_page_of_the_case_in_words(client, world):
    case = adopted(world)
    factor = framework().factors.first()
    assessed(world, case, on=day(5), findings={factor: (1, "")})
    second = assessed(world, case, on=day(6), changed="More.", findings={factor: (3, "Shouts.")})
    client.force_login(world.chair)
    assert f"Up: {factor.words}, from slightly to strongly" in said(client, case)
    page = said(client, second)
    assert "▲ Up" in page
    assert "Shouts." in page


def test_a_page_of_a_child_says_when_they_turn_18_and_the_list_does_not(client, world):
    case = adopted(world, PARENT, born=CHILD_BORN)
    client.force_login(world.chair)
    assert "They turn 18 on 4 May 2027" in said(client, case)
    assert "4 May 2027" not in client.get(reverse("channel:support_due")).content.decode()


def test_from_the_birthday_on_the_first_step_is_to_ask_the_person(client, world):
    case = adopted(world, PARENT, born=day(10).replace(year=day(10).year - 18))
    client.force_login(world.chair)
    page = said(client, case)
    assert "turned 18 on 12 March 2026" in page
    assert "Ask the person for their own consent" in page


def test_late_items_come_first_and_a_silent_provider_raises_an_alarm(client, world):
    case = adopted(world)
    arranged(world, case, on=day(0) + datetime.timedelta(days=3))
    with acting_for(world.chair):
        about = {"by": world.chair, "on": day(4), "owner": world.chair}
        services.add_plan_item(case, words="Later thing", due_on=day(90), **about)
        services.add_plan_item(case, words="Late thing", due_on=day(5), **about)
    client.force_login(world.chair)
    page = said(client, case)
    assert page.index("Late thing") < page.index("Later thing")
    assert "Nobody has been seen in time" not in page
    with acting_for(world.chair):
        support = Intervention.objects.get()
        support.contact_due_on = day(15)
        support.save()
    assert "Nobody has been seen in time" in said(client, case)
    listed = client.get(reverse("channel:support_due")).content.decode()
    assert "Hear from a provider" in listed
    assert case.reference in listed
    assert "Late thing" not in listed
    assert "Quillfeather" not in listed


def test_items_are_moved_and_settled_on_their_pages(client, world):
    case = planned(world)
    with acting_for(world.chair):
        item = services.add_plan_item(
            case, by=world.chair, on=day(1), words="Ask.", due_on=day(30), owner=world.chair
        )
    client.force_login(world.coordinator)
    page = client.post(
        to("move_plan_item", item), boxes("due_on", day(40)) | {"because": "Away."}
    ).content.decode()
    assert "Say who does it" in page
    client.post(
        to("move_plan_item", item),
        boxes("due_on", day(40)) | {"because": "Away.", "owner_words": "The aunt"},
    )
    client.post(
        to("finish_plan_item", item),
        boxes("on", day(9)) | {"was_dropped": "no", "outcome": "Asked her."},
    )
    with acting_for(world.chair):
        item = PlanItem.objects.get(case=case)
        assert (item.owner, item.owner_words, item.outcome) == (None, "The aunt", "Asked her.")
    assert "What is settled (1)" in said(client, case)


def test_a_framework_is_made_and_versioned_on_pages(client, world):
    client.force_login(world.coordinator)
    typed = {
        "name": "Ours",
        "about": "",
        "scale": "Low\nHigh",
        "factors": "Need:\nSleep\nCompany\nHarm:\nTalks of it",
    } | boxes("from_on", day(0))
    page = client.post(reverse("channel:add_framework"), typed, follow=True).content.decode()
    assert "Ours, version 1" in page
    assert "Talks of it" in page
    wrong = client.post(reverse("channel:add_framework"), typed | {"factors": "Sleep"})
    assert "Begin with the name of a dimension" in wrong.content.decode()
    with acting_for(world.coordinator):
        ours = Framework.objects.get(name="Ours")
    form = client.get(to("new_version", ours)).content.decode()
    assert "Need:\nSleep\nCompany\nHarm:\nTalks of it" in form
    typed |= {"factors": "Need:\nSleep"} | boxes("from_on", day(9))
    page = client.post(to("new_version", ours), typed, follow=True).content.decode()
    assert "Ours, version 2" in page


def test_a_provider_is_registered_and_its_approval_says_by_whom(client, world):
    client.force_login(world.coordinator)
    page = client.post(
        reverse("channel:add_provider"), {"name": "Mentors"} | boxes("from_on", day(0))
    ).content.decode()
    assert "Say who approved the provider" in page
    client.post(
        reverse("channel:add_provider"),
        {"name": "Mentors", "approved_by": "The Home Office"} | boxes("from_on", day(0)),
    )
    listed = client.get(reverse("channel:provider_list")).content.decode()
    assert "Yes, by The Home Office" in listed


@pytest.mark.parametrize("many", [2, 12])
def test_the_page_of_a_case_asks_as_much_at_two_rows_as_at_twelve(client, world, many):
    case = adopted(world, born=ADULT_BORN)
    arranged(world, case)
    with acting_for(world.chair):
        for number in range(many):
            about = {"words": "Ask.", "due_on": day(5 + number), "owner": world.chair}
            services.add_plan_item(case, by=world.chair, on=day(4), **about)
    client.force_login(world.chair)
    client.get(case.get_absolute_url())
    assert asked(client, case.get_absolute_url()) == QUERIES


@pytest.mark.parametrize("many", [2, 12])
def test_the_list_of_what_is_due_asks_as_much_at_two_rows_as_at_twelve(
    client, world, django_assert_num_queries, many
):
    case = planned(world)
    with acting_for(world.chair):
        for number in range(many):
            about = {"words": "Ask.", "due_on": day(5), "owner_words": f"Aunt {number}"}
            services.add_plan_item(case, by=world.chair, on=day(4), **about)
    client.force_login(world.chair)
    with django_assert_num_queries(QUERIES_DUE):
        listed = client.get(reverse("channel:support_due")).content.decode()
    assert listed.count("Something of the plan") == many


def test_a_review_on_its_page_sets_the_next(client, world):
    case = adopted(world)
    client.force_login(world.coordinator)
    client.post(
        to("review_plan", case),
        boxes("on", day(16)) | {"words": "It works."} | boxes("next_on", day(40)),
    )
    case = read(world, case)
    assert (case.due_on, case.due_step) == (day(40), Clock.Step.REVIEW)
    assert "It works." in said(client, case)
