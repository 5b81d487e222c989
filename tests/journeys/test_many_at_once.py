"""The Prevent lead gives many actions another date at once."""

from playwright.sync_api import expect

from actions.models import Action
from prevent_portal.roles import Role
from tests.factories import ActionFactory, ObjectiveFactory, UserFactory


def test_ticked_actions_are_given_another_date(walk):
    under = ObjectiveFactory(theme__plan__title="Saltshire plan 2025/26")
    plan = under.theme.plan
    for place, text in enumerate(["Train staff", "Tell members", "Watch one hall"], start=1):
        ActionFactory(objective=under, position=place, text=text)
    lead = UserFactory(agency=plan.agency, roles=[Role.PREVENT_LEAD])
    person = walk()
    page = person.page

    person.sign_in(lead)
    person.go(plan.get_absolute_url(), plan.title)
    page.get_by_label("Train staff").first.check()
    page.get_by_label("Watch one hall").first.check()
    person.press("Change the ticked actions", role="button")
    person.sees("Change 2 actions")
    page.get_by_label("By when they are due").check()
    page.get_by_label("By when", exact=False).last.fill("June 2026")
    person.press("Go on", role="button")
    person.sees("Change 2 actions?")
    expect(page.get_by_text("By when: June 2026")).to_be_visible()
    person.press("Change them", role="button")
    person.sees(plan.title)
    expect(page.get_by_text("2 actions are changed. By when: June 2026.")).to_be_visible()

    assert Action.objects.filter(timescale_raw="June 2026").count() == 2
