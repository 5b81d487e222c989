"""A decision becomes an action in one step, and both pages lead to each other."""

import pytest
from django.urls import reverse

from actions.models import Action, Plan
from actions.services.raising import raise_action
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import DecisionFactory, ObjectiveFactory, PlanFactory, UserFactory


def text(response):
    return response.content.decode()


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def test_a_decision_is_made_an_action_and_each_leads_to_the_other(client, lead):
    objective = ObjectiveFactory(text="Staff know", theme__plan__title="Our plan")
    decision = DecisionFactory(words="Train every clerk", carried_by="Head of HR")
    address = reverse("actions:raise_decision", args=[decision.pk])
    assert address in text(client.get(decision.get_absolute_url()))

    form = client.get(address).context["form"]
    assert (form["text"].value(), form.initial["leads"]) == ("Train every clerk", ["Head of HR"])
    typed = {"text": "Train every clerk", "leads": "Head of HR", "timescale_raw": "June 2026"}
    assert "Select the outcome that it belongs to" in text(client.post(address, typed))
    client.post(address, typed | {"objective": objective.pk})

    action = Action.objects.get()
    assert (action.objective, action.leads, action.due_on.isoformat()) == (
        objective,
        ["Head of HR"],
        "2026-06-30",
    )
    assert decision.get_absolute_url() in text(client.get(action.get_absolute_url()))
    page = text(client.get(decision.get_absolute_url()))
    assert action.get_absolute_url() in page
    assert address not in page


def test_of_several_plans_one_is_chosen_first(client, lead):
    ObjectiveFactory(theme__plan__title="First plan")
    wanted = ObjectiveFactory(theme__plan__title="Second plan")
    ObjectiveFactory(theme__plan__title="Closed plan", theme__plan__status=Plan.Status.CLOSED)
    PlanFactory(title="Empty plan")
    address = reverse("actions:raise_decision", args=[DecisionFactory().pk])

    page = text(client.get(address))
    assert [
        title for title in ("First", "Second", "Closed", "Empty") if f"{title} plan" in page
    ] == [
        "First",
        "Second",
    ]
    form = client.get(f"{address}?plan={wanted.theme.plan_id}").context["form"]
    assert list(form.fields["objective"].queryset) == [wanted]
    assert "First plan" in text(client.get(f"{address}?plan=x"))


def test_with_no_plan_to_put_it_in_the_page_says_so(client, lead):
    address = reverse("actions:raise_decision", args=[DecisionFactory().pk])

    assert "There is no open plan that you keep" in text(client.get(address))


def test_one_decision_becomes_one_action(client, lead):
    objective, decision = ObjectiveFactory(), DecisionFactory()
    raise_action(decision, objective=objective, by=lead, text="Once")

    with pytest.raises(Refused, match="An action has been made of it already"):
        raise_action(decision, objective=objective, by=lead, text="Twice")
    response = client.get(reverse("actions:raise_decision", args=[decision.pk]), follow=True)
    assert "An action has been made of it already" in text(response)
    assert Action.objects.count() == 1


def test_an_action_goes_only_into_a_plan_that_one_keeps():
    objective = ObjectiveFactory()
    neighbour = UserFactory(roles=[Role.SPOC])

    with pytest.raises(Refused, match="not yours to keep"):
        raise_action(DecisionFactory(), objective=objective, by=neighbour, text="No")
    assert not Action.objects.exists()
