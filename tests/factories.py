"""The smallest valid object of each model, with traits."""

import factory
from factory.django import DjangoModelFactory

from actions.models import (
    Action,
    Body,
    ContactPoint,
    DistributionList,
    Document,
    MemberLead,
    Objective,
    Plan,
    SpocArea,
    SpocAssignment,
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


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Document {n}")
    kind = Document.Kind.POLICY
    agency = factory.SubFactory(AgencyFactory)


class SpocAreaFactory(DjangoModelFactory):
    class Meta:
        model = SpocArea

    name = factory.Sequence(lambda n: f"Area {n}")


class SpocAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = SpocAssignment

    area = factory.SubFactory(SpocAreaFactory)
    job_title = factory.Sequence(lambda n: f"Post {n}")


class MemberLeadFactory(DjangoModelFactory):
    class Meta:
        model = MemberLead

    name = factory.Sequence(lambda n: f"Councillor {n}")
    agency = factory.SubFactory(AgencyFactory)


class DistributionListFactory(DjangoModelFactory):
    class Meta:
        model = DistributionList

    name = factory.Sequence(lambda n: f"List {n}")


class ContactPointFactory(DjangoModelFactory):
    class Meta:
        model = ContactPoint

    name = factory.Sequence(lambda n: f"Contact point {n}")
    kind = ContactPoint.Kind.POLICE
    audience = ContactPoint.Audience.ANYBODY
    hours = ContactPoint.Hours.ANY
    phone = "01632 960001"
