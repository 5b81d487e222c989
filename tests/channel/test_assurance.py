"""The yearly assurance statement: begun from the last, signed by another, then unchanging."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from channel.models import (
    AssuranceAnswer,
    AssuranceExtent,
    AssuranceStandard,
    AssuranceStatement,
)
from channel.permissions import Seats
from channel.services import assurance
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused

ON = datetime.date(2026, 3, 18)


@pytest.fixture
def draft(world):
    """A statement of last year that the coordinator wrote; the chair acts from now on."""
    with acting_for(world.coordinator):
        statement = assurance.begin_statement(world.panel, year=2024, by=world.coordinator, on=ON)
        write(statement, world.coordinator)
    with acting_for(world.chair):
        yield statement


def write(statement, by, *, extent="Fully met", comment=""):
    step = AssuranceExtent.objects.get(words=extent)
    answers = {answer.pk: (step, comment) for answer in statement.answers.all()}
    return assurance.write_statement(statement, by=by, summary="A calm year.", answers=answers)


def test_a_statement_asks_every_standard_in_force_at_the_end_of_its_year(world):
    with acting_for(world.prevent_lead):
        AssuranceStandard.objects.create(
            area="Panel", place=99, words="Of another year", from_on=datetime.date(2025, 4, 1)
        )
    with acting_for(world.coordinator):
        then = assurance.begin_statement(world.panel, year=2024, by=world.coordinator, on=ON)
        now = assurance.begin_statement(world.panel, year=2025, by=world.coordinator, on=ON)
        asked = set(now.answers.values_list("asked", flat=True))
        assert asked - set(then.answers.values_list("asked", flat=True)) == {"Of another year"}


def test_a_chair_signs_what_another_wrote(world, draft):
    signed = assurance.sign_statement(draft, by=world.chair, on=ON)
    assert (signed.signed_by, signed.signed_on) == (world.chair, ON)
    assert signed.evidence["received"] == 0
    assert signed.digest == assurance.digest_of(AssuranceStatement.objects.get(pk=draft.pk))


def test_who_wrote_any_of_it_does_not_sign_it(world, draft):
    write(draft, world.chair, comment="I would say more.")
    with pytest.raises(Refused, match="another chair or deputy"):
        assurance.sign_statement(draft, by=world.chair, on=ON)


def test_the_database_wants_two_people(world, draft):
    draft.signed_on, draft.signed_by, draft.digest = ON, world.coordinator, "0" * 64
    with pytest.raises(DatabaseError, match="wrote none of it"), transaction.atomic():
        draft.save()


def test_only_a_chair_or_deputy_signs(world, draft):
    successor = world.seated(Seats.COORDINATOR)
    with acting_for(successor), pytest.raises(Refused, match="chair or deputy"):
        assurance.sign_statement(draft, by=successor, on=ON)


def test_every_standard_is_answered_before_it_is_signed(world, draft):
    with acting_for(world.coordinator):
        answer = draft.answers.first()
        assurance.write_statement(
            draft, by=world.coordinator, summary="", answers={answer.pk: (None, "")}
        )
    with pytest.raises(Refused, match="1 of 12 standards have no answer"):
        assurance.sign_statement(draft, by=world.chair, on=ON)


def test_a_step_that_asks_for_a_comment_gets_one(world, draft):
    with acting_for(world.coordinator):
        write(draft, world.coordinator, extent="Not met")
    with pytest.raises(Refused, match="12 answers ask for a comment"):
        assurance.sign_statement(draft, by=world.chair, on=ON)


def test_the_year_must_be_over(world):
    with acting_for(world.coordinator):
        statement = assurance.begin_statement(world.panel, year=2025, by=world.coordinator, on=ON)
        write(statement, world.coordinator)
    with acting_for(world.chair), pytest.raises(Refused, match="not over"):
        assurance.sign_statement(statement, by=world.chair, on=ON)


def test_once_signed_nothing_of_it_changes(world, draft):
    assurance.sign_statement(draft, by=world.chair, on=ON)
    with pytest.raises(Refused, match="signed"):
        write(draft, world.coordinator, extent="Not met")
    for table, change in (
        ("channel_assurancestatement", "summary = 'x'"),
        ("channel_assuranceanswer", "comment = 'x'"),
    ):
        with pytest.raises(DatabaseError, match="pgtrigger|own name"), transaction.atomic():
            connection.cursor().execute(f"UPDATE {table} SET {change}")  # noqa: S608 - ours
    before = assurance.numbers_of(AssuranceStatement.objects.get(pk=draft.pk), on=ON)
    world.refer(on=datetime.date(2025, 3, 1))
    assert assurance.numbers_of(AssuranceStatement.objects.get(pk=draft.pk), on=ON) == before


def test_the_next_year_begins_from_the_last(world, draft):
    assurance.sign_statement(draft, by=world.chair, on=ON)
    with acting_for(world.coordinator):
        following = assurance.begin_statement(world.panel, year=2025, by=world.coordinator, on=ON)
        assert following.summary == "A calm year."
        assert {str(each.extent) for each in following.answers.all()} == {"Fully met"}
        with pytest.raises(Refused, match="already a statement"):
            assurance.begin_statement(world.panel, year=2025, by=world.coordinator, on=ON)


def test_the_panel_next_door_does_not_read_it(world, draft):
    for who in (world.other_chair, world.prevent_lead, world.administrator):
        with acting_for(who), connection.cursor() as cursor:
            for table in ("assurancestatement", "assuranceanswer", "historicalassurancestatement"):
                cursor.execute(f"SELECT count(*) FROM channel_{table}")  # noqa: S608 - ours
                assert cursor.fetchone() == (0,)
    assert AssuranceAnswer.objects.count() == 12


def test_the_pages_of_a_statement(client, world, draft):
    client.force_login(world.coordinator)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Referrals received: 0" in page
    change = reverse("channel:change_statement", args=[draft.pk])
    answer = draft.answers.first()
    posted = {"summary": "Words kept", f"comment_{answer.pk}": "Comment kept"}
    assert "Comment kept" in client.post(change, posted, follow=True).content.decode()

    client.force_login(world.deputy)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "11 of 12 standards have no answer" in page or "12 of 12" in page
    sign = reverse("channel:sign_statement", args=[draft.pk])
    assert "It cannot be signed yet" in client.post(sign).content.decode()


def test_the_statement_on_paper_says_who_signed_it(world, draft):
    assurance.sign_statement(draft, by=world.chair, on=ON)
    draft.refresh_from_db()
    content = assurance.paper(draft, reader=world.chair, on=ON)
    assert content.startswith(b"%PDF")


def test_two_who_write_at_once_lose_no_word(client, world, draft):
    """The second is told, keeps what was typed, and saves it the next time."""
    client.force_login(world.coordinator)
    change = reverse("channel:change_statement", args=[draft.pk])
    with acting_for(world.coordinator):
        opened_on = assurance.version_of(draft)
        write(draft, world.coordinator, comment="Written meanwhile.")
        now = assurance.version_of(draft)
    said = client.post(change, {"summary": "Mine", "version": opened_on}).content.decode()
    assert "Somebody saved changes while you were writing" in said
    assert "Mine" in said
    assert f'value="{now}"' in said
    client.post(change, {"summary": "Mine", "version": now})
    with acting_for(world.chair):
        assert AssuranceStatement.objects.get(pk=draft.pk).summary == "Mine"
