"""Toolkits and self-assessment by year, the register of requirements, and the line of sight."""

import csv
import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from actions.figures_of_assurance import heads_of, profile, rolled_up
from actions.models import (
    Action,
    Benchmark,
    BenchmarkScore,
    Criterion,
    Evidence,
    Rating,
    Requirement,
    SelfAssessment,
    Toolkit,
)
from actions.services import assessments, risks
from actions.sight import sight
from prevent_portal.errors import Refused
from prevent_portal.figures import catalogue
from prevent_portal.files import keep
from prevent_portal.roles import Role
from reports.models import Report
from reports.services import request_report
from tests.factories import (
    ActionFactory,
    RecommendationFactory,
    RequirementFactory,
    RiskFactory,
    UserFactory,
)

MARCH = datetime.date(2026, 3, 1)
YEARS = "/partnership/self-assessments/"


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


@pytest.fixture
def toolkit():
    return Toolkit.objects.get(name="Local authority toolkit 2024")


@pytest.fixture
def year(toolkit, lead):
    return assessments.open_assessment(by=lead, on=MARCH, toolkit=toolkit, year=2026)


def text(response):
    return b"".join(response).decode()


def rating(toolkit, words):
    return Rating.objects.get(toolkit=toolkit, words=words)


def judge(assessment, words="Met", *, by=None, heads=None, why="Because"):
    """Rate every criterion of the heads alike."""
    rows = Criterion.objects.filter(benchmark__toolkit=assessment.toolkit).order_by("pk")
    for criterion in rows if heads is None else rows.filter(benchmark__position__in=heads):
        judged = {criterion: (rating(assessment.toolkit, words), why, "", "")}
        assessments.score_head(assessment, by=by, judged=judged)


def shown(action, title="Minutes"):
    return Evidence.objects.create(
        action=action, kind="link", title=title, url="https://kept.example/minutes"
    )


# What a new installation starts with


def test_a_new_portal_has_both_toolkits_by_head_and_the_lines_of_the_duty():
    heads = {
        toolkit.name: list(toolkit.benchmarks.order_by("position").values_list("title", flat=True))
        for toolkit in Toolkit.objects.order_by("pk")
    }

    assert {name: len(titles) for name, titles in heads.items()} == {
        "Local authority toolkit 2018": 10,
        "Local authority toolkit 2024": 8,
    }
    assert heads["Local authority toolkit 2024"][6] == "Reducing permissive environments"
    assert heads["Local authority toolkit 2018"][5] == "Problem solving process"
    assert Requirement.objects.count() == 12
    assert all(requirement.benchmarks.exists() for requirement in Requirement.objects.all())
    assert all(requirement.history.count() == 1 for requirement in Requirement.objects.all())


# A year


def test_a_year_is_begun_once(client, lead, toolkit):
    filled = {"toolkit": toolkit.pk, "year": "2026"}

    client.post(f"{YEARS}begin/", filled)
    page = text(client.post(f"{YEARS}begin/", filled))

    assert "There is already a self-assessment of 2026 by this toolkit." in page
    begun = SelfAssessment.objects.get()
    assert (begun.opened_by, begun.opened_on.isoformat()) == (lead, "2026-03-18")


@pytest.mark.parametrize(
    ("asked", "counts", "expected"),
    [
        (2, ["met", "met"], "met"),
        (2, ["met", "not_met"], "not_met"),
        (2, ["not_met"], "not_met"),
        (2, ["met"], "not_judged"),
        (2, [], "not_judged"),
        (2, ["met", "not_applicable"], "met"),
        (2, ["exceeding", "not_applicable"], "exceeding"),
        (2, ["exceeding", "met"], "met"),
        (1, ["not_applicable"], "not_applicable"),
        (0, [], "not_judged"),
    ],
)
def test_any_criterion_not_met_makes_the_head_not_met(asked, counts, expected):
    assert rolled_up(asked, counts) == expected


def test_a_head_is_worked_through_saved_and_followed_by_the_next(client, year, toolkit):
    heads = list(toolkit.benchmarks.order_by("position"))
    one, two = heads[0].criteria.order_by("position")
    met, partly = rating(toolkit, "Met"), rating(toolkit, "Partly met")
    address = reverse("actions:assess_head", args=[year.pk, heads[0].pk])
    filled = {
        f"c{one.pk}-rating": met.pk,
        f"c{one.pk}-shown_by": "Minutes of March",
        f"c{two.pk}-rating": partly.pk,
        f"c{two.pk}-next_step": "Tell members",
        "next": "yes",
    }

    page = client.post(address, filled)

    assert page["Location"] == reverse("actions:assess_head", args=[year.pk, heads[1].pk])
    scores = year.scores.order_by("pk")
    assert [(s.asked, s.counts_as, s.shown_by, s.next_step) for s in scores] == [
        (one.text, "met", "Minutes of March", ""),
        (two.text, "not_met", "", "Tell members"),
    ]
    detail = text(client.get(year.get_absolute_url()))
    assert "1 of 8 heads done" in detail
    assert f"Go on with: {heads[1].title}" in detail
    assert "Tell members" in text(client.get(scores[0].get_absolute_url()))
    last = reverse("actions:assess_head", args=[year.pk, heads[-1].pk])
    assert client.post(last, {"next": "yes"})["Location"] == year.get_absolute_url()


def test_what_does_not_apply_needs_its_reason(client, year, toolkit):
    head = toolkit.benchmarks.order_by("position").first()
    criterion = head.criteria.order_by("position").first()
    none = rating(toolkit, "Not applicable")
    address = reverse("actions:assess_head", args=[year.pk, head.pk])

    page = text(client.post(address, {f"c{criterion.pk}-rating": none.pk}))
    assert "Enter why it does not apply" in page
    page = text(client.post(address, {f"c{criterion.pk}-words": "No venues"}))
    assert "Select a rating, so that these words are kept" in page
    assert "No venues" in page
    with pytest.raises(Refused, match="Say why it does not apply"):
        assessments.score_head(year, by=None, judged={criterion: (none, " ", "", "")})
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        BenchmarkScore(
            assessment=year,
            criterion=criterion,
            asked=criterion.text,
            rating=none,
            counts_as="not_applicable",
        ).save()
    assert not year.scores.exists()


def test_a_year_with_a_head_unfinished_is_not_closed(year, lead):
    with pytest.raises(Refused, match="16 criteria have no rating yet"):
        assessments.close_assessment(year, by=lead, on=MARCH)
    judge(year, heads=range(1, 9))

    assessments.close_assessment(year, by=lead, on=MARCH)

    year.refresh_from_db()
    assert (year.closed_on, year.closed_by) == (MARCH, lead)


def test_a_score_of_a_closed_year_is_refused_by_the_service_and_by_the_database(client, year, lead):
    judge(year)
    assessments.close_assessment(year, by=lead, on=MARCH)
    score = year.scores.order_by("pk").first()
    new = {score.criterion: (score.rating, "Otherwise", "", "")}

    with pytest.raises(Refused, match="This year is closed. Its scores stay"):
        assessments.score_head(year, by=lead, judged=new)
    for change in (
        "UPDATE actions_benchmarkscore SET words = 'x'",
        "DELETE FROM actions_benchmarkscore",
        "UPDATE actions_selfassessment SET closed_on = NULL",
    ):
        with pytest.raises(InternalError, match="closed"), transaction.atomic():
            connection.cursor().execute(change)
    address = reverse("actions:assess_head", args=[year.pk, score.criterion.benchmark_id])
    for answer in (client.get(address, follow=True), client.post(address, {}, follow=True)):
        assert "This year is closed. Its scores stay as they were judged." in text(answer)
    linking = reverse("actions:link_benchmarkscore_actions", args=[score.pk])
    assert client.post(linking, {"ticked": [ActionFactory().pk]}).status_code == 302
    assert not score.actions.exists()


def test_a_closed_year_says_what_was_asked_though_the_criterion_changes(client, year, lead):
    judge(year)
    assessments.close_assessment(year, by=lead, on=MARCH)
    year.refresh_from_db()
    criterion = Criterion.objects.filter(benchmark__toolkit=year.toolkit).order_by("pk").first()
    before = criterion.text
    criterion.text = "Asked otherwise"
    criterion.save()
    Criterion.objects.create(benchmark=criterion.benchmark, position=9, text="Asked later")

    page = text(client.get(reverse("actions:head_detail", args=[year.pk, criterion.benchmark_id])))

    assert before in page
    assert "Asked otherwise" not in page
    assert "Asked later" not in page
    assert profile(heads_of(year))[1] == ("Met", 8, "met")


def test_a_year_stands_beside_the_one_before(client, toolkit, lead):
    last = assessments.open_assessment(by=lead, on=MARCH, toolkit=toolkit, year=2025)
    judge(last, "Not met", why="No board")
    year = assessments.open_assessment(by=lead, on=MARCH, toolkit=toolkit, year=2026)
    judge(year, "Exceeding", heads=[1])

    rows = client.get(year.get_absolute_url()).context["rows"]
    assert [(now.words, then.words) for now, then in rows[:2]] == [
        ("Exceeding", "Not met"),
        ("Not finished", "Not met"),
    ]
    head = toolkit.benchmarks.order_by("position").first()
    assert "No board" in text(client.get(reverse("actions:assess_head", args=[year.pk, head.pk])))
    lines = text(client.get(f"{YEARS}{year.pk}/export/?format=csv"))
    rows = list(csv.reader(io.StringIO(lines.removeprefix("\ufeff"))))
    assert rows[1][:2] == ["1", head.title]
    assert (rows[1][3], rows[1][7]) == ("Exceeding", "Not met")
    assert len(rows) == 3
    excel = client.get(f"{YEARS}{year.pk}/export/?format=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(excel))).active
    assert sheet["D2"].value == "Exceeding"


def test_criteria_come_in_from_a_file_or_not_at_all(client, lead, toolkit):
    def send(words):
        file = SimpleUploadedFile("criteria.csv", words.encode())
        sent = {"toolkit": toolkit.pk, "file": file}
        return text(client.post("/partnership/criteria/import/", sent, follow=True))

    count = Criterion.objects.count()
    assert "Line 3: there is no head 9." in send("head,criterion\n1,New one\n9,Nowhere\n")
    assert "Line 2: give the number of a head and a criterion." in send("head,criterion\nx,y\n")
    assert "must hold the columns head and criterion" in send("a,b\n")
    assert Criterion.objects.count() == count

    good = "head,criterion\n1,New one\n\n2,Another\n"
    assert "2 criteria added." in send(good)
    assert "0 criteria added." in send(good)
    assert Criterion.objects.get(text="Another").benchmark.position == 2


# Requirements


def test_a_requirement_is_met_by_evidence_that_stands():
    bare, worked, shown_by_action, direct = RequirementFactory.create_batch(4)
    worked.actions.add(ActionFactory())
    done = ActionFactory(status=Action.Status.COMPLETE)
    shown_by_action.actions.add(done)
    evidence = shown(done)
    direct.evidence.add(evidence)

    def states():
        rows = Requirement.objects.filter(
            pk__in=[bare.pk, worked.pk, shown_by_action.pk, direct.pk]
        )
        found = {row.pk: row.state for row in rows.with_state()}
        return [found[row.pk] for row in (bare, worked, shown_by_action, direct)]

    assert states() == ["nothing", "under_way", "met", "met"]
    assert [Requirement.objects.get(pk=bare.pk).state, direct.state] == ["nothing", "met"]
    evidence.withdrawn_at, evidence.withdrawn_because = "2026-03-01T12:00Z", "The wrong minutes"
    evidence.save()
    assert states() == ["nothing", "under_way", "nothing", "nothing"]


def test_how_many_requirements_nothing_shows_as_at_a_day():
    def value(on=MARCH):
        found = catalogue()["assurance.requirements_without_evidence"].at(None, on=on)
        return found.count, found.out_of

    met, ended = RequirementFactory(), RequirementFactory(valid_to="2025-12-31")
    action = ActionFactory()
    met.actions.add(action)
    assert value() == (13, 13)
    shown(action)

    assert value() == (12, 13)
    assert value(datetime.date(2025, 12, 31)) == (13, 14)
    rows = catalogue()["assurance.requirements_without_evidence"].rows(None, on=MARCH)
    assert met not in rows
    assert ended not in rows


def test_how_many_benchmarks_are_met(year):
    def value():
        found = catalogue()["assurance.benchmarks_met"].at(None, on=MARCH)
        return found.count, found.out_of

    assert value() == (0, 8)
    judge(year, heads=[1, 2, 3])
    judge(year, "Partly met", heads=[3])

    assert value() == (2, 8)


def test_the_figures_speak_of_the_day_that_is_asked_for(client, lead, year, line):
    address = reverse("actions:assurance_position")
    judge(year, heads=[1])
    score = {"by": lead, "likelihood": 5, "impact": 4, "why": "Agreed"}
    risks.rescore_risk(line["risk"], on=MARCH, **score)

    today = client.get(address)
    values = {
        figure.title: (value.count, value.out_of) for figure, value in today.context["figures"]
    }
    assert values == {
        "Requirements that nothing shows": (13, 13),
        "Benchmarks met": (1, 8),
        "High risks": (1, 1),
        "Recommendations with an action": (0, 1),
        "Recommendations late": (0, 1),
    }
    assert today.context["levels"]["Very high"] == 1
    asked = {"on_day": "28", "on_month": "2", "on_year": "2026"}
    before = client.get(address, asked)
    assert "As at 28 February 2026" in text(before)
    assert before.context["levels"]["Very high"] == 0
    wrong = client.get(address, asked | {"on_year": "2027"})
    assert "Day must be today or in the past" in text(wrong)
    assert wrong.context["on"].isoformat() == "2026-03-18"


# The line of sight


@pytest.fixture
def line(lead):
    """One thing of each kind, linked from the law to the evidence."""
    requirement, risk = RequirementFactory(title="Know the risk"), RiskFactory(title="A worry")
    benchmark = Benchmark.objects.get(toolkit__name="Local authority toolkit 2024", position=2)
    action = ActionFactory(text="Hold a workshop", objective__theme__plan__agency=lead.agency)
    requirement.benchmarks.add(benchmark)
    risk.benchmarks.add(benchmark)
    risk.actions.add(action)
    advice = RecommendationFactory(title="Ask partners")
    advice.risks.add(risk)
    shown(action, "Notes of the workshop")
    return {
        "requirement": requirement,
        "benchmark": benchmark,
        "risk": risk,
        "recommendation": advice,
        "action": action,
    }


@pytest.mark.parametrize("kind", ["requirement", "benchmark", "risk", "action"])
def test_the_line_is_followed_both_ways_from_anywhere(client, line, kind):
    page = text(client.get(f"{reverse('actions:line_of_sight')}?{kind}={line[kind].pk}"))

    for words in ("Know the risk", "Local risk assessment", "A worry", "Hold a workshop"):
        assert words in page, words
    assert "Notes of the workshop" in page
    assert "No paper that you may read holds these actions." in page


def test_the_line_ends_in_the_papers_that_hold_the_action(client, lead, line):
    report = request_report(line["action"].plan, by=lead, kind="six-monthly", on=MARCH)
    waiting = sight(lead, ("requirement", line["requirement"].pk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now = cursor.fetchone()[0]
    report = Report.objects.get(pk=report.pk)
    report.frozen, report.frozen_sha256, report.known_at = {"sections": []}, "0" * 64, now
    report.state, report.ready_at = "ready", now
    report.file = keep(io.BytesIO(b"%PDF-1.7"), name="paper.pdf", by=lead)
    report.save()
    ready = sight(lead, ("requirement", line["requirement"].pk))

    assert [step.nodes for step in waiting if step.kind == "paper"] == [[]]
    assert [node.href for step in ready if step.kind == "paper" for node in step.nodes] == [
        report.get_absolute_url()
    ]


def test_gaps_are_said_plainly(client, lead):
    risk, advice = RiskFactory(), RecommendationFactory()
    action, requirement = ActionFactory(), RequirementFactory()
    address = reverse("actions:line_of_sight")

    assert "No action answers this risk." in text(client.get(f"{address}?risk={risk.pk}"))
    page = text(client.get(f"{address}?recommendation={advice.pk}"))
    assert "No action answers this recommendation." in page
    assert "No evidence is attached." in text(client.get(f"{address}?action={action.pk}"))
    page = text(client.get(f"{address}?requirement={requirement.pk}"))
    assert "Nothing that you may see is linked to this requirement." in page
    assert "No action answers it." in page
    assert "Line of sight" in text(client.get(action.get_absolute_url()))


@pytest.mark.parametrize("start", ["risk=0", "risk=x", "risk=99999999999999999999", "action=5"])
def test_a_line_from_nowhere_is_not_found(client, lead, start):
    assert client.get(f"{reverse('actions:line_of_sight')}?{start}").status_code == 404


def test_actions_of_other_agencies_are_counted_not_shown(client, line):
    reader = UserFactory()
    client.force_login(reader)

    page = text(client.get(f"{reverse('actions:line_of_sight')}?risk={line['risk'].pk}"))

    assert "Hold a workshop" not in page
    assert "Notes of the workshop" not in page
    assert "1, of agencies whose plans you do not see" in page
    assert "No action answers this risk." not in page


def test_every_requirement_says_how_far_its_line_reaches(client, line):
    address = reverse("actions:line_of_sight")

    rows = {row.node.words: dict(row.cells) for row in client.get(address).context["rows"]}
    lines = text(client.get(f"{address}?format=csv")).splitlines()

    assert rows["Know the risk"] == {
        "Benchmarks": 1, "Risks": 1, "Actions": 1, "Evidence": 1, "Papers": 0,
    }  # fmt: skip
    assert rows["Run a Channel panel"]["Actions"] == 0
    assert "Know the risk,Nothing shows it,1,1,1,1,0" in lines


@pytest.mark.parametrize("count", [2, 30])
def test_pages_of_assurance_take_as_many_queries_at_any_size(
    client, lead, year, line, count, django_assert_num_queries
):
    judge(year)
    score = year.scores.order_by("pk").first()
    for number in range(count):
        action = ActionFactory()
        shown(action, f"Paper {number}")
        line["requirement"].actions.add(action)
        line["risk"].actions.add(action)
        score.actions.add(action)
        RiskFactory().benchmarks.add(line["benchmark"])
    address = reverse("actions:line_of_sight")
    head = score.criterion.benchmark_id

    with django_assert_num_queries(18):
        client.get(f"{address}?requirement={line['requirement'].pk}")
    with django_assert_num_queries(16):
        client.get(address)
    with django_assert_num_queries(14):
        client.get("/partnership/requirements/")
    with django_assert_num_queries(19):
        client.get(line["requirement"].get_absolute_url())
    with django_assert_num_queries(25):
        client.get(reverse("actions:assurance_position"))
    with django_assert_num_queries(18):
        client.get(year.get_absolute_url())
    with django_assert_num_queries(24):
        client.get(reverse("actions:head_detail", args=[year.pk, head]))
