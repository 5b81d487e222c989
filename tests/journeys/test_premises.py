"""A hirer asks, is refused with words, and appeals; an audit on a phone without a connection; a filter tested."""

import io
import re

import pytest
from django.core import mail
from PIL import Image
from playwright.sync_api import expect

from premises.models import AuditPhoto, Booking, Checklist, FilterTest, Network, PremisesAudit
from premises.services import audits
from prevent_portal.roles import Role
from tests.conftest import TODAY
from tests.factories import AgencyFactory, UserFactory
from tests.journeys.conftest import WITH_AND_WITHOUT
from tests.journeys.test_case import fill, signed_in
from tests.premises.test_access import REFUSAL, a_venue, all_checked, saved

EVENT = TODAY.replace(year=TODAY.year + 1)
_ASKED = {
    "event_on": EVENT,
    "title": "An evening of talks",
    "theme": "Housing in the town",
    "hirer_name": "Dana Whitlock",
    "hirer_address": "1 Quay Street",
    "is_true": True,
}


@pytest.fixture
def council():
    """A council whose library is for hire, and who looks after it."""
    agency = AgencyFactory(name="Saltshire County Council")
    manager = UserFactory(agency=agency, roles=[Role.OFFICER])
    return {
        "agency": agency,
        "manager": manager,
        "venue": a_venue(agency, "Elm Library", manager),
        "director": UserFactory(agency=agency, roles=[Role.EXECUTIVE]),
        "chief": UserFactory(agency=agency, roles=[Role.EXECUTIVE]),
        "it_lead": UserFactory(agency=agency, roles=[Role.IT_LEAD]),
    }


def asks(hirer):
    """Somebody without an account asks for the library; the form says what is missing and loses nothing."""
    hirer.go("/premises/ask/", "Ask to book a venue")
    fill(hirer, premises="Saltshire County Council: Elm Library", **_ASKED)
    hirer.press("Send the request", role="button")
    hirer.sees("Ask to book a venue")
    expect(hirer.page.get_by_role("link", name="Enter an email address or")).to_be_visible()
    fill(hirer, hirer_email="dana@riversidetalks.example")
    hirer.press("Send the request", role="button")
    hirer.sees("Request received")
    expect(hirer.page.get_by_text("Whitlock")).to_have_count(0)


def step(person, words, heading, button="Save", **fields):
    """From the page of a booking: press a step, look at its form, fill it in, and be back at the booking."""
    person.press(words, role="button")
    person.sees(heading)
    fill(person, **fields)
    person.press(button, role="button", exact=True)
    expect(person.page.get_by_role("heading", level=1, name="Booking ")).to_be_visible()


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT)
def test_a_hirer_asks_is_refused_with_the_balance_in_words_and_appeals(
    walk, council, worker, javascript
):
    asks(walk(javascript=javascript))
    booking = Booking.objects.get()

    manager = signed_in(walk, council["manager"])
    manager.press(booking.reference)
    manager.sees(booking.reference)
    step(
        manager,
        "Record a check",
        "Record a check",
        result="concern",
        found="Recordings of two talks call for violence.",
        link="https://example.org/recordings",
    )
    expect(manager.page.get_by_text("Recordings of two talks")).to_be_visible()
    all_checked(booking, by=council["manager"], risk="high")  # the rest of them, in the same way
    manager.page.reload()
    manager.press("Decide", role="button", exact=True)
    manager.sees("Decide this booking")
    fill(manager, outcome="refused", reason=REFUSAL["reason"])
    manager.press("Record the decision", role="button")
    manager.sees("Decide this booking")
    fill(manager, **{name: REFUSAL[name] for name in ("speech", "equality", "proportionate")})
    manager.press("Record the decision", role="button")
    expect(manager.page.get_by_text("It waits for a senior manager to sign it")).to_be_visible()
    manager.look()

    director = signed_in(walk, council["director"])
    director.press(booking.reference)
    director.sees("Sign the decision")
    fill(director, is_agreed="yes", words="No less would do.")
    director.press("Save", role="button", exact=True)
    director.sees(booking.reference)
    for words in REFUSAL.values():
        expect(director.page.get_by_text(words).first).to_be_visible()

    manager.page.reload()
    manager.press("Write a letter")
    manager.sees("Write a letter")
    manager.page.get_by_role("radio").first.check()
    manager.press("Go on", role="button")
    manager.sees("Write a letter")
    expect(manager.page.get_by_label("Words")).to_have_value(re.compile(REFUSAL["reason"]))
    fill(manager, way="email")
    manager.press("Keep and send", role="button")
    expect(manager.page.get_by_text("The letter is kept with the booking.")).to_be_visible()
    worker()
    assert REFUSAL["reason"] not in mail.outbox[-1].body
    hirer = walk(javascript=javascript)
    link = re.search(r"/premises/letter/\S+", mail.outbox[-1].body)[0]
    hirer.page.goto(link)
    expect(hirer.page.get_by_text(REFUSAL["reason"])).to_be_visible()
    hirer.look()

    step(
        manager,
        "Write down an appeal",
        "Write down an appeal",
        grounds="Both talks were misheard.",
    )
    chief = signed_in(walk, council["chief"])
    chief.press(booking.reference)
    chief.sees("Decide the appeal")
    fill(chief, outcome="conditions", reason="One talk was misheard.", conditions="A steward.")
    chief.press("Record the decision", role="button")
    chief.sees(booking.reference)
    expect(chief.page.get_by_text("Approved with conditions").first).to_be_visible()
    assert Booking.objects.get().state == "conditions"


PHONE = {"width": 390, "height": 844}
MINUTE = 60_000  # milliseconds


def a_photograph():
    """A picture as a phone makes it: too large to be sent as it is on a poor connection."""
    made = io.BytesIO()
    Image.effect_noise((3000, 2000), 120).convert("RGB").save(made, "JPEG", quality=95)
    return {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


def test_an_audit_on_a_phone_loses_its_connection_for_a_minute_and_nothing_else(walk, council):
    checklist = Checklist.objects.get(is_spot_check=True)
    audit = audits.keep_audit(
        PremisesAudit(),
        by=council["manager"],
        premises=council["venue"],
        checklist=checklist,
        on=TODAY,
        who=council["manager"],
    )
    person = walk()
    page = person.page
    page.clock.install()
    person.sign_in(council["manager"])
    person.go(audit.get_absolute_url(), str(audit))
    person.press("Answer the questions", role="button")
    person.sees(checklist.name)
    page.set_viewport_size(PHONE)
    first, second, third = page.locator("[data-item]").all()

    first.get_by_label("Yes").check()
    expect(page.get_by_text("Saved")).to_be_visible()
    page.clock.fast_forward(MINUTE)
    person.context.set_offline(True)
    second.get_by_label("No", exact=True).check()
    second.get_by_label("What you saw").fill("Posters of last spring.")
    second.get_by_label("What you saw").blur()
    third.get_by_label("What you saw").fill("Nobody was there to ask.")
    third.get_by_label("What you saw").blur()
    page.get_by_label("Photograph").set_input_files(a_photograph())
    person.press("Keep this photograph", role="button")
    expect(page.get_by_text("Select a photograph and say what it shows")).to_be_visible()
    page.get_by_label("What does it show?").fill("The notice board")
    person.press("Keep this photograph", role="button")
    expect(page.get_by_text("The notice board: Kept on this device")).to_be_visible()
    expect(page.get_by_text("1 photograph waiting to be sent.")).to_be_visible()
    person.press("Finish the audit")
    expect(page.get_by_text("Wait until they are sent before you leave")).to_be_visible()
    person.look()
    page.set_viewport_size(PHONE)
    page.clock.fast_forward(MINUTE)
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    assert audits.newest_answers(audit).keys() == {int(first.get_attribute("data-item"))}
    assert not AuditPhoto.objects.exists()

    person.context.set_offline(False)
    page.clock.fast_forward(MINUTE)
    expect(page.get_by_text("The notice board: Saved")).to_be_visible()
    expect(page.get_by_text("waiting to be sent")).to_be_hidden()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(third.get_by_label("What you saw")).to_have_value("Nobody was there to ask.")
    third.get_by_label("Does not apply").check()
    expect(page.get_by_text("Saved")).to_be_visible()
    person.said = [each for each in person.said if "ERR_INTERNET_DISCONNECTED" not in each]

    person.press("Finish the audit")
    person.sees("Finish the audit?")
    person.press("Finish", role="button", exact=True)
    person.sees(str(audit))
    given = [(each.value, each.words) for each in audits.newest_answers(audit).values()]
    assert given == [
        ("yes", ""),
        ("no", "Posters of last spring."),
        ("none", "Nobody was there to ask."),
    ]
    photo = AuditPhoto.objects.get()
    assert photo.words == "The notice board"
    with photo.file.content.open("rb") as file, Image.open(file) as picture:
        assert picture.size == (2560, 1707)
    assert audit.findings.get().words.endswith("Posters of last spring.")


def test_the_it_lead_records_a_filter_test(walk, council):
    network = saved(Network(name="Library wifi", kind="wifi", agency=council["agency"]))
    person = signed_in(walk, council["it_lead"])
    person.go("/premises/networks/", "Networks and computers")
    person.press("Library wifi")
    person.sees("Library wifi")
    expect(person.page.get_by_text("its filter has never been tested")).to_be_visible()
    person.press("Record a test", role="button")
    person.sees("Add a filter test")
    fill(person, who="The IT lead", result="partly")
    person.press("Save", role="button", exact=True)
    person.sees("Add a filter test")
    expect(person.page.get_by_role("link", name="Say what was found")).to_be_visible()
    fill(person, words="Two pages of one site opened.", got_through="T-114", iwf_applied=True)
    person.press("Save", role="button", exact=True)
    person.sees("Test of Library wifi")
    person.go(network.get_absolute_url(), "Library wifi")
    expect(person.page.get_by_text("its last test was not passed")).to_be_visible()
    made = FilterTest.objects.get()
    assert (made.result, made.got_through, made.on) == ("partly", ["T-114"], TODAY)


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT)
def test_a_leased_centres_manager_answers_a_letter_without_an_account(
    walk, council, worker, javascript
):
    centre = a_venue(council["agency"], "Foundry Centre")
    centre.tenant, centre.contact_email = "Foundry Trust", "manager@foundry.example"
    centre.save()
    keeper = signed_in(walk, UserFactory(agency=council["agency"], roles=[Role.PREMISES_LEAD]))
    keeper.go("/premises/manager-letters/write/", "Write to those who run places")
    checklist = Checklist.objects.get(is_spot_check=True)
    about = {"kind": "checklist", "checklist": str(checklist), "message": "Please be frank."}
    fill(keeper, to="leased", answer_by_on=EVENT, **about)
    keeper.press("Send the letters", role="button")
    expect(keeper.page.get_by_text("1 letter is on the way.")).to_be_visible()
    worker()

    manager = walk(javascript=javascript)
    link = re.search(r"/premises/answer/\S+", mail.outbox[-1].body)[0]
    manager.go(link, "Letter with a checklist")
    expect(manager.page.get_by_text("Please be frank.")).to_be_visible()
    manager.press("Send the answer", role="button")
    manager.sees("Letter with a checklist")
    for each in checklist.items.order_by("position"):
        fill(manager, **{f"value_{each.pk}": "yes"})
    fill(manager, answered_as="Centre manager")
    manager.press("Send the answer", role="button")
    expect(manager.page.get_by_text("Your answer has been received")).to_be_visible()
    manager.look()
    manager.go(link, "This link does not work", status=404)

    keeper.page.reload()
    keeper.press("Letter with a checklist, Foundry Centre")
    keeper.sees("Letter with a checklist, Foundry Centre")
    expect(keeper.page.get_by_text("Centre manager")).to_be_visible()
