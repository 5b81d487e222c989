"""What Channel keeps: panels, cases, and everything that belongs to a case."""

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
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "AgendaItem",
    "AlternativePathway",
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
    "Decision",
    "Deconfliction",
    "Draft",
    "GatewayAssessment",
    "InformationAnswer",
    "InformationRequest",
    "MatchToken",
    "Membership",
    "Minute",
    "NobodyActing",
    "Panel",
    "PanelMeeting",
    "PanelVisitor",
    "Referral",
    "SamePerson",
    "Seat",
    "Section36Decision",
    "Subject",
    "Term",
    "ThresholdDecision",
]
