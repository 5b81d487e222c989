"""Who may open each page of risks, recommendations, requirements, toolkits and self-assessments.

Whoever reads plans sees them and the Prevent lead keeps them; a risk's owner may score it again.
The `stranger` owns the risk that is scored; what is marked OFFICIAL-SENSITIVE is tried by itself.
"""

import pytest
from django.urls import reverse

from actions.models import Criterion, Plan, Rating, RiskScale, Toolkit
from actions.services.assessments import open_assessment, score_head
from tests.actions.test_access import READERS
from tests.factories import (
    BenchmarkFactory,
    CriterionFactory,
    RecommendationFactory,
    RequirementFactory,
    RiskFactory,
)
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.registers import about_one, seven

NO = FORBIDDEN

# fmt: off
_LISTS = (OK, OK, OK, OK, OK, OK,   OK, OK, NO, NO, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, OK, OK,   OK, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ADDS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, NO, NO, SIGN_IN)
_KEEPS = (OK, NO, NO, NO, NO, NO,   NO, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_REOPENS = (BUTTON, NO, NO, NO, NO, NO,   NO, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SCORES = (OK, NO, NO, NO, NO, NO,   NO, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_OVERSEES = (OK, NO, NO, NO, OK, OK,   NO, NO, NO, NO, NO, SIGN_IN)
_ROWS = {"lists": _LISTS, "sees": _SEES, "adds": _ADDS, "keeps": _KEEPS, "reopens": _REOPENS}

PAGES = {
    **seven("risk", **_ROWS),
    **seven("recommendation", **_ROWS),
    **seven("requirement", **_ROWS),
    **seven("benchmark", **_ROWS),
    **seven("criterion", **_ROWS),
    **seven("toolkit", **_ROWS),
    **seven("rating", **_ROWS),
    **seven("riskscale", **_ROWS),
    "actions:line_of_sight": _LISTS,
    "actions:risk_map": _LISTS,
    "actions:assurance_position": _OVERSEES,
    "actions:rescore_risk": _SCORES,
    "actions:escalate_risk": _KEEPS,
    "actions:link_risk_actions": _KEEPS,
    "actions:answer_risk": _KEEPS,
    "actions:link_recommendation_actions": _KEEPS,
    "actions:answer_recommendation": _KEEPS,
    "actions:link_requirement_actions": _KEEPS,
    "actions:link_requirement_evidence": _KEEPS,
    "actions:answer_requirement": _KEEPS,
    "actions:assessment_list": _LISTS,
    "actions:add_assessment": _ADDS,
    "actions:assessment_detail": _SEES,
    "actions:head_detail": _SEES,
    "actions:assess_head": _KEEPS,
    "actions:close_assessment": _KEEPS,
    "actions:export_assessment": _SEES,
    "actions:link_benchmarkscore_actions": _KEEPS,
    "actions:link_benchmarkscore_evidence": _KEEPS,
    "actions:answer_benchmarkscore": _KEEPS,
    "actions:import_criteria": _ADDS,
}
# fmt: on

#: Pages whose address names a year's self-assessment, or one of its scores.
_OF_A_YEAR = {
    "actions:assessment_detail",
    "actions:head_detail",
    "actions:assess_head",
    "actions:close_assessment",
    "actions:export_assessment",
}
_OF_A_HEAD = {"actions:head_detail", "actions:assess_head"}
_OF_ALL = {
    "actions:line_of_sight",
    "actions:risk_map",
    "actions:assurance_position",
    "actions:assessment_list",
    "actions:add_assessment",
    "actions:import_criteria",
}


def a_year(by):
    """A self-assessment with one head of one criterion, judged."""
    criterion = CriterionFactory()
    toolkit = criterion.benchmark.toolkit
    rating = Rating.objects.create(toolkit=toolkit, position=1, words="Met", counts_as="met")
    assessment = open_assessment(by=by, on="2026-01-05", toolkit=toolkit, year=2026)
    judged = {criterion: (rating, "Seen", "Minutes", "Go on")}
    score_head(assessment, by=by, judged=judged)
    return assessment, criterion.benchmark, assessment.scores.get()


def args(page, readers):
    """What the address takes."""
    name = page.removeprefix("actions:")
    if page in _OF_ALL or not (about_one(page) or page in _OF_A_YEAR or _named(name)):
        return []
    if page in _OF_A_YEAR:
        assessment, head, _ = a_year(readers["lead"])
        return [assessment.pk, head.pk] if page in _OF_A_HEAD else [assessment.pk]
    if "benchmarkscore" in name:
        return [a_year(readers["lead"])[2].pk]
    return [_one_of(name, readers).pk]


def _named(name):
    return name.startswith(("link_", "answer_", "rescore_", "escalate_"))


def _one_of(name, readers):
    made = {
        "riskscale": lambda: RiskScale.objects.get(),
        "risk": lambda: RiskFactory(owner=readers["stranger"]),
        "recommendation": RecommendationFactory,
        "requirement": RequirementFactory,
        "benchmark": BenchmarkFactory,
        "criterion": lambda: Criterion.objects.order_by("pk").first(),
        "toolkit": lambda: Toolkit.objects.order_by("pk").first(),
        "rating": lambda: Rating.objects.order_by("pk").first(),
    }
    return next(make() for noun, make in made.items() if noun in name)


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    met = row(client, page, args(page, readers), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


# What is marked OFFICIAL-SENSITIVE


@pytest.mark.parametrize("factory", [RiskFactory, RecommendationFactory])
def test_what_is_sensitive_is_seen_by_those_named_and_those_who_oversee(client, readers, factory):
    record = factory(marking=Plan.Marking.SENSITIVE, owner=readers["helper"], title="Told to few")
    record.agencies.add(readers["neighbour"].agency)
    seen = {}
    for name, user in readers.items():
        if user is None:
            continue
        client.force_login(user)
        page = client.get(record.get_absolute_url())
        listed = b"".join(client.get(reverse(f"actions:{record._meta.model_name}_list")))
        assert (page.status_code == 200) == (b"Told to few" in listed)
        seen[name] = page.status_code == 200

    assert {name for name, sees in seen.items() if sees} == {
        "lead",
        "auditor",
        "executive",
        "helper",
        "neighbour",
    }


def test_the_line_of_sight_does_not_pass_through_what_is_not_seen(client, readers):
    risk = RiskFactory(marking=Plan.Marking.SENSITIVE, title="Told to few")
    requirement = RequirementFactory()
    requirement.risks.add(risk)
    client.force_login(readers["colleague"])

    address = reverse("actions:line_of_sight")
    page = client.get(f"{address}?requirement={requirement.pk}")

    assert b"Told to few" not in page.content
    assert client.get(f"{address}?risk={risk.pk}").status_code == 404
