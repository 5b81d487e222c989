"""The partnership's plans and what each agency has promised."""

from .briefings import Briefing, BriefingGiven
from .contacts import RegisterImport, SpocArea, SpocAssignment
from .directory import ContactPoint, DistributionEntry, DistributionList, MemberLead
from .documents import Document, DocumentReview, DocumentVersion
from .engagement import CommunityGroup, Engagement
from .funding import FundingStatus, Grant, GrantCondition, Payment, Project
from .governance import Body
from .imports import PlanImport, SavedLayout, UnplacedText
from .newer import NewerVersion
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
from .public import EditionFile, PublicDecision, PublicEdition
from .reading import ImportReading
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
    "Body",
    "Briefing",
    "BriefingGiven",
    "CommunityGroup",
    "ContactPoint",
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
    "MemberLead",
    "NewerVersion",
    "Objective",
    "Payment",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "Project",
    "PublicDecision",
    "PublicEdition",
    "RegisterImport",
    "RollAnswer",
    "RollForward",
    "SavedLayout",
    "SpocArea",
    "SpocAssignment",
    "Tension",
    "TensionAgreement",
    "TensionArea",
    "TensionLevel",
    "TensionMeeting",
    "Theme",
    "Timescale",
    "UnplacedText",
]
