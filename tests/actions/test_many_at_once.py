"""One change to many actions: shown first, made for those it fits, the rest left out with a reason."""

import datetime
import re

import pytest
from django.urls import reverse

from actions.models import Action, Plan
from actions.services import many, plans, undoing
from actions.services.many import Wanted
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)


@pytest.fixture
def plan():
    return PlanFactory(kind=Plan.Kind.SPOC)


@pytest.fixture
def under(plan):
    theme = ThemeFactory(plan=plan, position=1)
    return ObjectiveFactory(theme=theme, position=1, ref="1.1", text="Officers know")


@pytest.fixture
def other(plan, under):
    """Another objective of the same plan, with an action of its own."""
    made = ObjectiveFactory(theme=under.theme, position=2, ref="1.2", text="Members know")
    ActionFactory(objective=made, position=1, text="Tell members")
    return made


@pytest.fixture
def actions(under):
    names = ["Train staff", "Watch halls", "Meet often"]
    for place, text in enumerate(names, start=1):
        ActionFactory(objective=under, position=place, text=text)
    return Action.objects.filter(objective=under)


@pytest.fixture
def lead(plan):
    return UserFactory(roles=[Role.PREVENT_LEAD], agency=plan.agency)


@pytest.fixture
def keeper(plan):
    return UserFactory(roles=[Role.SPOC], agency=plan.agency)


@pytest.fixture
def sam(plan):
    return UserFactory(name="Sam Reed", agency=plan.agency)


def texts(pairs):
    return {action.text: why for action, why in pairs}


# The changes


def test_many_are_given_a_lead(actions, lead, sam):
    done = many.change_many(actions, Wanted("lead", lead=sam), by=lead)

    assert len(done.fits) == 3
    assert {each.lead for each in actions.all()} == {sam}
    assert {each.version for each in actions.all()} == {2}
    newest = [each.history.order_by("-pk").first() for each in actions.all()]
    assert {(row.lead, row.history_user) for row in newest} == {(sam, lead)}


def test_many_are_given_another_date(actions, lead, today):
    many.change_many(actions, Wanted("timescale", timescale_raw="June 2026"), by=lead, on=today)

    assert {(each.timescale_raw, each.timescale_kind) for each in actions.all()} == {
        ("June 2026", "date")
    }
    assert {each.due_on for each in actions.all()} == {datetime.date(2026, 6, 30)}
    assert {each.timescales.get().set_by for each in actions.all()} == {lead}


def test_many_move_to_another_objective_and_stand_behind_what_is_there(actions, other, lead):
    many.change_many(actions, Wanted("objective", objective=other), by=lead)

    assert [each.text for each in other.actions.all()] == [
        "Tell members", "Train staff", "Watch halls", "Meet often",
    ]  # fmt: skip


def test_agencies_are_added_and_removed_and_history_says_so(actions, lead):
    fire, police = AgencyFactory(name="Fire"), AgencyFactory(name="Police")
    first = actions.first()
    first.agencies.add(fire)

    done = many.change_many(actions, Wanted("add_agencies", agencies=(fire, police)), by=lead)

    assert len(done.fits) == 3
    assert all(set(each.agencies.all()) == {fire, police} for each in actions.all())
    newest = first.history.order_by("-pk").first()
    assert {row.agency for row in newest.agencies.all()} == {fire, police}
    many.change_many(actions, Wanted("remove_agencies", agencies=(fire,)), by=lead)
    assert all(set(each.agencies.all()) == {police} for each in actions.all())


# Who is left out


def test_an_action_does_not_move_to_another_plans_objective(actions, lead):
    elsewhere = ObjectiveFactory()

    with pytest.raises(Refused, match="An action moves to an objective of its own plan only"):
        many.change_many(actions, Wanted("objective", objective=elsewhere), by=lead)

    assert not elsewhere.actions.exists()


def test_of_two_plans_the_others_are_left_out(actions, other, lead):
    stranger = ActionFactory(text="Elsewhere")
    rows = Action.objects.filter(pk__in=[stranger.pk, *actions.values_list("pk", flat=True)])

    done = many.change_many(rows, Wanted("objective", objective=other), by=lead)

    assert len(done.fits) == 3
    assert texts(done.left_out) == {"Elsewhere": many.OTHER_PLAN}


def test_what_one_does_not_keep_or_what_is_closed_is_left_out(actions, keeper, sam, plan):
    theirs = ActionFactory(text="Theirs")
    closed = ActionFactory(
        text="Closed",
        objective__theme__plan__agency=plan.agency,
        objective__theme__plan__kind="spoc",
        objective__theme__plan__status="closed",
    )
    rows = Action.objects.filter(pk__in=[theirs.pk, closed.pk, actions.first().pk])

    done = many.change_many(rows, Wanted("lead", lead=sam), by=keeper)

    assert texts(done.left_out) == {"Theirs": many.NOT_KEPT, "Closed": many.CLOSED}
    assert len(done.fits) == 1


def test_a_stranger_leads_nothing_unless_the_prevent_lead_says_so(actions, keeper, lead):
    stranger = UserFactory()

    refused = many.change_many(actions, Wanted("lead", lead=stranger), by=keeper)

    assert {why for _, why in refused.left_out} == {many.STRANGER}
    assert len(many.change_many(actions, Wanted("lead", lead=stranger), by=lead).fits) == 3


def test_what_somebody_changed_meanwhile_is_left_out(actions, lead, sam):
    seen = many.seen_now()
    plans.change_action(actions.first(), by=lead, lead=lead)
    plans.change_action(actions.last(), by=lead, expected_outcome="They know")

    done = many.change_many(actions, Wanted("lead", lead=sam), by=lead, seen=seen)

    assert texts(done.left_out) == {"Train staff": many.MEANWHILE}
    assert len(done.fits) == 2


def test_what_is_so_already_is_not_written_again(actions, lead, sam):
    many.change_many(actions, Wanted("lead", lead=sam), by=lead)

    again = many.change_many(actions, Wanted("lead", lead=sam), by=lead)

    assert (again.fits, {why for _, why in again.left_out}) == ([], {many.SO_ALREADY})
    assert actions.first().history.filter(history_type="~").count() == 1


def test_a_change_that_there_is_not_is_refused(actions, lead):
    with pytest.raises(Refused, match="Select what is to be changed"):
        many.change_many(actions, Wanted("text"), by=lead)


@pytest.mark.parametrize("more", [0, 40])
@pytest.mark.parametrize(
    ("kind", "queries"),
    [("lead", 11), ("timescale", 12), ("objective", 12), ("add_agencies", 13)],
)
def test_the_queries_of_a_change_do_not_grow(
    actions, other, lead, sam, django_assert_max_num_queries, more, kind, queries
):
    for number in range(more):
        ActionFactory(objective=actions[0].objective, position=10 + number)
    fire = AgencyFactory()
    wanted = Wanted(kind, lead=sam, timescale_raw="May 2026", objective=other, agencies=(fire,))

    with django_assert_max_num_queries(queries):
        many.change_many(actions.all(), wanted, by=lead, seen=many.seen_now())


# Pages


def press(client, user, actions=(), **data):
    client.force_login(user)
    ticks = [f"{each.pk}.{each.version}" for each in actions]
    answer = client.post(reverse("actions:change_many"), data | {"tick": ticks}, follow=True)
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_change_is_asked_about_then_made(client, actions, lead, sam, plan):
    chosen = {"plan": plan.pk, "seen": many.seen_now(), "filters": "gap=late"}
    first = press(client, lead, actions, **chosen)
    sure = press(client, lead, actions, kind="lead", lead=sam.pk, **chosen)
    assert not Action.objects.filter(lead=sam).exists()
    done = press(client, lead, actions, kind="lead", lead=sam.pk, confirm=1, **chosen)

    assert "Change 3 actions" in first
    assert "Lead: Sam Reed" in sure
    assert "Change 3 actions?" in sure
    assert "3 actions are changed. Lead: Sam Reed." in done
    assert plan.title in done
    assert actions.filter(lead=sam).count() == 3


def test_all_that_fit_the_filters_are_changed(client, actions, other, lead, sam, plan):
    press(client, lead, all=1, plan=plan.pk, filters="q=halls", kind="lead", lead=sam.pk, confirm=1)

    assert [each.text for each in Action.objects.filter(lead=sam)] == ["Watch halls"]
    page = press(client, lead, all=1, filters="")
    assert "Change 4 actions" in page


def test_what_one_does_not_see_is_not_changed(client, keeper, sam):
    theirs = ActionFactory(text="Theirs")

    page = press(client, keeper, [theirs], kind="lead", lead=sam.pk, confirm=1)

    assert "Theirs" not in page
    assert Action.objects.get(pk=theirs.pk).lead is None


def test_what_is_left_out_is_said_before_and_after(client, actions, lead, sam):
    many.change_many(actions.filter(text="Train staff"), Wanted("lead", lead=sam), by=lead)

    sure = press(client, lead, actions, kind="lead", lead=sam.pk)
    done = press(client, lead, actions, kind="lead", lead=sam.pk, confirm=1)

    assert "1: It is so already." in sure
    assert "2 actions are changed" in done
    assert "1 left out: it is so already." in done


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "objective"}, "Select what they stand under"),
        ({"kind": "add_agencies"}, "Select at least one agency"),
        ({"kind": ""}, "Select what is to be changed"),
    ],
)
def test_what_a_change_lacks_is_asked_for(client, actions, lead, said, sentence):
    assert sentence in press(client, lead, actions, **said)


def test_without_a_tick_the_page_says_what_to_do(client, lead):
    client.force_login(lead)

    assert "No action is ticked" in client.get(reverse("actions:change_many")).content.decode()


def test_lists_offer_tick_boxes_to_who_may_change_them(client, actions, lead, sam, plan):
    addresses = [reverse("actions:action_list"), plan.get_absolute_url()]
    for user, is_offered in ((lead, True), (sam, False)):
        client.force_login(user)
        for address in addresses:
            page = client.get(address).content.decode()
            assert ('name="tick"' in page) == is_offered
            assert ("Change all 3 that fit" in page) == is_offered


# Undone


def made_by(user):
    return undoing.batch_of(undoing.newest_change(user), by=user)


def as_they_stand(actions):
    rows = Action.objects.filter(pk__in=[each.pk for each in actions]).order_by("pk")
    return [
        (a.lead_id, a.timescale_raw, a.timescale_kind, a.due_on, a.objective_id, a.position,
         {each.pk for each in a.agencies.all()})
        for a in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["lead", "timescale", "objective", "add_agencies", "remove_agencies"]
)
def test_a_change_is_put_back_whole(actions, other, lead, sam, today, kind):
    fire, police = AgencyFactory(name="Fire"), AgencyFactory(name="Police")
    actions, first = list(actions), actions.first()
    many.change_many(Action.objects.filter(pk=first.pk), Wanted("lead", lead=lead), by=sam)
    for raw in ("as and when", "quarterly"):
        wanted = Wanted("timescale", timescale_raw=raw)
        many.change_many(Action.objects.filter(pk=first.pk), wanted, by=lead, on=today)
    many.change_many(
        Action.objects.filter(pk=first.pk), Wanted("add_agencies", agencies=(fire,)), by=lead
    )
    before = as_they_stand(actions)
    wanted = Wanted(
        kind, lead=sam, timescale_raw="June 2026", objective=other, agencies=(fire, police)
    )
    done = many.change_many(
        Action.objects.filter(pk__in=[a.pk for a in actions]), wanted, by=lead, on=today
    )
    assert as_they_stand(actions) != before

    found = undoing.undo(made_by(lead), by=lead)

    assert len(found.fits) == len(done.fits) > 0
    assert as_they_stand(actions) == before
    newest = first.history.order_by("-pk").first()
    assert (newest.history_user, newest.version) == (lead, Action.objects.get(pk=first.pk).version)
    if kind == "timescale":
        assert [each.raw for each in first.timescales.all()][-2:] == ["June 2026", "quarterly"]


def test_what_was_changed_since_stays_as_it_is(actions, lead, sam):
    many.change_many(actions, Wanted("lead", lead=sam), by=lead)
    batch = made_by(lead)
    later = actions.filter(text="Watch halls")
    many.change_many(later, Wanted("timescale", timescale_raw="May 2026"), by=sam)
    many.change_many(later, Wanted("timescale", timescale_raw="May 2027"), by=lead)

    found = undoing.undo(batch, by=lead)

    assert texts(found.left_out) == {"Watch halls": "Somebody changed it meanwhile"}
    assert {each.text: each.lead for each in actions.all()} == {
        "Train staff": None,
        "Watch halls": sam,
        "Meet often": None,
    }
    assert undoing.undo(batch, by=lead).fits == []


def test_a_place_that_was_taken_meanwhile_stays_whose_it_is(actions, other, under, lead):
    many.change_many(actions, Wanted("objective", objective=other), by=lead)
    ActionFactory(objective=under, position=1, text="New here")

    undoing.undo(made_by(lead), by=lead)

    assert [each.text for each in under.actions.order_by("position")] == [
        "New here", "Watch halls", "Meet often", "Train staff",
    ]  # fmt: skip


def test_a_closed_plan_and_anothers_plan_stay_as_they_are(actions, keeper, sam, plan):
    many.change_many(actions, Wanted("lead", lead=sam), by=keeper)
    batch = made_by(keeper)
    keeper.roles = [Role.OFFICER]
    keeper.save()

    assert {why for _, why in undoing.undo(batch, by=keeper).left_out} == {
        "You do not keep its plan"
    }
    keeper.roles = [Role.SPOC]
    keeper.save()
    plan.status = Plan.Status.CLOSED
    plan.save()
    assert {why for _, why in undoing.propose(batch, by=keeper).left_out} == {"Its plan is closed"}


def test_whoever_made_a_change_undoes_it_on_a_page_and_nobody_else(client, actions, lead, sam):
    done = press(client, lead, actions, kind="lead", lead=sam.pk, confirm=1)
    address = re.search(r"/plans/actions/change-many/[0-9]+/undo/", done)[0]
    another = UserFactory(roles=[Role.PREVENT_LEAD], agency=lead.agency)

    client.force_login(another)
    assert client.get(address).status_code == client.post(address).status_code == 404
    client.force_login(lead)
    assert "Put 3 actions back as before?" in client.get(address).content.decode()
    said = client.post(address, follow=True).content.decode()

    assert "3 actions are as before." in said
    assert not Action.objects.filter(lead=sam).exists()
    assert "Nothing can be put back" in client.get(address).content.decode()


@pytest.mark.parametrize("more", [0, 28])
def test_undoing_takes_as_many_queries_at_any_size(
    actions, other, lead, django_assert_num_queries, more
):
    for number in range(more):
        ActionFactory(objective=actions[0].objective, position=10 + number)
    many.change_many(actions.all(), Wanted("objective", objective=other), by=lead)
    batch = made_by(lead)

    with django_assert_num_queries(12):
        undoing.undo(batch, by=lead)
