"""The smallest valid object of each model, with traits."""

import datetime

import factory
from factory.django import DjangoModelFactory

from actions.models import (
    Action,
    Body,
    Decision,
    Meeting,
    Membership,
    Objective,
    Plan,
    Theme,
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
    chair_post = "Head of service"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    agency = factory.SubFactory(AgencyFactory)
    seat = factory.Sequence(lambda n: f"Seat {n}")
    starts_on = datetime.date(2025, 4, 1)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    on = factory.Sequence(lambda n: datetime.date(2026, 3, 1) - datetime.timedelta(days=n))


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    body = factory.SubFactory(BodyFactory)
    on = datetime.date(2026, 3, 1)
    words = factory.Sequence(lambda n: f"Decision {n}")
