"""Lists, age bands, time limits and panels: configurable, in force from day to day, never two at once."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from channel import clocks, services
from channel.models import AgeBand, Clock, Panel, Term
from channel.registers.settings import DOES
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused

from .panels import DAY

LATER = datetime.date(2027, 4, 1)


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def a_clock(by, **changes):
    given = {"step": "answer", "length": 10, "unit": "working", "from_on": LATER}
    with acting_for(by):
        return services.keep_clock(Clock(), by=by, **(given | changes))


@pytest.fixture
def keeper(world):
    """The test acts for somebody who keeps the lists."""
    with acting_for(world.coordinator):
        yield world.coordinator


def test_a_new_time_limit_ends_the_one_before_on_the_day_it_begins(world):
    a_clock(world.coordinator)
    before, after = Clock.objects.filter(step="answer").order_by("from_on")
    assert (before.until_on, after.until_on) == (LATER, None)
    # Wednesday 31 March 2027 is the last day of five working days, 1 April the first of ten
    assert clocks.due("answer", on=LATER - datetime.timedelta(days=1)) == datetime.date(2027, 4, 7)
    assert clocks.due("answer", on=LATER) == datetime.date(2027, 4, 15)


def test_two_time_limits_of_one_step_never_hold_on_one_day(world):
    a_clock(world.coordinator)
    for begins in (LATER, LATER - datetime.timedelta(days=1)):
        with pytest.raises(Refused, match="begins on 1 April 2027"):
            a_clock(world.coordinator, from_on=begins)
    with acting_for(world.coordinator), pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.create(step="answer", length=3, from_on=LATER + datetime.timedelta(days=9))


def test_every_step_has_a_time_limit_today_and_says_what_it_does():
    steps = {
        "share", "screen", "answer", "section_36", "panel", "consent", "review", "assess",
        "contact", "pathway", "feedback", "transfer", "after_6", "after_12",
    }  # fmt: skip
    assert set(Clock.Step.values) == steps == set(DOES)
    assert set(Clock.objects.on(DAY).values_list("step", flat=True)) == steps


@pytest.mark.parametrize(("step", "length"), [("after_6", 7), ("after_12", 11)])
def test_closed_cases_are_reviewed_at_6_and_12_months_whatever_is_set(world, step, length):
    with pytest.raises(Refused):
        a_clock(world.coordinator, step=step, length=length, unit="months")


def test_no_age_stands_in_two_bands_on_one_day(keeper):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgeBand.objects.create(words="15 to 18", youngest=15, oldest=18, from_on=DAY)
    for band in AgeBand.objects.all():
        band.until_on = LATER
        band.save()
    AgeBand.objects.create(words="15 to 18", youngest=15, oldest=18, from_on=LATER)


def test_a_choice_that_is_taken_out_of_use_is_offered_no_more_and_keeps_its_words(world, keeper):
    choice = Term.objects.get(list="closing", words="Deceased")
    services.retire(choice, by=world.coordinator, on=DAY, reason="Put otherwise")
    assert not Term.objects.on(DAY).filter(pk=choice.pk)
    assert Term.objects.on(DAY - datetime.timedelta(days=1)).filter(pk=choice.pk)

    again = Term.objects.create(list="closing", words="Deceased", from_on=DAY)
    with pytest.raises(Refused, match="taken its place"):
        services.take_up_again(choice, by=world.coordinator)
    services.retire(again, by=world.coordinator, on=DAY, reason="A mistake")


def test_a_list_has_the_same_words_once_on_a_day(keeper):
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(list="closing", words="Deceased", from_on=DAY)


# Pages


def test_the_coordinator_sets_a_time_limit_on_its_page(client, world):
    client.force_login(world.coordinator)
    said = client.get(reverse("channel:clock_list")).content.decode()
    assert "5 working days (England and Wales)" in said
    assert "1 working day (England and Wales)" in said
    assert "until the decision under section 36" in said
    address = reverse("channel:add_clock")
    given = {"step": "answer", "length": 7, "unit": "days"}
    client.post(address, given | day("from_on", LATER))
    assert str(Clock.objects.get(step="answer", from_on=LATER)).endswith("7 days")
    for begins, sentence in (
        (LATER, "already has a limit from that day"),
        (LATER - datetime.timedelta(days=1), "begins on 1 April 2027"),
    ):
        said = client.post(address, given | day("from_on", begins)).content.decode()
        assert sentence in said


def test_the_length_of_a_time_limit_can_be_put_right(client, world):
    clock = Clock.objects.get(step="screen")
    client.force_login(world.chair)
    address = reverse("channel:change_clock", args=[clock.pk])
    version = client.get(address).context["form"].initial["version"]
    client.post(address, {"length": 6, "unit": "working", "version": version})
    clock.refresh_from_db()
    assert clock.length == 6
    said = client.post(address, {"length": 0, "unit": "working", "version": ""}).content.decode()
    assert "between 1 and 366" in said


def test_a_choice_is_added_on_its_page_and_overlaps_are_refused_in_words(client, world):
    client.force_login(world.administrator)
    address = reverse("channel:add_term")
    given = {"list": "support", "words": "Sport", "place": 20} | day("from_on", DAY)
    client.post(address, given)
    assert Term.objects.filter(words="Sport").count() == 1
    said = client.post(address, given | day("from_on", LATER)).content.decode()
    assert "already on some of these days" in said


def test_an_administrator_keeps_panels_and_opens_no_case(client, world, case):
    client.force_login(world.administrator)
    panel = world.next_door
    address = reverse("channel:change_panel", args=[panel.pk])
    version = client.get(address).context["form"].initial["version"]
    given = {"name": "Panel of the coast", "authority": world.county.pk, "police": world.police.pk}
    client.post(address, given | {"contact": "Ring the bell", "version": version})
    assert "Ring the bell" in client.get(reverse("channel:panel_settings")).content.decode()
    client.post(reverse("channel:close_panel", args=[panel.pk]), {"reason": "Joined another"})
    assert panel not in Panel.objects.open()
    client.post(reverse("channel:reopen_panel", args=[panel.pk]))
    assert panel in Panel.objects.open()
    assert client.get(case.get_absolute_url()).status_code == 404
