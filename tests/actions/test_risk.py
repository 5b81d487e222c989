"""Risks with their scores, recommendations, and what links both to actions."""

import datetime

import pytest
from django.db import InternalError, connection, transaction
from django.urls import reverse

from actions import figures_of_assurance as figures
from actions.models import Action, Plan, Recommendation, Risk, RiskScale, RiskScore
from actions.services import linking, risks
from prevent_portal import services
from prevent_portal.errors import Refused
from prevent_portal.figures import catalogue
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    BodyFactory,
    ObjectiveFactory,
    RecommendationFactory,
    RiskFactory,
    UserFactory,
)

LIST = "/partnership/risks/"
MARCH, JANUARY = datetime.date(2026, 3, 1), datetime.date(2026, 1, 5)


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode()


def score(risk, on, likelihood, impact, by=None):
    return risks.rescore_risk(
        risk, by=by, on=on, likelihood=likelihood, impact=impact, why="As agreed"
    )


def typed(**changes):
    return {
        "title": "A hall is hired in haste",
        "source": "workshop",
        "marking": "official",
        "likelihood": "3",
        "impact": "4",
        "why": "Said at the workshop",
    } | changes


# Keeping and scoring


def test_a_new_risk_is_scored_at_once(client, lead):
    page = client.post(f"{LIST}add/", typed(), follow=True)

    risk = Risk.objects.get()
    assert page.redirect_chain == [(f"{LIST}{risk.pk}/", 302)]
    assert (risk.current.score, risk.current.level, risk.current.is_high) == (12, "High", True)
    assert (risk.current.by, risk.current.on.isoformat()) == (lead, "2026-03-18")
    assert risk.trend == "New"
    assert "12, high" in text(page)


def test_what_comes_from_the_profile_is_ticked_as_holding_no_intelligence(client, lead):
    form = text(client.get(f"{LIST}add/"))
    assert "Never copy the counter-terrorism local profile" in form

    page = text(client.post(f"{LIST}add/", typed(source="ctlp")))
    assert "Tick that it contains no intelligence material" in page
    assert not Risk.objects.exists()

    client.post(f"{LIST}add/", typed(source="ctlp", has_no_intelligence="on"))
    assert Risk.objects.get().source == "ctlp"


def test_each_scoring_is_a_row_and_the_last_two_give_the_trend():
    risk = RiskFactory()
    for on, likelihood, trend in [
        ("2025-10-01", 3, "New"),
        ("2025-12-01", 4, "Rising"),
        ("2026-02-01", 4, "Steady"),
        ("2026-03-01", 2, "Falling"),
    ]:
        score(risk, datetime.date.fromisoformat(on), likelihood, 3)
        risk.refresh_from_db()
        assert risk.trend == trend

    assert list(risk.scores.order_by("pk").values_list("score", flat=True)) == [9, 12, 12, 6]


def test_a_score_is_never_rewritten():
    score(RiskFactory(), MARCH, 3, 3)

    for change in ("UPDATE actions_riskscore SET why = 'x'", "DELETE FROM actions_riskscore"):
        with pytest.raises(InternalError, match="risk_score_stays"), transaction.atomic():
            connection.cursor().execute(change)


def test_an_earlier_day_than_the_last_is_refused():
    risk = RiskFactory()
    score(risk, MARCH, 3, 3)

    with pytest.raises(Refused, match="1 March 2026, a later day"):
        score(risk, JANUARY, 3, 3)


def test_a_closed_risk_is_not_scored_nor_escalated(lead):
    risk = services.close_record(RiskFactory(), by=lead, on=MARCH, reason="Gone")

    with pytest.raises(Refused, match="It is closed"):
        score(risk, MARCH, 3, 3)
    with pytest.raises(Refused, match="It is closed"):
        risks.escalate_risk(risk, by=lead, on=MARCH, body=BodyFactory(), reason="Worse")


def test_a_scale_of_ones_own_is_used_from_its_day_and_old_scores_keep_theirs():
    risk = RiskFactory()
    score(risk, JANUARY, 5, 5)
    RiskScale.objects.create(
        name="Three by three",
        likelihood=["a", "b", "c"],
        impact=["x", "y", "z"],
        levels=["Small", "Large"],
        level_starts=[1, 6],
        high_from=6,
        valid_from="2026-02-01",
    )

    with pytest.raises(Refused, match="Three by three, has no such step"):
        score(risk, MARCH, 5, 5)
    assert score(risk, MARCH, 3, 2).level == "Large"
    risk.refresh_from_db()
    assert (risk.trend, risk.current.previous.level) == ("Scored on another scale", "Very high")


def test_a_scale_says_what_is_wrong_with_it(client, lead):
    wrong = {
        "name": "Two by two",
        "likelihood": "rare\noften",
        "impact": "slight\nbad",
        "levels": "low\nhigh",
        "level_starts": "2\n9",
        "high_from": "5",
        "valid_from_day": "1",
        "valid_from_month": "4",
        "valid_from_year": "2026",
    }
    page = text(client.post("/partnership/risk-scales/add/", wrong))

    assert "The first level must start at 1" in page
    assert "The highest score on this scale is 4" in page
    assert "must be whole numbers" in text(
        client.post("/partnership/risk-scales/add/", wrong | {"level_starts": "one\n2"})
    )
    assert RiskScale.objects.count() == 1

    right = wrong | {"level_starts": "1\n3", "high_from": "3"}
    client.post("/partnership/risk-scales/add/", right)
    assert RiskScale.objects.get(name="Two by two").levels_in_words() == [
        "low: 1 to 2",
        "high: 3 to 4",
    ]


def test_an_owner_scores_their_own_risk_and_no_other(client):
    owner = UserFactory()
    mine, other = RiskFactory(owner=owner), RiskFactory()
    client.force_login(owner)
    filled = {"on_day": "1", "on_month": "3", "on_year": "2026", "likelihood": "2", "impact": "2"}

    client.post(f"{LIST}{mine.pk}/score/", filled | {"why": "Calmer"})
    answer = client.post(f"{LIST}{other.pk}/score/", filled | {"why": "Calmer"})

    mine.refresh_from_db()
    assert (mine.current.score, mine.current.by) == (4, owner)
    assert answer.status_code == 403
    assert client.get(f"{LIST}{mine.pk}/change/").status_code == 403


def test_a_risk_is_escalated_with_its_reason(client, lead):
    risk, board = RiskFactory(), BodyFactory(name="Prevent board")

    page = text(client.post(f"{LIST}{risk.pk}/escalate/", {"body": board.pk, "reason": ""}))
    assert "Enter why" in page
    client.post(f"{LIST}{risk.pk}/escalate/", {"body": board.pk, "reason": "A third march"})

    page = text(client.get(f"{LIST}{risk.pk}/"))
    assert "To Prevent board on 18 March 2026. A third march" in page


def test_risks_that_need_somebody_are_late_for_review_or_high_without_open_work(client, lead):
    late = RiskFactory(title="Late", review_on="2026-03-17")
    bare, answered = RiskFactory(title="Bare"), RiskFactory(title="Answered")
    over = RiskFactory(title="Over")
    for risk in (bare, answered, over):
        score(risk, MARCH, 5, 5)
    answered.actions.add(ActionFactory())
    over.actions.add(ActionFactory(status=Action.Status.COMPLETE))
    score(late, MARCH, 1, 1)

    page = client.get(f"{LIST}?needs=yes").context["page"]

    assert {risk.title for risk in page.object_list} == {"Late", "Bare", "Over"}


def test_whoever_owns_a_risk_finds_its_review_on_their_home_page(client):
    owner = UserFactory()
    due = RiskFactory(title="Due soon", owner=owner, review_on="2026-04-10")
    RiskFactory(title="Much later", owner=owner, review_on="2026-09-01")
    RiskFactory(title="Of another", review_on="2026-03-01")
    RiskFactory(
        title="Gone", owner=owner, review_on="2026-03-01", closed_on=MARCH, closed_because="Over"
    )
    client.force_login(owner)

    page = text(client.get("/"))

    assert "Score the risk again: Due soon" in page
    assert reverse("actions:rescore_risk", args=[due.pk]) in page
    for words in ("Much later", "Of another", "Gone"):
        assert words not in page


def test_the_map_puts_each_risk_where_it_was_scored(client, lead):
    risk = RiskFactory(title="A hall is hired in haste")
    score(risk, MARCH, 5, 2)
    gone = RiskFactory(title="Gone", closed_on=MARCH, closed_because="Over")

    response = client.get(reverse("actions:risk_map"))
    grid = response.context["grid"]

    assert [words for words, _ in grid][0] == "Almost certain"
    cell = grid[0][1][1]
    assert (cell.score, cell.level, cell.code, cell.risks) == (10, "High", "red", (risk,))
    assert gone.title not in text(response)
    assert response.context["counts"] == {"Low": 0, "Medium": 0, "High": 1, "Very high": 0}


def test_the_list_goes_out_with_its_scores(client, lead):
    risk = RiskFactory(title="=1+1", response="Work")
    score(risk, MARCH, 5, 2)

    lines = text(client.get(f"{LIST}export/?format=csv")).splitlines()

    assert "'=1+1" in lines[1]
    assert "5,2,High" in lines[1]


# Linking


def test_actions_are_found_by_their_words_ticked_and_linked(client, lead):
    risk, old = RiskFactory(), ActionFactory(text="Brief the halls")
    new, other = ActionFactory(text="Write a booking form"), ActionFactory(text="Train drivers")
    risk.actions.add(old)
    address = f"{LIST}{risk.pk}/actions/"

    page = text(client.get(f"{address}?q=booking+form"))
    assert "Write a booking form" in page
    assert "Brief the halls" in page
    assert "Train drivers" not in page

    client.post(
        f"{address}?q=booking", {"ticked": [new.pk], "shown": [new.pk, old.pk]}, follow=True
    )
    assert set(risk.actions.all()) == {new}
    client.post(address, {"ticked": [other.pk], "shown": [other.pk]})
    assert set(risk.actions.all()) == {new, other}
    newest = risk.history.first()
    assert {link.action_id for link in newest.actions.all()} == {new.pk, other.pk}
    assert newest.history_user == lead


def test_a_closed_record_keeps_its_links(client, lead):
    risk = services.close_record(RiskFactory(), by=lead, on=MARCH, reason="Gone")

    with pytest.raises(Refused, match="Open it again"):
        linking.link(risk, "actions", by=lead, ticked=[ActionFactory()], shown=[])
    assert client.get(f"{LIST}{risk.pk}/actions/").status_code == 302


def test_a_new_action_is_promised_and_linked_in_one_step(client, lead):
    risk, objective = RiskFactory(), ObjectiveFactory()
    address = f"{LIST}{risk.pk}/new-action/"

    assert "Select plan and objective" in text(client.post(address, {"text": "Write a form"}))
    client.post(
        address,
        {"objective": objective.pk, "text": "Write a form", "timescale_raw": "30 June 2026"},
    )

    action = risk.actions.get()
    assert (action.objective, action.text) == (objective, "Write a form")
    assert action.due_on.isoformat() == "2026-06-30"


def test_no_action_goes_under_a_plan_that_is_closed(client, lead):
    risk = RiskFactory()
    closed = ObjectiveFactory(theme__plan__status=Plan.Status.CLOSED)

    page = client.post(
        f"{LIST}{risk.pk}/new-action/", {"objective": closed.pk, "text": "Write a form"}
    )

    assert "from the list" in text(page)
    assert not Action.objects.exists()


# Recommendations


def advice(**changes):
    return {
        "title": "Name a deputy",
        "source": "audit",
        "received_on_day": "1",
        "received_on_month": "2",
        "received_on_year": "2026",
        "answer": "accepted",
        "marking": "official",
    } | changes


def test_what_is_not_accepted_in_full_says_why(client, lead):
    add = "/partnership/recommendations/add/"
    for answer in ("partly", "rejected"):
        page = text(client.post(add, advice(answer=answer)))
        assert "Enter why it is not accepted in full" in page
    assert not Recommendation.objects.exists()

    client.post(add, advice(answer="rejected", answer_reason="No money"))
    assert Recommendation.objects.get().answer_reason == "No money"


def test_a_recommendation_is_closed_with_what_shows_it(client, lead):
    done = RecommendationFactory(answer="accepted")
    address = f"/partnership/recommendations/{done.pk}/close/"

    assert "What shows that it is done, or why is it closed?" in text(client.get(address))
    client.post(address, {"reason": "List of deputies, seen by the auditor"})

    done.refresh_from_db()
    assert done.closed_because == "List of deputies, seen by the auditor"


def test_recommendations_without_action_or_after_their_day_need_somebody(client, lead):
    RecommendationFactory(title="Bare", answer="accepted")
    late = RecommendationFactory(title="Late", answer="accepted", due_on="2026-03-17")
    fine = RecommendationFactory(title="Fine", answer="accepted", due_on="2026-03-18")
    RecommendationFactory(title="No", answer="rejected", answer_reason="No money")
    for each in (late, fine):
        each.actions.add(ActionFactory())

    page = client.get("/partnership/recommendations/?needs=yes").context["page"]

    assert {row.title for row in page.object_list} == {"Bare", "Late"}


# Figures


def figure(name, on=MARCH, known_at=None):
    value = catalogue()[f"assurance.{name}"].at(None, on=on, known_at=known_at)
    return value.count, value.out_of


def test_how_many_recommendations_have_an_action_as_at_a_day():
    one = RecommendationFactory(answer="accepted", received_on="2026-01-01")
    RecommendationFactory(answer="accepted", received_on="2026-01-02", due_on="2026-02-01")
    RecommendationFactory(answer="rejected", answer_reason="No", received_on="2026-01-02")
    one.actions.add(ActionFactory())

    assert figure("recommendations_with_action") == (1, 2)
    assert figure("recommendations_with_action", datetime.date(2026, 1, 1)) == (1, 1)
    assert figure("recommendations_late") == (1, 2)
    rows = catalogue()["assurance.recommendations_with_action"].rows(None, on=MARCH)
    assert list(rows) == [one]


def test_high_risks_are_counted_as_they_stood_on_the_day():
    risk, gone = RiskFactory(), RiskFactory(closed_on=JANUARY, closed_because="Over")
    score(risk, JANUARY, 2, 2)
    RiskScore.objects.create(
        risk=gone,
        scale=RiskScale.objects.get(),
        on=datetime.date(2025, 1, 1),
        likelihood=5,
        impact=5,
        score=25,
        level="Very high",
        is_high=True,
        why="Then",
    )
    score(risk, MARCH, 5, 5)

    assert figure("risks_high", MARCH) == (1, 1)
    assert figure("risks_high", datetime.date(2026, 2, 1)) == (0, 1)
    assert figure("risks_high", datetime.date(2025, 6, 1)) == (1, 1)
    by_level = figures.risks_by_level(figures.scores_on(MARCH), RiskScale.objects.get())
    assert by_level == {"Low": 0, "Medium": 0, "High": 0, "Very high": 1}


# Queries


@pytest.mark.parametrize("count", [2, 30])
def test_pages_of_risks_take_as_many_queries_at_any_size(
    client, lead, count, django_assert_num_queries
):
    made = RiskFactory.create_batch(count, owner=lead)
    for risk in made:
        score(risk, JANUARY, 2, 2)
        score(risk, MARCH, 3, 3, by=lead)
        risk.actions.add(ActionFactory())
    advised = RecommendationFactory.create_batch(count, owner=lead)
    for each in advised:
        each.risks.add(*made)

    with django_assert_num_queries(15):
        client.get(LIST)
    with django_assert_num_queries(14):
        client.get(reverse("actions:risk_map"))
    with django_assert_num_queries(15):
        client.get("/partnership/recommendations/")
    with django_assert_num_queries(24):
        client.get(made[0].get_absolute_url())
    with django_assert_num_queries(16):
        client.get(f"{LIST}{made[0].pk}/actions/?q=action")
