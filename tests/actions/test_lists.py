"""The list of plans, the plan's own page, all actions across plans, and what home says of them."""

import csv
import datetime
import io
import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actions.home import needs, news, waiting
from actions.listing import PAGE
from actions.models import Action, Evidence, Plan, PreviousAction, UnplacedText
from actions.services import plans, progress
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)

DAY = datetime.date
#: Not counted as queries of a page: the edges of transactions, and for whom they are.
EDGES = ("SAVEPOINT", "RELEASE", "SELECT set_config", "ROLLBACK", "BEGIN")


@pytest.fixture
def lead():
    return UserFactory(roles=[Role.PREVENT_LEAD])


def make_plan(agency, *, themes=2, objectives=2, actions=2, **values):
    plan = PlanFactory(agency=agency, **values)
    for t in range(1, themes + 1):
        theme = ThemeFactory(plan=plan, position=t, ref=str(t), title=f"Theme {t}")
        for o in range(1, objectives + 1):
            objective = ObjectiveFactory(theme=theme, position=o, ref=f"{t}.{o}")
            for a in range(1, actions + 1):
                ActionFactory(objective=objective, position=a, text=f"Do {t}.{o}.{a}")
    return plan


def the_actions(plan):
    return Action.objects.filter(objective__theme__plan=plan)


def change(action, **values):
    for name, value in values.items():
        setattr(action, name, value)
    action.save()


def look(client, user, url, **data):
    client.force_login(user)
    response = client.get(f"{url}?{urlencode(data, doseq=True)}")
    assert response.status_code == 200
    return response


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def shown(response):
    return re.findall(r"Do \d\.\d\.\d+", words(response))


def queries_of(client, user, url, **data):
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, data)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200
    return [q["sql"] for q in captured if not q["sql"].startswith(EDGES)]


# The page of a plan


def test_the_plan_page_shows_themes_objectives_and_actions_in_their_order(client, lead):
    plan = make_plan(lead.agency)

    page = look(client, lead, plan.get_absolute_url())

    assert shown(page) == sorted(shown(page))
    assert len(shown(page)) == 8
    assert "1 Theme 1" in words(page)
    assert "Showing 1 to 8 of 8" in words(page)


def test_the_first_line_says_how_the_plan_stands(client, lead):
    plan = make_plan(lead.agency)
    first, second, third, *_ = the_actions(plan)
    change(first, status="complete")
    change(second, due_on=DAY(2026, 3, 15))
    change(third, status="withdrawn")

    page = look(client, lead, plan.get_absolute_url(), status="blocked")

    assert re.search(r"7 actions: 1 complete, 1 late ?\.", words(page))


def test_a_row_says_lead_due_status_rag_and_last_update(client, lead):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=1)
    action = the_actions(plan).get()
    change(
        action,
        leads=["Head of HR"],
        due_on=DAY(2026, 3, 15),
        timescale_raw="Mid-March",
        timescale_kind="date",
        status="in_progress",
        rag="amber",
        last_update_on=DAY(2026, 3, 11),
    )
    action.agencies.add(AgencyFactory(name="Police"))

    page = words(look(client, lead, plan.get_absolute_url()))

    for said in (
        "Head of HR",
        "with Police",
        "3 days late",
        "Mid-March",
        "In progress",
        "Amber",
        "11 March 2026",
        "7 days ago",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("ongoing", "Ongoing"),
        ("trigger", "When it arises"),
        ("tbc", "To be agreed"),
        ("none", "No date"),
        ("unknown", "No date understood"),
    ],
)
def test_an_action_without_a_day_says_why(client, lead, kind, said):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=1)
    change(the_actions(plan).get(), timescale_kind=kind)

    page = look(client, lead, plan.get_absolute_url()).content.decode()

    assert f'data-label="Due">{said}<' in page


def test_what_is_done_or_in_a_closed_plan_is_not_called_late(client, lead):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=1)
    change(the_actions(plan).get(), status="complete", due_on=DAY(2026, 3, 15))
    closed = make_plan(lead.agency, themes=1, objectives=1, actions=1, status="closed")
    change(the_actions(closed).get(), due_on=DAY(2026, 3, 15))

    for each in (plan, closed):
        page = words(look(client, lead, each.get_absolute_url()))
        assert "15 March 2026" in page
        assert "days late" not in page


def test_what_the_plan_says_of_a_duty_is_shown_with_its_status(client, lead):
    plan = PlanFactory(agency=lead.agency, layout="duty-spoc")
    theme = ThemeFactory(plan=plan, is_implicit=True, title="", ref="")
    duty = ObjectiveFactory(
        theme=theme,
        leads=["Deputy head"],
        impact=["Staff are sure"],
        progress_notes=["Two sessions held"],
        evidence_notes=["Register of training"],
        requirements=["Train staff"],
        status="complete",
    )
    ActionFactory(objective=duty)
    PreviousAction.objects.create(
        objective=duty, position=1, text="Wrote the policy", period_raw="2024/25"
    )

    for view in ("", "board"):
        page = words(look(client, lead, plan.get_absolute_url(), view=view))
        for said in ("Deputy head", "Staff are sure", "Two sessions held", "Register of training"):
            assert said in page
        assert "Complete" in page
    page = words(look(client, lead, plan.get_absolute_url()))
    assert "Wrote the policy" in page
    assert "Done before, 2024/25" in page
    whole = reverse("actions:objective_detail", args=[plan.pk, duty.pk])
    assert "Train staff" in words(look(client, lead, whole))


def test_the_board_sees_the_plan_in_its_own_columns(client, lead):
    plan = make_plan(lead.agency, period_raw="2025/26")
    action = the_actions(plan).first()
    change(action, timescale_raw="Sept 2025")
    objective = action.objective
    PreviousAction.objects.create(
        objective=objective, position=1, text="Wrote it", period_raw="2024/25", status="ongoing"
    )
    ObjectiveFactory(theme=objective.theme, position=99, text="Nothing is planned for this")

    page = words(look(client, lead, plan.get_absolute_url(), view="board"))

    assert "Outcome Done 2024/25 Planned 2025/26 Timescale" in page
    assert "Wrote it (ongoing)" in page
    assert "Sept 2025" in page
    assert "Nothing planned" in page


def test_text_that_found_no_place_stands_on_the_first_page_of_the_whole_plan(client, lead):
    plan = make_plan(lead.agency, themes=1, objectives=2, actions=PAGE)
    UnplacedText.objects.create(plan=plan, position=1, text="A stray remark", place="Page 3")
    url = plan.get_absolute_url()

    assert "A stray remark" in words(look(client, lead, url))
    assert "A stray remark" not in words(look(client, lead, url, page=2))
    assert "A stray remark" not in words(look(client, lead, url, status="complete"))


def test_paging_keeps_actions_under_their_headings_and_loses_nothing_between_pages(client, lead):
    plan = make_plan(lead.agency, themes=2, objectives=4, actions=5)
    url = plan.get_absolute_url()
    theme = plan.themes.first()
    ObjectiveFactory(theme=theme, position=90, text="Empty at the end of the first theme")
    ThemeFactory(plan=plan, position=90, ref="9", title="Nothing here yet")

    first, second = look(client, lead, url), look(client, lead, url, page=2)

    assert (len(shown(first)), len(shown(second))) == (PAGE, 40 - PAGE)
    assert sorted(shown(first) + shown(second)) == sorted(a.text for a in the_actions(plan))
    both = words(first), words(second)
    assert sum("Empty at the end" in page for page in both) == 1
    empty = f'id="theme-{plan.themes.last().pk}"'
    assert [empty in page.content.decode() for page in (first, second)] == [False, True]
    assert "2 Theme 2" in both[0]
    assert "2 Theme 2" in both[1]


def test_a_plan_of_objectives_without_actions_shows_them_and_asks_for_actions(client, lead):
    plan = make_plan(lead.agency, themes=1, objectives=45, actions=0)

    page = words(look(client, lead, plan.get_absolute_url()))

    assert "5 more outcomes have no action yet" in page
    assert "Add an action" in page
    last = ObjectiveFactory(theme=plan.themes.get(), position=99)
    ActionFactory(objective=last, text="Do 9.9.9")
    page = look(client, lead, plan.get_absolute_url())
    assert shown(page) == ["Do 9.9.9"]
    assert "5 more outcomes" in words(page)


def test_an_empty_plan_says_what_to_do_next_to_those_who_may(client, lead):
    plan = PlanFactory(agency=lead.agency, status="draft")
    officer = UserFactory(agency=lead.agency)

    assert "Begin with what it is meant to reach" in words(
        look(client, lead, plan.get_absolute_url())
    )
    assert "Nothing stands in this plan yet." in words(
        look(client, officer, plan.get_absolute_url())
    )


# Filters


@pytest.fixture
def varied(lead):
    """Four actions, each different in everything that can be filtered."""
    plan = make_plan(lead.agency, themes=2, objectives=1, actions=2)
    late, unowned, done, dated = the_actions(plan).order_by("text")
    person, police = UserFactory(name="Jo Bloggs"), AgencyFactory(name="Police")
    change(late, due_on=DAY(2026, 3, 1), timescale_kind="date", lead=person)
    change(unowned, timescale_kind="tbc")
    change(done, status="complete", leads=["Head of HR"], timescale_kind="date")
    change(dated, status="blocked", due_on=DAY(2026, 9, 1), timescale_kind="date", leads=["Clerk"])
    dated.agencies.add(police)
    return plan, person, police


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"status": "blocked"}, ["Do 2.1.2"]),
        ({"status": ["blocked", "complete"]}, ["Do 2.1.1", "Do 2.1.2"]),
        ({"gap": "late"}, ["Do 1.1.1"]),
        ({"gap": "no-owner"}, ["Do 1.1.2"]),
        ({"gap": "no-date"}, ["Do 1.1.2"]),
        ({"gap": "no-evidence"}, ["Do 2.1.1"]),
        ({"gap": ["late", "no-evidence"]}, ["Do 1.1.1", "Do 2.1.1"]),
        ({"lead": "post:Clerk"}, ["Do 2.1.2"]),
        ({"lead": ["post:Clerk", "post:Head of HR"]}, ["Do 2.1.1", "Do 2.1.2"]),
        ({"q": "1.1.2"}, ["Do 1.1.2"]),
        ({"q": "bloggs DO"}, ["Do 1.1.1"]),
        ({"q": "hr head"}, ["Do 2.1.1"]),
        ({"q": "2.1"}, ["Do 2.1.1", "Do 2.1.2"]),
        ({"q": "nowhere"}, []),
        ({"status": "not_started", "gap": "no-owner"}, ["Do 1.1.2"]),
    ],
)
def test_filters_narrow_a_plan(client, lead, varied, data, expected):
    assert shown(look(client, lead, varied[0].get_absolute_url(), **data)) == expected


def test_people_themes_and_agencies_filter_by_who_they_are(client, lead, varied):
    plan, person, police = varied
    url, theme = plan.get_absolute_url(), plan.themes.last()

    assert shown(look(client, lead, url, lead=f"person:{person.pk}")) == ["Do 1.1.1"]
    assert shown(look(client, lead, url, agency=police.pk)) == ["Do 2.1.2"]
    assert shown(look(client, lead, url, theme=theme.pk)) == ["Do 2.1.1", "Do 2.1.2"]


def test_leads_of_the_objective_lead_its_actions(client, lead, varied):
    plan, *_ = varied
    objective = the_actions(plan).get(text="Do 1.1.2").objective
    change(objective, leads=["Chief executive"])

    page = look(client, lead, plan.get_absolute_url(), lead="post:Chief executive")
    assert shown(page) == ["Do 1.1.1", "Do 1.1.2"]
    assert shown(look(client, lead, plan.get_absolute_url(), gap="no-owner")) == []


def test_beside_each_choice_stands_what_it_would_show_given_the_other_filters(client, lead, varied):
    page = words(look(client, lead, varied[0].get_absolute_url()))
    for said in ("Not started (2)", "Late (1)", "No owner (1)", "Jo Bloggs (1)", "Police (1)"):
        assert said in page
    page = words(look(client, lead, varied[0].get_absolute_url(), status="blocked"))
    for said in ("Not started (2)", "Blocked (1)", "Late (0)", "Clerk (1)", "2 Theme 2 (1)"):
        assert said in page


def test_chosen_filters_are_tags_that_can_be_taken_away(client, lead, varied):
    url = varied[0].get_absolute_url()

    page = look(client, lead, url, status="blocked", gap="late", sort="due").content.decode()

    assert '<a class="moj-filter__tag" href="?gap=late&amp;sort=due">' in page
    assert '<a class="moj-filter__tag" href="?status=blocked&amp;sort=due">' in page
    assert '<input type="hidden" name="sort" value="due">' in page


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("due", "Do 1.1.1"),
        ("-due", "Do 2.1.2"),
        ("status", "Do 1.1.1"),
        ("-status", "Do 2.1.1"),
        ("updated", "Do 1.1.1"),
        ("-updated", "Do 2.1.2"),
        ("plan", "Do 1.1.1"),
    ],
)
def test_the_order_stands_in_the_address(client, lead, varied, sort, first):
    plan, *_ = varied
    change(the_actions(plan).get(text="Do 2.1.2"), last_update_on=DAY(2026, 1, 1))

    assert shown(look(client, lead, plan.get_absolute_url(), sort=sort))[0] == first


GARBAGE = [
    {"status": "nonsense"},
    {"status": "<script>alert(1)</script>"},
    {"gap": "' OR 1=1 --"},
    {"theme": "x"},
    {"theme": "99999999999999999999"},
    {"lead": "x" * 5000},
    {"lead": "person:abc"},
    {"lead": "post:\0"},
    {"agency": "-1"},
    {"agency": "½"},
    {"whose": "everybody"},
    {"kind": "nonsense"},
    {"q": "x" * 201},
    {"q": "\0"},
    {"sort": "nonsense"},
]


@pytest.mark.parametrize("data", GARBAGE, ids=str)
def test_garbage_in_the_address_gets_a_sentence_and_the_rest_is_shown(client, lead, varied, data):
    plan, *_ = varied
    for url in (plan.get_absolute_url(), reverse("actions:action_list")):
        known = set(look(client, lead, url).context["filters"].fields) | {"sort", "theme"}
        page = look(client, lead, url, **data)
        assert len(set(shown(page))) == 4
        assert "<script>alert" not in page.content.decode()
        assert ("left out; the rest is shown" in words(page)) == bool(known & set(data))


@pytest.mark.parametrize(
    "data",
    [
        {"page": "nonsense"},
        {"page": "-5"},
        {"page": "99999999999999999999"},
        {"view": "nonsense"},
        {"x": "\ud800".encode("utf-8", "surrogatepass")},
        {"q": "%%%___\\"},
        {"q": "\u202e"},
        {"theme": "123456789"},
        {"agency": "123456789"},
        {"lead": "person:123456789"},
        {"lead": "post:Nobody\n of that name"},
    ],
    ids=str,
)
def test_an_address_that_leads_nowhere_is_no_error(client, lead, varied, data):
    plan, *_ = varied
    for url in (plan.get_absolute_url(), reverse("actions:action_list")):
        assert "left out" not in words(look(client, lead, url, **data))


def test_a_name_is_not_learned_by_asking_for_its_number(client, lead, varied):
    stranger = UserFactory(name="Unknown Stranger")
    other = AgencyFactory(name="Unknown Agency")

    page = words(
        look(
            client,
            lead,
            varied[0].get_absolute_url(),
            lead=f"person:{stranger.pk}",
            agency=other.pk,
        )
    )

    assert "Unknown" not in page
    assert "not in this list" in page


# The list of plans


def test_the_list_of_plans_counts_what_they_hold(client, lead):
    plan = make_plan(lead.agency, title="Our plan")
    first, second, *_ = the_actions(plan)
    change(first, status="complete")
    change(second, due_on=DAY(2026, 3, 1))

    page = words(look(client, lead, reverse("actions:plan_list")))

    assert re.search(r"Our plan .* Live 8 1 1 late", page)


@pytest.mark.parametrize(
    ("data", "expected", "left_out"),
    [
        ({}, {"Alpha", "Beta", "Gamma"}, False),
        ({"kind": "spoc"}, {"Beta"}, False),
        ({"status": ["draft", "closed"]}, {"Beta", "Gamma"}, False),
        ({"q": "alp"}, {"Alpha"}, False),
        ({"q": "zzz"}, set(), False),
        ({"kind": "nonsense"}, {"Alpha", "Beta", "Gamma"}, True),
        ({"status": "nonsense"}, {"Alpha", "Beta", "Gamma"}, True),
        ({"agency": "nonsense"}, {"Alpha", "Beta", "Gamma"}, True),
        ({"agency": "99999999999999999999999"}, {"Alpha", "Beta", "Gamma"}, True),
        ({"q": "\0"}, {"Alpha", "Beta", "Gamma"}, True),
    ],
)
def test_the_list_of_plans_can_be_filtered(client, lead, data, expected, left_out):
    PlanFactory(title="Alpha", agency=lead.agency)
    PlanFactory(title="Beta", kind="spoc", status="draft")
    PlanFactory(title="Gamma", status="closed", period_start=None, period_end=None)

    page = look(client, lead, reverse("actions:plan_list"), **data)

    assert {plan.title for plan in page.context["page"]} == expected
    assert ("left out" in words(page)) == left_out


def test_the_list_of_plans_filters_by_agency_and_pages(client, lead):
    other = PlanFactory(title="Elsewhere").agency
    for number in range(PAGE + 1):
        PlanFactory(title=f"Plan {number}", agency=lead.agency)
    url = reverse("actions:plan_list")

    assert [p.title for p in look(client, lead, url, agency=other.pk).context["page"]] == [
        "Elsewhere"
    ]
    assert "Showing 26 to 27 of 27" in words(look(client, lead, url, page=2))


def test_an_empty_list_of_plans_says_what_to_do_next(client, lead):
    url = reverse("actions:plan_list")

    assert "make a new one" in words(look(client, lead, url))
    assert "Your agency has no plan here yet" in words(look(client, UserFactory(), url))


def test_a_partner_sees_its_own_plans_and_no_other_agencys(client):
    partner = UserFactory(roles=[Role.SPOC])
    PlanFactory(title="Ours", agency=partner.agency, kind="spoc")
    theirs = make_plan(AgencyFactory(name="Other agency"), title="Theirs", kind="spoc")

    for url in (reverse("actions:plan_list"), reverse("actions:action_list")):
        page = words(look(client, partner, url))
        assert "Theirs" not in page
        assert "Other agency" not in page
    assert client.get(theirs.get_absolute_url()).status_code == 404


# All actions


def test_all_actions_stand_in_one_list_the_most_pressing_first(client, lead):
    first, second = make_plan(lead.agency, title="One"), make_plan(AgencyFactory(), title="Two")
    change(the_actions(second).get(text="Do 2.2.2"), due_on=DAY(2026, 1, 1))
    make_plan(AgencyFactory(), title="Closed", status="closed")

    page = look(client, lead, reverse("actions:action_list"))

    assert "16 actions of the plans you see" in words(page)
    assert shown(page)[0] == "Do 2.2.2"
    assert "Closed" not in {action.plan.title for action in page.context["actions"]}
    by_agency = look(client, lead, reverse("actions:action_list"), agency=first.agency.pk)
    assert {action.plan for action in by_agency.context["actions"]} == {first}


def test_ones_own_actions_are_one_choice_away(client, lead):
    officer = UserFactory(agency=lead.agency)
    plan = make_plan(lead.agency)
    change(the_actions(plan).get(text="Do 1.2.1"), lead=officer)

    page = look(client, officer, reverse("actions:action_list"), whose="mine")

    assert shown(page) == ["Do 1.2.1"]
    assert "Actions I lead (1)" in words(page)


def test_agencies_that_take_part_count_beside_those_whose_plan_it_is(client, lead):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=2)
    police = AgencyFactory(name="Police")
    action = the_actions(plan).get(text="Do 1.1.1")
    action.agencies.add(police, lead.agency)

    page = look(client, lead, reverse("actions:action_list"), agency=police.pk)

    assert shown(page) == ["Do 1.1.1"]
    assert "Police (1)" in words(page)
    assert f"{lead.agency} (2)" in words(page)


def test_empty_lists_of_actions_say_what_to_do_next(client, lead):
    url = reverse("actions:action_list")

    assert "They come with a plan" in words(look(client, lead, url))
    assert "No action fits these filters" in words(look(client, lead, url, status="blocked"))


# As a spreadsheet


def rows_of(client, user, **data):
    response = look(client, user, reverse("actions:export_actions"), **data)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return response, list(csv.DictReader(io.StringIO(text)))


def test_the_list_can_be_had_as_a_spreadsheet_in_its_order_and_filters(client, lead):
    plan = make_plan(lead.agency)
    action = the_actions(plan).get(text="Do 2.1.1")
    change(action, due_on=DAY(2026, 3, 1), timescale_raw="Spring", timescale_kind="date")
    progress.log_progress(
        action, by=lead, on=DAY(2026, 2, 1), text="Half way", status="blocked", rag="red"
    )
    change(Action.objects.get(pk=action.pk), due_on=DAY(2026, 3, 1))
    Evidence.objects.create(action=action, kind="link", title="x", url="https://x.example/")

    response, rows = rows_of(client, lead, status="blocked")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "actions-2026-03-18.csv" in response["Content-Disposition"]
    assert len(rows) == 1
    row = rows[0]
    assert row["Action"] == "Do 2.1.1"
    assert (row["Due"], row["Late"], row["RAG"]) == ("2026-03-01", "yes", "Red")
    assert (row["Last words"], row["Evidence"]) == ("Half way", "1")
    assert len(rows_of(client, lead)[1]) == 8
    assert AccessRecord.objects.filter(verb="exported", page="actions:export_actions").exists()


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "  =1+1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_taken_for_a_formula(client, lead, text):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=1)
    change(the_actions(plan).get(), text=text)

    assert rows_of(client, lead)[1][0]["Action"] == f"'{text}"


def test_other_cells_are_as_typed(client, lead):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=1)
    text = 'Say "no", \u202eyes\u202c; <b>not</b>\nat = all'
    change(the_actions(plan).get(), text=text)

    assert rows_of(client, lead)[1][0]["Action"] == text


def test_a_spreadsheet_holds_what_one_may_see_and_no_more(client, lead):
    partner = UserFactory(roles=[Role.SPOC])
    own = make_plan(partner.agency, kind="spoc", title="Ours")
    make_plan(lead.agency, title="Theirs")

    assert {row["Plan"] for row in rows_of(client, partner)[1]} == {own.title}


# Speed: as many queries, and as much of a page, whatever the size


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"view": "board"},
        {"sort": "due"},
        {"status": "not_started", "q": "do"},
        {"gap": ["late", "no-owner", "no-date", "no-evidence"]},
        {"page": 2},
    ],
    ids=str,
)
def test_the_page_of_a_plan_asks_as_much_of_a_large_plan_as_of_a_small(client, lead, data):
    small = make_plan(lead.agency, themes=1, objectives=1, actions=PAGE + 1)
    large = make_plan(AgencyFactory(), themes=4, objectives=6, actions=5)
    for plan in (small, large):
        UnplacedText.objects.create(plan=plan, position=1, text="Stray")

    few = queries_of(client, lead, small.get_absolute_url(), **data)
    many = queries_of(client, lead, large.get_absolute_url(), **data)

    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= 12, "\n".join(many)


@pytest.mark.parametrize("name", ["actions:plan_list", "actions:action_list"])
def test_lists_ask_as_much_of_many_plans_as_of_one(client, lead, name):
    make_plan(lead.agency)
    few = queries_of(client, lead, reverse(name))
    for _ in range(4):
        make_plan(AgencyFactory())

    many = queries_of(client, lead, reverse(name))

    assert len(few) == len(many)
    assert len(many) <= 12


def test_a_spreadsheet_takes_few_queries_whatever_its_length(client, lead):
    make_plan(lead.agency, themes=4, objectives=6, actions=5)

    assert len(queries_of(client, lead, reverse("actions:export_actions"))) <= 10


@pytest.mark.parametrize("data", [{}, {"view": "board"}, {"sort": "due"}], ids=str)
def test_a_page_stays_small_however_much_a_plan_says(client, lead, data):
    plan = make_plan(lead.agency, themes=5, objectives=10, actions=4)
    for action in the_actions(plan):
        change(action, text="What is to be done is said at some length. " * 4, leads=["A post"])
        action.agencies.add(lead.agency)
    for theme in plan.themes.all():
        for objective in theme.objectives.all():
            change(objective, text="What is to be reached is said here, too. " * 3)

    page = look(client, lead, plan.get_absolute_url(), **data)

    assert len(page.content) <= 80_000


# Home


def test_an_officers_home_shows_what_is_late_and_due_soon_and_leads_to_the_form(lead, today):
    officer = UserFactory(agency=lead.agency)
    plan = make_plan(lead.agency)
    late, soon, later, others, *_ = the_actions(plan)
    change(late, lead=officer, due_on=DAY(2026, 3, 1))
    change(soon, lead=officer, due_on=DAY(2026, 4, 1))
    change(later, lead=officer, due_on=DAY(2026, 9, 1))
    change(others, due_on=DAY(2026, 3, 1))

    rows = needs(officer, today)

    assert [row.text for row in rows] == [late.text, soon.text]
    assert rows[0].href == f"{late.get_absolute_url()}#log-progress"
    assert (rows[0].about, rows[0].due_on) == (plan.title, DAY(2026, 3, 1))


def test_a_point_of_contact_is_asked_about_actions_without_a_person(today):
    contact = UserFactory(roles=[Role.SPOC])
    plan = make_plan(contact.agency, kind="spoc", themes=1, objectives=1, actions=1)
    internal = make_plan(contact.agency, themes=1, objectives=1, actions=1)
    for each in (plan, internal):
        change(the_actions(each).get(), due_on=DAY(2026, 3, 1))

    assert [row.about for row in needs(contact, today)] == [plan.title]


def test_the_prevent_lead_is_asked_to_verify_and_to_finish_drafts(lead, today):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=1)
    action = the_actions(plan).get()
    change(action, status="proposed")
    draft = PlanFactory(agency=lead.agency, status="draft", title="Next year")

    rows = needs(lead, today)

    assert [row.href for row in rows][:2] == [
        reverse("actions:verify_action", args=[action.pk]),
        draft.get_absolute_url(),
    ]
    assert rows[1].text == "Finish the draft: Next year"


def test_the_prevent_lead_is_told_what_is_late_or_lacks_something(client, lead, today):
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=3)
    first, second, _ = the_actions(plan)
    change(first, due_on=DAY(2026, 3, 1), leads=["Head of property"], timescale_kind="date")
    change(second, status="complete")
    closed = make_plan(lead.agency, status="closed", themes=1, objectives=1, actions=1)
    change(the_actions(closed).get(), due_on=DAY(2026, 3, 1))
    list_of = reverse("actions:action_list")

    told = {row.text: row.href for row in needs(lead, today)}

    assert told == {
        "Late: 1 action": f"{list_of}?gap=late",
        "No owner: 1 action": f"{list_of}?gap=no-owner",
        "No date: 1 action": f"{list_of}?gap=no-date",
        "Complete without evidence: 1 action": f"{list_of}?gap=no-evidence",
    }
    assert first.text in words(look(client, lead, told["Late: 1 action"]))


def test_a_contact_is_not_asked_to_finish_a_draft_that_the_lead_keeps(today):
    contact = UserFactory(roles=[Role.SPOC])
    PlanFactory(agency=contact.agency, status="draft", kind="internal")
    own = PlanFactory(agency=contact.agency, status="draft", kind="spoc")

    assert [row.href for row in needs(contact, today)] == [own.get_absolute_url()]


def test_news_is_what_others_recorded_on_ones_own_actions(lead):
    officer = UserFactory(agency=lead.agency)
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=2)
    own, other = the_actions(plan)
    change(own, lead=officer)
    since = timezone.now() - datetime.timedelta(days=36_500)
    for by in (lead, officer):
        for action in (own, other):
            progress.log_progress(
                action, by=by, on=DAY(2026, 3, 1), text="Begun", status="in_progress"
            )

    rows = news(officer, since)

    assert [row.text for row in rows] == [f"Progress: {own.text}"]
    assert rows[0].at is not None


def test_one_waits_for_what_one_proposed_as_complete(lead, today):
    officer = UserFactory(agency=lead.agency)
    plan = make_plan(lead.agency, themes=1, objectives=1, actions=1)
    change(the_actions(plan).get(), lead=officer, status="proposed")

    assert [row.about for row in waiting(officer, today)] == [plan.title]
    assert waiting(lead, today) == []


def test_home_asks_nothing_of_those_who_see_no_plans(today):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])

    assert needs(administrator, today) == []
    assert news(administrator, timezone.now()) == []
    assert waiting(administrator, today) == []


def test_home_shows_the_rows(client, lead):
    plan = plans.add_plan(by=lead, agency=lead.agency, title="Next year", kind="internal")

    page = words(look(client, lead, reverse("home")))

    assert plan.status == Plan.Status.DRAFT
    assert "Finish the draft: Next year" in page
