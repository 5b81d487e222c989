"""Letters to who runs a place: sent as a link, answered once without an account, reminded of yearly and once each."""

import copy
import datetime
import re

import pytest
from django.core import mail

from premises.models import Checklist, ManagerLetter, ManagerLink, PremisesKind
from premises.services import manager_letters
from premises.tasks import remind_committees
from prevent_portal import outbox
from prevent_portal.errors import Refused
from tests.conftest import TODAY
from tests.premises.test_access import (
    a_venue,
    kept_readers,  # noqa: F401 - a fixture
)

DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def kept(kept_readers):  # noqa: F811
    """A leased centre whose manager has no account, and a community library."""
    agency = kept_readers["keeper"].agency
    centre, library = a_venue(agency, "Foundry Centre"), a_venue(agency, "Elm Library")
    community = PremisesKind.objects.filter(is_reminded=True).order_by("pk").first()
    for place, mail_to, kind, tenant in (
        (centre, "manager@foundry.example", centre.kind, "Foundry Trust"),
        (library, "committee@elm.example", community, ""),
    ):
        place.contact_email, place.kind, place.tenant = mail_to, kind, tenant
        place.save()
    return {"centre": centre, "library": library, **kept_readers}


@pytest.fixture
def at(kept):
    return copy.deepcopy(kept)


def deliver():
    for pk in outbox.undone().values_list("pk", flat=True):
        outbox.deliver(pk)


def link_in(message):
    return re.search(r"/premises/answer/\S+", message.body)[0]


def a_letter(at, **about):
    said = {"kind": "guidance", "way": "link", "checklist": None, "message": "See the leaflet."}
    said |= {"premises": at["centre"], "sent_on": TODAY} | about
    return manager_letters.keep_letter(ManagerLetter(), by=at["keeper"], **said)


def test_a_leased_centres_manager_answers_a_checklist_by_a_link_once(client, at):
    checklist = Checklist.objects.get(is_spot_check=True)
    client.force_login(at["keeper"])
    sent = {"to": "leased", "kind": "checklist", "checklist": checklist.pk, "message": "Please."}
    day = {"answer_by_on_day": 1, "answer_by_on_month": 4, "answer_by_on_year": 2026}
    page = client.post("/premises/manager-letters/write/", sent | day, follow=True).content.decode()
    assert "1 letter is on the way." in page
    client.logout()
    deliver()
    (message,) = mail.outbox
    assert message.to == ["manager@foundry.example"]
    assert not {"Foundry", "Please."} & set(re.findall(r"\w+\.?", message.body))
    link = link_in(message)

    page = client.get(link)
    assert "Please." in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    items = list(checklist.items.order_by("position"))
    typed = {f"value_{item.pk}": "yes" for item in items} | {"answered_as": "Centre manager"}
    unanswered = client.post(link, typed | {f"value_{items[0].pk}": ""}).content.decode()
    assert f"Answer: {items[0]}" in unanswered
    words = {f"value_{items[0].pk}": "no", f"words_{items[0].pk}": "A dance class."}
    assert "Thank you" in client.post(link, typed | words).content.decode()

    assert client.get(link).status_code == client.post(link, typed).status_code == 404
    client.force_login(at["keeper"])
    letter = ManagerLetter.objects.get()
    assert (letter.answered_on, letter.answered_as) == (TODAY, "Centre manager")
    page = client.get(letter.get_absolute_url()).content.decode()
    assert "A dance class." in page
    answered = client.get("/premises/manager-letters/?when=answered").content.decode()
    assert "Centre manager" in answered


def test_a_letter_is_sent_again_by_a_new_link_and_stays_as_it_went_out(client, at):
    letter = a_letter(at)
    deliver()
    old = link_in(mail.outbox[0])
    with pytest.raises(Refused, match="stays as it went out"):
        manager_letters.keep_letter(letter, by=at["keeper"], **_said(letter, message="Another."))
    client.force_login(at["keeper"])
    client.post(f"{letter.get_absolute_url()}again/")
    ManagerLink.give_up(letter.links.in_use().get().pk, sentence="The mail server said no.")
    assert "The mail server said no." in client.get(letter.get_absolute_url()).content.decode()
    assert list(ManagerLetter.objects.not_sent()) == [letter]
    deliver()
    assert not ManagerLetter.objects.not_sent().exists()

    assert client.get(old).status_code == 404
    assert client.get(link_in(mail.outbox[1])).status_code == 200
    client.post(link_in(mail.outbox[1]), {"has_read": "on", "answered_as": "Manager"})
    with pytest.raises(Refused, match="answered already"):
        manager_letters.send_again(letter, by=at["keeper"])


def _said(letter, **about):
    names = ("premises", "kind", "way", "checklist", "message", "sent_on")
    return {"version": "0", **{name: getattr(letter, name) for name in names}, **about}


def test_what_cannot_go_is_refused_with_a_sentence(at):
    at["centre"].contact_email = ""
    at["centre"].save()
    with pytest.raises(Refused, match="has no email address"):
        a_letter(at)
    with pytest.raises(Refused, match="Select the checklist"):
        a_letter(at, kind="checklist", premises=at["library"])
    assert not ManagerLetter.objects.exists()


def test_a_link_runs_out_and_a_closed_letter_takes_no_answer(client, at):
    letter = a_letter(at)
    link = letter.links.get()
    assert manager_letters.link_with(link.token, on=TODAY + 84 * DAY) == link
    assert manager_letters.link_with(link.token, on=TODAY + 85 * DAY) is None
    answers = {"answered_as": "Manager", "answer": "", "answers": {}}
    letter.closed_on, letter.closed_because = TODAY, "Sent by mistake."
    letter.save()
    with pytest.raises(Refused):
        manager_letters.receive(link, on=TODAY, **answers)


def test_committees_are_reminded_yearly_and_when_they_change_once_each(at):
    def kinds():
        rows = ManagerLetter.objects.filter(premises=at["library"]).order_by("pk")
        return list(rows.values_list("kind", flat=True))

    for _ in range(2):
        remind_committees()
    assert kinds() == ["yearly"]
    deliver()
    assert [message.to for message in mail.outbox] == [["committee@elm.example"]]
    manager_letters.write_reminders(on=TODAY + 300 * DAY)
    assert kinds() == ["yearly"]

    at["library"].committee_changed_on = TODAY + 301 * DAY
    at["library"].save()
    manager_letters.write_reminders(on=TODAY + 300 * DAY)
    for _ in range(2):
        manager_letters.write_reminders(on=TODAY + 302 * DAY)
    assert kinds() == ["yearly", "committee"]
    manager_letters.write_reminders(on=TODAY + 800 * DAY)
    assert kinds() == ["yearly", "committee", "yearly"]


def test_two_who_write_to_all_write_once(at):
    places = type(at["centre"]).objects.filter(agency=at["keeper"].agency)
    about = {"by": at["keeper"], "on": TODAY, "kind": "guidance"}

    assert manager_letters.write_to(places, **about) == 2
    assert manager_letters.write_to(places, **about) == 0
