"""A county with something in every register that papers read: made once for a module."""

import datetime
import itertools

from actions.models import (
    Action,
    Attendance,
    BenchmarkScore,
    PublicDecision,
    PublicEdition,
    Rating,
    RiskScale,
    RiskScore,
    SelfAssessment,
)
from premises.models import Network, Premises, PremisesKind
from prevent_portal.acting import acting_for
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests import factories as f
from tests.channel.panels import World
from training.models import Completion, Course, Level, Posting, Setting, SettingKind, Unit

from .places import action_of, noon, update

#: What no paper may say: it stands as the name of everybody who holds an account.
NAMED = "Quentin Nevernamed"
_numbers = itertools.count(1)


class County:
    """One lead authority with its partners, plans, boards and registers."""

    def __init__(self):
        self.channel = World()
        self.agency = self.channel.county
        with acting_for(None):
            self.agency.is_lead, self.agency.name = True, "Marrowby Council"
            self.agency.save()
            self.lead = f.UserFactory(
                agency=self.agency, name=NAMED, roles=[Role.PREVENT_LEAD], job_title="Prevent lead"
            )
            self.plans = {kind: self._plan(kind) for kind in ("internal", "partnership", "spoc")}
            self._governance()
            self._assurance()
            self._people()
            self._places()
        self.reference = self.channel.refer(by=self.channel.teacher).reference

    def _plan(self, kind):
        plan = f.PlanFactory(
            agency=self.agency,
            kind=kind,
            title=f"Marrowby {kind} plan",
            period_start=datetime.date(2024, 4, 1),
            period_end=datetime.date(2026, 12, 31),
            period_raw="2025/26",
        )
        theme = f.ThemeFactory(plan=plan, ref="1", title="Leadership", position=1)
        f.ObjectiveFactory(
            theme=theme, ref="1.1", position=1, text="Everybody leads", impact=["Trust"]
        )
        rows = [
            action_of(plan, text="Meet every quarter", when="June 2025", lead=self.lead, leads=()),
            action_of(plan, text="Brief the board", when="March 2027"),
            action_of(plan, text="Print a leaflet", status=Action.Status.COMPLETE),
        ]
        update(rows[0], on=datetime.date(2026, 1, 5), status="in_progress", text="Two were held.")
        for place, row in enumerate(rows):
            PublicDecision.objects.create(
                action=row,
                choice=("as_is", "reworded", "left_out")[place],
                wording="Tell the board" if place == 1 else "",
                of_text=row.text,
                decided_by=self.lead,
                decided_at=noon(2025, 5, 1),
            )
        if kind != "spoc":
            PublicEdition.objects.create(
                plan=plan,
                number=1,
                published_at=noon(2025, 6, 1),
                published_by=self.lead,
                rows_shown=2,
                rows_left_out=1,
            )
        return plan

    def _governance(self):
        body = f.BodyFactory(name="Marrowby Prevent group", meets_every=3, chair=self.lead)
        meeting = f.MeetingFactory(body=body, on=datetime.date(2026, 1, 20), status="held")
        seat = f.MembershipFactory(body=body, agency=self.agency, person=self.lead)
        Attendance.objects.create(meeting=meeting, membership=seat, how="present")
        f.DecisionFactory(body=body, meeting=meeting, on=datetime.date(2026, 1, 20))
        f.MemberLeadFactory(agency=self.agency, name=NAMED, post="Cabinet member for communities")
        f.SpocAssignmentFactory(
            area=f.SpocAreaFactory(), holder=self.lead, job_title="Head of schools"
        )
        f.ContactPointFactory()
        f.BriefingFactory(owner=self.lead)
        f.DocumentFactory(
            title="Safeguarding policy", kind="policy", owner=self.lead, owner_post="",
            review_due_on=datetime.date(2026, 4, 1),
        )  # fmt: skip
        grant = f.GrantFactory(from_on=datetime.date(2025, 4, 1), to_on=datetime.date(2026, 9, 30))
        f.GrantConditionFactory(grant=grant)
        f.FundingStatusFactory(from_on=datetime.date(2025, 4, 1), to_on=None)
        f.ProjectFactory()
        f.EngagementFactory(from_on=datetime.date(2026, 2, 1), reach=40, owner=self.lead)
        f.CommunityGroupFactory()
        f.TensionFactory(agency=self.agency, owner=self.lead)

    def _assurance(self):
        risk = self.risk = f.RiskFactory(title="Sites that nobody filters", owner=self.lead)
        scale = RiskScale.objects.standing().first()
        score = RiskScore.objects.create(
            risk=risk, scale=scale, on=datetime.date(2026, 1, 10), likelihood=2, impact=2, score=4,
            level=scale.levels[0], is_high=False, why="First look", by=self.lead,
            recorded_at=noon(2026, 1, 10),
        )  # fmt: skip
        risk.current = score
        risk.save()
        f.RecommendationFactory(title="Ask partners for minutes", owner=self.lead)
        f.RequirementFactory(title="Assess the risk", position=1)
        criterion = f.CriterionFactory()
        toolkit = criterion.benchmark.toolkit
        rating = Rating.objects.create(toolkit=toolkit, position=1, words="Met", counts_as="met")
        for year in (2024, 2025):
            assessment = SelfAssessment.objects.create(
                toolkit=toolkit, year=year, opened_on=datetime.date(year, 6, 1), opened_by=self.lead
            )
            BenchmarkScore.objects.create(
                assessment=assessment, criterion=criterion, asked=criterion.text, rating=rating,
                counts_as="met", words="It is", shown_by="Minutes", next_step="Again",
                scored_by=self.lead, scored_at=noon(year, 7, 1),
            )  # fmt: skip

    def _people(self):
        unit = Unit.objects.create(agency=self.agency, name="Housing", directorate="Homes")
        level, course = Level.objects.first(), Course.objects.get(code="WRAP")
        for trained in (True, True, False):
            person = Person.objects.create(
                agency=self.agency, name=NAMED, number=f"N{next(_numbers)}", kind="staff"
            )
            joined = datetime.date(2023, 4, 1)
            Posting.objects.create(
                person=person, unit=unit, level=level, works_with_people_at_risk=True,
                joined_on=joined, starts_on=joined, recorded_at=noon(2023, 4, 1),
            )  # fmt: skip
            if trained:
                Completion.objects.create(
                    person=person, course=course, on=datetime.date(2025, 5, 1),
                    recorded_at=noon(2025, 5, 2),
                )  # fmt: skip
        Setting.objects.create(
            agency=self.agency, kind=SettingKind.objects.order_by("pk").first(), name="Hill School"
        )

    def _places(self):
        kind = PremisesKind.objects.order_by("pk").first()
        hall = Premises.objects.create(
            agency=self.agency, kind=kind, name="Town hall", is_hireable=True, manager=self.lead,
            added_on=datetime.date(2024, 4, 1),
        )  # fmt: skip
        Network.objects.create(
            agency=self.agency, name="Library computers", kind="public", premises=hall
        )

    def about(self, kind, plan_kinds):
        """What a paper of a kind is about: a plan of a kind it may be about, and the agency."""
        if kind == "agency":
            return None, self.agency
        return next(plan for key, plan in self.plans.items() if key in plan_kinds), self.agency
