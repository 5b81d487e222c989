"""The partnership's plans and what each agency has promised."""

from .assurance import (
    Benchmark,
    BenchmarkScore,
    Counts,
    Criterion,
    Rating,
    Requirement,
    SelfAssessment,
    Toolkit,
)
from .briefings import Briefing, BriefingGiven
from .contacts import RegisterImport, SpocArea, SpocAssignment
from .directory import ContactPoint, DistributionEntry, DistributionList, MemberLead
from .documents import Document, DocumentReview, DocumentVersion
from .engagement import CommunityGroup, Engagement
from .funding import FundingStatus, Grant, GrantCondition, Payment, Project
from .governance import Body, Membership
from .imports import PlanImport, SavedLayout, UnplacedText
from .meetings import AgendaItem, Attendance, Decision, Meeting
from .newer import NewerVersion
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
from .public import EditionFile, PublicDecision, PublicEdition
from .reading import ImportReading
from .reviews import PlanReview
from .risk import Recommendation, Risk, RiskScale, RiskScore
from .rolling import RollAnswer, RollForward
from .tension import (
    Incident,
    IncidentEntry,
    IncidentLearning,
    IncidentProcess,
    Tension,
    TensionAgreement,
    TensionArea,
    TensionLevel,
    TensionMeeting,
)

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Benchmark",
    "BenchmarkScore",
    "Body",
    "Briefing",
    "BriefingGiven",
    "CommunityGroup",
    "ContactPoint",
    "Counts",
    "Criterion",
    "Decision",
    "DistributionEntry",
    "DistributionList",
    "Document",
    "DocumentReview",
    "DocumentVersion",
    "EditionFile",
    "Engagement",
    "Evidence",
    "FundingStatus",
    "Grant",
    "GrantCondition",
    "ImportReading",
    "Incident",
    "IncidentEntry",
    "IncidentLearning",
    "IncidentProcess",
    "Meeting",
    "MemberLead",
    "Membership",
    "NewerVersion",
    "Objective",
    "Payment",
    "Plan",
    "PlanImport",
    "PlanReview",
    "PreviousAction",
    "ProgressUpdate",
    "Project",
    "PublicDecision",
    "PublicEdition",
    "Rating",
    "Recommendation",
    "RegisterImport",
    "Requirement",
    "Risk",
    "RiskScale",
    "RiskScore",
    "RollAnswer",
    "RollForward",
    "SavedLayout",
    "SelfAssessment",
    "SpocArea",
    "SpocAssignment",
    "Tension",
    "TensionAgreement",
    "TensionArea",
    "TensionLevel",
    "TensionMeeting",
    "Theme",
    "Timescale",
    "Toolkit",
    "UnplacedText",
]
