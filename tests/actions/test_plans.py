"""Keeping a plan: what each verb changes and refuses, what the forms say, and who may do what."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actions import timescale
from actions.models import Action, Plan, PreviousAction, Theme, Timescale
from actions.services import plans, progress, timescales
from actions.tasks import refresh_due_dates
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.versions import ChangedMeanwhile, version_of
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)

DAY = datetime.date
LONG = "word " * 19_999 + "last"
ODD = "\u202eright to left\u202c <script>alert(1)</script> & \u00adsoft =1+1"


@pytest.fixture
def lead():
    return UserFactory(roles=[Role.PREVENT_LEAD], name="The Prevent lead")


@pytest.fixture
def spoc():
    return UserFactory(roles=[Role.SPOC], name="A point of contact")


def a_plan(by, **values):
    given = {
        "title": "Our plan",
        "kind": "spoc",
        "period_start": DAY(2025, 4, 1),
        "period_end": DAY(2026, 3, 31),
    }
    return plans.add_plan(by=by, agency=by.agency, **given | values)


def an_action(by, **values):
    objective = plans.add_objective(a_plan(by), by=by, text="Staff know what to do")
    return plans.add_action(objective, by=by, **{"text": "Train them"} | values)


def refusal(verb, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    return caught.value


def names(things):
    return [str(thing) for thing in things.order_by("position")]


# Plans


def test_a_new_plan_is_a_draft_of_its_agency(spoc):
    plan = a_plan(spoc)

    assert (plan.status, plan.agency, plan.version) == ("draft", spoc.agency, 1)
    assert plan.history.get().history_user == spoc


def test_a_point_of_contact_makes_no_plan_of_another_agency_or_kind(spoc):
    other = AgencyFactory()

    elsewhere = refusal(plans.add_plan, by=spoc, agency=other, title="Theirs", kind="spoc")
    internal = refusal(a_plan, spoc, kind="internal")
    plan = a_plan(spoc)
    changed = refusal(plans.change_plan, plan, by=spoc, kind="partnership")

    assert elsewhere.sentence == "You keep the plans of your own agency only."
    assert "Only the Prevent lead" in internal.sentence
    assert "Only the Prevent lead" in changed.sentence


def test_the_prevent_lead_makes_any_plan_for_any_agency(lead):
    other = AgencyFactory()

    plan = plans.add_plan(by=lead, agency=other, title="Theirs", kind="channel")

    assert plan.agency == other


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"period_end": DAY(2025, 4, 1)}, "The plan must end after it starts."),
        ({"period_end": None}, "Give both the day the plan starts and the day it ends."),
    ],
)
def test_a_plan_keeps_the_rules_of_the_database_in_sentences(lead, values, sentence):
    with pytest.raises(ValidationError) as caught:
        a_plan(lead, **values)

    assert sentence in caught.value.messages


def test_a_plan_of_one_title_and_period_is_made_once(lead):
    a_plan(lead)

    with pytest.raises(ValidationError) as caught:
        a_plan(lead)

    assert "This agency already has a plan of this title and period." in caught.value.messages


ALLOWED = {
    ("draft", "agreed"),
    ("draft", "live"),
    ("draft", "closed"),
    ("agreed", "draft"),
    ("agreed", "endorsed"),
    ("agreed", "live"),
    ("agreed", "closed"),
    ("endorsed", "agreed"),
    ("endorsed", "live"),
    ("endorsed", "closed"),
    ("live", "closed"),
    ("closed", "live"),
}


@pytest.mark.parametrize("start", Plan.Status.values)
@pytest.mark.parametrize("end", Plan.Status.values)
def test_a_plan_moves_only_as_boards_decide(lead, start, end):
    plan = PlanFactory(status=start)

    if (start, end) in ALLOWED:
        assert plans.move_plan(plan, to=end, by=lead, reason="It was decided").status == end
    else:
        assert "cannot become" in refusal(plans.move_plan, plan, to=end, by=lead).sentence
        assert Plan.objects.get(pk=plan.pk).status == start


def test_closing_and_opening_again_need_a_reason_that_is_kept(lead):
    plan = PlanFactory(status="live")

    assert refusal(plans.move_plan, plan, to="closed", by=lead, reason=" ").field == "reason"
    plan = plans.move_plan(plan, to="closed", by=lead, reason="Its year is over")
    assert plan.closed_because == "Its year is over"
    assert refusal(plans.move_plan, plan, to="live", by=lead).field == "reason"
    plan = plans.move_plan(plan, to="live", by=lead, reason="Too soon")
    assert (plan.status, plan.closed_because) == ("live", "")
    assert plan.history.first().history_change_reason == "Too soon"


def test_a_plan_without_a_period_does_not_go_live(lead):
    plan = PlanFactory(status="draft", period_start=None, period_end=None)

    assert "period" in refusal(plans.move_plan, plan, to="live", by=lead).sentence


def test_nothing_in_a_closed_plan_is_changed(lead):
    action = an_action(lead)
    objective = action.objective
    plan = plans.move_plan(action.plan, to="closed", by=lead, reason="Over")

    for verb, thing, values in (
        (plans.change_plan, plan, {"title": "Other"}),
        (plans.add_theme, plan, {"title": "New"}),
        (plans.change_theme, objective.theme, {"title": "Other"}),
        (plans.remove_theme, objective.theme, {}),
        (plans.add_objective, plan, {"text": "New"}),
        (plans.change_objective, objective, {"text": "Other"}),
        (plans.remove_objective, objective, {}),
        (plans.add_action, objective, {"text": "New"}),
        (plans.change_action, action, {"text": "Other"}),
    ):
        assert refusal(verb, thing, by=lead, **values).sentence == plans.CLOSED
    assert "closed" in refusal(timescales.set_timescale, action, by=lead, raw="June").sentence


# Themes and objectives


def test_a_plan_without_themes_gets_one_without_a_name(lead):
    objective = plans.add_objective(a_plan(lead), by=lead, text="First")

    assert objective.theme.is_implicit
    assert (objective.position, objective.theme.position) == (1, 1)


def test_a_theme_that_is_named_is_no_longer_implicit(lead):
    theme = plans.add_objective(a_plan(lead), by=lead, text="First").theme

    assert plans.change_theme(theme, by=lead, ref="A").is_implicit
    theme = plans.change_theme(theme, by=lead, title="Leadership")

    assert (str(theme), theme.is_implicit) == ("A Leadership", False)


def test_an_objective_stands_under_a_theme_of_its_own_plan(lead):
    elsewhere = ThemeFactory()

    said = refusal(plans.add_objective, a_plan(lead), by=lead, theme=elsewhere, text="First")

    assert said.field == "theme"


@pytest.mark.parametrize(
    ("which", "place", "order"),
    [
        ("c", 0, ["c", "a", "b", "d"]),
        ("a", 3, ["b", "c", "d", "a"]),
        ("b", 2, ["a", "c", "b", "d"]),
        ("b", 1, ["a", "b", "c", "d"]),
        ("d", 99, ["a", "b", "c", "d"]),
    ],
)
def test_what_stands_in_a_plan_can_be_put_in_another_order(lead, which, place, order):
    plan = a_plan(lead)
    themes = {title: plans.add_theme(plan, by=lead, title=title) for title in "abcd"}

    plans.change_theme(themes[which], by=lead, place=place)

    assert names(plan.themes) == order
    assert sorted(plan.themes.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_something_new_can_be_put_first(lead):
    action = an_action(lead)

    plans.add_action(action.objective, by=lead, text="Before that", place=0)

    assert names(action.objective.actions) == ["Before that", "Train them"]


def test_moving_an_action_leaves_alone_what_was_logged_on_its_neighbours(lead):
    first = an_action(lead)
    second = plans.add_action(first.objective, by=lead, text="Second")
    progress.log_progress(first, by=lead, on=DAY(2026, 3, 1), text="Begun", status="in_progress")

    plans.change_action(second, by=lead, place=0)

    first.refresh_from_db()
    assert (first.position, first.status) == (2, "in_progress")


def test_only_what_is_empty_is_taken_out_and_history_keeps_it(lead):
    action = an_action(lead)
    objective, theme = action.objective, action.objective.theme
    plan = action.plan
    empty_theme = plans.add_theme(plan, by=lead, title="By mistake")
    empty = plans.add_objective(plan, by=lead, theme=theme, text="By mistake")
    with_past = plans.add_objective(plan, by=lead, theme=theme, text="Has a past")
    PreviousAction.objects.create(objective=with_past, position=1, text="Done last year")

    assert "not empty" in refusal(plans.remove_theme, theme, by=lead).sentence
    assert "actions under it" in refusal(plans.remove_objective, objective, by=lead).sentence
    assert "actions under it" in refusal(plans.remove_objective, with_past, by=lead).sentence
    plans.remove_theme(empty_theme, by=lead)
    plans.remove_objective(empty, by=lead)

    assert names(plan.themes) == ["Plan"]
    gone = Theme.history.get(title="By mistake", history_type="-")
    assert gone.history_user == lead


def test_a_typed_number_of_an_objective_is_one_that_somebody_typed(lead):
    objective = ObjectiveFactory(theme__plan=a_plan(lead), ref="1", ref_is_typed=False)

    same = plans.change_objective(objective, by=lead, ref="1", text="Other words")
    assert not same.ref_is_typed
    assert plans.change_objective(objective, by=lead, ref="1.1").ref_is_typed


# Actions and by when


def test_the_words_for_by_when_are_kept_and_read(lead):
    action = an_action(lead, timescale_raw="June 2026", agencies=[lead.agency])

    assert (action.due_on, action.timescale_kind) == (DAY(2026, 6, 30), "date")
    assert list(action.agencies.all()) == [lead.agency]
    row = action.timescales.get()
    assert (row.raw, row.dates, row.set_by) == ("June 2026", [DAY(2026, 6, 30)], lead)


def test_the_same_words_for_by_when_change_nothing_that_was_set_by_hand(lead):
    action = an_action(lead, timescale_raw="Some time in June")
    assert action.timescale_kind == "unknown"
    by_hand = timescale.Meaning("", "date", (DAY(2026, 6, 30),), precision="day")
    timescales.set_timescale(action, by=lead, raw=action.timescale_raw, meaning=by_hand)

    kept = plans.change_action(
        action, by=lead, text="Train all", timescale_raw=action.timescale_raw
    )
    assert (kept.due_on, kept.timescales.count()) == (DAY(2026, 6, 30), 2)
    other = plans.change_action(action, by=lead, timescale_raw="2026/27")
    assert (other.due_on, other.timescales.count()) == (DAY(2027, 3, 31), 3)


def test_a_timescale_is_never_rewritten(lead):
    action = an_action(lead, timescale_raw="June 2026")

    timescales.set_timescale(action, by=lead, raw="Ongoing")

    action.refresh_from_db()
    assert (action.due_on, action.timescale_kind, action.version) == (None, "ongoing", 2)
    assert [row.raw for row in timescales.earlier(action)] == ["Ongoing", "June 2026"]


def test_what_recurs_is_due_an_interval_after_the_last_report(lead):
    action = an_action(lead, timescale_raw="Quarterly")
    assert action.due_on == DAY(2025, 7, 1)

    progress.log_progress(
        action, by=lead, on=DAY(2026, 2, 10), text="Done for the quarter", status="ongoing"
    )

    assert Action.objects.get(pk=action.pk).due_on == DAY(2026, 5, 10)


def test_of_several_dates_the_next_counts_as_days_go_by(lead):
    action = an_action(lead, timescale_raw="April and June 2026")
    assert action.due_on == DAY(2026, 4, 30)

    assert timescales.refresh_due_dates(on=DAY(2026, 4, 30)) == 0
    assert timescales.refresh_due_dates(on=DAY(2026, 5, 1)) == 1
    assert Action.objects.get(pk=action.pk).due_on == DAY(2026, 6, 30)
    assert timescales.refresh_due_dates(on=DAY(2026, 7, 1)) == 0


def test_the_clock_does_the_same_and_may_do_it_twice(lead):
    action = an_action(lead, timescale_raw="April and June 2026", on=DAY(2026, 3, 1))
    action.due_on = DAY(2026, 2, 1)
    action.save()

    for _ in range(2):
        refresh_due_dates()
        assert Action.objects.get(pk=action.pk).due_on == DAY(2026, 4, 30)
    assert Action.history.filter(id=action.pk).first().history_user is None


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("June 2026", "30 June 2026"),
        ("June, July and August 2026", "30 June 2026, 31 July 2026 and 31 August 2026"),
        ("monthly", "every month"),
        ("quarterly", "every 3 months"),
        ("weekly", "every 7 days"),
        ("daily", "every day"),
        ("ongoing", "ongoing"),
        ("by the cows", "no date understood"),
        ("", "no date given"),
    ],
)
def test_what_was_understood_is_said_back_in_words(raw, words):
    assert timescales.in_words(timescale.parse(raw)) == words


def test_no_timescale_at_all_is_said_too():
    assert timescales.in_words(None) == "no date given"


def test_a_lead_works_for_the_agency_whose_plan_it_is(lead, spoc):
    action = an_action(spoc)
    colleague = UserFactory(agency=spoc.agency)
    stranger, left = UserFactory(), UserFactory(agency=spoc.agency, is_active=False)

    assert plans.change_action(action, by=spoc, lead=colleague).lead == colleague
    assert refusal(plans.change_action, action, by=spoc, lead=stranger).field == "lead"
    assert "sign in" in refusal(plans.change_action, action, by=lead, lead=left).sentence
    assert plans.change_action(action, by=lead, lead=stranger).lead == stranger
    assert plans.change_action(action, by=spoc, lead=stranger, text="More").text == "More"


# Two people at once


def test_the_second_of_two_people_is_told_and_overwrites_nothing(lead, spoc):
    plan = a_plan(spoc)
    version = version_of(plan)
    plans.change_plan(plan, by=lead, version=version, title="The lead's title")

    with pytest.raises(ChangedMeanwhile) as caught:
        plans.change_plan(plan, by=spoc, version=version, title="Mine", governing_body="Board")

    change = caught.value.changes[0]
    assert len(caught.value.changes) == 1
    assert (change.field, change.before, change.now) == ("title", "Our plan", "The lead's title")
    assert change.by == lead.name
    assert Plan.objects.get(pk=plan.pk).title == "The lead's title"


def test_progress_logged_meanwhile_is_no_hindrance_to_a_change_of_words(lead):
    action = an_action(lead)
    version = version_of(action)
    progress.log_progress(action, by=lead, on=DAY(2026, 3, 1), text="Begun", status="in_progress")

    kept = plans.change_action(action, by=lead, version=version, text="Train everybody")

    assert (kept.text, kept.status) == ("Train everybody", "in_progress")


def test_agencies_that_somebody_else_changed_are_told_too(lead):
    action, other = an_action(lead), AgencyFactory()
    version = version_of(action)
    plans.change_action(action, by=lead, agencies=[other])

    with pytest.raises(ChangedMeanwhile) as caught:
        plans.change_action(action, by=lead, version=version, agencies=[])

    change = caught.value.changes[0]
    assert (change.field, change.before, change.now) == ("agencies", [], [other.pk])


@pytest.mark.parametrize("version", ["0", "zzz", "1.2.3", "999999999999999999999999", "²", "-1"])
def test_a_version_nobody_was_given_overwrites_nothing(lead, version):
    plan = a_plan(lead)

    with pytest.raises(ChangedMeanwhile):
        plans.change_plan(plan, by=lead, version=version, title="Other")


# The pages


def form_of(response):
    """What the page's form would send if nothing were typed."""
    form = response.context["form"]
    data = {}
    for bound in form:
        value, name = bound.value(), bound.html_name
        if bound.kind == "date":
            day = bound.initial
            for part in ("day", "month", "year"):
                data[f"{name}_{part}"] = getattr(day, part, "") if day else ""
        elif isinstance(value, list):
            data[name] = [getattr(one, "pk", one) for one in value]
        else:
            data[name] = "" if value is None else value
    return data


def sign_in(client, user):
    client.force_login(user)
    return client


def test_a_plan_is_made_themed_and_filled_through_its_forms(client, spoc):
    sign_in(client, spoc)
    page = client.get(reverse("actions:add_plan"))
    data = form_of(page) | {"title": "District plan", "kind": "spoc"}
    data |= {"period_start_day": 1, "period_start_month": 4, "period_start_year": 2025}
    data |= {"period_end_day": 31, "period_end_month": 3, "period_end_year": 2026}

    made = client.post(reverse("actions:add_plan"), data, follow=True)
    plan = Plan.objects.get()
    assert "Nothing stands in this plan yet" in made.content.decode()
    client.post(reverse("actions:add_theme", args=[plan.pk]), {"ref": "1", "title": "Leading"})
    client.post(reverse("actions:add_theme", args=[plan.pk]), {"title": "Before", "place": "0"})
    theme = plan.themes.get(ref="1")
    url = reverse("actions:add_objective", args=[plan.pk])
    sent = {"ref": "1.1", "text": "Staff know", "theme": theme.pk, "leads": "Head of HR\n and IT"}
    added = client.post(url, sent)
    objective = theme.objectives.get()
    assert added.url == reverse("actions:add_action", args=[plan.pk, objective.pk])
    assert objective.leads == ["Head of HR\nand IT"]
    said = client.post(added.url, {"text": "Train", "timescale_raw": "June 2026"}, follow=True)

    assert "We read “June 2026” as 30 June 2026." in said.content.decode()
    assert names(plan.themes) == ["Before", "1 Leading"]
    assert objective.actions.get().due_on == DAY(2026, 6, 30)


def test_words_that_are_no_date_are_kept_and_said_and_can_be_set_by_hand(client, spoc):
    action = an_action(spoc)
    sign_in(client, spoc)
    url = reverse("actions:change_action", args=[action.pk])
    data = form_of(client.get(url)) | {"timescale_raw": "Some time soon"}

    said = client.post(url, data, follow=True).content.decode()
    assert "No date is understood in “Some time soon”" in said
    page = client.get(action.plan.get_absolute_url()).content.decode()
    assert "No date understood" in page
    by_hand = reverse("actions:set_timescale", args=[action.pk])
    assert by_hand in page
    sent = {"raw": "Some time soon", "kind": "date"}
    wrong = client.post(by_hand, sent | {"date_day": 31, "date_month": 2, "date_year": 2026})
    assert "The date must be a real date" in wrong.content.decode()
    client.post(by_hand, sent | {"date_day": 30, "date_month": 6, "date_year": 2026})

    action.refresh_from_db()
    assert (action.due_on, action.timescale_raw) == (DAY(2026, 6, 30), "Some time soon")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "date"}, "Enter the date"),
        ({"kind": "dates", "dates": "30 June 2026"}, "Enter two dates or more"),
        ({"kind": "dates", "dates": "30 June 2026\nsoon"}, "“soon” is not a date"),
        ({"kind": "recurring"}, "Enter how often, as a number"),
        ({"kind": "recurring", "every": "0", "unit": "months"}, "must be 1 or more"),
        ({}, "Select what it means"),
        ({"kind": "unknown"}, "Select what it means from the list"),
    ],
)
def test_a_timescale_by_hand_asks_for_what_its_kind_needs(client, spoc, sent, sentence):
    action = an_action(spoc)
    sign_in(client, spoc)

    page = client.post(reverse("actions:set_timescale", args=[action.pk]), sent)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert action.timescales.count() == 1


@pytest.mark.parametrize(
    ("sent", "kind", "due"),
    [
        ({"kind": "read", "raw": "May 2026"}, "date", DAY(2026, 5, 31)),
        ({"kind": "dates", "dates": "1 May 2026\n2 June 2026\n"}, "dates", DAY(2026, 5, 1)),
        ({"kind": "recurring", "every": "14", "unit": "days"}, "recurring", DAY(2025, 4, 15)),
        ({"kind": "recurring", "every": "6", "unit": "months"}, "recurring", DAY(2025, 10, 1)),
        ({"kind": "trigger", "raw": "when leased"}, "trigger", None),
        ({"kind": "none"}, "none", None),
    ],
)
def test_each_kind_of_timescale_can_be_set_by_hand(client, spoc, sent, kind, due):
    action = an_action(spoc)
    sign_in(client, spoc)
    url = reverse("actions:set_timescale", args=[action.pk])

    assert client.post(url, sent).status_code == 302

    action.refresh_from_db()
    assert (action.timescale_kind, action.due_on) == (kind, due)
    again = form_of(client.get(url))
    assert again["kind"] == kind


def test_a_form_shows_what_changed_and_keeps_the_second_persons_words(client, lead, spoc):
    plan = a_plan(spoc)
    sign_in(client, spoc)
    url = reverse("actions:change_plan", args=[plan.pk])
    data = form_of(client.get(url)) | {"title": "My own title"}
    plans.change_plan(
        plan,
        by=lead,
        title="The lead's title",
        governing_body="Safety board",
        marking="official-sensitive",
        period_end=DAY(2026, 6, 30),
    )

    shown = client.post(url, data)

    page = shown.content.decode()
    assert "Somebody saved changes while you were writing" in page
    assert "Changed by The Prevent lead" in page
    assert "The lead&#x27;s title" in page
    assert 'value="My own title"' in page
    assert 'value="Safety board"' in page
    again = form_of(shown) | {"period_end_month": shown.context["form"].data["period_end_month"]}
    assert again["period_end_month"] == "6"
    again |= {
        f"period_end_{part}": shown.context["form"].data[f"period_end_{part}"]
        for part in ("day", "month", "year")
    }
    again |= {
        f"period_start_{part}": data[f"period_start_{part}"] for part in ("day", "month", "year")
    }
    assert client.post(url, again).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.governing_body) == ("My own title", "Safety board")
    assert plan.marking == "official-sensitive"
    assert plan.period_end == DAY(2026, 6, 30)


def test_lists_leads_and_agencies_are_merged_where_only_the_other_person_touched_them(
    client, lead, spoc
):
    action, other = an_action(spoc), AgencyFactory()
    sign_in(client, spoc)
    url = reverse("actions:change_action", args=[action.pk])
    data = form_of(client.get(url)) | {"text": "My words"}
    changed = {"leads": ["Head of HR", "Head of IT"], "lead": spoc, "agencies": [other]}
    plans.change_action(action, by=lead, text="Their words", timescale_raw="May 2026", **changed)

    shown = client.post(url, data)
    page = shown.content.decode()
    assert "Their words" in page
    assert "My words" in page
    assert client.post(url, form_of(shown)).status_code == 302

    kept = Action.objects.get(pk=action.pk)
    assert (kept.text, kept.lead, kept.leads) == ("My words", spoc, ["Head of HR", "Head of IT"])
    assert list(kept.agencies.all()) == [other]
    assert kept.timescale_raw == "May 2026"


def test_two_people_who_name_two_leads_are_both_heard(client, lead, spoc):
    action, other = an_action(spoc), UserFactory(agency=spoc.agency, name="Somebody Else")
    sign_in(client, spoc)
    url = reverse("actions:change_action", args=[action.pk])
    data = form_of(client.get(url)) | {"lead": spoc.pk}
    plans.change_action(action, by=lead, lead=other)

    shown = client.post(url, data)
    page = " ".join(shown.content.decode().split())
    assert (
        '<div class="portal-words govuk-!-margin-bottom-4" dir="auto">Somebody Else</div>' in page
    )
    client.post(url, form_of(shown))

    assert Action.objects.get(pk=action.pk).lead == spoc


def test_an_objective_and_a_theme_are_guarded_the_same_way(client, lead, spoc):
    objective = an_action(spoc).objective
    sign_in(client, spoc)
    for thing, change, field in (
        (objective, plans.change_objective, "text"),
        (objective.theme, plans.change_theme, "title"),
    ):
        name = f"actions:change_{thing._meta.model_name}"
        url = reverse(name, args=[objective.theme.plan.pk, thing.pk])
        data = form_of(client.get(url)) | {field: "Mine"}
        change(thing, by=lead, **{field: "Theirs"})

        shown = client.post(url, data)

        assert "What changed meanwhile" in shown.content.decode()
        assert client.post(url, form_of(shown)).status_code == 302
        thing.refresh_from_db()
        assert getattr(thing, field) == "Mine"


def test_a_step_of_a_plan_is_confirmed_on_a_page_of_its_own(client, lead):
    plan = PlanFactory(agency=lead.agency)
    sign_in(client, lead)
    url = reverse("actions:move_plan", args=[plan.pk, "closed"])

    assert "Close the plan?" in client.get(url).content.decode()
    assert "Enter why" in client.post(url, {}).content.decode()
    client.post(url, {"reason": "Its year is over"})
    plan.refresh_from_db()
    assert plan.status == "closed"
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Its year is over" in page
    again = reverse("actions:move_plan", args=[plan.pk, "live"])
    assert again in page
    assert "100 characters or fewer" in client.post(again, {"reason": "x" * 101}).content.decode()
    client.post(again, {"reason": "Too soon"})
    plan.refresh_from_db()
    assert plan.status == "live"


def test_a_step_without_a_reason_needs_only_the_button(client, lead):
    plan = PlanFactory(agency=lead.agency, status="draft")
    sign_in(client, lead)

    said = client.post(reverse("actions:move_plan", args=[plan.pk, "agreed"]), follow=True)

    assert "agreement of the delivery group is recorded" in said.content.decode()


def test_an_endorsement_can_be_taken_back(client, lead):
    plan = PlanFactory(agency=lead.agency, status="endorsed")
    sign_in(client, lead)

    said = client.post(reverse("actions:move_plan", args=[plan.pk, "agreed"]), follow=True)

    assert "The endorsement is taken back." in said.content.decode()


def test_an_action_without_words_for_by_when_is_saved_without_remark(client, spoc):
    action = an_action(spoc)
    sign_in(client, spoc)
    url = reverse("actions:change_action", args=[action.pk])

    said = client.post(url, form_of(client.get(url)) | {"text": "Other"}, follow=True)

    assert "The action is saved." in said.content.decode()
    assert "We read" not in said.content.decode()


def test_a_step_that_the_plan_cannot_take_is_refused_in_a_sentence(client, lead):
    plan = PlanFactory(agency=lead.agency, status="live")
    sign_in(client, lead)

    said = client.get(reverse("actions:move_plan", args=[plan.pk, "draft"]), follow=True)

    assert "This plan is live: it cannot become draft." in said.content.decode()
    nowhere = client.get(reverse("actions:move_plan", args=[plan.pk, "nowhere"]))
    assert nowhere.status_code == 404


def test_what_is_empty_is_taken_out_through_a_page_that_asks(client, spoc):
    plan = an_action(spoc).plan
    theme = plans.add_theme(plan, by=spoc, title="By mistake")
    objective = plans.add_objective(plan, by=spoc, theme=theme, text="By mistake too")
    sign_in(client, spoc)
    first = reverse("actions:remove_objective", args=[plan.pk, objective.pk])
    then = reverse("actions:remove_theme", args=[plan.pk, theme.pk])

    said = client.post(then, follow=True).content.decode()
    assert "This theme is not empty" in said
    assert "By mistake too" in client.get(first).content.decode()
    client.post(first)
    client.post(then)

    assert not plan.themes.filter(pk=theme.pk).exists()


def test_what_was_typed_is_kept_when_a_rule_says_no(client, spoc):
    action = an_action(spoc)
    sign_in(client, spoc)
    url = reverse("actions:change_action", args=[action.pk])
    data = form_of(client.get(url)) | {"text": "Something long that I typed"}
    plans.move_plan(action.plan, to="closed", by=spoc, reason="Over")

    page = client.post(url, data).content.decode()

    assert "This plan is closed" in page
    assert "Something long that I typed" in page


@pytest.mark.parametrize("text", [LONG, ODD], ids=["100,000 characters", "marks and markup"])
def test_odd_and_long_text_is_stored_as_typed_and_shown_inert(client, spoc, text):
    action = an_action(spoc)
    plan, objective = action.plan, action.objective
    sign_in(client, spoc)
    url = reverse("actions:change_action", args=[action.pk])
    sent = {"text": text, "leads": text[:500], "timescale_raw": text[:400]}

    assert client.post(url, form_of(client.get(url)) | sent).status_code == 302

    action.refresh_from_db()
    assert action.text == text
    for address in (
        plan.get_absolute_url(),
        f"{plan.get_absolute_url()}?view=board",
        f"{plan.get_absolute_url()}?sort=due",
        reverse("actions:objective_detail", args=[plan.pk, objective.pk]),
        reverse("actions:action_list"),
        reverse("actions:set_timescale", args=[action.pk]),
        url,
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_a_character_that_cannot_be_stored_gets_a_sentence_and_the_rest_is_kept(client, spoc):
    action = an_action(spoc)
    sign_in(client, spoc)
    url = reverse("actions:change_action", args=[action.pk])

    page = client.post(url, form_of(client.get(url)) | {"text": "One\0two"}).content.decode()

    assert "invisible character" in page
    assert "Onetwo" in page


def test_a_title_too_long_and_dates_that_are_none_get_their_sentences(client, spoc):
    sign_in(client, spoc)
    sent = {"title": "x" * 301, "kind": "spoc", "layout": "outcomes-by-theme"}
    sent |= {"period_start_day": "31", "period_start_month": "2", "period_start_year": "2019"}
    sent |= {"period_end_year": "2019", "marking": "official"}

    page = client.post(reverse("actions:add_plan"), sent).content.decode()

    assert "must be 300 characters or fewer" in page
    assert "First day of the plan must be a real date" in page
    assert "Last day of the plan must include a day and month" in page
    assert not Plan.objects.exists()


# Who may do what

OK, SIGN_IN, FORBIDDEN, UNSEEN = 200, 302, 403, 404

# fmt: off
READERS = ("keeper", "lead", "officer", "executive", "neighbour", "administrator", "anonymous")
PAGES = {
    "actions:plan_list":        (OK, OK, OK,        OK,        OK,     FORBIDDEN, SIGN_IN),
    "actions:action_list":      (OK, OK, OK,        OK,        OK,     FORBIDDEN, SIGN_IN),
    "actions:export_actions":   (OK, OK, OK,        OK,        OK,     FORBIDDEN, SIGN_IN),
    "actions:add_plan":         (OK, OK, FORBIDDEN, FORBIDDEN, OK,     FORBIDDEN, SIGN_IN),
    "actions:plan_detail":      (OK, OK, OK,        OK,        UNSEEN, UNSEEN,    SIGN_IN),
    "actions:objective_detail": (OK, OK, OK,        OK,        UNSEEN, UNSEEN,    SIGN_IN),
    "actions:change_plan":      (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:move_plan":        (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:add_theme":        (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:change_theme":     (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:remove_theme":     (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:add_objective":    (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:change_objective": (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:remove_objective": (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:add_action":       (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:change_action":    (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
    "actions:set_timescale":    (OK, OK, FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN,    SIGN_IN),
}
# fmt: on


@pytest.fixture
def cast(spoc, lead):
    """The neighbour is the one most like the keeper: a point of contact with a plan of their own."""
    neighbour = UserFactory(roles=[Role.SPOC])
    an_action(neighbour)
    return {
        "keeper": spoc,
        "lead": lead,
        "officer": UserFactory(agency=spoc.agency, roles=[Role.OFFICER]),
        "executive": UserFactory(agency=spoc.agency, roles=[Role.EXECUTIVE]),
        "neighbour": neighbour,
        "administrator": UserFactory(agency=spoc.agency, roles=[Role.ADMINISTRATOR]),
        "anonymous": None,
    }


def address(name, action):
    objective = action.objective
    theme, plan = objective.theme, action.plan
    given = {
        "plan_list": [],
        "action_list": [],
        "export_actions": [],
        "add_plan": [],
        "move_plan": [plan.pk, "live"],
        "change_theme": [plan.pk, theme.pk],
        "remove_theme": [plan.pk, theme.pk],
        "objective_detail": [plan.pk, objective.pk],
        "change_objective": [plan.pk, objective.pk],
        "remove_objective": [plan.pk, objective.pk],
        "add_action": [plan.pk, objective.pk],
        "change_action": [action.pk],
        "set_timescale": [action.pk],
    }
    return reverse(name, args=given.get(name.split(":")[1], [plan.pk]))


@pytest.mark.parametrize("reader", READERS)
def test_pages_open_for_those_who_may(client, cast, spoc, reader):
    action = an_action(spoc)
    if cast[reader]:
        sign_in(client, cast[reader])

    found = {page: client.get(address(page, action)).status_code for page in PAGES}

    assert found == {page: row[READERS.index(reader)] for page, row in PAGES.items()}


@pytest.mark.parametrize("reader", [r for r in READERS if r not in ("keeper", "lead")])
def test_forms_are_taken_from_nobody_else(client, cast, spoc, reader):
    action = an_action(spoc)
    if cast[reader]:
        sign_in(client, cast[reader])
    forms = [
        page for page in PAGES if page.split(":")[1].split("_")[0] != "add" or "plan" not in page
    ]

    for page in forms[5:]:
        expected = PAGES[page][READERS.index(reader)]
        assert client.post(address(page, action), {"text": "x"}).status_code == expected


def test_a_part_of_another_plan_is_not_reached_through_ones_own(client, cast, spoc):
    own, other = (
        an_action(spoc),
        Action.objects.get(objective__theme__plan__agency=cast["neighbour"].agency),
    )
    sign_in(client, spoc)
    plan, objective = own.plan.pk, other.objective

    for name, pk in (
        ("change_theme", objective.theme.pk),
        ("remove_theme", objective.theme.pk),
        ("objective_detail", objective.pk),
        ("change_objective", objective.pk),
        ("remove_objective", objective.pk),
        ("add_action", objective.pk),
    ):
        assert client.get(reverse(f"actions:{name}", args=[plan, pk])).status_code == 404


def test_an_officer_sees_the_agencys_internal_plan_and_its_contact_does_not_keep_it(client, spoc):
    plan = PlanFactory(agency=spoc.agency, kind="internal")
    sign_in(client, spoc)

    page = client.get(plan.get_absolute_url()).content.decode()

    assert reverse("actions:change_plan", args=[plan.pk]) not in page
    assert client.get(reverse("actions:change_plan", args=[plan.pk])).status_code == 403


def test_who_may_be_named_as_lead_depends_on_who_asks(client, lead, spoc):
    action = an_action(spoc)
    colleague, stranger = UserFactory(agency=spoc.agency), UserFactory()
    url = reverse("actions:change_action", args=[action.pk])

    own = sign_in(client, spoc).get(url).context["form"].fields["lead"].queryset
    everybody = sign_in(client, lead).get(url).context["form"].fields["lead"].queryset

    assert colleague in own
    assert stranger not in own
    assert stranger in everybody


def test_timescales_have_no_other_kinds_than_the_form_offers():
    assert set(Timescale.Kind.values) == {
        "date",
        "dates",
        "recurring",
        "ongoing",
        "trigger",
        "tbc",
        "none",
        "unknown",
    }


def test_an_action_that_stands_in_a_plan_of_others_is_seen_by_those_it_names(client, spoc):
    theirs = ActionFactory(text="Something for us")
    theirs.agencies.add(spoc.agency)
    ActionFactory(objective=theirs.objective, text="Nothing for us")
    sign_in(client, spoc)

    page = client.get(reverse("actions:action_list")).content.decode()

    assert "Something for us" in page
    assert "Nothing for us" not in page
    assert client.get(theirs.plan.get_absolute_url()).status_code == 404
