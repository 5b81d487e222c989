"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .after import (
    LAST_REVIEW_MONTHS,
    CareConsidered,
    Closure,
    Disclosure,
    PostClosureReview,
    Transfer,
)
from .assessment import Assessment, Factor, FactorFinding, Framework
from .assurance import (
    AssuranceAnswer,
    AssuranceExtent,
    AssuranceStandard,
    AssuranceStatement,
    NationalSeries,
)
from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .glass import BreakGlass, GlassHolder
from .intake import Attachment, Draft, MatchToken, SamePerson
from .meetings import (
    AgendaItem,
    Attendance,
    CaseAction,
    Correction,
    Decision,
    MeetingMessage,
    Minute,
    PanelMeeting,
    PanelVisitor,
)
from .observers import ObserverText
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
    "AssuranceAnswer",
    "AssuranceExtent",
    "AssuranceStandard",
    "AssuranceStatement",
    "Attachment",
    "Attendance",
    "BreakGlass",
    "CareConsidered",
    "Case",
    "CaseAction",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clearance",
    "Clock",
    "Closure",
    "Consent",
    "ConsentCheck",
    "Correction",
    "Decision",
    "Deconfliction",
    "Disclosure",
    "Draft",
    "Factor",
    "FactorFinding",
    "Framework",
    "GatewayAssessment",
    "GlassHolder",
    "InformationAnswer",
    "InformationRequest",
    "Intervention",
    "LAST_REVIEW_MONTHS",
    "MatchToken",
    "MeetingMessage",
    "Membership",
    "Minute",
    "NationalSeries",
    "NobodyActing",
    "ObserverText",
    "Panel",
    "PanelMeeting",
    "PanelVisitor",
    "PlanItem",
    "PlanReview",
    "PostClosureReview",
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
    "Transfer",
]
