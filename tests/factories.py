"""The smallest valid object of each model, with traits."""

import factory
from factory.django import DjangoModelFactory

from actions.models import (
    Action,
    Benchmark,
    Body,
    Criterion,
    Objective,
    Plan,
    Recommendation,
    Requirement,
    Risk,
    Theme,
    Toolkit,
)
from prevent_portal.models import Agency, User
from prevent_portal.roles import Role


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@agency.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    agency = factory.SubFactory(AgencyFactory)
    roles = factory.LazyFunction(lambda: [Role.OFFICER])
    password = factory.django.Password("correct horse battery")


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    title = factory.Sequence(lambda n: f"Plan {n}")
    agency = factory.SubFactory(AgencyFactory)
    kind = Plan.Kind.INTERNAL
    period_start = "2025-04-01"
    period_end = "2026-03-31"
    status = Plan.Status.LIVE


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    ref = factory.LazyAttribute(lambda theme: str(theme.position))
    title = factory.Sequence(lambda n: f"Theme {n}")


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective

    theme = factory.SubFactory(ThemeFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Outcome {n}")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    objective = factory.SubFactory(ObjectiveFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Action {n}")


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    name = factory.Sequence(lambda n: f"Group {n}")
    kind = Body.Kind.DELIVERY_GROUP


class RiskFactory(DjangoModelFactory):
    class Meta:
        model = Risk
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Risk {n}")
    source = Risk.Source.WORKSHOP


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    title = factory.Sequence(lambda n: f"Recommendation {n}")
    source = Recommendation.Source.AUDIT
    received_on = "2025-10-01"


class ToolkitFactory(DjangoModelFactory):
    class Meta:
        model = Toolkit

    name = factory.Sequence(lambda n: f"Toolkit {n}")
    valid_from = "2024-01-01"


class BenchmarkFactory(DjangoModelFactory):
    class Meta:
        model = Benchmark

    toolkit = factory.SubFactory(ToolkitFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Head {n}")


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    benchmark = factory.SubFactory(BenchmarkFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Criterion {n}")


class RequirementFactory(DjangoModelFactory):
    class Meta:
        model = Requirement

    title = factory.Sequence(lambda n: f"Requirement {n}")
    words = "What is asked"
    reference = "Section 26"
