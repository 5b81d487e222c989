"""A plan goes on into its next period: its leads answer, its keeper completes it."""

from playwright.sync_api import expect

from actions.models import Action, Plan
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, ObjectiveFactory, UserFactory


def test_leads_answer_and_the_keeper_completes(walk):
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire")
    lead = UserFactory(agency=agency, roles=[Role.PREVENT_LEAD])
    officer = UserFactory(agency=agency, name="Sam Reed", roles=[Role.OFFICER])
    under = ObjectiveFactory(
        ref="1.1",
        theme__plan__title="Saltshire plan 2025/26",
        theme__plan__agency=agency,
        theme__plan__period_raw="2025/26",
    )
    plan = under.theme.plan
    ActionFactory(objective=under, position=1, text="Train staff", lead=officer)
    ActionFactory(objective=under, position=2, text="Watch one hall")
    keeper, owner = walk(), walk()

    keeper.sign_in(lead)
    keeper.go(plan.get_absolute_url(), plan.title)
    keeper.press("Roll-forward")
    keeper.sees("Roll-forward")
    keeper.press("Roll this plan forward", role="button")
    keeper.sees("Roll this plan forward")
    expect(keeper.page.get_by_label("Title of the next plan")).to_have_value(
        "Saltshire plan 2026/27"
    )
    keeper.press("Begin, and ask the leads", role="button")
    keeper.sees("Roll-forward")

    owner.sign_in(officer)
    owner.sees("What needs you")
    owner.press("Is this carried into the next period? Train staff")
    owner.sees("Is this carried on?")
    owner.page.get_by_label("Carry it on with other words or another date").check()
    owner.page.get_by_label("By when, in the next plan").fill("June 2026")
    owner.press("Save", role="button")
    owner.sees("Train staff")

    keeper.go(f"{plan.get_absolute_url()}roll-forward/", "Roll-forward")
    expect(
        keeper.page.get_by_text("1 of 2 unfinished actions waits for an answer.")
    ).to_be_visible()
    keeper.press("Answer for Watch one hall")
    keeper.sees("Is this carried on?")
    keeper.page.get_by_label("Stop it").check()
    keeper.press("Save", role="button")
    keeper.sees("Is this carried on?")
    expect(keeper.page.get_by_text("Say why it stops.").first).to_be_visible()
    keeper.page.get_by_label("Why does it stop?").fill("It is sold")
    keeper.press("Save", role="button")
    keeper.sees("Watch one hall")
    keeper.go(f"{plan.get_absolute_url()}roll-forward/", "Roll-forward")
    keeper.press("Complete the roll-forward", role="button")
    keeper.sees("Make the next plan, and close this one?")
    keeper.press("Make the next plan and close this one", role="button")
    keeper.sees("Saltshire plan 2026/27")

    made = Plan.objects.get(title="Saltshire plan 2026/27")
    carried = Action.objects.get(objective__theme__plan=made)
    assert (carried.text, carried.timescale_raw, carried.lead) == (
        "Train staff",
        "June 2026",
        officer,
    )
    assert Plan.objects.get(pk=plan.pk).status == Plan.Status.CLOSED
    keeper.press("Train staff")
    keeper.sees("Train staff")
    expect(keeper.page.get_by_text("Carried on from")).to_be_visible()
