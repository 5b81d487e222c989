"""Earlier referrals of the same person: found by blind tokens, confirmed by somebody; search; corrections."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from channel import services, tokens
from channel.models import Case, CaseEvent, MatchToken, SamePerson, Subject
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord

BORN = datetime.date(2009, 4, 3)
ADA = ("Ada Mary", "Ashmere-Quill", "", BORN)


def kinds(first, second):
    """The kinds of token by which the second finds the first."""
    wanted = tokens.wanted_of(*second)
    return {kind for kind, token in tokens.kept_of(*first) if token in wanted}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (("Ada Mary", "Ashmere-Quill", "", BORN), {"name", "sound", "initials", "forename", "surname"}),
        (("ada", "ASHMERE QUILL", "", None), {"name", "sound"}),
        (("Ashmere Quill", "Ada", "", None), {"name"}),
        (("Áda", "Ashmère Quill", "", BORN), {"name", "sound", "initials", "forename", "surname"}),
        (("Ayda", "Ashmear-Quil", "", None), {"sound"}),
        (("Ada", "Birkwell", "", BORN), {"forename"}),
        (("Adeline", "Ashmere-Quill", "", BORN), {"initials", "surname"}),
        (("Zoe", "Birkwell", "Ada Ashmere-Quill", BORN), {"name"}),
        (("Ada", "Birkwell", "", datetime.date(2009, 3, 4)), {"forename"}),
        (("Ada", "Birkwell", "", datetime.date(2009, 4, 4)), {"forename"}),
        (("Ada", "Birkwell", "", datetime.date(2009, 4, 2)), {"forename"}),
        (("Ada", "Birkwell", "", datetime.date(2010, 4, 3)), {"forename"}),
        (("Ada", "Birkwell", "", datetime.date(2008, 4, 3)), {"forename"}),
        (("Ada", "Birkwell", "", datetime.date(2009, 4, 6)), set()),
        (("Zoe", "Birkwell", "", None), set()),
        (("unknown", "not known", "", None), set()),
    ],
)  # fmt: skip
def test_a_person_is_found_again_however_they_are_written(written, found):
    assert kinds(ADA, written) == found


def test_another_name_finds_the_person_both_ways():
    known = ("Ada", "Ashmere", "Lamplighter, Nell Ashmere", None)
    assert kinds(known, ("Nell", "Ashmere", "", None)) == {"alias"}
    assert kinds(known, ("Lamplighter", "Ashmere", "", None)) == {"alias"}
    assert "name" in kinds(("Nell", "Ashmere", "", None), known)


def test_two_persons_of_whom_nothing_is_known_are_not_the_same():
    assert tokens.kept_of("unknown", "Unknown", "", None) == set()


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=40), st.none() | st.dates())
def test_whatever_is_typed_finds_itself(forenames, surname, other, born):
    kept = {token for _, token in tokens.kept_of(forenames, surname, other, _near(born))}
    assert kept <= tokens.wanted_of(forenames, surname, other, _near(born))


def _near(born):
    """A day whose neighbours are days too: the form takes none before 1900."""
    return born and born.replace(year=1900 + born.year % 130, day=min(born.day, 28))


@pytest.mark.parametrize(
    ("one", "other"),
    [("mohammed", "muhamad"), ("catherine", "kathryn"), ("smith", "smyth"), ("philip", "filip")],
)
def test_names_that_sound_alike(one, other):
    assert tokens.sound_of(one) == tokens.sound_of(other)


def test_a_leap_day_has_neighbours():
    near = tokens.neighbours_of(datetime.date(2008, 2, 29))
    assert near == [datetime.date(2008, 2, 28), datetime.date(2008, 3, 1)]


# In the database


def refer(world, forenames="Ada", surname="Ashmere", **more):
    return world.refer(
        by=world.teacher,
        panel=more.pop("panel", None),
        subject={"forenames": forenames, "surname": surname} | more,
    )


def alike(world, case, who=None):
    user = who or world.coordinator
    with acting_for(user):
        case = Case.objects.select_related("key").filter(pk=case.pk).first()
        return [one.reference for one in services.similar(case)] if case else []


def test_earlier_referrals_that_look_alike_are_proposed_to_who_coordinates(world):
    first = refer(world, date_of_birth=BORN)
    refer(world, "Zoe", "Birkwell")
    weak = refer(world, "Eyda", "Ashmeer")
    case = refer(world, date_of_birth=BORN)
    assert alike(world, case) == [first.reference, weak.reference]
    assert alike(world, first) == []


def test_earlier_is_told_by_the_day_it_was_received(world):
    case = world.refer(by=world.teacher)
    before = world.refer(by=world.teacher, on=case.received_on - datetime.timedelta(days=90))
    assert alike(world, case) == [before.reference]
    assert alike(world, before) == []


def test_a_closed_case_and_one_of_the_panel_next_door(world):
    first = refer(world)
    with acting_for(world.coordinator):
        services.move_case(first, Status.SCREENING, by=world.coordinator, on=first.received_on)
        services.move_case(first, Status.NOT_PROGRESSED, by=world.coordinator, on=first.received_on)
    refer(world, panel=world.next_door)
    case = refer(world)
    with acting_for(world.coordinator):
        (found,) = services.similar(Case.objects.get(pk=case.pk))
    assert (found.reference, found.is_closed, found.agrees) == (
        first.reference, True, ["the name", "how the name sounds"],
    )  # fmt: skip


def test_who_declared_a_conflict_is_told_nothing_of_that_case(world):
    first, case = refer(world), refer(world)
    with acting_for(world.deputy):
        services.declare_conflict(first, by=world.deputy, on=first.received_on)
    assert alike(world, case, world.deputy) == []
    assert alike(world, case, world.chair) == [first.reference]


@pytest.mark.parametrize(
    "who", ["member", "other_chair", "prevent_lead", "teacher", "administrator", "executive"]
)
def test_nobody_else_learns_by_the_functions_of_the_gate(world, who):
    refer(world)
    case = refer(world)
    wanted = sorted(tokens.wanted_of("Ada", "Ashmere"))
    with acting_for(getattr(world, who)), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channel_similar(%s, %s::bytea[])", [case.pk, wanted])
        assert cursor.fetchall() == []
        cursor.execute("SELECT reference FROM channel_search(%s::bytea[])", [wanted])
        assert cursor.fetchall() == []
        cursor.execute("SELECT * FROM channel_times(%s)", [case.pk])
        assert cursor.fetchall() == [(0, 0)]
        cursor.execute("SELECT count(*) FROM channel_matchtoken")
        assert cursor.fetchone() == (0,)
        with pytest.raises(DatabaseError, match="denied"), transaction.atomic():
            cursor.execute(
                "SELECT * FROM channel_alike(ARRAY[1::bigint], %s::bytea[], NULL, NULL, 5)",
                [wanted],
            )
        with pytest.raises(DatabaseError, match="not open"), transaction.atomic():
            cursor.execute("SELECT channel_match_by(%s, '{}', '{}')", [case.pk])


def test_tokens_name_nobody(world):
    case = refer(world, date_of_birth=BORN)
    with acting_for(world.chair):
        rows = list(MatchToken.objects.filter(case=case.pk))
    assert {row.kind for row in rows} == {"name", "sound", "initials", "forename", "surname"}
    assert {len(bytes(row.token)) for row in rows} == {16}


def test_a_person_confirms_and_the_page_counts(client, world):
    first, second, case = refer(world), refer(world), refer(world)
    client.force_login(world.coordinator)
    page = client.get(case.get_absolute_url()).content.decode()
    assert first.reference in page
    assert "No other referral of this person is confirmed" in page
    for earlier, answer in ((first, "yes"), (second, "no")):
        client.post(
            reverse("channel:judge_same", args=[case.pk, earlier.reference]), {"is_same": answer}
        )
    with acting_for(world.coordinator):
        services.move_case(first, Status.SCREENING, by=world.coordinator, on=first.received_on)
        services.move_case(first, Status.NOT_PROGRESSED, by=world.coordinator, on=first.received_on)
        assert SamePerson.objects.get(earlier=first.pk).by == world.coordinator
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Referred 2 times, closed 1 time." in page
    assert "Possibly the same person" not in page
    assert "Referred 2 times" in client.get(first.get_absolute_url()).content.decode()

    client.post(reverse("channel:judge_same", args=[case.pk, first.reference]), {"is_same": "no"})
    assert "Referred 2 times" not in client.get(case.get_absolute_url()).content.decode()


def test_three_referrals_count_through_each_other(world):
    first, second, third = refer(world), refer(world), refer(world)
    with acting_for(world.coordinator):
        for case, earlier in ((second, first), (third, second)):
            case = Case.objects.get(pk=case.pk)
            services.judge_same(
                case,
                earlier=earlier.reference,
                is_same=True,
                by=world.coordinator,
                on=case.received_on,
            )
        assert [services.times(case) for case in (first, second, third)] == [(3, 0)] * 3


def test_only_what_looks_alike_is_judged(world):
    other, case = refer(world, "Zoe", "Birkwell"), refer(world)
    with acting_for(world.coordinator), pytest.raises(Refused, match="does not look like"):
        services.judge_same(
            case, earlier=other.reference, is_same=True, by=world.coordinator, on=case.received_on
        )


def test_an_answer_is_a_yes_or_a_no(client, world):
    first, case = refer(world), refer(world)
    client.force_login(world.coordinator)
    address = reverse("channel:judge_same", args=[case.pk, first.reference])
    page = client.post(address, {"is_same": "perhaps"}, follow=True)
    assert "Say whether it is the same person or not" in page.content.decode()


# Search


def test_who_coordinates_finds_by_name_and_the_search_is_logged_without_its_words(client, world):
    case = refer(world)
    theirs = refer(world, panel=world.next_door)
    client.force_login(world.coordinator)
    page = client.post("/channel/cases/search/", {"forenames": "ada", "surname": "ashmere"})
    said = page.content.decode()
    assert case.reference in said
    assert theirs.reference not in said
    row = AccessRecord.objects.get(verb="searched")
    assert (row.user, row.page, row.reference) == (world.coordinator, "channel:search_cases", "")

    said = client.post(
        "/channel/cases/search/", {"forenames": "Ad", "surname": "Ash"}
    ).content.decode()
    assert case.reference not in said
    assert "No referral to your panel agrees" in said


@pytest.mark.parametrize("who", ["member", "prevent_lead", "teacher", "administrator", "executive"])
def test_nobody_else_searches(client, world, who):
    client.force_login(getattr(world, who))
    words = {"forenames": "Ada", "surname": "Ashmere"}
    assert client.post("/channel/cases/search/", words).status_code == 403


# Corrections


def the_person(client, case):
    return client.get(reverse("channel:correct_person", args=[case.pk])).context["form"]


def post(client, case, form, **changed):
    words = {name: form[name].value() or "" for name in ("forenames", "surname", "version")}
    return client.post(reverse("channel:correct_person", args=[case.pk]), words | changed)


def test_a_correction_is_kept_recorded_and_looked_for_anew(client, world):
    first = refer(world, "Zoe", "Birkwell")
    case = refer(world)
    client.force_login(world.coordinator)
    assert alike(world, case) == []
    post(
        client,
        case,
        the_person(client, case),
        forenames="Zoë",
        surname="Birkwell",
        approximate_age="16",
    )
    assert alike(world, case) == [first.reference]
    with acting_for(world.coordinator):
        subject = Subject.objects.select_related("case__key").get(case=case.pk)
        assert (subject.name, subject.age_band.words) == ("Zoë Birkwell", "16 to 17")
        event = CaseEvent.objects.get(case=case.pk, kind="changed")
        assert event.words == "Corrected: forenames, surname, approximate age."


def test_two_who_correct_at_once_lose_nothing(client, world):
    case = refer(world)
    client.force_login(world.coordinator)
    form = the_person(client, case)
    with acting_for(world.chair):
        subject = Subject.objects.select_related("case__key").get(case=case.pk)
        services.correct_person(
            subject, by=world.chair, on=case.received_on, surname="Ashmere-Quill"
        )
    page = post(client, case, form, surname="Birkwell").content.decode()
    assert "Somebody saved changes while you were writing" in page
    assert "Ashmere-Quill" in page
    assert 'value="Birkwell"' in page


def test_a_correction_of_nothing_is_refused(client, world):
    case = refer(world)
    client.force_login(world.coordinator)
    page = post(client, case, the_person(client, case)).content.decode()
    assert "Nothing is different" in page


def test_a_date_of_birth_gives_the_age_band_on_the_day_of_the_referral(world):
    case = refer(world, date_of_birth=datetime.date(2015, 3, 3))
    with acting_for(world.chair):
        assert Subject.objects.get(case=case.pk).age_band.words == "10 and under"
