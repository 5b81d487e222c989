"""The smallest valid object of each model, with traits."""

import datetime

import factory
from factory.django import DjangoModelFactory

from actions.models import (
    Action,
    Benchmark,
    Body,
    Briefing,
    BriefingGiven,
    CommunityGroup,
    ContactPoint,
    Criterion,
    Decision,
    DistributionList,
    Document,
    Engagement,
    FundingStatus,
    Grant,
    GrantCondition,
    Incident,
    IncidentLearning,
    IncidentProcess,
    Meeting,
    MemberLead,
    Membership,
    Objective,
    Payment,
    Plan,
    Project,
    Recommendation,
    Requirement,
    Risk,
    SpocArea,
    SpocAssignment,
    Tension,
    TensionAgreement,
    TensionArea,
    TensionLevel,
    TensionMeeting,
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


class FundingStatusFactory(DjangoModelFactory):
    class Meta:
        model = FundingStatus

    area = factory.Sequence(lambda n: f"Area {n}")
    status = "Funded area"
    from_on = "2025-04-01"


class GrantFactory(DjangoModelFactory):
    class Meta:
        model = Grant

    title = factory.Sequence(lambda n: f"Grant {n}")
    kind = Grant.Kind.GRANT
    funder = "A department"
    amount = "1000.00"
    from_on = "2025-04-01"
    to_on = "2027-03-31"


class GrantConditionFactory(DjangoModelFactory):
    class Meta:
        model = GrantCondition

    grant = factory.SubFactory(GrantFactory)
    words = factory.Sequence(lambda n: f"Hold event {n}")


class PaymentFactory(DjangoModelFactory):
    class Meta:
        model = Payment

    grant = factory.SubFactory(GrantFactory)
    kind = Payment.Kind.OUT
    on = "2026-01-05"
    amount = "10.00"
    what = factory.Sequence(lambda n: f"Hire of hall {n}")


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    title = factory.Sequence(lambda n: f"Project {n}")


class TensionLevelFactory(DjangoModelFactory):
    class Meta:
        model = TensionLevel

    rank = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Level {n}")


class TensionAreaFactory(DjangoModelFactory):
    class Meta:
        model = TensionArea

    name = factory.Sequence(lambda n: f"Area {n}")


class TensionFactory(DjangoModelFactory):
    class Meta:
        model = Tension

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    agency = factory.SubFactory(AgencyFactory)
    on = "2026-03-01"
    kind = Tension.Kind.ONLINE
    level = factory.SubFactory(TensionLevelFactory)
    what = "Posts about a planning decision"


class TensionMeetingFactory(DjangoModelFactory):
    class Meta:
        model = TensionMeeting

    area = factory.SubFactory(TensionAreaFactory)
    on = "2026-03-03"


class TensionAgreementFactory(DjangoModelFactory):
    class Meta:
        model = TensionAgreement

    meeting = factory.SubFactory(TensionMeetingFactory)
    words = factory.Sequence(lambda n: f"Visit shop {n}")


class IncidentProcessFactory(DjangoModelFactory):
    class Meta:
        model = IncidentProcess

    title = factory.Sequence(lambda n: f"Process {n}")


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = Incident

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    agency = factory.SubFactory(AgencyFactory)
    on = "2026-03-01"
    what = "A building was closed for a day"


class IncidentLearningFactory(DjangoModelFactory):
    class Meta:
        model = IncidentLearning

    incident = factory.SubFactory(IncidentFactory)
    words = factory.Sequence(lambda n: f"Lesson {n}")


class CommunityGroupFactory(DjangoModelFactory):
    class Meta:
        model = CommunityGroup

    name = factory.Sequence(lambda n: f"Group {n}")
    kind = CommunityGroup.Kind.FAITH


class EngagementFactory(DjangoModelFactory):
    class Meta:
        model = Engagement

    title = factory.Sequence(lambda n: f"Event {n}")
    kind = Engagement.Kind.EVENT
    from_on = "2026-02-10"


class BriefingFactory(DjangoModelFactory):
    class Meta:
        model = Briefing

    post = "Chief executive"
    subject = factory.Sequence(lambda n: f"Subject {n}")
    first_on = "2026-01-31"


class BriefingGivenFactory(DjangoModelFactory):
    class Meta:
        model = BriefingGiven

    briefing = factory.SubFactory(BriefingFactory)
    on = "2026-02-01"


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
