"""No support without a plan and consent: Counter-Terrorism and Security Act 2015, section 36, rule by rule."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from channel import services
from channel.ages import eighteenth
from channel.models import Case, Clock, Consent, ConsentCheck, Intervention, SupportPlan
from channel.states import Status
from prevent_portal import outbox
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox
from tests.channel import supported
from tests.channel.supported import (
    ADULT_BORN,
    CHILD_BORN,
    CONTENTS,
    PARENT,
    PERSON,
    adopted,
    arranged,
    considered,
    day,
    planned,
    provider,
    sought,
)

pytestmark = pytest.mark.django_db


def refused(words):
    return pytest.raises(Refused, match=words)


def now(case):
    return Case.objects.get(pk=case.pk)


# The plan


@pytest.mark.parametrize("name", SupportPlan.CONTENTS)
def test_the_plan_says_all_that_section_36_5_asks_for(world, name):
    case = considered(world)
    with acting_for(world.chair), refused("section 36.5.") as no:
        services.draft_plan(case, by=world.chair, on=day(0), **CONTENTS | {name: "  "})
    assert no.value.field == name


def test_the_plan_comes_before_consent_section_36_4_a(world):
    case = considered(world)
    with acting_for(world.chair):
        with refused("Draft the support plan first"):
            services.seek_consent(case, by=world.chair, on=day(1), **PERSON)
        services.draft_plan(case, by=world.chair, on=day(5), **CONTENTS)
        with refused("The plan comes before consent"):
            services.seek_consent(case, by=world.chair, on=day(1), **PERSON)


def test_no_plan_is_drafted_before_the_panel_has_considered_the_case(world, case):
    with acting_for(world.chair), refused("not the time to draft"):
        services.draft_plan(case, by=world.chair, on=day(0), **CONTENTS)


def test_a_later_version_says_what_changed_and_leaves_the_first(world):
    case = planned(world)
    with acting_for(world.chair):
        with refused("what changed"):
            services.draft_plan(case, by=world.chair, on=day(1), **CONTENTS)
        second = services.draft_plan(
            case, by=world.chair, on=day(1), after=1, changed="A tutor too.", **CONTENTS
        )
        assert second.number == 2
        with refused("another version meanwhile"):
            services.draft_plan(
                case, by=world.chair, on=day(1), after=1, changed="Mine.", **CONTENTS
            )
        assert [plan.number for plan in case.support_plans.all()] == [2, 1]
        with (
            pytest.raises(Exception, match="Cannot update|permission denied"),
            transaction.atomic(),
        ):
            second.save()


# Whose consent


def test_an_adults_consent_is_their_own_section_36_4_b(world):
    case = planned(world, born=ADULT_BORN)
    with acting_for(world.chair), refused("18 or over: nobody else"):
        services.seek_consent(case, by=world.chair, on=day(1), **PARENT)


def test_a_childs_own_consent_is_not_enough_section_36_4_b(world):
    case = sought(world, PARENT, born=CHILD_BORN)
    with acting_for(world.chair):
        with refused("under 18: their own consent is not enough") as no:
            services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **PERSON)
        assert no.value.field == "whose"
        assert now(case).consent_on is None


def test_a_child_who_wants_to_stop_is_heard_and_the_parents_consent_stands_section_36_4_b(world):
    case = adopted(world, PARENT, born=CHILD_BORN)
    support = arranged(world, case)
    with acting_for(world.chair):
        services.review_plan(case, by=world.chair, on=day(5), words="X.", next_on=day(300))
    with acting_for(world.coordinator):
        wish = services.withdraw_consent(
            case, by=world.coordinator, on=day(9), **PERSON, words="No more Tuesdays."
        )
    with acting_for(world.chair):
        assert (wish.kind, wish.whose, wish.words) == ("wish", "person", "No more Tuesdays.")
        assert now(case).consent_on == day(2)
        assert Intervention.objects.get(pk=support.pk).is_open
        assert (now(case).due_step, now(case).due_on < day(300)) == (Clock.Step.PANEL, True)
        assert ConsentCheck.objects.get(case=case, done_on=None, due_on=day(9))
        assert services.last_answer(case).kind == Consent.Kind.GIVEN
        services.record_session(support, by=world.chair, on=day(10), outcome="held")
    outbox.deliver(Outbox.objects.get(kind="tell_of_wish").pk)
    assert {each.to[0] for each in mail.outbox} == {world.chair.email, world.deputy.email}
    assert case.get_absolute_url() in mail.outbox[0].body
    for word in (case.reference, "Quillfeather", "Tuesdays"):
        assert word not in mail.outbox[0].subject + mail.outbox[0].body
    with acting_for(world.chair):  # the parent listens
        services.withdraw_consent(case, by=world.chair, on=day(12), **PARENT)
        assert not Intervention.objects.get(pk=support.pk).is_open
        assert not ConsentCheck.objects.filter(case=case, done_on=None).exists()


def test_a_child_who_refuses_is_heard_and_a_parent_still_answers_section_36_4_b(world):
    case = sought(world, PARENT, born=CHILD_BORN)
    with acting_for(world.chair):
        said = services.answer_consent(case, by=world.chair, on=day(2), is_given=False, **PERSON)
        assert said.kind == Consent.Kind.WISH
        assert now(case).status == Status.CONSENT_SOUGHT
        services.answer_consent(case, by=world.chair, on=day(3), is_given=True, **PARENT)
        assert now(case).consent_on == day(3)


@pytest.mark.parametrize("missing", ["capacity", "who"])
def test_a_parent_says_who_they_are_and_in_what_capacity(world, missing):
    case = planned(world, born=CHILD_BORN)
    with acting_for(world.chair), refused("in what capacity"):
        services.seek_consent(case, by=world.chair, on=day(1), **PARENT | {missing: ""})


@pytest.mark.parametrize(
    ("born", "on"),
    [
        (datetime.date(2008, 3, 3), datetime.date(2026, 3, 3)),
        (datetime.date(2008, 2, 29), datetime.date(2026, 3, 1)),
        (datetime.date(2004, 2, 29), datetime.date(2022, 3, 1)),
        (datetime.date(2007, 12, 31), datetime.date(2025, 12, 31)),
    ],
)
def test_the_eighteenth_birthday(born, on):
    assert eighteenth(born) == on


def test_on_the_birthday_itself_consent_is_the_persons_and_the_day_before_the_parents(world):
    born = day(2).replace(year=day(2).year - 18)
    case = sought(world, PARENT, born=born)
    with acting_for(world.chair):
        with refused("18 or over"):
            services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **PARENT)
        services.answer_consent(case, by=world.chair, on=day(1), is_given=True, **PARENT)
        assert now(case).consent_on == day(1)


@pytest.mark.parametrize(("told", "whose"), [(True, PERSON), (False, PARENT)])
def test_without_a_date_of_birth_who_records_says_adult_or_child(world, told, whose):
    case = planned(world, born=None)
    with acting_for(world.chair):
        with refused("say whether the person is 18"):
            services.seek_consent(case, by=world.chair, on=day(1), **whose)
        other = PARENT if whose is PERSON else PERSON
        with pytest.raises(Refused):
            services.seek_consent(case, by=world.chair, on=day(1), is_adult=told, **other)
        services.seek_consent(case, by=world.chair, on=day(1), is_adult=told, **whose)


# From consent to adoption


def test_a_case_is_adopted_only_with_consent_section_36_4_b(world):
    case = sought(world)
    with acting_for(world.chair):
        with refused("Nobody has consented"):
            services.adopt_case(case, by=world.chair, on=day(2))
        services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **PERSON)
        with refused("before consent was given"):
            services.adopt_case(case, by=world.chair, on=day(1))
        case = services.adopt_case(case, by=world.chair, on=day(3))
    assert (case.status, case.consent_on, case.adopted_on) == (Status.ADOPTED, day(2), day(3))
    assert case.due_step == Clock.Step.REVIEW
    assert case.assess_due_on is not None


def test_consent_is_answered_once_for_each_time_it_is_asked_for(world):
    case = planned(world)
    with acting_for(world.chair):
        with refused("not the time to write down an answer"):
            services.answer_consent(case, by=world.chair, on=day(1), is_given=True, **PERSON)
        services.seek_consent(case, by=world.chair, on=day(1), **PERSON)
        with refused("before it was asked"):
            services.answer_consent(case, by=world.chair, on=day(0), is_given=True, **PERSON)
        services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **PERSON)
        with refused("written down already"):
            services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **PERSON)


def test_refused_consent_moves_the_case_on_and_can_be_sought_anew(world):
    case = sought(world)
    with acting_for(world.chair):
        services.answer_consent(case, by=world.chair, on=day(2), is_given=False, **PERSON)
        case = now(case)
        assert (case.status, case.consent_on) == (Status.CONSENT_REFUSED, None)
        services.seek_consent(case, by=world.chair, on=day(9), **PERSON)
        assert now(case).status == Status.CONSENT_SOUGHT


def test_withdrawn_consent_ends_support_that_day(world):
    case = adopted(world)
    support = arranged(world, case)
    with acting_for(world.chair):
        services.withdraw_consent(case, by=world.chair, on=day(8), **PERSON)
        case = now(case)
        assert (case.status, case.consent_on, case.assess_due_on) == (
            Status.CONSENT_WITHDRAWN,
            None,
            None,
        )
        support.refresh_from_db()
        assert (support.ended_on, support.ended_because) == (day(8), "withdrawn")
        with refused("no consent in force"):
            services.withdraw_consent(case, by=world.chair, on=day(8), **PERSON)


def test_consent_withdrawn_before_adoption_leaves_nothing_to_adopt(world):
    case = sought(world)
    with acting_for(world.chair):
        services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **PERSON)
        services.withdraw_consent(case, by=world.chair, on=day(2), **PERSON)
        assert now(case).status == Status.CONSENT_REFUSED
        with refused("not the time to adopt"):
            services.adopt_case(case, by=world.chair, on=day(3))


# At eighteen


def test_a_parents_consent_is_looked_at_again_in_the_month_of_the_birthday(world):
    case = adopted(world, PARENT, born=CHILD_BORN)
    with acting_for(world.chair):
        check = ConsentCheck.objects.get(case=case)
        # The list holds the month alone: the day itself would tell the day of birth.
        assert check.due_on == datetime.date(2027, 5, 1)


def test_from_18_on_support_is_arranged_on_the_persons_own_consent_alone(world):
    born = day(30).replace(year=day(30).year - 18)
    case = adopted(world, PARENT, born=born)
    by = provider(world)
    about = {"kind": supported.kind(), "provider": by, "purpose": "Company.", "by": world.chair}
    with acting_for(world.chair):
        services.commission(case, on=day(29), **about)
        with refused("their own consent first"):
            services.commission(case, on=day(30), **about)
        services.seek_consent(case, by=world.chair, on=day(30), **PERSON)
        services.answer_consent(case, by=world.chair, on=day(31), is_given=True, **PERSON)
        services.commission(case, on=day(31), **about)
        assert not ConsentCheck.objects.filter(case=case, done_on=None).exists()
        case = now(case)
        assert (case.status, case.consent_on) == (Status.ADOPTED, day(2))


def test_who_refuses_at_18_is_supported_no_longer(world):
    born = day(30).replace(year=day(30).year - 18)
    case = adopted(world, PARENT, born=born)
    arranged(world, case)
    with acting_for(world.chair):
        services.seek_consent(case, by=world.chair, on=day(30), **PERSON)
        services.answer_consent(case, by=world.chair, on=day(31), is_given=False, **PERSON)
        assert now(case).status == Status.CONSENT_WITHDRAWN
        assert not Intervention.objects.open().exists()


# Support


def test_no_support_is_arranged_without_consent_section_36_4_b(world):
    case = sought(world)
    by = provider(world)
    with acting_for(world.chair), refused("without consent"):
        services.commission(
            case, kind=supported.kind(), provider=by, purpose="X.", by=world.chair, on=day(3)
        )


def raw_intervention(case, by, on):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channel_intervention (case_id, kind_id, provider_id, purpose, commissioned_on,"
            " commissioned_by_id, contact_due_on, ended_because, outcome)"
            " SELECT %s, t.id, p.id, '', %s, %s, %s, '', '' FROM channel_term t, channel_provider p"
            " WHERE t.words = 'Mentoring'",
            [case.pk, on, by.pk, on],
        )


def test_the_database_refuses_support_without_consent_whatever_writes_it_section_36_4_b(world):
    case = sought(world)
    provider(world)
    with acting_for(world.chair):
        with pytest.raises(IntegrityError, match="without consent"), transaction.atomic():
            raw_intervention(case, world.chair, day(3))
        # Nor does it believe the case alone.
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE channel_case SET status = 'adopted', consent_on = %s, adopted_on = %s"
                " WHERE id = %s",
                [day(1), day(1), case.pk],
            )
        with pytest.raises(IntegrityError, match="without consent"), transaction.atomic():
            raw_intervention(case, world.chair, day(3))


def test_the_database_lets_support_be_written_with_consent(world):
    case = adopted(world)
    provider(world)
    with acting_for(world.chair):
        with pytest.raises(IntegrityError, match="without consent"), transaction.atomic():
            raw_intervention(case, world.chair, day(1))
        raw_intervention(case, world.chair, day(3))


def test_the_database_neither_opens_ended_support_again_nor_takes_a_session_without_consent(world):
    case = adopted(world)
    support = arranged(world, case)
    with acting_for(world.chair):
        services.withdraw_consent(case, by=world.chair, on=day(8), **PERSON)
        statements = [("UPDATE channel_intervention SET ended_on = NULL, ended_because = ''", [])]
        session = (
            "INSERT INTO channel_supportsession"
            ' (case_id, intervention_id, "on", outcome, words, by_id)'
            " VALUES (%s, %s, %s, 'held', '', %s)"
        )
        for on in (day(8), day(9)):
            statements.append((session, [case.pk, support.pk, on, world.chair.pk]))
        for statement, about in statements:
            with (
                pytest.raises(IntegrityError, match="without consent"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, about)


def test_ideological_mentoring_is_for_an_approved_provider_alone(world):
    case = adopted(world)
    ideological = supported.kind("Ideological")
    approvals = (
        {},
        {"approved_by": "The Home Office", "from_on": day(5)},
        {"approved_by": "The Home Office", "from_on": day(0), "until_on": day(4)},
    )
    about = {"kind": ideological, "purpose": "Talk.", "by": world.chair, "on": day(4)}
    for approval in approvals:
        by = provider(world, **approval)
        with acting_for(world.chair), refused("approved provider"):
            services.commission(case, provider=by, **about)
    by = provider(world, approved_by="The Home Office", from_on=day(4))
    with acting_for(world.chair):
        assert services.commission(case, provider=by, **about).provider == by


def test_a_session_that_was_held_sets_the_next_contact_and_others_do_not(world):
    case = adopted(world)
    support = arranged(world, case, on=day(4))
    assert support.contact_due_on == day(18)
    with acting_for(world.chair):
        for number, outcome in ((6, "missed"), (7, "cancelled")):
            services.record_session(support, by=world.chair, on=day(number), outcome=outcome)
        support.refresh_from_db()
        assert support.contact_due_on == day(18)
        services.record_session(support, by=world.chair, on=day(11), outcome="held")
        services.record_session(support, by=world.chair, on=day(5), outcome="held")
        support.refresh_from_db()
        assert support.contact_due_on == day(25)
        with refused("recorded already"):
            services.record_session(support, by=world.chair, on=day(11), outcome="held")
        with refused("arranged later"):
            services.record_session(support, by=world.chair, on=day(3), outcome="held")
        assert not Intervention.objects.silent(on=day(25)).exists()
        assert Intervention.objects.silent(on=day(26)).exists()


def test_support_ends_with_a_reason_and_an_outcome_once(world):
    case = adopted(world)
    support = arranged(world, case, on=day(4))
    about = {"by": world.chair, "because": "completed"}
    with acting_for(world.chair):
        services.record_session(support, by=world.chair, on=day(7), outcome="held")
        with refused("what came of it"):
            services.end_intervention(support, on=day(9), outcome=" ", **about)
        with refused("session after that day"):
            services.end_intervention(support, on=day(6), outcome="Well.", **about)
        services.end_intervention(support, on=day(9), outcome="Well.", **about)
        with refused("ended already"):
            services.end_intervention(support, on=day(9), outcome="Well.", **about)
        with refused("ended by then"):
            services.record_session(support, by=world.chair, on=day(10), outcome="held")


# What is to be done by when


def test_what_is_to_be_done_has_an_owner_and_a_day_and_is_settled_with_an_outcome(world):
    case = planned(world)
    with acting_for(world.chair):
        about = {"by": world.chair, "on": day(1), "words": "Find a boxing club."}
        with refused("Say who"):
            services.add_plan_item(case, due_on=day(4), **about)
        with refused("today or later"):
            services.add_plan_item(case, due_on=day(0), owner=world.chair, **about)
        item = services.add_plan_item(case, due_on=day(4), owner_words="The aunt", **about)
        item = services.move_plan_item(
            item, by=world.chair, on=day(2), due_on=day(6), because="Away.", owner=world.chair
        )
        assert (item.owner, item.owner_words, item.due_on) == (world.chair, "", day(6))
        with refused("what came of it"):
            services.finish_plan_item(item, by=world.chair, on=day(3), outcome="")
        services.finish_plan_item(item, by=world.chair, on=day(3), outcome="Found.")
        with refused("settled already"):
            services.finish_plan_item(item, by=world.chair, on=day(3), outcome="Found.")


def test_a_review_of_the_plan_sets_the_next(world):
    case = adopted(world)
    with acting_for(world.chair):
        about = {"by": world.chair, "on": day(20), "words": "It works."}
        with refused("after this one"):
            services.review_plan(case, next_on=day(20), **about)
        services.review_plan(case, next_on=day(50), **about)
        case = now(case)
        assert (case.due_step, case.due_on) == (Clock.Step.REVIEW, day(50))


# What is due, as the portal itself may know it


def due(on):
    with acting_for(None), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channel_support_due(%s)", [on])
        return cursor.fetchall()


def test_the_portal_itself_learns_references_days_and_users_of_what_is_due_and_nothing_else(world):
    case = adopted(world, PARENT, born=CHILD_BORN)
    arranged(world, case, on=day(4))
    with acting_for(world.chair):
        services.add_plan_item(
            case, by=world.chair, on=day(4), words="Ask.", due_on=day(5), owner=world.deputy
        )
        services.add_plan_item(
            case, by=world.chair, on=day(4), words="Ask.", due_on=day(6), owner=world.teacher
        )
    with acting_for(None):
        rows = due(datetime.date(2027, 6, 1))
        assert not due(day(4))
    who = world.coordinator.pk
    assert {row[2] for row in rows} == {case.reference}
    assert [(row[0], row[3], row[4]) for row in rows] == [
        (world.deputy.pk, "plan", day(5)),
        (who, "plan", day(6)),
        (who, "contact", day(18)),
        (who, "assess", case.assess_due_on),
        (who, "consent", datetime.date(2027, 5, 1)),
    ]


def test_nothing_that_was_said_stands_open_in_the_database(world):
    case = adopted(world, PARENT, born=CHILD_BORN)
    arranged(world, case)
    sealed = (
        ("consent", ("who", "how"), ("Euphemia", "kitchen")),
        ("supportplan", SupportPlan.CONTENTS, ("boxing", "Tuesday")),
        ("intervention", ("purpose",), ("Company",)),
    )
    with acting_for(world.chair), connection.cursor() as cursor:
        for table, columns, words in sealed:
            cursor.execute(f"SELECT {', '.join(columns)} FROM channel_{table}")  # noqa: S608 - ours
            held = [bytes(value) for row in cursor.fetchall() for value in row]
            assert held
            assert not [word for word in words for value in held if word.encode() in value]
        assert Consent.objects.filter(case=case)[0].who == "Euphemia Quillfeather"
