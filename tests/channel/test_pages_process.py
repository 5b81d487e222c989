"""A case from the referral to the panel, and away from it, as the coordinator walks it on pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from channel import services
from channel.models import Case, InformationRequest, Term
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role

from .panels import DAY


@pytest.fixture
def press(client, world, case):
    """Send the form of a page about the case as its coordinator; say what the page after it says."""
    client.force_login(world.coordinator)

    def send(page, *, about=case, **given):
        day = {"on_day": DAY.day, "on_month": DAY.month, "on_year": DAY.year}
        address = reverse(f"channel:{page}", args=[about.pk])
        return client.post(address, day | given, follow=True).content.decode()

    return send


def stands(world, case):
    with acting_for(world.coordinator):
        return Case.objects.get(pk=case.pk).status


def screened(press):
    press("begin_screening")
    press("record_deconfliction", outcome="clear")
    press("record_gateway", conclusion="concern", words="The wallpaper came up twice.")
    return press("gather_information")


DECISION = {
    "decided_by": "police",
    "decider": "Superintendent Tuck",
    "is_met": "yes",
    "grounds": "He asked three people for recipes.",
}


def test_a_case_walks_from_the_referral_to_the_panel(client, world, case, press):
    said = screened(press)
    assert "Now ask the agencies" in said
    assert "The wallpaper came up twice." in said
    people = [world.user(agency, Role.OFFICER) for agency in (world.health, world.police)]
    for user in people:
        press("ask_agency", answerer=user.pk, asked="Known to you?")
    assert "Asked" in client.get(case.get_absolute_url()).content.decode()
    for user in people:
        client.force_login(user)
        with acting_for(user):
            (row,) = InformationRequest.objects.asked_of(user)
        client.post(row.get_absolute_url(), {"holds": "no", "attested": "on"})
    client.force_login(world.coordinator)
    assert client.get(case.get_absolute_url()).content.decode().count("Nothing held") == 2
    press("go_to_section_36")
    said = press("decide_section_36", **DECISION)
    assert "He asked three people for recipes." in said
    assert stands(world, case) == Status.TO_PANEL


def test_a_case_walks_below_the_threshold_to_its_outcome(world, case, press):
    screened(press)
    press("go_to_section_36")
    press("decide_section_36", **(DECISION | {"is_met": "no"}))
    said = press("begin_pathway", what="A youth worker", to_whom="Early help")
    assert "To be known by" in said
    with acting_for(world.coordinator):
        pathway = case.pathways.get()
    press("record_pathway_outcome", about=pathway, outcome="taken_up", words="Four visits.")
    reason = Term.objects.get(list="closing", words="Section 36 not met")
    said = press("close_below_threshold", reason=reason.pk)
    assert "Four visits." in said
    assert stands(world, case) == Status.CLOSED
    press("begin_screening")
    assert stands(world, case) == Status.SCREENING


def test_a_referral_that_is_not_progressed_says_why(world, case, press):
    press("begin_screening")
    reason = Term.objects.get(list="not_progressed", words="Another safeguarding route")
    said = press("not_progress", reason=reason.pk, words="Sent to early help.")
    assert "Another safeguarding route" in said
    assert "Sent to early help." in said
    assert stands(world, case) == Status.NOT_PROGRESSED


def test_what_was_typed_is_kept_where_the_procedure_says_no(world, case, press):
    said = press("decide_section_36", **DECISION)
    assert "it is not the time to decide under section 36" in said
    assert "He asked three people for recipes." in said
    assert "Superintendent Tuck" in said


def test_two_coordinators_at_once_decide_once(client, world, case, press):
    screened(press)
    press("go_to_section_36")
    press("decide_section_36", **DECISION)
    said = press("decide_section_36", **(DECISION | {"is_met": "no", "grounds": "None at all."}))
    assert "it is not the time" in said
    assert "None at all." in said
    assert stands(world, case) == Status.TO_PANEL


@pytest.mark.parametrize(
    ("page", "given", "sentence"),
    [
        ("record_deconfliction", {}, "Select deconfliction"),
        ("record_gateway", {"conclusion": "concern"}, "Enter why"),
        ("not_progress", {}, "Select reason"),
        ("decide_section_36", {"grounds": "Some"}, "Select who decided"),
        ("ask_agency", {"asked": "Known?"}, "Select who is asked"),
        ("begin_pathway", {"what": "Sport"}, "to whom the person is referred"),
        ("begin_screening", {"on_day": "31", "on_month": "2"}, "must be a real date"),
    ],
)
def test_what_is_missing_is_said(press, page, given, sentence):
    assert sentence in press(page, **given)


def test_a_day_before_the_referral_or_in_the_future_is_refused(press):
    assert "before the referral was received" in press("begin_screening", on_year="2025")
    ahead = timezone.localdate().year + 1
    assert "There is a problem" in press("begin_screening", on_year=str(ahead))


def test_the_page_says_which_step_comes_next(client, world, case, press):
    address = case.get_absolute_url()
    assert "Begin screening" in client.get(address).content.decode()
    press("begin_screening")
    said = client.get(address).content.decode()
    assert "Go on to gather information" in said
    assert "Ask an agency" not in client.get(address).content.decode().split("What agencies")[0]
    with acting_for(world.coordinator):
        services.give_seat(case, user=world.member, seat="member", by=world.coordinator, on=DAY)
    client.force_login(world.member)
    said = client.get(address).content.decode()
    assert "Deconfliction" in said
    assert "Go on to gather information" not in said
