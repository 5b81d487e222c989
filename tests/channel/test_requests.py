"""Agencies are asked and answer: who sees what, also by raw SQL, and what is taken when."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from channel import services
from channel.models import Case, InformationAnswer, InformationRequest, Term
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.roles import Role

from .panels import DAY

BORN = datetime.date(2008, 5, 17)


@pytest.fixture
def nurse(world):
    """Somebody of the health service, without a role or a seat in Channel."""
    return world.user(world.health, Role.OFFICER)


@pytest.fixture
def colleague(world):
    """Somebody else there, who is not named on the request."""
    return world.user(world.health, Role.OFFICER)


def ask(world, case, who, **changes):
    given = {"on": DAY, "asked": "Has he been seen at the clinic?", "name": "Perpetua Quillfeather"}
    with acting_for(world.coordinator):
        return services.ask_agency(case, by=world.coordinator, answerer=who, **(given | changes))


@pytest.fixture
def asked(world, case, nurse):
    """An open request to the nurse."""
    return ask(world, case, nurse, birth=BORN)


def answer(user, request, **given):
    with acting_for(user):
        found, state = services.to_answer(user, request.pk)
        assert state == "open"
        services.answer_request(
            found, by=user, on=DAY, **({"is_nil": False, "words": "Twice in May."} | given)
        )


def state_for(user, request):
    with acting_for(user):
        return services.to_answer(user, request.pk)[1]


def withdraw(world, request):
    with acting_for(world.coordinator):
        services.withdraw_request(request, by=world.coordinator, on=DAY, reason="Not needed")


def close(world, case):
    with acting_for(world.coordinator):
        services.begin_screening(case, by=world.coordinator, on=DAY)
        reason = Term.objects.filter(list="not_progressed").first()
        services.not_progress(case, by=world.coordinator, on=DAY, reason=reason)


TABLES = [
    "channel_case", "channel_subject", "channel_referral", "channel_caseevent", "channel_casekey",
    "channel_seat", "channel_informationanswer", "channel_historicalinformationrequest",
]  # fmt: skip


def counts(user, tables):
    with acting_for(user), connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - ours
            found.append(cursor.fetchone()[0])
        return found


def test_the_answer_is_due_by_the_clock_in_working_days(world, case, nurse):
    # Good Friday 3 April and Easter Monday 6 April 2026 do not count in England and Wales
    row = ask(world, case, nurse, on=datetime.date(2026, 4, 1))
    assert row.due_on == datetime.date(2026, 4, 10)


def test_the_named_answerer_sees_one_request_and_nothing_of_the_case(asked, nurse, colleague):
    assert counts(nurse, ["channel_informationrequest"]) == [1]
    assert counts(nurse, TABLES) == [0] * len(TABLES)
    assert counts(colleague, ["channel_informationrequest", *TABLES]) == [0] * (len(TABLES) + 1)
    with acting_for(nurse):
        found, _ = services.to_answer(nurse, asked.pk)
        assert (found.asked, found.shared_name, found.shared_birth) == (
            "Has he been seen at the clinic?", "Perpetua Quillfeather", BORN,
        )  # fmt: skip


def test_only_who_is_named_is_told_that_there_is_a_request(world, asked, colleague):
    for user in (colleague, world.other_chair, world.member, world.chair, world.administrator):
        assert state_for(user, asked) is None
        with acting_for(user), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM channel_request_key(%s)", [asked.pk])
            assert cursor.fetchone() == (0,)


def test_an_answerer_who_leaves_the_agency_or_the_portal_answers_nothing(world, asked, nurse):
    nurse.agency = world.county
    nurse.save()
    assert state_for(nurse, asked) is None
    nurse.agency, nurse.is_active = world.health, False
    nurse.save()
    assert state_for(nurse, asked) is None


def test_an_answer_reaches_the_case_and_closes_the_request_to_who_gave_it(
    world, case, asked, nurse
):
    answer(nurse, asked)

    assert counts(nurse, ["channel_informationrequest", "channel_informationanswer"]) == [0, 0]
    assert state_for(nurse, asked) == "answered"
    with acting_for(world.coordinator):
        row = InformationRequest.objects.get(pk=asked.pk)
        assert (row.state, row.answered_on, row.answer.words) == ("answered", DAY, "Twice in May.")
        assert row.answer.by == nurse
        said = [event.words for event in case.events.all()]
    assert f"{world.health.name} answered." in said


def test_an_agency_may_hold_nothing(world, asked, nurse):
    answer(nurse, asked, is_nil=True, words="this is not kept")
    with acting_for(world.coordinator):
        row = InformationRequest.objects.get(pk=asked.pk)
        assert (row.state, row.answer.is_nil, row.answer.words) == ("nil", True, "")


def test_an_answer_is_sealed_and_never_changed(world, asked, nurse):
    answer(nurse, asked)
    with acting_for(world.coordinator), connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.words, r.asked FROM channel_informationanswer a"
            " JOIN channel_informationrequest r ON r.id = a.request_id"
        )
        words, question = (bytes(each) for each in cursor.fetchone())
        assert b"May" not in words
        assert b"clinic" not in question
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE channel_informationanswer SET is_nil = true")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            InformationAnswer.objects.create(
                case=asked.case, request=asked, is_nil=True, on=DAY, by=world.coordinator
            )


def test_an_answerer_changes_nothing_of_the_request(asked, nurse):
    with acting_for(nurse), connection.cursor() as cursor:
        cursor.execute("UPDATE channel_informationrequest SET due_on = due_on + 9")
        assert cursor.rowcount == 0


def test_an_answer_is_taken_once(asked, nurse):
    with acting_for(nurse):
        found, _ = services.to_answer(nurse, asked.pk)
    answer(nurse, asked)
    with acting_for(nurse), pytest.raises(Refused, match="answered already"):
        services.answer_request(found, by=nurse, on=DAY, is_nil=True)


@pytest.mark.parametrize(
    ("end", "sentence"), [("withdrawn", "withdrawn meanwhile"), ("closed", "closed meanwhile")]
)
def test_an_answer_that_comes_too_late_is_refused_with_a_sentence(
    world, case, asked, nurse, end, sentence
):
    with acting_for(nurse):
        found, _ = services.to_answer(nurse, asked.pk)
    withdraw(world, asked) if end == "withdrawn" else close(world, case)
    with acting_for(nurse), pytest.raises(Refused, match=sentence):
        services.answer_request(found, by=nurse, on=DAY, is_nil=False, words="Twice in May.")
    assert state_for(nurse, asked) == end
    assert counts(world.coordinator, ["channel_informationanswer"]) == [0]


def test_an_agency_is_asked_once_at_a_time_and_may_be_asked_again(
    world, case, asked, nurse, colleague
):
    with pytest.raises(Refused, match="asked already"):
        ask(world, case, colleague)
    withdraw(world, asked)
    again = ask(world, case, colleague, repeats=asked)
    assert again.repeats_id == asked.pk
    answer(colleague, again)
    ask(world, case, nurse, repeats=again)


def test_who_declared_a_conflict_is_not_asked(world, case):
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=DAY)
    with pytest.raises(Refused, match="conflict of interest"):
        ask(world, case, world.deputy)


def test_nobody_is_asked_about_a_case_that_is_closed(world, case, nurse):
    close(world, case)
    with pytest.raises(Refused, match="closed"):
        ask(world, case, nurse)


def test_a_request_is_withdrawn_with_a_reason_and_once(world, asked):
    with acting_for(world.coordinator), pytest.raises(Refused, match="Say why"):
        services.withdraw_request(asked, by=world.coordinator, on=DAY, reason=" ")
    withdraw(world, asked)
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(world, asked)


def test_while_information_is_gathered_the_case_is_due_with_the_last_answer(world, case, nurse):
    with acting_for(world.coordinator):
        services.begin_screening(case, by=world.coordinator, on=DAY)
        services.move_case(case, Status.GATHERING, by=world.coordinator, on=DAY)
    ask(world, case, nurse, due_on=datetime.date(2026, 3, 30))
    with acting_for(world.coordinator):
        now = Case.objects.get(pk=case.pk)
    assert (now.due_step, now.due_on) == ("answer", datetime.date(2026, 3, 30))


# The page


def page_of(request):
    return reverse("channel:answer_request", args=[request.pk])


GIVEN = {"holds": "yes", "words": "He came twice in May.", "attested": "on"}


def test_the_page_shows_what_it_must_and_nothing_else_of_the_case(
    client, world, case, nurse, asked
):
    client.force_login(nurse)
    said = client.get(page_of(asked)).content.decode()

    for words in ("Has he been seen", "Perpetua Quillfeather", "17 May 2008", "OFFICIAL-SENSITIVE"):
        assert words in said
    for words in (case.reference, "marmalade", "Barnaby", world.chair.name, world.panel.name):
        assert words not in said
    assert client.get(case.get_absolute_url()).status_code == 404


def test_what_is_not_shared_is_not_shown(client, world, case, nurse):
    row = ask(world, case, nurse, name="")
    client.force_login(nurse)
    said = client.get(page_of(row)).content.decode()
    assert "Perpetua" not in said
    assert "Date of birth" not in said


def test_the_answerer_answers_and_the_coordinator_reads_it(client, world, case, nurse, asked):
    client.force_login(nurse)
    after = client.post(page_of(asked), GIVEN, follow=True).content.decode()
    assert "Your answer was sent" in after
    assert "He came twice" not in client.get(page_of(asked)).content.decode()

    client.force_login(world.coordinator)
    assert "He came twice in May." in client.get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("end", ["withdrawn", "closed"])
def test_typed_words_are_kept_where_the_answer_is_refused(client, world, case, nurse, asked, end):
    withdraw(world, asked) if end == "withdrawn" else close(world, case)
    client.force_login(nurse)
    said = client.post(page_of(asked), GIVEN).content.decode()
    assert f"{end} meanwhile" in said
    assert "He came twice in May." in said
    assert "Perpetua" not in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": ""}, "Enter what you hold"),
        ({"holds": "no"}, "take the words out"),
        ({"holds": ""}, "Select whether your agency holds anything"),
        ({"attested": ""}, "Take out anything that came from an intelligence service"),
    ],
)
def test_an_answer_that_is_not_complete_keeps_its_words(client, nurse, asked, changes, sentence):
    client.force_login(nurse)
    given = {key: value for key, value in (GIVEN | changes).items() if value}
    said = client.post(page_of(asked), given).content.decode()
    assert sentence in said
    assert given.get("words", "Has he been seen") in said


def test_s38_4_intelligence_is_warned_of_where_agencies_answer(client, nurse, asked):
    """CTSA 2015 s38(4): co-operation authorises no disclosure of sensitive information."""
    client.force_login(nurse)
    assert "intelligence service" in client.get(page_of(asked)).content.decode()


def test_the_coordinator_asks_an_agency_from_the_page_and_asks_again(client, world, case, nurse):
    client.force_login(world.coordinator)
    address = reverse("channel:ask_agency", args=[case.pk])
    client.post(address, {"answerer": nurse.pk, "asked": "Known to you?", "shares_name": "on"})
    with acting_for(world.coordinator):
        (row,) = case.requests.all()
        assert (row.shared_name, row.shared_birth) == ("Perpetua Quillfeather", None)
    withdraw(world, row)
    assert "Known to you?" in client.get(f"{address}?again={row.pk}").content.decode()
    for odd in ("x", "9" * 30, "999999"):
        assert client.get(f"{address}?again={odd}").status_code == 200


def test_late_answers_are_listed_to_who_runs_the_case(client, world, case, nurse):
    ask(world, case, nurse, on=DAY, due_on=DAY)
    address = reverse("channel:request_list")
    for user, seen in ((world.coordinator, True), (world.other_chair, False), (nurse, False)):
        client.force_login(user)
        said = client.get(address).content.decode()
        assert (case.reference in said, "1 late" in said) == (seen, seen)
        assert "Quillfeather" not in said


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_of_requests_asks_the_same_at_2_and_at_30(
    client, world, django_assert_num_queries, count
):
    for _ in range(count):
        ask(world, world.refer(), world.user(world.health, Role.OFFICER))
    client.force_login(world.coordinator)
    client.get(reverse("channel:request_list"))
    with django_assert_num_queries(15):
        client.get(reverse("channel:request_list"))
