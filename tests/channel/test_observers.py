"""Observers of a case see its reference and what was written for them, and nothing else of it."""

import pytest
from django.urls import reverse

from channel import services
from channel.models import CaseEvent, CaseKey, ObserverText, Referral
from channel.permissions import Seats
from prevent_portal.acting import acting_for

from .panels import DAY, LATER

TEXT = "A pupil of a secondary school; a mentor is being looked for."


@pytest.fixture
def observer(world, case):
    """Somebody of another agency who observes the case."""
    user = world.user(world.health, "officer")
    with acting_for(world.coordinator):
        services.give_seat(
            case, user=user, seat=Seats.OBSERVER, by=world.coordinator, on=DAY, until=LATER
        )
    return user


def to(page, case):
    return reverse(f"channel:{page}", args=[case.pk])


def said(client, address):
    return client.get(address).content.decode()


def test_an_observer_reads_the_text_by_its_reference_and_no_more(client, world, case, observer):
    client.force_login(observer)
    assert "1 case you observe" in said(client, "/channel/")
    listed = said(client, reverse("channel:observed_list"))
    assert case.reference in listed
    assert "nothing is written for observers yet" in listed
    assert "Nothing is written for observers of this case yet." in said(client, to("observed_case", case))  # fmt: skip
    assert client.get(case.get_absolute_url()).status_code == 404

    client.force_login(world.coordinator)
    assert "they see the reference alone" in said(client, case.get_absolute_url())
    client.post(to("write_for_observers", case), {"words": TEXT})
    assert TEXT in said(client, case.get_absolute_url())

    client.force_login(observer)
    page = said(client, to("observed_case", case))
    assert TEXT in page
    for word in ("Perpetua", "Quillfeather", "marmalade", "Inkpen"):
        assert word not in page
    assert TEXT not in said(client, reverse("channel:observed_list"))


def test_what_names_the_person_is_not_taken_and_no_word_is_lost(client, world, case):
    client.force_login(world.coordinator)
    page = client.post(to("write_for_observers", case), {"words": "About “quillfeather”, a pupil."})
    assert "leave out “Quillfeather”" in page.content.decode()
    assert "a pupil." in page.content.decode()
    with acting_for(world.coordinator):
        assert not ObserverText.objects.filter(case=case).exists()


def test_the_database_gives_an_observer_the_key_and_the_text_alone(world, case, observer):
    with acting_for(world.coordinator):
        services.write_for_observers(case, by=world.coordinator, on=DAY, words=TEXT)
    with acting_for(observer):
        assert ObserverText.objects.select_related("case__key").get(case=case).words == TEXT
        assert not case.history.exists()
        assert not ObserverText.history.exists()
        assert CaseKey.objects.filter(case=case).exists()
        for model in (Referral, CaseEvent):
            assert not model.objects.filter(case=case).exists()
    with acting_for(world.other_chair):
        assert not ObserverText.objects.filter(case=case).exists()
        assert not CaseKey.objects.filter(case=case).exists()


def test_whoever_observes_nothing_is_told_so(client, world):
    client.force_login(world.teacher)
    assert "You observe no case at the moment." in said(client, reverse("channel:observed_list"))
