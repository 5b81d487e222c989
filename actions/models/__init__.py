"""The partnership's plans and what each agency has promised."""

from .briefings import Briefing, BriefingGiven
from .engagement import CommunityGroup, Engagement
from .funding import FundingStatus, Grant, GrantCondition, Payment, Project
from .governance import Body
from .imports import PlanImport, UnplacedText
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
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
    "Engagement",
    "Evidence",
    "FundingStatus",
    "Grant",
    "GrantCondition",
    "Incident",
    "IncidentEntry",
    "IncidentLearning",
    "IncidentProcess",
    "Objective",
    "Payment",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "Project",
    "Tension",
    "TensionAgreement",
    "TensionArea",
    "TensionLevel",
    "TensionMeeting",
    "Theme",
    "Timescale",
    "UnplacedText",
]
