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
from .case import LAST_KEY, Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .glass import BreakGlass, GlassHolder
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
from .panel import AccountChange, Clearance, Membership, Panel
from .process import (
    AlternativePathway,
    Deconfliction,
    GatewayAssessment,
    InformationAnswer,
    InformationRequest,
    Section36Decision,
    ThresholdDecision,
)
from .retention import Destruction, LegalHold, RetentionReview, RetentionRule
from .rights import Correction, Release, RightsRequest
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
    "AccountChange",
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
    "Decision",
    "Correction",
    "Deconfliction",
    "Destruction",
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
    "LAST_KEY",
    "LAST_REVIEW_MONTHS",
    "LegalHold",
    "MatchToken",
    "Membership",
    "Minute",
    "NationalSeries",
    "NobodyActing",
    "Panel",
    "PanelMeeting",
    "PanelVisitor",
    "PlanItem",
    "PlanReview",
    "PostClosureReview",
    "Provider",
    "Referral",
    "Release",
    "RetentionReview",
    "RetentionRule",
    "RightsRequest",
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
