"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .assessment import Assessment, Factor, FactorFinding, Framework
from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .intake import Attachment, Draft, MatchToken, SamePerson
from .meetings import (
    AgendaItem,
    Attendance,
    CaseAction,
    Decision,
    Minute,
    PanelMeeting,
    PanelVisitor,
)
from .panel import Clearance, Membership, Panel
from .process import (
    AlternativePathway,
    Deconfliction,
    GatewayAssessment,
    InformationAnswer,
    InformationRequest,
    Section36Decision,
    ThresholdDecision,
)
from .rows import CaseRows, NobodyActing
from .support import (
    Consent,
    ConsentCheck,
    Intervention,
    PlanItem,
    PlanReview,
    Provider,
    SupportPlan,
    SupportSession,
)
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "AgendaItem",
    "AlternativePathway",
    "Assessment",
    "Attachment",
    "Attendance",
    "Case",
    "CaseAction",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clearance",
    "Clock",
    "Consent",
    "ConsentCheck",
    "Decision",
    "Deconfliction",
    "Draft",
    "Factor",
    "FactorFinding",
    "Framework",
    "GatewayAssessment",
    "InformationAnswer",
    "InformationRequest",
    "Intervention",
    "MatchToken",
    "Membership",
    "Minute",
    "NobodyActing",
    "Panel",
    "PanelMeeting",
    "PanelVisitor",
    "PlanItem",
    "PlanReview",
    "Provider",
    "Referral",
    "SamePerson",
    "Seat",
    "Section36Decision",
    "Subject",
    "SupportPlan",
    "SupportSession",
    "Term",
    "ThresholdDecision",
]
