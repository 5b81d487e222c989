"""A chair leaves a case open in the middle of a sentence; a teacher is signed out in the middle of one."""

import time

from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import expect

from prevent_portal.acting import acting_for
from prevent_portal.models import AccessRecord
from tests.channel.panels import World
from tests.channel.second_factor import code, set_up

from .conftest import PASSWORD

TEN_MINUTES = 10 * 60 * 1000  # milliseconds


def leave_alone(person):
    """Nobody touches the browser for as long as it takes."""
    person.page.clock.fast_forward(TEN_MINUTES + 1000)
    expect(person.page.get_by_role("heading", name="This screen is locked")).to_be_visible()
    expect(person.page.get_by_text("is kept, encrypted")).to_be_visible()


def kept_by_the_browser(page):
    return page.evaluate("() => JSON.stringify(Object.entries(sessionStorage))")


def test_what_was_typed_on_a_screen_that_locked_comes_back_after_the_code(walk):
    world = World()
    case = world.refer(by=world.teacher)
    set_up(world.chair)
    person = walk()
    page = person.page
    page.clock.install()
    person.types_sign_in(world.chair)
    page.goto(f"{case.get_absolute_url()}note/")
    page.get_by_label("What happened").fill("The marmalade was never found.")
    page.get_by_label("Month").fill("3")

    page.context.set_offline(True)
    leave_alone(person)
    assert "marmalade" not in page.content()
    with page.expect_response(lambda answer: "lock" in answer.url):  # once there is a connection
        page.context.set_offline(False)
    lost = [words for words in person.said if "DISCONNECTED" in words and "/screen/lock/" in words]
    person.said = [words for words in person.said if "DISCONNECTED" not in words]
    assert lost
    kept = kept_by_the_browser(page)
    assert "/note/" in kept
    assert "marmalade" not in kept
    person.look()
    cache.clear()  # of the code that was used to sign in
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("heading", name="Enter a code again")).to_be_visible()
    assert AccessRecord.objects.filter(verb="locked", user=world.chair).count() == 1
    page.get_by_label("Code from").fill(code(time.time()))
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_label("What happened")).to_have_value("The marmalade was never found.")
    expect(page.get_by_label("Month")).to_have_value("3")
    expect(page.get_by_text("What you had typed is back on this page")).to_be_visible()
    assert kept_by_the_browser(page) == "[]"
    page.get_by_label("Day", exact=True).fill("17")
    page.get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Save").click()
    person.sees(case.reference)
    with acting_for(world.chair):
        assert case.events.get(kind="noted").words == "The marmalade was never found."


def test_a_session_that_ended_meanwhile_loses_no_word(walk):
    world = World()
    person = walk()
    page = person.page
    page.clock.install()
    person.types_sign_in(world.teacher)
    page.goto("/channel/refer/")
    page.get_by_label("What worries you").fill("He says that the moon is armed.")
    Session.objects.all().delete()

    leave_alone(person)
    page.get_by_role("button", name="Unlock").click()
    page.get_by_label("Email").fill(world.teacher.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("What worries you")).to_have_value("He says that the moon is armed.")
